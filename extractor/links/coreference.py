"""Who is meant again: surnames, short names, and roles such as *la ministra*.

In reading order, by a form of the name that only one person of the document
has; never across two people who share it.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lexicon import fold, read_language
from extractor.person_names import SMALL, surnames_of
from extractor.place_lexicon import name_key
from extractor.spans import facts, furniture, group, in_ranges, put, tell
from extractor.words import Words, words_of

BEFORE_PLACES = frozenset(
    "en desde hacia hasta de del al a entre por región provincia distrito".split()
)
BEFORE_PARTICLES = frozenset("según con para por ante contra".split())
"""Prepositions that never stand before another *de*: *según del Villar*."""


@Language.factory("press_coreference", requires=["doc.spans"])
def make_coreference(nlp: Language, name: str) -> Coreference:
    """The coreference component for persons."""
    return Coreference()


class Coreference:
    """Gives persons their entity and adds the mentions by surname."""

    def __init__(self) -> None:
        self.given = {fold(row["name"]) for row in read_language("given_names.csv")}
        self.heads = {row["head"] for row in read_language("place_heads.csv")}

    def __call__(self, doc: Doc) -> Doc:
        """Join the names of each person and add the mentions by surname."""
        words = words_of(doc)
        persons = group(doc, "persons")
        owners = self._owners(words, persons)
        # a surname of two persons is nobody's: "el señor Quispe" makes no third one
        source = words.source
        persons = [
            s
            for s in persons
            if owners.get((fold(source[s.start_char : s.end_char]),), "") is not None
        ]
        for span in persons:
            name = name_key(words.source[span.start_char : span.end_char])
            owner = owners.get(tuple(name.split()))
            span.kb_id_ = owner or f"person:{name}"
            if owner and owner != f"person:{name}":
                span._.person = {**facts(span, "persons"), "form": "short"}
        added = self._again(doc, words, persons, owners)
        if added:
            covered = {i for span in added for i in range(span.start, span.end)}
            places = group(doc, "places")
            put(doc, "places", [s for s in places if covered.isdisjoint(range(s.start, s.end))])
        put(doc, "persons", [*persons, *added])
        return doc

    def _owners(self, words: Words, persons: list[Span]) -> dict[tuple[str, ...], str | None]:
        """Form of a name -> the person, or None where two people share it."""
        owners: dict[tuple[str, ...], str | None] = {}
        full: dict[str, str] = {}
        for span in persons:
            name = " ".join(words.source[span.start_char : span.end_char].split())
            full.setdefault(fold(name), name)
        for folded, name in sorted(full.items(), key=lambda item: -len(item[0])):
            parts = tuple(folded.split())
            if owners.get(parts) or (len(parts) == 1 and parts in owners):
                continue
            key = f"person:{folded}"
            for form in surnames_of(name, self.given):
                parts = tuple([fold(word) for word in form])
                if parts in owners and owners[parts] != key:
                    owners[parts] = None
                else:
                    owners[parts] = key
            owners[tuple(folded.split())] = key
        return owners

    def _again(
        self,
        doc: Doc,
        words: Words,
        persons: list[Span],
        owners: dict[tuple[str, ...], str | None],
    ) -> list[Span]:
        starts: dict[str, list[tuple[str, ...]]] = {}
        for form in owners:
            starts.setdefault(form[0], []).append(form)
        for forms in starts.values():
            forms.sort(key=len, reverse=True)
        taken = _taken(doc, words, persons)
        places = {words.at(s.start_char) for s in group(doc, "places")}
        skip = furniture(doc)
        added = []
        end = 0
        folded = words.folded if starts else []
        for k in [k for k, word in enumerate(folded) if word in starts]:
            if k < end:
                continue
            for form in starts[folded[k]]:
                size = len(form)
                if tuple(folded[k : k + size]) != form or not _is_written_so(words, k, size):
                    continue
                owner = owners[form]
                if owner is None or not taken.isdisjoint(range(k, k + size)):
                    continue
                if in_ranges(words.starts[k], skip) or not self._is_person(words, k, size, places):
                    continue
                span = words.span(k, k + size - 1, "person", "coreference.name")
                span.kb_id_ = owner
                tell(span, "persons", {"form": "short", "confidence": 0.9})
                added.append(span)
                end = k + size
                break
        return added

    def _is_person(self, words: Words, k: int, size: int, places: set[int]) -> bool:
        """Whether the surname stands for the person and not for a place or another name."""
        shape, lower = words.shape, words.lower
        before = shape[k - 1] if k and not words.first[k] else ""
        after = shape[k + size : k + size + 1]
        if before in ("C", "A", "I") or after in ("C", "A"):
            return False
        if before == "D" and k > 1 and shape[k - 2] in "CA":
            return False
        if before and lower[k - (2 if before in "DT" else 1)] in self.heads:
            return False  # "la calle Quispe", "el puente de Quispe"
        if k in places or any(j in places for j in range(k, k + size)):
            at = k - 2 if before == "T" else k - 1
            return (
                at < 0
                or words.first[k]
                or (lower[at] not in BEFORE_PLACES and shape[at] not in ",Y(")
            )
        return True


def _is_written_so(words: Words, k: int, size: int) -> bool:
    """With a capital, or with a particle in small letters where only a name can follow."""
    if words.texts[k][0].isupper():
        return True
    return (
        k > 0
        and words.lower[k] in SMALL
        and words.lower[k - 1] in BEFORE_PARTICLES
        and words.texts[k + size - 1][0].isupper()
    )


def _taken(doc: Doc, words: Words, persons: list[Span]) -> set[int]:
    taken: set[int] = set()
    for span in [*persons, *group(doc, "organizations"), *group(doc, "projects")]:
        taken.update(range(words.at(span.start_char), words.at(span.end_char - 1) + 1))
    return taken
