"""From a record to rows of the tables of `extractor.exports.schema`.

Ids: a document's is the first 16 hexadecimal digits of the SHA-256 of its text
in UTF-8, so that the same text has the same id in any archive; an entry's is its
document's id, the name of its field and its place in the record
(`1f0c3a…/officials/2`). Values are plain Python: dates as ISO text, decimals as
exact text, so that rows can be kept as JSON.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from extractor.exports.schema import ENTITIES, REFERENCES, SINGLE, Column, fields_of, tables
from extractor.records import Entity, PressRelease

Columns = dict[str, list[list[Any]]]
"""Name of a table -> the values of each of its columns, in the order of the schema."""


def document_id(text: str) -> str:
    """The id of the document with this text.

    >>> document_id("Lima, 30 de enero de 2023.")
    '1053cfe9992ecde6'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def empty() -> Columns:
    """No rows yet."""
    return {name: [[] for _ in table.columns] for name, table in tables().items()}


def rows_of(record: PressRelease, document: str | None = None) -> Columns:
    """The rows of one record.

    Args:
        document: its id, where another than that of its text is wanted.
    """
    key = document or document_id(record.text)
    found = empty()
    _add(found["documents"], _document(record, key))
    names = {
        field: {entry.name: f"{key}/{field}/{i}" for i, entry in reversed(_numbered(record, field))}
        for field in ("organizations", "officials", "regions")
    }
    for field in ENTITIES:
        _add_entries(found, record, key, field, field, names)
    _add_entries(found, record, key, "reported", "quotes", names)
    seen = set()
    for row in (*_stated(record, key), *_implied(record, key, names)):
        if (what := (row[1], row[2], row[4] or row[5])) not in seen:
            seen.add(what)
            _add(found["relations"], row)
    return found


def _add_entries(
    found: Columns, record: PressRelease, key: str, field: str, table: str, names: _Names
) -> None:
    read = _readers()[table]
    for i, entry in enumerate(getattr(record, field)):
        entity = f"{key}/{field}/{i}"
        _add(found[table], [entity, key, *read(entry, names)])
        _add_mentions(found["mentions"], key, table, entity, entry)


def _numbered(record: PressRelease, field: str) -> list[tuple[int, Any]]:
    return list(enumerate(getattr(record, field)))


def _add(columns: list[list[Any]], row: Iterable[Any]) -> None:
    for column, value in zip(columns, row, strict=True):
        column.append(value)


def _document(record: PressRelease, key: str) -> list[Any]:
    line = record.dateline
    return [
        key,
        record.source,
        _plain(record.published),
        record.headline,
        record.agency,
        line.place if line else None,
        _plain(line.date) if line else None,
        record.language,
        record.text,
        len(record.text),
        list(record.meta.warnings),
        record.meta.extractor,
        record.schema_version,
    ]


_Names = dict[str, dict[str, str]]
_Read = Callable[[Any, _Names], list[Any]]
_READERS: dict[str, _Read] = {}


def _readers() -> dict[str, _Read]:
    """Field -> what makes the cells of an entry, without its ids."""
    if not _READERS:
        _READERS.update({field: _reader(field) for field in ENTITIES})
    return _READERS


def _reader(field: str) -> _Read:
    from operator import attrgetter

    columns = tables()[field].columns[2:]
    plain = [c for c in columns if c.name in fields_of(field)]
    values = attrgetter(*(c.name for c in plain))
    convert = [(i, _converter(c)) for i, c in enumerate(plain) if _converter(c) is not None]
    refers = [
        (i, columns[i - 1].name, c.refers) for i, c in enumerate(columns) if c.refers is not None
    ]
    single = field in SINGLE

    def read(entry: Any, names: _Names) -> list[Any]:
        row = list(values(entry))
        for i, function in convert:
            if row[i] is not None:
                row[i] = function(row[i])  # type: ignore[misc]
        for i, name, other in refers:
            row.insert(i, names[other].get(getattr(entry, name)))
        if single:
            mention = entry.mentions[0]
            row += (mention.text, mention.start, mention.end)
        return row

    return read


def _converter(column: Column) -> Callable[[Any], Any] | None:
    found: dict[str, Callable[[Any], Any]] = {
        "decimal": exact,
        "date": date.isoformat,
        "list": list,
    }
    return found.get(column.type)


def _plain(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None


_STEP = Decimal("1e-10")


def exact(value: float) -> str:
    """The number as decimal text, with at most ten digits after the point, without exponent.

    >>> exact(1200000), exact(1.5e6), exact(0.1), exact(1e-7)
    ('1200000', '1500000', '0.1', '0.0000001')
    """
    if isinstance(value, int):
        return str(value)
    number = Decimal(repr(value)).quantize(_STEP) if abs(value) < 1e17 else Decimal(int(value))
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _add_mentions(
    target: list[list[Any]], key: str, field: str, entity: str, entry: Entity
) -> None:
    documents, fields, entities, texts, starts, ends = target
    for mention in entry.mentions:
        documents.append(key)
        fields.append(field)
        entities.append(entity)
        texts.append(mention.text)
        starts.append(mention.start)
        ends.append(mention.end)


def _stated(record: PressRelease, key: str) -> Iterator[list[Any]]:
    """The relations of a record, with the sentences that say them."""
    for relation in record.relations:
        subject, other = relation.subject, relation.object
        sentence = relation.sentence
        yield [
            key,
            relation.type,
            f"{key}/{subject.field}/{subject.index}",
            _called(getattr(record, subject.field)[subject.index]),
            f"{key}/{other.field}/{other.index}" if other else None,
            _called(getattr(record, other.field)[other.index])
            if other
            else relation.event and relation.event.text,
            relation.rule,
            sentence.text,
            sentence.start,
            sentence.end,
        ]


def _called(entry: Any) -> str:
    """The name of an entry, or its words in the text."""
    name: str = getattr(entry, "name", None) or entry.mentions[0].text
    return name


def _implied(record: PressRelease, key: str, names: _Names) -> Iterator[list[Any]]:
    """What the fields of a record join by name or place, without a sentence of its own.

    `object_id` is null where the name has no entry.
    """
    for field, (column, other) in REFERENCES.items():
        what = f"{SINGULAR[field]}_{column}"
        parts = [field, "reported"] if field == "quotes" else [field]
        for part in parts:
            for i, entry in enumerate(getattr(record, part)):
                if name := getattr(entry, column):
                    at, to = f"{key}/{part}/{i}", names[other].get(name)
                    yield [key, what, at, _called(entry), to, name, entry.rule, None, None, None]
    for i, project in enumerate(record.projects):
        at = f"{key}/projects/{i}"
        ends: list[tuple[str, str | None, str]] = [
            (part.role, names["organizations"].get(part.name), part.name)
            for part in project.organizations
        ]
        ends += [("region", names["regions"].get(name), name) for name in project.regions]
        for part in ("beneficiaries", "budget"):
            for index in getattr(project, part):
                ends.append((part, f"{key}/figures/{index}", _called(record.figures[index])))
        for part, to, name in ends:
            what = f"project_{part}"
            yield [key, what, at, project.name, to, name, project.rule, None, None, None]


SINGULAR = {"organizations": "organization", "officials": "official", "quotes": "quote"}


def extend(target: Columns, more: Columns) -> None:
    """Append rows to rows."""
    for name, columns in more.items():
        for column, values in zip(target[name], columns, strict=True):
            column.extend(values)


def count(columns: Columns) -> int:
    """How many rows there are, in all tables."""
    return sum(len(table[0]) for table in columns.values())
