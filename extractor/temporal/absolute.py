"""Dates that say their year, month or day themselves, and the clock."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, lru_cache

from extractor.spanish import read_words
from extractor.temporal import timex
from extractor.temporal.found import Context, Found
from extractor.temporal.timex import Value

YEAR = r"(?:1[5-9]|20)\d\d"
LEFT = 60
DAY_WORDS = (
    "treinta y uno|treinta|veintinueve|veintiocho|veintisiete|veintiseis|veinticinco|veinticuatro|"
    "veintitres|veintidos|veintiuno|veinte|diecinueve|dieciocho|diecisiete|dieciseis|quince|"
    "catorce|"
    "trece|doce|once|diez|nueve|ocho|siete|seis|cinco|cuatro|tres|dos|uno"
)
DAY = rf"(?:[0-3]?\d|primero|1ro|(?:{DAY_WORDS})(?=\s+de))"
AFTER_YEAR = re.compile(
    rf"\.?\s*(?:,\s*)?(?:(?:de|del)\s+)?(?:(?:el|presente|año)\s+)*(?P<year>{YEAR})\b"
    rf"(?![.,]?\d|\s*(?:mil|%))"
)
ENGLISH_DAY = re.compile(
    r"\.?\s+(?P<day>[0-3]?\d)\b(?!\s*(?:de|al?|millones|mil|%|:|\.\d|"
    r",\d))(?:\s*,?\s*(?:de[l]?\s+)?(?P<year>(?:19|20)\d\d)\b)?"
)
THIS_YEAR = re.compile(
    r"\s+(?:de|del)\s+(?:(?:este|presente|actual|corriente|mismo|"
    r"el)\s+)?(?:(?P<next>proximo)\s+|(?P<last>pasado)\s+)?año"
    r"(?P<which>\s+(?:pasado|anterior))?\b(?!\s+\d)"
)
SHORT_YEAR = re.compile(r"\s+del?\s+'?(?P<year>\d\d)(?=\s*(?:[.,;)]|$))")
MONTH_SIGN = re.compile(
    r"(?:\b(?:en|desde|hasta|durante|de|del|a partir de|para|antes de|entre|y|a|al|mes|"
    r"fines de|finales de|mediados|"
    r"inicios|comienzos|principios|cierre|pasado|proximo|ultimo|este|cada|,|;|-|–|hacia|"
    r"tras)\s+(?:el\s+)?(?:mes\s+de\s+)?)$"
)
MONTH_AFTER = re.compile(
    r"\s+(?P<which>ultimo|pasado|proximo|anterior|siguiente|entrante|venidero)\b"
)
MONTH_BEFORE = re.compile(r"(?P<which>ultimo|pasado|proximo|este|presente)\s+(?:mes\s+de\s+)?$")
PART = (
    r"(?:a\s+|al\s+)?(?:fines|finales|mediados|inicios|comienzos|principios|cierre|termino|"
    r"final|inicio|comienzo)\s+(?:del?|de\s+el)\s+(?:mes\s+de\s+)?"
)
SPACED = re.compile(
    r"(?P<y1>20\d\d) (?P<m1>[01]\d) (?P<d1>[0-3]\d)(?!\d)|"
    r"(?P<d2>[0-3]\d) (?P<m2>[01]\d) (?P<y2>20\d\d)(?!\d)"
)
NUMERIC = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<sep>[/.-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>{YEAR}|\d\d)(?![\d/.-]*\d)|"
    rf"(?P<iy>{YEAR})[-/](?P<im>\d{{1,2}})[-/](?P<id>\d{{1,2}})(?!\d)"
)
CLOCK = re.compile(
    r"(?P<h>[01]?\d|2[0-4])(?:[:.h](?P<m>[0-5]\d))?(?P<s>:[0-5]\d)?\s*"
    r"(?P<mark>a\.?\s?m\b\.?|p\.?\s?m\b\.?|m\b\.|hrs?\b\.?|horas?\b|hs\b\.?|h\b\.?|"
    r"de la (?:mañana|tarde|noche|madrugada)|del mediodia)?"
)
HOURS_BEFORE = re.compile(
    r"(?:\ba|desde|hasta|hacia|para|entre|y|antes de|despues de|de)\s+las?\s+$"
)
YEAR_SIGN = re.compile(
    r"(?:\b(?:en|de|del|desde|hasta|para|durante|al|el|año|ano|años|a|y|entre|e|-|–|/|"
    r"partir de|hacia|fines de|inicios de|"
    r"cierre de|mediados de|diciembre|respecto|contra|vs\.?|este|pasado|primavera|verano|"
    r"otoño|invierno|edicion|gestion|"
    r"campaña|ejercicio|periodo|bienio|temporada|vigencia|convocatoria|presupuesto)\s+|\()$"
)
NOT_AFTER_YEAR = re.compile(
    r"\s*(?:[%°º]|[a-zñ]{1,3}\d)|\s+(?:personas|soles|dolares|euros|pesos|millones|mil|metros|"
    r"km|kilometros|hectareas|toneladas|familias|viviendas|niños|usuarios|beneficiarios|"
    r"empleos|puestos|becas|casos|efectivos|alumnos|estudiantes|trabajadores|hogares|plazas|"
    r"vacantes)\b"
)
CODE_BEFORE = re.compile(
    r"(?:n[.°º]+\s*\S*|ley\s+\S*|decreto\s+\S*|resolucion\s+\S*|[\w/]-|s/\.?\s*|\$\s*|€\s*|[.,])$"
)


@cache
def _left_of_month(weekday: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<weekday>{weekday})\.?\s*,?\s+)?"
        rf"(?:(?<![\d/.,])(?P<first>{DAY})\s*(?P<join>al?|y|e|-|–|hasta|"
        rf",)\s*(?:el\s+)?(?:dia\s+)?(?:(?:{weekday})\s+)?)?"
        rf"(?<![\d/.,])(?P<day>{DAY})(?:\s*[.]?[°ºª])?\s*(?:,\s*)?(?:de\s+|-|/|"
        rf"del mes de\s+)?(?:mes\s+de\s+)?$"
    )


def month(context: Context, start: int, end: int) -> Found | None:
    """*30 de enero de 2023*, *ene. 30*, *del 3 al 7 de mayo*, *enero del 2023*, *en mayo*."""
    plain, words = context.plain, context.words
    number = words.months[plain[start:end]]
    base = max(0, start - LEFT)
    left = _left_of_month(words.weekday).search(plain[base:start])
    short = plain[end - 1 : end] == "." or len(plain[start:end]) <= 4
    if left is not None and _is_day(left["day"]):
        return _dated(context, number, left, base, end)
    if (
        (after := ENGLISH_DAY.match(plain, end))
        and _is_day(after["day"])
        and (short or after["year"])
    ):
        when = _date(context, after["year"], number, int(after["day"]), start, after.end())
        if when is not None:
            return Found(start, after.end(), when, "absolute", after["year"] is None)
    year = AFTER_YEAR.match(plain, end) or SHORT_YEAR.match(plain, end)
    if short and plain[start:end] != "mayo" and year is None:
        return None
    part = re.search(PART + "$", plain[base:start])
    if year is not None:
        begin = base + part.start() if part else start
        return Found(begin, year.end(), timex.month(_full(year["year"]), number), "month")
    if (this := THIS_YEAR.match(plain, end)) and context.published:
        shift = 1 if this["next"] else -1 if this["last"] or this["which"] else 0
        value = timex.month(context.published.year + shift, number)
        return Found(base + part.start() if part else start, this.end(), value, "month", True)
    return _bare_month(context, number, start, end, base, part)


def _full(text: str) -> int:
    """A year of two digits is of the last or this century: *abril del 87*."""
    number = int(text)
    return number if number > 99 else number + (1900 if number > 40 else 2000)


def _bare_month(
    context: Context, number: int, start: int, end: int, base: int, part: re.Match[str] | None
) -> Found | None:
    plain = context.plain
    capital = context.text[start].isupper()
    sign = MONTH_SIGN.search(plain[base:start])
    line = context.text[:start].rsplit("\n", 1)[-1].strip(" -•*–")
    if sign is None and part is None and not (line == "" and plain[end : end + 1] in ":,"):
        return None
    if capital and line != "" and not MONTH_BEFORE.search(plain[base:start]):
        return None
    begin = base + part.start() if part else start
    after = MONTH_AFTER.match(plain, end)
    before = MONTH_BEFORE.search(plain[base:start])
    which = after["which"] if after else before["which"] if before else None
    stop = after.end() if after else end
    if before:
        begin = base + before.start()
    value = month_near(context, number, which, begin, stop)
    return Found(begin, stop, value, "month", True, year_given=False)


def month_near(context: Context, number: int, which: str | None, start: int, end: int) -> Value:
    """The month meant: as *pasado* or *próximo* say, else the nearest that the verb allows."""
    anchor = context.published
    if anchor is None:
        return Value(f"XXXX-{number:02}")
    ahead = (number - anchor.month) % 12
    back = (anchor.month - number) % 12
    if which in ("ultimo", "pasado", "anterior"):
        months = -(back or 12)
    elif which in ("proximo", "siguiente", "entrante", "venidero"):
        months = ahead or 12
    elif which in ("este", "presente"):
        months = number - anchor.month
    else:
        tense = context.tense(start, end)
        before = context.plain[max(0, start - 16) : start]
        if re.search(r"\b(?:hasta|para|antes de|a partir de)\s+$", before) and tense >= 0:
            tense = 1
        past, future = back + (AGAINST if tense > 0 else 0), ahead + (AGAINST if tense < 0 else 0)
        months = -back if past < future else ahead
    return timex.month(anchor.year, anchor.month + months)


AGAINST = 5
"""Months that a reading must be nearer to win against the verb's tense."""


def _is_day(text: str) -> bool:
    return not text.isdigit() or 1 <= int(text) <= 31


def _day(text: str) -> int:
    if text.isdigit():
        return int(text)
    return int(read_words(text) or 1)


def _dated(context: Context, number: int, left: re.Match[str], base: int, end: int) -> Found | None:
    plain = context.plain
    year = AFTER_YEAR.match(plain, end)
    stop = year.end() if year else end
    given = year["year"] if year else None
    start = base + (left.start("weekday") if left["weekday"] else left.start("day"))
    last = _date(context, given, number, _day(left["day"]), start, stop)
    if last is None:
        return None
    if (
        left["first"]
        and _is_day(left["first"])
        and left["join"] in ("al", "a", "-", "–", "hasta", "y", "e")
    ):
        before = plain[max(0, base + left.start("first") - 12) : base + left.start("first")]
        consecutive = (
            left["day"].isdigit()
            and int(left["day"]) == _day(left["first"]) + 1
            and " el " not in plain[base + left.start("first") : base + left.start("day")]
        )  # "23 y 24 de octubre"
        between = re.search(r"\bentre\s+(?:el\s+)?$", before)
        ranged = left["join"] not in ("y", "e") or between or consecutive
        if ranged:
            first = _date(context, given, number, _day(left["first"]), start, stop)
            if first is not None and first.start and last.start:
                if first.start > last.start:
                    first = timex.day(first.start.replace(year=first.start.year - 1))
                opening = re.search(r"(?:del?|desde|entre)\s+(?:el\s+)?$", before)
                begin = base + left.start("first")
                begin -= len(opening[0]) if opening else 0
                return Found(begin, stop, timex.span(first, last), "range", given is None)
        start = base + left.start("day")
    return Found(start, stop, last, "absolute", given is None)


def _date(
    context: Context, year: str | None, number: int, day: int, start: int, end: int
) -> Value | None:
    if year is not None:
        try:
            return timex.day(date(int(year), number, day))
        except ValueError:
            return None
    if context.published is None:
        return Value(f"XXXX-{number:02}-{day:02}")
    when = timex.nearest(context.published, number, day, context.tense(start, end))
    return timex.day(when) if when else None


def numeric(context: Context, start: int, end: int) -> Found | None:
    """*30/01/2023*, *2023-01-30*; *1/30/2023* where only that reading is possible."""
    match = NUMERIC.match(context.plain, start)
    if match is None and (spaced := SPACED.match(context.plain, start)) is not None:
        year, number, day = (int(spaced[k + ("1" if spaced["y1"] else "2")]) for k in "ymd")
        try:
            return Found(start, spaced.end(), timex.day(date(year, number, day)), "numeric")
        except ValueError:
            return None
    if match is None:
        return _month_and_year(context, start) or _day_and_month(context, start)
    if context.plain[start - 1 : start] in ("/", "-", "."):
        return None
    if match["iy"]:
        parts = int(match["iy"]), int(match["im"]), int(match["id"])
    else:
        day, number, year = int(match["a"]), int(match["b"]), int(match["y"])
        if match["sep"] != "/" and len(match["y"]) == 2:
            return None
        year += (1900 if year > 50 else 2000) if year < 100 else 0
        if number > 12 >= day:
            day, number = number, day
        parts = year, number, day
    try:
        when = date(*parts)
    except ValueError:
        return None
    return Found(start, match.end(), timex.day(when), "numeric")


MONTH_YEAR = re.compile(r"(?P<m>0?[1-9]|1[0-2])[/-](?P<y>(?:19|20)\d\d)(?![\d/-])")
DAY_MONTH = re.compile(r"(?P<d>[0-3]?\d)/(?P<m>0?[1-9]|1[0-2])(?![\d/.,%])")


ODD = re.compile(r"\d{1,4}[-/. ][a-z]{3,10}[-/. ]{1,2}\d{1,4}\b|\d{4}[/.]\d{1,2}[/.][a-z]{3,10}\b")


def odd(context: Context, start: int, end: int) -> Found | None:
    """*01-ago-2019*, *2020-sep-23*: forms of forms, read by dateparser.

    dateparser knows more orders and abbreviations than are worth a grammar; it is
    given one found string, its language and order, and never the day of the run.
    """
    match = ODD.match(context.plain, start)
    if match is None:
        return None
    iso = _read_odd(match[0])
    if iso is None:
        return None
    return Found(start, match.end(), timex.day(date.fromisoformat(iso)), "odd")


@lru_cache(maxsize=4096)
def _read_odd(text: str) -> str | None:
    import dateparser

    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RELATIVE_BASE": datetime(2000, 1, 1),
        "DATE_ORDER": "DMY",
        "PARSERS": ["absolute-time"],
    }
    found = dateparser.parse(text, languages=["es"], settings=settings)
    return found.date().isoformat() if found else None


def _month_and_year(context: Context, start: int) -> Found | None:
    match = MONTH_YEAR.match(context.plain, start)
    if match is None or CODE_BEFORE.search(context.plain[max(0, start - 16) : start]):
        return None
    return Found(start, match.end(), timex.month(int(match["y"]), int(match["m"])), "numeric")


def _day_and_month(context: Context, start: int) -> Found | None:
    match = DAY_MONTH.match(context.plain, start)
    before = context.plain[max(0, start - 10) : start]
    if match is None or not re.search(r"\b(?:el|del|al|dia|proximo|pasado|hasta)\s+$", before):
        return None
    when = _date(context, None, int(match["m"]), int(match["d"]), start, match.end())
    return Found(start, match.end(), when, "numeric", True) if when else None


def clock(context: Context, start: int, end: int) -> Found | None:
    """*a las 9:00 a. m.*, *23:00 horas*, *9 de la mañana*: of the day of publication."""
    plain = context.plain
    match = CLOCK.match(plain, start)
    if match is None or plain[match.end() : match.end() + 1].isdigit():
        return None
    before = HOURS_BEFORE.search(plain[max(0, start - 24) : start])
    mark = match["mark"] or ""
    if match["m"] is None and not (mark and (before or mark[0] in "apd")):
        return None
    if match["m"] and plain[match.start("m") - 1] == "." and not (mark or before):
        return None
    if not before and mark in ("h", "h.", "horas", "hora") and match["m"] is None:
        return None
    if not (before or mark or ":" in match[0]):
        return None
    hour, minute = int(match["h"]), int(match["m"] or 0)
    if (mark.startswith("p") or "tarde" in mark or "noche" in mark) and hour < 12:
        hour += 12
    if mark.startswith("a") and hour == 12:
        hour = 0
    if hour > 24:
        return None
    stop = match.end() if mark else match.end() - (len(match[0]) - len(match[0].rstrip()))
    begin = start - len(before[0]) if before else start
    anchor = context.published
    day_value = anchor.isoformat() if anchor else "XXXX-XX-XX"
    value = Value(f"{day_value}T{hour:02}:{minute:02}", anchor, anchor, "TIME")
    return Found(begin, stop, value, "clock", True)


def year(context: Context, start: int, end: int) -> Found | None:
    """*en 2021*, *del año 2019*, *2022-2026*; a number that counts something is none."""
    plain = context.plain
    match = re.compile(rf"(?P<a>{YEAR})(?:\s?[-–/]\s?(?P<b>{YEAR}|\d\d)(?!\d))?(?!\d)").match(
        plain, start
    )
    if match is None or (
        plain[match.end() : match.end() + 2].strip()[:1] in "%/"
        and plain[match.end() : match.end() + 1] == "/"
    ):
        return None
    if re.match(r"[.,]\d|-\d|-[a-z]", plain[match.end() : match.end() + 2]):
        return None
    before = plain[max(0, start - 24) : start]
    if CODE_BEFORE.search(before) and not before.endswith("/ "):
        return None
    if NOT_AFTER_YEAR.match(plain, match.end()):
        return None
    sign = YEAR_SIGN.search(before)
    if match["b"] is None and sign is None and not _stands_alone(context, match):
        return None
    first = int(match["a"])
    if match["b"]:
        last = int(match["b"]) if len(match["b"]) == 4 else first // 100 * 100 + int(match["b"])
        if not first < last < first + 60:
            return None
        return Found(start, match.end(), timex.span(timex.year(first), timex.year(last)), "years")
    if not 1500 <= first <= 2100:
        return None
    return Found(start, match.end(), timex.year(first), "year")


def _stands_alone(context: Context, match: re.Match[str]) -> bool:
    """*Elecciones 2018.*, *Copyright 2018 Expansión*: no counted noun follows."""
    if not 1990 <= int(match["a"]) <= 2040:
        return False
    before = re.search(r"(\w+)\s+$", context.text[max(0, match.start() - 20) : match.start()])
    if before is not None and not before[1].islower():
        return False  # "Colecta Anual 2019"
    following = context.text[match.end() : match.end() + 3]
    return re.match(r"\s*(?:[.,;:)\n]|$)|\s+[A-ZÁÉÍÓÚ]", following) is not None


DECADES = {
    "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70,
    "ochenta": 80, "noventa": 90,
}  # fmt: skip
DECADE = re.compile(
    rf"\s+(?:de\s+(?:los\s+)?)?(?:años\s+)?(?P<d>{'|'.join(DECADES)}|'?\d0\b|(?:19|"
    rf"20)\d0\b)(?!\s*(?:años|mil|%|por|minutos|dias|[a-z]+s\b))"
)


def decade(context: Context, start: int, end: int) -> Found | None:
    """*los años noventa*, *la década de 1990*, *los 90*."""
    plain = context.plain
    if plain[start:end] not in ("años", "decada"):
        return None
    if plain[start:end] == "años" and not re.search(
        r"\b(?:los|de)\s+$", plain[max(0, start - 8) : start]
    ):
        return None
    match = DECADE.match(plain, end)
    if match is None:
        return None
    text = match["d"].lstrip("'")
    number = DECADES.get(text) or int(text)
    if number < 100:
        if (
            plain[start:end] == "años"
            and text.isdigit()
            and len(text) == 2
            and plain[start - 4 : start] != "los "
        ):
            return None
        number += 1900
    return Found(start, match.end(), timex.decade(number // 10 * 10), "decade")


CENTURY = re.compile(r"\s+(?P<roman>[ivx]{1,5})\b(?P<bc>\s+a\.?\s?c\.?)?")
ROMAN = {"i": 1, "v": 5, "x": 10}


def century(context: Context, start: int, end: int) -> Found | None:
    """*siglo XIX* is `18`."""
    match = CENTURY.match(context.plain, end)
    if match is None:
        return None
    total = 0
    digits = [ROMAN[c] for c in match["roman"]]
    for digit, following in zip(digits, [*digits[1:], 0], strict=True):
        total += -digit if digit < following else digit
    if not 1 <= total <= 21:
        return None
    return Found(start, match.end(), timex.century(total), "century")


__all__ = ["century", "clock", "decade", "month", "numeric", "year"]
