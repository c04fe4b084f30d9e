"""The words of a document as one string of classes, so that a phrase is a regular expression."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from spacy.attrs import SENT_START
from spacy.tokens import Doc, Span

from extractor.lexicon import fold, read_language
from extractor.spans import tokens_of

# One character per word, so that a phrase is a regular expression over the document.
# C capitalised  A all capitals  I initial  U capital in a line of capitals  n number
# D de/del  T article  Y y/e  P para, por…  E en, a…  w other word in small letters
# q quotation mark  and , ; : . ( ) - / as themselves; x anything else
_PARTICLES = {
    **dict.fromkeys(("de", "del"), "D"),
    **dict.fromkeys(("la", "las", "el", "los", "lo"), "T"),
    **dict.fromkeys(("y", "e", "&"), "Y"),
    **dict.fromkeys(("para", "por", "contra", "sobre"), "P"),
    **dict.fromkeys(("en", "a", "al", "ante", "entre", "con", "sin"), "E"),
}
_MARKS = {
    **{mark: mark for mark in ",;:.()-/"},
    **dict.fromkeys("“”«»\"‘’'", "q"),
    **dict.fromkeys("—–", "-"),
    **dict.fromkeys("[{", "("),
    **dict.fromkeys("]}", ")"),
    "…": ".",
    "?": ".",
    "!": ".",
    ".-": ".",
    ".–": ".",
}
_CAPITAL_LINE = 0.7


class Words:
    """The tokens without white space, each with its class, for patterns over phrases.

    `shape` is a string with one class character per word (see the table above);
    `small` are the words that stand in small letters somewhere: one of them with a
    capital is rarely a name. `token[k]` is the index of word `k` in the Doc; `first[k]`
    whether it opens a sentence. `where[lower]` are the words with this form, in order: a rule
    that begins at certain words goes from one to the next. Spans are made by
    `span(first, last)`, last inclusive.
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
        keep = [i for i, text in enumerate(tokens.texts) if not text.isspace()]
        self.doc = doc
        self.source: str = tokens.text
        self.token: list[int] = keep
        self.texts: list[str] = [tokens.texts[i] for i in keep]
        self.lower: list[str] = [tokens.lower[i] for i in keep]
        self.starts: list[int] = [tokens.starts[i] for i in keep]
        self.ends: list[int] = [tokens.ends[i] for i in keep]
        marks = doc.to_array([SENT_START])
        self.first: list[bool] = self._openings(marks.tolist())
        self.shape: str = self._shape()
        self.where: dict[str, list[int]] = {}
        for k, low in enumerate(self.lower):
            self.where.setdefault(low, []).append(k)
        folded = {low: fold(low) for low in self.where}
        self.folded: list[str] = [folded[low] for low in self.lower]
        self.small: frozenset[str] = frozenset(t for t in self.texts if t.islower())
        self._flatten()

    def _flatten(self) -> None:
        """The folded words in one line, one blank where the text has white space.

        `flat_starts[k]` is the place of word `k`; `flat_ends` gives the word that ends there.
        """
        pieces: list[str] = []
        self.flat_starts: list[int] = []
        self.flat_ends: dict[int, int] = {}
        at, before = 0, 0
        for k, word in enumerate(self.folded):
            if self.starts[k] > before and k:
                pieces.append(" ")
                at += 1
            self.flat_starts.append(at)
            pieces.append(word)
            at += len(word)
            self.flat_ends[at] = k
            before = self.ends[k]
        self.flat: str = "".join(pieces)

    def _openings(self, marks: list[int]) -> list[bool]:
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

    def _shape(self) -> str:
        classes = [_class(text, low) for text, low in zip(self.texts, self.lower, strict=True)]
        function = _function_words()
        for k, low in enumerate(self.lower):
            if classes[k] == "C" and low in function:
                kind = _PARTICLES.get(low, "w")
                if kind in "PEY" or self.first[k] or (k and classes[k - 1] in "q:-("):
                    classes[k] = kind
        begin = 0
        for k in range(1, len(classes) + 1):
            if k == len(classes) or self.first[k]:
                _mark_capitals(self.texts, classes, begin, k)
                begin = k
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
    return frozenset(row["word"] for row in read_language("function_words.csv")) | set(_PARTICLES)


def _class(text: str, low: str) -> str:
    head = text[0]
    if head.isalpha():
        if not head.isupper():
            return _PARTICLES.get(low, "w")
        if len(text) == 1 or (len(text) == 2 and text[1] == "."):
            return _PARTICLES.get(low, "I") if low in ("y", "e", "a") else "I"
        return "A" if text.isupper() else "C"
    if head.isdigit():
        return "n"
    if text == "&":
        return "Y"
    return _MARKS.get(text, "x")


def _mark_capitals(texts: list[str], classes: list[str], begin: int, end: int) -> None:
    """Words of a sentence in capitals say nothing by theirs."""
    letters = [k for k in range(begin, end) if classes[k] in "CAIDTYPEw"]
    if len(letters) < 3:
        return
    upper = sum(texts[k].isupper() for k in letters)
    if upper >= _CAPITAL_LINE * len(letters):
        for k in letters:
            if classes[k] not in "DTYPE":
                classes[k] = "U" if texts[k].isupper() else classes[k]


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
