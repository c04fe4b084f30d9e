"""Units seen from the publication date: *este año*, *la semana pasada*, *el próximo trimestre*."""

from __future__ import annotations

from extractor.timex.engine import Context, Match, Result, Rule
from extractor.timex.values import MONTHS_IN, UNKNOWN, Time, move, value_of


def unit_of(match: Match) -> str | None:
    """The unit named, where *fin de* makes only *semana* another one."""
    unit: str = match.get("unit")
    if not match.has("part"):
        return unit
    part = match.word("part")
    return "WE" if unit == "W" and part == "fin" else None


def shifted(context: Context, unit: str, count: int, rule: str = "relative") -> Time | None:
    """The period `count` units away from the publication date."""
    kind = "Y" if unit[:1].isdigit() else unit
    if context.published is None:
        return Time(UNKNOWN.get(kind, "XXXX"), kind, rule=rule, relative=True, confidence=0.5)
    day = move(context.published, unit, count)
    value = value_of(day, kind) if day else None
    return Time(value, kind, rule=rule, relative=True, confidence=0.95) if value else None


def _count(match: Match) -> int:
    for name, count in (("next", 1), ("after", 1), ("past", -1), ("before", -1), ("last", -1)):
        if match.has(name):
            return count
    return 1 if match.has("come") else 0


def read_unit(context: Context, match: Match) -> Result:
    """*el próximo mes*, *el año pasado*, *esta semana*, *el presente año*."""
    unit = unit_of(match)
    if (
        unit is None
        or unit[:1].isdigit()
        or (match.has("last") and (unit in ("DE", "CE") or unit in MONTHS_IN))
        or (unit == "F" and not match.has("this"))
    ):
        return None
    if unit == "D" and match.has("last", "current", "past"):
        return None
    anaphoric = match.has("before", "after") and not match.has("next", "past")
    time = shifted(context, unit, _count(match))
    if time and anaphoric and unit == "D":
        rule = "day_after" if match.has("after") else "day_before"
        return time.but(rule=rule, confidence=0.7)
    if time and anaphoric and unit == "Y":
        return time.but(rule="year_after" if match.has("after") else "year_before")
    return time


def read_this_year(context: Context, match: Match) -> Result:
    """*este mismo año 2000*: the number says it."""
    year = match.get("year_number")
    if match.get("unit") != "Y":
        return None
    return Time(f"{year:04}", "Y", rule="year")


def read_that(context: Context, match: Match) -> Result:
    """*ese año*, *el mismo día*: the last one that the text has named."""
    unit = unit_of(match)
    if unit not in ("D", "M", "Y", "W", "WE", "S", "Q"):
        return None
    return Time(UNKNOWN[unit], unit, rule="anaphoric", relative=True, confidence=0.6)


RULES = (
    # "este año 2018"
    Rule("this_year", "{this}{same}?{unit}{kind_of_year}?{year_number}", read_this_year),
    # "la semana pasada", "el año que viene", "el mes en curso", "el viernes" is no unit
    Rule(
        "unit_after",
        "[{el}{la}{this}]?<UNIT>(?:{about}?[{past}{next}{before}{after}{last}"
        "{current}]|{que}{come}|{en}{course})<NOT_OF_MONTH>",
        read_unit,
    ),
    # "el próximo mes", "el pasado año", "este próximo trimestre"
    Rule(
        "unit_before",
        "[{el}{la}{this}]?{this}?{about}?[{next}{past}{current}{after}{before}]<UNIT>"
        "<NOT_OF_MONTH>",
        read_unit,
    ),
    # "la última semana", but not "la última semana de julio"
    Rule(
        "unit_last",
        "[{el}{la}{this}]?{last}<UNIT><NOT_OF_MONTH><NOT_IN_PERIOD>",
        read_unit,
    ),
    # "este año", "esta misma semana"
    Rule("this_unit", "{this}{same}?<UNIT><NOT_OF_MONTH>", read_unit),
    # "ese mismo día", "el mismo día"
    Rule(
        "that_unit",
        "(?:{that}{same}?|[{el}{la}]{same})<UNIT><NOT_OF_MONTH>(?![{de}{del}]{el}?{unit}?[{year_number}{YEAR}])",
        read_that,
    ),
)
