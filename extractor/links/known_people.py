"""Persons that the user's lexicon knows: their names, and the posts a text does not say.

These components join a pipeline only where the user's lexicon has
`officials.csv`. What the text itself says of a person's post comes first.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extractor.lexicon import fold, overlay
from extractor.links.named import NamedInstitutions
from extractor.phrases import PhraseBook
from extractor.spans import facts, furniture, group, in_ranges, put
from extractor.words import words_of

RULE = "officials.user_lexicon"


@Language.factory("press_known_people", assigns=["doc.spans"], requires=["doc.spans"])
def make_known_people(nlp: Language, name: str) -> KnownPeople:
    """The component that finds the names of the user's officials."""
    return KnownPeople()


@Language.factory("press_known_posts", assigns=["doc.spans"], requires=["doc.spans"])
def make_known_posts(nlp: Language, name: str) -> KnownPosts:
    """The component that gives the user's officials their posts."""
    return KnownPosts()


class KnownPeople:
    """Adds persons of the user's lexicon whose full name the finders did not read so."""

    def __init__(self) -> None:
        user = overlay()
        self.book = PhraseBook(row["name"] for row in (user.officials if user else ()))

    def __call__(self, doc: Doc) -> Doc:
        """Find the names; what overlaps with one of them and is shorter gives way."""
        words = words_of(doc)
        taken = {i for span in group(doc, "organizations") for i in range(span.start, span.end)}
        skip = furniture(doc)
        known = []
        end = -1
        for first, last, _ in self.book.find(words):
            if first <= end or not words.texts[first][0].isupper():
                continue
            if in_ranges(words.starts[first], skip):
                continue
            span = words.span(first, last, "person", RULE)
            if taken.isdisjoint(range(span.start, span.end)):
                known.append(span)
                end = last
        if not known:
            return doc
        persons, covered = group(doc, "persons"), set[int]()
        for span in known:
            same = next((p for p in persons if (p.start, p.end) == (span.start, span.end)), None)
            if same is None:
                span._.person = {"form": "full", "name": " ".join(span.text.split())}
            else:
                persons.remove(same)
                span = same
            covered.update(range(span.start, span.end))
            persons = [p for p in persons if covered.isdisjoint(range(p.start, p.end))]
            persons.append(span)
        put(doc, "persons", sorted(persons, key=lambda s: s.start))
        return doc


class KnownPosts:
    """Role and institution of the user's lexicon for those whose post the text leaves out."""

    def __init__(self) -> None:
        user = overlay()
        self.posts = {fold(row["name"]): row for row in (user.officials if user else ())}

    def __call__(self, doc: Doc) -> Doc:
        """Complete the facts of the persons."""
        persons = group(doc, "persons")
        has_post = {s.kb_id_ for s in persons if facts(s, "persons").get("role")}
        named: NamedInstitutions | None = None
        for span in persons:
            row = self.posts.get(fold(" ".join(span.text.split())))
            if row is None or span.kb_id_ in has_post or not row["role"]:
                continue
            has_post.add(span.kb_id_)
            fact: dict[str, Any] = {**facts(span, "persons"), "role": row["role"], "rule": RULE}
            if row["organization"]:
                named = named or NamedInstitutions(doc)
                own = named.find(row["organization"])
                if own is not None:
                    fact["organization_key"] = own.kb_id_
                else:
                    fact["organization"] = row["organization"]
            span._.person = {**fact, "country": row.country or doc._.country}
        return doc
