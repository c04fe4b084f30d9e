"""Units said only once: *63 viviendas, de las cuales 11*, *38 de los 214 medicamentos*.

Begin with `resolve_elided`: the unit is looked for after the number, in the talk of money
around it, before it, and last in another mention of the same value.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice, pairwise

from extractor.quantities.amounts import tidy
from extractor.quantities.cues import cues, has_stem
from extractor.quantities.ranges import CLAUSE_LENGTH, TO, change_before, lent
from extractor.quantities.reading import UNSURE_CURRENCY, Reading
from extractor.quantities.units import units

ELIDED = 0.85
"""Confidence of a unit that was said elsewhere."""

_FORWARD = re.compile(
    r"\s*(?:,|y|e|o|u|y/o|al?|hasta|frente al?|contra)\s*(?:(?:el|la|los|las|unos|unas|otros|otras|"
    r"casi|a|de|mas de|cerca de)\s+)*"
)
_OF_THE = re.compile(
    r"\s+(?:(?:de|entre)\s+(?:un total de\s+|cada\s+|entre\s+)?"
    r"(?:(?:l[oa]s|sus|es[oa]s|est[oa]s|un[oa]s|nuestr[oa]s)\s+)?"
    r"(?:otr[oa]s\s+)?(?:primer[oa]s\s+)?|por cada\s+)"
)
_SENTENCE = re.compile(
    r"[.!?…\n](?:(?<!\n)[\"”»)’]*\s+(?=[\"“«‘(¿¡•*–—-]*\s?[A-ZÁÉÍÓÚÑ¿¡0-9])"
    r"|(?<=\n)\s*(?=\n|[•*–—-]|[A-ZÁÉÍÓÚÑ¿¡“«\"]))"
)


def resolve_elided(plain: str, text: str, readings: list[Reading]) -> None:
    """Gives a bare number the unit that was said before or is said after it."""
    if not any(reading.kind == "bare" for reading in readings):
        return
    _from_next(plain, readings)
    if any(reading.kind == "bare" for reading in readings):
        _drop_names(readings)
        _from_change(plain, text, readings)
        currency = _main_currency(readings)
        _from_money_talk(plain, readings, currency)
        _from_before(plain, text, readings)
        _from_same_value(readings)
        if _from_size(readings, currency):
            _from_before(plain, text, readings)


def _take(reading: Reading, source: Reading) -> None:
    reading.kind, reading.unit, reading.measure = source.kind, source.unit, source.measure
    reading.currency = source.currency
    reading.elided = True
    factor = source.amount.factor
    if source.kind == "money" and reading.amount.factor == 1 and factor >= 10**6:  # 30,1 (millones)
        reading.value = tidy(reading.value * factor)
        reading.amount.factor = factor
    reading.confidence = min(reading.confidence, source.confidence, ELIDED)


def _from_next(plain: str, readings: list[Reading]) -> None:
    """*38 de los 214 medicamentos*, *de 2,100 a 5,600 hectáreas*, *742, 388 y 154 subsidios*."""
    for second, first in pairwise(reversed(readings)):
        if first.kind != "bare" or first.adjective or second.kind in ("bare", "no"):
            continue
        gap = plain[first.end : second.start]
        if len(gap) > 32:
            continue
        if _OF_THE.fullmatch(gap):
            if second.kind not in ("money", "percent"):
                _take(first, second)
        elif _FORWARD.fullmatch(gap) and not (gap.strip() == "," and second.kind == "money"):
            value = lent(first, second)
            _take(first, second)
            first.value = value


_COMPARES = re.compile(r"\s+(?:mas|menos)(?!\w)")


def _compares(plain: str, reading: Reading) -> bool:
    """*318 millones de pasajeros, 2,9 millones más que en 2019* is of the same."""
    return _COMPARES.match(plain, reading.end) is not None


_PERIODIC = re.compile(r"\s+(?:mensual|anual|diari[oa]|semanal|quincenal)(?:e?s)?(?!\w)")


def _main_currency(readings: list[Reading]) -> str | None:
    """The currency that the text states most often."""
    counts: dict[str, int] = {}
    for reading in readings:
        if reading.kind == "money" and reading.currency and not reading.elided:
            counts[reading.currency] = counts.get(reading.currency, 0) + 1
    return max(counts, key=lambda code: (counts[code], code)) if counts else None


def _from_money_talk(plain: str, readings: list[Reading], currency: str | None) -> None:
    """*invertirá 37,4 millones*: a bare sum in money talk is in the text's own currency."""
    for reading in readings:
        if reading.kind != "bare" or reading.amount.factor < 1000 or _compares(plain, reading):
            continue
        start = max(0, reading.start - CLAUSE_LENGTH)
        cut = max(
            plain.rfind(". ", start, reading.start), plain.rfind("\n\n", start, reading.start)
        )
        stems = cues().money if reading.amount.factor >= 10**6 else cues().price
        if _PERIODIC.match(plain, reading.end) or has_stem(
            plain, max(start, cut + 1), reading.start, stems
        ):
            reading.kind, reading.elided = "money", True
            reading.confidence = min(reading.confidence, UNSURE_CURRENCY)
            reading.currency = currency


_PART = re.compile(r"(?<!\w)(?:total|cuales|que|ellos|ellas|estos|estas|esos|esas|quienes)\W*$")
_PART_AFTER = re.compile(r"\s+(?:de|entre) (?:ellos|ellas|estos|estas|esos|esas)(?!\w)")
_TOTAL_OF = re.compile(
    r"\b(?:total|conjunto|universo|numero|cantidad|cifra) de (?:l[oa]s )?([^\W\d_]+s)(?!\w)"
)


def _drop_names(readings: list[Reading]) -> None:
    """*la 80*, *el 115*: a number after an article of the singular is a name."""
    for reading in readings:
        whole = reading.amount.factor == 1 and reading.value == int(reading.value)
        if reading.kind == "bare" and whole and (reading.before or [""])[-1] in ("la", "el"):
            reading.kind = "no"


_AFTER_CHANGE = re.compile(
    r"\s+(?:l[oa]s|(?:el|la) (?:numero|cantidad|total|cifra|plazo) de(?: l[oa]s)?)"
    r"\s+([a-zñ]{3,}s)(?!\w)"
)
_BEFORE_CHANGE = re.compile(
    r"(?<!\w)(?:l[oa]s|de|sus)\s+([a-zñ]{3,}s)(?:\s+[a-zñ]+s)?,?"
    r"\s+(?:(?:que|cuales|l[oa]s que|se)\s+){0,2}[a-zñ]+\s+(?:de|entre)\s+$"
)


def _from_change(plain: str, text: str, readings: list[Reading]) -> None:
    """*sube de tres a cinco los días*, *las aulas pasarán de 48 a 96*."""
    for first, second in pairwise(readings):
        if first.kind != "bare" or second.kind != "bare":
            continue
        if not TO.fullmatch(plain[first.end : second.start]) or not change_before(
            plain, first, cues().change
        ):
            continue
        match = _AFTER_CHANGE.match(plain, second.end) or _BEFORE_CHANGE.search(
            plain, max(0, first.start - CLAUSE_LENGTH), first.start
        )
        if match is None:
            continue
        measure = units()[0].get(match[1])
        for reading in (first, second):
            reading.kind = measure.kind if measure else "count"
            reading.measure, reading.unit = measure, text[match.start(1) : match.end(1)]
            reading.elided, reading.confidence = True, min(reading.confidence, ELIDED)


def _from_before(plain: str, text: str, readings: list[Reading]) -> None:
    """*63 viviendas, de las cuales 11*; the nearest unit of the sentence or the one before."""
    bounds = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text) + 1]
    begin = -1
    total: re.Match[str] | None = None
    givers: list[tuple[int, Reading]] = []
    last: Reading | None = None
    stated = -1
    """Where the last figure begins that has a unit of its own."""
    for reading in readings:
        sentence = bisect_right(bounds, reading.start)
        if reading.kind == "bare":
            if begin != bounds[sentence - 1]:
                begin = bounds[sentence - 1]
                total = _TOTAL_OF.search(plain, begin, bounds[sentence])
            if total and stated < total.end() <= reading.start:
                reading.kind, reading.elided = "count", True
                reading.unit = text[total.start(1) : total.end(1)]
                reading.confidence = min(reading.confidence, ELIDED)
            else:
                _borrow(plain, reading, sentence, givers, last)
        if reading.kind != "no":
            last = reading
        if reading.is_figure and not reading.elided:
            stated = reading.start
        if reading.is_figure and reading.kind not in _KEPT:
            givers.append((sentence, reading))


def _borrow(
    plain: str,
    reading: Reading,
    sentence: int,
    givers: list[tuple[int, Reading]],
    last: Reading | None,
) -> None:
    """The unit of the nearest giver; each stands with its sentence."""
    part = _is_part(plain, reading)
    reach = 4 if part else 1
    for its, other in islice(reversed(givers), _MOST_GIVERS):
        distance = sentence - its
        if distance > reach or (distance and plain.count("\n\n", other.start, reading.start) > 1):
            break
        near = other is last and plain[reading.start - 1] != "("
        if _can_give(other, reading, distance, part) and (near or other.kind not in _SUMS):
            _take(reading, other)
            break


_KEPT = frozenset({"duration", "age", "rank"})
"""Kinds whose unit is no other number's."""
_MOST_GIVERS = 100
"""Figures that are asked for their unit: a table of thousands may stand in one sentence."""


def _is_part(plain: str, reading: Reading) -> bool:
    before = plain[max(0, reading.start - 24) : reading.start]
    return bool(_PART.search(before) or _PART_AFTER.match(plain, reading.end))


def _can_give(other: Reading, reading: Reading, distance: int, part: bool) -> bool:
    before = reading.before or [""]
    if other.kind == "money" and part:
        smaller = reading.amount.factor > 1 and reading.value <= other.value
        return distance == 0 and (smaller or _in_millions(other, reading))
    if other.kind == "percent":
        if before[-1:] and before[-1] in ("los", "las", "cada", "otros", "otras"):
            return False
        return distance == 0 and not part and not reading.adjective and reading.amount.factor == 1
    if other.kind == "money":
        return (
            distance == 0 and not part and before[-1:] != ["cada"] and _same_scale(other, reading)
        )
    if reading.amount.factor >= 10**6 and other.value * 10 < reading.value:
        return False
    if part:
        highest = other.high if other.high is not None else other.value
        return highest >= reading.value
    if other.kind == "measure":
        return distance == 0 and not reading.adjective
    return True


def _in_millions(other: Reading, reading: Reading) -> bool:
    """*120 millones, de los que 45 corresponden a Madrid*."""
    factor = other.amount.factor
    return factor >= 10**6 and reading.amount.factor == 1 and reading.value * factor <= other.value


_SUMS = frozenset({"money", "percent"})
_LINKED = frozenset({
    "a", "al", "de", "del", "y", "o", "u", "los", "las", "hasta", "por", "en", "otros",
    "otras", "son", "desde", "entre", "unos", "casi", "solo", "que", "con",
})  # fmt: skip


def _same_scale(other: Reading, reading: Reading) -> bool:
    """Whether a bare number can be a sum after this sum, whose magnitude it may imply."""
    if reading.adjective and not other.elided:
        return False
    last = (reading.before or [""])[-1]
    whole = reading.amount.factor == 1 and reading.value == int(reading.value)
    if whole and last not in _LINKED and last[-1:] not in (",", ":", ";", "("):
        return False
    if other.amount.factor in (1, reading.amount.factor):
        return True
    return reading.amount.factor == 1 and reading.value != int(reading.value)


def _from_size(readings: list[Reading], currency: str | None) -> bool:
    """*ha aprobado 120 millones para vivienda*: millions of nothing are money."""
    sums = [r for r in readings if r.kind == "bare" and r.amount.factor >= 10**6]
    for reading in sums:
        reading.kind, reading.elided, reading.currency = "money", True, currency
        reading.confidence = min(reading.confidence, UNSURE_CURRENCY)
    return bool(sums)


def _from_same_value(readings: list[Reading]) -> None:
    """A headline's *812 mil* is the body's *812,346 turistas*: the same to three figures."""
    values = sorted(
        (other.value, i)
        for i, other in enumerate(readings)
        if other.kind in ("count", "measure") and not other.elided
    )
    for i, reading in enumerate(readings):
        if reading.kind != "bare" or reading.value < 1000:
            continue
        step = reading.amount.factor if reading.amount.factor > 1 else 1
        first = bisect_right(values, (reading.value - step, len(readings)))
        end = bisect_right(values, (reading.value + step, -1))
        later = [k for value, k in values[first:end] if k > i]
        if later:
            _take(reading, readings[min(later)])
