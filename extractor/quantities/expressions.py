"""Several amounts that make one expression: *del 1.4 al 1 por ciento*, *50 y 25 soles*.

Each amount is a figure of its own in the record. On the `Doc` the expression is one
mention, as corpora of names and numbers mark it, and the amounts stand inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.quantities.cues import cues
from extractor.quantities.ranges import change_before
from extractor.quantities.reading import Reading

_LAST = re.compile(r"\s+(?:y|e|o|u|al?|hasta)\s+")
_AND = re.compile(rf"\s*,\s+|{_LAST.pattern}")
_TO = re.compile(r"\s+al?\s+")
_KINDS = frozenset(("money", "percent", "count", "measure", "duration"))


def expressions(plain: str, readings: list[Reading]) -> Iterator[tuple[int, int]]:
    """The first and the last of the readings of each expression that has several, in order."""
    begin = 0
    for k in range(1, len(readings) + 1):
        if k == len(readings) or not _together(plain, readings[k - 1], readings[k]):
            if begin < k - 1:
                yield begin, k - 1
            begin = k


def _together(plain: str, first: Reading, second: Reading) -> bool:
    if first.kind != second.kind or first.kind not in _KINDS or first.currency != second.currency:
        return False
    if second.start - first.end > 12:
        return False
    gap = plain[first.end : second.start]
    if first.elided and first.end == first.amount.end:  # the unit comes with the second
        joined = _AND if second.elided else _LAST  # a comma is not the last of a list
        return first.unit == second.unit and joined.fullmatch(gap) is not None
    return (
        (first.before or [""])[-1] in ("de", "del")
        and _TO.fullmatch(gap) is not None
        and change_before(plain, first, cues().change)
    )
