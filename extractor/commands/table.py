"""A record as a table for people: a block per field, a line per value."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Collection, Sequence
from textwrap import wrap
from typing import Any

import click

from extractor.commands.output import colours
from extractor.records import FIELDS, Date, Figure, PressRelease, Project

WIDTH = 120
"""Columns of a table that does not go to a terminal."""
NARROWEST = 12
GAP = "  "

Cells = Callable[[Any], Sequence[Any]]


def _figure(figure: Figure) -> Sequence[Any]:
    value = f"{figure.value:,}" if figure.low is None else f"{figure.low:,}–{figure.high:,}"
    sign = {"approx": "≈ ", "min": "≥ ", "max": "≤ "}.get(figure.qualifier, "")
    unit = figure.currency or ("%" if figure.kind == "percent" else figure.unit)
    return sign + value, unit, figure.kind, figure.of, figure.mentions[0].text


def _date(date: Date) -> Sequence[Any]:
    return date.value, date.type, date.start, date.end, date.mentions[0].text


def _project(project: Project) -> Sequence[Any]:
    organizations = "; ".join(f"{one.name} ({one.role})" for one in project.organizations)
    return project.name, project.kind, organizations, "; ".join(project.regions)


TABLES: dict[str, tuple[tuple[str, ...], Cells]] = {
    "organizations": (
        ("name", "acronym", "kind", "country", "parent"),
        lambda o: (o.name, o.acronym, o.kind, o.country, o.parent),
    ),
    "officials": (
        ("name", "role", "organization", "country"),
        lambda o: (o.name, o.role, o.organization, o.country),
    ),
    "regions": (
        ("name", "kind", "country", "code", "ubigeo", "within"),
        lambda r: (r.name, r.kind, r.country, r.code, r.ubigeo, ", ".join(r.within)),
    ),
    "projects": (("name", "kind", "organizations", "regions"), _project),
    "figures": (("value", "unit", "kind", "of", "text"), _figure),
    "dates": (("value", "type", "start", "end", "text"), _date),
    "quotes": (("speaker", "verb", "text"), lambda q: (q.speaker, q.verb, q.text)),
}
"""Field -> its columns and how to fill them from one value."""
FACTS = ("headline", "agency", "published")


def table(record: PressRelease, fields: Collection[str], to_terminal: bool) -> str:
    """The record as text; `fields` (all where empty) says what to show.

    To a terminal in its width, elsewhere in `WIDTH` columns; cells that are too
    long go on below, nothing is cut.
    """
    coloured = to_terminal and colours()
    terminal = to_terminal and sys.stdout.isatty()
    width = shutil.get_terminal_size((WIDTH, 24)).columns if terminal else WIDTH
    lines = [_title(record.source or "standard input", coloured)]
    for name in FACTS:
        if (not fields or name in fields) and (fact := getattr(record, name)) is not None:
            lines.append(f"{name}: {fact}")
    if (not fields or "dateline" in fields) and record.dateline is not None:
        parts = (record.dateline.place, record.dateline.date)
        lines.append("dateline: " + ", ".join(str(part) for part in parts if part is not None))
    for field in FIELDS:
        values = getattr(record, field)
        if values and (not fields or field in fields):
            header, cells = TABLES[field]
            rows = [[_text(cell) for cell in cells(value)] for value in values]
            lines += ["", _title(f"{field} ({len(values)})", coloured)]
            lines += _rows(header, rows, width)
    return "\n".join(lines) + "\n"


def _title(text: str, coloured: bool) -> str:
    return click.style(text, bold=True) if coloured else text


def _text(cell: Any) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _rows(header: Sequence[str], rows: list[list[str]], width: int) -> list[str]:
    """Columns that hold anything, aligned, within `width` as far as words allow."""
    keep = [k for k in range(len(header)) if any(row[k] for row in rows)]
    grid = [[header[k] for k in keep], *([row[k] for k in keep] for row in rows)]
    widths = [max(len(line[k]) for line in grid) for k in range(len(keep))]
    room = width - len(GAP) * len(keep)
    most = max(widths)
    while most > NARROWEST and sum(min(size, most) for size in widths) > room:
        most -= 1
    widths = [min(size, most) for size in widths]
    lines = []
    for line in grid:
        cells = [wrap(cell, size) or [""] for cell, size in zip(line, widths, strict=True)]
        for row in range(max(map(len, cells))):
            parts = [
                (cell[row] if row < len(cell) else "").ljust(size)
                for cell, size in zip(cells, widths, strict=True)
            ]
            lines.append((GAP + GAP.join(parts)).rstrip())
    return lines
