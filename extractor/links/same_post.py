"""A role in the text, and whether another role means the same post.

*la ministra* for *la ministra de la Mujer*, *el burgomaestre* for *el alcalde de Piura*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Span

from extractor.spans import text_of


@dataclass(slots=True)
class Post:
    """A role in the text: its words, how far its complement reaches, its institution."""

    span: Span
    first: int
    last: int
    reach: int
    fact: dict[str, Any]
    is_title: bool = False
    generic: bool = False
    institution: str | None = None
    organization: Span | None = None
    holders: list[Span] = field(default_factory=list)
    own: dict[int, str] = field(default_factory=dict)
    means: frozenset[str] = frozenset()
    """First words of the posts that this one may be another word for: *burgomaestre*."""
    article: str = ""

    @property
    def is_free(self) -> bool:
        """Whether it may still be given to one person."""
        return not self.holders and not self.fact.get("plural")


HEADS_OF = frozenset(
    ("ministro", "secretario", "presidente", "director", "jefe", "superintendente", "consejero")
)
MINISTERS = frozenset(("ministro", "secretario", "consejero"))
CABINET = frozenset(("sector", "cartera", "portafolio", "ramo", "ministerio"))


def same_post(again: Post, post: Post) -> bool:
    """Whether a bare role may mean the post: same head and gender, and no other complement."""
    head, other = again.fact.get("head"), post.fact.get("head")
    institution = again.organization.kb_id_ if again.organization is not None else None
    if head == "titular" and other != "titular":
        if institution is not None and post.institution is not None:
            return other in HEADS_OF and institution == post.institution
        if other not in MINISTERS or GENDERS.get(again.article) != post.fact.get("gender"):
            return False
        subject = _subject(again)  # "el titular de Salud": the ministro de Salud
        if not subject:
            return False
        return subject.split()[-1] in CABINET or subject in (_subject(post), _office(post))
    if head != other or again.fact.get("gender") != post.fact.get("gender"):
        return False
    if institution is not None:
        return institution == post.institution
    bare = again.last - again.first < len((head or "").split())
    return bare or again.span.text.lower() == post.span.text.lower()


def _office(post: Post) -> str:
    """What the department of a secretary is for: *departamento · de vivienda*."""
    if post.organization is None or _subject(post):
        return ""
    words = post.organization.text.lower().split()
    return " ".join(word for word in words[1:] if word not in ("la", "las", "los", "el"))


def _subject(post: Post) -> str:
    """What follows the head and its modifiers, in small letters: *de salud*."""
    text = text_of(post.span.doc)[post.fact.get("head_end", 0) : post.span.end_char]
    return " ".join(text.lower().split())


def stands_for(again: Post, post: Post) -> bool:
    """Whether a role is another word for the post: *el burgomaestre* for an alcalde."""
    if GENDERS.get(again.article) != post.fact.get("gender"):
        return False
    named = again.organization
    if named is not None and post.institution not in (None, named.kb_id_):
        return False
    if not again.means.intersection(post.span.text.lower().split()[:1]):
        return False
    if post.fact.get("head") == "presidente":
        # a mandatario is a president of a state, a magistrado one of a court
        court = again.fact.get("head") == "magistrado"
        text = post.span.text.lower()
        council = text.endswith(("del consejo de ministros", "del gobierno"))
        if again.fact.get("head") == "premier":
            return council
        own = post.organization.text.lower() if post.organization is not None else ""
        return (court and not COURTS.isdisjoint(own.split())) or (not court and not own)
    return True


COURTS = frozenset(("corte", "tribunal", "audiencia", "juzgado"))
GENDERS = {"el": "m", "al": "m", "del": "m", "la": "f"}
