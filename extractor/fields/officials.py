"""Persons and roles, as mentions; who holds which post is decided by the links.

A person is read from an honorific, from a role beside the name, or from the
name itself, where its parts are given names and surnames of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lexicon import fold, read_language
from extractor.organization_lexicon import read_known
from extractor.person_names import NameGrammar, capitals_of
from extractor.role_reach import reach
from extractor.roles import RoleGrammar, RolePhrase
from extractor.spans import furniture, group, in_ranges, put, tell
from extractor.words import Words, words_of

BETWEEN = frozenset(
    ("el", "la", "actual", "quien", "es", ",", "nuevo", "nueva", "(", "-", "–", "—")
)
# Levels whose heads are ordinary words too (médico, general, técnico): a role only beside a name.
BESIDE_NAMES = frozenset({"profession", "sport", "culture", "military"})
# Before "de" and a subject; a *consejero de* may sit on a company's board as well.
MINISTERIAL = re.compile(r"(?:ex|vice)?ministr[oa]|(?:ex)?subsecretari[oa]|(?:ex)?consejer[oa]")
REPRESENTATIVES = (["representante", "a", "la"], ["representantes", "a", "la"])
CAPITALISED = re.compile("C")
APPOSITION = frozenset({",", "(", "-"})
ARTICLES = frozenset(
    ("el", "la", "los", "las", "un", "una", "su", "nuestro", "nuestra", "al", "del")
)


@Language.factory("press_officials", assigns=["doc.spans"])
def make_officials(nlp: Language, name: str) -> Officials:
    """The persons and roles component."""
    return Officials()


class Officials:
    """Full names into `doc.spans["persons"]`, roles into `doc.spans["roles"]`."""

    def __init__(self) -> None:
        self.names = NameGrammar()
        self.roles = RoleGrammar()
        self.place_heads = {
            form
            for row in read_language("place_heads.csv")
            for form in (row["head"], row["plural"])
            if form
        }
        self.portfolios = {fold(p) for known in read_known(None) for p in known.portfolios}

    def __call__(self, doc: Doc) -> Doc:
        """Find the roles, then the persons that stand beside them or by themselves."""
        words = words_of(doc)
        skip = furniture(doc)
        self._free_portfolios(doc, words)
        named = _words_of_group(doc, words, "organizations")
        phrases = list(self._phrases(words, named))
        starts = {words.at(s.start_char): s for s in group(doc, "organizations")}
        reaches = {p.first: reach(words, p.last, starts)[0] for p in phrases}
        persons = self._persons(words, named, phrases, reaches)
        beside = _beside(words, phrases, persons, reaches)
        inside = {k for first, last, *_ in persons for k in range(first, last + 1)}
        doc.spans["roles"] = [
            _role_span(words, phrase)
            for phrase in phrases
            if phrase.first not in inside
            and self._is_role(words, phrase, beside)
            and not in_ranges(words.starts[phrase.first], skip)
        ]
        doc.spans["persons"] = [
            _person_span(words, *person)
            for person in persons
            if not in_ranges(words.starts[person[0]], skip)
        ]
        return doc

    # ------------------------------------------------------------------ roles

    def _free_portfolios(self, doc: Doc, words: Words) -> None:
        """*viceministro de · Defensa Civil*: the subject of the post, and no institution here."""
        spans = group(doc, "organizations")
        kept = []
        for span in spans:
            k = words.at(span.start_char)
            if k > 1 and words.lower[k - 1] == "de" and words.shape[k] == "C":
                head = words.lower[k - 2]
                if MINISTERIAL.fullmatch(head) and (
                    head[:5] != "conse" or fold(span.text) in self.portfolios
                ):
                    continue
            if words.lower[k - 3 : k] in REPRESENTATIVES and words.lower[k + 1 : k + 2] == ["por"]:
                continue  # "el representante a la Cámara por Antioquia"
            kept.append(span)
        if len(kept) < len(spans):
            put(doc, "organizations", kept)

    def _phrases(self, words: Words, named: set[int]) -> Iterator[RolePhrase]:
        after = 0
        for k in self.roles.openings(words):
            if k < after or k in named:
                continue
            phrase = self.roles.phrase_at(words, k, named)
            if phrase is not None and not self._names_a_place(words, k):
                yield phrase
                after = phrase.head_last + 1
                while after <= phrase.last and words.shape[after] in "CADT":
                    after += 1  # "ministro de Defensa": the subject is no role of its own

    def _names_a_place(self, words: Words, k: int) -> bool:
        """*el departamento Comandante Fernández*: a rank that begins a place's name."""
        if words.shape[k] != "C" or not k or words.first[k]:
            return False
        before = words.lower[k - 1] if words.shape[k - 1] != "D" else words.lower[max(k - 2, 0)]
        return before in self.place_heads

    def _is_role(self, words: Words, phrase: RolePhrase, beside: set[int]) -> bool:
        """Whether the phrase names a post here, and is no ordinary word."""
        if phrase.first in beside:
            return True
        head = phrase.head
        if head.level in BESIDE_NAMES or words.shape[phrase.first] == "U":
            return False
        if head.plural:
            return phrase.last > phrase.head_last
        before = words.lower[phrase.first - 1] if phrase.first else ""
        return (
            phrase.last > phrase.head_last or before in ARTICLES or words.shape[phrase.first] == "C"
        )

    # ---------------------------------------------------------------- persons

    def _persons(
        self,
        words: Words,
        named: set[int],
        phrases: list[RolePhrase],
        reaches: dict[int, int],
    ) -> list[tuple[int, int, str, dict[str, Any]]]:
        sure = [p for p in phrases if p.head.level not in BESIDE_NAMES]
        after_role = _after_roles(words, sure, reaches)
        after_title = _after_roles(words, phrases, reaches) - after_role
        before_role = {phrase.first for phrase in phrases}
        in_role = {k for p in phrases for k in range(p.first, p.head_last + 1)}
        posts = {k for p in sure for k in range(p.first, p.head_last + 1)}
        for p in phrases:
            if _has_place(words, p):
                in_role.update(range(p.head_last + 1, p.last + 1))
                posts.update(range(p.head_last + 1, p.last + 1))
        found: list[tuple[int, int, str, dict[str, Any]]] = []
        titles = self.names.honorific_openings(words)
        after = 0
        for k in sorted(titles.union(m.start() for m in CAPITALISED.finditer(words.shape))):
            capital = words.shape[k] == "C"
            if k < after or (capital and k in named):
                continue
            person = None
            if k in titles and k not in posts and not self._names_a_place(words, k):
                person = self._honored(words, k, named)
            if person is None and capital and k not in in_role:
                person = self._person(
                    words, k, named, after_role, after_title, before_role, in_role
                )
            if person is not None:
                found.append(person)
                after = person[1] + 1
        return found

    def _honored(
        self, words: Words, k: int, named: set[int]
    ) -> tuple[int, int, str, dict[str, Any]] | None:
        size = self.names.honorific_at(words, k)
        if not size:
            return None
        start = k + size
        title = start - 1
        inner = self.names.honorific_at(words, start) if start < len(words.shape) else 0
        start += inner
        title += inner
        start = _after_force(words, start)
        end = self._name_end(words, start, named)
        if end <= start or not self.names.plausible(words, start, end):
            return None
        if (
            words.texts[k].islower()
            and "." not in words.texts[k]
            and not self._named_so(words, start, end)
        ):
            return None
        facts = {"form": "full", "honorific": words.text(k, title), "confidence": 0.95}
        return start, end - 1, "officials.honorific", facts

    def _named_so(self, words: Words, start: int, end: int) -> bool:
        """After an honorific in small letters: a known name, or two words that may be one."""
        return len(capitals_of(words, start, end)) > 1 or self.names.has_known(words, start, end)

    def _person(
        self,
        words: Words,
        k: int,
        named: set[int],
        after_role: set[int],
        after_title: set[int],
        before_role: set[int],
        in_role: set[int],
    ) -> tuple[int, int, str, dict[str, Any]] | None:
        end = self._name_end(words, k, named)
        while end > k and end - 1 in in_role:
            end -= 1
        capitals = len(capitals_of(words, k, end))
        follows = k in after_role or k in after_title
        if capitals == 0 or (capitals == 1 and not follows):
            return None
        facts: dict[str, Any] = {"form": "full", "confidence": 0.95}
        if self.names.looks_like(words, k, end) and self._starts(words, k, in_role):
            return k, end - 1, "officials.name", facts
        if not self.names.plausible(words, k, end):
            return None
        if k in after_title and not self.names.has_known(words, k, end):
            return None
        if follows and (capitals > 1 or self._single(words, k)):
            return k, end - 1, "officials.after_role", facts
        if capitals > 1 and self._before_role(words, end, before_role) and self._opens(words, k):
            return k, end - 1, "officials.before_role", {**facts, "confidence": 0.85}
        return None

    def _single(self, words: Words, k: int) -> bool:
        """One word after a role: *la ministra Tolentino*, but not *el presidente Perú*."""
        word = words.folded[k]
        return words.shape[k - 1] not in APPOSITION and (
            self.names.is_surname(word, sure=True) or self.names.is_given(word, sure=True)
        )

    def _name_end(self, words: Words, k: int, named: set[int]) -> int:
        end = self.names.end(words, k)
        for j in range(k, end):
            if j in named:
                end = j
                break
        while end > k and words.shape[end - 1] in "DTY":
            end -= 1
        return end

    @staticmethod
    def _before_role(words: Words, end: int, before_role: set[int]) -> bool:
        """*Nadine Keller, jefa de…*, *Paolo Ferri (gerente general)*."""
        if end >= len(words.shape) or words.shape[end] not in APPOSITION:
            return False
        at = end + 1
        while at < len(words.shape) and words.lower[at] in (
            "el",
            "la",
            "quien",
            "es",
            "actual",
            "nuevo",
            "nueva",
        ):
            at += 1
        return at in before_role

    @staticmethod
    def _starts(words: Words, k: int, in_role: set[int]) -> bool:
        """Not in the middle of a longer name: *San · Juan del Río*."""
        if k == 0 or words.first[k] or words.shape[k - 1] not in "CI":
            return True
        if words.lower[k - 1] in ("san", "santa", "santo"):
            return False
        return k - 1 in in_role or words.first[k - 1]

    @staticmethod
    def _opens(words: Words, k: int) -> bool:
        """Whether a name may begin here: not inside a longer capitalised phrase."""
        return (
            k == 0
            or words.first[k]
            or words.shape[k - 1] not in "CAD"
            or words.lower[k - 1] == "de"
        )


def _has_place(words: Words, phrase: RolePhrase) -> bool:
    """Whether what the role takes is a place, so that it holds no person: *congresista por
    Loreto*, *intendente de Florencio Varela*.
    """
    opening = words.shape[phrase.head_last + 1 : phrase.head_last + 2]
    if opening == "D":
        return "place" in phrase.head.takes and phrase.head.level in ("local", "regional")
    return opening == "P"


def _after_force(words: Words, start: int) -> int:
    """*general PNP X*, *general EP (r) X*: the force and the retirement belong to the rank."""
    shape = words.shape
    if shape[start : start + 1] == "A" and len(words.texts[start]) <= 4:
        start += 1
    if shape[start : start + 1] == "(" and shape[start + 2 : start + 3] == ")":
        start += 3
    return start


def _words_of_group(doc: Doc, words: Words, name: str) -> set[int]:
    taken: set[int] = set()
    for span in group(doc, name):
        first = words.at(span.start_char)
        taken.update(range(first, words.at(span.end_char - 1) + 1))
    return taken


def _after_roles(words: Words, phrases: list[RolePhrase], reaches: dict[int, int]) -> set[int]:
    """Words at which a name may follow a role: *la ministra X*, *la ministra de la Mujer, X*."""
    places: set[int] = set()
    for phrase in phrases:
        for end in {phrase.last, phrase.head_last, reaches[phrase.first]}:
            at = end + 1
            if words.first[at : at + 1] != [False]:
                continue
            places.add(at)
            if words.shape[at : at + 1] == "(":
                closing = words.shape.find(")", at, at + 5)
                at = closing + 1 if closing > 0 else at
                places.add(at)
            if at < len(words.shape) and (
                words.shape[at] in ",:" or words.lower[at] in ("es", "fue")
            ):
                places.add(at + 1)
    return places


def _beside(
    words: Words,
    phrases: list[RolePhrase],
    persons: list[tuple[int, int, str, dict[str, Any]]],
    reaches: dict[int, int],
) -> set[int]:
    """First words of the roles that stand in apposition to a name."""
    starts = {first for first, *_ in persons}
    ends = {last for _, last, *_ in persons}
    beside: set[int] = set()
    for phrase in phrases:
        after = reaches[phrase.first] + 1
        if {after, after + (words.shape[after : after + 1] in (",", "x", "w"))} & starts:
            beside.add(phrase.first)
        before = phrase.first - 1
        while before >= 0 and words.lower[before] in BETWEEN:
            before -= 1
        if before in ends and before < phrase.first - 1:
            beside.add(phrase.first)
    return beside


def _role_span(words: Words, phrase: RolePhrase) -> Span:
    span = words.span(phrase.first, phrase.last, phrase.head.level, "officials.role")
    told = {
        "head": phrase.head.masculine,
        "head_end": words.ends[phrase.head_last],
        "takes": sorted(phrase.head.takes),
        "gender": phrase.head.gender,
        "plural": phrase.head.plural,
        "former": phrase.former,
    }
    tell(span, "roles", told)
    return span


def _person_span(words: Words, first: int, last: int, rule: str, facts: dict[str, Any]) -> Span:
    span = words.span(first, last, "person", rule)
    tell(span, "persons", facts)
    return span
