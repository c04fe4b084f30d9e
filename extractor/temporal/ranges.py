"""Two dates that are one: ranges, and a day with its clock time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from extractor.temporal import timex
from extractor.temporal.found import Context, Found
from extractor.temporal.timex import Value

TO = re.compile(r"\s*(?:,\s*)?(?:a|al|hasta|hasta\s+el|y|e|y\s+el|–|-)\s*(?:el\s+|los\s+)?")
FROM = re.compile(r"(?:\bdel?|\bdesde|\bentre)\s+(?:el\s+|los\s+|las\s+)?$")
CLOCK_GAP = re.compile(r"\s*,?\s*(?:del?|el|de\s+este|a\s+partir\s+de|desde)?\s*(?:este\s+)?")


def join(context: Context, items: list[Found]) -> list[Found]:
    """The items with ranges and clock times joined."""
    joined: list[Found] = []
    for item in items:
        if joined and (pair := _pair(context, joined[-1], item)) is not None:
            joined[-1] = pair
        else:
            joined.append(item)
    return joined


def _pair(context: Context, first: Found, second: Found) -> Found | None:
    gap = context.plain[first.end : second.start]
    if len(gap) > 24:
        return None
    if {first.value.type, second.value.type} == {"DURATION"}:
        return _summed(first, second, gap)
    return _timed(first, second, gap) or _ranged(context, first, second, gap)


def _summed(first: Found, second: Found, gap: str) -> Found | None:
    """*dos años y tres meses* is `P2Y3M`."""
    if gap.strip() != "y" or not (first.value.value[0] == second.value.value[0] == "P"):
        return None
    a, b = first.value.value, second.value.value
    rest = b[2:] if a.startswith("PT") and b.startswith("PT") else b[1:]
    return Found(first.start, second.end, Value(a + rest, type="DURATION"), "duration")


def _timed(first: Found, second: Found, gap: str) -> Found | None:
    """*El viernes 21 de junio a las 10:00*, *a las 23:00 horas del lunes 9 de setiembre*."""
    if {first.value.type, second.value.type} != {"DATE", "TIME"} or not CLOCK_GAP.fullmatch(gap):
        return None
    clock, day = (first, second) if first.value.type == "TIME" else (second, first)
    if day.value.start is None or day.value.start != day.value.end or "T" in day.value.value:
        return None
    value = Value(
        day.value.value + clock.value.value[clock.value.value.index("T") :],
        day.value.start,
        day.value.end,
        "TIME",
    )
    return Found(first.start, second.end, value, "timed_day", day.relative)


def _ranged(context: Context, first: Found, second: Found, gap: str) -> Found | None:
    """*entre 2019 y 2022*, *desde hoy hasta el 30 de junio*, *entre enero y marzo de 2025*."""
    if first.value.type != "DATE" or second.value.type != "DATE" or not TO.fullmatch(gap):
        return None
    a, b = first.value, second.value
    if a.start is None or b.end is None or "/" in a.value + b.value:
        return None
    before = context.plain[max(0, first.start - 14) : first.start]
    opening = FROM.search(before)
    own = re.match(r"(?:del?|desde|entre)\s", context.plain[first.start : first.start + 8])
    mark = opening or own
    if mark is None:
        return None
    if gap.strip().startswith(("y", "e")) and "entre" not in mark[0]:
        return None
    if not first.year_given and b.start is not None:
        a = _borrow(a, b.start)
    if a.start is None or b.start is None or a.start > b.start:
        return None
    begin = first.start - (len(opening[0]) if opening else 0)
    return replace(
        first, start=begin, end=second.end, value=timex.span(a, b), rule="range",
        relative=first.relative and second.relative, year_given=second.year_given,
    )  # fmt: skip


def _borrow(month: Value, last: date) -> Value:
    """The year of the range's end for a month that has none."""
    if month.start is None or len(month.value) != 7:
        return month
    year = last.year if month.start.month <= last.month else last.year - 1
    return timex.month(year, month.start.month)
