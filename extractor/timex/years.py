"""Years, decades, centuries, seasons and feasts: *el 2022*, *2022-2026*, *los años noventa*."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from extractor.lexicon import read_language
from extractor.timex.absolute import direction, written_year
from extractor.timex.engine import Context, Match, Result, Rule, time_node
from extractor.timex.lexer import Holiday, Node
from extractor.timex.numbers import roman_value
from extractor.timex.values import (
    Time,
    closest,
    easter,
    move,
    part_value,
    safe_date,
    value_of,
    weekday_of_month,
)

_MARKS_BEFORE = frozenset("$ € # % + * = × º°")
"""Marks after which four digits are no year."""
_TIGHT_BEFORE = frozenset(".,/_:'’$€#+-–")
_TIGHT_AFTER = frozenset("-–/.,:_'’%º")
_YEAR_BEFORE = re.compile(r"\b(?:1[5-9]|20|21)\d\d[-–/]\Z")
_YEAR_AFTER = re.compile(r"[-–/](?:1[5-9]|20|21)?\d\d(?!\d)")


@cache
def _words(role: str) -> frozenset[str]:
    """The words of year_contexts.csv that play this role."""
    return frozenset(r["word"] for r in read_language("year_contexts.csv") if r["role"] == role)


def _counts(following: str) -> bool:
    """Whether the word after a number is what it counts: *2000 familias*."""
    if following in _words("counted"):
        return True
    if not following.isalpha() or len(following) < 4 or not following.endswith("s"):
        return False
    return following not in _words("free") and not following.endswith(("mos", "mente"))


def _is_code(before: str, after_digits: bool = True) -> bool:
    """Whether what stands before makes the digits a code: *Ley 2024*, *línea 1755*."""
    if before.isdigit():
        return after_digits
    return before in _MARKS_BEFORE or before in _words("code")


def is_year(context: Context, match: Match, node: Node) -> bool:
    """Whether four digits are a year: no amount, no code, no part of a name."""
    low = context.low
    if not 1500 <= node.content <= 2150:
        return False
    tight = low[node.start - 1 : node.start]
    if tight in _TIGHT_BEFORE and low[max(0, node.start - 2) : node.start - 1].isalnum():
        return tight in "-–/" and bool(
            _YEAR_BEFORE.search(low[max(0, node.start - 6) : node.start])
        )
    after = low[node.end : node.end + 2]
    if after[:1] in _TIGHT_AFTER and after[1:2].isdigit():
        return after[0] in "-–/" and bool(_YEAR_AFTER.match(low[node.end : node.end + 6]))
    if after[:1].isalpha() or after[:1] in "%º°²³":
        return False
    spaced = after[:1].isspace()
    if spaced and _HAS.match(low, node.end):
        return True
    left = low[max(0, node.start - 6) : node.start]
    if left.rstrip().endswith(_MONEY) and _CURRENCY.search(low, max(0, node.start - 6), node.start):
        return False
    if not spaced:
        return True
    if to := _TO_NUMBER.match(low, node.end):
        amount = not to[1].isdigit() or not 1500 <= int(to[1]) <= 2150
        if amount or _counts(_next_word(low, to.end(1))):
            return False
    return not _counts(_next_word(low, node.end))


_MONEY = (".", "s/", "$", "€", "bs", "usd", "eur", "pen", "mxn", "clp", "cop")
_CURRENCY = re.compile(r"(?:\bs/\.?|[$€]|\b(?:bs|usd|eur|pen|mxn|clp|cop)\.?)\s*\Z")
_TO_NUMBER = re.compile(r"\s+(?:a|y|o|hasta)\s+([0-9][0-9.,]*[0-9]{2})(?![0-9:/-])")
"""*2000 a 3000 raciones*, *entre 1900 y 2100 soles*: the second number tells of the first."""
_HAS = re.compile(r"\s+ha\s+(?:sido|\w+(?:[aí]do|ido|to|cho))\b")
"""*1998 ha sido*, where *ha* is no hectare."""


def _next_word(low: str, end: int) -> str:
    match = _NEXT_WORD.match(low, end, end + 30)
    return match[1] if match else ""


_NEXT_WORD = re.compile(r"[^\S\n]+([^\W_]+[²³]?)")


def read_year(context: Context, match: Match) -> Result:
    """*el año 2008*, *en 2022*, *el 2018*."""
    node = match.node("year_number")
    year = node.content
    if match.has("unit", "units"):
        if match.get("unit", "units") != "Y":
            return None
        return Time(f"{year:04}", "Y", rule="year")
    if not is_year(context, match, node):
        return None
    before = match.before()
    in_words = not context.low[node.start].isdigit()
    if in_words and node.end - node.start < 14 and before not in _BEFORE_WORDS:
        return None
    if match.has("el") and match.word("el") == "los":
        return None
    if _is_code(before):
        return None
    if before and before[0].isalpha() and not match.has("el"):
        at = context.low.rfind(before, 0, match.start)
        if context.text[at].isupper() and not _is_plain(context, before, at, match.start):
            return Time(f"{year:04}", "Y", rule="in_name", confidence=0.4)
    return Time(f"{year:04}", "Y", rule="year", confidence=0.95)


_BEFORE_WORDS = frozenset({"en", "de", "del", "año", "desde"})
"""What a short year in words follows: *en dos mil diez*."""


def _is_plain(context: Context, word: str, at: int, start: int) -> bool:
    """A capital that says nothing: of a line in capitals, or of *En*, *Año* at its start."""
    if word in (
        "en",
        "de",
        "del",
        "desde",
        "hasta",
        "entre",
        "año",
        "durante",
        "para",
        "al",
        "a",
        "y",
    ):
        return True
    return "\n" in context.text[at:start] or "." in context.text[at:start]


def read_years(context: Context, match: Match) -> Result:
    """*2022-2026*, *de 2024 a 2027*, *entre 2019 y 2022*, *2023-24*."""
    nodes = match.nodes("year_number", "day_number", "number")
    left = nodes[0]
    if match.get("unit", "units") not in (None, "Y") or not is_year(context, match, left):
        return None
    right = nodes[1].content
    if nodes[1].end - nodes[1].start == 2:
        if not match.has("dash", "slash") or nodes[1].start - left.end != 1:
            return None
        right = left.content // 100 * 100 + right
    elif not is_year(context, match, nodes[1]):
        return None
    if match.has("y") and not match.has("entre"):
        return None
    before = match.before()
    if _is_code(before, match.has("dash")):
        return None
    if not left.content < right <= left.content + 400:
        return None
    first, last = date(left.content, 1, 1), date(right, 12, 31)
    return Time(
        f"{left.content:04}/{right:04}", "", rule="years", first=first, last=last, confidence=0.95
    )


def read_year_list(context: Context, match: Match) -> Result:
    """*los años 1988, 1994 y 2000*."""
    nodes = match.nodes("year_number")
    return [
        time_node(
            node,
            Time(f"{node.content:04}", "Y", rule="year"),
            match.start if node is nodes[0] else None,
        )
        for node in nodes
    ]


def read_decade(context: Context, match: Match) -> Result:
    """*los años noventa*, *la década de 1990*, *los 80*."""
    number = match.get("number", "word", "day_number", "year_number")
    if not isinstance(number, int) or number % 10:
        return None
    units = {match.get("unit"), match.get("units")} - {None}
    if units - {"Y", "DE"}:
        return None
    if "DE" not in units and match.get("unit") == "Y":
        return None
    if not units and match.word("el") != "los":
        return None
    if not units and (
        context.low[match.end : match.end + 1] not in set(",.;)")
        or match.before() not in ("en", "de", "desde")
    ):
        return None
    if (number > 99 and number < 1500) or number < 10:
        return None
    year = number if number > 99 else 1900 + number
    return Time(f"{year // 10:03}", "DE", rule="decade")


def read_century(context: Context, match: Match) -> Result:
    """*el siglo XIX* is `18`."""
    if match.get("unit", "units") != "CE":
        return None
    return Time(f"{roman_value(match.get('roman')) - 1:02}", "CE", rule="century")


def read_season(context: Context, match: Match) -> Result:
    """*este verano*, *la primavera de 1983*, *el próximo invierno*."""
    code = match.get("season")
    year = written_year(match)
    relative = year is None
    if year is None:
        if context.published is None:
            return Time(f"XXXX-{code}", "", rule="season", relative=True, confidence=0.5)
        if not match.has("this", "next", "past", "last", "que") and match.before() not in (
            "en",
            "desde",
            "durante",
        ):
            return None
        year = context.published.year
        sign, stated = direction(context, match)
        if match.has("past", "last"):
            year -= 1
        elif stated and sign > 0:
            year += 1
    return Time(f"{year:04}-{code}", "", rule="season", relative=relative, confidence=0.8)


def read_quarter_code(context: Context, match: Match) -> Result:
    """*2019-T1*, *1T 2024*, *T2*."""
    code = match.node("quarter_code")
    number = match.node("day_number")
    if number.end != code.start and code.end != number.start:
        return None
    year = match.get("year_number")
    if year is not None and year < 1900:
        return None
    if (
        not 1 <= number.content <= 4
        or match.after() in ("mil", "millones", "millón")
        or context.low[code.start : code.end] == "trim"
    ):
        return None
    if year is None and (context.published is None or not context.text[code.start].isupper()):
        return None
    value = part_value(
        "Q", year or (context.published.year if context.published else 0), number.content
    )
    return Time(value, "Q", rule="quarter", confidence=0.8) if value else None


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _feast_day(rule: str, year: int) -> date | None:
    """The day of a rule of holidays.csv in a year: `12-25`, `easter-46`, `05-sun2`."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[6:]))
    month, _, rest = rule.partition("-")
    if rest[:3] in _WEEKDAYS:
        return weekday_of_month(year, int(month), _WEEKDAYS.index(rest[:3]) + 1, int(rest[3:]))
    return safe_date(year, int(month), int(rest))


def feast_time(feast: Holiday, year: int) -> Time | None:
    """The days of a feast in a year."""
    parts = (feast.month_day or feast.rule).split("/")
    try:
        days = [_feast_day(part, year) for part in parts]
    except ValueError:
        return None
    first, last = days[0], days[-1]
    if first is None or last is None:
        return None
    value = first.isoformat() if len(days) == 1 else f"{first}/{last}"
    return Time(value, "D" if len(days) == 1 else "", rule="holiday", first=first, last=last)


def read_holiday(context: Context, match: Match) -> Result:
    """*Semana Santa*, *el Día de la Madre*, *Navidad*, in the country of the document."""
    feasts: list[Holiday] = match.get("holiday")
    own = [f for f in feasts if context.country in f.countries]
    anywhere = [f for f in feasts if not f.countries]
    chosen = own or anywhere or feasts
    feast = chosen[0]
    sure = bool(own or anywhere) or len(feasts) == 1
    name = match.node("holiday")
    first_word = context.low[name.start : name.end].split()[0]
    general = not feast.countries and len(feast.name.split()) <= 2
    named = first_word in ("día", "dia", "fiestas", "semana") or general
    if not named and match.before() not in ("feriado", "fiesta", "festividad", "festivo", "por"):
        return None
    if context.text[match.end : match.end + 2].lstrip(" ")[:1].isupper():
        return None
    if not sure:
        return Time("XXXX-XX-XX", "D", rule="holiday", relative=True, confidence=0.3)
    year = written_year(match)
    if year is not None:
        found = feast_time(feast, year)
        return found.but(confidence=0.8) if found else None
    anchor = context.published
    if anchor is None:
        day = feast.month_day
        return Time(
            f"XXXX-{day}" if day else "XXXX-XX-XX",
            "D",
            rule="holiday",
            relative=True,
            confidence=0.4,
        )
    times = [t for shift in (-1, 0, 1) if (t := feast_time(feast, anchor.year + shift))]
    sign, _ = direction(context, match)
    best = closest([t.bounds[0] for t in times if t.bounds], anchor, sign)
    for time in times:
        if time.bounds and time.bounds[0] == best:
            return time.but(relative=True, confidence=0.7)
    return None


def read_period_away(context: Context, match: Match) -> Result:
    """*la semana después de la próxima*, *el año después del próximo*."""
    unit = match.get("unit")
    if unit not in ("W", "Y", "M") or context.published is None:
        return None
    day = move(context.published, unit, 2)
    value = value_of(day, unit) if day else None
    return Time(value, unit, rule="relative", relative=True, confidence=0.8) if value else None


RULES = (
    Rule("away", "[{el}{la}]?{unit}{later}[{de}{del}]{la}?{next}", read_period_away),
    # "siglo XIX", "los siglos XIX y XX"
    Rule("century", "[{el}{la}]?[{unit}{units}]{roman}", read_century),
    # "los años 1988, 1994 y 2000"
    Rule(
        "year_list",
        "{el}{units}{year_number}(?:{comma}{year_number})*[{y}{comma}]{year_number}",
        read_year_list,
    ),
    # "la década de los noventa", "los años 30", "los 80"
    Rule(
        "decade",
        "(?:{la}?{unit}[{de}{del}]?{el}?{units}?|{el}?{units}|{el}(?=<DECADE>[{comma}{dot}{stop}{close}]))<DECADE>",
        read_decade,
    ),
    # "2022-2026", "entre 2019 y 2022", "de 2024 a 2027"
    Rule(
        "years",
        "(?:{entre}|{desde}|{de}|{del})?{el}?(?:{unit}|{units})?{year_number}"
        "(?:{dash}|{slash}|{al}|{a}|{hasta}|{y})(?:{el}?{unit}?{year_number}|{el}{year_number}|[{day_number}{number}])",
        read_years,
    ),
    # "2019-T1", "T1 2019"
    Rule(
        "quarter_code",
        "(?:{year_number}{dash}?)?(?:{quarter_code}{day_number}|{day_number}{quarter_code})(?:[{de}{del}{dash}]?{year_number})?",
        read_quarter_code,
    ),
    # "la primavera de 1983", "este verano"
    Rule(
        "season",
        "[{el}{la}]?{this}?[{next}{past}{last}]?{season}(?:[{past}{next}{last}]|{que}{come}|<YEAR_OF>)?",
        read_season,
    ),
    Rule("holiday", "[{el}{la}]?{holiday}<YEAR_OF>?", read_holiday),
    # "el año 2008", "en 2022"
    Rule("year", "{el}?(?:[{unit}{units}]{kind_of_year}?)?{year_number}(?!{percent})", read_year),
)
