"""The institution of a post: named with it, pointed to, or implied."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc, Span

from extractor.lexicon import fold, read_countries, read_language
from extractor.organization_lexicon import Known, read_known
from extractor.spans import facts, group, text_of
from extractor.words import Words


class Institutions:
    """Knows portfolios, posts and the institutions that roles imply; made once."""

    def __init__(self) -> None:
        self.portfolios: dict[tuple[str, str], Known] = {}
        for known in read_known():
            for portfolio in known.portfolios:
                if known.country:
                    self.portfolios.setdefault((known.country, fold(portfolio)), known)
        self.posts = {
            (row.country, fold(row["role"])): row["organization"]
            for row in read_countries("posts.csv")
        }
        self.generic = {
            tuple(fold(row["noun"]).split()): [fold(head) for head in row.many("heads")]
            for row in read_language("generic_institutions.csv")
        }
        self.implied = {
            row["role"]: ([fold(head) for head in row.many("institutions")], row["complement"])
            for row in read_language("role_institutions.csv")
        }

    # ---------------------------------------------------------- pointed at

    def pointed_at(self, doc: Doc, words: Words, last: int, role: Span) -> Span | None:
        """*del nosocomio*, *de esa casa de estudios*: the nearest institution before of that sort."""
        start = words.at(role.start_char)
        if start and words.lower[start - 1] in ("su", "cuyo", "cuya"):
            return _nearest_before(doc, role.start_char, [])
        for k in range(start + 1, min(last + 6, len(words.lower))):
            if words.shape[k] in ",.;(" and k > last:
                break
            for noun, heads in self.generic.items():
                if tuple(fold(w) for w in words.lower[k : k + len(noun)]) == noun:
                    return _nearest_before(doc, role.start_char, heads)
        return None

    # ------------------------------------------------------------- implied

    def of_post(
        self,
        doc: Doc,
        role: Span,
        fact: dict[str, Any],
        named: Span | None,
        own: str | None = None,
    ) -> dict[str, Any]:
        """`organization_key` of an institution of the text, or `organization` by its name, or neither."""
        if named is not None:
            return {"organization_key": named.kb_id_}
        complement = _core(_bare(own) if own else _complement(role, fact))
        head = fact.get("head", "")
        name = self.posts.get((doc._.country, fold(_masculine(role, fact))))
        if name:
            return _in_text(doc, name) or {"organization": name}
        if (
            head in ("ministro", "secretario", "viceministro", "subsecretario", "titular")
            and complement
        ):
            known = self.portfolios.get((doc._.country or "", fold(complement)))
            if known is not None:
                return _in_text(doc, known.name, known.key) or {"organization": known.name}
        return self._by_head(doc, role, fact, complement)

    def _by_head(
        self, doc: Doc, role: Span, fact: dict[str, Any], complement: str
    ) -> dict[str, Any]:
        """An institution of the text whose name the role implies: *gerente regional de Salud*."""
        modified = fold(" ".join(role.text.split()))
        key = next(
            (k for k in sorted(self.implied, key=len, reverse=True) if _covers(k, modified, fact)),
            None,
        )
        if key is None:
            return {}
        heads, _ = self.implied[key]
        fitting: list[Span] = []
        for span in group(doc, "organizations"):
            name = fold(" ".join(span.text.split()))
            if any(name.startswith(head) for head in heads) and fold(complement) in name:
                fitting.append(span)
        keys = {span.kb_id_ for span in fitting}
        if len(keys) == 1:
            return {"organization_key": fitting[0].kb_id_}
        if fitting and not complement:
            before = [s for s in fitting if s.start_char < role.start_char] or fitting
            return {"organization_key": before[-1].kb_id_}
        if not fitting and complement and key.endswith("regional"):
            return self._only(doc, heads)
        return {}

    @staticmethod
    def _only(doc: Doc, heads: list[str]) -> dict[str, Any]:
        """The one regional government of the text, whose manager is named by subject only."""
        keys = {
            span.kb_id_
            for span in group(doc, "organizations")
            if fold(span.text).startswith("gobierno regional")
        }
        return (
            {"organization_key": keys.pop()}
            if len(keys) == 1 and "gobierno regional" in heads
            else {}
        )


def _nearest_before(doc: Doc, offset: int, heads: list[str]) -> Span | None:
    best: Span | None = None
    for span in group(doc, "organizations"):
        if span.start_char >= offset:
            break
        name = fold(span.text)
        fact = facts(span, "organizations")
        known = fold(fact.get("known_name") or "")
        company = "@company" in heads and fact.get("kind") == "company"
        if not heads or company or any(name.startswith(h) or known.startswith(h) for h in heads):
            best = span
    return best


def _in_text(doc: Doc, name: str, key: str | None = None) -> dict[str, Any] | None:
    folded = fold(name)
    for span in group(doc, "organizations"):
        fact = facts(span, "organizations")
        if (
            fold(" ".join(span.text.split())) == folded
            or (fact.get("known_name") and fold(fact["known_name"]) == folded)
            or (key and fact.get("key") == key)
        ):
            return {"organization_key": span.kb_id_}
    return None


def _complement(role: Span, fact: dict[str, Any]) -> str:
    """What follows head and modifiers, without *de la*."""
    text = text_of(role.doc)[fact.get("head_end", role.end_char) : role.end_char]
    return _bare(text)


def _bare(complement: str) -> str:
    """The complement without its preposition and article."""
    words = complement.split()
    while words and words[0].lower() in ("de", "del", "la", "las", "los", "el", "por"):
        words.pop(0)
    return " ".join(words)


KINDS_OF_PLACE = frozenset(
    "provincia distrito ciudad departamento región estado municipio cantón comuna villa".split()
)


def _core(complement: str) -> str:
    """The capitalised part: *Obras Públicas de la provincia*, *la provincia de Leoncio Prado*."""
    words = complement.split()
    if words and words[0] in KINDS_OF_PLACE:
        words = _bare(" ".join(words[1:])).split()
    for k, word in enumerate(words):
        if (
            word == "en"
            or word.islower()
            and word not in ("de", "del", "la", "las", "los", "y", "e", "el")
        ):
            words = words[:k]
            break
    while words and words[-1].islower():
        words.pop()
    return " ".join(words)


def _masculine(role: Span, fact: dict[str, Any]) -> str:
    """The role in the form of the posts lexicon: *viceministra de Hacienda* -> *viceministro de Hacienda*."""
    own = role.text.split()
    rest = " ".join(own[len(fact.get("head", "").split()) :])
    return f"{fact.get('head', '')} {rest}".strip()


def _covers(key: str, role: str, fact: dict[str, Any]) -> bool:
    head = fold(fact.get("head", ""))
    if key == head:
        return True
    parts = key.split()
    return parts[0] == head and role.split()[1 : len(parts)] == parts[1:]
