"""Temporal expressions with their TIMEX3 values, into `doc.spans["dates"]`.

Begin with `Dates.__call__`; the reading is done by `extractor.timex.reader`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.spans import Ranges, group, span_at, tell, tokens_of
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


@Language.factory("press_dates", assigns=["doc.spans"], default_config={"adjectives": True})
def make_dates(nlp: Language, name: str, adjectives: bool) -> Dates:
    """The component that writes `doc.spans["dates"]`.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        adjectives: whether adjectives that point are dates too, as TIMEX3 has them
            (*la actual gestión*, *la próxima edición*); their rule is `dates.adjective`.
    """
    return Dates(adjectives)


class Dates:
    """Temporal expressions, into `doc.spans["dates"]`.

    Labels: DATE TIME DURATION SET; the facts are in `span._.date`. Relative
    expressions are read against `doc._.published`; without it they keep their X.
    """

    def __init__(self, adjectives: bool = True) -> None:
        self._adjectives = adjectives

    def __call__(self, doc: Doc) -> Doc:
        """Write the dates of one document."""
        published: str | None = doc._.published
        today = date.fromisoformat(published) if published else None
        places = [
            (span.start_char, span.end_char, HIDDEN[span.label_])
            for span in group(doc, "layout")
            if span.label_ in HIDDEN
        ]
        names = Ranges((s.start_char, s.end_char) for key in NAMES for s in group(doc, key))
        spans: list[Span] = []
        last = -1
        tokens = tokens_of(doc)
        text = tokens.text
        for found in read_times(text, today, doc._.country, tokens):
            if found.time.rule == "adjective" and not self._adjectives:
                continue
            if names.cover(found.start, found.end):
                continue
            rule = next((rule for a, b, rule in places if a <= found.start < b), None)
            if rule is None and published and _is_stamp(found, text, published):
                rule = "dates.stamp"
            span = _span(doc, found, rule)
            if span is not None and span.start >= last:
                spans.append(span)
                spans.extend(_apart(doc, found, text))
                last = span.end
        doc.spans["dates"] = spans
        return doc


_APART = re.compile(r"(?:(?P<weekday>[^\W\d_]+),)?.*?(?:,\s*(?P<year>[0-9]{4}))?", re.S)


def _apart(doc: Doc, found: Found, text: str) -> Iterator[Span]:
    """The weekday and the year that a comma sets off (*jueves, 12 de julio, 2018*).

    The record has the whole date; on the Doc each part is a mention too, which is how
    readers mark them who go by the commas.
    """
    if found.time.unit != "D" or text.find(",", found.start, found.end) < 0:
        return
    match = _APART.fullmatch(text, found.start, found.end)
    if match is None:
        return
    for name in ("weekday", "year"):
        if match[name] and (
            span := span_at(doc, match.start(name), match.end(name), "DATE", "dates.apart")
        ):
            value = match[name] if name == "year" else found.time.value
            tell(span, "dates", {"value": value, "type": "DATE", "hidden": True})
            yield span


_STAMPED = frozenset({"absolute", "numeric", "yearless", "clock"})
_SHORT_LINE = 90
_HEAD, _FOOT = 600, 300
"""Characters from the start and from the end of a document within which stamps stand."""
_LOWER_WORD = re.compile(r"\b(?!de\b|del\b|la\b|el\b|las\b|los\b|y\b|hs\b|horas\b)[a-zà-ÿ]{3,}")


def _is_stamp(found: Found, text: str, published: str) -> bool:
    """Whether the publication date stands by itself or opens its line after a place.

    *Sanidad | 21.11.2023*, *Publicado el martes 13 de septiembre de 2022*, *Bogotá D. C.,
    03 de diciembre de 2020. La Superintendencia…*
    """
    if found.time.rule not in _STAMPED or found.time.value[:10] != published:
        return False
    if _HEAD < found.start < len(text) - _FOOT or "\n" not in text.strip():
        return False
    begin = text.rfind("\n", 0, found.start) + 1
    end = text.find("\n", found.end)
    before = text[begin : found.start]
    after = text[found.end : end if end >= 0 else len(text)].strip()
    if found.time.rule == "clock" and not re.search(r"\b(?:19|20)[0-9]{2}\b", before + after):
        return False
    alone = len(before) + len(after) <= _SHORT_LINE and not after.endswith(".")
    if alone and len(_LOWER_WORD.findall(f"{before} {after}")) <= 2:
        return True
    return (
        len(before) <= 40
        and not _LOWER_WORD.search(before)
        and after[:1] in (".", ":", "—", "-", "–")
    )


def _span(doc: Doc, found: Found, rule: str | None) -> Span | None:
    """The span with its facts; `rule` is set where the date belongs in no record."""
    time = found.time
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
    tell(span, "dates", facts)
    return span
