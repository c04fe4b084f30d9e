"""The institution of a post: named with it, pointed to, or implied."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from spacy.tokens import Doc, Span

from extractor.lexicon import fold, read_countries, read_language, read_world
from extractor.organization_lexicon import Known, read_known
from extractor.place_lexicon import gazetteer_of
from extractor.spans import facts, group, text_of
from extractor.words import Words


class Institutions:
    """Knows portfolios, posts and the institutions that roles imply; made once."""

    def __init__(self) -> None:
        self.portfolios: dict[tuple[str, str], Known] = {}
        for known in read_known(None):
            for portfolio in known.portfolios:
                if known.country:
                    self.portfolios.setdefault((known.country, fold(portfolio)), known)
        self.posts = {
            (row.country, fold(row["role"])): row["organization"]
            for row in read_countries("posts.csv")
        }
        self.gazetteer = gazetteer_of(None)
        self.of_places = {
            (row["role"], row["country"], row["place_kind"]): row["institution"]
            for row in read_language("place_posts.csv")
        }
        self.generic: dict[str, list[tuple[tuple[str, ...], list[str]]]] = {}
        for row in read_language("generic_institutions.csv"):
            noun = tuple(fold(row["noun"]).split())
            heads = [fold(head) for head in row.many("heads")]
            self.generic.setdefault(noun[0], []).append((noun, heads))
        self.countries = {
            fold(name): row["code"]
            for row in read_world("countries.csv")
            for name in (row["name"], *row.many("aliases"))
        }
        self.implied = {
            row["role"]: ([fold(head) for head in row.many("institutions")], row["complement"])
            for row in read_language("role_institutions.csv")
        }

    # ---------------------------------------------------------- pointed at

    def pointed_at(
        self, doc: Doc, words: Words, last: int, role: Span, is_title: bool = False
    ) -> Span | None:
        """*del nosocomio*, *de esa casa de estudios*: the institution of that sort."""
        start = words.at(role.start_char)
        if start and words.lower[start - 1] in ("su", "cuyo", "cuya") and not is_title:
            return _nearest_before(doc, role.start_char)
        for k in range(start + 1, min(last + 6, len(words.lower))):
            if words.shape[k] in ",.;(" and k > last:
                break
            nouns = self.generic.get(fold(words.lower[k]), ())
            for noun, heads in sorted(nouns, key=lambda entry: -len(entry[0])):
                if tuple(fold(w) for w in words.lower[k : k + len(noun)]) == noun:
                    opening = words.starts[_sentence_start(words, start)]
                    return _topical_before(doc, role.start_char, heads, opening)
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
        """`organization_key` of one of the text, or `organization` by name, or neither."""
        if named is not None:
            return {"organization_key": named.kb_id_}
        complement = _core(_bare(own) if own else _complement(role, fact))
        head = re.sub(r"^ex-?(?=\w{5})", "", fact.get("head", ""))
        country = doc._.country
        if (home := COUNTRY_AFTER.search(complement)) and fold(home["name"]) in self.countries:
            country = self.countries[fold(home["name"])]
            complement = complement[: home.start()]
        name = self.posts.get((country, fold(_masculine(role, fact))))
        if name:
            return _in_text(doc, name) or {"organization": name}
        if (
            head in ("ministro", "secretario", "viceministro", "subsecretario", "titular")
            and complement
        ):
            known = self.portfolios.get((doc._.country or "", fold(complement)))
            if known is not None:
                return _in_text(doc, known.name, known.key) or {"organization": known.name}
        found = self._by_head(doc, role, fact, complement)
        if not found and complement:
            found = self._of_place(doc, role, fact, complement)
        if not found and head in UNIT_HEADS and complement and not self._is_place(complement):
            speaker = issuer_of(doc)
            if speaker is not None:
                found = {"organization_key": speaker.kb_id_, "confidence": 0.6}
        return found

    def _of_place(
        self, doc: Doc, role: Span, fact: dict[str, Any], complement: str
    ) -> dict[str, Any]:
        """*alcalde de Piura* is that of the Municipalidad Provincial de Piura."""
        country = doc._.country or ""
        words = fold(" ".join(role.text.split())).split()
        masculine = fact.get("head", "")
        stated = next((word for word in words if word in ("provincia", "distrito", "region")), None)
        kinds = (
            [{"provincia": "province", "distrito": "district", "region": "region"}[stated]]
            if stated
            else []
        )
        bearers = [p for p in self.gazetteer.bearers(complement) if p.country == country]
        kinds += [
            kind
            for kind in ("province", "city", "district", "region")
            if any(p.kind == kind for p in bearers)
        ]
        for head in (f"{masculine} {words[1]}" if len(words) > 1 else masculine, masculine):
            for kind in [*kinds, "any"]:
                template = self.of_places.get((head, country, kind))
                if template:
                    name = (
                        template.format(complement)
                        .replace("de el ", "del ")
                        .replace("de El ", "de El ")
                    )
                    return _in_text(doc, name) or {"organization": name}
        return {}

    def _is_place(self, complement: str) -> bool:
        return fold(complement) in self.countries or bool(self.gazetteer.bearers(complement))

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


def _nearest_before(doc: Doc, offset: int) -> Span | None:
    before = [span for span in group(doc, "organizations") if span.start_char < offset]
    return before[-1] if before else None


def _sentence_start(words: Words, k: int) -> int:
    while k and not words.first[k]:
        k -= 1
    return k


def _topical_before(doc: Doc, offset: int, heads: list[str], opening: int) -> Span | None:
    """The institution of that sort: the sentence's last one so far, else the most named."""
    spans = group(doc, "organizations")
    inside = [s for s in spans if opening <= s.start_char < offset and _is_of_sort(s, heads)]
    if inside:
        return inside[-1]
    counts = Counter(span.kb_id_ for span in spans)
    fitting = [span for span in spans if span.start_char < offset and _is_of_sort(span, heads)]
    if not fitting and heads:
        later = [span for span in spans if _is_of_sort(span, heads)]
        fitting = later if len({span.kb_id_ for span in later}) == 1 else []
    best = {
        span: next((i for i, head in enumerate(heads) if _begins(span, head)), len(heads))
        for span in fitting
    }
    return min(
        fitting,
        key=lambda span: (best[span], -counts[span.kb_id_], -span.start_char),
        default=None,
    )


def _is_of_sort(span: Span, heads: list[str]) -> bool:
    fact = facts(span, "organizations")
    if not heads or ("@company" in heads and fact.get("kind") == "company"):
        return True
    return any(_begins(span, head) for head in heads)


def _begins(span: Span, head: str) -> bool:
    known = facts(span, "organizations").get("known_name") or ""
    return fold(span.text).startswith(head) or fold(known).startswith(head)


def issuer_of(doc: Doc) -> Span | None:
    """The institution that the release speaks of most, if one stands out."""
    spans = group(doc, "organizations")
    counts = Counter(span.kb_id_ for span in spans).most_common(2)
    if not counts or counts[0][1] < 2 or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return next(span for span in spans if span.kb_id_ == counts[0][0])


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


PORTFOLIO_HEADS = frozenset(
    ("ministro", "secretario", "viceministro", "subsecretario", "titular", "consejero")
)
COUNTRY_AFTER = re.compile(r" del? (?:la )?(?P<name>[A-ZÁÉÍÓÚ][\w .]+)$")
# Heads of units: where the text names no institution, they belong to the one that speaks.
UNIT_HEADS = frozenset(
    "director subdirector gerente subgerente jefe coordinador vicerrector viceministro "
    "subsecretario catedrático responsable supervisor administrador".split()
)
KINDS_OF_PLACE = frozenset(
    "provincia distrito ciudad departamento región estado municipio cantón comuna villa".split()
)


def _core(complement: str) -> str:
    """The capitalised part: *Obras Públicas de la provincia*, *la provincia de Leoncio Prado*."""
    words = complement.split()
    if words and words[0] in KINDS_OF_PLACE:
        words = _bare(" ".join(words[1:])).split()
    for k, word in enumerate(words):
        if word == "en" or (
            word.islower() and word not in ("de", "del", "la", "las", "los", "y", "e", "el")
        ):
            words = words[:k]
            break
    while words and words[-1].islower():
        words.pop()
    return " ".join(words)


def _masculine(role: Span, fact: dict[str, Any]) -> str:
    """The role as the posts lexicon has it: *viceministra de X* -> *viceministro de X*."""
    own = role.text.split()
    rest = " ".join(own[len(fact.get("head", "").split()) :])
    return f"{fact.get('head', '')} {rest}".strip()


def _covers(key: str, role: str, fact: dict[str, Any]) -> bool:
    head = fold(fact.get("head", ""))
    if key == head or head.startswith(key + " "):
        return True
    parts = key.split()
    return parts[0] == head and role.split()[1 : len(parts)] == parts[1:]
