"""Names of projects that a construction gives: *denominado X*, *X, un proyecto que…*, *feria X*.

The head stands apart from the name, so the name alone is the span. What a person, an
institution or a place is called is no project: the component drops those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from extractor.candidates import Candidate
from extractor.lexicon import fold, read_language
from extractor.project_grammar import NAME, VERBS_AFTER, ProjectHead, end_of
from extractor.words import Words

NAMING = frozenset(
    f"{stem}{ending}"
    for stem in "denominad llamad titulad bautizad conocid nombrad".split()
    for ending in ("o", "a", "os", "as")
)
LAUNCHED = re.compile(
    r"(?:lanz|present|inici|impuls|desarroll|ejecu[tc]|promo[vc]|promuev|implement|inaugur|financi|"
    r"anunci|aprob|public|cre[oóaeé]|marcha$|trata$|llama$|denomina)"
)
"""Beginnings of what is done with a project, right before its name."""
SMALL_ARTICLES = frozenset(("un", "una", "la", "el", "primer", "primera", "segundo", "segunda"))
NORMS = frozenset(
    "ley decreto resolución código constitución acuerdo tratado convenio día semana mes año "
    "foro congreso seminario cumbre".split()
)
EVENTS = frozenset("feria festival concurso jornada aplicativo".split())
ACTION = re.compile(r"(?:mejora|manteni|sanea|equipa)miento|\w{4,}ci[oó]n")
CAMEL = re.compile(r"[a-záéíóúñ][A-ZÁÉÍÓÚÑ]")
COMPLEMENT = re.compile(r"w{0,2}Dw{1,2}(?=[CA])")
BACK = 6
"""Words between a head and the participle that names it: *programa de becas titulado*."""
LONGEST = 9


class NamedByConstruction:
    """Reads the names that a participle, an apposition or a noun of events introduces."""

    def __init__(self, heads: Mapping[str, Sequence[ProjectHead]], singular: set[str]) -> None:
        self.heads = heads
        self.singular = singular
        self.common = {fold(row["word"]) for row in read_language("common_words.csv")}

    def called(self, words: Words, k: int) -> Candidate | None:
        """*El plan, llamado Argentina Grande, …*: the name after the participle at `k`."""
        at = k + 1
        if words.lower[at : at + 1] == ["como"]:
            at += 1
        if words.shape[at : at + 1] not in ("C", "A") or words.first[at]:
            return None
        head = self._head_before(words, k)
        end = end_of(words, at, NAME.match(words.shape, at))
        if head is None or end <= at:
            return None
        return Candidate(at, end - 1, "projects.called", _facts(head.kind, 0.85))

    def _head_before(self, words: Words, k: int) -> ProjectHead | None:
        """The generic noun that the participle goes with: same gender, no other noun's."""
        for j in range(k - 1, max(-1, k - 1 - BACK), -1):
            if words.shape[j] in ".;:q" or words.lower[j] in ("del", "que"):
                return None
            if words.first[j] and words.lower[j] not in self.heads:
                return None
            for head in self.heads.get(words.lower[j], ()):
                if len(head.words) == 1 and head.kind and head.style == "any":
                    return head if _agree(words.lower[j], words.lower[k]) else None
        return None

    def apposed(self, words: Words, k: int, head: ProjectHead) -> Candidate | None:
        """*Lanzó Ruta Verde, un proyecto que busca…*: the name before the head at `k`."""
        shape = words.shape
        comma = k - 1
        while comma > k - 4 and comma > 0 and words.lower[comma] in SMALL_ARTICLES:
            comma -= 1
        after = k + len(head.words)
        said = words.lower[comma] == "es" and comma < k - 1
        if comma < 1 or (shape[comma] != "," and not said) or words.lower[k] not in self.singular:
            return None
        if shape[after : after + 1] not in ("w", "D", "P"):
            return None
        first = self._name_before(words, comma)
        if first is None or not (
            self._is_ordinary(words, first, comma) if said else self._is_sure(words, first, comma)
        ):
            return None
        return Candidate(first, comma - 1, "projects.apposition", _facts(head.kind, 0.75))

    def _name_before(self, words: Words, comma: int) -> int | None:
        """The first word of the capitalised phrase that ends before the comma."""
        shape = words.shape
        first = comma
        while first > 0 and comma - first < LONGEST and not words.first[first]:
            before = shape[first - 1]
            linked = before in "DTPEY" and first < comma and _begun(words, first - 1)
            if not linked and before not in "CAIn":
                break
            first -= 1
        if first < comma - 1 and words.first[first] and _is_verb(words.texts[first]):
            first += 1  # "Lanzaron Cuidar en Igualdad"
        return first if first < comma and shape[first] in "CA" else None

    def _is_sure(self, words: Words, first: int, comma: int) -> bool:
        """Whether the name is launched, or is made of ordinary words with capitals."""
        if words.lower[first] in NORMS:
            return False
        before = first
        while before > first - 2 and before > 0 and words.shape[before - 1] in "DT":
            before -= 1  # "el lanzamiento de · Ruta Verde"
        if words.first[first] or before == 0:
            return False
        if LAUNCHED.match(words.folded[before - 1]):
            return True
        plain = before == first and words.shape[first - 1] not in ",YC"
        return plain and self._is_ordinary(words, first, comma)

    def _is_ordinary(self, words: Words, first: int, end: int) -> bool:
        """Two capitals or more, half of them on words that no person and no town is called."""
        named = [k for k in range(first, end) if words.shape[k] in "CA"]
        ordinary = sum(words.folded[k] in self.common for k in named)
        return len(named) > 1 and 2 * ordinary >= len(named)

    def event(self, words: Words, k: int) -> Candidate | None:
        """*la feria VraemCacao*, *el concurso Mi Barrio Limpio*."""
        at = k + 1
        if words.shape[at : at + 1] not in ("C", "A") or words.first[at] or words.first[k]:
            return None
        end = end_of(words, at, NAME.match(words.shape, at))
        capitals = sum(c in "CA" for c in words.shape[at:end])
        ordinary = any(words.folded[j] in self.common for j in range(at, end))
        if (capitals > 1 and ordinary) or CAMEL.search(words.texts[at]):
            return Candidate(at, end - 1, "projects.event", _facts("initiative", 0.75))
        return None

    def action(self, words: Words, k: int) -> Candidate | None:
        """*la obra Mejoramiento de la Avenida Arequipa*: a work by what is done."""
        at = k + 1
        if words.shape[at : at + 1] != "C" or not ACTION.fullmatch(words.lower[at]):
            return None
        end = end_of(words, at, NAME.match(words.shape, at))
        if end - at < 3:
            return None
        return Candidate(at, end - 1, "projects.action", _facts("work", 0.85))


def complemented(words: Words, k: int, head: ProjectHead) -> Candidate | None:
    """*el programa de becas Jóvenes al Futuro*: the name right after what the head is of."""
    begin = k + len(head.words)
    match = COMPLEMENT.match(words.shape, begin)
    if match is None or head.kind == "fund" or "del" in words.lower[begin : match.end()]:
        return None
    at = match.end()
    small = {words.lower[j] for j in range(begin, at) if words.shape[j] == "w"}
    if not small.isdisjoint(VERBS_AFTER | NAMING) or any(words.first[begin : at + 1]):
        return None
    end = end_of(words, at, NAME.match(words.shape, at))
    if sum(c in "CA" for c in words.shape[at:end]) < 2:
        return None
    return Candidate(at, end - 1, "projects.complement", _facts(head.kind, 0.75))


def split_names(words: Words, begin: int, names: Candidate) -> Iterator[Candidate]:
    """*los programas Agua Limpia y Luz Nueva* are two; none keeps the head."""
    begin = max(begin, names.first)
    cuts = [k for k in range(begin, names.last + 1) if words.shape[k] in "Y,"]
    for left, right in pairwise([begin - 1, *cuts, names.last + 1]):
        if left + 1 <= right - 1:
            yield Candidate(left + 1, right - 1, names.rule, dict(names.facts))


def _facts(kind: str, confidence: float) -> dict[str, Any]:
    return {"kind": kind, "form": "full", "confidence": confidence}


def _begun(words: Words, k: int) -> bool:
    """Whether a capitalised word stands before the particles at `k`."""
    shape = words.shape
    while k > 0 and shape[k] in "DTPEY" and not words.first[k]:
        k -= 1
    return shape[k] in "CA"


def _is_verb(word: str) -> bool:
    return word.endswith(("ó", "aron", "ieron"))


def _agree(noun: str, participle: str) -> bool:
    """Gender and number: *la campaña llamada*, *los planes llamados*; `-a` is mostly feminine."""
    masculine = noun.rstrip("s") not in ("campaña", "estrategia", "iniciativa", "cruzada")
    return (participle.rstrip("s")[-1] == "o") == masculine and (
        noun.endswith("s") == participle.endswith("s")
    )
