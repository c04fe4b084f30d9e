"""Figures: every quantity that the text states, with its unit, currency and qualifier.

Begin with `Figures.__call__`. The work is in the layers below: `amounts` finds the numbers,
`readings` reads each with its neighbours, `joined` makes ranges and fills in the units said
elsewhere, `ages` and `ranks` know those two kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.quantities.ages import is_age
from extractor.quantities.amounts import Amount, plain_text
from extractor.quantities.cues import qualifier_after, qualifier_before
from extractor.quantities.elided import resolve_elided
from extractor.quantities.expressions import expressions
from extractor.quantities.pieces import find_pieces
from extractor.quantities.ranges import join_compounds, join_ranges, open_ranges
from extractor.quantities.ranks import Rank, find_ranks
from extractor.quantities.reading import Reading
from extractor.quantities.readings import read_amounts, read_one_and_half
from extractor.quantities.wholes import whole_after
from extractor.spans import (
    AMOUNT,
    EXPRESSION,
    Ranges,
    furniture,
    group,
    put,
    span_at,
    tell,
    text_of,
)

NAMES = ("organizations", "projects", "places")
"""Groups whose names may hold numbers that count nothing: *Plan 2030*, *I. E. 1234*."""

UNSUPPORTED = 0.5
"""Confidence of a number that nothing tells the unit of."""


@Language.factory("press_figures", assigns=["doc.spans"])
def make_figures(nlp: Language, name: str) -> Figures:
    """The component that writes `doc.spans["figures"]`."""
    return Figures()


class Figures:
    """Stated quantities, into `doc.spans["figures"]`.

    Labels: MONEY PERCENT COUNT MEASURE DURATION AGE RANK; the facts are in
    `span._.figure`. The span is number and unit, without *más de* or *unos*. Several
    amounts of one expression (*del 1.4 al 1 por ciento*) are labelled AMOUNT and have the
    facts; the span over them has the label of their kind.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Write the figures of one document."""
        text = text_of(doc)
        plain = plain_text(text)
        readings = read_figures(plain, text, doc._.country)
        skipped = Ranges(furniture(doc))
        names = _names(doc)
        spans: list[Span] = []
        written: list[Reading] = []
        for reading in readings:
            start = reading.start
            if skipped.cover(start, start + 1) or names.cover(reading.start, reading.end):
                continue
            span = span_at(
                doc, reading.start, reading.end, reading.kind.upper(), f"figures.{reading.kind}"
            )
            if span is not None:
                tell(span, "figures", _facts(text, reading, names))
                spans.append(span)
                written.append(reading)
        put(doc, "figures", [*spans, *_expressions(doc, plain, written, spans)])
        return doc


def _expressions(
    doc: Doc, plain: str, readings: list[Reading], spans: list[Span]
) -> Iterator[Span]:
    """A span without facts over the amounts of each expression, which become its parts."""
    for first, last in expressions(plain, readings):
        kind = readings[first].kind
        for span in spans[first : last + 1]:
            span.label_ = AMOUNT
        yield Span(doc, spans[first].start, spans[last].end, kind.upper(), span_id=EXPRESSION)


def read_figures(plain: str, text: str, country: str | None) -> list[Reading]:
    """The figures of a text, in order.

    Args:
        plain: `plain_text(text)`.
        text: the document.
        country: ISO 3166-1 alpha-2, which decides between currencies and number styles.
    """
    pieces = find_pieces(plain)
    readings = read_amounts(plain, text, pieces, country)
    if halves := read_one_and_half(plain, readings):
        readings = [*readings, *halves]
    readings.sort(key=lambda reading: reading.start)
    _positions(plain, readings)
    readings = join_compounds(plain, join_ranges(plain, readings))
    resolve_elided(plain, text, readings)
    for reading in readings:
        if reading.kind != "no":
            _complete(plain, text, reading)
    readings = open_ranges(plain, [r for r in readings if _stays(r)])
    for reading in readings:
        if reading.kind == "bare":
            reading.kind, reading.confidence = "count", min(reading.confidence, UNSUPPORTED)
    return _with_ranks(readings, find_ranks(plain, pieces))


_PLACE_BEFORE = re.compile(
    r"(?:puesto|lugar|posicion|casillero)\s+(?:n(?:\.?[°º]|ro\.?|umero)\s*)?$"
)


def _positions(plain: str, readings: list[Reading]) -> None:
    """*el puesto 14*."""
    for reading in readings:
        if reading.kind == "bare" and reading.before and reading.amount.numeral:
            match = _PLACE_BEFORE.search(plain, max(0, reading.start - 20), reading.start)
            if match and reading.value == int(reading.value):
                reading.kind, reading.start = "rank", match.start()


def _complete(plain: str, text: str, reading: Reading) -> None:
    """Age or duration, and the qualifier."""
    if reading.kind == "duration" and is_age(plain, text, reading):
        reading.kind = "age"
    if reading.kind == "rank":
        return
    if reading.low is None and reading.qualifier is None:
        before = qualifier_before(reading.before or [])
        after = qualifier_after(plain, reading.end)
        reading.qualifier = after if before == "equal" and after else before or after
        if reading.qualifier is None:
            reading.qualifier = reading.amount.qualifier


def _stays(reading: Reading) -> bool:
    """A bare number in words is a pronoun after an article: *los dos*, *las tres*."""
    if reading.kind == "no":
        return False
    if reading.kind == "bare" and reading.amount.in_words:
        before = reading.before or []
        return before[-1:] not in (["los"], ["las"], ["el"], ["la"]) and reading.value not in (0, 1)
    return True


def _with_ranks(readings: list[Reading], ranks: list[Rank]) -> list[Reading]:
    if not ranks:
        return sorted(readings, key=lambda reading: reading.start)
    free = []
    taken = Ranges((reading.start, reading.end) for reading in readings)
    for rank in ranks:
        if taken.reach(rank.end) <= rank.start:
            free.append(
                Reading(
                    Amount(rank.start, rank.end, rank.value),
                    rank.start,
                    rank.end,
                    "rank",
                    rank.value,
                )
            )
    return sorted([*readings, *free], key=lambda reading: reading.start)


def _facts(text: str, reading: Reading, names: Ranges) -> dict[str, Any]:
    stands_alone = reading.kind in ("rank", "age")
    counted = reading.kind not in ("money", "percent", "rank") or reading.unit in _OWN_UNITS
    return {
        "value": reading.value,
        "low": reading.low,
        "high": reading.high,
        "kind": reading.kind,
        "unit": " ".join(reading.unit.split()) if reading.unit and counted else None,
        "currency": reading.currency if reading.kind == "money" else None,
        "qualifier": reading.qualifier if reading.qualifier in _QUALIFIERS else "exact",
        "of": None if stands_alone else whole_after(text, reading.end, names),
        "confidence": round(reading.confidence, 2),
    }


_OWN_UNITS = frozenset({
    "centavo", "centavos", "céntimo", "céntimos", "centimo", "centimos", "penique", "peniques",
})  # fmt: skip
"""Units of money figures, which have no other."""
_QUALIFIERS = ("approx", "min", "max")


def _names(doc: Doc) -> Ranges:
    return Ranges(
        (span.start_char, span.end_char)
        for name in NAMES
        for span in group(doc, name)
        if len(span) > 1
    )
