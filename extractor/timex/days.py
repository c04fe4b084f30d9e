"""Rules for days and months: *el viernes 6 de junio*, *del 3 al 7 de mayo*, *en abril*."""

from __future__ import annotations

from functools import cache

from extractor.lexicon import read_language
from extractor.timex.absolute import (
    day_of_month,
    day_time,
    join,
    month_first,
    month_time,
    weekday_day,
    written_year,
)
from extractor.timex.engine import Context, Match, Result, Rule, time_node
from extractor.timex.lexer import Node
from extractor.timex.odd_orders import read_odd_order
from extractor.timex.symbols import SYMBOL
from extractor.timex.values import Time, safe_date, value_of


def _number(content: object) -> int:
    return content if isinstance(content, int) else 0


def _days(match: Match) -> list[Node]:
    return match.nodes("day_number", "word", "ordinal", "one", "second")


def _is_day(match: Match) -> bool:
    return match.get("unit", "units") in (None, "D", "Y")


def read_day(context: Context, match: Match) -> Result:
    """*el viernes 6 de junio de 2025*, *primero de mayo*, *15 Junio 2016*, *1-Ene*."""
    if not _is_day(match):
        return None
    days = _days(match)
    day = 2 if days[0].content == "S" else _number(days[0].content)
    month = match.get("month", "month_short")
    bare = match.word("one") in ("un", "una")
    linked = match.has("de", "dash", "slash") or days[0].end - days[0].start <= 2
    if bare or not linked:
        return None
    if _names_a_place(context, match):
        return [(SYMBOL["DONE"], Node(match.start, match.end, None))]
    return day_time(context, match, month, day, written_year(match))


@cache
def _heads() -> frozenset[str]:
    return frozenset(
        row["head"].lower()
        for name in ("place_heads.csv", "organization_heads.csv")
        for row in read_language(name)
    )


def _names_a_place(context: Context, match: Match) -> bool:
    """*avenida 28 de Julio*, *Universidad 20 de Noviembre*: a day that names something."""
    if match.has("el", "del", "this", "weekday", "year_number", "YEAR", "next", "past"):
        return False
    before = match.before()
    if before in _heads():
        return True
    month = match.node("month", "month_short")
    if not before.isalpha() or not context.text[month.start].isupper():
        return False
    at = context.low.rfind(before, 0, match.start)
    return context.text[at].isupper() and "\n" not in context.text[at : match.start]


def read_month_day(context: Context, match: Match) -> Result:
    """*julio 12, 2018*, *ene. 30*, *Mayo veintiuno*."""
    day = _number(match.get("day_number", "word"))
    return day_time(context, match, match.get("month", "month_short"), day, written_year(match))


def read_full(context: Context, match: Match) -> Result:
    """*30/01/2023*, *2023-01-30*, *13.5.2015*."""
    return month_first(context, match.get("full"))


def read_day_month(context: Context, match: Match) -> Result:
    """*el 25/10*: only where an article, a weekday or *próximo* says that it is a date."""
    first, second = match.get("day_month")
    month, day = (second, first) if safe_date(2000, second, first) else (first, second)
    return day_time(context, match, month, day, None)


def read_range(context: Context, match: Match) -> Result:
    """*del 3 al 7 de mayo*, *entre el 22 y el 25 de febrero*, *23 y 24 de octubre*."""
    if not _is_day(match):
        return None
    days = _days(match)
    if len(days) != 2 or match.word("one") in ("un", "una"):
        return None
    numbers = [_number(node.content) for node in days]
    month = match.get("month", "month_short")
    year = written_year(match)
    held = match.get("MONTH")
    if isinstance(held, Time):
        if len(held.value) != 7 or not held.value[:4].isdigit():
            return None
        year, month = int(held.value[:4]), int(held.value[5:])
    right = day_time(context, match, month, numbers[1], year)
    if right is None:
        return None
    value = right.value[: right.value.rindex("-") + 1] + f"{numbers[0]:02}"
    left = right.but(value=value)
    if "X" not in value and left.bounds is None:
        return None
    linked = match.has("entre", "al", "a", "hasta", "dash", "desde")
    if not linked and numbers[1] != numbers[0] + 1:
        return [
            time_node(days[0], left, match.start),
            time_node(Node(days[1].start, match.end, 0), right),
        ]
    if numbers[0] >= numbers[1]:
        return None
    if "X" in value:
        return Time(f"{value}/{right.value}", "", rule="range", relative=True, confidence=0.5)
    return join(left.but(rule="absolute"), right)


def read_list(context: Context, match: Match) -> Result:
    """*los días 3, 10 y 17 de mayo*: one date each."""
    days = _days(match)
    month, year = match.get("month", "month_short"), written_year(match)
    times = [day_time(context, match, month, _number(node.content), year) for node in days]
    if not _is_day(match) or None in times:
        return None
    found: list[tuple[str, Node]] = []
    for i, (node, time) in enumerate(zip(days, times, strict=True)):
        assert time is not None
        start = match.start if i == 0 else node.start
        end = match.end if i == len(days) - 1 else node.end
        found.append(time_node(Node(start, end, None), time))
    return found


def read_month_range(context: Context, match: Match) -> Result:
    """*noviembre 19-20*."""
    days = _days(match)
    month, year = match.get("month", "month_short"), written_year(match)
    right = day_time(context, match, month, _number(days[1].content), year)
    left = day_time(context, match, month, _number(days[0].content), year)
    return join(left, right) if left and right else None


def read_month(context: Context, match: Match) -> Result:
    """*enero*, *mayo último*, *el próximo mes de septiembre*, *abril del 87*, *nov 2016*."""
    if match.get("unit") not in (None, "M", "Y"):
        return None
    month = match.get("month", "month_short")
    year = written_year(match)
    short = match.get("number")
    if year is None and short is not None:
        year = 1900 + short
    if year is None and not _is_month_name(context, match):
        return None
    return month_time(context, match, month, year)


_BEFORE_MONTH = frozenset(
    "en de desde hasta entre a durante y e mes para por hacia ( , - : finales fines".split()
)


def _is_month_name(context: Context, match: Match) -> bool:
    """Whether a month without year is no name of a person or place, nor an ordinary word."""
    node = match.node("month", "month_short")
    if match.has("month_short"):
        dotted = match.has("dot")
        return dotted and match.before() in _BEFORE_MONTH
    if not context.text[node.start].isupper():
        return True
    if match.has("unit", "next", "past", "last", "this", "before"):
        return True
    if context.text[node.start : node.end].isupper() and node.end - node.start > 3:
        return context.text[max(0, match.start - 8) : match.start].isupper() or not match.before()
    following = context.text[match.end : match.end + 2].lstrip(" ")
    named = following[:1].isupper()
    before = match.before()
    if named:
        return False
    if before in ("en", "desde", "hasta", "durante", "entre"):
        return True
    opens = not before or before in '.;:•-¡¿“"(' or context.text[match.start - 1] == "\n"
    return opens and node.content not in (4, 7)


def read_numeric_month(context: Context, match: Match) -> Result:
    """*11/2016*."""
    year, month = match.get("month_year")
    return month_time(context, match, month, year)


def read_day_number(context: Context, match: Match) -> Result:
    """*el día 8*, *el pasado día 3*, *21 de este mes*."""
    if match.get("unit", "units") not in (None, "D"):
        return None
    days = _days(match)
    number = _number(days[0].content)
    held = match.get("MONTH")
    if isinstance(held, Time):
        value = f"{held.value}-{number:02}"
        time = held.but(value=value, unit="D", rule="day_of_month")
        return time if "X" in value or time.bounds else None
    return day_of_month(context, match, number)


def read_weekday_day(context: Context, match: Match) -> Result:
    """*este jueves 14*, *martes el día 25*."""
    if match.get("unit") not in (None, "D"):
        return None
    if context.published is None and match.after()[-1:] == "s":
        return None
    number = _number(_days(match)[0].content)
    return weekday_day(context, match.get("weekday"), number)


def read_week_of(context: Context, match: Match) -> Result:
    """*la semana del 16 de septiembre*."""
    if match.get("unit") != "W":
        return None
    time = day_time(
        context,
        match,
        match.get("month", "month_short"),
        _number(_days(match)[0].content),
        written_year(match),
    )
    held = time.bounds if time else None
    value = value_of(held[0], "W") if held else None
    return time.but(value=value, unit="W", rule="week") if time and value else None


RULES = (
    # "la semana del 16 de septiembre"
    Rule("week_of", "{la}?{unit}[{de}{del}]{el}?<DAY>{de}<MONTH><YEAR>?", read_week_of),
    # "los días 3, 10 y 17 de mayo"
    Rule(
        "list",
        "{el}?{units}?<DAY>(?:{comma}{el}?<DAY>)+{y}{el}?<DAY>{de}<MONTH><YEAR>?",
        read_list,
    ),
    # "del 3 al 7 de mayo", "desde el lunes 9 hasta el viernes 27 de abril", "9 y 10 de junio"
    Rule(
        "range",
        "<OPEN>{this}?<ONE_DAY><LINK><ONE_DAY>(?:[{de}{dash}]?<MONTH><YEAR>?|[{de}{del}]{MONTH})",
        read_range,
    ),
    # "el viernes 6 de junio de 2025", "el pasado 10 de diciembre", "28 de abril próximos"
    Rule(
        "day",
        "<PREFIX>(?:<WEEKDAY>{el}?)?[{next}{past}]?(?:{el}?{unit})?(?:<DAY>|{second}){slash}?"
        "(?:[{de}{dash}{slash}]|{dot})?<MONTH>(?:<YEAR>|{same}?<AFTER>)?",
        read_day,
    ),
    # "noviembre 19-20"
    Rule(
        "month_range",
        "<MONTH>{day_number}{dash}{day_number}(?:{comma}?[{de}{del}]?{year_number})?",
        read_month_range,
    ),
    # "2020/23/sep", "sep-23-2020", "2016, noviembre"
    Rule(
        "odd",
        "(?:[{numeral}{year_number}{month_year}]{slash}<MONTH>"
        "|<MONTH>{dash}[{month_year}{numeral}]|<MONTH>{dash}{day_number}{dash}{year_number}|[{numeral}]{slash}<MONTH>)",
        read_odd_order,
    ),
    # "2018 julio 12"
    Rule("year_month_day", "{year_number}<MONTH>{day_number}(?!{de})", read_month_day),
    # "julio 12, 2018"
    Rule(
        "month_day_year",
        "{el}?(?:<WEEKDAY>)?<MONTH>[{day_number}{word}]{comma}?[{de}{del}]?{year_number}",
        read_month_day,
    ),
    # "ene. 30", "Mayo veintiuno"
    Rule(
        "month_day",
        "(?:<WEEKDAY>)?<MONTH>[{day_number}{word}](?=[{comma}{dot}{close}{open}{line}{stop}{capital}{clock}{day_number}]|$)",
        read_month_day,
    ),
    # "30/01/2023", "el viernes 12/05/2024"
    Rule("full", "<PREFIX>(?:<WEEKDAY>)?{unit}?{full}", read_full),
    # "el 25/10"
    Rule(
        "day_month",
        "(?:[{el}{del}]|{this}|<WEEKDAY>)[{next}{past}]?{day_month}",
        read_day_month,
    ),
    # "el 21 de este mes", "el día 15 del mes que viene"
    Rule("day_of_month", "{el}?{unit}?<DAY>[{de}{del}]?{MONTH}", read_day_number),
    # "este jueves 14", "martes el día 25"
    Rule(
        "weekday_day",
        "(?:{el}|{this})?[{next}{past}]?{weekday}{comma}?(?:{el}?{unit})?[{day_number}{word}](?!{de}<MONTH>)",
        read_weekday_day,
    ),
    # "el próximo día 9", "el día 8"
    Rule(
        "the_day",
        "(?:[{el}{del}]|{this})?[{next}{past}]?{unit}{day_number}(?!{percent})",
        read_day_number,
    ),
    # "el pasado mes de mayo", "abril de este año", "nov 2016", "agosto de 99", "mayo último"
    Rule(
        "month",
        "(?<!<DAY>{de})[{el}{la}]?{this}?[{next}{past}{last}]?(?:{unit}{de})?<MONTH>"
        "(?:<YEAR>|[{de}{del}]{number}(?![{other}{percent}])|{same}?(?:<AFTER>|{before}))?",
        read_month,
    ),
    Rule("year_month", "{year_number}{comma}{month}", read_month),
    Rule("numeric_month", "{month_year}", read_numeric_month),
)
