"""SQLite: the tables with keys, indices and full-text search, as Datasette and any client open it.

Dates are ISO texts, decimals numbers, lists JSON texts, true and false 1 and 0.
`documents_fts` searches headline and text without regard to accents:

    select source from documents where rowid in
        (select rowid from documents_fts where documents_fts match 'saneamiento rural')
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from extractor.exports import schema
from extractor.exports.rows import Columns, count, empty, extend
from extractor.exports.schema import Column, Table, tables

TYPES = {
    "text": "TEXT",
    "category": "TEXT",
    "integer": "INTEGER",
    "decimal": "NUMERIC",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
    "list": "TEXT",
}
INDEXED = {
    "documents": ("source", "published"),
    "organizations": ("name", "acronym"),
    "officials": ("name", "organization"),
    "regions": ("name", "code"),
    "projects": ("name",),
    "figures": ("kind", "currency"),
    "dates": ("value",),
    "quotes": ("speaker",),
    "relations": ("subject_id", "object_id", "type"),
    "mentions": ("entity_id",),
    "copies": ("source",),
}
"""Columns that people look things up by, beside ids and `document_id`."""
ROWS = 20_000
"""Rows that wait to be written together."""


def statements(table: Table) -> str:
    """What creates the table."""
    parts = [_definition(column, table) for column in table.columns]
    parts += [
        f'FOREIGN KEY ("{column.name}") REFERENCES "{column.refers}" ("id")'
        for column in table.columns
        if column.refers
    ]
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(parts) + "\n)"


def _definition(column: Column, table: Table) -> str:
    key = " PRIMARY KEY" if column.name == table.key else ""
    return f'"{column.name}" {TYPES[column.type]}{key}{" NOT NULL" if column.required else ""}'


def indices(table: Table) -> list[str]:
    """What creates its indices."""
    names = [c.name for c in table.columns if c.name == "document_id"]
    return [
        f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")'
        for name in [*names, *INDEXED[table.name]]
    ]


class Writer:
    """Writes a database; the rows of many documents at a time."""

    def __init__(self, folder: Path, name: str, excel: bool) -> None:
        self._name = name
        path = folder / name
        path.unlink(missing_ok=True)
        self._base = sqlite3.connect(path, isolation_level=None)
        run = self._base.execute
        # Nobody reads the file before it is whole, and an interrupted one is made anew.
        run("PRAGMA page_size = 8192")
        run("PRAGMA journal_mode = OFF")
        run("PRAGMA synchronous = OFF")
        run("PRAGMA locking_mode = EXCLUSIVE")
        run("BEGIN")
        for table in tables().values():
            run(statements(table))
        run("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        run("INSERT INTO meta VALUES ('tables_version', ?)", (schema.VERSION,))
        self._waiting = empty()

    def add(self, payload: Columns) -> None:
        """The rows of the next documents."""
        extend(self._waiting, payload)
        if count(self._waiting) >= ROWS:
            self._flush()

    def _flush(self) -> None:
        for name, values in self._waiting.items():
            if values[0]:
                columns = tables()[name].columns
                places = ", ".join("?" * len(columns))
                cells = [_cells(v, c) for v, c in zip(values, columns, strict=True)]
                rows = zip(*cells, strict=True)
                self._base.executemany(f'INSERT INTO "{name}" VALUES ({places})', rows)
        self._waiting = empty()

    def close(self) -> list[str]:
        """Indices and full-text search come last, when all rows are there."""
        self._flush()
        run = self._base.execute
        for table in tables().values():
            for statement in indices(table):
                run(statement)
        run(
            "CREATE VIRTUAL TABLE documents_fts USING fts5(headline, text, content='documents',"
            " tokenize='unicode61 remove_diacritics 2')"
        )
        run("INSERT INTO documents_fts (documents_fts) VALUES ('rebuild')")
        run("COMMIT")
        self._base.close()
        return [self._name]


def _cells(values: list[Any], column: Column) -> list[Any]:
    if column.type == "list":
        return [json.dumps(value, ensure_ascii=False) for value in values]
    if column.type == "boolean":
        return [None if value is None else int(value) for value in values]
    if column.type in ("text", "category"):
        return [_text(value) for value in values]
    return values


def _text(value: str | None) -> str | None:
    """Lone surrogates are no UTF-8."""
    if value is None or value.isascii():
        return value
    return value.encode("utf-8", "replace").decode()
