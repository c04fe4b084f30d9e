"""Mentions of one institution: full name, acronym, short form, in whatever case.

An acronym belongs to the name it stands beside in brackets; one that the text
never defines to the institution of the lexicon, if the text names that too.
"""

from __future__ import annotations

import re
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lexicon import fold
from extractor.spans import facts, group, put

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
        spans = group(doc, "organizations")
        book = _Book()
        for span in spans:
            if facts(span, "organizations").get("form") != "acronym":
                book.enter(span)
        for span in spans:
            if facts(span, "organizations").get("form") == "acronym":
                book.enter(span)
        _join_prefixes(spans)
        _join_levels(spans)
        _parents(spans)
        put(doc, "organizations", spans)
        return doc


class _Book:
    """Entities by the names under which they are known in this document."""

    def __init__(self) -> None:
        self.by_name: dict[str, str] = {}

    def enter(self, span: Span) -> None:
        fact = span._.organization or {}
        names = _names(span, fact)
        key = next((self.by_name[name] for name in names if name in self.by_name), None)
        key = key or f"organization:{names[0]}"
        span.kb_id_ = key
        for name in names:
            self.by_name.setdefault(name, key)
        if fact.get("form") == "acronym" and not fact.get("acronym"):
            fact["acronym"] = " ".join(span.text.split())


def _names(span: Span, fact: dict[str, Any]) -> list[str]:
    """The folded names that lead to the same entity, the surest first."""
    names = [fold(" ".join(span.text.split()))]
    if fact.get("defined_at") is not None:
        start = fact["defined_at"]
        names.insert(0, f"@{start}")
    names.append(f"@{span.start_char}")
    if fact.get("key"):
        names.append(fact["key"])
    if fact.get("acronym"):
        names.append(fold(fact["acronym"]))
    return names


def _join_levels(spans: list[Span]) -> None:
    """*Municipalidad Provincial de Puno* is *Municipalidad de Puno* again, if no other one is."""
    names: dict[str, str] = {}
    for span in spans:
        if facts(span, "organizations").get("form") == "full":
            names.setdefault(fold(" ".join(span.text.split())), span.kb_id_)
    shorter: dict[str, set[str]] = {}
    for name, key in names.items():
        bare = LEVELS.sub("", name)
        if bare != name and bare in names and names[bare] != key:
            shorter.setdefault(names[bare], set()).add(key)
    merged = {key: min(longer) for key, longer in shorter.items() if len(longer) == 1}
    for span in spans if merged else ():
        if span.kb_id_ in merged:
            span.kb_id_ = merged[span.kb_id_]
            span._.organization = {**facts(span, "organizations"), "form": "short"}


def _join_prefixes(spans: list[Span]) -> None:
    """*Cáritas* and *Cáritas Argentina* are one, if only one longer name begins so."""
    names: dict[str, str] = {}
    for span in spans:
        if facts(span, "organizations").get("form") == "full":
            names.setdefault(fold(" ".join(span.text.split())), span.kb_id_)
    merged: dict[str, str] = {}
    for name, key in names.items():
        longer = {k for n, k in names.items() if n.startswith(name + " ") and k != key}
        if len(longer) == 1 and len(name.split()) < 4:
            merged[key] = longer.pop()
    for span in spans:
        if span.kb_id_ in merged:
            span.kb_id_ = merged[span.kb_id_]
            if span.id_ not in ("organizations.lexicon_full", "organizations.acronym_defined"):
                span._.organization = {**facts(span, "organizations"), "form": "short"}


def _parents(spans: list[Span]) -> None:
    """The containing institution by its name, where a unit is said to be *del MIMP*."""
    at = {span.start_char: span for span in spans}
    best: dict[str, str] = {}
    for span in spans:
        text = " ".join(span.text.split())
        if len(text) > len(best.get(span.kb_id_, "")):
            best[span.kb_id_] = text
    for span in spans:
        fact = span._.organization or {}
        start = fact.pop("parent_at", None)
        parent = at.get(start) if start is not None else None
        if parent is not None and parent.kb_id_ != span.kb_id_:
            fact["parent"] = best[parent.kb_id_]
            fact["parent_key"] = parent.kb_id_
