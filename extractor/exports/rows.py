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

from extractor.exports.schema import ENTITIES, SINGLE, Column, fields_of, tables
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
        target = found[field]
        read = _readers()[field]
        for i, entry in enumerate(getattr(record, field)):
            entity = f"{key}/{field}/{i}"
            _add(target, [entity, key, *read(entry, names)])
            _add_mentions(found["mentions"], key, field, entity, entry)
    for row in _relations(record, key, names):
        _add(found["relations"], row)
    return found


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


def _relations(record: PressRelease, key: str, names: _Names) -> Iterator[list[Any]]:
    """What a record says that joins two of its entries.

    `from` is always an entry; `to_id` is null where the name has no entry of its own.
    """
    for i, organization in enumerate(record.organizations):
        if organization.parent:
            at = f"{key}/organizations/{i}"
            to = names["organizations"].get(organization.parent)
            yield [key, "part_of", at, organization.name, to, organization.parent]
    for i, official in enumerate(record.officials):
        if official.organization:
            at = f"{key}/officials/{i}"
            to = names["organizations"].get(official.organization)
            yield [key, "works_for", at, official.name, to, official.organization]
    for i, quote in enumerate(record.quotes):
        if quote.speaker:
            to = names["officials"].get(quote.speaker)
            yield [key, "said_by", f"{key}/quotes/{i}", None, to, quote.speaker]
    for i, project in enumerate(record.projects):
        at = f"{key}/projects/{i}"
        for part in project.organizations:
            to = names["organizations"].get(part.name)
            yield [key, part.role, at, project.name, to, part.name]
        for region in project.regions:
            yield [key, "located_in", at, project.name, names["regions"].get(region), region]
        for relation in ("beneficiaries", "budget"):
            for index in getattr(project, relation):
                text = record.figures[index].mentions[0].text
                yield [key, relation, at, project.name, f"{key}/figures/{index}", text]


def extend(target: Columns, more: Columns) -> None:
    """Append rows to rows."""
    for name, columns in more.items():
        for column, values in zip(target[name], columns, strict=True):
            column.extend(values)


def count(columns: Columns) -> int:
    """How many rows there are, in all tables."""
    return sum(len(table[0]) for table in columns.values())
