"""What needs two amounts: ranges, compound quantities and units said only once.

*entre 20 y 30 familias*, *2 toneladas 318 kilos*, *63 viviendas, de las cuales 11*,
*38 de los 214 medicamentos*. Each step takes the readings of `readings.read_amounts` and
leaves them in the order of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from extractor.amounts import tidy
from extractor.cues import cues, has_stem, qualifier_before
from extractor.readings import UNSURE_CURRENCY, Reading
from extractor.units import units

_AND = re.compile(r"\s*(?:y|e)\s+(?:(?:entre|de|un)\s+)?(?:(?:el|la|los|las|unos|unas)\s+)?")
_TO = re.compile(r"\s*(?:al?|hasta)\s+(?:(?:el|la|los|las|un|unos|unas)\s+)?")
_OR = re.compile(r"\s*[ou]\s+")
_DASH = re.compile(r"\s?[-–—]\s?")
_FROM = frozenset({"de", "desde", "del", "entre"})
_ARTICLES = frozenset({"el", "la", "los", "las", "un", "unos", "unas"})
_COMPOUND = re.compile(r"\s+(?:(?:y|con)\s+)?")
_FORWARD = re.compile(
    r"\s*(?:,|y|e|o|u|y/o|al?|hasta|frente al?|contra)\s*(?:(?:el|la|los|las|unos|unas|otros|otras|"
    r"casi|a|de|mas de|cerca de)\s+)*"
)
_OF_THE = re.compile(
    r"\s+(?:(?:de|entre)\s+(?:un total de\s+|cada\s+|entre\s+)?(?:(?:l[oa]s|sus|es[oa]s|est[oa]s|un[oa]s|"
    r"nuestr[oa]s)\s+)?(?:otr[oa]s\s+)?(?:primer[oa]s\s+)?|por cada\s+)"
)
_SENTENCE = re.compile(
    r"[.!?…][\"”»)’]*\s+(?=[\"“«‘(¿¡•*–—-]*\s?[A-ZÁÉÍÓÚÑ¿¡0-9])|\n\s*(?=\n|[•*–—-]|[A-ZÁÉÍÓÚÑ¿¡“«\"])"
)
_CLAUSE_LENGTH = 70
"""Characters before a range in which a verb of change makes it two figures."""


def change_before(plain: str, reading: Reading) -> bool:
    """*pasó de 150 a 420*: a verb of change before, in the same sentence."""
    start = max(0, reading.start - _CLAUSE_LENGTH)
    cut = max(plain.rfind(mark, start, reading.start) for mark in (". ", "; ", "\n\n"))
    return has_stem(plain, max(start, cut + 1), reading.start, cues().change)


def join_ranges(plain: str, readings: list[Reading]) -> list[Reading]:
    """Two bounds as one reading, with the magnitude lent by the higher one."""
    joined: list[Reading] = []
    i = 0
    while i < len(readings):
        first = readings[i]
        second = readings[i + 1] if i + 1 < len(readings) else None
        if second is not None and _is_range(plain, first, second):
            joined.append(_range(first, second))
            i += 2
        else:
            if second is not None and _is_hyphenated(plain, first, second):
                first.kind = second.kind = "no"
            joined.append(first)
            i += 1
    return joined


def _is_hyphenated(plain: str, first: Reading, second: Reading) -> bool:
    """*27-00*, *612-8230*: a code or a score."""
    if first.kind not in ("bare", "no") or second.kind not in ("bare", "no"):
        return False
    gap = plain[first.end : second.start]
    return gap in ("-", "–") and bool(first.amount.numeral and second.amount.numeral)


def _is_clock(first: Reading, second: Reading, last: str) -> bool:
    """*de 9 a 21 horas*: opening hours, whose end is past noon."""
    measure = second.measure
    if measure is None or measure.name != "hora" or last not in _FROM:
        return False
    return 12 < second.value <= 24 and first.value < second.value


def _is_range(plain: str, first: Reading, second: Reading) -> bool:
    if second.kind == "no" or (first.kind == "no" and not _dashed(plain, first, second)):
        return False
    if not (first.kind in ("bare", "no") or _same_kind(first, second)):
        return False
    if second.start - first.end > 16 or first.adjective:
        return False
    gap = plain[first.end : second.start]
    low, high = _bounds(first, second)
    if low >= high:
        return False
    before = [word for word in (first.before or []) if word not in _ARTICLES]
    last = before[-1].lstrip("(“«") if before else ""
    if _AND.fullmatch(gap):
        return last == "entre"
    if _TO.fullmatch(gap):
        if last == "entre":
            return True
        if _is_clock(first, second, last):
            first.kind = second.kind = "no"
            return False
        if last in _FROM:
            return not change_before(plain, first)
        return first.kind == "bare" and second.is_figure and not change_before(plain, first)
    if _OR.fullmatch(gap):
        return first.kind == "bare" and second.is_figure and high <= 3 * low
    return _dashed(plain, first, second)


def _dashed(plain: str, first: Reading, second: Reading) -> bool:
    """*20-30 familias*; a code such as *2021-22* or *612-8230* has no unit after it."""
    gap = plain[first.end : second.start]
    if not _DASH.fullmatch(gap) or not first.amount.numeral or not second.amount.numeral:
        return False
    if first.amount.numeral[0] == "0" or second.kind == "no" or first.kind == "no":
        return False
    return second.is_figure or (len(gap) == 3 and first.kind == "bare")


def _same_kind(first: Reading, second: Reading) -> bool:
    if first.kind != second.kind:
        return False
    if first.kind == "money":
        return second.currency in (None, first.currency) or first.currency is None
    if first.kind == "count":
        return first.unit == second.unit
    return True


def _lent(first: Reading, second: Reading) -> float:
    """The value of the lower bound with the magnitude of the higher: *12 y 15 millones*."""
    factor = second.amount.factor
    if first.amount.factor == 1 and factor >= 1000 and first.value * factor < second.value * 4:
        if first.kind in ("bare", "no") or (
            first.kind == "money" and first.end == first.amount.end
        ):
            return tidy(first.value * factor)
    return first.value


def _bounds(first: Reading, second: Reading) -> tuple[float, float]:
    low = _lent(first, second)
    if low >= second.value:
        low = first.value
    return low, second.value


def _range(first: Reading, second: Reading) -> Reading:
    low, high = _bounds(first, second)
    source = second if second.is_figure or first.kind == "bare" else first
    return Reading(
        second.amount, first.start, second.end, source.kind, low, source.unit, source.measure,
        first.currency or second.currency, low, high,
        confidence=min(first.confidence, second.confidence), before=first.before,
    )  # fmt: skip


def join_compounds(plain: str, readings: list[Reading]) -> list[Reading]:
    """*2 toneladas 318 kilos* in the smaller unit, *cuatro años y nueve meses* in the larger."""
    joined: list[Reading] = []
    for reading in readings:
        last = joined[-1] if joined else None
        if last is not None and _continues(plain, last, reading):
            joined[-1] = _compound(last, reading)
        else:
            joined.append(reading)
    return joined


def _continues(plain: str, first: Reading, second: Reading) -> bool:
    large, small = first.measure, second.measure
    if large is None or small is None or large.factor is None or small.factor is None:
        return False
    if large.dimension != small.dimension or large.factor <= small.factor:
        return False
    if first.low is not None or second.low is not None:
        return False
    return _COMPOUND.fullmatch(plain[first.end : second.start]) is not None


def _compound(first: Reading, second: Reading) -> Reading:
    large, small = first.measure, second.measure
    assert large is not None and small is not None  # `_continues` has seen to it
    ratio = (large.factor or 1) / (small.factor or 1)
    whole = second if first.kind == "measure" else first
    in_small = first.value * ratio + second.value
    value = tidy(in_small if whole is second else in_small / ratio)
    return Reading(
        second.amount, first.start, second.end, first.kind, value, whole.unit, whole.measure,
        confidence=min(first.confidence, second.confidence), before=first.before,
    )  # fmt: skip


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
    reading.confidence = min(reading.confidence, source.confidence, 0.85)


def _from_next(plain: str, readings: list[Reading]) -> None:
    """*38 de los 214 medicamentos*, *de 2,100 a 5,600 hectáreas*, *742, 388 y 154 subsidios*."""
    for first, second in zip(reversed(readings[:-1]), reversed(readings[1:]), strict=True):
        if first.kind != "bare" or first.adjective or second.kind in ("bare", "no"):
            continue
        gap = plain[first.end : second.start]
        if len(gap) > 32:
            continue
        if _OF_THE.fullmatch(gap):
            if second.kind not in ("money", "percent"):
                _take(first, second)
        elif _FORWARD.fullmatch(gap) and not (gap.strip() == "," and second.kind == "money"):
            value = _lent(first, second)
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
        start = max(0, reading.start - _CLAUSE_LENGTH)
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
        if reading.kind == "bare" and reading.before and reading.before[-1] in ("la", "el"):
            if reading.amount.factor == 1 and reading.value == int(reading.value):
                reading.kind = "no"


_AFTER_CHANGE = re.compile(
    r"\s+(?:l[oa]s|(?:el|la) (?:numero|cantidad|total|cifra|plazo) de(?: l[oa]s)?)\s+([a-zñ]{3,}s)(?!\w)"
)
_BEFORE_CHANGE = re.compile(
    r"(?<!\w)(?:l[oa]s|de|sus)\s+([a-zñ]{3,}s)(?:\s+[a-zñ]+s)?,?\s+(?:(?:que|cuales|l[oa]s que|se)\s+){0,2}[a-zñ]+\s+(?:de|entre)\s+$"
)


def _from_change(plain: str, text: str, readings: list[Reading]) -> None:
    """*sube de tres a cinco los días*, *las aulas pasarán de 48 a 96*."""
    for first, second in zip(readings[:-1], readings[1:], strict=True):
        if first.kind != "bare" or second.kind != "bare":
            continue
        if not _TO.fullmatch(plain[first.end : second.start]) or not change_before(plain, first):
            continue
        match = _AFTER_CHANGE.match(plain, second.end) or _BEFORE_CHANGE.search(
            plain, max(0, first.start - _CLAUSE_LENGTH), first.start
        )
        if match is None:
            continue
        measure = units()[0].get(match[1])
        for reading in (first, second):
            reading.kind = measure.kind if measure else "count"
            reading.measure, reading.unit = measure, text[match.start(1) : match.end(1)]
            reading.elided, reading.confidence = True, min(reading.confidence, 0.85)


def _from_before(plain: str, text: str, readings: list[Reading]) -> None:
    """*63 viviendas, de las cuales 11*; the nearest unit of the sentence or the one before."""
    bounds = [match.end() for match in _SENTENCE.finditer(text)]
    for i, reading in enumerate(readings):
        if reading.kind != "bare":
            continue
        sentence = bisect_right(bounds, reading.start)
        start = bounds[sentence - 1] if sentence else 0
        if total := _TOTAL_OF.search(plain, start, reading.start):
            if not any(
                r.is_figure and total.end() <= r.start for r in readings[:i] if not r.elided
            ):
                reading.kind, reading.elided = "count", True
                reading.unit = text[total.start(1) : total.end(1)]
                reading.confidence = min(reading.confidence, 0.85)
                continue
        part = _is_part(plain, reading)
        reach = 4 if part else 1
        last = next((r for r in reversed(readings[:i]) if r.kind != "no"), None)
        for other in reversed(readings[:i]):
            distance = sentence - bisect_right(bounds, other.start)
            if distance > reach or (
                distance and plain.count("\n\n", other.start, reading.start) > 1
            ):
                break
            near = other is last and plain[reading.start - 1] != "("
            if _can_give(other, reading, distance, part) and (near or other.kind not in _SUMS):
                _take(reading, other)
                break


def _is_part(plain: str, reading: Reading) -> bool:
    before = plain[max(0, reading.start - 24) : reading.start]
    return bool(_PART.search(before) or _PART_AFTER.match(plain, reading.end))


def _can_give(other: Reading, reading: Reading, distance: int, part: bool) -> bool:
    if not other.is_figure or other.kind in ("duration", "age", "rank"):
        return False
    before = reading.before or [""]
    if other.kind == "money" and part and _in_millions(other, reading):
        return distance == 0
    if other.kind == "percent":
        if before[-1:] and before[-1] in ("los", "las", "cada", "otros", "otras"):
            return False
        return distance == 0 and not part and not reading.adjective and reading.amount.factor == 1
    if other.kind == "money":
        return (
            distance == 0 and not part and before[-1:] != ["cada"] and _same_scale(other, reading)
        )
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
_LINKED = frozenset(
    "a al de del y o u los las hasta por en otros otras son desde entre unos casi solo que con".split()
)


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
    for i, reading in enumerate(readings):
        if reading.kind != "bare" or reading.value < 1000:
            continue
        step = reading.amount.factor if reading.amount.factor > 1 else 1
        for other in readings[i + 1 :]:
            near = abs(other.value - reading.value) < step
            if other.kind in ("count", "measure") and not other.elided and near:
                _take(reading, other)
                break


def open_ranges(plain: str, readings: list[Reading]) -> list[Reading]:
    """*más de 100 y menos de 300*: two bare bounds with opposite qualifiers."""
    joined: list[Reading] = []
    for reading in readings:
        last = joined[-1] if joined else None
        sides = {last.qualifier, reading.qualifier} if last is not None else set()
        if last is not None and sides == {"min", "max"} and last.kind == "bare":
            gap = plain[last.end : reading.start].strip()
            opened = re.fullmatch(r"(?:y|,|pero)\s+(?:de\s+)?(.+)", gap)
            if opened and last.unit is None and qualifier_before(opened[1].split()):
                low, high = sorted((last.value, reading.value))
                last.low, last.high, last.value = low, high, low
                last.end, last.qualifier = reading.end, None
                last.kind, last.unit = reading.kind, reading.unit
                continue
        joined.append(reading)
    return joined
