"""The tables as Arrow, in memory: pandas, Polars, DuckDB and Parquet take them as they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from extractor.errors import SourceError
from extractor.exports.rows import Columns, document_id, empty, extend, rows_of
from extractor.exports.schema import VERSION, Column, tables
from extractor.records import PressRelease

try:
    import pyarrow as pa
except ImportError as error:
    raise SourceError(
        f'tables in Arrow need more: pip install "es-comunicado[parquet]" ({error})'
    ) from error

DIGITS, SCALE = 38, 10
"""Decimals: 28 digits before the point, 10 after."""


def arrow_type(column: Column) -> pa.DataType:
    """The Arrow type of a column."""
    return {
        "text": pa.string(),
        "category": pa.dictionary(pa.int32(), pa.string()),
        "integer": pa.int64(),
        "decimal": pa.decimal128(DIGITS, SCALE),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "list": pa.list_(pa.field("element", pa.string())),
    }[column.type]


@cache
def schema_of(table: str) -> pa.Schema:
    """The Arrow schema of a table, with the version of the tables."""
    fields = [
        pa.field(column.name, arrow_type(column), nullable=not column.required)
        for column in tables()[table].columns
    ]
    return pa.schema(fields, metadata={"tables_version": VERSION})


def table_of(name: str, values: list[list[Any]]) -> pa.Table:
    """The rows of one table as Arrow."""
    schema = schema_of(name)
    columns = tables()[name].columns
    arrays = [
        _array(part, column, kind)
        for part, column, kind in zip(values, columns, schema.types, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(values: list[Any], column: Column, kind: pa.DataType) -> pa.Array:
    if column.type == "category":
        return _texts(values).dictionary_encode()
    if column.type == "text":
        return _texts(values)
    if column.type == "date":
        values = [None if v is None else date.fromisoformat(v) for v in values]
    elif column.type == "decimal":
        values = [None if v is None else Decimal(v) for v in values]
    return pa.array(values, kind)


def _texts(values: list[Any]) -> pa.Array:
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:  # lone surrogates are no UTF-8
        return pa.array(
            [None if v is None else v.encode("utf-8", "replace").decode() for v in values],
            pa.string(),
        )


def to_frames(records: Iterable[PressRelease]) -> dict[str, pa.Table]:
    """The tables of some records, by name, as Arrow.

    `frames["figures"].to_pandas()` is a pandas frame, `polars.from_arrow(frames["figures"])`
    a Polars frame. A text that comes again is a row of `copies`.

    >>> from extractor import extract
    >>> to_frames([extract("Lima, 30 de enero de 2023.")])["documents"].num_rows
    1
    """
    rows = empty()
    seen: set[str] = set()
    for record in records:
        key = document_id(record.text)
        if key in seen:
            extend(rows, copy_of(key, record.source, record.published))
        else:
            seen.add(key)
            extend(rows, rows_of(record, key))
    return {name: table_of(name, values) for name, values in rows.items()}


def copy_of(key: str, source: str | None, published: date | None) -> Columns:
    """The row of a document whose text was seen before."""
    return {"copies": [[key], [source or ""], [published.isoformat() if published else None]]}
