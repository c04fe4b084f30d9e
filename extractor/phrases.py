"""Finding the names of a lexicon in a text, whatever their accents, line breaks and capitals.

spaCy's PhraseMatcher does this too, but wants a Doc for each of our 25,000
names when the pipeline is loaded (0.9 s against 0.05 s) and puts their words
into the vocabulary; here a name is looked for only where its first word stands
with a capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from extractor.lexicon import fold
from extractor.words import Words

_FIRST = re.compile(r"\w+")
_TWO = re.compile(r"(\w+) (\w+)")
_FEW = 8
"""Names with the same two first words that are tried one by one."""
_AHEAD = 4
"""Characters after these words by which more names than that are told apart."""

_Names = tuple[str, ...] | dict[str, tuple[str, ...]]


class PhraseBook:
    """The folded names of a lexicon, by their first two words.

    A name is found where its first word has a capital (*Lima*, *teleSUR*, *e-Gob*) or
    begins with a digit (*3er*).
    """

    def __init__(self, names: Iterable[str]) -> None:
        books: dict[str, dict[str, set[str]]] = {}
        for name in names:
            folded = " ".join(fold(name).split())
            two = _TWO.match(folded)
            first, second = two.groups() if two else (_FIRST.match(folded), "")
            if first is None:
                continue
            word = first if isinstance(first, str) else first[0]
            books.setdefault(word, {}).setdefault(second, set()).add(folded)
        self._books = {
            word: {second: _told_apart(word, second, names) for second, names in book.items()}
            for word, book in books.items()
        }

    def find(self, words: Words) -> Iterator[tuple[int, int, str]]:
        """First and last word (inclusive) and the folded name; at each word the longest first.

        A name ends where a word ends: *Lima* is not found in *Limatambo*.
        """
        flat, starts, ends, folded = words.flat, words.flat_starts, words.flat_ends, words.folded
        books = self._books
        last_word = len(folded) - 1
        for k, word in words.openings:
            book = books.get(word)
            if book is None:
                continue
            start = starts[k]
            names: Iterable[str] = book.get("", ())
            if k < last_word:
                following = folded[k + 1]
                if not following.isalnum():
                    following = _run(following) or following
                longer = book.get(following, ())
                if isinstance(longer, dict):
                    at = start + len(word) + len(following) + 2
                    longer = (*longer.get(flat[at : at + _AHEAD], ()), *longer[""])
                names = (*longer, *names)
            for name in names:
                if flat.startswith(name, start):
                    last = ends.get(start + len(name))
                    if last is not None:
                        yield k, last, name


def _told_apart(first: str, second: str, names: Iterable[str]) -> _Names:
    """The names that begin with these two words, the longest first; many by what comes next.

    Those that end too early for it are under the empty string.
    """
    ordered = sorted(names, key=lambda name: (-len(name), name))
    if len(ordered) <= _FEW or not second:
        return tuple(ordered)
    at = len(first) + len(second) + 2
    apart: dict[str, list[str]] = {"": []}
    for name in ordered:
        ahead = name[at : at + _AHEAD]
        apart.setdefault(ahead if len(ahead) == _AHEAD else "", []).append(name)
    return {ahead: tuple(these) for ahead, these in apart.items()}


def places_of(words: Words, forms: Set[str]) -> list[int]:
    """The words that have one of these forms (in lower case), in order."""
    where = words.where
    return sorted([k for low in where.keys() & forms for k in where[low]])


def spelled(words: Words, forms: Iterable[str]) -> list[int]:
    """The words that are written just like one of these (different) forms, in order."""
    texts, where = words.texts, words.where
    return sorted([k for form in forms for k in where.get(form.lower(), ()) if texts[k] == form])


def _run(word: str) -> str:
    """The letters and digits with which the word begins."""
    match = _FIRST.match(word)
    return match[0] if match else ""
