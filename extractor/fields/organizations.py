"""Organizations: known ones by lexicon, unknown ones by the grammar of their names.

Facts left on each span: `form` (`full`, `acronym`, `short`), `kind`, `acronym`,
`country`, `key` and `known_name` of the lexicon, `bearers` where several
countries share the name, `parent_at` (character) where a containing institution
is named, `defined_at` (character) of the name that an acronym stands for, and
`hidden` for an agency's mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.abbreviations import Abbreviations
from extractor.candidates import Candidate
from extractor.company_names import companies
from extractor.institution_names import InstitutionGrammar
from extractor.organization_lexicon import KnownOrganizations
from extractor.shared_heads import shared_heads
from extractor.spans import furniture, in_ranges, tell
from extractor.words import Words, words_of


@Language.factory("press_organizations", assigns=["doc.spans"], default_config={"countries": None})
def make_organizations(nlp: Language, name: str, countries: list[str] | None) -> Organizations:
    """The organizations component; `countries` (alpha-2) narrows the lexicon."""
    return Organizations(countries)


class Organizations:
    """Named institutions, into `doc.spans["organizations"]`."""

    def __init__(self, countries: list[str] | None = None) -> None:
        self.known = KnownOrganizations(countries)
        self.grammar = InstitutionGrammar(self.known)
        self.abbreviations = Abbreviations()

    def __call__(self, doc: Doc) -> Doc:
        """Find, choose and abbreviate; nothing in page furniture counts."""
        words = words_of(doc)
        skip = furniture(doc)
        found = [
            *self._known(words),
            *self.grammar.named(words),
            *companies(words),
            *shared_heads(words, self.grammar.heads, self.known),
            *self.grammar.led(words),
        ]
        _part_companies(words, found)
        kept = _choose(found)
        kept = self.abbreviations.add(words, kept)
        kept = sorted([*kept, *self.grammar.short(words, kept)], key=lambda c: c.first)
        opening = doc._.dateline
        for c in kept:
            if opening and opening["start"] <= words.starts[c.first] < opening["end"]:
                c.facts["hidden"] = True  # the agency's mark in a dateline
        doc.spans["organizations"] = [
            _span(words, c) for c in kept if not in_ranges(words.starts[c.first], skip)
        ]
        return doc

    def _known(self, words: Words) -> Iterator[Candidate]:
        for first, last, form, bearers in self.known.find(words):
            facts = {"form": form, "confidence": 1.0, **bearers[0]}
            if len(bearers) > 1:
                facts["bearers"] = bearers
            if facts["kind"] == "international":
                last = self._with_office(words, last)
            yield Candidate(first, last, f"organizations.lexicon_{form}", facts)

    def _with_office(self, words: Words, last: int) -> int:
        """*UNICEF Perú*: the country office is a form of the name."""
        after = last + 1
        if words.shape[after : after + 1] == "C" and words.lower[after] in self.grammar.countries:
            return after
        return last


def _part_companies(words: Words, found: list[Candidate]) -> None:
    """*la Corte Superior de Lima y Cementos Andinos S.A.C.*: the firm ends the other's name."""
    firms = [c for c in found if c.rule == "organizations.company"]
    for firm in firms:
        for other in found:
            if (
                other.first < firm.first <= other.last
                and other.facts.get("kind") != "company"
                and words.shape[firm.first - 1] == "Y"
            ):
                other.last = firm.first - 2


def _choose(found: list[Candidate]) -> list[Candidate]:
    """The longest of those that overlap; the lexicon's where they are alike."""
    kept: list[Candidate] = []
    taken: set[int] = set()
    order = sorted(found, key=lambda c: (c.first - c.last, "lexicon" not in c.rule, c.first))
    for candidate in order:
        words = range(candidate.first, candidate.last + 1)
        if taken.isdisjoint(words):
            taken.update(words)
            kept.append(candidate)
        else:
            _hand_down(candidate, kept)
    return sorted(kept, key=lambda c: c.first)


def _hand_down(shorter: Candidate, kept: list[Candidate]) -> None:
    """A pattern that only lengthens a known name keeps what the lexicon knows of it."""
    if "lexicon" not in shorter.rule or shorter.facts["form"] == "acronym" or shorter.length == 1:
        return  # a word alone that some institution is called by may be the head of another's name
    for longer in kept:
        if (
            longer.first == shorter.first
            and longer.last >= shorter.last
            and "pattern" in longer.rule
        ):
            longer.facts["kind"] = shorter.facts["kind"]


def _span(words: Words, candidate: Candidate) -> Span:
    span = words.span(candidate.first, candidate.last, str(candidate.facts["kind"]), candidate.rule)
    tell(span, "organizations", candidate.facts)
    return span
