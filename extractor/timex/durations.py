"""Durations, sets and words that point: *seis meses*, *hace dos años*, *cada lunes*, *ahora*."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from extractor.timex.engine import Context, Match, Result, Rule
from extractor.timex.lexer import Node
from extractor.timex.symbols import SYMBOL
from extractor.timex.values import Time, add_days, move, value_of

_LETTER = {"Y": "Y", "M": "M", "W": "W", "D": "D"}
_MONTHS = {"Q": 3, "S": 6, "B": 2, "C": 4}


def duration_value(count: float | str, unit: str) -> str:
    """The TIMEX3 duration of so many units; `X` where the text does not count them.

    >>> duration_value(2, "DE")
    'P20Y'
    """
    if unit in _LETTER:
        return f"P{count}{unit}"
    if unit == "WE":
        return f"P{count}WE"
    months, years, days = _MONTHS.get(unit), {"DE": 10, "CE": 100}.get(unit), {"F": 15}.get(unit)
    if unit[:1].isdigit():
        years = int(unit[:-1])
    if isinstance(count, str):
        return "PXM" if months else "PXD" if days else "PXY"
    if months:
        return f"P{_plain(count * months)}M"
    if days:
        return f"P{_plain(count * days)}D"
    return f"P{_plain(count * (years or 1))}Y"


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


def _time_value(count: float | str, unit: str) -> str:
    return f"PT{count}{unit}"


def _amount(match: Match) -> float | str | None:
    """How many units: a number, `X`, or None where nothing counts."""
    number = match.get("day_number", "word", "number", "year_number")
    if isinstance(number, int):
        return number
    if match.has("vague"):
        return "X"
    if match.has("one"):
        return 1
    return None


def _unit_value(match: Match, count: float | str) -> str | None:
    """The first unit of the match as a duration of so many."""
    symbol, node = match.marked("units", "unit", "hours", "second")[0]
    if symbol in (SYMBOL["hours"], SYMBOL["second"]):
        return _time_value(count, str(node.content))
    return duration_value(count, str(node.content))


def read_duration(context: Context, match: Match) -> Result:
    """*seis meses*, *dos horas y 30 minutos*, *un año y medio*, *los últimos cinco años*."""
    count = _amount(match)
    units = match.nodes("units", "unit", "hours", "second")
    if match.has("half") and count is None:
        count = 0.5
    if count is None:
        count = "X"
        if (
            match.has("last")
            and match.get("unit")
            and (match.get("unit") == "DE" or match.get("unit")[:1].isdigit())
        ):
            return Time(
                duration_value(1, match.get("unit")), "", "DURATION", "duration", relative=True
            )
        if not match.has("units", "hours", "second") or match.word("hours") == "hora":
            return None
        sides = match.has("next", "past", "last", "this", "before", "after")
        some = match.word("about") in ("unos", "unas")
        lasting = match.before() in _LASTING and not match.has("el", "la")
        if not (sides or some or lasting):
            return None
    if match.get("unit") == "F" and match.after() == "de":
        return None
    one = match.word("one")
    if one and match.has("unit") and match.get("unit") in ("D", "S") and one == "uno":
        return None
    if (
        match.has("unit")
        and not match.has("units", "half")
        and isinstance(count, int)
        and count > 1
        and not match.has("ordinal")
    ):
        return None
    if match.has("second") and match.word("second") == "segundo" and (count != 1):
        return None
    half = match.has("y") and match.has("half")
    if half and isinstance(count, int):
        count = count + 0.5
    value = _unit_value(match, count)
    if value is None:
        return None
    if match.has("y") and not half and len(units) > 1:
        if not _falls(units) or not isinstance(count, int):
            return _two(match, value, units)
        value = _compound(match)
        if value is None:
            return None
    return _anchored(
        context, match, Time(value, "", "DURATION", "duration", confidence=0.95), count
    )


_LASTING = frozenset("durante lleva llevan llevaba llevaban tras hace por".split())


_ORDER = ("CE", "DE", "Y", "S", "Q", "M", "F", "W", "D", "H")


def _falls(units: list[Node]) -> bool:
    """Whether each unit is smaller than the one before: *dos horas y 30 minutos*."""
    places = [_ORDER.index(u.content) if u.content in _ORDER else len(_ORDER) for u in units]
    return all(a < b or (a == b == len(_ORDER)) for a, b in pairwise(places)) or (
        units[0].content == "H" and units[1].content in ("M", "S")
    )


def _two(match: Match, value: str, units: list[Node]) -> Result:
    """*varios días y una década*: two durations."""
    numbers = match.nodes("day_number", "word", "number", "one")
    if not numbers:
        return None
    count = numbers[-1].content if isinstance(numbers[-1].content, int) else 1
    period = SYMBOL["PERIOD"]
    left = Time(value, "", "DURATION", "duration", confidence=0.9)
    right = Time(duration_value(count, str(units[-1].content)), "", "DURATION", "duration")
    return [
        (period, Node(match.start, units[0].end, left)),
        (period, Node(numbers[-1].start, match.end, right)),
    ]


def _compound(match: Match) -> str | None:
    """*dos horas y 30 minutos*, *tres meses y 2 semanas*."""
    numbers = [
        n if isinstance(n, int) else 1 for n in match.all("day_number", "word", "number", "one")
    ]
    values = []
    units = match.marked("units", "unit", "hours", "second")
    for number, (symbol, node) in zip(numbers, units, strict=False):
        if symbol in (SYMBOL["hours"], SYMBOL["second"]):
            values.append(_time_value(number, str(node.content)))
        else:
            values.append(duration_value(number, str(node.content)))
    days = "".join(v[1:] for v in values if not v.startswith("PT"))
    hours = "".join(v[2:] for v in values if v.startswith("PT"))
    return "P" + days + (f"T{hours}" if hours else "") if days or hours else None


def _anchored(context: Context, match: Match, time: Time, count: float | str) -> Time:
    """With the days that *próximos* and *últimos* mean, where the publication date is known."""
    ahead, back = match.has("next"), match.has("last", "past")
    if not (ahead or back) or match.has("before", "after"):
        return time
    if match.get("units") == "D" and count == "X" and ahead:
        return Time("FUTURE_REF", "", rule="reference", relative=True, confidence=0.8)
    unit = match.get("units")
    anchor = context.published
    if anchor is None or not isinstance(count, int) or not unit:
        return time.but(relative=True)
    edge = move(anchor, unit, count if ahead else -count)
    if edge is None:
        return time.but(relative=True)
    first: date | None = anchor if back else add_days(anchor, 1)
    pair = (edge, first) if back else (first, edge)
    return time.but(relative=True, first=pair[0], last=pair[1])


def read_either(context: Context, match: Match) -> Result:
    """*tres o cuatro semanas*, *de 18 meses a cinco años*: both are durations."""
    nodes = match.nodes("day_number", "word", "number", "one")
    numbers = [node.content for node in nodes]
    if len(nodes) != 2 or not all(isinstance(n, int) for n in numbers):
        return None
    values = [_unit_value(match, number) for number in numbers]
    if None in values:
        return None
    left = Time(str(values[0]), "", "DURATION", "duration", confidence=0.8)
    right = Time(str(values[1]), "", "DURATION", "duration", confidence=0.95)
    period = SYMBOL["PERIOD"]
    first = Node(nodes[0].start, nodes[0].end, left)
    return [(period, first), (period, Node(nodes[1].start, match.end, right))]


def read_ago(context: Context, match: Match) -> Result:
    """*hace dos años* is a year, *hace tres días* a day; *hace años* only lasts."""
    return _away(context, match, -1)


def read_within(context: Context, match: Match) -> Result:
    """*dentro de cinco días*."""
    return _away(context, match, 1)


def _away(context: Context, match: Match, sign: int) -> Time | None:
    count = _amount(match)
    unit = match.get("units", "unit")
    if match.has("hours", "second"):
        reference = "PAST_REF" if sign < 0 else "FUTURE_REF"
        return Time(reference, "", "TIME", "ago", relative=True, confidence=0.7)
    if unit is None:
        return None
    if count is None or count == "X" or not isinstance(count, int):
        return Time(duration_value("X", unit), "", "DURATION", "ago", True, 0.8)
    kind = (
        "Y"
        if unit in ("DE", "CE") or unit[:1].isdigit()
        else "M"
        if unit in _MONTHS
        else "D"
        if unit == "F"
        else unit
    )
    if context.published is None:
        return Time(
            {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX"}.get(kind, "XXXX-XX-XX"),
            kind,
            rule="ago",
            relative=True,
            confidence=0.5,
        )
    day = move(context.published, unit, sign * count)
    value = value_of(day, kind) if day else None
    return Time(value, kind, rule="ago", relative=True, confidence=0.85) if value else None


_SET = {"D": "P1D", "W": "P1W", "M": "P1M", "Y": "P1Y"}


def read_each(context: Context, match: Match) -> Result:
    """*cada lunes*, *cada seis meses*, *todos los días*, *al año*, *por mes*."""
    if match.has("weekday"):
        return Time(f"XXXX-WXX-{match.get('weekday')}", "", "SET", "set", confidence=0.95)
    part = match.get("day_part", "morning")
    if part and not match.has("unit", "units"):
        return Time(f"PT{part}", "", "SET", "set", confidence=0.9)
    count = _amount(match) or 1
    if match.has("part"):
        return Time("XXXX-WXX-WE", "", "SET", "set", confidence=0.9)
    value = _unit_value(match, count)
    return Time(value, "", "SET", "set", confidence=0.9) if value else None


def read_per(context: Context, match: Match) -> Result:
    """*al año*, *a la semana*, *por día*: how often."""
    if match.has("unit") and match.get("unit") not in _SET:
        return None
    following = match.after()
    if (
        match.has("al") and following in ("siguiente", "de", "en", "que", "(")
    ) or following.isdigit():
        return None
    daily = match.word("unit") in ("día", "dia") and match.has("al")
    if daily and not context.low[: match.start].rstrip()[-1:].isalnum():
        return None
    return read_each(context, match)


def read_frequency(context: Context, match: Match) -> Result:
    """*anual*, *mensuales*, *diariamente*."""
    node = match.node("frequency")
    if context.text[node.start].isupper():
        return None
    return Time(str(node.content), "", "SET", "frequency", confidence=0.9)


_NEWSPAPER = frozenset('el un del al los este ese su cada “ " « ( . , de en'.split())


def read_daily(context: Context, match: Match) -> Result:
    """*barriles diarios*, but not *el diario*."""
    node = match.node("daily")
    if context.text[node.start].isupper() or match.before() in _NEWSPAPER:
        return None
    if context.text[match.end : match.end + 2].lstrip(" ")[:1].isupper():
        return None
    return Time("P1D", "", "SET", "frequency", confidence=0.8)


def read_reference(context: Context, match: Match) -> Result:
    """*ahora*, *recientemente*, *en la actualidad*, *hasta el momento*, *a la fecha*."""
    value = match.get("reference", "actuality") or "PRESENT_REF"
    return Time(value, "", rule="reference", relative=True, confidence=0.9)


def read_then(context: Context, match: Match) -> Result:
    """*desde entonces*, *hasta entonces*, *en aquel entonces*."""
    return Time("PAST_REF", "", rule="reference", relative=True, confidence=0.7)


def read_era(context: Context, match: Match) -> Result:
    """*en el futuro*, *del pasado*, *del presente*."""
    node = match.node("era", "past", "current")
    following = context.text[match.end : match.end + 2].lstrip(" ")
    if following[:1].isupper() or following[:1].isdigit():
        return None
    after = match.after()
    if after.isalpha() and after not in _AFTER_ERA and not after.endswith(("rá", "rán", "ó")):
        return None
    word = context.low[node.start : node.end]
    value = {"futuro": "FUTURE_REF", "pasado": "PAST_REF", "presente": "PRESENT_REF"}.get(word)
    return Time(value, "", rule="reference", relative=True, confidence=0.6) if value else None


_AFTER_ERA = frozenset("y e o u que se de en a con por para es ha no ni pero sino".split())


def read_days(context: Context, match: Match) -> Result:
    """*estos días*, *en estos momentos*."""
    if match.has("units") and match.get("units") != "D":
        return None
    return Time("PRESENT_REF", "", rule="reference", relative=True, confidence=0.8)


_BEFORE_ERA = frozenset("el al del los".split())


def read_adjective(context: Context, match: Match) -> Result:
    """*la actual gestión*, *la próxima edición*, *el futuro ministro*: an adjective that points."""
    node = match.node("current", "next", "past", "era", "adjective")
    if context.text[node.start].isupper():
        return None
    symbol = context.symbols[match.first]
    after = match.after()
    if symbol in (SYMBOL["next"], SYMBOL["past"]) and not (after.isalpha() and len(after) > 3):
        return None
    # "un mejor futuro", "su futuro" is a noun; in "el futuro ministro" it points
    if symbol == SYMBOL["era"] and (
        match.before() not in _BEFORE_ERA or not after.isalpha() or len(after) < 4
    ):
        return None
    if symbol == SYMBOL["current"] and not context.low[node.start : node.end].startswith("actual"):
        return None
    value = {
        "current": "PRESENT_REF",
        "next": "FUTURE_REF",
        "past": "PAST_REF",
        "era": "FUTURE_REF",
    }
    found = (
        node.content if match.has("adjective") else next(value[n] for n in value if match.has(n))
    )
    return Time(found, "", rule="adjective", relative=True, confidence=0.5)


RULES = (
    # "hace más de dos años", "hace unos días", "hace tiempo"
    Rule(
        "ago",
        "{ago}<ABOUT>(?:<NUMBER>|{one}|{vague})?[{units}{unit}{hours}]",
        read_ago,
    ),
    # "dentro de los próximos 3 años", "dentro de 5 días"
    Rule(
        "within",
        "{within}{de}<ABOUT>[{el}{la}]?{next}?(?:<NUMBER>|{one}|{vague})<UNITS>",
        read_within,
    ),
    # "cada lunes", "cada seis meses"
    Rule(
        "each",
        "{each}(?:<NUMBER>|{one})?(?:<UNITS>|{weekday}|{day_part}|{morning}|{part}{de}{unit})",
        read_each,
    ),
    # "todos los días", "los fines de semana"
    Rule(
        "every",
        "(?:{all}[{el}{la}](?:{units}|{weekday})|{el}{part}{de}{unit}(?=$|[^{DAY}]))",
        read_each,
    ),
    # "estos días"
    Rule("these_days", "{this}{units}", read_days),
    # "tres o cuatro semanas", "de 18 a 24 meses"
    Rule("either", "(?:<NUMBER>|{one})[{o}{a}{dash}{y}]<NUMBER><UNITS>", read_either),
    # "los últimos cinco años", "seis meses", "un año y medio", "media hora", "los próximos días"
    Rule(
        "duration",
        "<ABOUT>[{el}{la}]?{this}?<SIDE>?(?:<NUMBER>|{one}|{vague}|{half})?<SIDE>?<UNITS><TAIL>(?:{more}|[{before}{after}{past}])?",
        read_duration,
    ),
    # "al año", "a la semana", "por mes", "por noche"
    Rule("per", "(?:{al}{unit}|{a}{la}{unit}|{por}(?:{unit}|{hours}|{day_part}))", read_per),
    Rule("frequency", "{frequency}", read_frequency),
    Rule("daily", "{daily}", read_daily),
    # "en la actualidad", "hasta el momento", "a la fecha", "por el momento", "de momento"
    Rule(
        "present",
        "{la}{actuality}|{reference}{same}?|(?<={hasta}){el}{moment}|(?<={por}){el}{moment}|(?<={de}){moment}(?![{de}{que}])"
        "|(?<=[{a}{hasta}]){la}{fecha}(?![{de}{en}])|{this}{same}?{moment}",
        read_reference,
    ),
    Rule("then", "(?<=[{desde}{hasta}]){then}|{that}{then}", read_then),
    # "en el futuro", "del pasado"
    Rule("era", "(?:(?<={en}){el}|{del}|{al})(?:{era}|{past}|{current})", read_era),
    Rule("adjective", "{current}|{next}|{past}|{era}|{adjective}", read_adjective),
)
