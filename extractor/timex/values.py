"""Calendar periods and their TIMEX3 values (ISO 8601 with the codes of TIMEX3).

A value is a string: day `2023-01-30`, week `2023-W05`, weekend `2023-W05-WE`, month
`2023-01`, quarter `2023-Q1`, half `2023-H1`, season `2023-SU`, year `2023`, decade
`202`, century `20` (the 21st), part of a day `2023-01-30TMO`, clock `2023-01-30T09:00`,
span `2023-01-30/2023-02-03`. What is not known is `X`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from typing import NamedTuple

DAY = timedelta(days=1)

UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "S": "XXXX-HX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
}
"""Value of a period by its unit where nothing tells which one it is."""

MONTHS_IN = {"B": 2, "Q": 3, "C": 4, "S": 6}
"""Months of the units that divide the year: bimester, quarter, four months, half."""


class Time(NamedTuple):
    """A reading: TIMEX3 value and type, the unit it counts in, and the days it covers.

    `unit` is D, W, WE, M, Q, S, B, C, F (fortnight), Y, DE, CE, T (part of a day or clock)
    or empty; `first` and `last` are inclusive and only set where they differ from
    `bounds(value)`.
    """

    value: str
    unit: str = ""
    type: str = "DATE"
    rule: str = "absolute"
    relative: bool = False
    confidence: float = 1.0
    first: date | None = None
    last: date | None = None

    def but(self, **changes: object) -> Time:
        """The same reading with some of its facts changed."""
        return self._replace(**changes)  # type: ignore[arg-type]

    @property
    def bounds(self) -> tuple[date, date] | None:
        """First and last day, or None where the value names no period."""
        if self.first is not None and self.last is not None:
            return self.first, self.last
        return bounds(self.value)


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_PART = re.compile(r"(\d{4})-([QHBC])(\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_YEARS = re.compile(r"\d{2,4}")
_PART_MONTHS = {"B": 2, "Q": 3, "C": 4, "H": 6}


@lru_cache(maxsize=4096)
def bounds(value: str) -> tuple[date, date] | None:
    """First and last day of a TIMEX3 value, or None where it names no period.

    >>> bounds("2024-Q1")
    (datetime.date(2024, 1, 1), datetime.date(2024, 3, 31))
    """
    if "/" in value:
        left, _, right = value.partition("/")
        begin, end = bounds(left), bounds(right)
        return (begin[0], end[1]) if begin and end and begin[0] <= end[1] else None
    try:
        return _bounds(value)
    except (ValueError, OverflowError):
        return None


def _bounds(value: str) -> tuple[date, date] | None:
    if match := _DAY.fullmatch(value):
        day = date.fromisoformat(match[1])
        return day, day
    if match := _MONTH.fullmatch(value):
        return _months(int(match[1]), int(match[2]), 1)
    if match := _PART.fullmatch(value):
        count = _PART_MONTHS[match[2]]
        return _months(int(match[1]), count * (int(match[3]) - 1) + 1, count)
    if match := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return (monday + 5 * DAY if match[3] else monday), monday + 6 * DAY
    if _YEARS.fullmatch(value):
        return date(int(value.ljust(4, "0")), 1, 1), date(int(value.ljust(4, "9")), 12, 31)
    return None


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    end = month + count - 1
    return date(year, month, 1), date(year, end, monthrange(year, end)[1])


def month_value(year: int, month: int) -> str:
    """`2023-01`."""
    return f"{year:04}-{month:02}"


def part_value(unit: str, year: int, number: int) -> str | None:
    """The n-th bimester (B), quarter (Q), four months (C) or half (S) of a year.

    TIMEX3 has no code for bimester and four months: they are spans of months.
    """
    count = MONTHS_IN[unit]
    if not 1 <= number <= 12 // count:
        return None
    if unit in "QS":
        return f"{year:04}-{'H' if unit == 'S' else unit}{number}"
    last = count * number
    return f"{month_value(year, last - count + 1)}/{month_value(year, last)}"


def week_value(day: date) -> str:
    """The ISO week of a day."""
    week = day.isocalendar()
    return f"{week.year:04}-W{week.week:02}"


def add_months(day: date, count: int) -> date | None:
    """The same day of the month, or the month's last one; None beyond the calendar."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, count: int) -> date | None:
    """The day so many days away; None beyond the calendar."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


MONTHS_OF = {"Y": 12, "M": 1, "Q": 3, "S": 6, "B": 2, "C": 4, "DE": 120, "CE": 1200}
DAYS_OF = {"D": 1, "W": 7, "WE": 7, "F": 15}


def move(day: date, unit: str, count: int) -> date | None:
    """The day `count` units away (nY counts n years); None beyond the calendar."""
    if abs(count) > 10_000:
        return None
    if unit in DAYS_OF:
        return add_days(day, DAYS_OF[unit] * count)
    if unit in MONTHS_OF:
        return add_months(day, MONTHS_OF[unit] * count)
    if unit[:1].isdigit():
        return add_months(day, 12 * int(unit[:-1]) * count)
    return None


def value_of(day: date, unit: str) -> str | None:
    """The period of this unit that holds the day."""
    if unit == "D":
        return day.isoformat()
    if unit == "M":
        return month_value(day.year, day.month)
    if unit == "Y":
        return f"{day.year:04}"
    if unit == "W":
        return week_value(day)
    if unit == "WE":
        return week_value(day) + "-WE"
    if unit in MONTHS_IN:
        return part_value(unit, day.year, (day.month - 1) // MONTHS_IN[unit] + 1)
    if unit == "DE":
        return f"{day.year // 10:03}"
    if unit == "CE":
        return f"{day.year // 100:02}"
    if unit == "F":
        return fortnight(day.year, day.month, 1 if day.day <= 15 else 2)
    return None


def fortnight(year: int, month: int, number: int) -> str | None:
    """The first or the second half of a month, as a span of days."""
    if number not in (1, 2):
        return None
    first = date(year, month, 1 if number == 1 else 16)
    last = date(year, month, 15 if number == 1 else monthrange(year, month)[1])
    return f"{first}/{last}"


def week_of_month(year: int, month: int, number: int) -> str | None:
    """The n-th week of a month (-1 is the last): the weeks whose Thursday lies in it."""
    thursday = date(year, month, 1) + timedelta(days=(3 - date(year, month, 1).weekday()) % 7)
    if number > 0:
        thursday += timedelta(days=7 * (number - 1))
    else:
        end = date(year, month, monthrange(year, month)[1])
        thursday = end - timedelta(days=(end.weekday() - 3) % 7)
    return week_value(thursday) if thursday.month == month else None


def week_of_year(year: int, number: int) -> str | None:
    """The n-th ISO week of a year (-1 is the last)."""
    if number < 0:
        return week_value(date(year, 12, 28))
    return f"{year:04}-W{number:02}" if bounds(f"{year:04}-W{number:02}") else None


def weekday_of_month(year: int, month: int, weekday: int, number: int) -> date | None:
    """The n-th weekday (1 is Monday) of a month, -1 the last one.

    >>> weekday_of_month(2024, 5, 7, 2)
    datetime.date(2024, 5, 12)
    """
    if number < 0:
        end = date(year, month, monthrange(year, month)[1])
        return end - timedelta(days=(end.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (number - 1))
    return day if day.month == month else None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computus of Butcher).

    >>> easter(2025)
    datetime.date(2025, 4, 20)
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


AGAINST = (1, 3, 16)
"""How much farther a day against the tense counts, for a verb far off and a verb near."""


def closest(days: list[date], anchor: date, tense: int) -> date | None:
    """The day nearest to the anchor; one against the verb's tense counts as farther.

    Args:
        days: the candidates, in order.
        anchor: the publication date.
        tense: -1 past, 1 future, 0 unknown; -2 and 2 where the verb stands near.
    """

    def distance(day: date) -> int:
        away = (day - anchor).days
        against = away * tense < 0
        return abs(away) * (AGAINST[abs(tense)] if against else 1)

    return min(days, key=distance) if days else None
