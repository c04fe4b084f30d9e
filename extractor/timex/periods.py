"""Parts of periods: *el primer trimestre de 2024*, *a fines de junio*, *en lo que va del año*."""

from __future__ import annotations

import re

from extractor.timex.absolute import join
from extractor.timex.engine import Context, Match, Result, Rule
from extractor.timex.relative import shifted
from extractor.timex.values import (
    MONTHS_IN,
    Time,
    bounds,
    fortnight,
    month_value,
    move,
    part_value,
    value_of,
    week_of_month,
    week_of_year,
)


def whole(context: Context, match: Match, after_part: bool = True) -> Time | None:
    """The period that a match names as the whole: stated, or *del año* for the current one."""
    for name in ("YEAR", "MONTH", "PERIOD", "WEEK", "DAY"):
        time = match.get(name)
        if isinstance(time, Time):
            return time
    units = match.all("unit")
    if not units:
        return None
    return shifted(context, units[-1], 0) if after_part else None


def read_nth(context: Context, match: Match) -> Result:
    """*el segundo semestre de 2024*, *la última semana de octubre*, *el tercer trimestre*."""
    number = match.get("ordinal")
    if match.has("second"):
        number = 2 if match.word("second") == "segundo" else None
    if match.has("last"):
        number = -1
    part = match.word("part")
    unit: str = match.get("unit") or ""
    if part and part not in ("mitad", "fin"):
        return None
    if part == "mitad":
        unit = "S"
    elif part == "fin":
        unit = "WE" if unit == "W" else ""
    if number is None or not unit or unit[:1].isdigit() or number == 0:
        return None
    held = None
    if match.has("YEAR", "MONTH", "PERIOD", "WEEK") or len(match.all("unit")) > 1:
        held = whole(context, match)
        if held is None:
            return None
    time = nth(context, match, unit, number, held)
    if time is None:
        return None
    relative = held is None or held.relative
    return time.but(rule="nth", relative=relative)


def nth(context: Context, match: Match, unit: str, number: int, held: Time | None) -> Time | None:
    """The n-th unit of a period (-1 the last); of the current year where none is stated."""
    sure = 0.95 if held is not None else 0.8
    if held is None:
        if unit not in MONTHS_IN and unit != "F":
            return None
        if context.published is None:
            return Time(
                "XXXX" if unit not in "QS" else f"XXXX-{'Q' if unit == 'Q' else 'H'}{number}",
                unit,
                confidence=0.4,
            )
        if number < 0:
            return _last(context, match, unit)
        if unit == "F":
            value = fortnight(context.published.year, context.published.month, number)
            return Time(value, unit, confidence=sure) if value else None
        held = Time(f"{context.published.year:04}", "Y")
    value = held.value
    if not value[:4].isdigit():
        return held.but(confidence=0.4)
    year = int(value[:4])
    if len(value) == 4:
        return _of_year(unit, number, year, held, sure)
    if len(value) == 7 and value[5:].isdigit():
        return _of_month(unit, number, year, int(value[5:]), held, sure)
    return held.but(confidence=0.7)


def _last(context: Context, match: Match, unit: str) -> Time | None:
    """*el último trimestre*: the one before, or the year's last where the verb looks ahead."""
    assert context.published is not None
    if context.tense(match) > 0 and unit in MONTHS_IN:
        value = part_value(unit, context.published.year, 12 // MONTHS_IN[unit])
    else:
        day = move(context.published, unit, -1)
        value = value_of(day, unit) if day else None
    return Time(value, unit, confidence=0.7) if value else None


def _of_year(unit: str, number: int, year: int, held: Time, sure: float) -> Time | None:
    value: str | None = None
    if unit in MONTHS_IN:
        value = part_value(unit, year, number if number > 0 else 12 // MONTHS_IN[unit])
    elif unit == "M" and (1 <= number <= 12 or number < 0):
        value = month_value(year, number if number > 0 else 12)
    elif unit == "W":
        value = week_of_year(year, number)
    elif unit == "WE":
        week = week_of_year(year, number)
        value = f"{week}-WE" if week else None
    elif unit in "DF":
        return held.but(confidence=0.7)
    return Time(value, unit, confidence=sure) if value else None


def _of_month(
    unit: str, number: int, year: int, month: int, held: Time, sure: float
) -> Time | None:
    value: str | None = None
    if unit in ("W", "WE"):
        week = week_of_month(year, month, number)
        value = f"{week}-WE" if week and unit == "WE" else week
    elif unit == "F":
        value = fortnight(year, month, number if number > 0 else 2)
    elif unit == "S":
        value = fortnight(year, month, number)
    if value:
        return Time(value, unit, confidence=sure)
    return held.but(confidence=0.7) if unit == "D" else None


def read_first_months(context: Context, match: Match) -> Result:
    """*los primeros nueve meses del año*, *los primeros días de agosto*."""
    held = whole(context, match)
    if held is None:
        return None
    count = match.get("number", "word", "day_number")
    first = match.has("ordinal") and match.get("ordinal") == 1
    if match.get("units") == "M" and count and len(held.value) == 4 and held.value.isdigit():
        year = int(held.value)
        if not 0 < count < 12 or not (first or match.has("last")):
            return None
        begin = 1 if first else 13 - count
        if first and count in (3, 6):
            value = f"{year:04}-{'Q1' if count == 3 else 'H1'}"
        else:
            value = f"{month_value(year, begin)}/{month_value(year, begin + count - 1)}"
        return Time(value, "", rule="nth", relative=held.relative, confidence=0.9)
    if not first and not match.has("last"):
        return None
    return held.but(rule="part", confidence=0.8)


def read_part(context: Context, match: Match) -> Result:
    """*a fines de junio*, *al cierre de diciembre del 2022*, *el resto del año*: the period."""
    held = whole(context, match)
    if held is None:
        return None
    part = match.word("part")
    unit = match.get("unit")
    if match.has("DAY") and not match.has("YEAR", "MONTH"):
        return None
    if match.has("unit") and not match.has("YEAR", "MONTH", "PERIOD", "WEEK"):
        if unit in ("D", "DE") or unit[:1].isdigit():
            return None
        if unit == "W" and part == "fin" and not match.has("del"):
            return shifted(context, "WE", 0)
    time = held.but(rule="part", confidence=min(held.confidence, 0.9))
    now, edges = context.published, held.bounds
    if part == "resto" and now and edges and edges[0] <= now <= edges[1]:
        return time.but(first=now, last=edges[1])
    return time


def read_so_far(context: Context, match: Match) -> Result:
    """*en lo que va del año*, *en lo corrido de 2024*: the period, up to the publication date."""
    held = whole(context, match)
    if held is None:
        return None
    time = held.but(rule="so_far", confidence=min(held.confidence, 0.95))
    edges = held.bounds
    if context.published and edges and edges[0] <= context.published <= edges[1]:
        return time.but(first=edges[0], last=context.published)
    return time


def read_mid_month(context: Context, match: Match) -> Result:
    """*la quincena de julio*: payday, the 15th."""
    held = match.get("MONTH")
    if match.get("unit") != "F" or not isinstance(held, Time) or "X" in held.value:
        return None
    return held.but(value=f"{held.value}-15", unit="D", rule="nth", confidence=0.7)


def read_week_number(context: Context, match: Match) -> Result:
    """*semana 31*, *la semana 27 del año pasado*."""
    if match.get("unit") != "W":
        return None
    held = match.get("YEAR")
    if isinstance(held, Time) and held.value.isdigit():
        year = int(held.value)
    elif context.published:
        year = context.published.year
    else:
        return None
    value = week_of_year(year, match.get("day_number", "number", "word", "ordinal"))
    return (
        Time(value, "W", rule="week", relative=not match.has("YEAR"), confidence=0.8)
        if value
        else None
    )


_EDGE_VERB = re.compile(
    r"en\Z|durante\Z|(?:conclu|termin|acab|finali|culmin|cierr|cerr|empez|empie|comen|comien|inici)\w*"
)
"""What may stand before *el año* where the current one is meant."""


def read_whole_unit(context: Context, match: Match) -> Result:
    """*todo el año*, *del año*, *en el año*: the current one."""
    unit = match.get("unit")
    if unit != "Y" and not match.has("all"):
        return None
    if unit not in ("Y", "M", "W"):
        return None
    node = match.node("unit")
    if context.text[node.start].isupper():
        return None
    if not match.has("all", "del") and not _EDGE_VERB.match(match.before()):
        return None
    time = shifted(context, unit, 0, "whole")
    return time.but(confidence=0.7) if time and context.published else None


def read_weekend(context: Context, match: Match) -> Result:
    """*el fin de semana*: the next one, or the last where the verb tells the past."""
    if match.get("unit") not in ("W", "WE") or (match.has("part") and match.word("part") != "fin"):
        return None
    if match.get("unit") == "W" and not match.has("part"):
        return None
    if match.word("el") == "los":
        return Time("XXXX-WXX-WE", "", "SET", "set", confidence=0.9)
    anchor = context.published
    past = context.tense(match) < 0 and anchor is not None and anchor.isoweekday() < 6
    return shifted(context, "WE", -1 if past else 0)


def read_span(context: Context, match: Match) -> Result:
    """*entre enero y abril*, *desde hoy hasta el 30 de junio*, *de julio a setiembre*."""
    names = ("DAY", "MONTH", "YEAR", "WEEK", "PERIOD")
    left, right = match.all(*names)[0], match.all(*names)[-1]
    if not isinstance(left, Time) or not isinstance(right, Time):
        return None
    if left.type != "DATE" or right.type != "DATE" or "/" in left.value + right.value:
        return None
    if match.has("dash") and left.unit != right.unit:
        return None
    if _without_year(left) and _without_year(right) and left.value > right.value:
        following = f"{int(right.value[:4]) + 1}{right.value[4:]}"
        if context.tense(match) > 0 and bounds(following):
            right = right.but(value=following)  # "se instalarán de abril a noviembre"
    return join(left, right)


def _without_year(time: Time) -> bool:
    return time.relative and time.rule in ("yearless", "month") and time.value[:4].isdigit()


def read_to_now(context: Context, match: Match) -> Result:
    """*entre enero de 2019 y ahora*."""
    left = match.get("DAY", "MONTH", "YEAR")
    if not isinstance(left, Time) or context.published is None:
        return None
    return join(left, Time(context.published.isoformat(), "D", relative=True))


def read_from_now(context: Context, match: Match) -> Result:
    """*entre ahora y el 15 de noviembre*."""
    right = match.get("DAY", "MONTH", "YEAR")
    if not isinstance(right, Time) or context.published is None:
        return None
    return join(Time(context.published.isoformat(), "D", relative=True), right)


NTH_RULES = (
    # "los primeros nueve meses del año", "los últimos días de la semana pasada"
    Rule(
        "first_months",
        "[{el}{la}]?(?:[{ordinal}{last}][{number}{word}{day_number}]?|[{number}{word}{day_number}]{ordinal}){units}[{de}{del}][{el}{la}]?(?:<HELD>|{unit})",
        read_first_months,
    ),
    # "el segundo semestre de 2024", "la última semana de octubre", "segunda mitad de 2016"
    Rule(
        "nth",
        "[{el}{la}]?[{ordinal}{second}{last}](?:{part}{de}{unit}|{part}|{unit})(?:<OF>)?",
        read_nth,
    ),
    # "semana 31"
    Rule(
        "week_number",
        "{la}?{unit}[{day_number}{number}{word}](?:[{de}{del}]{YEAR})?",
        read_week_number,
    ),
    # "la quincena de julio"
    Rule("mid_month", "{la}{unit}{de}{MONTH}", read_mid_month),
    # "10ª semana"
    Rule("week_ordinal", "{ordinal}{unit}", read_week_number),
)

PART_RULES = (
    # "en lo que va del año", "en lo corrido de 2024", "lo que va de agosto"
    Rule(
        "so_far",
        "{lo}(?:{que}{so_far}|{so_far})[{de}{del}][{el}{la}]?(?:<HELD>|{unit})",
        read_so_far,
    ),
    # "a fines de junio", "al cierre del primer trimestre", "el resto del mes"
    Rule(
        "part",
        "[{el}{la}{al}]?{part}(?:[{de}{del}][{el}{la}]?)?(?:<HELD>|{DAY}|(?<=[{de}{del}{el}{la}]){unit})",
        read_part,
    ),
    # "el fin de semana"
    Rule("weekend", "{el}?(?:{part}{de})?{unit}", read_weekend),
    # "todo el año", "del año"
    Rule(
        "whole",
        "(?:{all}[{el}{la}]{unit}|{del}{unit}|(?<=[{en}{other}]){el}{unit})(?![{de}{del}{que}{kind_of_year}])",
        read_whole_unit,
    ),
)

SPAN_RULES = (
    # "entre ahora y el 15 de noviembre"
    Rule("from_now", "{entre}{reference}{y}<ANY>", read_from_now),
    # "entre enero de 2019 y ahora"
    Rule("to_now", "(?:{entre}<ANY>{y}|{desde}<ANY>{hasta}){reference}", read_to_now),
    # "entre enero y abril", "desde hoy hasta el 30 de junio", "del 20 de agosto al 12 de setiembre"
    Rule(
        "span",
        "(?:{entre}<ANY>{y}(?:{el}|{la})?<ANY>"
        "|(?:{desde}|{de}|{del})?<ANY>(?:{y}?{hasta}|{al}|{a})(?:{el}|{la})?<ANY>"
        "|<ANY>{dash}<ANY>)",
        read_span,
    ),
)
