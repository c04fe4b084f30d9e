"""Mentions of one institution: full name, acronym, short form, in whatever case.

An acronym belongs to the name it stands beside in brackets; one that the text
never defines to the institution of the lexicon, if the text names that too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import compress

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lexicon import fold
from extractor.spans import facts, group, put, text_of

LEVELS = re.compile(
    r"(?<=\w)(?: (?:provincial|distrital|metropolitan[ao]|departamental|municipal|"
    r"autonom[ao]|descentralizad[ao]))+(?= (?:de|del)\b)"
)


@Language.factory("press_acronyms", requires=["doc.spans"])
def make_acronyms(nlp: Language, name: str) -> Acronyms:
    """The component that joins the mentions of institutions."""
    return Acronyms()


class Acronyms:
    """Gives every span of `doc.spans["organizations"]` its entity."""

    def __call__(self, doc: Doc) -> Doc:
        """Give every mention its entity: full names first, then acronyms."""
        text = text_of(doc)
        mentions = [_Mention(span, text) for span in group(doc, "organizations")]
        acronyms = [mention.facts.get("form") == "acronym" for mention in mentions]
        book = _Book()
        for mention, acronym in zip(mentions, acronyms, strict=True):
            if not acronym:
                book.enter(mention)
        for mention in compress(mentions, acronyms):
            book.enter(mention)
        _join_prefixes(mentions)
        _join_levels(mentions)
        _parents(mentions)
        for mention in mentions:
            mention.span.kb_id_ = mention.key
        put(doc, "organizations", [mention.span for mention in mentions])
        return doc


class _Mention:
    """A span with what is asked of it: its place, its text, the entity it is given."""

    __slots__ = ("facts", "folded", "key", "span", "start", "text")

    def __init__(self, span: Span, source: str) -> None:
        self.span = span
        self.start: int = span.start_char
        self.text = " ".join(source[self.start : span.end_char].split())
        self.folded = fold(self.text)
        self.facts = facts(span, "organizations")
        self.key = ""

    def shorten(self) -> None:
        """Call it a short form of the entity it has been joined to."""
        self.facts = {**self.facts, "form": "short"}
        self.span._.organization = self.facts


class _Book:
    """Entities by the names under which they are known in this document."""

    def __init__(self) -> None:
        self.by_name: dict[str, str] = {}

    def enter(self, mention: _Mention) -> None:
        fact = mention.facts
        names = _names(mention)
        key = next((self.by_name[name] for name in names if name in self.by_name), None)
        mention.key = key = key or f"organization:{names[0]}"
        for name in names:
            self.by_name.setdefault(name, key)
        if fact.get("form") == "acronym" and not fact.get("acronym"):
            fact["acronym"] = mention.text


def _names(mention: _Mention) -> list[str]:
    """The folded names that lead to the same entity, the surest first."""
    fact = mention.facts
    names = [mention.folded, f"@{mention.start}"]
    if fact.get("defined_at") is not None:
        names.insert(0, f"@{fact['defined_at']}")
    if fact.get("key"):
        names.append(fact["key"])
    if fact.get("acronym"):
        names.append(fold(fact["acronym"]))
    return names


def _full_names(mentions: list[_Mention]) -> dict[str, str]:
    """The entity of each name that stands in full, the first to bear it."""
    names: dict[str, str] = {}
    for mention in mentions:
        if mention.facts.get("form") == "full":
            names.setdefault(mention.folded, mention.key)
    return names


def _join_levels(mentions: list[_Mention]) -> None:
    """*Municipalidad Provincial de Puno* is *Municipalidad de Puno* again, if no other one is."""
    names = _full_names(mentions)
    shorter: dict[str, set[str]] = {}
    for name, key in names.items():
        bare = LEVELS.sub("", name)
        if bare != name and bare in names and names[bare] != key:
            shorter.setdefault(names[bare], set()).add(key)
    merged = {key: min(longer) for key, longer in shorter.items() if len(longer) == 1}
    for mention in mentions if merged else ():
        if mention.key in merged:
            mention.key = merged[mention.key]
            mention.shorten()


def _join_prefixes(mentions: list[_Mention]) -> None:
    """*Cáritas* and *Cáritas Argentina* are one, if only one longer name begins so."""
    names = _full_names(mentions)
    ordered = sorted(names)
    merged: dict[str, str] = {}
    for name, key in names.items():
        begun = f"{name} "
        longer: set[str] = set()
        at = bisect_left(ordered, begun)
        while len(longer) < 2 and at < len(ordered) and ordered[at].startswith(begun):
            if names[ordered[at]] != key:
                longer.add(names[ordered[at]])
            at += 1
        if len(longer) == 1 and len(name.split()) < 4:
            merged[key] = longer.pop()
    for mention in mentions if merged else ():
        if mention.key in merged:
            mention.key = merged[mention.key]
            if mention.span.id_ not in (
                "organizations.lexicon_full",
                "organizations.acronym_defined",
            ):
                mention.shorten()


def _parents(mentions: list[_Mention]) -> None:
    """The containing institution by its name, where a unit is said to be *del MIMP*."""
    units = [mention for mention in mentions if "parent_at" in mention.facts]
    if not units:
        return
    at = {mention.start: mention for mention in mentions}
    best: dict[str, str] = {}
    for mention in mentions:
        if len(mention.text) > len(best.get(mention.key, "")):
            best[mention.key] = mention.text
    for unit in units:
        start = unit.facts.pop("parent_at", None)
        parent = at.get(start) if start is not None else None
        if parent is not None and parent.key != unit.key:
            unit.facts["parent"] = best[parent.key]
            unit.facts["parent_key"] = parent.key
