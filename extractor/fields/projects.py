"""Named projects, programmes, plans, campaigns, strategies, funds and public works.

A name is read from a title in quotes after a generic head (*el proyecto
“Mejorando Vidas”*), from a head that opens a capitalised name (*Plan Nacional
de Saneamiento 2022-2026*), from a work of construction named by its place
(*la represa de Huaypo*), or from the lexicon (*Pensión 65*). Facts left on each
span: `kind`, `form` (`full`, `short`), `code`, `title` (in quotes or not).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.candidates import Candidate
from extractor.lexicon import read_language
from extractor.phrases import places_of
from extractor.project_grammar import (
    COPULAS,
    DEFINED,
    NAME,
    TAIL,
    VERBS_AFTER,
    WORK,
    ProjectHead,
    end_of,
    located,
)
from extractor.project_lexicon import KnownProjects
from extractor.project_naming import EVENTS, NAMING, NamedByConstruction, complemented, split_names
from extractor.project_works import new_buildings, work
from extractor.spans import furniture, group, in_ranges, tell, text_of
from extractor.structure.quotation import Quoted, pair_marks
from extractor.words import Words, words_of

BOLD = re.compile(r"(\*\*|__)(?=\S)(?P<title>[^*_\n]{4,200}?)(?<=\S)\1")
YEARS = re.compile(r"(?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?")
CODE = re.compile(
    r"(?:\bCUI|\bSNIP|c[oó]digo (?:[uú]nico(?: de inversi[oó]n(?:es)?)?|de inversi[oó]n|SNIP|CUI))"
    r"\s*(?:\((?:CUI|SNIP)\)\s*)?(?:n\.?\s?[°ºo]\.?|n[uú]mero|:)?\s*:?\s*(?P<code>\d{5,8})\b",
    re.I,
)
CONSTRUCTED = frozenset(
    f"projects.{rule}" for rule in ("called", "apposition", "complement", "event")
)
WHOLE = frozenset(("projects.title", "projects.lexicon", "projects.new_building"))
TITLE_GAP = 5
"""Words that may stand between the head and its title: *el proyecto piloto denominado “…”*."""
MIN_TITLE, MAX_TITLE = 4, 300
CUI = re.compile(r"cui(?![a-mo-z])")
"""The abbreviation in folded text, and no *cuidado*; `n` for *CUI n.°* written as one word."""


@Language.factory("press_projects", assigns=["doc.spans"], default_config={"countries": None})
def make_projects(nlp: Language, name: str, countries: list[str] | None) -> Projects:
    """The projects component; `countries` (alpha-2) narrows the lexicon."""
    return Projects(countries)


class Projects:
    """Named undertakings, into `doc.spans["projects"]`."""

    def __init__(self, countries: list[str] | None = None) -> None:
        self.heads: dict[str, list[ProjectHead]] = {}
        self.singular: set[str] = set()
        for row in read_language("project_heads.csv"):
            words = tuple(row["head"].split())
            self.singular.add(words[0])
            for form in {words, _plural(words)}:
                head = ProjectHead(form, row["kind"], row["style"])
                self.heads.setdefault(form[0], []).append(head)
        for heads in self.heads.values():
            heads.sort(key=lambda head: -len(head.words))
        self.openings = self.heads.keys() | NAMING
        self.known = KnownProjects(self.heads, countries)
        self.construction = NamedByConstruction(self.heads, self.singular)

    def __call__(self, doc: Doc) -> Doc:
        """Find titles, names and known programmes; codes go to the project they follow."""
        words = words_of(doc)
        quoted = [q for q in _marked(text_of(doc)) if MIN_TITLE <= q.end - q.start <= MAX_TITLE]
        found = [*self._titles(doc, words, quoted), *self._named(doc, words, quoted)]
        found += new_buildings(words, group(doc, "organizations"))
        found += self.known.find(words, doc._.country)
        if not found:
            doc.spans["projects"] = []
            return doc
        named = _words_in(doc, words, "organizations")
        kept = [
            c
            for c in _choose(self._apart(doc, words, found))
            if c.rule in WHOLE - {"projects.lexicon"}
            or named.isdisjoint(range(c.first, c.last + 1))
        ]
        skip = furniture(doc)
        kept = [c for c in kept if not in_ranges(words.starts[c.first], skip)]
        _codes(doc, words, kept)
        doc.spans["projects"] = [_span(words, c) for c in kept]
        if kept:
            self._yield(doc)
        return doc

    @staticmethod
    def _apart(doc: Doc, words: Words, found: list[Candidate]) -> Iterator[Candidate]:
        """Cut before the place where they are, and without those that name a person or a place."""
        places = _words_in(doc, words, "places")
        persons = _words_in(doc, words, "persons")
        for c in found:
            if c.rule not in WHOLE:
                c.last = located(words, c.first, c.last, places)
            here = range(c.first, c.last + 1)
            of = c.facts.pop("of", c.last + 1)
            if of <= c.last and places.issuperset(here) == places.issuperset(range(of, c.last + 1)):
                continue
            if c.rule not in CONSTRUCTED or (
                persons.isdisjoint(here) and not places.issuperset(here)
            ):
                yield c

    # ----------------------------------------------------------- in quotes

    def _titles(self, doc: Doc, words: Words, quoted: list[Quoted]) -> Iterator[Candidate]:
        listed: tuple[int, ProjectHead] | None = None
        for quote in quoted:
            first, last = words.at(quote.start), words.at(quote.end - 1)
            if first < 0 or words.starts[first] < quote.start:
                first += 1
            while last > first and words.shape[last] in ",.":
                last -= 1
            if last < first or (
                not words.texts[first][0].isupper() and not words.texts[first][0].isdigit()
            ):
                continue
            head = self._before_title(words, first)
            if head is None and listed and _goes_on(words, listed[0], first):
                head = listed[1]  # "los programas “Techo Digno” y “Piso Firme”"
            inner = self._head_at(words, first)
            if head is None and (inner is None or inner.style in ("quoted", "skip", "strict")):
                head = self._after_title(words, last)
                if head is None:
                    continue
            chosen = head or inner
            listed = (last, chosen) if chosen is not None else None
            if chosen is None or chosen.style == "skip":
                continue
            if head is None and not COPULAS.isdisjoint(words.lower[first : last + 1]):
                continue  # “Plan Nacional es lo que falta”: what somebody said
            if inner is not None and inner.kind == "project" and last - first > 2:
                first += len(inner.words)  # “Proyecto Asistencia Humanitaria…” is named without it
                while first < last and words.shape[first] == "q":
                    first += 1
            yield Candidate(
                first,
                last,
                "projects.title",
                {"kind": chosen.kind, "form": "full", "confidence": 0.95},
            )

    def _before_title(self, words: Words, first: int) -> ProjectHead | None:
        """The head a few words before the opening mark, in the same sentence."""
        k = first - 1
        while k >= 0 and words.shape[k] == "q":
            k -= 1
        for back in range(TITLE_GAP):
            at = k - back
            if at < 0 or words.first[at + 1] or (words.shape[at] in ".;:" and back):
                return None
            head = self._head_at(words, at)
            if head is not None:
                return head
            if words.shape[at] in "q":
                return None
        return None

    def _after_title(self, words: Words, last: int) -> ProjectHead | None:
        """*“Luz para Todos”, programa que…*, *“Luz para Todos” es un programa que…*"""
        k = last + 1
        while k < len(words.shape) and words.shape[k] in "q,":
            k += 1
        said = words.lower[k : k + 1] == ["es"] and words.lower[k + 1 : k + 2] in (["un"], ["una"])
        k += 2 * said
        if k > last + 1 and k < len(words.shape) and (said or words.shape[k - 1] == ","):
            head = self._head_at(words, k)
            if head is not None and head.kind and head.style != "work":
                return head
        return None

    def _head_at(self, words: Words, k: int) -> ProjectHead | None:
        for head in self.heads.get(words.lower[k], ()):
            size = len(head.words)
            if size == 1 or tuple(words.lower[k : k + size]) == head.words:
                return head
        return None

    # ----------------------------------------------------------- by its name

    def _named(self, doc: Doc, words: Words, quoted: list[Quoted]) -> Iterator[Candidate]:
        titles = [(q.opening, q.closing) for q in quoted]
        for k in places_of(words, self.openings):
            low = words.lower[k]
            if low in NAMING and (called := self.construction.called(words, k)):
                yield called
            if low not in self.heads or words.shape[k] == "U":
                continue
            head = self._head_at(words, k)
            if head is None or not head.kind or head.style == "skip":
                continue
            if words.shape[k] == "w" and (c := self._constructed(words, k, head)):
                yield c
            if head.style == "quoted":
                continue
            if in_ranges(words.starts[k], titles) and not _opens_title(words, k):
                continue
            candidate = self._name(words, k, head)
            if candidate is None:
                continue
            if words.shape[k] == "w" and low not in self.singular and head.style == "any":
                yield from split_names(words, k + len(head.words), candidate)
            else:
                yield candidate

    def _constructed(self, words: Words, k: int, head: ProjectHead) -> Candidate | None:
        """What a head in small letters names without being part of the name."""
        if head.style == "any":
            return self.construction.apposed(words, k, head) or complemented(words, k, head)
        if head.style != "quoted":
            return None
        if words.lower[k] in EVENTS:
            return self.construction.event(words, k)
        return self.construction.action(words, k) if words.lower[k] == "obra" else None

    def _name(self, words: Words, k: int, head: ProjectHead) -> Candidate | None:
        begin = k + len(head.words)
        shape = words.shape
        capital = (shape[k] in "CA" and not words.first[k]) or (
            shape[k] == "C" and shape[begin : begin + 1] in ("C", "A")
        )
        facts: dict[str, Any] = {"kind": head.kind, "form": "full", "confidence": 0.85}
        if (capital and head.words[0] not in self.singular) or shape[begin : begin + 1] == "q":
            return None
        if head.style in ("work", "road"):
            return work(words, k, begin, facts, capital=capital, road=head.style == "road")
        if capital:
            tail = WORK if head.kind == "work" else TAIL
            end = max(
                end_of(words, begin, tail.match(shape, begin)),
                end_of(words, begin, DEFINED.match(shape, begin)),
            )
            if shape[end : end + 1] == "q" and self._title_begins(words, end):
                return None  # "Plan Maestro “Agua para el Valle Sagrado”": the title is the name
            content = sum(c in "CA" for c in shape[begin:end])
            dated = end > begin and shape[end - 1] == "n" and YEARS.fullmatch(words.texts[end - 1])
            if content < (2 if head.style == "strict" and not dated else 1):
                if head.kind != "work" or shape[begin : begin + 1] != "D":
                    return None
                facts["of"] = begin + 1  # "Canal de Navarra": it must be of a place
                return work(words, k, begin, facts, capital=True, road=False)
            if end > begin and shape[end - 1] == "n" and not dated and end - begin > 2:
                end -= 1
            return Candidate(k, end - 1, f"projects.{head.kind}", facts)
        if head.style == "strict":
            return None
        return self._lower(words, k, begin, facts)

    @staticmethod
    def _title_begins(words: Words, k: int) -> bool:
        following = words.texts[k + 1 : k + 2]
        return words.texts[k] in "“«‘\"'" and bool(following) and following[0][0].isupper()

    def _lower(self, words: Words, k: int, begin: int, facts: dict[str, Any]) -> Candidate | None:
        """*el programa Compras a MYPErú*, *el plan estatal Agua para Siempre*."""
        shape = words.shape
        at = begin
        while at < len(shape) and at - begin < 2 and shape[at] == "w" and not words.first[at]:
            at += 1
        if at >= len(shape) or shape[at] not in "CA" or words.first[at]:
            return None
        if at > begin and (
            words.lower[begin] in VERBS_AFTER or not NAMING.isdisjoint(words.lower[begin:at])
        ):
            return None
        end = end_of(words, at, NAME.match(shape, at))
        if end <= at or (end - at == 1 and shape[at] == "A" and len(words.texts[at]) < 3):
            return None
        first = at if at > begin else k  # "el fondo concursable · PaleoSur"
        return Candidate(
            first, end - 1, f"projects.{facts['kind']}_named", {**facts, "confidence": 0.8}
        )

    def _yield(self, doc: Doc) -> None:
        """Persons, places and numbers inside a name are nothing apart."""
        projects = group(doc, "projects")
        covered = {i for s in projects for i in range(s.start, s.end)}
        for name in ("persons", "places", "figures", "dates"):
            spans = group(doc, name)
            kept = [
                s
                for s in spans
                if s.start not in covered or not covered.issuperset(range(s.start, s.end))
            ]
            if len(kept) < len(spans):
                doc.spans[name] = kept
        titles = {(s.start, s.end) for s in projects if s.id_ == "projects.title"}
        spans = group(doc, "organizations") if titles else []
        kept = [s for s in spans if (s.start, s.end) not in titles or "lexicon" in s.id_]
        if len(kept) < len(spans):
            doc.spans["organizations"] = kept  # “Hospital Seguro” is the programme's title


def _marked(text: str) -> list[Quoted]:
    """Stretches in quotation marks, and in the bold of Markdown."""
    bold = [
        Quoted(m.start(), m.start("title"), m.end("title"), m.end(), "bold")
        for m in BOLD.finditer(text)
    ]
    return [*pair_marks(text).quoted, *bold]


def _goes_on(words: Words, last: int, first: int) -> bool:
    """Whether only marks and *y* stand between one title in quotes and the next."""
    between = words.shape[last + 1 : first]
    return len(between) < 5 and not between.strip("q,Y") and not words.first[first]


def _opens_title(words: Words, k: int) -> bool:
    """Whether the word opens quoted words that are a title, and no sentence."""
    if k == 0 or words.shape[k - 1] != "q":
        return False
    close = words.shape.find("q", k)
    return COPULAS.isdisjoint(words.lower[k : close if close > 0 else None])


def _plural(words: tuple[str, ...]) -> tuple[str, ...]:
    first = words[0]
    ending = "s" if first[-1] in "aeiou" else "es"
    return (first + ending, *words[1:])


def _choose(found: Iterable[Candidate]) -> list[Candidate]:
    """The longest of those that overlap."""
    kept: list[Candidate] = []
    taken: set[int] = set()
    for c in sorted(found, key=lambda c: (c.rule != "projects.title", c.first - c.last, c.first)):
        if taken.isdisjoint(range(c.first, c.last + 1)):
            taken.update(range(c.first, c.last + 1))
            kept.append(c)
    return sorted(kept, key=lambda c: c.first)


def _words_in(doc: Doc, words: Words, name: str) -> set[int]:
    """Words that belong to the spans of this group."""
    inside: set[int] = set()
    for span in group(doc, name):
        inside.update(range(words.at(span.start_char), words.at(span.end_char - 1) + 1))
    return inside


def _codes(doc: Doc, words: Words, kept: list[Candidate]) -> None:
    """The investment code belongs to the nearest project before it, else to the first."""
    flat = words.flat
    if not kept or not ("codigo" in flat or "snip" in flat or CUI.search(flat)):
        return
    for match in CODE.finditer(text_of(doc)):
        before = [c for c in kept if words.starts[c.first] < match.start()]
        if before:
            before[-1].facts.setdefault("code", match["code"])
        elif kept:
            kept[0].facts.setdefault("code", match["code"])


def _span(words: Words, candidate: Candidate) -> Span:
    span = words.span(candidate.first, candidate.last, candidate.facts["kind"], candidate.rule)
    tell(span, "projects", candidate.facts)
    return span
