"""A folder of Parquet: a file a table, Zstandard, with the types of `extractor.exports.frames`."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from extractor.exports.frames import schema_of, table_of
from extractor.exports.rows import Columns, empty
from extractor.exports.schema import tables

ROWS = 100_000
"""Rows of a row group."""
CHARACTERS = 64_000_000
"""Characters of documents that are held at most; what they are about is flushed with them."""


class Writer:
    """Writes the tables; row groups depend on the rows alone, so equal rows give equal bytes."""

    def __init__(self, folder: Path, name: str, excel: bool) -> None:
        self._files = {
            table: pq.ParquetWriter(
                folder / f"{table}.parquet", schema_of(table), compression="zstd"
            )
            for table in tables()
        }
        self._waiting = empty()
        self._characters = 0

    def add(self, payload: Columns) -> None:
        """The rows of the next documents."""
        for name, values in payload.items():
            waiting = self._waiting[name]
            for column, more in zip(waiting, values, strict=True):
                column.extend(more)
            if len(waiting[0]) >= ROWS:
                self._flush(name)
        if "documents" in payload:
            self._characters += sum(map(len, payload["documents"][TEXT]))
            if self._characters > CHARACTERS:
                self._flush("documents")

    def _flush(self, name: str) -> None:
        values = self._waiting[name]
        if values[0]:
            self._files[name].write_table(table_of(name, values), row_group_size=2 * ROWS)
        self._waiting[name] = [[] for _ in values]
        if name == "documents":
            self._characters = 0

    def close(self) -> list[str]:
        """The files, the documents last."""
        for name, file in self._files.items():
            self._flush(name)
            file.close()
        return [f"{name}.parquet" for name in reversed(self._files)]


TEXT = tables()["documents"].names.index("text")
