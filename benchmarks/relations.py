"""What belongs to what: how much of it does the extractor find?

    python benchmarks/relations.py                     precision, recall, F1 of each relation
    python benchmarks/relations.py --errors pe         what was missed, what is false
    python benchmarks/relations.py tests/quality/bulletins

Reads the pairs `ID.txt`, `ID.json` of a folder, by default the annotated releases in
`tests/quality/relations`, whose README says what the annotations mean; of a folder that
annotates no relations only the organizations of its projects are judged.

A relation is right where both its ends are the same as the annotated ones (names as
`benchmarks/quality.py` compares them; figures whose words begin alike; events that share
four fifths of their words) and it has the same role. What is marked optional, or belongs to
an optional project, is neither right nor wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from quality import Count, Value, by_words, likeness, plain, read

RELATIONS = Path(__file__).parents[1] / "tests" / "quality" / "relations"
SAME_EVENT = 0.8
OF_PROJECTS = {"regions": "project_region", "beneficiaries": "project_beneficiaries",
               "budget": "project_budget", "figures": "figure_project"}  # fmt: skip
PAIRS = ("figure_region", "figure_organization", "official_organization", "date_event")
NAMES = ("project_organization", *OF_PROJECTS.values(), *PAIRS)


@dataclass(frozen=True)
class Link:
    """One relation as words: the forms of each end, and the role where there is one."""

    one: tuple[str, ...]
    other: tuple[str, ...]
    role: str = ""
    optional: bool = False

    def __str__(self) -> str:
        return f"{self.one[0]} -> {self.other[0]} {self.role}".rstrip()


@dataclass
class Answers:
    """What an annotation or a record says, by kind of relation."""

    links: dict[str, list[Link]] = field(default_factory=lambda: {name: [] for name in NAMES})


# The two sides as links


def forms(value: Value) -> tuple[str, ...]:
    names = (value["name"], value.get("acronym"), *(value.get("aliases") or ()))
    return tuple(name for name in names if name)


def annotated(gold: Value) -> Answers:
    """The annotation; the forms of institutions are gathered from all its entries."""
    answers = Answers()
    known = {o["name"]: forms(o) for p in gold["projects"] for o in p["organizations"]}
    known |= {o["name"]: forms(o) for o in gold.get("organizations") or ()}
    for project in gold["projects"]:
        own, spare = forms(project), bool(project.get("optional"))
        for part in project["organizations"]:
            optional = spare or bool(part.get("optional"))
            names = known.get(part["name"], forms(part))
            answers.links["project_organization"].append(Link(own, names, part["role"], optional))
        for key, name in OF_PROJECTS.items():
            loose = list(project.get(f"optional_{key}") or ())
            for text in [*(project.get(key) or ()), *loose]:
                answers.links[name].append(Link(own, (text,), "", spare or text in loose))
    for name in PAIRS:
        for optional in (False, True):
            for one, other in gold.get(f"optional_{name}" if optional else name) or ():
                link = Link((one,), known.get(other, (other,)), "", optional)
                answers.links[name].append(link)
    return answers


def found(record: Value) -> Answers:
    """The relations of a record (plain data)."""
    answers = Answers()
    for relation in record["relations"]:
        kind, ends = relation["type"], [relation["subject"], relation["object"]]
        words = [named(record, end) for end in ends if end]
        if relation["event"]:
            words.append((relation["event"]["text"],))
        role = ""
        if kind in ("project_lead", "project_funder", "project_partner"):
            kind, role = "project_organization", kind.removeprefix("project_")
        if kind == "figure_project":
            words.reverse()
        if kind in answers.links:
            answers.links[kind].append(Link(words[0], words[1], role))
    return answers


def named(record: Value, end: Value) -> tuple[str, ...]:
    value = record[end["field"]][end["index"]]
    return forms(value) if "name" in value else (value["mentions"][0]["text"],)


# Counting


def same(kind: str, gold: Link, other: Link) -> bool:
    if gold.role != other.role:
        return False
    if kind.startswith("project") or kind == "figure_project":
        one = any(by_words({"name": name}, {"name": g}) for name in other.one for g in gold.one)
    else:
        one = alike(gold.one, other.one, kind == "date_event")
    if kind == "date_event":
        return one and likeness(plain(gold.other[0]), plain(other.other[0])) >= SAME_EVENT
    return one and alike(gold.other, other.other)


def alike(gold: Iterable[str], other: Iterable[str], dates: bool = False) -> bool:
    """One form the same; or one within the other, for dates and what has a digit."""
    for a in map(plain, gold):
        for b in map(plain, other):
            begun = a.startswith(b) or b.startswith(a) or a.endswith(b) or b.endswith(a)
            if a == b or (begun and (dates or any(c.isdigit() for c in a))):
                return True
    return False


def count(gold: Answers, record: Answers, kinds: Iterable[str] = NAMES) -> dict[str, Count]:
    """Hits, false and missed ones of each kind of relation in one document."""
    result: dict[str, Count] = {}
    for kind in kinds:
        one = result[kind] = Count()
        left = list(record.links[kind])
        for link in sorted(gold.links[kind], key=lambda link: link.optional):
            hit = next((other for other in left if same(kind, link, other)), None)
            if hit is not None:
                left.remove(hit)
            if link.optional:
                continue
            one.hits += hit is not None
            one.missed += hit is None
            if hit is None:
                one.notes.append(f"missed  {kind}: {link}")
        judged = [other for other in left if not _spare(gold.links[kind], kind, other)]
        one.false = len(judged)
        one.notes += [f"false   {kind}: {other}" for other in judged]
    return result


def _spare(links: list[Link], kind: str, other: Link) -> bool:
    """Whether an optional entry allows it, though another has taken it already."""
    return any(link.optional and same(kind, link, other) for link in links)


def measure(
    documents: Iterable[tuple[str, Value, Value]],
) -> tuple[dict[str, Count], dict[str, list[str]]]:
    """The counts of all documents, and the notes of each."""
    total: dict[str, Count] = {name: Count() for name in NAMES}
    notes: dict[str, list[str]] = {}
    for key, gold, record in documents:
        kinds = NAMES if "figure_region" in gold else ("project_organization",)
        wanted = annotated(gold)
        have = found(record)
        if kinds != NAMES:
            have = _judged(gold, have)
        counts = count(wanted, have, kinds)
        notes[key] = [note for one in counts.values() for note in one.notes]
        for name, one in counts.items():
            total[name].add(one)
    return total, notes


def _judged(gold: Value, have: Answers) -> Answers:
    """Without what belongs to a project that is optional there."""
    spare = [forms(p) for p in gold["projects"] if p.get("optional")]
    kept = Answers()
    for name, links in have.links.items():
        kept.links[name] = [
            link
            for link in links
            if not any(same("project", Link(own, link.other), Link(link.one, link.other))
                       for own in spare)
        ]  # fmt: skip
    return kept


def run(folder: Path = RELATIONS) -> tuple[dict[str, Count], dict[str, list[str]]]:
    """The extractor over the folder."""
    from extractor import Extractor

    extractor = Extractor()
    return measure(_records(extractor, folder))


def _records(extractor: Any, folder: Path) -> Iterator[tuple[str, Value, Value]]:
    for key, text, gold in read(folder):
        record = extractor.extract(text, gold.get("published"))
        yield key, gold, record.model_dump(mode="json")


@click.command(help=__doc__.split("\n\n")[0] if __doc__ else None)
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=RELATIONS
)
@click.option("--errors", metavar="ID", help="Missed and false ones of one document, or 'all'.")
def main(folder: Path, errors: str | None) -> None:
    total, notes = run(folder)
    for key, lines in notes.items():
        if errors in (key, "all"):
            for line in lines:
                click.echo(f"{key}  {line}")
    click.echo(f"{'':24}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}")
    for name, one in total.items():
        row = "".join(f"{100 * x:7.1f}" for x in (one.precision, one.recall, one.f1))
        click.echo(f"{name:24}{row}{one.hits + one.missed:7}")
    click.echo(f"{len(notes)} documents")


if __name__ == "__main__":
    main()
