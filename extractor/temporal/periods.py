"""Units of time: *este año*, *la semana pasada*, *hace dos años*, *seis meses*, *cada mes*."""

from __future__ import annotations

import re
from datetime import timedelta

from extractor.spanish import NUMBER_WORDS, ordinal, read_digits, read_words
from extractor.temporal import timex
from extractor.temporal.absolute import month_near
from extractor.temporal.direction import LAST, NEXT, THIS, WHICH, direction
from extractor.temporal.found import Context, Found
from extractor.temporal.timex import Value
from extractor.temporal.words import FREQUENCIES, SEASONS, UNITS

ORDINAL = (
    r"primero|primer|primera|segundo|segunda|tercero|tercer|tercera|cuarto|cuarta|quinto|sexto|"
    r"ultimo|1er|2do|3er|4to|[1-4][.°º]+"
)
LEFT = 48
NUMBER = (
    rf"(?P<number>\d[\d.,]*|{NUMBER_WORDS}|algunos|algunas|varios|varias|pocos|pocas|unos|"
    rf"unas|medio|media)"
)
BEFORE_UNIT = re.compile(
    rf"(?:(?P<ago>hace)\s+(?:(?:mas|menos)\s+de\s+|unos\s+|casi\s+|cerca\s+de\s+)?)?"
    rf"(?:(?:el|la|los|las|al|del)\s+)?(?:(?P<order>{ORDINAL})\s+)?"
    rf"(?:{WHICH}\s+)?(?:{NUMBER}\s+)?(?:(?P<which2>{NEXT}|{LAST})\s+)?$"
)
AFTER_UNIT = re.compile(
    rf"\s+(?P<which>{NEXT}|{LAST}|en\s+curso|que\s+viene|que\s+paso|fiscal|escolar|academico|"
    rf"{THIS})\b"
)
AGO_AFTER = re.compile(r"\s+(?P<what>atras|despues|antes|mas\s+tarde)\b")
OF_YEAR = re.compile(
    r"\s+(?:(?:de|del)\s+)?(?:(?:este|presente|corriente|actual|"
    r"el)\s+)?(?:(?P<same>año)(?P<past>\s+(?:pasado|anterior))?(?P<coming>\s+(?:proximo|"
    r"siguiente|entrante))?\b(?!\s+\d)|(?:año\s+)?(?P<year>(?:19|20)\d\d)\b)"
)
LAST_OF_YEAR = {"quarter": 4, "semester": 2, "bimester": 6}
PART_OF = (
    r"(?:(?:a|al|para|hacia)\s+)?(?:fines|finales|mediados|inicios|comienzos|principios|"
    r"cierre|final|inicio)\s+(?:de\s+|del\s+)$"
)
SO_FAR = re.compile(
    r"(?:en\s+)?(?:lo\s+que\s+va|lo\s+corrido|el\s+transcurso|lo\s+que\s+resta)\s+(?:del?\s+)"
    r"(?:este\s+|esta\s+|presente\s+|el\s+)*$"
)
IN_ALL = re.compile(r"(?:todos|todas|cada)\s+(?:los\s+|las\s+)?$")


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


SAME_LAST_YEAR = re.compile(r"\s+del\s+(?:año\s+(?:pasado|anterior|previo)|pasado\s+año)\b")


def _same_period(context: Context, begin: int, start: int, end: int, name: str) -> Found | None:
    """*el mismo trimestre del año anterior*, *al cierre del trimestre*: the period reported on.

    A period is reported on when it is over: in April, the first quarter.
    """
    plain = context.plain
    if context.published is None:
        return None
    reported = context.published - timedelta(60 if name == "quarter" else 120)
    value = timex.shift(reported, 0, name)
    last = SAME_LAST_YEAR.match(plain, end)
    if last is not None and value.start is not None:
        value = timex.shift(value.start.replace(year=value.start.year - 1), 0, name)
        return Found(begin, last.end(), value, "unit", True)
    part = re.search(PART_OF, plain[max(0, start - 24) : start])
    if part is not None:
        return Found(start - len(part[0]), end, value, "unit", True)
    return None


def _week_of_month(context: Context, begin: int, start: int, end: int, order: str) -> Found | None:
    """*la última semana de octubre* is its ISO week, *la primera quincena de mayo* its half."""
    match = re.compile(
        rf"\s+(?:de|del)\s+(?:mes\s+de\s+)?(?P<month>{context.words.month})\b(?:\s+(?:de|"
        rf"del)\s+(?P<year>(?:19|20)\d\d))?"
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
    """*este año*, *la semana pasada*, *el segundo semestre de 2024*, *hace dos años*."""
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
    if name in LAST_OF_YEAR and order is None and not before["number"]:
        same = _same_period(context, begin, start, end, name)
        if same is not None:
            return same
    if name in ("quarter", "semester", "bimester") and order and 1 <= order <= 6:
        found = _part_of_year(context, begin, start, end, name, order)
        if found is not None:
            return found
    after = AFTER_UNIT.match(plain, end)
    which = direction(before["which"] or before["which2"])
    stop = end
    if which is None and after and direction(after["which"]) is not None and not before["number"]:
        which, stop = direction(after["which"]), after.end()
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
        if which == 1:
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
    which = direction(match["which"] or (before["which"] if before else None))
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
    which = direction(before["which"] if before else after["which"] if after else None)
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
