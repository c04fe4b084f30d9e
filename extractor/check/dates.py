"""Dates that cannot be, or that do not agree with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from extractor.check.findings import ERROR, INFO, WARNING, Hit, Release, rule
from extractor.lexicon import fold, read_language

MONTHS = (
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|"
    "diciembre"
)
DAYS = "lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo"
NAMES = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
WEEKDAY = re.compile(
    rf"\b({DAYS}),? (?:(?:el )?d[ií]a )?(\d{{1,2}}|1[.º°]|primero) de ({MONTHS})"
    r"(?:,? (?:del? )?(?:año )?(\d{4})(?!\d))?",
    re.I,
)
DAY_RANGE = re.compile(
    rf"\b(?:del|entre el) (\d{{1,2}}) (?:al|y el) (\d{{1,2}}) de ({MONTHS})\b", re.I
)
YEAR_RANGE = re.compile(
    r"\b(?:(?:entre(?: los años)?|de|desde|del|periodo|período|años) ((?:19|20)\d\d)"
    r"(?: y | a | al | hasta |[-–])(?:el )?((?:19|20)\d\d))\b(?![-/–]|\.\d)",
    re.I,
)
TWO_MONTHS = re.compile(
    rf"\bdel (\d{{1,2}}) de ({MONTHS}) al (\d{{1,2}}) de ({MONTHS})(?: (?:del? )?(\d{{4}}))", re.I
)
IMPOSSIBLE = re.compile(rf"\b(\d{{1,2}}) de ({MONTHS})(?: (?:del? )?(\d{{4}}))?", re.I)
NUMERIC = re.compile(r"(?<![\d/-])\d{1,2}([/-])\d{1,2}\1(?:19|20)\d\d(?![\d/-])")
IN_WORDS = re.compile(rf"\b\d{{1,2}} de (?:{MONTHS}) (?:del? )(?:19|20)\d\d\b", re.I)
STAMPED = re.compile(r"(?:publi|actuali|fecha|updated|emisi[oó]n)\w*[^\n]{0,20}$", re.I)
TOLD = re.compile(r"\W+(?:se )?(\w{2,}ó|\w{2,}(?:aron|ieron)|fue|fueron|tuvo lugar|hubo)\b")
LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@cache
def _months() -> dict[str, int]:
    """Form of a month's name, folded, to its number."""
    return {
        fold(form): int(row["month"])
        for row in read_language("months.csv")
        for form in row.many("forms")
    }


def _month(name: str) -> int:
    return _months()[fold(name)]


def _day(text: str) -> int:
    return int(text) if text.isdigit() else 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@rule(
    "dates.weekday",
    ERROR,
    "El día de la semana no corresponde a la fecha",
    "Corrija el día o la fecha.",
    wrong="La feria abre el lunes 16 de mayo de 2024.",
    right="La feria abre el jueves 16 de mayo de 2024.",
)
def weekday(release: Release) -> Iterator[Hit]:
    """A weekday beside a date of another one; without a year, that of the publication."""
    published = release.record.published
    for m in WEEKDAY.finditer(release.text):
        if m[4]:
            day = _date(int(m[4]), _month(m[3]), _day(m[2]))
        elif published is not None:
            day = _near(published, _month(m[3]), _day(m[2]))
        else:
            continue
        if day is not None and fold(NAMES[day.weekday()]) != fold(m[1]):
            right = NAMES[day.weekday()]
            yield Hit(m.start(), m.end(), f"el {day.day} de {m[3]} de {day.year} es {right}")


def _near(published: date, month: int, day: int) -> date | None:
    """The date of this day and month less than five months away, the only one that is meant."""
    for year in (published.year, published.year - 1, published.year + 1):
        found = _date(year, month, day)
        if found is not None and abs((found - published).days) < 150:
            return found
    return None


@rule(
    "dates.impossible",
    ERROR,
    "Fecha que no existe",
    "Corrija la fecha.",
    wrong="El plazo vence el 31 de abril.",
    right="El plazo vence el 30 de abril.",
)
def impossible(release: Release) -> Iterator[Hit]:
    """A day that its month does not have."""
    for m in IMPOSSIBLE.finditer(release.text):
        day, month = int(m[1]), _month(m[2])
        possible = 1 <= day <= LENGTHS[month - 1]
        if not possible or (m[3] and _date(int(m[3]), month, day) is None):
            yield Hit(m.start(), m.end(), f"el {day} de {m[2]} no existe")


@rule(
    "dates.backwards",
    ERROR,
    "Periodo al revés",
    "Ponga primero la fecha anterior.",
    wrong="La feria será del 25 al 20 de mayo.",
    right="La feria será del 20 al 25 de mayo.",
)
def backwards(release: Release) -> Iterator[Hit]:
    """A range of days or years whose end comes before its start."""
    text = release.text
    for m in DAY_RANGE.finditer(text):
        if int(m[1]) > int(m[2]):
            yield Hit(m.start(), m.end(), "el periodo termina antes de empezar")
    for m in YEAR_RANGE.finditer(text):
        if int(m[1]) > int(m[2]):
            yield Hit(m.start(), m.end(), "el periodo termina antes de empezar")
    for m in TWO_MONTHS.finditer(text):
        first, last = (_month(m[2]), int(m[1])), (_month(m[4]), int(m[3]))
        if first > last:
            yield Hit(m.start(), m.end(), "el periodo termina antes de empezar")


@rule(
    "dates.future_told_as_past",
    WARNING,
    "Fecha posterior contada en pasado",
    "Compruebe la fecha o el tiempo del verbo.",
    wrong="Lima, 3 de mayo de 2024.- El 20 de mayo de 2024 se inauguró el puente.",
    right="Lima, 3 de mayo de 2024.- El 20 de mayo de 2024 se inaugurará el puente.",
)
def future_told_as_past(release: Release) -> Iterator[Hit]:
    """A full date after publication with a verb in the past right behind it."""
    published = release.record.published
    if published is None:
        return
    for m in IMPOSSIBLE.finditer(release.text):
        if not m[3]:
            continue
        day = _date(int(m[3]), _month(m[2]), int(m[1]))
        told = TOLD.match(release.text, m.end())
        if day is not None and day > published and told is not None:
            yield Hit(m.start(), told.end(), f"el {day:%d/%m/%Y} es posterior a la publicación")


@rule(
    "dates.formats",
    INFO,
    "Fechas en dos formatos",
    "Escriba todas las fechas de la misma manera.",
    wrong="Empezó el 3 de mayo de 2023 y acabó el 12/06/2024.",
    right="Empezó el 3 de mayo de 2023 y acabó el 12 de junio de 2024.",
)
def formats(release: Release) -> Iterator[Hit]:
    """A date in figures where others are in words; publication stamps do not count."""
    if IN_WORDS.search(release.text) is None:
        return
    for m in NUMERIC.finditer(release.text):
        start, end = release.line_at(m.start())
        stamped = STAMPED.search(release.text[start : m.start()])
        if not stamped and re.search(r"[.;:]\s|[.;]$", release.text[m.end() : end + 1]):
            yield Hit(m.start(), m.end(), "las otras fechas llevan el mes en letras")
            return
