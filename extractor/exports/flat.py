"""CSV: a file a table, UTF-8, RFC 4180 with line feeds; lists as JSON, true and false as such."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, TextIO

from extractor.exports.rows import Columns
from extractor.exports.schema import Column, tables

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet takes for a formula."""


def names_of(name: str) -> dict[str, str]:
    """Table -> its file: `x.csv` holds the documents and `x.dates.csv` stands beside it."""
    stem = name[: -len(".csv")] if name.lower().endswith(".csv") else name
    return {
        table: f"{table}.csv"
        if not name
        else name
        if table == "documents"
        else f"{stem}.{table}.csv"
        for table in tables()
    }


def cell(value: Any, column: Column) -> Any:
    """A value as text of a CSV cell; None is the empty cell."""
    if column.type == "list":
        return json.dumps(value, ensure_ascii=False)
    if column.type == "boolean":
        return "true" if value else "false"
    return value


class Writer:
    """Writes CSV.

    Args:
        excel: with a byte order mark, and an apostrophe before what would be a formula.
    """

    def __init__(self, folder: Path, name: str, excel: bool) -> None:
        self._excel = excel
        self._names = names_of(name)
        self._files: dict[str, TextIO] = {}
        self._writers = {}
        for table, file in self._names.items():
            opened = (folder / file).open(
                "w", encoding="utf-8-sig" if excel else "utf-8", newline="", errors="replace"
            )
            self._files[table] = opened
            self._writers[table] = csv.writer(opened, lineterminator="\n")
            self._writers[table].writerow(tables()[table].names)

    def add(self, payload: Columns) -> None:
        """The rows of the next documents."""
        for name, values in payload.items():
            columns = tables()[name].columns
            cells = [
                [cell(value, column) for value in part]
                if column.type in ("list", "boolean")
                else self._safe(part)
                if self._excel and column.type in ("text", "category")
                else part
                for part, column in zip(values, columns, strict=True)
            ]
            self._writers[name].writerows(zip(*cells, strict=True))

    @staticmethod
    def _safe(values: list[Any]) -> list[Any]:
        return [f"'{v}" if isinstance(v, str) and v.startswith(FORMULAS) else v for v in values]

    def close(self) -> list[str]:
        """The files, the documents last."""
        for file in self._files.values():
            file.close()
        return list(reversed(self._names.values()))
