"""Temporal expressions, normalised to TIMEX3 values.

Words that may belong to a date (months, weekdays, units of time, years, clock
times) are looked up one by one; what stands left and right of each is then read
by small patterns. Relative expressions are resolved against `doc._.published`
and stay unresolved (`XXXX`) without it; never against the day of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.quantities.amounts import plain_text
from extractor.spans import furniture, group, in_ranges, span_at, text_of, tokens_of
from extractor.temporal import absolute, days, feasts, periods
from extractor.temporal.found import Context, Found
from extractor.temporal.ranges import join
from extractor.temporal.words import Vocabulary, vocabulary

Reader = Callable[[Context, int, int], Found | None]


@Language.factory("press_dates", assigns=["doc.spans"])
def make_dates(nlp: Language, name: str) -> Dates:
    """The dates component."""
    return Dates()


class Dates:
    """Temporal expressions, into `doc.spans["dates"]`."""

    def __init__(self) -> None:
        self.words: Vocabulary = vocabulary()

    def __call__(self, doc: Doc) -> Doc:
        """Read what each temporal word is part of, join ranges and times, and drop overlaps."""
        text = text_of(doc)
        published = doc._.published
        context = Context(
            text=text,
            plain=plain_text(text),
            published=date.fromisoformat(published) if published else None,
            country=doc._.country,
            words=self.words,
        )
        found = _longest(self._read(doc, context))
        found = join(context, found)
        skip = furniture(doc)
        names = _names(doc)
        opening = doc._.dateline
        spans = []
        for item in found:
            if in_ranges(item.start, skip) or any(
                s <= item.start and item.end <= e for s, e in names
            ):
                continue
            span = _span(doc, item)
            if span is None:
                continue
            if opening and opening["start"] <= item.start < opening["end"]:
                span.id_ = "dates.dateline"
                span._.date = {**span._.date, "hidden": True}
            spans.append(span)
        doc.spans["dates"] = spans
        return doc

    def _read(self, doc: Doc, context: Context) -> Iterator[Found]:
        tokens = tokens_of(doc)
        plain, words = context.plain, self.words
        for start, end in zip(tokens.starts, tokens.ends, strict=True):
            word = plain[start:end]
            kind = words.kinds.get(word)
            if kind is None:
                if not word[0].isdigit():
                    continue
                kind = "number"
            for reader in READERS[kind]:
                item = reader(context, start, end)
                if item is not None:
                    yield item
                    break
        yield from feasts.references(context)
        yield from feasts.holidays(context)


READERS: dict[str, tuple[Reader, ...]] = {
    "month": (absolute.month,),
    "weekday": (days.weekday,),
    "unit": (periods.set_of, absolute.decade, periods.unit),
    "day": (days.day,),
    "number": (absolute.numeric, absolute.odd, absolute.clock, absolute.year),
    "part": (days.part_of_day,),
    "century": (absolute.century,),
    "season": (periods.season,),
    "frequency": (periods.frequency,),
}


def _longest(items: Iterator[Found]) -> list[Found]:
    """Without overlaps: the longest, then the leftmost."""
    kept: list[Found] = []
    for item in sorted(items, key=lambda f: (f.start - f.end, f.start)):
        if all(item.end <= other.start or other.end <= item.start for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda f: f.start)


def _names(doc: Doc) -> list[tuple[int, int]]:
    """Numbers and months inside the names of institutions, projects and persons are no dates."""
    return [
        (span.start_char, span.end_char)
        for name in ("organizations", "projects", "persons", "places")
        for span in group(doc, name)
    ]


def _span(doc: Doc, item: Found) -> Span | None:
    span = span_at(doc, item.start, item.end, item.value.type, f"dates.{item.rule}")
    if span is not None:
        facts: dict[str, Any] = {
            "value": item.value.value,
            "type": item.value.type,
            "start": item.value.start.isoformat() if item.value.start else None,
            "end": item.value.end.isoformat() if item.value.end else None,
            "relative": item.relative,
            "confidence": item.confidence,
        }
        span._.date = facts
    return span
