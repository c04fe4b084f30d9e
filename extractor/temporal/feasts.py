"""Feasts by date or rule, and references to past, present and future without a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from extractor.temporal import timex
from extractor.temporal.found import Context, Found
from extractor.temporal.timex import Value


def references(context: Context) -> Iterator[Found]:
    """*actualmente*, *hasta el momento*, *próximamente*: present, past or future, no more."""
    for match in context.words.reference_pattern.finditer(context.plain):
        yield Found(
            match.start(),
            match.end(),
            Value(context.words.references[" ".join(match[0].split())]),
            "reference",
            True,
        )


def holidays(context: Context) -> Iterator[Found]:
    """*Semana Santa*, *Fiestas Patrias*: by date or by rule, for the country of the document."""
    anchor = context.published
    for match in context.words.holiday_pattern.finditer(context.plain):
        name = " ".join(match[0].split())
        entries = context.words.holidays[name]
        entry = next((e for e in entries if e[0] == context.country), None)
        entry = entry or next((e for e in entries if not e[0]), None)
        if entry is None and len({e[1:] for e in entries}) == 1:
            entry = entries[0]
        if entry is None or (not context.text[match.start()].isupper() and "navidad" not in name):
            continue
        explicit = re.compile(r"\s+(?:de\s+|del\s+)?(?P<year>(?:19|20)\d\d)\b").match(
            context.plain, match.end()
        )
        number = int(explicit["year"]) if explicit else anchor.year if anchor else None
        if number is None:
            continue
        value = _feast(entry[1], entry[2], number)
        if value is not None:
            yield Found(
                match.start(),
                explicit.end() if explicit else match.end(),
                value,
                "holiday",
                explicit is None,
            )


def _feast(fixed: str, rule: str, number: int) -> Value | None:
    text = fixed or rule
    days = [_feast_day(part, number) for part in text.split("/")]
    if any(d is None for d in days):
        return None
    values = [timex.day(d) for d in days if d is not None]
    return values[0] if len(values) == 1 else timex.span(values[0], values[-1])


NTH = re.compile(r"(\d\d)-(mon|tue|wed|thu|fri|sat|sun)(-?\d)")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _feast_day(text: str, number: int) -> date | None:
    if match := re.fullmatch(r"easter([+-]\d+)", text):
        return timex.easter(number) + timedelta(int(match[1]))
    if match := NTH.fullmatch(text):
        month, weekday_number, nth = int(match[1]), WEEKDAYS.index(match[2]) + 1, int(match[3])
        first = date(number, month, 1)
        if nth > 0:
            return first + timedelta((weekday_number - first.isoweekday()) % 7 + 7 * (nth - 1))
        last = timex.month(number, month).end
        assert last is not None
        return last - timedelta((last.isoweekday() - weekday_number) % 7)
    try:
        return date.fromisoformat(f"{number}-{text}")
    except ValueError:
        return None
