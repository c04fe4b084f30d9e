"""Calendar arithmetic for TIMEX3 values: days, weeks, months, quarters, halves, years, feasts."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

UNIT_LETTERS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "fortnight": "W",
    "month": "M", "bimester": "M", "quarter": "M", "semester": "M", "year": "Y", "decade": "Y",
    "century": "Y",
}  # fmt: skip
UNIT_SIZES = {
    "fortnight": 2,
    "bimester": 2,
    "quarter": 3,
    "semester": 6,
    "decade": 10,
    "century": 100,
}


@dataclass(frozen=True, slots=True)
class Value:
    """A TIMEX3 value with the days it covers (inclusive, or None)."""

    value: str
    start: date | None = None
    end: date | None = None
    type: str = "DATE"


def day(when: date) -> Value:
    """One calendar day: `2023-01-30`."""
    return Value(when.isoformat(), when, when)


def month(year: int, number: int) -> Value:
    """One month: `2023-05`; months beyond December run into the next year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Value(
        f"{year:04}-{number:02}",
        date(year, number, 1),
        date(year, number, monthrange(year, number)[1]),
    )


def year(number: int) -> Value:
    """One year: `2022`."""
    return Value(f"{number:04}", date(number, 1, 1), date(number, 12, 31))


def quarter(number: int, part: int) -> Value:
    """A quarter of a year: `2024-Q1`."""
    number, part = number + (part - 1) // 4, (part - 1) % 4 + 1
    first, last = month(number, 3 * part - 2), month(number, 3 * part)
    return Value(f"{number:04}-Q{part}", first.start, last.end)


def half(number: int, part: int) -> Value:
    """Half a year: `2024-H2`."""
    number, part = number + (part - 1) // 2, (part - 1) % 2 + 1
    first, last = month(number, 6 * part - 5), month(number, 6 * part)
    return Value(f"{number:04}-H{part}", first.start, last.end)


def week(when: date, weekend: bool = False) -> Value:
    """The ISO week of a day: `2024-W29`; its Saturday and Sunday: `2024-W29-WE`."""
    iso = when.isocalendar()
    monday = date.fromisocalendar(iso.year, iso.week, 1)
    name = f"{iso.year:04}-W{iso.week:02}"
    if weekend:
        return Value(f"{name}-WE", monday + timedelta(5), monday + timedelta(6))
    return Value(name, monday, monday + timedelta(6))


def decade(first: int) -> Value:
    """Ten years, by their first: `199`."""
    return Value(f"{first // 10:03}", date(first, 1, 1), date(first + 9, 12, 31))


def century(number: int) -> Value:
    """A hundred years: the 19th century is `18`."""
    first = (number - 1) * 100
    return Value(f"{number - 1:02}", date(max(first, 1), 1, 1), date(first + 99, 12, 31))


def span(first: Value, last: Value) -> Value:
    """From the first to the last: `2024-02-22/2024-02-25`."""
    return Value(f"{first.value}/{last.value}", first.start, last.end)


def duration(number: float | None, unit: str) -> Value:
    """A length of time: `P6M`, `PT2H`, `PXY` where the number is vague."""
    letter = UNIT_LETTERS[unit]
    amount = "X" if number is None else f"{number * UNIT_SIZES.get(unit, 1):g}"
    time = "T" if unit in ("second", "minute", "hour") else ""
    return Value(f"P{time}{amount}{letter}", type="DURATION")


def shift(anchor: date, number: int, unit: str) -> Value:
    """The period of this unit, `number` units away from the anchor's own."""
    number *= UNIT_SIZES.get(unit, 1)
    if unit in ("day", "hour", "minute", "second"):
        return day(anchor + timedelta(days=number if unit == "day" else 0))
    if unit in ("week", "fortnight"):
        return week(anchor + timedelta(weeks=number))
    if unit in ("month", "bimester"):
        return month(anchor.year, anchor.month + number)
    if unit == "quarter":
        return quarter(anchor.year, (anchor.month + 2) // 3 + number // 3)
    if unit == "semester":
        return half(anchor.year, (anchor.month + 5) // 6 + number // 6)
    if unit == "decade":
        return decade((anchor.year + number) // 10 * 10)
    if unit == "century":
        return century((anchor.year + number) // 100 + 1)
    return year(anchor.year + number)


def nearest(anchor: date, number: int, day_of_month: int, tense: int) -> date | None:
    """Day and month without a year: by the verb's tense (-1, 0, 1), else the nearest year."""
    found = []
    for candidate in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            found.append(date(candidate, number, day_of_month))
        except ValueError:
            continue
    if tense:
        right = [d for d in found if (d <= anchor if tense < 0 else d >= anchor)]
        near = [d for d in right if abs((d - anchor).days) <= 330]
        if near:
            return min(near, key=lambda d: abs((d - anchor).days))
    return min(found, key=lambda d: abs((d - anchor).days), default=None)


def weekday(anchor: date, number: int, tense: int) -> date:
    """The weekday (1 Monday … 7 Sunday) before (-1), at or after (1), or nearest the anchor."""
    ahead = (number - anchor.isoweekday()) % 7
    if tense > 0:
        return anchor + timedelta(ahead or 7)
    if tense < 0:
        return anchor - timedelta((7 - ahead) % 7 or 7)
    back = (7 - ahead) % 7
    return anchor + timedelta(ahead) if ahead <= back else anchor - timedelta(back)


def easter(of_year: int) -> date:
    """Easter Sunday, Gregorian (Meeus, Jones and Butcher)."""
    a, b, c = of_year % 19, of_year // 100, of_year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    number, rest = divmod(h + m - 7 * n + 114, 31)
    return date(of_year, number, rest + 1)
