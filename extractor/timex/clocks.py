"""Clock times and parts of the day: *a las 9:00 a. m.*, *la tarde de ayer*, *anoche*."""

from __future__ import annotations

from extractor.timex.engine import Context, Match, Result, Rule, time_node
from extractor.timex.lexer import Node
from extractor.timex.symbols import SYMBOL
from extractor.timex.values import Time, add_days

AFTERNOON = {"AF": 12, "NI": 12, "MI": 12}


def _hour_of(match: Match) -> tuple[int, int] | None:
    """Hour and minute as written, before *a. m.* or *de la tarde* count."""
    clock = match.get("clock", "dotted")
    if clock:
        return int(clock[0]), int(clock[1])
    numbers = [n for n in match.all("day_number", "word", "number", "one") if isinstance(n, int)]
    if not numbers:
        return None
    minute = 0
    if match.has("half"):
        minute = 30
    elif match.has("y") and match.has("ordinal"):
        minute = 15
    elif match.has("y") and len(numbers) > 1:
        minute = numbers[1]
    return numbers[0], minute


def clock_value(match: Match) -> str | None:
    """`09:00`, with `Z` for GMT; None where there is no such time."""
    read = _hour_of(match)
    if read is None:
        return None
    hour, minute = read
    part = match.get("day_part", "morning")
    late = match.has("letter_p") or "PM" in match.all("meridiem")
    early = (match.has("letter_m") and match.has("a") and not late) or "AM" in match.all("meridiem")
    if (late or part in ("AF", "NI")) and hour < 12:
        hour += 12
    elif part == "NI" and hour == 12:
        hour = 24
    elif (early or (part == "MO" and not late)) and hour == 12:
        hour = 0
    elif part == "MI" and hour in (1, 2, 3):
        hour += 12
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    zone = "Z" if "Z" in match.all("clock_zone") else ""
    return f"{hour % 24:02}:{minute:02}{zone}"


def read_clock(context: Context, match: Match) -> Result:
    """*a las 9:00 a. m.*, *las seis de la mañana*, *13:30 horas*, *7:20 pm*."""
    bare = not match.has(
        "hours",
        "letter_m",
        "meridiem",
        "day_part",
        "morning",
        "clock",
        "clock_zone",
        "half",
        "y",
        "sharp",
    )
    if bare:
        following = match.after()
        if following.isalpha() and (len(following) > 3 or following in ("mil", "km", "kg", "por")):
            return None
        if following in ("%", "°", "º"):
            return None
    if match.has("hours") and match.get("hours") != "H":
        return None
    if match.has("hours") and not match.has("clock", "dotted") and not match.has("la"):
        return None
    if match.word("la") == "la" and (_hour_of(match) or (0, 0))[0] != 1:
        return None
    if match.has("la") and context.text[match.node("la").start].isupper() and bare:
        return None
    if match.has("one") and match.word("one") != "una":
        return None
    value = clock_value(match)
    if value is None:
        return None
    before = match.before()
    if match.has("clock") and before in ("/", "-", "$"):
        return None
    time = Time(f"T{value}", "T", "TIME", "clock", relative=True, confidence=0.9)
    if match.text.endswith(("hora.", "horas.")):  # the point is the sentence's
        return [time_node(Node(match.start, match.end - 1, None), time)]
    return time


def _with_part(time: Time, code: str) -> Time:
    value = time.value if len(time.value) == 10 else "XXXX-XX-XX"
    rule = time.rule if time.rule == "anaphoric" else "day_part"
    return time.but(value=f"{value}T{code}", unit="T", type="TIME", rule=rule)


def _part(match: Match) -> str:
    codes = match.all("day_part", "morning")
    return str(codes[-1])


def read_this_part(context: Context, match: Match) -> Result:
    """*esta mañana*, *esta misma tarde*, *este mediodía*."""
    if context.published is None:
        return Time(f"XXXX-XX-XXT{_part(match)}", "T", "TIME", "day_part", True, 0.5)
    day = Time(context.published.isoformat(), "D", relative=True, confidence=0.95)
    return _with_part(day, _part(match))


def read_part_of_day(context: Context, match: Match) -> Result:
    """*la tarde de ayer*, *ayer por la tarde*, *la noche del viernes pasado*."""
    day = match.get("DAY")
    if not isinstance(day, Time) or day.type != "DATE" or "/" in day.value:
        return None
    code = "NI" if match.has("night") else _part(match)
    return _with_part(day, code)


def read_night(context: Context, match: Match) -> Result:
    """*anoche*, *anteanoche*."""
    if context.published is None:
        return Time("XXXX-XX-XXTNI", "T", "TIME", "day_part", True, 0.5)
    day = add_days(context.published, int(match.get("night")))
    if day is None:
        return None
    return _with_part(Time(day.isoformat(), "D", relative=True, confidence=0.95), "NI")


def read_bare_part(context: Context, match: Match) -> Result:
    """*por la tarde*, *durante la mañana*: of the day that the text speaks of."""
    if match.symbols[:1] == SYMBOL["la"] and match.before() not in _ALONG:
        return None
    return Time(f"T{_part(match)}", "T", "TIME", "day_part", relative=True, confidence=0.7)


def read_day_clock(context: Context, match: Match) -> Result:
    """*el viernes 21 de junio a las 10:00 horas*, *las seis de la mañana de ayer*."""
    day, clock = match.get("DAY"), match.get("TIME")
    if not isinstance(day, Time) or not isinstance(clock, Time):
        return None
    if not clock.value.startswith("T") or "/" in clock.value or len(day.value) != 10:
        return None
    linked = match.has("de", "del", "comma", "el", "a", "desde") or " del " in match.text
    if not linked:
        return None
    confidence = min(day.confidence, clock.confidence)
    return day.but(
        value=day.value + clock.value,
        unit="T",
        type="TIME",
        rule="day_clock",
        confidence=confidence,
    )


_ALONG = frozenset("por en hasta desde a durante".split())


def read_clock_span(context: Context, match: Match) -> Result:
    """*de 8:30 a. m. a 6 p. m.*."""
    first, last = match.all("TIME")
    if not isinstance(first, Time) or not isinstance(last, Time):
        return None
    if not (first.value.startswith("T") and last.value.startswith("T") and ":" in first.value):
        return None
    if ":" not in last.value:
        return None
    day = match.get("DAY")
    if isinstance(day, Time) and len(day.value) == 10:
        value = f"{day.value}{first.value}/{day.value}{last.value}"
        held = day.bounds or (None, None)
        return day.but(
            value=value, unit="T", type="TIME", rule="day_clock", first=held[0], last=held[1]
        )
    return Time(f"{first.value}/{last.value}", "T", "TIME", "clock", relative=True, confidence=0.8)


RULES = (
    # "a las 9:00 a. m.", "las seis y media de la mañana", "hasta las 23:00 horas"
    Rule(
        "the_clock",
        "{la}(?:[{clock}{dotted}]|<HOUR>(?:{y}(?:{half}|{ordinal}|<HOUR>))?)(?:{en}{sharp})?<SUFFIX>{1,3}",
        read_clock,
    ),
    # "a las 15", "desde las 8:30"
    Rule(
        "at_clock",
        "(?<=[{a}{desde}{hasta}{de}{y}{entre}]){la}(?:[{clock}{dotted}]|<HOUR>(?:{y}(?:{half}|{ordinal}))?)",
        read_clock,
    ),
    # "13:30 horas", "7:20 pm", "18.45 horas", "17:35"
    Rule("clock", "{clock}<SUFFIX>{0,3}|{dotted}<SUFFIX>{1,3}", read_clock),
    # "9 de la mañana", "6 p. m.", "seis de la tarde"
    Rule(
        "hour",
        "[{day_number}{word}](?:{y}{half})?(?:<MERIDIEM>|{de}{la}<PART>|{del}{day_part})<MERIDIEM>?",
        read_clock,
    ),
    # "esta mañana", "esta misma tarde"
    Rule("this_part", "{this}{same}?<PART>", read_this_part),
    # "la tarde de ayer", "la noche del viernes pasado"
    Rule(
        "part_of_day",
        "{la}?<PART>(?:[{de}{del}]?{el}?|{comma}){DAY}",
        read_part_of_day,
    ),
    # "ayer por la tarde", "el jueves en la noche", "mañana al mediodía"
    Rule(
        "day_part",
        "{DAY}{comma}?(?:[{por}{en}{a}{de}]{la}<PART>|{al}{day_part}|{en}{la}{night}|{night})",
        read_part_of_day,
    ),
    Rule("night", "{night}", read_night),
    # "por la tarde", "la madrugada"
    Rule(
        "bare_part",
        "(?<=[{por}{en}{hasta}{desde}{a}{other}{capital}]){la}<PART>(?![{a}{de}{del}])|(?<=[{al}{del}{a}]){day_part}"
        "|{ordinal}?{hours}{de}{la}<PART>",
        read_bare_part,
    ),
)

MERGE_RULES = (
    # "de 8:30 a. m. a 6 p. m.", "entre las 9 y las 11 horas"
    Rule(
        "clock_span",
        "(?:{de}{TIME}{a}|{entre}{TIME}{y}|{desde}{TIME}{hasta}){TIME}(?:(?:[{de}{del}]{el}?)?{DAY})?",
        read_clock_span,
    ),
    # "el viernes a las 10:00 horas", "el 5 de junio, a las 7 a. m."
    Rule("day_clock", "{DAY}(?:{comma}?[{a}{desde}]|{comma}){TIME}", read_day_clock),
    # "las 23:00 horas del lunes 9", "9:30 de mañana"
    Rule("clock_day", "{TIME}(?:[{de}{del}]{el}?|{comma}{el}?|{el})?{DAY}", read_day_clock),
)
