"""Is this text Spanish?

By its small words (articles, prepositions, pronouns), of which any language
has its own and needs every few words: no list of names or figures lacks so
many, and no subject matter changes them. The words are in
`lexicons/world/function_words.csv`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import islice

from extractor.lexicon import read_world

SPANISH = "es"
NAMES = {
    "ay": "Aymara",
    "ca": "Catalan",
    "de": "German",
    "en": "English",
    "eu": "Basque",
    "fr": "French",
    "gl": "Galician",
    "it": "Italian",
    "pt": "Portuguese",
    "qu": "Quechua",
    "ro": "Romanian",
}
"""ISO 639-1 -> what a message calls it."""

READ = 500
"""Words that are looked at: the language of a release shows in its first page."""
FEWEST = 8
"""Words below which nothing is said."""
LEAST = 0.06
"""Share of Spanish small words that the barest Spanish text has (lists of names: 0.12)."""
MARGIN = 1.5
"""How many words that are not Spanish must stand against each that is only Spanish."""
AFTER_LATIN = "\u0250"


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """Small word -> the languages it belongs to."""
    return {row["word"]: tuple(row.many("languages")) for row in read_world("function_words.csv")}


def warnings(words: Iterable[str]) -> tuple[str, ...]:
    """What to tell the reader of a record about the language of its text, if anything.

    Args:
        words: the words of the text in small letters, in order; what is no word is left out.

    >>> warnings("the minister said that the works will begin in the next days".split())
    ('the text does not look Spanish but English',)
    """
    read = [word for word in islice(words, READ) if word.isalpha()]
    if len([word for word in read if word >= AFTER_LATIN]) > len(read) / 2:
        return ("the text does not look Spanish: it is not in Latin letters",)
    if len(read) < FEWEST:
        return ()
    languages = _languages()
    found = Counter([languages[word] for word in read if word in languages])
    spanish = sum([n for codes, n in found.items() if SPANISH in codes])
    # all other languages together: where they lack words, no single one has enough
    if found.total() - spanish >= max(2, MARGIN * found[SPANISH,]):
        other = max(NAMES, key=lambda code: (_only(found, code, SPANISH), code))
        foreign = _only(found, other, SPANISH)
        if foreign > 1 and foreign >= MARGIN * _only(found, SPANISH, other):
            return (f"the text does not look Spanish but {NAMES[other]}",)
    return () if spanish >= LEAST * len(read) else ("the text does not look Spanish",)


def _only(found: Counter[tuple[str, ...]], one: str, other: str) -> int:
    """Small words that the first language has and the second has not."""
    return sum(n for codes, n in found.items() if one in codes and other not in codes)
