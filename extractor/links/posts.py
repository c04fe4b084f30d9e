"""Who holds which post where: person, role and institution.

A role belongs to the name in apposition, on either side. Its institution is
the one named with it, else the one a generic noun points to (*la directora del
nosocomio*), else the one its portfolio or place implies (*ministra de la
Mujer*), else unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.links.institutions import Institutions
from extractor.roles import singular_of
from extractor.spans import Words, facts, group, put, words_of

FILLERS = frozenset(
    "el la los las actual entonces hoy quien es fue nuevo nueva nuestro nuestra su".split()
)
LESS = frozenset({"profession", "sport", "culture", "military"})


@dataclass(slots=True)
class Post:
    """A role in the text: its words, how far its complement reaches, its institution."""

    span: Span
    first: int
    last: int
    reach: int
    fact: dict[str, Any]
    organization: Span | None = None
    holders: list[Span] = field(default_factory=list)


@Language.factory("press_posts", requires=["doc.spans"])
def make_posts(nlp: Language, name: str) -> Posts:
    """The component that gives persons their posts."""
    return Posts()


class Posts:
    """Completes the facts of persons with role and institution."""

    def __init__(self) -> None:
        self.institutions = Institutions()

    def __call__(self, doc: Doc) -> Doc:
        words = words_of(doc)
        persons = [
            (words.at(s.start_char), words.at(s.end_char - 1), s) for s in group(doc, "persons")
        ]
        posts = self._posts(doc, words)
        self._attach(words, persons, posts)
        self._share(words, persons, posts)
        for post in posts:
            if post.organization is None:
                post.organization = self.institutions.pointed_at(doc, words, post.reach, post.span)
        _write(doc, posts, self.institutions)
        self._again(doc, words, posts)
        put(doc, "roles", [post.span for post in posts])
        return doc

    def _posts(self, doc: Doc, words: Words) -> list[Post]:
        starts = {words.at(s.start_char): s for s in group(doc, "organizations")}
        posts = []
        for span in group(doc, "roles"):
            first, last = words.at(span.start_char), words.at(span.end_char - 1)
            post = Post(span, first, last, last, span._.role or {})
            post.reach, post.organization = _reach(words, last, starts)
            posts.append(post)
        return posts

    def _attach(
        self, words: Words, persons: list[tuple[int, int, Span]], posts: list[Post]
    ) -> None:
        """Apposition: role before the name, or after it; each role once."""
        by_reach: dict[int, Post] = {}
        for post in posts:
            for end in {post.last, post.reach}:
                by_reach.setdefault(end, post)
        by_first = {post.first: post for post in posts}
        for first, last, span in persons:
            before = _before_name(words, first, span)
            post = by_reach.get(before)
            if (
                post is None
                and before >= 0
                and words.shape[before] in ",:"
                and not words.first[first]
            ):
                post = by_reach.get(before - 1)
            if post is not None and not post.holders and not post.fact.get("plural"):
                post.holders.append(span)
                continue
            after = _after_name(words, last)
            post = by_first.get(after) if after is not None else None
            if post is not None and not post.holders and not post.fact.get("plural"):
                post.holders.append(span)

    def _share(self, words: Words, persons: list[tuple[int, int, Span]], posts: list[Post]) -> None:
        """*las ministras Albina Ruíz y Nelly Paredes*: one role, several names."""
        at = {first: (last, span) for first, last, span in persons}
        for post in posts:
            if not post.fact.get("plural"):
                continue
            k = post.reach + 1
            if words.shape[k : k + 1] in (",", ":"):
                k += 1
            while k in at:
                last, span = at[k]
                post.holders.append(span)
                k = last + 1
                while k < len(words.shape) and words.shape[k] in ",Y":
                    k += 1

    def _again(self, doc: Doc, words: Words, posts: list[Post]) -> None:
        """*la ministra* alone: the person of the document who holds that post."""
        holders: list[tuple[Post, str]] = [
            (post, person.kb_id_) for post in posts for person in post.holders
        ]
        for post in posts:
            if post.holders:
                if len(post.holders) == 1:
                    post.span.kb_id_ = post.holders[0].kb_id_
                continue
            fitting = {key for other, key in holders if _same_post(post, other)}
            if len(fitting) == 1:
                post.span.kb_id_ = fitting.pop()
                continue
            earlier = [
                key
                for other, key in holders
                if other.first < post.first and _same_post(post, other)
            ]
            if earlier and not post.fact.get("plural"):
                post.span.kb_id_ = earlier[-1]


def _reach(words: Words, last: int, starts: dict[int, Span]) -> tuple[int, Span | None]:
    """The last word of what belongs to the role, and the institution named with it."""
    k, found = last + 1, None
    shape = words.shape
    while k < len(shape) and not words.first[k]:
        at = k
        if shape[at] in "DE" or words.lower[at] in ("ante", "para"):
            at += 1
            if shape[at : at + 1] == "T":
                at += 1
        elif shape[at] == "(" and found is not None:
            at += 1
        elif shape[at] == "," and found is not None and shape[at + 1 : at + 2] == "D":
            at += 2
            at += shape[at : at + 1] == "T"
        elif found is not None:
            break
        org = starts.get(at)
        if org is None:
            break
        end = words.at(org.end_char - 1)
        found = found or org
        k = end + 1
        if shape[k : k + 1] == ")":
            k += 1
        last = k - 1
    if found is not None and shape[last + 1 : last + 2] == "E" and not words.first[last + 1]:
        at = last + 2 + (shape[last + 2 : last + 3] == "T")
        while at < len(shape) and shape[at] == "C" and not words.first[at]:
            last = at
            at += 1
    return last, found


def _before_name(words: Words, first: int, span: Span) -> int:
    """The word before the name and its honorific."""
    honorific = facts(span, "persons").get("honorific")
    k = first - 1
    if honorific:
        size = len(honorific.replace(" ", "").replace("\n", ""))
        while k >= 0 and size > 0:
            size -= len(words.texts[k])
            k -= 1
    while k >= 0 and words.lower[k] in ("el", "la") and not words.first[k + 1]:
        k -= 1
    return k


def _after_name(words: Words, last: int) -> int | None:
    """The word after *Nombre Apellido, el actual* or *Nombre Apellido (*."""
    k = last + 1
    if k >= len(words.shape) or words.shape[k] not in ",(-" or words.first[k]:
        return None
    k += 1
    while k < len(words.lower) and words.lower[k] in FILLERS:
        k += 1
    return k


def _same_post(again: Post, post: Post) -> bool:
    """Whether a bare role may mean the post: same head and gender, and no other complement."""
    if again.fact.get("head") != post.fact.get("head"):
        return again.fact.get("head") == "titular" and post.fact.get("head") in (
            "ministro", "secretario", "presidente", "director", "jefe", "superintendente",
        ) and _same_institution(again, post)  # fmt: skip
    if again.fact.get("gender") != post.fact.get("gender"):
        return False
    if again.organization is not None or again.last > again.first:
        return _same_institution(again, post) or again.span.text.lower() == post.span.text.lower()
    return True


def _same_institution(again: Post, post: Post) -> bool:
    if again.organization is None or post.organization is None:
        return False
    return bool(again.organization.kb_id_ == post.organization.kb_id_)


def _write(doc: Doc, posts: list[Post], institutions: Institutions) -> None:
    """Role and institution onto the persons; the first real post counts before a profession."""
    ordered = sorted(posts, key=lambda p: (p.span.label_ in LESS, p.first))
    done: set[str] = set()
    for post in ordered:
        for person in post.holders:
            if person.kb_id_ in done:
                continue
            done.add(person.kb_id_)
            role = " ".join(post.span.text.split())
            if post.fact.get("plural"):
                role = singular_of(role, post.fact)
            fact = dict(facts(person, "persons"))
            fact.update(role=role, rule="posts.apposition", country=doc._.country)
            fact.update(institutions.of_post(doc, post.span, post.fact, post.organization))
            person._.person = fact
