"""The grammar of personal names: given names, surnames, particles, initials, honorifics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.lexicon import fold, read_language
from extractor.words import Words

# A name: capitalised words, initials and the particles between them.
NAME = re.compile(r"[CI]+(?:(?:D?T?|Y)[CI]+)*")
BY_NAME = re.compile(r"(?:\(C\)|qCq)C")
STRICT = re.compile(r"[CI]+(?:DT?[CI]+)*")
ROMAN = re.compile(r"[IVX]{1,5}")
UNNAMED = re.compile("[Un]")
SMALL = frozenset("de del la las los y e da das do dos di van von der den du le san santa".split())
FOREIGN = frozenset("da das do dos di van von der den du le bin al ben".split())
FOREIGN_TAIL = re.compile(r"[wTDY]{1,3}([CI]+)")
MAX_WORDS = 7


class NameGrammar:
    """Reads personal names; made once."""

    def __init__(self) -> None:
        given, surnames = read_language("given_names.csv"), read_language("surnames.csv")
        self.given = {fold(row["name"]) for row in given}
        self.sure_given = {fold(row["name"]) for row in given if not row["ambiguous"]}
        self.surnames = {fold(row["name"]) for row in surnames}
        self.sure_surnames = {fold(row["name"]) for row in surnames if not row["ambiguous"]}
        self.place_names = {
            fold(row["name"]) for row in (*given, *surnames) if "place" in row.many("ambiguous")
        }
        self.common = {fold(row["word"]) for row in read_language("common_words.csv")}
        self.honorifics: dict[str, list[tuple[str, ...]]] = {}
        for row in read_language("honorifics.csv"):
            for form in {*row.many("form"), *row.many("abbreviation")}:
                parts = tuple(form.lower().replace(".", "").split())
                if parts:
                    self.honorifics.setdefault(parts[0], []).append(parts)

    def honorific_openings(self, words: Words) -> set[int]:
        """The words at which an honorific may begin."""
        opens = self.honorifics
        forms = opens.keys() & words.where.keys()
        forms.update([w for w in words.where if "." in w and w.replace(".", "") in opens])
        return {k for low in forms for k in words.where[low]}

    def honorific_at(self, words: Words, k: int) -> int:
        """The number of words (full stop included) of the honorific at word `k`, or 0."""
        low = words.lower[k]
        forms = self.honorifics.get(low.replace(".", ""))
        if not forms:
            return 0
        best = 0
        for form in forms:
            at = k
            for part in form:
                if at > k and words.texts[at : at + 1] == ["."]:
                    at += 1
                if at < len(words.lower) and words.lower[at].replace(".", "") == part:
                    at += 1
                else:
                    break
            else:
                if (
                    words.shape[at : at + 1] == "."
                    and words.texts[at] == "."
                    and not words.texts[at - 1].endswith(".")
                ):
                    at += len(words.texts[at - 1]) <= 5
                best = max(best, at - k)
        return best

    def end(self, words: Words, k: int) -> int:
        """One past the last word of the name that begins at word `k` (`k` where there is none)."""
        match = NAME.match(words.shape, k) or None
        if match is None:
            return k
        end = match.end()
        nickname = BY_NAME.match(words.shape, end)
        if nickname and end == k + 1 and self.is_surname(words.folded[nickname.end() - 1]):
            more = NAME.match(words.shape, nickname.end() - 1)  # "Ángela (Grey) Pérez Díaz"
            end = more.end() if more else end
        while (  # "Ursula von der Leyen", "Xavier da Silva"
            end + 1 < len(words.shape)
            and words.lower[end] in FOREIGN
            and (more := FOREIGN_TAIL.match(words.shape, end)) is not None
            and all(words.lower[j] in FOREIGN for j in range(end, more.end() - len(more[1])))
        ):
            end = more.end()
        if end == k + 1 and words.shape[end : end + 1] != "A":
            return end
        end = min(end, k + 12)
        count = 0
        for j in range(k, end):
            if words.first[j] and j > k:
                end = j
                break
            if words.shape[j] == "Y" and not self._joins(words, k, j):
                end = j
                break
            count += words.shape[j] in "CI"
            if count > MAX_WORDS:
                end = j
                break
        while end > k and words.shape[end - 1] in "DTY":
            end -= 1
        if words.shape[end : end + 1] == "A" and ROMAN.fullmatch(words.texts[end]) and end > k:
            end += 1  # "Felipe VI"
        return end

    def _joins(self, words: Words, k: int, j: int) -> bool:
        """*Ortega y Gasset*: surnames on both sides, and no given name follows."""
        before, after = words.folded[j - 1], words.folded[j + 1]
        return (
            j - k >= 2
            and before in self.surnames
            and after in self.surnames
            and after not in self.given
            and words.shape[j + 2 : j + 3] not in ("C",)
        )

    def is_given(self, folded: str, sure: bool = False) -> bool:
        """Whether the folded word is a given name; `sure`: and no ordinary word or place."""
        return folded in (self.sure_given if sure else self.given)

    def is_surname(self, folded: str, sure: bool = False) -> bool:
        """Whether the folded word is a surname; compound ones by their parts."""
        names = self.sure_surnames if sure else self.surnames
        return folded in names or (
            "-" in folded and not names.isdisjoint(folded.split("-"))
        )  # "Muñoz-Conde"

    def looks_like(self, words: Words, k: int, end: int) -> bool:
        """Whether the capitalised words `k:end` read as a full name on their own evidence."""
        capitals = capitals_of(words, k, end)
        if len(capitals) < 2:
            return False
        first, *rest = [words.folded[j] for j in capitals]
        if first in self.sure_given:
            return (
                words.shape[capitals[1]] == "I"
                or rest[0] not in self.common
                or any(self._is_known(name) for name in rest)
            )
        if first in self.given:
            return any(self.is_surname(name) for name in rest)
        return (
            first not in self.common
            and not words.first[k]
            and self.is_surname(first)
            and any(self.is_surname(name, sure=True) or name in self.sure_given for name in rest)
        )

    def _is_known(self, folded: str) -> bool:
        return folded in self.given or self.is_surname(folded)

    def has_known(self, words: Words, k: int, end: int) -> bool:
        """Whether one of the words is a given name or a surname of the lexicon."""
        return any(self._is_known(words.folded[j]) for j in capitals_of(words, k, end))

    def plausible(self, words: Words, k: int, end: int) -> bool:
        """Whether the words may be a name where a role or an honorific stands beside them."""
        capitals = capitals_of(words, k, end)
        if not capitals or UNNAMED.search(words.shape, k, end):
            return False
        first = words.folded[capitals[0]]
        return first not in self.common or first in self.given


def capitals_of(words: Words, k: int, end: int) -> list[int]:
    """The words with a capital, initials included, among `k:end`."""
    shape = words.shape
    return [j for j in range(k, end) if shape[j] in "CI"]


def surnames_of(name: str, given: set[str]) -> Iterator[tuple[str, ...]]:
    """The forms by which the text may call a person again, longest first.

    *Luis San Martín Rojas*: *San Martín Rojas*, *San Martín*. Spanish names hold
    one or two given names and two surnames; particles belong to what follows.
    """
    parts = _chunks(name.split())
    if len(parts) < 2:
        return
    start = 1
    if len(parts) >= 3 and " ".join(parts[1]).lower() in given and len(parts) > 3:
        start = 2
    elif len(parts) == 3 and fold(" ".join(parts[1])) in given:
        start = 1
    yield tuple(word for part in parts[start:] for word in part)
    yield tuple(parts[start])
    if start == 1 and len(parts) >= 3:
        yield tuple(word for part in parts[2:] for word in part)
        yield tuple(parts[2])
    yield tuple(word for part in parts[:2] for word in part)


def _chunks(words: list[str]) -> list[list[str]]:
    """Particles go with the word that follows: *del Villar*, *San Martín*."""
    parts: list[list[str]] = []
    pending: list[str] = []
    for word in words:
        pending.append(word)
        if word.lower() not in SMALL:
            parts.append(pending)
            pending = []
    if pending and parts:
        parts[-1].extend(pending)
    return parts
