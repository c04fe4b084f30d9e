"""From corrections to entries of the user's own lexicon, and to training examples.

Only what a person added or changed gives an entry. Entries are proposals: they
are shown first, and written by `write`.
"""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extractor.corrections import ADDED, CHANGED, Corrected
from extractor.errors import LexiconError, SourceError
from extractor.lexicon import COLUMNS, SEPARATOR, fold
from extractor.records import (
    Entity,
    Mention,
    Official,
    Organization,
    PressRelease,
    Project,
    Region,
)
from extractor.user_lexicon import OFFICIAL_COLUMNS, OFFICIALS, read_user

Cells = dict[str, str]
SOURCE = "correction"
LABELS = {"officials": "PER", "organizations": "ORG", "regions": "LOC", "projects": "MISC"}
"""Labels of the training corpus by field; figures, dates and quotes are no names."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row for a file of the user's lexicon; `before` is the row it replaces, if any."""

    file: str
    row: Cells
    before: Cells | None = None


def read_corrected(text: str, name: str) -> Iterator[Corrected]:
    """The corrected records of JSON Lines: `Corrected` objects, or records alone.

    Raises:
        SourceError: names file and line.
    """
    found = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            whole = isinstance(value, dict) and "record" in value
            yield Corrected.model_validate_json(line if whole else json.dumps({"record": value}))
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            raise SourceError(f"{name}:{number}: {where}: {first['msg']}") from error
        except ValueError as error:
            raise SourceError(f"{name}:{number}: is no JSON") from error
        found += 1
    if not found:
        raise SourceError(f"{name}: holds no corrections")


def columns_of(file: str) -> tuple[str, ...]:
    """The columns of a file of the user's lexicon (`pe/places.csv`)."""
    name = file.rpartition("/")[2]
    return OFFICIAL_COLUMNS if name == OFFICIALS else COLUMNS[name]


def propose(corrected: Iterable[Corrected], folder: Path | None = None) -> list[Proposal]:
    """Rows that the corrections suggest, by file and name; those in `folder` are not repeated.

    Raises:
        LexiconError: the lexicon in `folder` is bad.
    """
    there = _existing(folder)
    found: dict[tuple[str, str], Proposal] = {}
    for each in corrected:
        for file, row in _rows(each.record):
            key = (file, fold(row["name"]))
            earlier = found.get(key)
            before = earlier.before if earlier else there.get(file, {}).get(key[1])
            base = earlier.row if earlier else before
            merged = _merge(base, row) if base else row
            found[key] = Proposal(file, merged, before)
    fresh = [p for p in found.values() if p.before is None or not _same(p.row, p.before)]
    return sorted(fresh, key=lambda p: (p.file, p.row["name"]))


def _rows(record: PressRelease) -> Iterator[tuple[str, Cells]]:
    """File and row of each value that a person added or changed."""
    source = (record.source or "").replace("\\", "/").rpartition("/")[2] or SOURCE
    for _, entity in record.entities():
        if entity.rule not in (ADDED, CHANGED):
            continue
        match entity:
            case Organization():
                file, row = "institutions.csv", _institution(entity)
            case Official():
                file, row = OFFICIALS, _official(entity)
            case Region() if entity.kind != "country":
                file, row = "places.csv", _place(entity)
            case Project():
                file, row = "projects.csv", _project(entity)
            case _:
                continue
        country = getattr(entity, "country", None)
        empty = dict.fromkeys(columns_of(file), "")
        yield _folder(country) + file, {**empty, **row, "source": source}


def _folder(country: str | None) -> str:
    if country is None:
        return ""
    return "es-es/" if country == "ES" else f"{country.lower()}/"


def _names(forms: Iterable[str], name: str) -> str:
    """Forms that are names: with a capital, and not the name or the acronym again."""
    kept = [form for form in forms if form[:1].isupper() and fold(form) != fold(name)]
    return SEPARATOR.join(dict.fromkeys(form.replace(SEPARATOR, " ") for form in kept))


def _institution(entity: Organization) -> Cells:
    acronym = entity.acronym or ""
    aliases = [alias for alias in entity.aliases if fold(alias) != fold(acronym)]
    return {
        "name": entity.name,
        "acronym": acronym,
        "aliases": _names(aliases, entity.name),
        "kind": entity.kind,
        "parent": entity.parent or "",
    }


def _official(entity: Official) -> Cells:
    return {
        "name": entity.name,
        "role": entity.role or "",
        "organization": entity.organization or "",
    }


def _place(entity: Region) -> Cells:
    return {
        "name": entity.name,
        "kind": entity.kind,
        "code": entity.code or "",
        "ubigeo": entity.ubigeo or "",
        "aliases": _names(entity.aliases, entity.name),
    }


def _project(entity: Project) -> Cells:
    leads = [part.name for part in entity.organizations if part.role == "lead"]
    others = [part.name for part in entity.organizations]
    return {
        "name": entity.name,
        "kind": entity.kind,
        "organization": next(iter([*leads, *others]), ""),
        "aliases": _names(entity.aliases, entity.name),
    }


def _merge(before: Mapping[str, str], row: Cells) -> Cells:
    """The newer cell where it says something; the aliases of both."""
    merged = {column: row[column] or before.get(column, "") for column in row}
    if "aliases" in row:
        parts = [*before["aliases"].split(SEPARATOR), *row["aliases"].split(SEPARATOR)]
        merged["aliases"] = SEPARATOR.join(dict.fromkeys(part for part in parts if part))
    return merged


def _same(row: Mapping[str, str], before: Mapping[str, str]) -> bool:
    return all(row[column] == before[column] for column in row if column != "source")


def _existing(folder: Path | None) -> dict[str, dict[str, Cells]]:
    """The rows of the user's lexicon by file and folded first cell."""
    if folder is None or not any(folder.rglob("*.csv")):
        return {}
    user = read_user(folder)
    found: dict[str, dict[str, Cells]] = {}
    for rows in user.countries.values():
        for row in rows:
            file = row.path.relative_to(folder).as_posix()
            first = next(iter(row.values.values()))
            found.setdefault(file, {})[fold(first)] = dict(row.values)
    return found


def show(proposals: Iterable[Proposal]) -> str:
    """The proposals as CSV for a person: `+` a new row, `-` and `+` a changed one."""
    lines: list[str] = []
    last = ""
    for proposal in proposals:
        if proposal.file != last:
            last = proposal.file
            lines += [last, "  " + _csv([columns_of(last)]).rstrip("\n")]
        if proposal.before is not None:
            lines.append("- " + _line(proposal.before, last))
        lines.append("+ " + _line(proposal.row, last))
    return "\n".join(lines) + "\n" if lines else ""


def _line(row: Mapping[str, str], file: str) -> str:
    return _csv([[row[column] for column in columns_of(file)]]).rstrip("\n")


def _csv(rows: Iterable[Iterable[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def write(proposals: Iterable[Proposal], folder: Path) -> list[Path]:
    """Put the rows into the user's lexicon, each file whole or not at all.

    Returns:
        The files written.

    Raises:
        LexiconError: the lexicon in `folder` is bad, or a file cannot be written.
    """
    there = _existing(folder)
    files: dict[str, dict[str, Cells]] = {}
    for proposal in proposals:
        rows = files.setdefault(proposal.file, dict(there.get(proposal.file, {})))
        rows[fold(proposal.row["name"])] = proposal.row
    written = []
    for file, rows in sorted(files.items()):
        columns = columns_of(file)
        ordered = sorted(rows.values(), key=lambda row: row[columns[0]])
        content = _csv([columns, *([row[column] for column in columns] for row in ordered)])
        written.append(_replace(folder / file, content))
    if written:
        read_user(folder)
    return written


def _replace(path: Path, content: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(content)
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except OSError as error:
        raise LexiconError(f"{path}: cannot be written ({error.strerror})") from error
    return path


def examples(corrected: Iterable[Corrected]) -> Iterator[dict[str, Any]]:
    """Each text with all its names: `{"text": …, "entities": [[start, end, label]]}`.

    Offsets are code points, end exclusive. Of names that overlap, the longest
    stays. Roles and mentions in small letters (*la ministra*) are no names.
    """
    for each in corrected:
        names: list[tuple[int, int, str]] = []
        for field, entity in each.record.entities():
            label = LABELS.get(field)
            if label:
                names += [(m.start, m.end, label) for m in entity.mentions if _is_name(m, entity)]
        kept: list[tuple[int, int, str]] = []
        for start, end, label in sorted(names, key=lambda n: (n[0] - n[1], n[0])):
            if all(end <= first or start >= last for first, last, _ in kept):
                kept.append((start, end, label))
        yield {"text": each.record.text, "entities": [list(name) for name in sorted(kept)]}


def _is_name(mention: Mention, entity: Entity) -> bool:
    if not mention.text[:1].isupper():
        return False
    if isinstance(entity, Official):
        return set(fold(mention.text).split()) <= set(fold(entity.name).split())
    return True
