"""What an institution is to a project: lead, funder or partner.

Read at the institution, from the words before it (*liderado por*, *con el apoyo de*, *a cargo
de*, *con un aporte de dos millones de dólares de*), or from the verb whose subject it is
(*lanzó*, *financia*, *participa en*).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span

from extractor.lexicon import read_language
from extractor.links.clauses import Verbs
from extractor.spans import AMOUNT, facts
from extractor.words import Words

REACH = 9
"""Words from a cue back to its noun: *un aporte de 2 millones de dólares de la Agencia*."""
AWARD = 5
BACK = 7
"""Words from *por* back to its participle: *financiado, en su primera etapa, por*."""
GLUE = frozenset(", y e ( ) de del por a al el la los las así como también además".split())
SKIPPED = frozenset('el la los las su sus propio propia nuestro nuestra ( " “ ” « »'.split())
PAID = ("financier", "económic")
"""How a word begins that makes a support a funding: *con el apoyo financiero de*."""
AWARDED = ("adjudic", "concesion", "encarg", "encomend", "confi", "otorgad")
"""How a word begins behind which *a* has whoever carries the work out."""
MEANS = frozenset(("mediante", "vía"))
PASSABLE = frozenset(("MONEY", "PERCENT", "DURATION"))
"""Figures that may stand between a cue and its institution."""
STOPS = frozenset((";", ":", ".", "(", ")"))


@dataclass(slots=True)
class Item:
    """A mention among the words (last inclusive): `p`roject, `o`rganization, `h`uman, `r`egion,
    `f`igure or `d`ate; `key` is its entity.
    """

    first: int
    last: int
    kind: str
    key: str
    span: Span
    gender: str = ""

    @property
    def label(self) -> str:
        """What its span is: `fund`, `MONEY`…; an amount in an expression is of its kind."""
        label: str = self.span.label_
        if label == AMOUNT:
            label = facts(self.span, "figures")["kind"].upper()
        return label


@dataclass(slots=True)
class Chain:
    """Institutions or places that stand together and share what governs them."""

    items: list[Item]
    preposition: str = ""
    role: str = ""
    cue: int = -1
    rule: str = ""
    through: bool = field(default=False)

    @property
    def first(self) -> int:
        """The first word of the first."""
        return self.items[0].first

    @property
    def last(self) -> int:
        """The last word of the last."""
        return self.items[-1].last

    @property
    def free(self) -> bool:
        """Whether no preposition governs it, so that it may be a subject."""
        return not self.preposition


def chains_of(words: Words, items: list[Item]) -> list[Chain]:
    """The institutions of a sentence, those in one list together, acronyms with their names."""
    found: list[Chain] = []
    loose: list[int] = []
    lower = words.lower
    for item in items:
        if item.kind != "o":
            continue
        if found:
            last = found[-1].items[-1]
            between = lower[last.last + 1 : item.first]
            if last.key == item.key and between == ["("]:
                last.last = item.last + (lower[item.last + 1 : item.last + 2] == [")"])
                continue
            if 0 < len(between) <= 5 and GLUE.issuperset(between):
                if not {"y", "e"}.isdisjoint(between):
                    found[-1].items.append(item)
                    loose[-1] = 0
                    continue
                if "," in between:
                    found[-1].items.append(item)
                    loose[-1] += 1
                    continue
        found.append(Chain([item]))
        loose.append(0)
    return [part for chain, ends in zip(found, loose, strict=True) for part in _cut(chain, ends)]


def _cut(chain: Chain, loose: int) -> list[Chain]:
    """Without the last ones, which only a comma joins: a list ends in *y*."""
    if not loose:
        return [chain]
    kept = len(chain.items) - loose
    return [Chain(chain.items[:kept]), *(Chain([item]) for item in chain.items[kept:])]


class Partners:
    """Reads what governs an institution."""

    def __init__(self, verbs: Verbs) -> None:
        self.verbs = verbs
        self.nouns: dict[str, list[tuple[str, str, str]]] = {}
        for row in read_language("work_nouns.csv"):
            self.nouns.setdefault(row["noun"], []).append(
                (row["preposition"], row["before"], row["role"])
            )

    def govern(self, words: Words, chain: Chain, first: int, items: list[Item]) -> None:
        """Set preposition, role, cue and rule of a chain; `first` opens its sentence."""
        lower = words.lower
        first = max(first, _barrier(chain, items))
        k = chain.first - 1
        while k >= first and lower[k] in SKIPPED:
            k -= 1
        if k > first and lower[k] in ("y", "e"):
            k = _before_fund(lower, k - 1, items)
        if k < first:
            return
        low = lower[k]
        if low in ("de", "del"):
            chain.preposition = "de"
            self._of(words, chain, k, first, items)
        elif low == "por":
            chain.preposition = "por"
            self._by(words, chain, k, first)
        elif low in ("con", "a", "al", "entre"):
            chain.preposition = "a" if low == "al" else low
            self._noun(words, chain, k - 1, max(first, k - 5), chain.preposition, "works.with")
            if chain.preposition == "a" and not chain.role:
                self._to(words, chain, k, first)
        elif low in MEANS:
            chain.preposition, chain.role, chain.cue = low, "lead", k
            chain.rule, chain.through = "works.through", True
        elif words.shape[k] in "EP" or low in ("según", "desde", "hacia", "hasta", "tras"):
            chain.preposition = low

    def _by(self, words: Words, chain: Chain, k: int, first: int) -> None:
        """*liderado por*, *será financiada en un 60 % por*."""
        lower, participles = words.lower, self.verbs.participles
        for j in range(k - 1, max(first, k - BACK) - 1, -1):
            if lower[j] in STOPS:
                return
            role = participles.get(lower[j])
            if role:
                chain.role, chain.cue, chain.rule = role, j, "works.participle"
                return

    @staticmethod
    def _to(words: Words, chain: Chain, k: int, first: int) -> None:
        """*adjudicado a*, *se encargó a*."""
        for j in range(k - 1, max(first, k - AWARD) - 1, -1):
            if words.lower[j].startswith(AWARDED):
                chain.role, chain.cue, chain.rule = "lead", j, "works.awarded"
                return

    def _of(self, words: Words, chain: Chain, k: int, first: int, items: list[Item]) -> None:
        """*con el apoyo de*, *a cargo de*, and what stands directly before *de*."""
        self._noun(words, chain, k - 1, max(first, k - REACH), "de", "works.of")
        if chain.role:
            return
        at = k - 1
        while at > first and words.shape[at] == "q":
            at -= 1
        for item in items:
            if item.last == at and item.kind == "p":
                chain.role, chain.cue, chain.rule = "lead", at, "works.own"
            elif item.last == at and item.kind == "f" and item.label == "MONEY":
                chain.role, chain.cue, chain.rule = "funder", at, "works.money"

    def _noun(
        self, words: Words, chain: Chain, k: int, stop: int, preposition: str, rule: str
    ) -> None:
        lower, nouns = words.lower, self.nouns
        for j in range(k, stop - 1, -1):
            low = lower[j]
            if low in STOPS or low == ",":
                return
            for wanted, before, role in nouns.get(low, ()):
                if wanted != preposition or (before and not _stands(lower, j, before)):
                    continue
                if role == "partner" and lower[j + 1].startswith(PAID):
                    role = "funder"
                chain.role, chain.cue, chain.rule = role, j, rule
                chain.through = low in ("través", "medio", "intermedio", "conducto")
                return
            if j < k and self.verbs.is_finite(words, j):
                return


def _before_fund(lower: list[str], k: int, items: list[Item]) -> int:
    """*por el Fondo Mundial y la CAF*: past the fund, which stands among the projects."""
    for item in items:
        if item.kind == "p" and item.first <= k <= item.last and item.label == "fund":
            k = item.first - 1
            while k > 0 and lower[k] in SKIPPED:
                k -= 1
            return k
    return k


def _barrier(chain: Chain, items: list[Item]) -> int:
    """The word after the last name or count before the chain: no cue reaches across it."""
    barrier = 0
    for item in items:
        if item.first >= chain.first:
            break
        if item.kind in "oh" or (item.kind == "f" and item.label not in PASSABLE):
            barrier = item.last + 1
    return barrier


def _stands(lower: list[str], j: int, before: str) -> bool:
    """*a* cargo, *bajo la* conducción, *por* parte."""
    window = lower[max(0, j - 3) : j]
    return before in window[-1:] or (window[-1:] in (["la"], ["el"], ["su"]) and before in window)
