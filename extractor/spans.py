"""How components speak to each other through the `Doc`.

Every finder writes `doc.spans[GROUP]`: `label_` is the kind, `id_` the name of
the rule, `kb_id_` the entity (given by the links), and the facts of the field
are a plain dict in one extension per field (`span._.figure`, `span._.date`…).
One extension per field, because spaCy keys extension values by the offsets of
the span, so that *30 días* as figure and as date would share one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from spacy.attrs import IDX, LENGTH, ORTH, SPACY
from spacy.tokens import Doc, Span, SpanGroup

from extractor.forms import Form, columns, forms_of

GROUPS = (
    "layout",
    "persons",
    "organizations",
    "places",
    "roles",
    "projects",
    "figures",
    "dates",
    "quotes",
)
"""Span groups that a full pipeline leaves on the `Doc`."""

FACTS = {
    "persons": "person",
    "organizations": "organization",
    "places": "place",
    "roles": "role",
    "projects": "project",
    "figures": "figure",
    "dates": "date",
    "quotes": "quote",
}
"""Group -> name of the extension that holds the facts of its spans (a dict or None)."""

for _name in FACTS.values():
    if not Span.has_extension(_name):
        Span.set_extension(_name, default=None)

# published: "YYYY-MM-DD" or None, given by the caller or read from the text.
# given: what the caller said, so that what was read from the text is not taken for it.
# country: ISO 3166-1 alpha-2 of the document, or None where the text does not tell.
for _name, _default in {
    "published": None,
    "source": None,
    "country": None,
    "agency": None,
    "dateline": None,
}.items():
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)
if not Doc.has_extension("relations"):
    Doc.set_extension("relations", default=[])


class Tokens:
    """The tokens of a Doc as plain lists, read once and shared by the components.

    `texts[i]`, `lower[i]`, `starts[i]`, `ends[i]` (characters, end exclusive), and the
    document's own `text`, which `Doc.text` would join anew at each access. `blank[i]`
    is whether it is white space; `forms` is what their forms tell; `groups` are the span groups
    read so far: the group, and its spans.
    """

    __slots__ = ("blank", "ends", "forms", "groups", "lower", "starts", "text", "texts")

    def __init__(self, doc: Doc) -> None:
        # by columns: a Python object for each token would be half of the time
        words, starts, lengths, spaces = doc.to_array([ORTH, IDX, LENGTH, SPACY]).T
        orths: list[int] = words.tolist()
        self.forms: list[Form] = forms_of(orths, doc.vocab.strings)
        self.texts: list[str]
        self.lower: list[str]
        self.blank: list[bool]
        self.texts, self.lower, *_, self.blank, _, _ = columns(self.forms)
        self.starts: list[int] = starts.tolist()
        self.ends: list[int] = (starts + lengths).tolist()
        self.text = "".join(
            [f"{text} " if s else text for text, s in zip(self.texts, spaces.tolist(), strict=True)]
        )
        self.groups: dict[str, tuple[SpanGroup, list[Span]]] = {}

    def at(self, offset: int) -> int:
        """The token that holds the character, or the one before it (-1 before the first)."""
        return bisect_right(self.starts, offset) - 1


_last: tuple[Doc, Tokens] | None = None


def tokens_of(doc: Doc) -> Tokens:
    """The token lists of this Doc; kept for the last Doc asked for."""
    global _last
    last = _last
    if last is not None and last[0] is doc:
        return last[1]
    tokens = Tokens(doc)
    _last = (doc, tokens)
    return tokens


def text_of(doc: Doc) -> str:
    """The text of this Doc, joined once."""
    return tokens_of(doc).text


def span_at(doc: Doc, start: int, end: int, label: str, rule: str) -> Span | None:
    """The span over the tokens that the characters `start:end` touch; None where there are none."""
    tokens = tokens_of(doc)
    first = tokens.at(start)
    last = tokens.at(end - 1)
    if first < 0 or (first < len(tokens.ends) and tokens.ends[first] <= start):
        first += 1
    if last < first:
        return None
    return Span(doc, first, last + 1, label=label, span_id=rule)


def keep_longest(spans: Iterable[Span]) -> list[Span]:
    """Without overlaps: the longest first, then the leftmost; in text order."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if not any(i in taken for i in range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def group(doc: Doc, name: str) -> list[Span]:
    """The spans of a group, or none where no component wrote it."""
    written: SpanGroup | None = doc.spans.get(name)
    if written is None:
        return []
    # spaCy makes new spans at each reading; those of the last one serve until the group changes
    groups = tokens_of(doc).groups
    known = groups.get(name)
    if known is None or known[0] is not written or len(known[1]) != len(written):
        known = groups[name] = written, list(written)
    return known[1].copy()


def put(doc: Doc, name: str, spans: Iterable[Span]) -> None:
    """Write a group back: a span read from a group is a copy, changes to it are lost otherwise."""
    doc.spans[name] = sorted(spans, key=lambda s: (s.start, s.end))


def facts(span: Span, name: str) -> dict[str, Any]:
    """The facts of a span of this group; an empty dict where there are none."""
    # what span._.get(FACTS[name]) reads, without making an Underscore for each reading
    key = ("._.", FACTS[name], span.start_char, span.end_char)
    data: dict[Any, Any] = span.doc.user_data
    return data.get(key) or {}


AMOUNT = "AMOUNT"
"""Label of a figure that is part of an expression of several: *del 1.4 al 1 por ciento*."""
EXPRESSION = "figures.expression"
"""Rule of the span over all of them, which has no facts of its own."""


def tell(span: Span, name: str, told: dict[str, Any]) -> None:
    """Write the facts of a span of this group: as `span._`, at a tenth of its time."""
    data: dict[Any, Any] = span.doc.user_data
    data["._.", FACTS[name], span.start_char, span.end_char] = told


def furniture(doc: Doc) -> list[tuple[int, int]]:
    """Character ranges of page furniture (stamps, teasers, sign-offs): they yield no entities."""
    return [
        (span.start_char, span.end_char)
        for span in group(doc, "layout")
        if span.label_ in FURNITURE_LABELS
    ]


FURNITURE_LABELS = frozenset({"STAMP", "TEASER", "SIGNOFF", "CREDIT"})


class Ranges:
    """Character ranges, end exclusive, asked many times: each answer takes logarithmic time."""

    __slots__ = ("_reach", "_starts")

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def cover(self, start: int, end: int) -> bool:
        """Whether one of the ranges holds all of `start:end`."""
        return self.reach(start + 1) >= end

    def reach(self, offset: int) -> int:
        """The furthest end of the ranges that begin before the offset; 0 where none does."""
        before = bisect_left(self._starts, offset)
        return self._reach[before - 1] if before else 0


def in_ranges(offset: int, ranges: list[tuple[int, int]]) -> bool:
    """Whether the character stands in one of the ranges (few, sorted)."""
    return any(start <= offset < end for start, end in ranges)
