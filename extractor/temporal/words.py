"""The words of time: months, weekdays, units, days by name, parts of the day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extractor.lexicon import read_language
from extractor.quantities.amounts import plain_text

UNITS = {
    "segundo": "second", "minuto": "minute", "hora": "hour", "dia": "day", "semana": "week",
    "quincena": "fortnight", "mes": "month", "bimestre": "bimester", "trimestre": "quarter",
    "semestre": "semester", "año": "year", "lustro": "year", "decada": "decade",
    "jornada": "day", "fin": "weekend",
}  # fmt: skip
DAYS = {
    "hoy": 0, "ayer": -1, "mañana": 1, "anteayer": -2, "antier": -2, "anoche": -1, "anteanoche": -2,
    "pasado": 2,
}  # fmt: skip
PARTS = {"mañana": "TMO", "mediodia": "TMI", "tarde": "TAF", "noche": "TNI", "madrugada": "TMO"}
SEASONS = {"primavera": "SP", "verano": "SU", "otoño": "FA", "invierno": "WI"}


FREQUENCIES = {
    "diariamente": "P1D", "semanalmente": "P1W", "mensualmente": "P1M", "anualmente": "P1Y",
    "trimestralmente": "P3M", "anual": "P1Y", "anuales": "P1Y", "mensual": "P1M",
    "mensuales": "P1M", "semanal": "P1W", "semanales": "P1W", "diarios": "P1D", "diarias": "P1D",
    "trimestral": "P3M", "trimestrales": "P3M", "semestral": "P6M", "semestrales": "P6M",
    "bimensual": "P2M", "bimensuales": "P2M", "quincenal": "P2W", "bienal": "P2Y",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`kinds[word]` says which reader a word calls; words are folded, without final stop."""

    kinds: dict[str, str]
    months: dict[str, int]
    weekdays: dict[str, int]
    month: str
    weekday: str
    references: dict[str, str]
    reference_pattern: re.Pattern[str]
    holidays: dict[str, list[tuple[str, str, str]]]
    holiday_pattern: re.Pattern[str]


@cache
def vocabulary() -> Vocabulary:
    """The words of the lexicons, read once."""
    months = {
        plain_text(form).rstrip("."): int(row["month"])
        for row in read_language("months.csv")
        for form in row.many("forms")
        if len(form.rstrip(".")) > 2
    }
    weekdays = {
        plain_text(form).rstrip("."): int(row["weekday"])
        for row in read_language("weekdays.csv")
        for form in row.many("forms")
        if len(form.rstrip(".")) > 4
    }
    kinds: dict[str, str] = dict.fromkeys(months, "month")
    kinds |= dict.fromkeys(weekdays, "weekday")
    for word in UNITS:
        kinds[word] = kinds[word + ("es" if word == "mes" else "s")] = "unit"
    kinds["meses"] = "unit"
    kinds |= dict.fromkeys(("hoy", "ayer", "anteayer", "antier", "anoche", "anteanoche"), "day")
    kinds |= dict.fromkeys(PARTS, "part")
    kinds["siglo"] = kinds["siglos"] = "century"
    kinds |= dict.fromkeys(SEASONS, "season")
    references = {
        plain_text(row["phrase"]): row["value"] for row in read_language("time_references.csv")
    }
    kinds |= dict.fromkeys(FREQUENCIES, "frequency")
    holidays: dict[str, list[tuple[str, str, str]]] = {}
    for row in read_language("holidays.csv"):
        for name in (row["name"], *row.many("aliases")):
            entry = (row["country"], row["month_day"], row["rule"])
            holidays.setdefault(" ".join(plain_text(name).split()), []).append(entry)
    return Vocabulary(
        kinds,
        months,
        weekdays,
        _alternation(months),
        _alternation(weekdays),
        references,
        _phrases(references),
        holidays,
        _phrases(holidays),
    )


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    """Whole phrases, the longest first, over any white space."""
    ordered = sorted(phrases, key=lambda p: (-len(p), p))
    return re.compile(
        r"\b(?:" + "|".join(r"\s+".join(map(re.escape, p.split())) for p in ordered) + r")\b"
    )


def _alternation(words: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
