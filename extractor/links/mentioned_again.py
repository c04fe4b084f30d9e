"""Projects meant again by a noun: *dicha iniciativa*, *la obra*, *este programa*, *el puente*.

The noun means the last project before it that it can name: by its kind, or because the
project's own name begins with it. A noun with a complement of its own (*el plan de estudios*,
*el proyecto minero*) means something else.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Doc, Span

from extractor.lexicon import read_language
from extractor.links.clauses import AUXILIARIES, Verbs
from extractor.links.partners import Item
from extractor.spans import facts, furniture, in_ranges
from extractor.words import Words

POINTING = frozenset(
    "este esta dicho dicha ese esa aquel aquella mismo misma citado citada referido referida "
    "mencionado mencionada".split()
)
DEFINITE = frozenset(("el", "la", "del", "al"))
FILLERS = frozenset("mismo misma citado citada referido referida mencionado mencionada".split())
AFTER = frozenset(
    "y e o en a con para por se no también ya además ha han tiene fue es será está estará al como "
    "según sin desde hasta sobre mediante entre ante tras durante ni pero que cuyo cuya".split()
)
"""Words after which the noun is complete."""
RULE = "works.again"
WINDOW = 40
"""Mentions of projects back to which a noun may point."""


class Again:
    """Finds the nouns that mean a project of the document again."""

    def __init__(self, verbs: Verbs) -> None:
        self.verbs = verbs
        self.nouns: dict[str, tuple[str, frozenset[str]]] = {}
        self.parts: dict[str, str] = {}
        for row in read_language("project_nouns.csv"):
            if row["means"] == "again":
                self.nouns[row["noun"]] = (row["gender"], frozenset(row.many("kinds")))
            else:
                self.parts[row["noun"]] = row["gender"]

    def find(self, doc: Doc, words: Words, projects: list[Item]) -> list[Item]:
        """Items for the nouns, in text order; their spans are new and carry their entity."""
        lower, where = words.lower, words.where
        own = _own_heads(projects)
        taken = {k for p in projects for k in range(p.first, p.last + 1)}
        skip: list[tuple[int, int]] | None = None
        found: list[Item] = []
        firsts = [p.first for p in projects]
        wanted = (where.keys() & self.nouns.keys()) | (where.keys() & own.keys())
        for k in sorted([k for noun in wanted for k in where[noun]]):
            at = bisect_left(firsts, k)
            if not at or k in taken or not self._means_one(words, k):
                continue
            skip = furniture(doc) if skip is None else skip
            named = self._last(words.lower[k], projects[max(0, at - WINDOW) : at], own)
            if named is None or in_ranges(words.starts[k], skip):
                continue
            span = _span(words, k, named)
            gender = self.nouns[lower[k]][0] if lower[k] in self.nouns else named.gender
            found.append(Item(k, k, "p", named.key, span, gender))
        return found

    def _means_one(self, words: Words, k: int) -> bool:
        """Whether article or pronoun before and the word after leave the noun alone."""
        lower, shape = words.lower, words.shape
        if words.first[k]:
            return False
        at = k - 1
        while at and lower[at] in FILLERS and not words.first[at]:
            at -= 1
        pointing = lower[at] in POINTING or at < k - 1
        if not pointing and lower[at] not in DEFINITE:
            return False
        after = k + 1
        if after == len(lower) or words.first[after] or shape[after] in ",;.:)-":
            return True
        low = lower[after]
        if low in ("que", "cuyo", "cuya"):
            return pointing
        if shape[after] in "CAqn" or low in ("de", "del", "piloto"):
            return pointing and shape[after] == "n"
        return pointing or low in AFTER or low in AUXILIARIES or self.verbs.is_finite(words, after)

    def _last(self, noun: str, before: list[Item], own: dict[str, set[str]]) -> Item | None:
        named = own.get(noun)
        kinds = self.nouns[noun][1] if noun in self.nouns else frozenset()
        for item in reversed(before):
            if named and item.key in named:
                return item
            if item.label in kinds:
                return item
        return None


def _own_heads(projects: list[Item]) -> dict[str, set[str]]:
    """The small noun with which a project's name begins: *puente Kimbiri* -> *puente*."""
    heads: dict[str, set[str]] = {}
    for item in projects:
        if item.label == "work":
            head = item.span[0].text
            if re.fullmatch(r"[^\W\d]{4,}", head):
                heads.setdefault(head.lower(), set()).add(item.key)
    return heads


def _span(words: Words, k: int, named: Item) -> Span:
    span = words.span(k, k, named.span.label_, RULE)
    span.kb_id_ = named.key
    kind = facts(named.span, "projects").get("kind", named.span.label_)
    span._.project = {"kind": kind, "form": "generic", "confidence": 0.8}
    return span


def gender_of(words: Words, item: Item) -> str:
    """`m`, `f` or nothing: by the article or noun before the name, else by its first word."""
    for k in range(item.first, max(-1, item.first - 4), -1):
        gender = GENDERS.get(words.folded[k])
        if gender:
            return gender
    return ""


GENDERS = {
    **dict.fromkeys("el del al un este dicho proyecto programa plan fondo sistema".split(), "m"),
    **dict.fromkeys(
        "puente hospital canal acueducto aeropuerto estadio tren subprograma".split(), "m"
    ),
    **dict.fromkeys("la una esta dicha campaña estrategia iniciativa obra carretera".split(), "f"),
    **dict.fromkeys("represa presa planta via autopista linea plataforma feria red".split(), "f"),
}
