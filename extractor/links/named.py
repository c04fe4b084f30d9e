"""The institutions that one text names, ready to be asked: by name, sort, place and topic.

Made once per document, so that a long one with thousands of roles and names
costs no more per role than a short one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cached_property
from itertools import accumulate
from math import inf

from spacy.tokens import Doc, Span

from extractor.lexicon import fold
from extractor.place_lexicon import name_key
from extractor.spans import facts, group, text_of

COMPANY = "@company"
"""Stands in the lexicon of generic nouns for any firm."""


class NamedInstitutions:
    """What `doc.spans["organizations"]` holds, in text order, with its indices."""

    def __init__(self, doc: Doc) -> None:
        self.spans = sorted(group(doc, "organizations"), key=lambda s: (s.start_char, s.end_char))
        self._starts = [span.start_char for span in self.spans]
        self._text = text_of(doc)
        self._bests: dict[tuple[str, ...], list[int]] = {}
        self._seconds: dict[tuple[str, ...], float] = {}
        self._sorts: dict[tuple[str, ...], list[int]] = {}

    @cached_property
    def _names(self) -> list[str]:
        text = self._text
        return [name_key(text[span.start_char : span.end_char]) for span in self.spans]

    @cached_property
    def _known(self) -> list[str]:
        names = [facts(span, "organizations").get("known_name") for span in self.spans]
        return [fold(name) if name else "" for name in names]

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter([span.kb_id_ for span in self.spans])

    @cached_property
    def _by_name(self) -> dict[str, Span]:
        found: dict[str, Span] = {}
        for span, name, known in zip(self.spans, self._names, self._known, strict=True):
            key = facts(span, "organizations").get("key")
            for form in (name, known, key):
                if form:
                    found.setdefault(form, span)
        return found

    def find(self, name: str, key: str | None = None) -> Span | None:
        """The first mention under this name or this key of the lexicon."""
        return self._by_name.get(fold(name)) or (self._by_name.get(key) if key else None)

    def before(self, offset: int) -> Span | None:
        """The last mention before the character."""
        at = bisect_left(self._starts, offset)
        return self.spans[at - 1] if at else None

    def of_sort(self, heads: list[str], offset: int, opening: int) -> Span | None:
        """The institution of that sort which a generic noun at `offset` points to.

        The last one of the sentence so far (from `opening`); else, among those
        before, one of the first sort that fits, the most named, the nearest; else
        the only one of that sort that the text names at all.
        """
        sort = tuple(heads)
        fitting = self._of(sort)
        earlier = bisect_left(fitting, bisect_left(self._starts, offset))
        if earlier and self._starts[fitting[earlier - 1]] >= opening:
            return self.spans[fitting[earlier - 1]]
        if not earlier and heads and fitting and self._second(sort) == inf:
            earlier = len(fitting)
        return self.spans[self._best(sort)[earlier - 1]] if earlier else None

    def _best(self, heads: tuple[str, ...]) -> list[int]:
        """The best mention up to each of that sort: of the first sort, most named, last."""
        if heads not in self._bests:
            keyed = ((self._rank(i, heads), -self._mentions(i), -i) for i in self._of(heads))
            self._bests[heads] = [-last for _, _, last in accumulate(keyed, min)]
        return self._bests[heads]

    def only(self, heads: list[str], offset: int) -> Span | None:
        """The last mention before `offset` of the only institution of that sort until there."""
        fitting = self._of(tuple(heads))
        other = self._second(tuple(heads))
        if not fitting or self._starts[fitting[0]] >= offset or other < offset:
            return None
        before = bisect_left(self._starts, offset)
        return self.spans[fitting[bisect_left(fitting, before) - 1]]

    def _second(self, heads: tuple[str, ...]) -> float:
        """Where a second institution of that sort is first named; infinity where none is."""
        if heads not in self._seconds:
            fitting = self._of(heads)
            key = self.spans[fitting[0]].kb_id_ if fitting else ""
            starts = (self._starts[i] for i in fitting if self.spans[i].kb_id_ != key)
            self._seconds[heads] = next(starts, inf)
        return self._seconds[heads]

    def begun(self, heads: list[str], containing: str) -> list[Span]:
        """Those whose names begin with one of the heads and contain the (folded) words."""
        return [self.spans[i] for i in self._of(tuple(heads)) if containing in self._names[i]]

    def issuer(self) -> Span | None:
        """The institution that the text speaks of most, if one stands out."""
        ranked = self._counts.most_common(2)
        if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return next(span for span in self.spans if span.kb_id_ == ranked[0][0])

    @staticmethod
    def may_employ(span: Span, deputy: bool) -> bool:
        """Whether a director of something may be the institution's; a vice-minister is a state's.

        Not an international body's: its name is often beside that of its host.
        """
        kind = facts(span, "organizations").get("kind")
        return kind == "government" if deputy else kind != "international"

    def _of(self, heads: tuple[str, ...]) -> list[int]:
        """Indices of the mentions of that sort, in text order."""
        found = self._sorts.get(heads)
        if found is None:
            found = [i for i, name in enumerate(self._names) if self._fits(i, name, heads)]
            self._sorts[heads] = found
        return found

    def _fits(self, i: int, name: str, heads: tuple[str, ...]) -> bool:
        if not heads or name.startswith(heads) or self._known[i].startswith(heads):
            return True
        if COMPANY not in heads:
            return False
        return facts(self.spans[i], "organizations").get("kind") == "company"

    def _rank(self, i: int, heads: tuple[str, ...]) -> int:
        for rank, head in enumerate(heads):
            if self._names[i].startswith(head) or self._known[i].startswith(head):
                return rank
        return len(heads)

    def _mentions(self, i: int) -> int:
        return self._counts[self.spans[i].kb_id_]
