"""Days and their parts: *ayer por la tarde*, *el próximo lunes*, *esta mañana*."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from extractor.temporal import timex
from extractor.temporal.direction import LAST, NEXT, direction
from extractor.temporal.found import Context, Found, is_present
from extractor.temporal.timex import Value
from extractor.temporal.words import DAYS, PARTS

WEEKDAY_BEFORE = re.compile(
    rf"(?:(?:el|al|del|los|las|desde|hasta)\s+)?(?:(?:dia\s+)?(?P<which>{NEXT}|{LAST}|"
    rf"este)\s+)?(?P<name>hoy|ayer|mañana|cada|todos\s+los)?[ ]*,?[ \n]?$"
)
WEEKDAY_AFTER = re.compile(
    rf"(?:\s*,?\s+(?P<day>[0-3]?\d)\b(?!\s*(?:de\s+[a-z]|[:h.]\d|%|"
    rf"[a-z]+s\b)))?(?:\s+(?P<which>{LAST}|{NEXT}|que\s+viene)\b)?(?:\s+(?:en|"
    rf"por)\s+la\s+(?P<part>mañana|tarde|noche|madrugada)\b)?"
)


def weekday(context: Context, start: int, end: int) -> Found | None:
    """*el viernes*, *este jueves 29*, *el próximo lunes*, *el martes pasado*, *cada lunes*."""
    plain = context.plain
    number = context.words.weekdays[
        plain[start:end].rstrip("s") + "s"
        if plain[start:end] not in context.words.weekdays
        else plain[start:end]
    ]
    base = max(0, start - 32)
    before = WEEKDAY_BEFORE.search(plain[base:start])
    after = WEEKDAY_AFTER.match(plain, end)
    if before is None or after is None:
        return None
    begin = base + before.start()
    begin += len(before[0]) - len(before[0].lstrip(" \n,"))
    if context.text[start].isupper() and context.text[end : end + 2].strip()[:1].isupper():
        return None  # "Domingo Pastaza": a person
    name = before["name"]
    if span := re.compile(rf"\s+a\s+(?:{context.words.weekday})\b").match(plain, end):
        opening = 3 if plain[start - 3 : start] == "de " else 0
        return Found(start - opening, span.end(), Value("P1W", type="SET"), "set")
    if name in ("cada",) or (name or "").startswith("todos"):
        return Found(begin, end, Value(f"XXXX-WXX-{number}", type="SET"), "set")
    which = before["which"] or after["which"]
    way = direction(which)
    anchor = context.published
    stop = after.end()
    if anchor is None:
        return Found(begin, stop, Value(f"XXXX-WXX-{number}"), "weekday", True)
    if name in ("hoy", "ayer", "mañana"):
        return Found(begin, stop, timex.day(anchor + timedelta(DAYS[name])), "weekday", True)
    if after["day"]:
        when = _matching(anchor, number, int(after["day"]))
        if when is not None:
            return Found(begin, stop, timex.day(when), "weekday", True)
        stop = end
    if which == "este":
        way = context.tense(begin, stop)
        near = timex.weekday(anchor, number, 0)
        when = (
            anchor
            if number == anchor.isoweekday()
            else (timex.weekday(anchor, number, way) if way else near)
        )
    elif way:
        when = timex.weekday(anchor, number, way)
    else:
        tense = context.tense(begin, stop)
        when = (
            anchor
            if number == anchor.isoweekday() and tense <= 0
            else timex.weekday(anchor, number, tense or -1)
        )
    value = timex.day(when)
    if after["part"]:
        value = replace(value, value=f"{value.value}{PARTS[after['part']]}")
    return Found(begin, stop, value, "weekday", True)


def _matching(anchor: date, number: int, day: int) -> date | None:
    """The day of the month that falls on this weekday, within five weeks."""
    for distance in range(36):
        for when in (anchor + timedelta(distance), anchor - timedelta(distance)):
            if when.day == day and when.isoweekday() == number:
                return when
    return None


DAY_PART = re.compile(
    r"(?:\s+(?:en|por)\s+la\s+|\s+a\s+la\s+|\s+)(?P<part>mañana|tarde|noche|madrugada|mediodia)\b"
)
TODAY_IN_DAY = re.compile(r"\s+en\s+dia\b")
FROM_TODAY = re.compile(r"\b(?:desde|hasta|a partir de)\s+$")
WEEKDAY_NEXT = re.compile(
    r"\s*,?\s+(?P<weekday>lunes|martes|miercoles|jueves|viernes|sabado|"
    r"domingo)\b(?:\s+\d{1,2}\b(?!\s*[:%]))?"
)


def day(context: Context, start: int, end: int) -> Found | None:
    """*hoy*, *ayer por la tarde*, *anoche*, *anteayer*."""
    plain, word = context.plain, context.plain[start:end]
    if word == "hoy" and (match := TODAY_IN_DAY.match(plain, end)):
        return Found(start, match.end(), Value("PRESENT_REF"), "reference", True)
    begin, stop = start, end
    if word == "ayer" and (back := re.search(r"\bantes de\s+$", plain[max(0, start - 12) : start])):
        if context.published is None:
            return Found(start - len(back[0]), end, Value("XXXX-XX-XX"), "day", True)
        value = timex.day(context.published - timedelta(2))
        return Found(start - len(back[0]), end, value, "day", True)
    suffix = "TNI" if word in ("anoche", "anteanoche") else ""
    if match := DAY_PART.match(plain, end):
        if not (match[0].strip() == "mañana" and word == "hoy"):
            suffix, stop = PARTS[match["part"]], match.end()
    elif match := WEEKDAY_NEXT.match(plain, end):
        stop = match.end()
    elif before := re.search(
        r"\bla\s+(?P<part>mañana|tarde|noche|madrugada)\s+de\s+$", plain[max(0, start - 22) : start]
    ):
        suffix, begin = PARTS[before["part"]], start - len(before[0])
    bare = word == "hoy" and stop == end and begin == start
    if (
        bare
        and is_present(context, start, end)
        and not FROM_TODAY.search(plain[max(0, start - 14) : start])
    ):
        return Found(start, end, Value("PRESENT_REF"), "reference", True)
    if context.published is None:
        return Found(begin, stop, Value(f"XXXX-XX-XX{suffix}"), "day", True)
    when = context.published + timedelta(DAYS[word])
    value = timex.day(when)
    return Found(begin, stop, replace(value, value=f"{value.value}{suffix}"), "day", True)


HOUR_WORDS = {
    "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10, "once": 11, "doce": 12,
}  # fmt: skip
HOURS_IN_WORDS = re.compile(
    rf"(?:(?:a|desde|hasta|de)\s+)?las?\s+(?P<hour>{'|'.join(HOUR_WORDS)})"
    r"(?:\s+y\s+(?P<more>media|cuarto))?"
    r"\s+(?:de\s+la|del)\s+$"
)


def _hour_in_words(context: Context, start: int, end: int) -> Found | None:
    """*a las seis de la tarde*, *las doce y media del mediodía*."""
    match = HOURS_IN_WORDS.search(context.plain[max(0, start - 44) : start])
    if match is None:
        return None
    hour = HOUR_WORDS[match["hour"]]
    part = context.plain[start:end]
    if part in ("tarde", "noche") and hour < 12:
        hour += 12
    minute = {"media": 30, "cuarto": 15, None: 0}[match["more"]]
    day_value = context.published.isoformat() if context.published else "XXXX-XX-XX"
    value = Value(
        f"{day_value}T{hour:02}:{minute:02}", context.published, context.published, "TIME"
    )
    return Found(start - len(match[0]), end, value, "clock", True)


def part_of_day(context: Context, start: int, end: int) -> Found | None:
    """*esta mañana*, *mañana* (the next day), *pasado mañana*, *la noche del sábado*."""
    plain, word = context.plain, context.plain[start:end]
    if (clock := _hour_in_words(context, start, end)) is not None:
        return clock
    before = plain[max(0, start - 14) : start]
    if match := re.search(r"\b(?:en\s+)?(?:esta|este)\s+(?:misma\s+|mismo\s+)?$", before):
        begin = start - len(match[0])
        if context.published is None:
            return Found(begin, end, Value(f"XXXX-XX-XX{PARTS[word]}"), "part_of_day", True)
        value = timex.day(context.published)
        return Found(
            begin, end, replace(value, value=f"{value.value}{PARTS[word]}"), "part_of_day", True
        )
    of = re.compile(
        r"\s+(?:de\s+(?P<day>hoy|ayer|anteayer)|del?\s+(?:el\s+)?(?P<which>pasado\s+|"
        r"ultimo\s+|proximo\s+)?(?P<weekday>lunes|martes|miercoles|jueves|viernes|sabado|"
        r"domingo))\b"
    ).match(plain, end)
    if of is not None and re.search(r"\bla\s+$|\bel\s+$", before):
        begin = start - 3
        if of["day"]:
            found = day(context, of.start("day"), of.end("day"))
        else:
            found = weekday(context, of.start("weekday"), of.end("weekday"))
        if found is not None and found.value.type == "DATE" and "T" not in found.value.value:
            value = replace(found.value, value=f"{found.value.value}{PARTS[word]}")
            return Found(begin, max(found.end, of.end()), value, "part_of_day", True)
    if word != "mañana":
        return _generic_part(context, start, end)
    if plain[max(0, start - 4) : start] in (" la ", "la ", "\nla "):
        return _generic_part(context, start, end)
    if re.search(r"\b(?:la|las|de|una|cada|por|primera|hora)\s+$", before) and not re.search(
        r"\b(?:pasado|a partir de|desde|de)\s+$", before
    ):
        return None
    if re.search(r"\b(?:la|una|cada)\s+$", before):
        return None
    ahead = 2 if re.search(r"\bpasado\s+$", before) else 1
    begin = start - (7 if ahead == 2 else 0)
    stop = end
    if match := WEEKDAY_NEXT.match(plain, end):
        stop = match.end()
    if context.published is None:
        return Found(begin, stop, Value("XXXX-XX-XX"), "day", True)
    return Found(begin, stop, timex.day(context.published + timedelta(ahead)), "day", True)


GENERIC_PART = re.compile(
    r"(?:^|[.\n!?”\"»]\s*)(?P<open>por la|en la|al)\s+$|(?P<open2>\bdurante la)\s+$"
)


def _generic_part(context: Context, start: int, end: int) -> Found | None:
    """*Por la tarde, …*, *durante la mañana*: a part of the day of publication."""
    match = GENERIC_PART.search(context.plain[max(0, start - 16) : start])
    if match is None or context.plain[end : end + 4] == " de ":
        return None
    inner = match["open2"] and match["open2"].endswith("por la")
    if inner and context.plain[end : end + 1] != ",":
        return None
    begin = start - (7 if inner else len(match["open"] or match["open2"]) + 1)
    suffix = PARTS[context.plain[start:end]]
    day_value = context.published.isoformat() if context.published else "XXXX-XX-XX"
    value = Value(f"{day_value}{suffix}", context.published, context.published)
    return Found(begin, end, value, "part_of_day", True)
