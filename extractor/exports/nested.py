"""One row a document with its lists nested: one Parquet file, and what clusters exchange.

The schema is that of `PressRelease`, field by field, with plain strings where
the tables have categories, since Spark reads no dictionaries.
"""

from __future__ import annotations

import datetime
import types
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel

from extractor.exports.frames import DIGITS, SCALE
from extractor.exports.rows import document_id, exact
from extractor.exports.schema import unwrap
from extractor.records import SCHEMA_VERSION, PressRelease

ROWS = 2_000
"""Documents of a row group."""
_PLAIN: dict[Any, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    datetime.date: pa.date32(),
}


def arrow_type(annotation: Any) -> pa.DataType:
    """The Arrow type that holds values of this annotation.

    Raises:
        TypeError: the models have a kind of field that this does not know.
    """
    annotation, _ = unwrap(annotation)
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    origin = get_origin(annotation)
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(pa.field("element", arrow_type(get_args(annotation)[0])))
    if origin in (Union, types.UnionType) and set(get_args(annotation)) <= {int, float}:
        return pa.decimal128(DIGITS, SCALE)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct(fields_of(annotation))
    raise TypeError(f"no Arrow type for {annotation!r}")


def fields_of(model: type[BaseModel]) -> list[pa.Field]:
    """A model's fields as Arrow fields; nothing is required, since a failed row has nothing."""
    return [pa.field(n, arrow_type(f.annotation)) for n, f in model.model_fields.items()]


@cache
def schema() -> pa.Schema:
    """`document_id` and the fields of a record."""
    fields = [pa.field("document_id", pa.string()), *fields_of(PressRelease)]
    return pa.schema(fields, metadata={"schema_version": SCHEMA_VERSION})


def row_of(record: dict[str, Any]) -> dict[str, Any]:
    """A record as parsed JSON, with dates and decimals as Arrow wants them."""
    row: dict[str, Any] = _converted(record, pa.struct(fields_of(PressRelease)))
    return {"document_id": document_id(record["text"]), **row}


def _converted(value: Any, kind: pa.DataType) -> Any:
    if value is None:
        return None
    if pa.types.is_date(kind):
        return datetime.date.fromisoformat(value) if isinstance(value, str) else value
    if pa.types.is_decimal(kind):
        return Decimal(exact(value))
    if pa.types.is_list(kind):
        if not _CONVERTED[kind.value_type]:
            return value
        return [_converted(item, kind.value_type) for item in value]
    if pa.types.is_struct(kind):
        result = dict(value)
        for name, field_type in _changing(kind):
            result[name] = _converted(result.get(name), field_type)
        return result
    return value


def batch_of(rows: list[dict[str, Any]], kind: pa.Schema | None = None) -> pa.RecordBatch:
    """Rows as Arrow; lone surrogates, which are no UTF-8, become question marks."""
    try:
        return pa.RecordBatch.from_pylist(rows, kind or schema())
    except UnicodeEncodeError:
        return pa.RecordBatch.from_pylist([_clean(row) for row in rows], kind or schema())


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {name: _clean(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value


class _Needs(dict[pa.DataType, bool]):
    """Whether values of a type hold anything that is converted."""

    def __missing__(self, kind: pa.DataType) -> bool:
        if pa.types.is_struct(kind):
            found = any(self[field.type] for field in kind)
        elif pa.types.is_list(kind):
            found = self[kind.value_type]
        else:
            found = pa.types.is_date(kind) or pa.types.is_decimal(kind)
        self[kind] = found
        return found


_CONVERTED = _Needs()


@cache
def _changing(kind: pa.DataType) -> list[tuple[str, pa.DataType]]:
    return [(field.name, field.type) for field in kind if _CONVERTED[field.type]]


class Writer:
    """Writes one Parquet file."""

    def __init__(self, folder: Path, name: str, excel: bool) -> None:
        self._name = name
        self._file = pq.ParquetWriter(folder / name, schema(), compression="zstd")
        self._waiting: list[dict[str, Any]] = []
        self._characters = 0

    def add(self, payload: dict[str, Any]) -> None:
        """The next record."""
        self._waiting.append(row_of(payload))
        self._characters += len(payload["text"])
        if len(self._waiting) >= ROWS or self._characters > 16_000_000:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self._file.write_table(pa.Table.from_batches([batch_of(self._waiting)]))
        self._waiting = []
        self._characters = 0

    def close(self) -> list[str]:
        """The file."""
        self._flush()
        self._file.close()
        return [self._name]
