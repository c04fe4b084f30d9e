"""Temporal expressions with their TIMEX3 values, into `doc.spans["dates"]`.

Begin with `Dates.__call__`; the reading is done by `extractor.timex.reader`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.spans import group, span_at, text_of
from extractor.timex.reader import Found, read_times

HIDDEN = {
    "DATELINE": "dates.dateline",
    "STAMP": "dates.stamp",
    "MASTHEAD": "dates.stamp",
    "TEASER": "dates.furniture",
    "SIGNOFF": "dates.furniture",
    "CREDIT": "dates.furniture",
}
"""Layout label -> rule of a date that stands there: on the Doc, but in no record."""

NAMES = ("organizations", "projects", "places")
"""Groups whose names may hold years that are no dates: *Plan de Saneamiento 2022-2026*."""


@Language.factory("press_dates", assigns=["doc.spans"])
def make_dates(nlp: Language, name: str) -> Dates:
    """The component that writes `doc.spans["dates"]`."""
    return Dates()


class Dates:
    """Temporal expressions, into `doc.spans["dates"]`.

    Labels: DATE TIME DURATION SET; the facts are in `span._.date`. Relative
    expressions are read against `doc._.published`; without it they keep their X.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Write the dates of one document."""
        published = date.fromisoformat(doc._.published) if doc._.published else None
        places = [
            (span.start_char, span.end_char, HIDDEN[span.label_])
            for span in group(doc, "layout")
            if span.label_ in HIDDEN
        ]
        names = [(s.start_char, s.end_char) for key in NAMES for s in group(doc, key)]
        spans: list[Span] = []
        last = -1
        for found in read_times(text_of(doc), published, doc._.country):
            if any(a <= found.start and found.end <= b for a, b in names):
                continue
            span = _span(doc, found, places)
            if span is not None and span.start >= last:
                spans.append(span)
                last = span.end
        doc.spans["dates"] = spans
        return doc


def _span(doc: Doc, found: Found, places: list[tuple[int, int, str]]) -> Span | None:
    time = found.time
    rule = next((rule for a, b, rule in places if a <= found.start < b), None)
    span = span_at(doc, found.start, found.end, time.type, rule or f"dates.{time.rule}")
    if span is None:
        return None
    held = time.bounds
    facts: dict[str, Any] = {
        "value": time.value,
        "type": time.type,
        "start": held[0].isoformat() if held else None,
        "end": held[1].isoformat() if held else None,
        "relative": time.relative,
        "confidence": time.confidence,
    }
    if rule or time.rule == "in_name":
        facts["hidden"] = True
    span._.date = facts
    return span
