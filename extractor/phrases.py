"""Finding the names of a lexicon in a text, whatever their case, accents and line breaks.

spaCy's PhraseMatcher does this too, but wants a Doc for each of our 25,000
names when the pipeline is loaded (0.9 s against 0.05 s) and puts their words
into the vocabulary; here a name is looked for only where its first word stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractor.lexicon import fold
from extractor.words import Words

_FIRST = re.compile(r"\w+")
_TWO = re.compile(r"(\w+) (\w+)")


class PhraseBook:
    """The folded names of a lexicon, by their first two words."""

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
            word: {
                second: tuple(sorted(phrases, key=lambda p: (-len(p), p)))
                for second, phrases in book.items()
            }
            for word, book in books.items()
        }

    def find(self, words: Words) -> Iterator[tuple[int, int, str]]:
        """First and last word (inclusive) and the folded name; at each word the longest first.

        A name ends where a word ends: *Lima* is not found in *Limatambo*.
        """
        flat, starts, ends, folded = words.flat, words.flat_starts, words.flat_ends, words.folded
        books = self._books
        last_word = len(folded) - 1
        for k, word in enumerate(folded):
            book = books.get(word)
            if book is None:
                if word.isalnum():
                    continue
                first = _FIRST.match(word)
                book = books.get(first[0]) if first else None
                if book is None:
                    continue
            phrases = book.get("", ())
            if k < last_word:
                following = folded[k + 1]
                if not following.isalnum() and (run := _FIRST.match(following)):
                    following = run[0]
                phrases = (*book.get(following, ()), *phrases)
            start = starts[k]
            for phrase in phrases:
                if flat.startswith(phrase, start):
                    last = ends.get(start + len(phrase))
                    if last is not None:
                        yield k, last, phrase
