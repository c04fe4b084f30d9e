"""The words of a document as one string of classes, so that a phrase is a regular expression."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import accumulate, compress, count, pairwise
from operator import gt

from spacy.attrs import SENT_START
from spacy.tokens import Doc, Span

from extractor.forms import PARTICLES, columns
from extractor.lexicon import read_language
from extractor.spans import tokens_of

_CAPITAL_LINE = 0.7


class Words:
    """The tokens without white space, each with its class, for patterns over phrases.

    `shape` is a string with one class character per word (the table is in `extractor.forms`);
    `small` are the words that stand in small letters somewhere: one of them with a
    capital is rarely a name. `token[k]` is the index of word `k` in the Doc; `first[k]`
    whether it opens a sentence. `where[lower]` are the words with this form, in order: a rule
    that begins at certain words goes from one to the next. `openings` are the words that a name may
    begin with, having a capital or a digit, each with the letters and digits that open it.
    Spans are made by `span(first, last)`, last inclusive.
    """

    __slots__ = (
        "doc",
        "ends",
        "first",
        "flat",
        "flat_ends",
        "flat_starts",
        "folded",
        "lower",
        "openings",
        "shape",
        "small",
        "source",
        "starts",
        "texts",
        "token",
        "where",
    )

    def __init__(self, doc: Doc) -> None:
        tokens = tokens_of(doc)
        shown = [not blank for blank in tokens.blank]
        forms = list(compress(tokens.forms, shown))
        self.doc = doc
        self.source: str = tokens.text
        self.token: list[int] = list(compress(count(), shown))
        self.texts: list[str]
        self.lower: list[str]
        self.folded: list[str]
        self.texts, self.lower, self.folded, kinds, cases, _, runs, opens = columns(forms)
        self.starts: list[int] = list(compress(tokens.starts, shown))
        self.ends: list[int] = list(compress(tokens.ends, shown))
        marks = doc.to_array([SENT_START])
        self.first: list[bool] = self._sentences(marks.tolist())
        self.where: dict[str, list[int]] = {}
        for k, low in enumerate(self.lower):
            self.where.setdefault(low, []).append(k)
        self.shape: str = self._shape(kinds, "".join(cases))
        self.openings: list[tuple[int, str]] = list(compress(zip(count(), runs), opens))
        self.small: frozenset[str] = frozenset([t for t in set(self.texts) if t.islower()])
        self._flatten()

    def _flatten(self) -> None:
        """The folded words in one line, one blank where the text has white space.

        `flat_starts[k]` is the place of word `k`; `flat_ends` gives the word that ends there.
        """
        starts, folded = self.starts, self.folded
        apart = [False, *map(gt, starts[1:], self.ends)]
        pieces = [f" {word}" if gap else word for gap, word in zip(apart, folded, strict=False)]
        ends = list(accumulate(map(len, pieces)))
        self.flat_starts: list[int] = [e - len(w) for e, w in zip(ends, folded, strict=True)]
        self.flat_ends: dict[int, int] = dict(zip(ends, count(), strict=False))
        self.flat: str = "".join(pieces)

    def _sentences(self, marks: list[int]) -> list[bool]:
        first = [False] * len(self.token)
        opens = iter([i for i, mark in enumerate(marks) if mark == 1])
        nearest = next(opens, len(marks))
        for k, i in enumerate(self.token):
            while nearest <= i:
                first[k] = True
                nearest = next(opens, len(marks))
        if first:
            first[0] = True
        return first

    def _shape(self, classes: list[str], cases: str) -> str:
        for low in _function_words() & self.where.keys():
            kind = PARTICLES.get(low, "w")
            for k in self.where[low]:
                if classes[k] == "C" and (
                    kind in "PEY" or self.first[k] or (k and classes[k - 1] in "q:-(")
                ):
                    classes[k] = kind
        if "u" in cases:
            opens = [k for k, first in enumerate(self.first) if first]
            for begin, end in pairwise([*opens, len(classes)]):
                _mark_capitals(cases, classes, begin, end)
        return "".join(classes)

    def span(self, first: int, last: int, label: str, rule: str) -> Span:
        """The span over these words."""
        return Span(self.doc, self.token[first], self.token[last] + 1, label=label, span_id=rule)

    def at(self, offset: int) -> int:
        """The word that holds the character, or the last one before it (-1 before the first)."""
        return bisect_right(self.starts, offset) - 1

    def text(self, first: int, last: int) -> str:
        """The characters from the first word to the last, as they stand."""
        return self.source[self.starts[first] : self.ends[last]]


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_language("function_words.csv")) | set(PARTICLES)


def _mark_capitals(cases: str, classes: list[str], begin: int, end: int) -> None:
    """Words of a sentence in capitals say nothing by theirs."""
    upper = cases.count("u", begin, end)
    letters = upper + cases.count("l", begin, end)
    if letters >= 3 and upper >= _CAPITAL_LINE * letters:
        for k in range(begin, end):
            if cases[k] == "u" and classes[k] not in "DTYPE":
                classes[k] = "U"


_last_words: tuple[Doc, Words] | None = None


def words_of(doc: Doc) -> Words:
    """The words of this Doc; kept for the last Doc asked for, so ask after sentences are set."""
    global _last_words
    last = _last_words
    if last is not None and last[0] is doc:
        return last[1]
    words = Words(doc)
    _last_words = (doc, words)
    return words
