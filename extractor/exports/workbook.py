"""Excel: a sheet a table, for small archives; texts are texts, never formulas or links."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from extractor.errors import ExtractorError
from extractor.exports.rows import Columns
from extractor.exports.schema import Column, tables

MAX_ROWS = 1_048_576
MAX_CELL = 32_767
"""What Excel itself can hold: rows of a sheet, characters of a cell."""
CUT = " […]"
WIDTHS = {"text": 30, "list": 30, "category": 16, "date": 12}


class Writer:
    """Writes a workbook with the same bytes for the same rows; longer texts are cut with `[…]`."""

    def __init__(self, folder: Path, name: str, excel: bool) -> None:
        import xlsxwriter

        self._name = name
        self._book = xlsxwriter.Workbook(
            str(folder / name), {"constant_memory": True, "tmpdir": str(folder)}
        )
        self._book.set_properties({"created": datetime(2000, 1, 1)})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        head = self._book.add_format({"bold": True})
        self._sheets = {}
        self._rows = {}
        for table in tables().values():
            sheet = self._book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for i, column in enumerate(table.columns):
                sheet.set_column(i, i, WIDTHS.get(column.type, 10))
                sheet.write_string(0, i, column.name, head)
            self._sheets[table.name] = sheet
            self._rows[table.name] = 1

    def add(self, payload: Columns) -> None:
        """The rows of the next documents.

        Raises:
            ExtractorError: more rows than a sheet holds.
        """
        for name, values in payload.items():
            sheet, columns = self._sheets[name], tables()[name].columns
            for row in zip(*values, strict=True):
                number = self._rows[name]
                if number >= MAX_ROWS:
                    raise ExtractorError(
                        f"{self._name}: {name} has more rows than the {MAX_ROWS:,} of a sheet;"
                        " write .sqlite or .parquet"
                    )
                self._rows[name] += 1
                for i, (value, column) in enumerate(zip(row, columns, strict=True)):
                    if value is not None:
                        self._write(sheet, number, i, value, column)

    def _write(self, sheet: Any, row: int, i: int, value: Any, column: Column) -> None:
        if column.type in ("text", "category", "list"):
            if column.type == "list":
                value = json.dumps(value, ensure_ascii=False)
            if len(value) > MAX_CELL:
                value = value[: MAX_CELL - len(CUT)] + CUT
            if not value.isascii():
                value = value.encode("utf-8", "replace").decode()
            sheet.write_string(row, i, value)
        elif column.type == "boolean":
            sheet.write_boolean(row, i, value)
        elif column.type == "date":
            day = date.fromisoformat(value)
            if day.year < 1900:  # before the first day of Excel
                sheet.write_string(row, i, value)
            else:
                sheet.write_datetime(row, i, day, self._day)
        else:
            sheet.write_number(row, i, float(value))

    def close(self) -> list[str]:
        """The file."""
        self._book.close()
        return [self._name]
