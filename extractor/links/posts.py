"""Who holds which post where: person, role and institution.

A role belongs to the name in apposition, on either side. Its institution is
the one named with it, else the one a generic noun points to (*la directora del
nosocomio*), else the one its portfolio or place implies (*ministra de la
Mujer*), else unknown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lexicon import fold, read_language
from extractor.links.institutions import Institutions
from extractor.links.named import NamedInstitutions
from extractor.links.same_post import Post, same_post, stands_for
from extractor.role_reach import reach
from extractor.roles import singular_of
from extractor.spans import facts, group, put, tell, text_of
from extractor.words import Words, words_of

# "las ministras de Agricultura y Riego, X, y de Desarrollo e Inclusión Social, Y"
OWN_PORTFOLIO = re.compile(r",?Y(?P<of>DT?[CAI]+(?:[DY]T?[CAI]+)*),")
WINDOW = 60
"""Holders on either side among whom a bare role is looked for."""
FILLERS = frozenset(
    "el la los las actual entonces hoy quien es fue nuevo nueva nuestro nuestra su".split()
)
NOTHING: frozenset[str] = frozenset()
LESS = frozenset({"profession", "sport", "culture", "military"})


@Language.factory("press_posts", requires=["doc.spans"])
def make_posts(nlp: Language, name: str) -> Posts:
    """The component that gives persons their posts."""
    return Posts()


class Posts:
    """Completes the facts of persons with role and institution."""

    def __init__(self) -> None:
        self.institutions = Institutions()
        self.titles = {
            fold(form)
            for row in read_language("honorifics.csv")
            for form in (*row.many("form"), *row.many("full"))
        }
        self.synonyms: dict[str, list[tuple[list[str], frozenset[str]]]] = {}
        for row in read_language("role_synonyms.csv"):
            phrase = row["phrase"].split()
            means = frozenset(row.many("means"))
            self.synonyms.setdefault(phrase[0], []).append((phrase, means))

    def __call__(self, doc: Doc) -> Doc:
        """Attach roles to names, institutions to roles, and bare roles to their holders."""
        words = words_of(doc)
        starts = {words.at(s.start_char): s for s in group(doc, "organizations")}
        persons = [
            (words.at(s.start_char), words.at(s.end_char - 1), s) for s in group(doc, "persons")
        ]
        posts = self._posts(doc, words, starts)
        self._attach(words, persons, posts, starts)
        self._share(words, persons, posts)
        named = NamedInstitutions(doc)
        if again := self.institutions.meant_again(doc, words, named):
            put(doc, "organizations", [*named.spans, *again])
        for post in posts:
            if post.organization is None:
                post.organization = self.institutions.pointed_at(
                    named, words, post.reach, post.span, post.is_title
                )
                post.generic = post.organization is not None
        _write(doc, named, posts, self.institutions)
        self._again(posts)
        put(doc, "roles", [post.span for post in posts])
        return doc

    def _posts(self, doc: Doc, words: Words, starts: dict[int, Span]) -> list[Post]:
        posts = []
        for whole in group(doc, "roles"):
            fact = facts(whole, "roles")
            first, end = words.at(whole.start_char), words.at(whole.end_char - 1)
            last = _without_institution(words, whole, fact, end, starts)
            span = whole if last == end else _cut(words, whole, fact, first, last)
            post = Post(span, first, last, last, fact)
            post.reach, org = reach(words, last, starts)
            post.organization = starts.get(org) if org is not None else None
            post.is_title = post.organization is None and (
                span.label_ in LESS or (span.label_ == "church" and fold(span.text) in self.titles)
            )
            if first:
                post.article = words.lower[first - 1]
                post.means = self._means(words, post)
            posts.append(post)
        return posts

    def _means(self, words: Words, post: Post) -> frozenset[str]:
        """What a role without a complement stands for: *el burgomaestre*, *la titular del ramo*."""
        best, means = 0, NOTHING
        for phrase, found in self.synonyms.get(words.lower[post.first], ()):
            size = len(phrase)
            if size <= best or post.first + size <= post.last:
                continue
            if words.lower[post.first : post.first + size] == phrase:
                best, means = size, found
        return means

    def _attach(
        self,
        words: Words,
        persons: list[tuple[int, int, Span]],
        posts: list[Post],
        starts: dict[int, Span],
    ) -> None:
        """Apposition: role before the name, or after it; each role once."""
        by_reach: dict[int, Post] = {}
        for post in posts:
            for end in (post.last, post.reach):
                by_reach.setdefault(end, post)
        by_first = {post.first: post for post in posts}
        short = [p for p in persons if facts(p[2], "persons").get("form") != "full"]
        full = [p for p in persons if facts(p[2], "persons").get("form") == "full"]
        held: set[str] = set()
        for first, last, span in [*full, *short]:
            if span.kb_id_ in held and facts(span, "persons").get("form") != "full":
                # "el ministro Quispe" says less than "el ministro de Salud, Luis Quispe"
                beside = None if words.first[first] else by_reach.get(first - 1)
                if beside is not None and beside.is_free and beside.last == first - 1:
                    beside.span.kb_id_ = span.kb_id_
                continue
            before = _post_before(words, first, span, by_reach)
            after = _after_name(words, last)
            following = by_first.get(after) if after is not None else None
            if before is not None and before.is_title and following is not None:
                before = None
            if before is not None and before.is_free:
                before.holders.append(span)
                held.add(span.kb_id_)
                self._coordinated(words, before, span, by_reach)
                self._of_name(words, last, before, starts)
            elif following is not None and following.is_free:
                following.holders.append(span)
                held.add(span.kb_id_)

    @staticmethod
    def _coordinated(words: Words, post: Post, person: Span, by_reach: dict[int, Post]) -> None:
        """*presidente de Cáritas Argentina y obispo de Quilmes, monseñor X*: both are his."""
        k = post.first - 1
        if k > 0 and words.shape[k] == "Y":
            other = by_reach.get(k - 1)
            if other is not None and not other.holders and not other.fact.get("plural"):
                other.holders.append(person)

    @staticmethod
    def _of_name(words: Words, last: int, post: Post, starts: dict[int, Span]) -> None:
        """*el rabino Damián Goldberg, del Seminario Rabínico*: the institution after the name."""
        if post.organization is not None or words.shape[last + 1 : last + 2] != ",":
            return
        at = last + 2
        if words.shape[at : at + 1] == "D":
            at += 1 + (words.shape[at + 1 : at + 2] == "T")
            post.organization = starts.get(at)

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
                if (own := OWN_PORTFOLIO.match(words.shape, k)) and own.end() in at:
                    post.own[span.start] = ""
                    k = own.end()
                    begin, end = own.span("of")
                    post.own[at[k][1].start] = words.text(begin, end - 1)
                    continue
                while k < len(words.shape) and words.shape[k] in ",Y":
                    k += 1

    def _again(self, posts: list[Post]) -> None:
        """*la ministra* alone: the last holder of such a post before, else the only one after."""
        holders = [(post, person.kb_id_) for post in posts for person in post.holders]
        firsts = [post.first for post, _ in holders]
        for post in posts:
            if post.holders:
                if len(post.holders) == 1:
                    post.span.kb_id_ = post.holders[0].kb_id_
                continue
            if post.span.kb_id_:
                continue
            at = bisect_left(firsts, post.first)
            earlier = holders[max(0, at - WINDOW) : at]
            later = {key for other, key in holders[at : at + WINDOW] if same_post(post, other)}
            keys = [key for other, key in earlier if same_post(post, other)]
            if not keys and not later and post.means:
                keys = [key for other, key in earlier if stands_for(post, other)]
            if keys and (not post.fact.get("plural") or len(set(keys)) == 1):
                post.span.kb_id_ = keys[-1]
            elif not keys and len(later) == 1:
                post.span.kb_id_ = later.pop()


def _without_institution(
    words: Words, span: Span, fact: dict[str, Any], last: int, starts: dict[int, Span]
) -> int:
    """The last word of a role before an institution in it that the recognizer found since and
    that goes on behind it: *presidenta · del Sistema Estatal DIF*; else its last word.
    """
    head_last = words.at(fact.get("head_end", span.end_char) - 1)
    for k in range(head_last + 1, last + 1):
        if k in starts and starts[k].end_char > span.end_char:
            while k - 1 > head_last and words.shape[k - 1] in "DTE":
                k -= 1
            return k - 1
    return last


def _cut(words: Words, span: Span, fact: dict[str, Any], first: int, last: int) -> Span:
    """The first words of a role, with its facts."""
    cut = words.span(first, last, span.label_, span.id_)
    cut._.role = fact
    return cut


def _post_before(words: Words, first: int, person: Span, by_reach: dict[int, Post]) -> Post | None:
    """The role in apposition before the name: *la ministra X*, *la ministra de la Mujer, Dra. X*,
    *la diputada (RN) X*, *cuya presidenta es X*.
    """
    if words.first[first]:
        return None
    k, title = first - 1, None
    post = by_reach.get(k)
    if post is None:
        k = _skip_honorific(words, first, person)
    for _ in range(5):
        if k < 0:
            break
        post = by_reach.get(k)
        if post is not None:
            if not post.is_title:
                return post
            title = title or post
            k = post.first - 1
        elif words.shape[k] in ",:q" or words.lower[k] in COPULAS:
            k -= 1
        elif words.shape[k] == ")":
            opening = words.shape.rfind("(", max(0, k - 5), k)
            if opening < 0:
                break
            k = opening - 1
        else:
            break
    return title


COPULAS = frozenset("es fue era será el la señor señora".split())


def _skip_honorific(words: Words, first: int, span: Span) -> int:
    """The word before the name and its honorific."""
    honorific = facts(span, "persons").get("honorific")
    k = first - 1
    if honorific:
        size = len("".join(honorific.split()))
        while k >= 0 and size > 0:
            size -= len(words.texts[k])
            k -= 1
    return k


def _after_name(words: Words, last: int) -> int | None:
    """The word after *Nombre Apellido, el actual* or *Nombre Apellido (*."""
    k = last + 1
    if k < len(words.shape) and words.first[k] and words.shape[k] == "C":
        return k if "\n" in words.source[words.ends[last] : words.starts[k]] else None
    if k >= len(words.shape) or words.shape[k] not in ",(-" or words.first[k]:
        return None
    k += 1
    while k < len(words.lower) and words.lower[k] in FILLERS:
        k += 1
    return k


def _role_text(post: Post, person: Span) -> str:
    """The role as in the text; without *del nosocomio*, and in the singular where it is shared."""
    doc = post.span.doc
    own = post.own.get(person.start)
    end = post.fact["head_end"] if post.generic or own else post.span.end_char
    role = " ".join(text_of(doc)[post.span.start_char : end].split())
    if post.fact.get("plural"):
        role = singular_of(role)
    return f"{role} {own}" if own else role


def _write(
    doc: Doc, named: NamedInstitutions, posts: list[Post], institutions: Institutions
) -> None:
    """Role and institution onto the persons; the first real post counts before a profession."""
    ordered = sorted(posts, key=lambda p: (p.is_title, p.first))
    country = doc._.country
    done: set[str] = set()
    for post in ordered:
        for person in post.holders:
            if person.kb_id_ in done:
                continue
            done.add(person.kb_id_)
            role = _role_text(post, person)
            fact = dict(facts(person, "persons"))
            fact.update(role=role, rule="posts.apposition", country=country)
            honorific = fact.get("honorific")
            if honorific and fold(honorific) == fold(role):
                del fact["honorific"]
            if post.organization is not None:
                found = {"organization_key": post.organization.kb_id_}
            else:
                own = post.own.get(person.start)
                found = institutions.of_post(country, named, post.span, post.fact, own)
            post.institution = found.get("organization_key") or found.get("organization")
            fact.update(found)
            tell(person, "persons", fact)
