"""Targets read back: the rows of the tables, whatever format they were written in."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from extractor.errors import SourceError
from extractor.exports import Target, target_of
from extractor.exports.flat import names_of
from extractor.exports.rows import Columns, exact, rows_of
from extractor.exports.schema import Column, tables
from extractor.records import PressRelease

ROWS = 2_000


def read_rows(path: str | Path) -> Iterator[Columns]:
    """The rows of a target, some at a time.

    Raises:
        SourceError: there is no such target, it is damaged, or of a format that is
            only written (.xlsx).
    """
    target = target_of(path) if not Path(path).is_dir() else _folder(Path(path))
    if not target.path.exists():
        raise SourceError(f"{path}: no such target")
    target.check()
    reader = _READERS.get((target.format.name, target.folder))
    if reader is None:
        raise SourceError(f"{path}: is only written; read the archive into .sqlite or .parquet")
    try:
        yield from reader(target)
    except (OSError, ValueError, sqlite3.DatabaseError) as error:
        raise SourceError(f"{path}: cannot be read back ({error})") from error


def _folder(path: Path) -> Target:
    form = "csv" if (path / "documents.csv").exists() else "parquet"
    if not (path / f"documents.{form}").exists():
        raise SourceError(f"{path}: holds no tables (no documents.parquet or documents.csv)")
    return target_of(path, form)


def _jsonl(target: Target) -> Iterator[Columns]:
    with target.path.open("rb") as file:
        for line in file:
            yield rows_of(PressRelease.model_validate_json(line))
    copies = target.path.with_name(target.path.name + ".copies.jsonl")
    if copies.exists():
        with copies.open(encoding="utf-8") as lines:
            for text in lines:
                row = json.loads(text)
                yield {"copies": [[row[name]] for name in tables()["copies"].names]}


def _nested(target: Target) -> Iterator[Columns]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(target.path) as file:
        for batch in file.iter_batches(256):
            for row in batch.to_pylist():
                key = row.pop("document_id")
                yield rows_of(PressRelease.model_validate(row), key)


def _parquet(target: Target) -> Iterator[Columns]:
    import pyarrow.parquet as pq

    for table in tables().values():
        with pq.ParquetFile(target.path / f"{table.name}.parquet") as file:
            for batch in file.iter_batches(ROWS, columns=list(table.names)):
                values = batch.to_pydict()
                yield {table.name: [_plain(values[c.name], c) for c in table.columns]}


def _plain(values: list[Any], column: Column) -> list[Any]:
    if column.type == "date":
        return [None if value is None else value.isoformat() for value in values]
    if column.type == "decimal":
        return [None if value is None else _digits(value) for value in values]
    return values


def _digits(value: Any) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _csv(target: Target) -> Iterator[Columns]:
    csv.field_size_limit(2**31 - 1)
    home = target.path if target.folder else target.path.parent
    for name, file in names_of("" if target.folder else target.path.name).items():
        columns = tables()[name].columns
        with (home / file).open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.reader(lines)
            next(rows)
            for row in rows:
                cells = (_typed(cell, column) for cell, column in zip(row, columns, strict=True))
                yield {name: [[cell] for cell in cells]}


def _typed(cell: str, column: Column) -> Any:
    if cell == "":
        return [] if column.type == "list" else "" if column.required else None
    convert: dict[str, Callable[[str], Any]] = {
        "list": json.loads,
        "boolean": "true".__eq__,
        "integer": int,
        "number": float,
    }
    return convert.get(column.type, str)(cell)


def _sqlite(target: Target) -> Iterator[Columns]:
    base = sqlite3.connect(f"{target.path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        for table in tables().values():
            names = ", ".join(f'"{name}"' for name in table.names)
            found = base.execute(f'SELECT {names} FROM "{table.name}"')
            while rows := found.fetchmany(ROWS):
                columns = map(list, zip(*rows, strict=True))
                yield {
                    table.name: [
                        [_stored(value, column) for value in values]
                        for values, column in zip(columns, table.columns, strict=True)
                    ]
                }
    finally:
        base.close()


def _stored(value: Any, column: Column) -> Any:
    if value is None:
        return None
    convert: dict[str, Callable[[Any], Any]] = {
        "list": json.loads,
        "boolean": bool,
        "decimal": exact,
    }
    return convert[column.type](value) if column.type in convert else value


_READERS: dict[tuple[str, bool], Callable[[Target], Iterator[Columns]]] = {
    ("jsonl", False): _jsonl,
    ("parquet", False): _nested,
    ("parquet", True): _parquet,
    ("csv", False): _csv,
    ("csv", True): _csv,
    ("sqlite", False): _sqlite,
}
