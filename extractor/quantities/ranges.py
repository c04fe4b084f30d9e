"""Two amounts that are one figure: ranges and compound quantities.

*entre 20 y 30 familias*, *2 toneladas 318 kilos*. Each step takes the readings of
`readings.read_amounts` and leaves them in the order of the text.
"""

from __future__ import annotations

import re

from extractor.quantities.amounts import tidy
from extractor.quantities.cues import cues, has_stem, qualifier_before
from extractor.quantities.reading import Reading

_AND = re.compile(r"\s*(?:y|e)\s+(?:(?:entre|de|un)\s+)?(?:(?:el|la|los|las|unos|unas)\s+)?")
TO = re.compile(r"\s*(?:al?|hasta)\s+(?:(?:el|la|los|las|un|unos|unas)\s+)?")
_OR = re.compile(r"\s*[ou]\s+")
_DASH = re.compile(r"\s?[-–—]\s?")
_FROM = frozenset({"de", "desde", "del", "entre"})
_ARTICLES = frozenset({"el", "la", "los", "las", "un", "unos", "unas"})
_COMPOUND = re.compile(r"\s+(?:(?:y|con)\s+)?")
_LONGEST_GAP = 16
"""Characters between two bounds."""
CLAUSE_LENGTH = 70
"""Characters before a range in which a verb of change makes it two figures."""


def change_before(plain: str, reading: Reading, stems: tuple[str, ...]) -> bool:
    """*pasó de 150 a 420*: a verb of change before, in the same sentence."""
    start = max(0, reading.start - CLAUSE_LENGTH)
    cut = max(plain.rfind(mark, start, reading.start) for mark in (". ", "; ", "\n\n"))
    return has_stem(plain, max(start, cut + 1), reading.start, stems)


def join_ranges(plain: str, readings: list[Reading]) -> list[Reading]:
    """Two bounds as one reading, with the magnitude lent by the higher one."""
    joined: list[Reading] = []
    i = 0
    while i < len(readings):
        first = readings[i]
        second = readings[i + 1] if i + 1 < len(readings) else None
        if second is not None and second.start - first.end > _LONGEST_GAP:
            second = None
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
    sum_to_sum = first.kind == "money" and second.kind == "bare" and second.amount.factor >= 1000
    if not (first.kind in ("bare", "no") or sum_to_sum or _same_kind(first, second)):
        return False
    if first.adjective:
        return False
    gap = plain[first.end : second.start]
    low, high = _bounds(first, second)
    if low >= high:
        return False
    before = [word for word in (first.before or []) if word not in _ARTICLES]
    last = before[-1].lstrip("(“«") if before else ""
    if _AND.fullmatch(gap):
        return last == "entre"
    if TO.fullmatch(gap):
        if last == "entre":
            return True
        if _is_clock(first, second, last):
            first.kind = second.kind = "no"
            return False
        if last in _FROM:
            return _is_size(first, second) or not _rises(plain, first)
        return first.kind == "bare" and second.is_figure and not _rises(plain, first)
    if _OR.fullmatch(gap):
        return first.kind == "bare" and second.is_figure and high <= 3 * low
    return _dashed(plain, first, second)


def _rises(plain: str, first: Reading) -> bool:
    """*pasó de 150 a 420*; what falls goes from no number to a higher: *reduce de 10 a 15 %*."""
    return change_before(plain, first, cues().rise)


def _is_size(first: Reading, second: Reading) -> bool:
    """*un crecimiento anual del 2 al 3 %*: how large the change is, and not from where to where."""
    if second.kind != "percent" or not first.before or first.before[-1] not in ("de", "del"):
        return False
    nouns = [n for n in (-2, -3) if _is_noun_of_change(first.before[n : n + 1])]
    return any(
        first.before[n][:11] == "crecimiento" or first.before[n - 1 : n] in (["un"], ["una"])
        for n in nouns
    )


def _is_noun_of_change(words: list[str]) -> bool:
    return bool(words) and words[0].startswith(cues().change)


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
    if first.kind in ("count", "percent"):
        return first.unit == second.unit
    return True


def lent(first: Reading, second: Reading) -> float:
    """The value of the lower bound with the magnitude of the higher: *12 y 15 millones*."""
    factor = second.amount.factor
    open_sum = first.kind == "money" and first.end == first.amount.end
    if first.amount.factor != 1 or factor < 1000 or not (first.kind in ("bare", "no") or open_sum):
        return first.value
    lent_value = tidy(first.value * factor)
    return lent_value if lent_value < second.value * 4 else first.value


def _bounds(first: Reading, second: Reading) -> tuple[float, float]:
    low = lent(first, second)
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
    large, small = (r.measure.factor if r.measure else None for r in (first, second))
    ratio = (large or 1) / (small or 1)
    whole = second if first.kind == "measure" else first
    in_small = first.value * ratio + second.value
    value = tidy(in_small if whole is second else in_small / ratio)
    return Reading(
        second.amount, first.start, second.end, first.kind, value, whole.unit, whole.measure,
        confidence=min(first.confidence, second.confidence), before=first.before,
    )  # fmt: skip


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
