"""Sentences cut into clauses, and the words of the language that relations are read from.

No parser: a clause begins at the sentence, at *que* and its like, at a conjunction with a
verb behind it, at a semicolon, and where a verb after a comma takes up what a relative
clause broke off (*El Midis, que cumple doce años, lanzó…*).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from extractor.lexicon import read_language
from extractor.structure.reporting import BEFORE_NOUN, HAVE
from extractor.words import Words

ENDINGS = (
    "ó",
    "aron",
    "ieron",
    "ará",
    "erá",
    "irá",
    "drá",
    "arán",
    "erán",
    "irán",
    "drán",
    "arían",
    "erían",
    "irían",
    "aban",
    "amos",
    "emos",
)
"""Endings of finite forms that hardly any noun has, and the nouns that have them."""
NOUNS = frozenset(
    "tramos ramos gramos kilogramos miligramos préstamos reclamos extremos supremos remos".split()
)
MARKED = ("ó", "on", "á", "án", "ía", "ían", "aba", "aban")
"""Endings of forms that are verbs even after an article-like word."""
AUXILIARIES = frozenset(
    "es son fue fueron era eran será serán sería serían sea sean ha han había habían habrá habrán "
    "hay hubo está están estaba estaban estuvo estuvieron estará estarán va van iba iban irá irán "
    "puede pueden pudo pudieron podrá podrán podría podrían debe deben debió deberá deberán dijo "
    "dijeron dice dicen vino vinieron viene vienen quiere quieren sabe saben ve ven vio vieron "
    "sale salen tuvo suele suelen".split()
)
BEFORE_NAMES = BEFORE_NOUN | {"el", "la", "los", "las"}
"""Words behind which a form that is a verb and a noun is a noun."""
CLITICS = frozenset(
    "se no lo la le les los las nos ya también además ello hoy ahora luego así posteriormente "
    "finalmente actualmente recientemente próximamente pronto".split()
)
OPENING_PHRASE = frozenset("en desde durante para hasta a al".split())
"""Words with which a phrase begins that may stand between *y* and its verb: *y en 2025 sumará*."""
PHRASE = 6
RELATIVES = frozenset("que quien quienes cual cuales donde cuyo cuya cuyos cuyas".split())
SUBORDINATORS = frozenset("mientras aunque cuando porque pues si pero sino".split())
CONTRASTING = frozenset("mientras aunque pero sino".split())
SEPARATORS = frozenset((";", ":"))
OPENING = RELATIVES | SUBORDINATORS | SEPARATORS | {"y", "e", ","}
LAST = frozenset("óáns")
"""Last letters of the endings above."""

THAT, AND, RESUME, IF, BREAK, START = "that", "and", "resume", "if", "break", "start"


@dataclass(slots=True)
class Clause:
    """Words `first` to `last` (inclusive); `verb` is its first finite verb, or -1."""

    first: int
    last: int
    kind: str
    verb: int = -1


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb form of several words or one, and what its subject is to a project."""

    rest: tuple[str, ...]
    role: str
    form: str


class Verbs:
    """Verb forms of the language, finite or not, with the role of their subject."""

    def __init__(self) -> None:
        self.finite: set[str] = set(AUXILIARIES)
        self.forms: dict[str, list[Verb]] = {}
        self.participles: dict[str, str] = {}
        self.perfects: dict[str, str] = {}
        for row in read_language("work_verbs.csv"):
            self._enter(row.many("forms"), row["role"])
        for row in read_language("speech_verbs.csv"):
            self.finite.update(form.split()[0] for form in row.many("forms")[:10])
        for verbs in self.forms.values():
            verbs.sort(key=lambda verb: -len(verb.rest))
        self.marked = AUXILIARIES | {form for form in self.finite if form.endswith(MARKED)}

    def _enter(self, forms: list[str], role: str) -> None:
        for place, form in enumerate(forms):
            head, *rest = form.split()
            kind = "finite" if place < 10 else ("gerund", "participle", "infinitive")[place - 10]
            if kind == "finite":
                self.finite.add(head)
            if kind == "participle":
                self._participle(head, role)
                if role and not rest:
                    self.perfects.setdefault(head, role)
            elif role:
                self.forms.setdefault(head, []).append(Verb(tuple(rest), role, kind))

    def _participle(self, form: str, role: str) -> None:
        if role in ("lead", "funder", "partner") and form.endswith("o"):
            for ending in ("o", "a", "os", "as"):
                self.participles.setdefault(form[:-1] + ending, role)

    def is_finite(self, words: Words, k: int) -> bool:
        """Whether the word is a finite verb; a form that is a noun too, where no article stands."""
        low = words.lower[k]
        if words.shape[k] in "CA" and not words.first[k]:
            return False
        if low in self.finite:
            return low in self.marked or not k or words.lower[k - 1] not in BEFORE_NAMES
        return words.shape[k] == "w" and _ends_finite(low)

    def at(self, words: Words, k: int) -> Verb | None:
        """The verb with a role that begins at the word, or *ha* before its participle."""
        if words.lower[k] in HAVE:
            role = self.perfects.get(words.lower[k + 1]) if k + 1 < len(words.lower) else None
            return Verb((), role, "finite") if role else None
        for verb in self.forms.get(words.lower[k], ()):
            if not verb.rest:
                finite = verb.form == "finite"
                return verb if not finite or self.is_finite(words, k) else None
            if tuple(words.lower[k + 1 : k + 1 + len(verb.rest)]) == verb.rest:
                return verb
        return None


@lru_cache(maxsize=1 << 16)
def _ends_finite(low: str) -> bool:
    """Whether the word ends as hardly anything but a finite verb does."""
    return low.endswith(ENDINGS) and low not in NOUNS


CLOSING = frozenset(("”", "»"))


def _verb_follows(words: Words, verbs: Verbs, k: int, last: int, phrase: bool) -> bool:
    """Whether a finite verb stands at the word, behind adverbs or (if `phrase`) a short phrase."""
    lower = words.lower
    while k < last and lower[k] in CLITICS:
        k += 1
    if k > last:
        return False
    if verbs.is_finite(words, k):
        return True
    if phrase and (
        lower[k] in OPENING_PHRASE or (lower[k] == "el" and words.shape[k + 1 : k + 2] == "n")
    ):
        for at in range(k + 1, min(k + 1 + PHRASE, last + 1)):
            if lower[at] in OPENING:
                return False
            if words.shape[at] == "w" and verbs.is_finite(words, at):
                return True
    return False


def _opens(words: Words, verbs: Verbs, k: int, last: int, here: Clause) -> str:
    """The kind of clause that begins at the word, or an empty string."""
    low = words.lower[k]
    if low == ",":
        if words.texts[k - 1] in CLOSING:
            return BREAK if k < last and verbs.is_finite(words, k + 1) else ""
        resumed = here.kind == THAT and _verb_follows(words, verbs, k + 1, last, False)
        return RESUME if resumed else ""
    if low in RELATIVES:
        return THAT
    if low in SEPARATORS:
        return BREAK
    if low in SUBORDINATORS:
        return IF
    return AND if _verb_follows(words, verbs, k + 1, last, True) else ""


class Clauses:
    """Cuts the sentences of one document into clauses."""

    def __init__(self, words: Words, verbs: Verbs) -> None:
        where = words.where
        self.words = words
        self.verbs = verbs
        self.openings = sorted([k for low in where.keys() & OPENING for k in where[low]])

    def between(self, first: int, last: int) -> list[Clause]:
        """The clauses of the sentence from word `first` to `last` (inclusive)."""
        words, verbs, openings = self.words, self.verbs, self.openings
        here = Clause(first, last, START)
        found = [here]
        at = bisect_right(openings, first)
        for k in openings[at : bisect_right(openings, last, at)]:
            kind = _opens(words, verbs, k, last, here)
            if kind and not (here.first == k - 1 and here.kind == IF and words.lower[k] == "que"):
                here.last = k - 1
                here = Clause(k, last, kind)
                found.append(here)
        for clause in found:
            clause.verb = self._verb(clause)
        return found

    def _verb(self, clause: Clause) -> int:
        """The first finite verb of a clause, or -1."""
        words, finite = self.words, self.verbs.finite
        shape, begin = words.shape, clause.first + (clause.kind != START)
        for k, low in enumerate(words.lower[begin : clause.last + 1], begin):
            if low in finite:
                if self.verbs.is_finite(words, k):
                    return k
            elif low[-1] in LAST and shape[k] == "w" and _ends_finite(low):
                return k
        return -1
