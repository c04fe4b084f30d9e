"""A document as sentences with their mentions, clauses and the project each clause is about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from operator import attrgetter
from typing import Any

from spacy.tokens import Doc, Span

from extractor.links.clauses import (
    AND,
    BREAK,
    CLITICS,
    CONTRASTING,
    IF,
    RESUME,
    THAT,
    Clause,
    Clauses,
    Verbs,
)
from extractor.links.mentioned_again import Again, gender_of
from extractor.links.partners import Item
from extractor.spans import EXPRESSION, facts, group
from extractor.words import Words

CONNECTORS = frozenset(
    "además asimismo también igualmente finalmente adicionalmente así mismo en total ello para con "
    "este esto fin a su vez de esta esa manera forma modo gracias cifra suma monto ,".split()
)
CONTRASTS = frozenset(("otro", "otra", "parte", "lado", "momento", "tanto", "entretanto"))
RESULT = frozenset(("ello", "esto", "cifra", "suma", "monto"))
LEADING = frozenset(
    "el la los las su sus esta este dicha dicho en primera segunda tercera primer segundo tercer "
    "nueva nuevo próxima total".split()
)
LONGEST = 300
"""Words of the longest sentence that relations are read from; what is longer is a list."""
RECALL = 2
"""Sentences back to which a sentence without a project of its own may refer."""


@dataclass(slots=True)
class Scope:
    """The projects a clause is about; `topic` where they are its subject or its frame."""

    projects: list[Item]
    topic: bool
    rule: str


NOTHING = Scope([], False, "")


@dataclass(slots=True)
class Sentence:
    """Words `first` to `last` (inclusive), what is named in them, and the clauses.

    `kinds` are those of its items; `about` says whether any clause is about a project.
    """

    first: int
    last: int
    items: list[Item]
    kinds: frozenset[str] = frozenset()
    clauses: Sequence[Clause] = ()
    firsts: Sequence[int] = ()
    scopes: Sequence[Scope] = ()
    about: bool = False

    def cut(self, clauses: Clauses) -> None:
        """Read its clauses."""
        self.clauses = clauses.between(self.first, self.last)
        self.firsts = [clause.first for clause in self.clauses]

    def clause_of(self, k: int) -> int:
        """The index of the clause that holds the word."""
        return max(bisect_right(self.firsts, k) - 1, 0)


class Scene:
    """All mentions of a Doc among its words, by sentence."""

    def __init__(self, doc: Doc, words: Words, verbs: Verbs) -> None:
        self.words = words
        self.clauses = Clauses(words, verbs)
        self.spans: dict[str, list[Span]] = {}
        self.items: list[Item] = []
        inside: set[int] = set()
        opening = doc._.dateline
        self.opening = words.at(opening["end"] - 1) + 1 if opening else 0
        begin, end = (opening["start"], opening["end"]) if opening else (0, 0)
        starts = words.starts
        for name, kind in KINDS:
            spans = group(doc, name)
            self.spans[name] = spans
            for span in spans:
                start = span.start_char
                first = bisect_right(starts, start) - 1
                if kind and ((kind == "r" and first in inside) or begin <= start < end):
                    continue
                if kind == "f" and span.id_ == EXPRESSION:
                    continue  # the amounts in it are items
                last = bisect_right(starts, span.end_char - 1) - 1
                if kind:
                    self.items.append(Item(first, last, kind, span.kb_id_, span))
                elif not span.kb_id_ and facts(span, "roles").get("plural"):
                    continue  # "productores de Puno" are nobody's post
                if kind in ("", "o", "h"):
                    inside.update(range(first, last + 1))

    def sentences(self) -> list[Sentence]:
        """The sentences with their items, in text order."""
        self.items.sort(key=attrgetter("first", "last"))
        first_words = self.words.first
        starts = list(compress(range(len(first_words)), first_words))
        ends = [*starts[1:], len(first_words)]
        found, at, items = [], 0, self.items
        for first, end in zip(starts, ends, strict=False):  # a text without words has no starts
            begin = at
            while at < len(items) and items[at].first < end:
                at += 1
            if first < self.opening < end:
                first = self._after_dateline(end)
            found.append(Sentence(first, end - 1, items[begin:at]))
        return found

    def _after_dateline(self, end: int) -> int:
        """The first word of the sentence that a dateline opens."""
        first = self.opening
        while first < end - 1 and self.words.shape[first] in ".-x,:":
            first += 1
        return first


KINDS = (
    ("roles", ""),
    ("persons", "h"),
    ("organizations", "o"),
    ("projects", "p"),
    ("places", "r"),
    ("figures", "f"),
    ("dates", "d"),
)


RELATED = frozenset("pfdro")
TELLING = frozenset("pfd")
"""Kinds of mentions of which a sentence tells something even if it recalls no project."""


def cut(scene: Scene, sentences: list[Sentence], again: Again) -> None:
    """Give the sentences that relations are read from their clauses and scopes."""
    carried: Item | None = None
    since = RECALL + 1
    for sentence in sentences:
        since += 1
        if not sentence.items or sentence.last - sentence.first > LONGEST:
            continue
        kinds = sentence.kinds = frozenset([item.kind for item in sentence.items])
        recalled = carried if since <= RECALL else None
        if kinds.isdisjoint(RELATED if recalled is not None else TELLING):
            continue
        sentence.cut(scene.clauses)
        first = NOTHING
        if recalled is not None:
            first = _recalled(scene.words, again, sentence, recalled)
        if "p" not in kinds and not first.projects:
            sentence.scopes = [NOTHING] * len(sentence.clauses)
            continue
        _scopes(scene.words, sentence, first)
        sentence.about = any(scope.projects for scope in sentence.scopes)
        since = 0
        if "p" in kinds:
            carried = next(item for item in reversed(sentence.items) if item.kind == "p")


def _recalled(words: Words, again: Again, sentence: Sentence, project: Item) -> Scope:
    """Whether the sentence opens with a part of the project, or with a verb that is its own."""
    lower = words.lower
    k = sentence.first
    result = False
    while k <= sentence.last and k < sentence.first + 6 and lower[k] in CONNECTORS:
        result = result or lower[k] in RESULT
        k += 1
    if result:
        return Scope([project], True, "works.part")
    if k > sentence.last or not CONTRASTS.isdisjoint(lower[sentence.first : k + 3]):
        return NOTHING
    at = k + (lower[k] == "se")
    verb = again.verbs.at(words, at)
    if verb is not None and verb.form == "finite" and (verb.role in OWN or at > k):
        return Scope([project], True, "works.dropped")
    if k > sentence.first and lower[k - 1] in ("en", "a"):
        k -= 1
    while k < sentence.last and lower[k] in LEADING:
        k += 1
    if k == sentence.first or lower[k] not in again.parts or lower[k - 1] not in LEADING:
        return NOTHING
    after = lower[k + 1] if k < sentence.last else "."
    if after in ("de", "del") and words.shape[k + 2 : k + 3] != "n":
        return NOTHING
    return Scope([project], True, "works.part")


OWN = frozenset(("reach", "benefit"))


def _scopes(words: Words, sentence: Sentence, opening: Scope) -> None:
    scopes: list[Scope] = []
    for i, clause in enumerate(sentence.clauses):
        inside = [x for x in sentence.items if clause.first <= x.first <= clause.last]
        projects = [x for x in inside if x.kind == "p"]
        if projects and all(p.label == "fund" and _is_governed(words, p) for p in projects):
            other = opening if i == 0 else _inherited(words, sentence, i, scopes)
            projects = [] if other.projects else projects  # a fund that pays is not the topic
        if projects:
            actor = next(x for x in inside if x.kind in "ohp")
            topic = actor.kind == "p" and (clause.verb < 0 or actor.first < clause.verb)
            scopes.append(Scope(projects, topic, "works.topic" if topic else "works.clause"))
        elif i == 0:
            scopes.append(opening)
        else:
            scopes.append(_inherited(words, sentence, i, scopes))
    for i in range(len(scopes) - 2, -1, -1):
        following = scopes[i + 1]
        if not scopes[i].projects and sentence.clauses[i].verb < 0 and following.projects:
            scopes[i] = following
    sentence.scopes = scopes


def _inherited(words: Words, sentence: Sentence, i: int, scopes: list[Scope]) -> Scope:
    """What a clause without a project of its own takes over from the ones before."""
    clause, before = sentence.clauses[i], scopes[i - 1]
    if clause.kind == RESUME:
        before = scopes[max(0, i - 2)]
    if not before.projects:
        return NOTHING
    if clause.kind == THAT:
        near = [x for x in sentence.items if clause.first - 3 <= x.last < clause.first]
        if near and near[-1].kind in "oh":
            return NOTHING
        if not before.topic and _reported(sentence, i):
            return NOTHING
        return Scope([_antecedent(words, clause, before)], True, "works.relative")
    if clause.kind == IF and words.lower[clause.first] in CONTRASTING:
        lead = words.lower[clause.first + 1 : clause.verb]
        if clause.verb < 0 or not lead or {"que", *CLITICS}.issuperset(lead):
            return Scope([main_of(words, before.projects)], before.topic, before.rule)
        return NOTHING  # "mientras que el país exportó…": somebody else acts
    if clause.kind == BREAK or before.topic:
        return Scope([main_of(words, before.projects)], before.topic, before.rule)
    if clause.kind in (AND, RESUME, IF):
        return NOTHING
    return before


def _antecedent(words: Words, clause: Clause, before: Scope) -> Item:
    """The project that *que* stands for: the one beside it, else the main one."""
    last = before.projects[-1]
    between = range(last.last + 1, clause.first)
    beside = len(between) < 7 and all(
        words.shape[k] in ",qETDP" or words.lower[k] in ("través", "medio") for k in between
    )
    return last if beside else main_of(words, before.projects)


def _reported(sentence: Sentence, i: int) -> bool:
    """*anunció que*: the clause is what is said, not of the noun before it."""
    return sentence.clauses[i - 1].verb == sentence.clauses[i].first - 1


def main_of(words: Words, projects: list[Item]) -> Item:
    """The last of them; one that a preposition governs (*cofinanciado por el Fondo…*) only
    where all are.
    """
    if len(projects) == 1:
        return projects[0]
    free = [p for p in projects if not _is_governed(words, p)]
    return (free or projects)[-1]


def _is_governed(words: Words, project: Item) -> bool:
    k = project.first - 1
    while k > 0 and (words.shape[k] in "Tq" or words.lower[k] in BARE_HEADS):
        k -= 1
    return k > 0 and (words.shape[k] in "DPE(" or words.lower[k] == "mediante")


BARE_HEADS = frozenset("proyecto programa plan campaña estrategia iniciativa fondo".split())


def projects_of(scene: Scene, again: Again, doc: Doc) -> list[Item]:
    """The projects of the scene, those meant again included, with the gender of their nouns."""
    named = [item for item in scene.items if item.kind == "p"]
    if not named:
        return []
    for item in named:
        item.gender = gender_of(scene.words, item)
    meant = again.find(doc, scene.words, named)
    scene.items += meant
    return sorted([*named, *meant], key=attrgetter("first"))


def sentence_range(words: Words, sentence: Sentence) -> list[int]:
    """The characters of a sentence."""
    return [words.starts[sentence.first], words.ends[sentence.last]]


Relation = dict[str, Any]
