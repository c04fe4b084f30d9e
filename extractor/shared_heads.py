"""Institutions that share one head: *los ministerios de Salud y de Educación*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from extractor.candidates import Candidate
from extractor.organization_lexicon import KnownOrganizations
from extractor.phrases import places_of
from extractor.words import Words

WORDS = r"[CAI][CAIn]*"
"""Capitalised words of a name, and numbers after them."""
# "ministerios de Salud y de Educación", "universidades de Lima, de Piura y del Pacífico"
SHARED = re.compile(rf"DT?{WORDS}(?:DT?{WORDS})*(?:[,Y](?:DT?)?{WORDS}(?:DT?{WORDS})*)+")
PLURALS = {
    "ministerios": "Ministerio",
    "secretarías": "Secretaría",
    "universidades": "Universidad",
    "gobiernos": "Gobierno",
    "consejerías": "Consejería",
    "embajadas": "Embajada",
    "direcciones": "Dirección",
    "gerencias": "Gerencia",
}
PLURAL_ADJECTIVES = {
    "regionales": "Regional",
    "provinciales": "Provincial",
    "distritales": "Distrital",
    "nacionales": "Nacional",
    "generales": "General",
}


class Kinded(Protocol):
    """What is needed of a head here."""

    @property
    def kind(self) -> str:
        """The kind of the institutions that it names."""
        ...


def shared_heads(
    words: Words, heads: Mapping[str, Sequence[Kinded]], known: KnownOrganizations
) -> Iterator[Candidate]:
    """*los ministerios de Salud y de Educación* are two, each named in full."""
    for k in places_of(words, PLURALS.keys()):
        if words.shape[k] == "U":
            continue
        singular = PLURALS[words.lower[k]]
        at = k + 1
        while words.lower[at : at + 1] and words.lower[at] in PLURAL_ADJECTIVES:
            singular = f"{singular} {PLURAL_ADJECTIVES[words.lower[at]]}"
            at += 1
        match = SHARED.match(words.shape, at)
        if match is None or sentence_end(words, at, match.end()) < match.end():
            continue
        kind = heads[singular.split()[0].lower()][-1].kind
        if kind == "academic" and not re.search("[,Y]D", words.shape[at : match.end()]):
            continue  # "las universidades de Puno, Moquegua y Tacna": of these places
        for number, (first, last) in enumerate(_portfolios(words, at, match.end())):
            name = f"{singular} {words.text(first, last)}"
            if words.shape[first] != "D":
                name = f"{singular} de {words.text(first, last)}"
            facts = {"form": "full", "kind": kind, "name": name, "confidence": 0.85}
            facts.update(next(iter(known.named(name)), {}))
            start = k if number == 0 else first
            yield Candidate(start, last, "organizations.pattern_shared_head", facts)


def _portfolios(words: Words, begin: int, end: int) -> list[tuple[int, int]]:
    """The complements of a shared head, cut before *y de*, else at *y* and commas."""
    cuts = [m.start() for m in re.finditer(r"[Y,](?=D)", words.shape[begin:end])]
    if not cuts:
        cuts = [m.start() for m in re.finditer(r"[Y,]", words.shape[begin:end])]
    bounds = [begin, *(begin + cut for cut in cuts), end]
    return [(left + (words.shape[left] in "Y,"), right - 1) for left, right in pairwise(bounds)]


def sentence_end(words: Words, begin: int, end: int) -> int:
    """`end`, or the word before it at which a new sentence begins."""
    for k in range(begin, end):
        if words.first[k]:
            return k
    return end
