"""Days, months and years as written, in the year that text and verb tense point to."""

from __future__ import annotations

from datetime import date

from extractor.timex.engine import Context, Match
from extractor.timex.values import (
    AGAINST,
    UNKNOWN,
    Time,
    add_days,
    add_months,
    bounds,
    closest,
    month_value,
    safe_date,
)

FAR = 200
"""Days: a year-less date farther than this from the publication date is a guess."""


def full_year(digits: str, published: date | None) -> int:
    """The year that two or four digits mean: up to ten years ahead, else in the past century."""
    year = int(digits)
    if len(digits) == 4:
        return year
    ahead = (published.year if published else 2020) + 10
    return ahead - (ahead - year) % 100


def written_year(match: Match) -> int | None:
    """The year that a match states, in digits, in words, or as *del año pasado*."""
    year = match.get("year_number")
    if year is not None:
        return int(year)
    time = match.get("YEAR")
    if isinstance(time, Time) and time.value.isdigit() and len(time.value) == 4:
        return int(time.value)
    return None


def direction(context: Context, match: Match) -> tuple[int, bool]:
    """Past or future, and whether *próximo*, *pasado* say it rather than the verb."""
    if match.has("past", "last"):
        return -1, True
    if match.has("next", "come"):
        return 1, True
    return context.tense(match), False


def day_time(context: Context, match: Match, month: int, day: int, year: int | None) -> Time | None:
    """A day with its month; without a year, the one that the tense points to."""
    if year is not None:
        found = safe_date(year, month, day)
        if found is None:
            return None
        relative = match.has("YEAR")
        return Time(found.isoformat(), "D", rule="absolute", relative=relative)
    if safe_date(2000, month, day) is None:
        return None
    if context.published is None:
        value = f"XXXX-{month:02}-{day:02}"
        return Time(value, "D", rule="yearless", relative=True, confidence=0.5)
    sign, stated = direction(context, match)
    weekday = match.get("weekday", "weekday_short")
    found = nearest_year(context.published, month, day, sign, stated, weekday)
    if found is None:
        return None
    away = abs((found - context.published).days)
    confidence = 0.95 if stated or away < FAR // 2 else 0.85 if away < FAR else 0.6
    return Time(found.isoformat(), "D", rule="yearless", relative=True, confidence=confidence)


def nearest_year(
    anchor: date, month: int, day: int, sign: int, stated: bool, weekday: int | None = None
) -> date | None:
    """The day in the year before, of or after the anchor (29 February: within eight years).

    A weekday beside it decides, where one of these years has it on that day.
    """
    reach = 8 if (month, day) == (2, 29) else 1
    days = [
        found
        for year in range(anchor.year - reach, anchor.year + reach + 1)
        if (found := safe_date(year, month, day))
    ]
    days = [found for found in days if found.isoweekday() == weekday] or days
    if stated:
        days = [found for found in days if (found - anchor).days * sign >= 0] or days
        return min(days, key=lambda found: abs((found - anchor).days)) if days else None
    return closest(days, anchor, sign)


def month_time(context: Context, match: Match, month: int, year: int | None) -> Time | None:
    """A month; without a year, the one that the tense points to."""
    if year is not None:
        return Time(month_value(year, month), "M", rule="month", relative=match.has("YEAR"))
    if context.published is None:
        return Time(f"XXXX-{month:02}", "M", rule="month", relative=True, confidence=0.5)
    sign, stated = direction(context, match)
    anchor = context.published
    value = nearest_month(anchor, month, sign, stated)
    away = abs(int(value[:4]) * 12 + month - anchor.year * 12 - anchor.month)
    confidence = 0.95 if stated or away < 4 else 0.85 if away < 8 else 0.7
    return Time(value, "M", rule="month", relative=True, confidence=confidence)


def nearest_month(anchor: date, month: int, sign: int, stated: bool) -> str:
    """The month in the year before, of or after the anchor.

    Stated by *próximo* or *pasado*, the current month does not count ahead of us.
    """
    now = anchor.year * 12 + anchor.month
    months = [(anchor.year + shift) * 12 + month for shift in (-1, 0, 1)]
    if stated:
        ahead = [at for at in months if (at - now) * sign >= (1 if sign > 0 else 0)]
        best = min(ahead or months, key=lambda at: abs(at - now))
    else:
        against = (1, 2, 8)[abs(sign)]
        best = min(months, key=lambda at: abs(at - now) * (against if (at - now) * sign < 0 else 1))
    return month_value((best - 1) // 12, month)


def month_first(context: Context, content: tuple[str | int, int, int, str]) -> Time | None:
    """A numeric date: day first, unless only month first is possible or the page writes so."""
    year_digits, first, second, mark = content
    if mark == "iso":
        found = safe_date(int(year_digits), first, second)
        return Time(found.isoformat(), "D", rule="numeric") if found else None
    year = full_year(str(year_digits), context.published)
    month, day = first, second
    day_first, other = safe_date(year, month, day), safe_date(year, day, month)
    if other and context.month_first:
        day_first, other = other, None
    if day_first:
        sure = other is None or other == day_first or not context.month_first
        return Time(day_first.isoformat(), "D", rule="numeric", confidence=0.95 if sure else 0.7)
    return Time(other.isoformat(), "D", rule="numeric", confidence=0.9) if other else None


def weekday_time(
    context: Context, weekday: int, sign: int, stated: bool, week: Time | None, this: bool
) -> Time:
    """A weekday: of a stated week, after or before today by *próximo*, *último*, else by tense."""
    if week is not None and (held := week.bounds):
        day = add_days(held[0], (weekday - held[0].isoweekday()) % 7)
        if day:
            return Time(day.isoformat(), "D", rule="weekday", relative=True)
    if context.published is None:
        value = f"XXXX-WXX-{weekday}"
        return Time(value, "D", rule="weekday", relative=True, confidence=0.5)
    anchor = context.published
    ahead = (weekday - anchor.isoweekday()) % 7
    if stated:
        shift = (ahead or 7) if sign > 0 else ahead - 7
        confidence = 0.95
    else:
        shift = min(
            (ahead, ahead - 7),
            key=lambda at: abs(at) * (AGAINST[abs(sign)] if at * sign < 0 else 1),
        )
        if ahead == 0 and sign == 2 and not this:
            shift = 7
        confidence = 0.85 if sign or not ahead else 0.6
    day = add_days(anchor, shift) or anchor
    return Time(day.isoformat(), "D", rule="weekday", relative=True, confidence=confidence)


def weekday_day(context: Context, weekday: int, number: int) -> Time | None:
    """*jueves 14*: the nearest day with both, within three months; None where there is none."""
    anchor = context.published
    if anchor is None:
        value = f"XXXX-XX-{number:02}"
        return Time(value, "D", rule="weekday", relative=True, confidence=0.5)
    days = [
        day
        for shift in range(-3, 4)
        if (month := add_months(anchor.replace(day=1), shift))
        and (day := safe_date(month.year, month.month, number))
        and day.isoweekday() == weekday
    ]
    if not days:
        return None
    best = min(days, key=lambda day: abs((day - anchor).days))
    return Time(best.isoformat(), "D", rule="weekday", relative=True, confidence=0.9)


def day_of_month(context: Context, match: Match, number: int) -> Time | None:
    """*el día 8*: of the month that the tense points to."""
    anchor = context.published
    if not 1 <= number <= 31:
        return None
    if anchor is None:
        value = f"XXXX-XX-{number:02}"
        return Time(value, "D", rule="day_of_month", relative=True, confidence=0.5)
    days = [
        day
        for shift in (-1, 0, 1)
        if (month := add_months(anchor.replace(day=1), shift))
        and (day := safe_date(month.year, month.month, number))
    ]
    sign, stated = direction(context, match)
    if stated:
        days = [day for day in days if (day - anchor).days * sign >= 0] or days
    best = closest(days, anchor, sign)
    if best is None:
        return None
    return Time(best.isoformat(), "D", rule="day_of_month", relative=True, confidence=0.8)


def join(left: Time, right: Time, rule: str = "range") -> Time | None:
    """One span of two ends; a left end without a year takes it from the right one."""
    if left.rule in ("yearless", "month") and left.relative and right.value[:4].isdigit():
        left = _before(left, right)
    if "XX" in left.value or "XX" in right.value:
        if left.unit == right.unit and left.value != right.value:
            return Time(
                f"{left.value}/{right.value}", right.unit, rule=rule, relative=True, confidence=0.5
            )
        return None
    begin, end = left.bounds, right.bounds
    if begin is None or end is None or begin[0] > end[1] or left.value == right.value:
        return None
    first, last = left.value.split("/")[0], right.value.split("/")[-1]
    confidence = min(left.confidence, right.confidence)
    relative = left.relative or right.relative
    return Time(f"{first}/{last}", "", "DATE", rule, relative, confidence, begin[0], end[1])


def _before(left: Time, right: Time) -> Time:
    """The left end in the last year that does not put it after the right one."""
    tail = left.value[4:]
    end = right.bounds
    for year in (int(right.value[:4]), int(right.value[:4]) - 1):
        held = bounds(f"{year:04}{tail}")
        if held and end and held[0] <= end[1]:
            return left.but(value=f"{year:04}{tail}")
    return left


def unknown(unit: str, rule: str) -> Time:
    """A period of which nothing tells which one it is."""
    return Time(UNKNOWN[unit], unit, rule=rule, relative=True, confidence=0.5)
