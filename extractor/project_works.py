"""Works of construction: named by their place, their patron or, roads, by their ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from spacy.tokens import Span

from extractor.candidates import Candidate
from extractor.project_grammar import BUILDING, ENDS, NEAR, PLACED, VERBS_AFTER, WORK, end_of
from extractor.words import Words

JOINED = re.compile(r"T?[CA]{1,3}(?:-T?[CA]{1,3}){1,4}")
"""*Huánuco – La Unión*"""
HOUSED = frozenset(
    "hospital policlínico clínica centro puesto escuela colegio liceo institución jardín "
    "instituto comisaría biblioteca museo teatro mercado".split()
)
"""First words of institutions that a building houses."""
BUILT = frozenset("construccion reconstruccion edificacion".split())
LARGE = frozenset(("nuevo", "nueva", "gran", "segundo", "segunda"))


def work(
    words: Words, k: int, begin: int, facts: dict[str, Any], *, capital: bool, road: bool
) -> Candidate | None:
    """The work whose head is at `k`, where something near it speaks of building."""
    shape = words.shape
    end = _road_end(words, begin) if road else begin
    if road and end == begin:
        return None  # "carretera Central"
    if not road or end < 0:
        end = end_of(words, begin, (WORK if capital else PLACED).match(shape, begin))
    if end <= begin or not any(c in "CA" for c in shape[begin:end]):
        return None
    start = max(0, words.starts[k] - NEAR)
    if not BUILDING.search(words.source, start, words.ends[min(end, len(shape)) - 1] + NEAR):
        return None
    first = k - (k > 0 and shape[k - 1] == "C" and words.lower[k - 1] in LARGE)
    if not capital and shape[begin] == "w" and words.lower[begin] in VERBS_AFTER:
        return None
    return Candidate(first, end - 1, "projects.work", {**facts, "confidence": 0.8})


def new_buildings(words: Words, institutions: Iterable[Span]) -> Iterator[Candidate]:
    """*inauguró el nuevo Hospital de Huanta*: an institution whose house is the work."""
    for span in institutions:
        first = words.at(span.start_char)
        if first < 1 or words.first[first] or words.lower[first] not in HOUSED:
            continue
        last = words.at(span.end_char - 1)
        before = first - 1
        new = words.lower[before] in ("nuevo", "nueva")
        before -= new
        while before > 0 and words.shape[before] in "DT":
            before -= 1
        built = words.folded[before] in BUILT and not words.first[before + 1]
        start, end = max(0, words.starts[first] - NEAR), words.ends[last] + NEAR
        if built or (new and BUILDING.search(words.source, start, end)):
            facts = {"kind": "work", "form": "full", "confidence": 0.75}
            yield Candidate(first - new, last, "projects.new_building", facts)


def _road_end(words: Words, begin: int) -> int:
    """One past *Huánuco – La Unión*; -1 where one word joins the ends; `begin` without ends."""
    joined = JOINED.match(words.shape, begin)
    if joined:
        return end_of(words, begin, joined)
    at = begin
    while words.shape[at : at + 1] in ("C", "A", "x") and at < begin + 4:
        if ENDS.fullmatch(words.texts[at]):
            return -1
        at += 1
    return begin
