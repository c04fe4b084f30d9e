"""What a figure is stated of: a project, places, an institution; and whom a project reaches."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.lexicon import fold, read_language
from extractor.links.clauses import Verbs
from extractor.links.partners import Chain, Item
from extractor.links.scene import Scope, Sentence, main_of
from extractor.spans import facts
from extractor.words import Words

NEAR_MONEY = 9
"""Words before a sum among which its noun is looked for: *con una inversión total de…*."""
NEAR_PLACE = 8
"""Words between a figure and the place it is stated of: *1200 hectáreas de papa en Puno*."""
FAR_PLACE = 16
"""The same, with a verb between: *se entregaron en Rosario*."""
NEAR_BENEFIT = 7
NEAR_GOAL = 6
CEREMONIES = ("present", "anunci", "encabez", "firm", "suscrib", "particip")
"""How verbs begin whose place is not that of the project."""
EACH = frozenset("mensual mensuales diario diarios semanales cada".split())
GOALS = frozenset(("a", "al", "para", "en"))
PAST = frozenset(("por", "hace", "cada"))
"""Words before a time that has passed, not one that the project takes."""
BENEFIT = ("destinad", "dirigid", "orientad", "beneficio", "favor", "alcance")
LOCATIVE = frozenset("en a al hacia desde para por".split())
GENITIVE = frozenset(("de", "del", "entre"))
GOVERNING = LOCATIVE | GENITIVE
PLACE_GLUE = frozenset(", y e de la el las los del en así como también , entre otras otros".split())
UNCOUNTED = frozenset(("RANK", "AGE"))


def place_chains(
    words: Words, items: list[Item], heads: frozenset[str], glue: frozenset[str]
) -> list[Chain]:
    """The places of a sentence, those in one list together, with the preposition before them.

    `heads` are nouns such as *provincia*, `glue` what may stand between the places of a list.
    """
    found: list[Chain] = []
    lower = words.lower
    for item in items:
        if item.kind != "r":
            continue
        if found:
            between = lower[found[-1].last + 1 : item.first]
            if 0 < len(between) <= 6 and glue.issuperset(between) and between[0] in ",ye(":
                found[-1].items.append(item)
                continue
        found.append(Chain([item]))
    for chain in found:
        k = _before_heads(lower, chain.first - 1, heads)
        if k > 0 and lower[k] in ("de", "del") and lower[k - 1] in heads:
            outer = _before_heads(lower, k - 1, heads)
            k = outer if outer >= 0 and lower[outer] in GOVERNING else k
        chain.preposition, chain.cue = (lower[k], k) if k >= 0 else ("", -1)
    return found


def _before_heads(lower: list[str], k: int, heads: frozenset[str]) -> int:
    """Past *la provincia*, *los distritos*: the word that governs them."""
    while k >= 0 and (lower[k] in heads or lower[k] in ARTICLES):
        k -= 1
    return k


ARTICLES = frozenset("el la los las todo toda todos todas su sus".split())


@dataclass(slots=True)
class Reached:
    """What the unit of a figure says of those it counts."""

    people: bool
    staff: bool
    needs_cue: bool


class Stated:
    """Knows people, sums and places around figures."""

    def __init__(self, verbs: Verbs) -> None:
        self.verbs = verbs
        self.people = {fold(r["noun"]): r["class"] for r in read_language("people_nouns.csv")}
        self.money = {r["word"]: r["means"] for r in read_language("money_nouns.csv")}
        for head, found in verbs.forms.items():
            if any(verb.role == "funder" for verb in found):
                self.money.setdefault(head, "budget")
        self.heads = frozenset(
            fold(row["head"]) for row in read_language("place_heads.csv") if row["kind"] != "road"
        ) | frozenset(row["head"] for row in read_language("place_heads.csv"))
        self.glue = PLACE_GLUE | self.heads
        self.benefits = frozenset(
            head
            for head, found in verbs.forms.items()
            if any(verb.role == "benefit" for verb in found)
        )

    # ------------------------------------------------------------ to projects

    def project_of(self, words: Words, sentence: Sentence, figure: Item) -> tuple[Item, str] | None:
        """The project whose figure it is, and the rule that says so."""
        if figure.label in UNCOUNTED:
            return None
        scope: Scope = sentence.scopes[sentence.clause_of(figure.first)]
        if not scope.projects:
            return None
        before = [p for p in scope.projects if p.last < figure.first]
        chosen = main_of(words, before) if before else scope.projects[0]
        chosen = next((p for p in scope.projects if self._goes_to(words, figure, p)), chosen)
        before_it = words.lower[max(0, figure.first - 3) : figure.first]
        if figure.label == "DURATION" and not PAST.isdisjoint(before_it):
            return None
        if chosen.first > figure.first and self._kind(figure) == "staff":
            return None
        return chosen, scope.rule

    @staticmethod
    def _goes_to(words: Words, figure: Item, project: Item) -> bool:
        """*S/ 2 millones al programa…*: the project that follows the figure as its goal."""
        between = words.lower[figure.last + 1 : project.first]
        if between[:1] in (["de"], ["del"]):
            return len(between) <= 3 and not {",", "y"} & set(between)
        return 0 < len(between) <= NEAR_GOAL and between[0] in GOALS and "," not in between

    def is_beneficiary(self, words: Words, figure: Item) -> bool:
        """Whether the unit is people, or a group of them that is said to benefit."""
        kind = self._kind(figure)
        if kind == "person":
            return True
        return kind == "group" and self._benefits(words, figure)

    def _kind(self, figure: Item) -> str:
        fact = facts(figure.span, "figures")
        unit = fact.get("unit")
        if fact.get("kind") != "count" or not unit:
            return ""
        found = (self.people.get(fold(word)) for word in unit.split()[:2])
        return next(filter(None, found), "")

    def _benefits(self, words: Words, figure: Item) -> bool:
        for k in range(figure.first - 1, max(-1, figure.first - 1 - NEAR_BENEFIT), -1):
            low = words.lower[k]
            if low in self.benefits or low.startswith(BENEFIT):
                return True
            if self.verbs.is_finite(words, k):
                return False
        return False

    def is_budget(self, words: Words, figure: Item, partial: bool) -> bool:
        """Whether the sum is what the project costs or receives; `partial`: the one before was."""
        if figure.label != "MONEY":
            return False
        lower, first = words.lower, figure.first
        after = lower[figure.last + 1 : figure.last + 4]
        if after[:1] == ["por"] or (after and after[0] in EACH):
            return False  # "aportes de 260 UF por vivienda"
        if partial and lower[first - 1] in ("y", "e"):
            return True
        for k in range(first - 1, max(-1, first - 1 - NEAR_MONEY), -1):
            low = lower[k]
            if words.first[k + 1] or low == ";":
                break
            if low in ("cuales", "ellos") and partial:
                return True
            means = self.money.get(low)
            if means:
                return means == "budget"
        return any(self.money.get(low) == "budget" for low in after)

    # -------------------------------------------------------------- to places

    def figures_of(self, words: Words, sentence: Sentence, chain: Chain) -> list[tuple[Item, str]]:
        """The figures that are stated of these places."""
        if chain.preposition not in GOVERNING or "f" not in sentence.kinds:
            return []
        figures = [x for x in sentence.items if x.kind == "f" and x.label not in UNCOUNTED]
        before = [x for x in figures if x.last < chain.cue]
        if before:
            gap = range(before[-1].last + 1, chain.cue)
            found = self._across(words, sentence, before[-1], gap, chain)
            return [(before[-1], found)] if found else []
        here = sentence.clause_of(chain.first)
        if chain.preposition == "en" and self._opens(words, sentence, chain, here):
            return [(x, "works.in_place") for x in figures if sentence.clause_of(x.first) == here]
        return []

    def _across(
        self, words: Words, sentence: Sentence, figure: Item, gap: range, chain: Chain
    ) -> str:
        """The rule by which a figure reaches the place behind it, or an empty string."""
        if sentence.clause_of(figure.first) != sentence.clause_of(chain.first):
            return ""
        if any(x.kind in "opr" and gap.start <= x.first < gap.stop for x in sentence.items):
            return ""
        near = len(gap) <= NEAR_PLACE and not any(words.lower[k] in ";:()" for k in gap)
        if near and not any(self.verbs.is_finite(words, k) for k in gap):
            return "works.of_place"
        return "works.in_place" if chain.preposition == "en" and len(gap) <= FAR_PLACE else ""

    def _opens(self, words: Words, sentence: Sentence, chain: Chain, here: int) -> bool:
        """*En Puno y Tacna, 300 familias…*"""
        return chain.cue - sentence.clauses[here].first <= 2

    def place_of_project(
        self, words: Words, sentence: Sentence, chain: Chain
    ) -> tuple[Item, str] | None:
        """The project that happens in these places."""
        scope = sentence.scopes[sentence.clause_of(chain.first)]
        clause = sentence.clauses[sentence.clause_of(chain.first)]
        before = [p for p in scope.projects if p.last < chain.first]
        told = -1 < clause.verb < chain.first and not scope.topic and not before
        if told and words.lower[clause.verb].startswith(CEREMONIES):
            return None  # "presentó en Úbeda el plan": where it was said
        before = before or scope.projects[:1]
        if not before:
            return None
        if chain.preposition in LOCATIVE:
            return main_of(words, before), scope.rule
        if chain.preposition in GENITIVE and chain.cue > 0:
            noun = fold(words.lower[chain.cue - 1])
            if noun in self.people or before[-1].last == chain.cue - 1:
                return before[-1], scope.rule
        return None
