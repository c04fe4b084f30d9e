"""What a report asks of the tables, each question one query.

Names that differ only in capitals or accents are one; the spelling shown is
the most frequent. Counts are of documents, not of mentions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from extractor.lexicon import fold

INSTITUTIONS, OFFICIALS, PLACES, SUMS, PROJECTS = 20, 40, 20, 10, 30
"""How many of each are shown."""
CURRENCIES = 3
EVIDENCE = 5
"""Documents shown for each official."""
CONTEXT = 120
"""Characters of the text shown on each side of a mention."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in a document: `before`, the words, `after`."""

    source: str | None
    published: str | None
    headline: str | None
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Post:
    """A person in a role: the first and last day it is stated, and where."""

    name: str
    role: str
    organization: str | None
    first: str | None
    last: str | None
    documents: int
    evidence: list[Evidence]


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money stated once."""

    value: float
    currency: str | None
    of: str | None
    evidence: Evidence


@dataclass(slots=True)
class Project:
    """A project over all documents that name it."""

    name: str
    kind: str
    code: str | None
    documents: int
    leads: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    budgets: list[Sum] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answers:
    """All that the page shows."""

    documents: int
    undated: int
    copies: int
    first: str | None
    last: str | None
    counts: dict[str, int]
    periods: list[tuple[str, int]]
    unit: str
    institutions: list[tuple[str, str | None, int]]
    posts: list[Post]
    countries: list[tuple[str, int]]
    places: list[tuple[str, str, int]]
    sums: dict[str, list[Sum]]
    projects: list[Project]


def answers(base: sqlite3.Connection) -> Answers:
    """Ask everything."""
    base.create_function("folded", 1, _folded, deterministic=True)
    documents, first, last, dated = _one(
        base, "SELECT count(*), min(published), max(published), count(published) FROM documents"
    )
    unit, periods = _periods(base, first, last)
    return Answers(
        documents=documents,
        undated=documents - dated,
        copies=_one(base, "SELECT count(*) FROM copies")[0],
        first=first,
        last=last,
        counts={name: _one(base, query)[0] for name, query in _COUNTS.items()},
        periods=periods,
        unit=unit,
        institutions=base.execute(_INSTITUTIONS, (INSTITUTIONS,)).fetchall(),
        posts=_posts(base),
        countries=base.execute(_COUNTRIES, (PLACES,)).fetchall(),
        places=base.execute(_PLACES, (PLACES,)).fetchall(),
        sums=_sums(base),
        projects=_projects(base),
    )


def _folded(text: str | None) -> str | None:
    return None if text is None else " ".join(fold(text).split())


def _one(base: sqlite3.Connection, query: str) -> Any:
    return base.execute(query).fetchone()


_COUNTS = {
    "organizations": "SELECT count(DISTINCT folded(name)) FROM organizations",
    "officials": "SELECT count(DISTINCT folded(name)) FROM officials",
    "regions": "SELECT count(DISTINCT folded(name)) FROM regions",
    "projects": "SELECT count(DISTINCT folded(name)) FROM projects",
    "figures": "SELECT count(*) FROM figures",
    "quotes": "SELECT count(*) FROM quotes",
}


def _periods(
    base: sqlite3.Connection, first: str | None, last: str | None
) -> tuple[str, list[tuple[str, int]]]:
    """Documents a day, month or year, by the time they span; without gaps for months."""
    if first is None or last is None:
        return "month", []
    years = int(last[:4]) - int(first[:4])
    months = 12 * years + int(last[5:7]) - int(first[5:7])
    unit, size = ("day", 10) if months < 2 else ("month", 7) if months <= 120 else ("year", 4)
    found = base.execute(
        "SELECT substr(published, 1, ?) AS period, count(*) FROM documents"
        " WHERE published IS NOT NULL GROUP BY period ORDER BY period",
        (size,),
    )
    return unit, found.fetchall()


# With one max(), SQLite takes the bare columns from the row of the maximum: the usual spelling.
_INSTITUTIONS = """
WITH spelled AS (
    SELECT folded(name) AS key, name, max(acronym) AS acronym, count(DISTINCT document_id) AS n
    FROM organizations GROUP BY key, name
)
SELECT name, acronym, total FROM (
    SELECT name, max(n), sum(n) AS total, key FROM spelled GROUP BY key
) JOIN (SELECT key, max(acronym) AS acronym FROM spelled GROUP BY key) USING (key)
ORDER BY total DESC, name LIMIT ?
"""
_COUNTRIES = """
SELECT country, count(DISTINCT document_id) AS n FROM regions WHERE country IS NOT NULL
GROUP BY country ORDER BY n DESC, country LIMIT ?
"""
_PLACES = """
SELECT name, coalesce(country, ''), count(DISTINCT document_id) AS n FROM regions
WHERE kind != 'country' GROUP BY folded(name), country ORDER BY n DESC, name LIMIT ?
"""
_POSTS = """
WITH people AS (
    SELECT folded(name) AS key, count(DISTINCT document_id) AS n FROM officials
    WHERE role IS NOT NULL GROUP BY key ORDER BY n DESC, key LIMIT ?
)
SELECT p.n, p.key, o.name, o.role, o.organization, o.id, d.published
FROM people p JOIN officials o ON folded(o.name) = p.key JOIN documents d ON d.id = o.document_id
WHERE o.role IS NOT NULL ORDER BY p.n DESC, p.key, d.published, d.rowid
"""


def _posts(base: sqlite3.Connection) -> list[Post]:
    """Each role of the persons who are named most, with its period."""
    groups: dict[tuple[str, str], list[Any]] = {}
    for row in base.execute(_POSTS, (OFFICIALS,)):
        groups.setdefault((row[1], _folded(row[3]) or ""), []).append(row)
    found = []
    for rows in groups.values():
        days = [row[6] for row in rows if row[6] is not None]
        shown = rows if len(rows) <= EVIDENCE else [*rows[: EVIDENCE - 1], rows[-1]]
        found.append(
            Post(
                name=_usual(row[2] for row in rows),
                role=_usual(row[3] for row in rows),
                organization=_usual(row[4] for row in rows if row[4]) or None,
                first=min(days, default=None),
                last=max(days, default=None),
                documents=len(rows),
                evidence=[_evidence(base, row[5], longest=True) for row in shown],
            )
        )
    return found


def _usual(values: Iterable[str]) -> str:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return max(counts, key=lambda value: (counts[value], value), default="")


_EVIDENCE = """
SELECT d.source, d.published, d.headline, d.text, m.start, m."end"
FROM mentions m JOIN documents d ON d.id = m.document_id WHERE m.entity_id = ?
ORDER BY {order} LIMIT 1
"""


def _evidence(base: sqlite3.Connection, entity: str, longest: bool = False) -> Evidence:
    """The entry's first mention, or the longest, in its sentence or so."""
    order = 'm.start - m."end", m.start' if longest else "m.start"
    row = base.execute(_EVIDENCE.format(order=order), (entity,)).fetchone()
    source, published, headline, text, start, end = row
    left, right = max(start - CONTEXT, 0), min(end + CONTEXT, len(text))
    before = ("…" if left else "") + text[left:start]
    after = text[end:right] + ("…" if right < len(text) else "")
    return Evidence(
        source,
        published,
        headline,
        " ".join(before.split()) + " " * before[-1:].isspace(),
        text[start:end],
        " " * after[:1].isspace() + " ".join(after.split()),
    )


_CURRENCIES = """
SELECT currency, count(*) AS n FROM figures WHERE kind = 'money' AND currency IS NOT NULL
GROUP BY currency ORDER BY n DESC, currency LIMIT ?
"""
_SUMS = """
SELECT id, value, currency, of FROM figures WHERE kind = 'money' AND currency = ?
GROUP BY document_id, value ORDER BY value DESC, id LIMIT ?
"""


def _sums(base: sqlite3.Connection) -> dict[str, list[Sum]]:
    """The largest sums of each usual currency."""
    return {
        currency: [
            Sum(float(value), code, of, _evidence(base, key))
            for key, value, code, of in base.execute(_SUMS, (currency, SUMS)).fetchall()
        ]
        for currency, _ in base.execute(_CURRENCIES, (CURRENCIES,)).fetchall()
    }


_BUDGETED = """
SELECT k.key, count(DISTINCT p.document_id) AS n, max(p.code), max(b.type IS NOT NULL) AS budgeted
FROM temp.project_keys k JOIN projects p ON p.rowid = k.place
LEFT JOIN relations b ON b.subject_id = p.id AND b.type = 'project_budget'
GROUP BY k.key ORDER BY budgeted DESC, n DESC, k.key LIMIT ?
"""
_NAMES = """
SELECT p.name, p.kind FROM temp.project_keys k JOIN projects p ON p.rowid = k.place
WHERE k.key = ? ORDER BY p.rowid
"""
_JOINED = """
SELECT r.type, r.object, r.object_id FROM temp.project_keys k
JOIN projects p ON p.rowid = k.place JOIN relations r ON r.subject_id = p.id
WHERE k.key = ? ORDER BY r.rowid
"""


def _projects(base: sqlite3.Connection) -> list[Project]:
    """Projects, those with a budget first."""
    base.execute(
        "CREATE TEMP TABLE project_keys AS SELECT folded(name) AS key, rowid AS place FROM projects"
    )
    base.execute("CREATE INDEX temp.project_keys_key ON project_keys (key)")
    found = []
    for key, documents, code, _ in base.execute(_BUDGETED, (PROJECTS,)).fetchall():
        rows = base.execute(_NAMES, (key,)).fetchall()
        project = Project(_usual(r[0] for r in rows), _usual(r[1] for r in rows), code, documents)
        for kind, words, other in base.execute(_JOINED, (key,)):
            if kind == "project_lead" and words not in project.leads:
                project.leads.append(words)
            elif kind == "project_region" and words not in project.places:
                project.places.append(words)
            elif kind == "project_budget" and other is not None:
                _add_budget(base, project, other)
        found.append(project)
    return found


def _add_budget(base: sqlite3.Connection, project: Project, figure: str) -> None:
    row = base.execute("SELECT value, currency, of FROM figures WHERE id = ?", (figure,)).fetchone()
    if row is None:
        return
    value, currency, of = row
    if all((value, currency) != (known.value, known.currency) for known in project.budgets):
        project.budgets.append(Sum(float(value), currency, of, _evidence(base, figure)))
