"""Acronyms: which stand for which names, by brackets, dashes, commas and initials."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.candidates import Candidate
from extractor.company_names import companies_again
from extractor.lexicon import fold, read_language, read_world
from extractor.phrases import spelled
from extractor.words import Words

# "(Pronabec)", "(GORE Cusco)", "(HUD, por sus siglas en inglés)": a short form in parentheses.
PARENTHESIS = re.compile(r"\(([CAI](?:[CAI-]|DT?[CA]){0,3})(?:,?(?:Pww)?(?:Ew)?)\)")
APPOSED = re.compile(r",T?A(?=[,.;)])|-T?A(?=-)")
BARE = re.compile(r"(?<=[TDE])A")
UNDERTAKING = "undertaking"
SMALL = frozenset("de del la las el los y e para por en a al con contra sobre".split())


class Abbreviations:
    """Adds the acronyms and short forms of the names found; made once."""

    def __init__(self) -> None:
        self.not_acronyms = frozenset(row["form"] for row in read_language("other_acronyms.csv"))
        self.undertakings = frozenset(
            row["head"] for row in read_language("project_heads.csv") if row["kind"]
        ) - {"programa"}
        self.common = {fold(row["word"]) for row in read_language("common_words.csv")}
        self.countries = {fold(row["name"]) for row in read_world("countries.csv")}
        self.heads = {fold(row["head"]) for row in read_language("organization_heads.csv")}

    def add(self, words: Words, found: list[Candidate]) -> list[Candidate]:
        """The names with their acronyms: in brackets on either side, between commas, bare."""
        shape = words.shape
        taken = {k for c in found for k in range(c.first, c.last + 1)}
        ends = {c.last + 1: c for c in found}
        extra: list[Candidate] = []
        others: set[str] = set()
        for match in PARENTHESIS.finditer(shape):
            first, last = match.start(1), match.end(1) - 1
            owner = ends.get(match.start())
            if owner is None:
                owner = self._defined(words, match.start(), words.text(first, last))
                if owner is None or not taken.isdisjoint(range(owner.first, owner.last + 1)):
                    continue
                if owner.rule == UNDERTAKING:
                    others.add(words.text(first, last))
                    continue
                extra.append(owner)
            if owner.facts.get("form") == "acronym":
                continue
            acronym = words.text(first, last)
            if fold(acronym) in self.countries or not _may_abbreviate(
                acronym, words.text(owner.first, owner.last)
            ):
                continue
            owner.facts["acronym"] = acronym
            facts = {**owner.facts, "form": "acronym", "defined_at": words.starts[owner.first]}
            replaced = [c for c in found if c.first >= first and c.last <= last]
            found = [c for c in found if c not in replaced]
            extra.append(Candidate(first, last, "organizations.acronym_defined", facts))
            taken.update(range(first, last + 1))
        extra += list(self._beside_comma(words, found, taken))
        _reversed(words, found, taken)
        extra += companies_again(words, [*found, *extra], taken)
        extra += _acronyms_again(words, [*found, *extra], taken)
        extra += self._bare_acronyms(words, taken, others)
        return sorted([*found, *extra], key=lambda c: c.first)

    def _beside_comma(
        self, words: Words, found: list[Candidate], taken: set[int]
    ) -> Iterator[Candidate]:
        """*la Cámara Colombiana de Comercio Electrónico, CCCE, …*: the acronym between commas."""
        shape = words.shape
        for owner in list(found):
            after = owner.last + 1
            if shape[after : after + 1] not in (",", "-") or owner.facts.get("form") != "full":
                continue
            match = APPOSED.match(shape, after)
            if match is None:
                continue
            k = match.end() - 1
            text = words.texts[k]
            if not abbreviates(text, words.texts[owner.first : owner.last + 1]):
                continue
            owner.facts["acronym"] = text
            for other in [c for c in found if c.first == k]:
                found.remove(other)
            taken.add(k)
            facts = {**owner.facts, "form": "acronym", "defined_at": words.starts[owner.first]}
            yield Candidate(k, k, "organizations.acronym_apposition", facts)

    def _defined(self, words: Words, bracket: int, acronym: str) -> Candidate | None:
        """The capitalised phrase before `(ACRONYM)` whose words the acronym abbreviates."""
        if not acronym.isalpha() or (
            not any(c.isupper() for c in acronym[1:]) and len(acronym) < 4
        ):
            return None
        shape, folded = words.shape, words.folded
        initial = fold(acronym)[0]
        first = bracket
        best = None
        while first > 0 and bracket - first < 16 and shape[first - 1] in "CAIDTYPE,":
            first -= 1
            if (
                shape[first] in "CA"
                and (folded[first][0] == initial or folded[first] in SMALL)
                and abbreviates(acronym, words.texts[first:bracket])
            ):
                best = first
        if best is None or shape[bracket - 1] not in "CAI" or bracket - best < 2:
            return None
        word = words.folded[best]
        if words.lower[best] in self.undertakings or (
            word in self.common and word not in self.heads
        ):
            return Candidate(
                best, bracket - 1, UNDERTAKING, {}
            )  # a plan, a fund, a term: "Inversión Extranjera Directa (IED)"
        facts = {"form": "full", "kind": "other", "confidence": 0.8}
        return Candidate(best, bracket - 1, "organizations.acronym_long_form", facts)

    def _bare_acronyms(
        self, words: Words, taken: set[int], others: set[str]
    ) -> Iterator[Candidate]:
        """`según el INEC`: capitals after an article, known to no lexicon."""
        shape = words.shape
        for match in BARE.finditer(shape):
            k = match.start()
            text = words.texts[k]
            if k in taken or not 3 <= len(text) <= 9 or not text.isalpha():
                continue
            article = words.lower[k - 1]
            if article not in ("el", "la", "del", "al") or text in self.not_acronyms:
                continue
            if text in others or shape[k + 1 : k + 2] in ("n", "C") or _is_roman(text):
                continue
            facts = {"form": "acronym", "kind": "other", "acronym": text, "confidence": 0.6}
            yield Candidate(k, k, "organizations.acronym_bare", facts)


def _acronyms_again(words: Words, found: list[Candidate], taken: set[int]) -> Iterator[Candidate]:
    """An acronym that the text defines, wherever it stands."""
    defined = {
        words.text(c.first, c.last): c
        for c in found
        if c.facts.get("form") == "acronym" and "defined_at" in c.facts and c.first == c.last
    }
    known = {c.first for c in found}
    for k in spelled(words, defined):
        if k not in taken and k not in known:
            taken.add(k)
            owner = defined[words.texts[k]]
            yield Candidate(k, k, "organizations.acronym_again", dict(owner.facts))


def _reversed(words: Words, found: list[Candidate], taken: set[int]) -> None:
    """*el GIRED (Grupo de Intervención Rápida para Emergencias y Desastres)*"""
    shape = words.shape
    bracketed = [
        c
        for c in found
        if shape[c.first - 1 : c.first] == "(" and shape[c.last + 1 : c.last + 2] == ")"
    ]
    at = {c.last: c for c in found} if bracketed else {}
    for long in bracketed:
        k = long.first
        text = words.texts[k - 2]
        if k < 2 or not abbreviates(text, words.texts[k : long.last + 1]):
            continue
        short = at.get(k - 2)
        if short is None:
            short = Candidate(k - 2, k - 2, "organizations.acronym_defined", {})
            found.append(short)
            taken.add(k - 2)
        long.facts["acronym"] = text
        short.facts = {**long.facts, "form": "acronym", "defined_at": words.starts[long.first]}
        short.rule = "organizations.acronym_defined"


def abbreviates(acronym: str, phrase: list[str]) -> bool:
    """Whether the letters of the acronym occur in order at the beginnings of the words.

    Every capital of the acronym starts a word or lies in one that gives several
    letters (*Promperú*: **Prom**oción del **Perú**); small words may be left out.
    """
    letters = fold(acronym)
    words = [low for word in phrase if (low := fold(word)) not in SMALL and word[0].isalnum()]
    if not letters or not words or words[0][:1] != letters[0]:
        return False
    return _consume(letters, words)


def _consume(letters: str, words: list[str]) -> bool:
    if not letters:
        return not words or len(words) <= 1
    if not words:
        return False
    word = words[0]
    size = 0
    while size < len(word) and size < len(letters) and word[size] == letters[size]:
        size += 1
    for take in range(size, 0, -1):
        if _consume(letters[take:], words[1:]):
            return True
    return len(words) > 1 and size == 0 and _consume(letters, words[1:])


def _may_abbreviate(acronym: str, name: str) -> bool:
    """Rejects what a parenthesis may also hold: a place, a year, a party of a person."""
    if not any(c.isupper() for c in acronym):
        return False
    initials = {fold(word)[0] for word in name.split()}
    return len(acronym) <= 24 and fold(acronym)[0] in initials


def _is_roman(text: str) -> bool:
    return re.fullmatch(r"[IVXLC]+", text) is not None
