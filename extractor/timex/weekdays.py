"""Rules for weekdays and for the days seen from today: *el próximo lunes*, *ayer*, *mañana*."""

from __future__ import annotations

from extractor.timex.absolute import weekday_time
from extractor.timex.days import read_day
from extractor.timex.engine import Context, Match, Result, Rule, time_node
from extractor.timex.lexer import Node
from extractor.timex.tense import tense_after
from extractor.timex.values import Time, add_days


def read_weekday(context: Context, match: Match) -> Result:
    """*el viernes*, *el próximo lunes*, *domingo último*, *viernes de la próxima semana*."""
    weekday = match.get("weekday")
    if match.word("el") == "los" and not match.has("next", "past", "last", "this"):
        return Time(f"XXXX-WXX-{weekday}", "", "SET", "set", confidence=0.9)
    node = match.node("weekday")
    if context.text[node.start].isupper() and _is_name(context, match, node):
        return None
    week = match.get("WEEK")
    sign, stated = 0, False
    if match.has("next", "come", "after"):
        sign, stated = 1, True
    elif match.has("past", "last", "before"):
        sign, stated = -1, True
    else:
        sign = context.tense(match)
    return weekday_time(
        context, weekday, sign, stated, week if isinstance(week, Time) else None, match.has("this")
    )


def _is_name(context: Context, match: Match, node: Node) -> bool:
    """*Santo Domingo*, *Domingo García*: a capital weekday beside other capitals."""
    if match.has("el", "this", "next", "past", "last"):
        return False
    following = context.text[match.end : match.end + 2].lstrip(" ")
    word = match.before()
    capital = bool(word) and word[0].isalpha() and context.low.rfind(word, 0, match.start) >= 0
    named = capital and context.text[context.low.rfind(word, 0, match.start)].isupper()
    if node.content != 7:
        return False
    return following[:1].isupper() or named


def read_weekdays(context: Context, match: Match) -> Result:
    """*de lunes a viernes*."""
    first, last = match.all("weekday")
    return Time(f"XXXX-WXX-{first}/XXXX-WXX-{last}", "", "SET", "set", confidence=0.9)


def read_weekday_list(context: Context, match: Match) -> Result:
    """*los lunes y miércoles*: sets, one for each."""
    if match.word("el") != "los":
        return None
    return [
        time_node(node, Time(f"XXXX-WXX-{node.content}", "", "SET", "set", confidence=0.9))
        for node in match.nodes("weekday")
    ]


def read_before_yesterday(context: Context, match: Match) -> Result:
    """*antes de ayer*."""
    if match.get("deictic") != "-1" or context.published is None:
        return None
    day = add_days(context.published, -2)
    return (
        Time(day.isoformat(), "D", rule="deictic", relative=True, confidence=0.9) if day else None
    )


def read_deictic(context: Context, match: Match) -> Result:
    """*hoy*, *ayer domingo*, *pasado mañana*, *el día de ayer*, *mañana viernes 13 de julio*."""
    if match.get("unit") not in (None, "D"):
        return None
    tomorrow = 2 if match.has("past") else 1
    shift = int(match.get("deictic")) if match.has("deictic") else tomorrow
    if shift == 0 and _is_nowadays(context, match):
        return Time("PRESENT_REF", "", rule="reference", relative=True, confidence=0.7)
    if match.has("later"):
        shift += 1
    elif match.has("earlier"):
        shift -= 1
    whole = context.published is None or match.has("year_number")
    if whole and match.has("month", "month_short"):
        return read_day(context, match)  # "hoy jueves 12 de mayo de 2022" says it all
    if context.published is None:
        return Time("XXXX-XX-XX", "D", rule="deictic", relative=True, confidence=0.5)
    day = add_days(context.published, shift)
    return (
        Time(day.isoformat(), "D", rule="deictic", relative=True, confidence=0.95) if day else None
    )


_OPENS = frozenset("que y pero aunque mientras donde la el los las como".split())


def _is_nowadays(context: Context, match: Match) -> bool:
    """*que hoy dirige*, *y hoy hay 300*, *la hoy extinta*: without a verb of past or future."""
    if match.text != "hoy" or match.before() not in _OPENS:
        return False
    if match.before() in ("la", "el", "los", "las"):
        return True
    return tense_after(context.low, match.end) == 0


def read_nowadays(context: Context, match: Match) -> Result:
    """*hoy en día*, *hoy por hoy*."""
    if match.word("deictic") != "hoy" or match.get("unit") not in (None, "D"):
        return None
    return Time("PRESENT_REF", "", rule="reference", relative=True, confidence=0.9)


def read_day_away(context: Context, match: Match) -> Result:
    """*dos días antes de ayer*, *2 días después de hoy*."""
    if match.get("units") != "D" or context.published is None:
        return None
    count = int(match.get("day_number", "word", "number"))
    sign = 1 if match.has("later") or "partir" in match.text else -1
    shift = int(match.get("deictic") or (1 if match.has("morning") else 0))
    day = add_days(context.published, shift + sign * count)
    return (
        Time(day.isoformat(), "D", rule="deictic", relative=True, confidence=0.9) if day else None
    )


RULES = (
    # "dos días después de hoy"
    Rule(
        "days_away",
        "[{day_number}{word}{number}]{units}(?:[{later}{earlier}]{de}|{a}{other}{de})(?:{deictic}|{morning})",
        read_day_away,
    ),
    # "el día después de mañana", "el día antes de ayer"
    Rule("day_after", "{el}?{unit}[{later}{earlier}]{de}(?:{deictic}|{morning})", read_deictic),
    # "hoy en día", "hoy por hoy"
    Rule("nowadays", "{deictic}(?:{en}?{unit}|{por}{deictic})", read_nowadays),
    # "hoy jueves 12", "ayer, domingo,", "el día de ayer"
    Rule(
        "deictic",
        "(?:{el}?{unit}{de})?(?:{deictic}|{past}{morning}|"
        "(?<![{la}{this}{that}{same}{each}{all}{one}{ordinal}]){morning})"
        "{same}?(?:{comma}?{weekday}(?:<DAY>{de}<MONTH><YEAR>?|[{day_number}{word}{ordinal}])?"
        "(?={comma})?)?",
        read_deictic,
    ),
    # "antes de ayer"
    Rule("before_yesterday", "{earlier}{de}{deictic}", read_before_yesterday),
    # "los lunes y miércoles"
    Rule("weekday_list", "{el}{weekday}(?:{comma}{weekday})*{y}{el}?{weekday}", read_weekday_list),
    # "de lunes a viernes"
    Rule(
        "weekdays",
        "{de}?{weekday}[{a}{al}]{weekday}(?![{de}{del}]?[{day_number}{WEEK}])",
        read_weekdays,
    ),
    # "el próximo lunes", "domingo último", "el viernes de la próxima semana"
    Rule(
        "weekday",
        "(?<![{each}{all}])(?:[{el}{del}]|{this})?[{next}{past}{last}]?{weekday}(?:{about}?[{past}{last}{next}{before}{after}]"
        "|{que}{come})?(?:[{de}{del}]?{WEEK})?",
        read_weekday,
    ),
)
