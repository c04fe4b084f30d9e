"""Expressions that need the day of publication: *ayer*, *el próximo lunes*, *la semana pasada*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from extractor.spanish import NUMBER_WORDS, ordinal, read_digits, read_words
from extractor.temporal import timex
from extractor.temporal.absolute import month_near
from extractor.temporal.found import Context, Found, is_present
from extractor.temporal.timex import Value
from extractor.temporal.words import DAYS, FREQUENCIES, PARTS, SEASONS, UNITS

NEXT = "proximo|proxima|proximos|proximas|entrante|siguiente|siguientes|venidero|venidera|venideros"
LAST = (
    "ultimo|ultima|ultimos|ultimas|pasado|pasada|pasados|pasadas|anterior|anteriores|previo|previa"
)
THIS = "este|esta|estos|estas|presente|corriente|actual|mismo|misma"
WHICH = rf"(?P<which>{NEXT}|{LAST}|{THIS})"
ORDINAL = (
    r"primero|primer|primera|segundo|segunda|tercero|tercer|tercera|cuarto|cuarta|quinto|sexto|"
    r"ultimo|1er|2do|3er|4to|[1-4][.°º]+"
)
LEFT = 48
NUMBER = rf"(?P<number>\d[\d.,]*|{NUMBER_WORDS}|algunos|algunas|varios|varias|pocos|pocas|unos|unas|medio|media)"
BEFORE_UNIT = re.compile(
    rf"(?:(?P<ago>hace)\s+(?:(?:mas|menos)\s+de\s+|unos\s+|casi\s+|cerca\s+de\s+)?)?"
    rf"(?:(?:el|la|los|las|al|del)\s+)?(?:(?P<order>{ORDINAL})\s+)?"
    rf"(?:{WHICH}\s+)?(?:{NUMBER}\s+)?(?:(?P<which2>{NEXT}|{LAST})\s+)?$"
)
AFTER_UNIT = re.compile(
    rf"\s+(?P<which>{NEXT}|{LAST}|en\s+curso|que\s+viene|que\s+paso|fiscal|escolar|academico|{THIS})\b"
)
AGO_AFTER = re.compile(r"\s+(?P<what>atras|despues|antes|mas\s+tarde)\b")
OF_YEAR = re.compile(
    rf"\s+(?:(?:de|del)\s+)?(?:(?:este|presente|corriente|actual|el)\s+)?(?:(?P<same>año)(?P<past>\s+(?:pasado|anterior))?(?P<coming>\s+(?:proximo|siguiente|entrante))?\b(?!\s+\d)|(?:año\s+)?(?P<year>(?:19|20)\d\d)\b)"
)
LAST_OF_YEAR = {"quarter": 4, "semester": 2, "bimester": 6}
PART_OF = r"(?:(?:a|al|para|hacia)\s+)?(?:fines|finales|mediados|inicios|comienzos|principios|cierre|final|inicio)\s+(?:de\s+|del\s+)$"
SO_FAR = re.compile(
    r"(?:en\s+)?(?:lo\s+que\s+va|lo\s+corrido|el\s+transcurso|lo\s+que\s+resta)\s+(?:del?\s+)"
    r"(?:este\s+|esta\s+|presente\s+|el\s+)*$"
)
IN_ALL = re.compile(r"(?:todos|todas|cada)\s+(?:los\s+|las\s+)?$")


def _direction(which: str | None) -> int | None:
    if which is None:
        return None
    which = " ".join(which.split())
    if which in NEXT.split("|") or which == "que viene":
        return 1
    if which in LAST.split("|") or which == "que paso":
        return -1
    if which in THIS.split("|") or which == "en curso":
        return 0
    return None


def _read(text: str) -> float | None:
    value = read_digits(text, None) if text[0].isdigit() else read_words(text)
    return float(value) if value is not None else None


PER = re.compile(r"\b(?:al|por|a\s+la)\s+$")


def set_of(context: Context, start: int, end: int) -> Found | None:
    """*cada año*, *todos los días*, *cada dos semanas*."""
    plain = context.plain
    unit = _unit(plain[start:end])
    before = plain[max(0, start - 26) : start]
    match = re.search(
        rf"(?P<all>cada|todos los|todas las)\s+(?:(?P<n>\d+|{NUMBER_WORDS})\s+)?$", before
    )
    if unit is None or unit == "weekend":
        return None
    per = PER.search(before)
    if per is not None and plain[start:end] in ("año", "mes", "dia", "semana", "hora"):
        if re.compile(r"\s+(?:siguiente|anterior|\d)").match(plain, end):
            return None
        return Found(
            start - len(per[0]), end, Value(timex.duration(1, unit).value, type="SET"), "set"
        )
    if match is None:
        return None
    number = _read(match["n"]) if match["n"] else 1
    value = timex.duration(number, unit)
    return Found(start - len(match[0]), end, Value(value.value, type="SET"), "set")


def _unit(word: str) -> str | None:
    for form in (word, word[:-1], word[:-2]):
        if form in UNITS:
            return UNITS[form]
    return None


DAY_OF_MONTH = re.compile(
    r"\s+(?P<day>[0-3]?\d)\b(?!\s*(?:de\s+(?!este|ese|mes)[a-z]|[:%/]|\.\d))"
    r"(?:\s+(?:de|del)\s+(?:este|presente|mismo|actual|corriente)(?:\s+mes)?)?"
)


def _week_of_month(context: Context, begin: int, start: int, end: int, order: str) -> Found | None:
    """*la última semana de octubre* is its ISO week, *la primera quincena de mayo* its half."""
    match = re.compile(
        rf"\s+(?:de|del)\s+(?:mes\s+de\s+)?(?P<month>{context.words.month})\b(?:\s+(?:de|del)\s+(?P<year>(?:19|20)\d\d))?"
    ).match(context.plain, end)
    if match is None:
        return None
    number = context.words.months[match["month"]]
    if match["year"]:
        month = timex.month(int(match["year"]), number)
    elif context.published is not None:
        month = month_near(context, number, None, begin, match.end())
    else:
        return None
    assert month.start is not None
    assert month.end is not None
    nth = 5 if order.startswith("ultim") else ordinal(order)
    if nth is None or nth > 5:
        return None
    if context.plain[start:end] == "quincena":
        middle = month.start + timedelta(14)
        halves = (month.start, middle) if nth == 1 else (middle + timedelta(1), month.end)
        value = timex.span(timex.day(halves[0]), timex.day(halves[1]))
    else:
        inside = month.end - timedelta(3) if nth == 5 else month.start + timedelta(7 * nth - 4)
        value = timex.week(inside)
    return Found(begin, match.end(), value, "week_of_month", match["year"] is None)


def _numbered_day(context: Context, start: int, end: int) -> Found | None:
    """*el día 13*, *el día 21 de este mes*: of the nearest month that the verb allows."""
    match = DAY_OF_MONTH.match(context.plain, end)
    before = re.search(
        r"\b(?:el|al|del|este)\s+(?:pasado\s+|proximo\s+)?$",
        context.plain[max(0, start - 16) : start],
    )
    if match is None or before is None or not 1 <= int(match["day"]) <= 31:
        return None
    begin = start - len(before[0])
    anchor = context.published
    if anchor is None:
        return Found(begin, match.end(), Value(f"XXXX-XX-{int(match['day']):02}"), "absolute", True)
    tense = context.tense(begin, match.end()) or (-1 if "pasado" in before[0] else 0)
    days = []
    for months in (-1, 0, 1):
        first = timex.month(anchor.year, anchor.month + months).start
        try:
            days.append(first.replace(day=int(match["day"])) if first else anchor)
        except ValueError:
            continue
    fitting = [d for d in days if not tense or (d <= anchor if tense < 0 else d >= anchor)] or days
    when = min(fitting, key=lambda d: abs((d - anchor).days))
    return Found(begin, match.end(), timex.day(when), "absolute", True)


def unit(context: Context, start: int, end: int) -> Found | None:
    """*este año*, *la semana pasada*, *el segundo semestre de 2024*, *hace dos años*, *seis meses*."""
    plain = context.plain
    name = _unit(plain[start:end])
    if name is None:
        return None
    base = max(0, start - LEFT)
    before = BEFORE_UNIT.search(plain[base:start])
    begin = base + before.start() if before else start
    if name == "day" and (numbered := _numbered_day(context, start, end)) is not None:
        return numbered
    if name == "weekend":
        return _weekend(context, start, end)
    so_far = SO_FAR.search(plain[base:start])
    if so_far is not None and name in ("year", "month", "week", "semester", "quarter"):
        explicit = re.compile(r"\s+(?P<year>(?:19|20)\d\d)\b").match(plain, end)
        if explicit and name == "year":
            return Found(
                base + so_far.start(), explicit.end(), timex.year(int(explicit["year"])), "so_far"
            )
        return _shifted(context, base + so_far.start(), end, 0, name, "so_far")
    if before is None:
        return None
    order = ordinal(before["order"]) if before["order"] else None
    if "ultimo" in (before["order"], before["which"]) and name in LAST_OF_YEAR:
        # "el último trimestre del año" is the fourth, "el último trimestre" the one before.
        order = LAST_OF_YEAR[name] if OF_YEAR.match(plain, end) else None
        if order is None and context.tense(begin, end) > 0:
            order = LAST_OF_YEAR[name]
        if order is None:
            return _shifted(context, begin, end, -1, name, "unit")
    if name in ("quarter", "semester", "bimester") and order and 1 <= order <= 6:
        found = _part_of_year(context, begin, start, end, name, order)
        if found is not None:
            return found
    after = AFTER_UNIT.match(plain, end)
    which = _direction(before["which"] or before["which2"])
    stop = end
    if which is None and after and _direction(after["which"]) is not None and not before["number"]:
        which, stop = _direction(after["which"]), after.end()
    if before["ago"]:
        if re.search(r"\bdesde\s+$", plain[max(0, begin - 8) : begin]) and before["number"]:
            return _numbered(context, begin, start, end, before, name, None)
        return _ago(context, begin, end, before["number"], name, -1)
    placed = before["order"] or before["which"]
    if name in ("week", "fortnight") and placed and not before["number"]:
        found = _week_of_month(context, begin, start, end, placed)
        if found is not None:
            return found
    if before["number"] is None and which is None:
        return None
    if name == "week" and re.compile(rf"\s+de\s+(?:{context.words.month})\b").match(plain, end):
        return None  # "la última semana de octubre": the month says when
    if before["number"]:
        return _numbered(context, begin, start, end, before, name, which)
    if (
        plain[start:end].endswith("s") and plain[start:end] != "mes"
    ):  # "los últimos años", "los próximos días"
        if name == "day" and which == 1:
            return Found(begin, stop, Value("FUTURE_REF"), "vague", True)
        return Found(begin, stop, timex.duration(None, name), "vague", True)
    return _shifted(context, _with_part(plain, begin), stop, which or 0, name, "unit")


def _with_part(plain: str, begin: int) -> int:
    base = max(0, begin - 24)
    match = re.search(PART_OF, plain[base:begin])
    return base + match.start() if match else begin


def _shifted(context: Context, begin: int, end: int, number: int, name: str, rule: str) -> Found:
    if context.published is None:
        letters = {"year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX", "day": "XXXX-XX-XX"}
        return Found(begin, end, Value(letters.get(name, "XXXX")), rule, True)
    if name == "day":
        return Found(begin, end, timex.day(context.published + timedelta(number)), rule, True)
    return Found(begin, end, timex.shift(context.published, number, name), rule, True)


def _numbered(
    context: Context,
    begin: int,
    start: int,
    end: int,
    before: re.Match[str],
    name: str,
    which: int | None,
) -> Found | None:
    plain = context.plain
    text = before["number"]
    number = _read(text) if text[0].isdigit() or read_words(text) is not None else None
    vague = text in ("algunos", "algunas", "varios", "varias", "pocos", "pocas", "unos", "unas")
    if number is None and not vague and text not in ("medio", "media"):
        return None
    if text in ("medio", "media"):
        number = 0.5
    first = begin + (len(before[0]) - len(before[0].lstrip()))
    where = start - len(before[0]) + before.start("number") - before.start()
    after = AGO_AFTER.match(plain, end)
    if after is not None and after["what"] == "atras":
        return _ago(context, where, after.end(), text, name, -1)
    if name == "hour" and re.fullmatch(r"\d{1,2}[.:][0-5]\d", text):
        return None  # "22.30 horas": the clock
    stop = end
    if (more := re.compile(r"\s+y\s+medi[oa]\b").match(plain, end)) and number is not None:
        number, stop = number + 0.5, more.end()
    value = timex.duration(number, name)
    return Found(where if which is None else first, stop, value, "duration")


def _ago(
    context: Context, begin: int, end: int, text: str | None, name: str, sign: int
) -> Found | None:
    number = _read(text) if text and (text[0].isdigit() or read_words(text) is not None) else None
    if number is None or context.published is None or name in ("hour", "minute", "second"):
        if number is not None and name in ("hour", "minute", "second"):
            return Found(begin, end, Value("PAST_REF"), "ago", True)
        return Found(begin, end, timex.duration(number, name), "ago", True)
    value = timex.shift(context.published, sign * int(number), name)
    if name == "day":
        value = timex.day(context.published + timedelta(sign * int(number)))
    return Found(begin, end, value, "ago", True)


def _part_of_year(
    context: Context, begin: int, start: int, end: int, name: str, order: int
) -> Found | None:
    plain = context.plain
    of = OF_YEAR.match(plain, end)
    anchor = context.published
    if of is not None and of["year"]:
        number: int | None = int(of["year"])
    elif anchor is not None:
        number = anchor.year
        if of is not None and of["past"]:
            number -= 1
        elif of is not None and of["coming"]:
            number += 1
    else:
        number = None
    stop = of.end() if of else end
    if number is None:
        return Found(
            begin,
            stop,
            Value(f"XXXX-{'Q' if name == 'quarter' else 'H'}{order}"),
            "part_of_year",
            True,
        )
    if name == "quarter" and order <= 4:
        value = timex.quarter(number, order)
    elif name == "semester" and order <= 2:
        value = timex.half(number, order)
    elif name == "bimester":
        value = timex.span(timex.month(number, 2 * order - 1), timex.month(number, 2 * order))
    else:
        return None
    return Found(
        _with_part(plain, begin), stop, value, "part_of_year", of is None or not of["year"]
    )


END_OF = re.compile(r"\s+de(?:l)?\s+(?P<unit>año|mes|semestre|trimestre)\b(?!\s+\d)")
WEEKEND = re.compile(
    r"\s+de\s+semana(?:\s+(?P<which>pasado|proximo|anterior|siguiente|que\s+viene))?"
)


def _weekend(context: Context, start: int, end: int) -> Found | None:
    if (last := END_OF.match(context.plain, end)) is not None:
        return _shifted(context, start, last.end(), 0, UNITS[last["unit"]], "end_of")
    match = WEEKEND.match(context.plain, end)
    if match is None:
        return None
    before = re.search(
        r"(?P<which>este|proximo|ultimo|pasado)\s+$", context.plain[max(0, start - 12) : start]
    )
    which = _direction(match["which"] or (before["which"] if before else None))
    if which is None:
        if not re.search(
            r"\b(?:el|del|al|ese|aquel)\s+$", context.plain[max(0, start - 7) : start]
        ):
            return None
        which = -1 if context.tense(start, match.end()) < 0 else 0
    begin = start - (len(before[0]) if before else 0)
    if context.published is None:
        return Found(begin, match.end(), Value("XXXX-WXX-WE"), "weekend", True)
    return Found(
        begin,
        match.end(),
        timex.week(context.published + timedelta(7 * which), True),
        "weekend",
        True,
    )


WEEKDAY_BEFORE = re.compile(
    rf"(?:(?:el|al|del|los|las|desde|hasta)\s+)?(?:(?:dia\s+)?(?P<which>{NEXT}|{LAST}|este)\s+)?(?P<name>hoy|ayer|mañana|cada|todos\s+los)?[ ]*,?[ \n]?$"
)
WEEKDAY_AFTER = re.compile(
    rf"(?:\s*,?\s+(?P<day>[0-3]?\d)\b(?!\s*(?:de\s+[a-z]|[:h.]\d|%|[a-z]+s\b)))?(?:\s+(?P<which>{LAST}|{NEXT}|que\s+viene)\b)?(?:\s+(?:en|por)\s+la\s+(?P<part>mañana|tarde|noche|madrugada)\b)?"
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
    direction = _direction(which)
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
        direction = context.tense(begin, stop)
        near = timex.weekday(anchor, number, 0)
        when = (
            anchor
            if number == anchor.isoweekday()
            else (timex.weekday(anchor, number, direction) if direction else near)
        )
    elif direction:
        when = timex.weekday(anchor, number, direction)
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
WEEKDAY_NEXT = re.compile(
    r"\s*,?\s+(?P<weekday>lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b(?:\s+\d{1,2}\b(?!\s*[:%]))?"
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
    if word == "hoy" and stop == end and begin == start and is_present(context, start, end):
        if not re.search(r"\b(?:desde|hasta|a partir de)\s+$", plain[max(0, start - 14) : start]):
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
    rf"(?:(?:a|desde|hasta|de)\s+)?las?\s+(?P<hour>{'|'.join(HOUR_WORDS)})(?:\s+y\s+(?P<more>media|cuarto))?"
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
        r"\s+(?:de\s+(?P<day>hoy|ayer|anteayer)|del?\s+(?:el\s+)?(?P<which>pasado\s+|ultimo\s+|proximo\s+)?(?P<weekday>lunes|martes|miercoles|jueves|viernes|sabado|domingo))\b"
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
    if plain[start - 3 : start] == "la ":
        return _generic_part(context, start, end)
    if re.search(r"\b(?:la|las|de|una|cada|por|primera|hora)\s+$", before) and not re.search(
        r"\b(?:pasado|a partir de|desde|de)\s+$", before
    ):
        return None
    if re.search(r"\bla\s+$|\buna\s+$|\bcada\s+$", before):
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


def season(context: Context, start: int, end: int) -> Found | None:
    """*el verano de 2023*, *este invierno*."""
    plain, word = context.plain, context.plain[start:end]
    code = SEASONS[word]
    if match := re.compile(r"\s+(?:de\s+|del\s+)(?:año\s+)?(?P<year>(?:19|20)\d\d)\b").match(
        plain, end
    ):
        return Found(start, match.end(), Value(f"{match['year']}-{code}"), "season")
    before = re.search(
        r"\b(?P<which>este|proximo|pasado|ultimo)\s+$", plain[max(0, start - 10) : start]
    )
    after = re.compile(r"\s+(?P<which>pasado|proximo)\b").match(plain, end)
    which = _direction(before["which"] if before else after["which"] if after else None)
    if which is None:
        return None
    begin = start - (len(before[0]) if before else 0)
    stop = after.end() if after else end
    number = (
        str(context.published.year + (which if after or which else 0))
        if context.published
        else "XXXX"
    )
    return Found(begin, stop, Value(f"{number}-{code}"), "season", True)


def frequency(context: Context, start: int, end: int) -> Found | None:
    """*diariamente*, *anualmente*."""
    return Found(start, end, Value(FREQUENCIES[context.plain[start:end]], type="SET"), "set")


def references(context: Context) -> Iterator[Found]:
    """*actualmente*, *en los próximos días*, *hasta el momento*: present, past or future, no more."""
    for match in context.words.reference_pattern.finditer(context.plain):
        yield Found(
            match.start(),
            match.end(),
            Value(context.words.references[" ".join(match[0].split())]),
            "reference",
            True,
        )


def holidays(context: Context) -> Iterator[Found]:
    """*Semana Santa*, *Fiestas Patrias*: by date or by rule, for the country of the document."""
    anchor = context.published
    for match in context.words.holiday_pattern.finditer(context.plain):
        name = " ".join(match[0].split())
        entries = context.words.holidays[name]
        entry = next((e for e in entries if e[0] == context.country), None)
        entry = entry or next((e for e in entries if not e[0]), None)
        if entry is None and len({e[1:] for e in entries}) == 1:
            entry = entries[0]
        if entry is None or not context.text[match.start()].isupper() and "navidad" not in name:
            continue
        explicit = re.compile(r"\s+(?:de\s+|del\s+)?(?P<year>(?:19|20)\d\d)\b").match(
            context.plain, match.end()
        )
        number = int(explicit["year"]) if explicit else anchor.year if anchor else None
        if number is None:
            continue
        value = _feast(entry[1], entry[2], number)
        if value is not None:
            yield Found(
                match.start(),
                explicit.end() if explicit else match.end(),
                value,
                "holiday",
                explicit is None,
            )


def _feast(fixed: str, rule: str, number: int) -> Value | None:
    text = fixed or rule
    days = [_feast_day(part, number) for part in text.split("/")]
    if any(d is None for d in days):
        return None
    values = [timex.day(d) for d in days if d is not None]
    return values[0] if len(values) == 1 else timex.span(values[0], values[-1])


NTH = re.compile(r"(\d\d)-(mon|tue|wed|thu|fri|sat|sun)(-?\d)")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _feast_day(text: str, number: int) -> date | None:
    if match := re.fullmatch(r"easter([+-]\d+)", text):
        return timex.easter(number) + timedelta(int(match[1]))
    if match := NTH.fullmatch(text):
        month, weekday_number, nth = int(match[1]), WEEKDAYS.index(match[2]) + 1, int(match[3])
        first = date(number, month, 1)
        if nth > 0:
            return first + timedelta((weekday_number - first.isoweekday()) % 7 + 7 * (nth - 1))
        last = timex.month(number, month).end
        assert last is not None
        return last - timedelta((last.isoweekday() - weekday_number) % 7)
    try:
        return date.fromisoformat(f"{number}-{text}")
    except ValueError:
        return None
