"""The counted noun: where it begins and ends after a number, without a tagger.

*15.600 [pequeños productores] de café*, *dos [puestos de salud]*, *48.000 [niñas y
niños] menores de tres años*, *5,100 [indirectos]* (an adjective: the noun is elsewhere).
Begin with `counted_noun`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.lexicon import fold, read_language
from extractor.spanish import read_words


@cache
def modifiers() -> Mapping[str, str]:
    """Plain word -> its place beside the noun: before, alone, invariable, not_noun,
    no_name (no noun where it has a capital: *en 2020 Estados Unidos*).
    """
    table: dict[str, str] = {}
    for row in read_language("noun_modifiers.csv"):
        places = table.get(fold(row["word"]), "")
        table[fold(row["word"])] = f"{places} {row['place']}".strip()
    return table


_GAP = r"(?:[ \t\u00a0]+(?:\n[ \t]*)?|\n[ \t]*)"
_WORD = r"([^\W\d_][\w'’-]*)"
_MOST = 7
"""Words after a number that are looked at."""
_WORDS = re.compile(f"{_GAP}{_WORD}" + f"(?:{_GAP}{_WORD}" * (_MOST - 1) + ")?" * (_MOST - 1))
_RELATIONAL = re.compile(
    r"\w{2,}(?:al|ar|il|iv[oa]|[ao]ri[oa]|ic[oa]|[ai]n[oa]|os[oa]|ist[a]|eñ[oa]|er[oa])e?s"
)
_VERB = re.compile(
    r"\w{2,}(?:ar|er|ir)(?:emos|iamos)|(?:s|est|v|d)amos|somos|hemos|tenemos|podemos|queremos|debemos"
    r"|hacemos|sabemos|creemos|vemos|ibamos|fuimos|seguimos|necesitamos|esperamos|buscamos"
)
_FINAL = re.compile(r"\w+[bcfghjkmpqtvwxy]")
_COMMA_PAIR = re.compile(r"(, *(?P<second>\w+s))? [ye] (?P<last>\w+s)(?!\w)")


@dataclass(slots=True, frozen=True)
class Noun:
    """A counted noun; `start:end` are characters of the text, end exclusive."""

    start: int
    end: int
    head: str


@dataclass(slots=True)
class Following:
    """The words right after a number, up to a digit, a mark or the end of the paragraph."""

    words: tuple[str, ...]
    match: re.Match[str] | None

    def start(self, i: int) -> int:
        """Where word `i` begins in the text."""
        return self.match.start(i + 1) if self.match else 0

    def end(self, i: int) -> int:
        """Where word `i` ends, exclusive."""
        return self.match.end(i + 1) if self.match else 0


NOTHING = Following((), None)


def following_words(plain: str, text: str, end: int) -> Following:
    """Up to seven plain words after `end`; a line that begins with a capital is another."""
    match = _WORDS.match(plain, end)
    if match is None:
        return NOTHING
    count = match.lastindex or 0
    if "\n" in match[0]:
        last = end
        for i in range(1, count + 1):
            start = match.start(i)
            if start - last > 1 and "\n" in plain[last:start] and text[start].isupper():
                count = i - 1
                break
            last = match.end(i)
    return Following(match.groups()[:count], match)


@lru_cache(maxsize=4096)
def ends_phrase(word: str) -> bool:
    """Whether no counted noun begins with this word, nor an adjective in the place of one."""
    places = modifiers().get(word, "")
    if "before" in places or "alone" in places:
        return False
    return len(word) < 3 or "not_noun" in places or "function" in places


def looks_counted(word: str, original: str, value: float) -> bool:
    """Whether a word can be what is counted: a plural, or a singular after one or less."""
    places = modifiers().get(word, "")
    if "not_noun" in places or len(word) < 3:
        return False
    if "no_name" in places and original[:1].isupper():
        return False
    if original.isupper() and 2 < len(word) <= 6 and not word.endswith("s"):
        return len(original) == len(word) and not _is_function(word)
    if _is_function(word):
        return False
    if word.endswith("s"):
        if len(word) <= 3:
            return False
        return not (word.endswith("mos") and _VERB.fullmatch(word))
    if 0 < value <= 1:
        return original.islower()
    return _FINAL.fullmatch(word) is not None and original.islower()


def _is_function(word: str) -> bool:
    return "function" in modifiers().get(word, "")


def counted_noun(
    plain: str, text: str, after: Following, value: float, takes_de: bool
) -> tuple[Noun | None, bool]:
    """The noun that a number counts, if its words follow; else None.

    The second value says that an adjective stands there in the place of the noun
    (*5,100 indirectos*), so that the noun is one said before.
    """
    words = after.words
    i = 0
    if takes_de and words[:1] == ("de",):
        i = 1
    places = modifiers()
    begin = i
    while i < len(words) - 1 and "before" in places.get(words[i], "") and i < begin + 2:
        original = text[after.start(i + 1) : after.end(i + 1)]
        if not looks_counted(words[i + 1], original, value):
            break
        i += 1
    if i >= len(words):
        return None, False
    start, end = after.start(i), after.end(i)
    head = words[i]
    if "alone" in places.get(head, ""):
        return None, True
    if not looks_counted(head, text[start:end], value):
        return None, False
    j = _complement(plain, text, after, i)
    last = after.end(j - 1)
    if pair := _pair(plain, text, head, last):
        last = pair
    return Noun(after.start(begin) if _kept(words[begin:i]) else start, last, head), False


def _kept(before: tuple[str, ...]) -> bool:
    """*pequeños productores* is one notion, *otros hogares*, *primeros contratos* are not."""
    return bool(before) and before[0] not in {
        "otros", "otras", "primeros", "primeras", "ultimos", "ultimas", "proximos", "proximas",
        "nuevos", "nuevas", "nuevo", "nueva", "mismos", "mismas", "siguientes", "anteriores",
        "actuales",
    }  # fmt: skip


def _complement(plain: str, text: str, after: Following, i: int) -> int:
    """The index after the adjective or *de* complement that belongs to the noun at `i`."""
    words = after.words
    j = i + 1
    if (
        j < len(words)
        and _belongs(words[j])
        and text[after.start(j)].islower() | (text[after.start(i)].isupper())
    ):
        return j + 1
    if j + 1 < len(words) and words[j] == "de":
        following = words[j + 1]
        original = text[after.start(j + 1) : after.end(j + 1)]
        known = following in modifiers() or read_words(following) is not None
        if original.islower() and not known and len(following) > 2:
            return j + 2
    return j


def _belongs(word: str) -> bool:
    return word[-1] == "s" and word not in modifiers() and bool(_RELATIONAL.fullmatch(word))


def _pair(plain: str, text: str, head: str, end: int) -> int:
    """The end of *niñas y niños*, *niños, niñas y adolescentes*, *países y territorios*."""
    match = _COMMA_PAIR.match(plain, end)
    if match is None:
        return 0
    first = match["second"] or match["last"]
    stem = head[:-2]
    if len(stem) > 2 and first.startswith(stem) and len(first) <= len(head) + 2:
        return match.end()
    if match["second"] or not text[match.start("last")].islower():
        return 0
    after = plain[match.end() : match.end() + 1]
    ends_clause = after in ".,;:)" or not after
    return match.end() if ends_clause and looks_counted(match["last"], match["last"], 2) else 0
