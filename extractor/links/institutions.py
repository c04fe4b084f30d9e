"""The institution of a post: named with it, pointed to, or implied."""

from __future__ import annotations

import re
from typing import Any

from spacy.tokens import Doc, Span

from extractor.lexicon import fold, read_countries, read_language, read_world
from extractor.links.named import NamedInstitutions
from extractor.organization_lexicon import Known, read_known
from extractor.place_lexicon import gazetteer_of
from extractor.roles import LEVELS
from extractor.spans import facts, furniture, in_ranges, text_of
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
        self.regional = LEVELS - {"nacional", "federal"} | {
            row["demonym"] for row in read_language("regional_demonyms.csv")
        }
        self.of_places = {
            (row["role"], row["country"], row["place_kind"]): row["institution"]
            for row in read_language("place_posts.csv")
        }
        self.nouns: set[str] = set()
        self.generic: dict[str, list[tuple[tuple[str, ...], list[str]]]] = {}
        for row in read_language("generic_institutions.csv"):
            noun = tuple(fold(row["noun"]).split())
            if fold(row["noun"]) not in OTHER_SENSES:
                self.nouns.add(row["noun"].split()[0])
            heads = [fold(head) for head in row.many("heads")]
            self.generic.setdefault(noun[0], []).append((noun, heads))
        for nouns in self.generic.values():
            nouns.sort(key=lambda entry: -len(entry[0]))
        pointed = {" ".join(noun): heads for rows in self.generic.values() for noun, heads in rows}
        self.sorts = {noun: heads for noun, heads in pointed.items() if noun not in OTHER_SENSES}
        nouns_of = "|".join(sorted(self.sorts, key=len, reverse=True))
        self.again = re.compile(rf"(?:{'|'.join(POINTING)}) (?P<noun>{nouns_of})\b")
        self.countries = {
            fold(name): row["code"]
            for row in read_world("countries.csv")
            for name in (row["name"], *row.many("aliases"))
        }
        self.implied = {
            row["role"]: ([fold(head) for head in row.many("institutions")], row["complement"])
            for row in read_language("role_institutions.csv")
        }
        self.implied_by: dict[str, list[str]] = {}
        """The roles that imply institutions, by their first word, the longest first."""
        for role in sorted(self.implied, key=len, reverse=True):
            self.implied_by.setdefault(role.split()[0], []).append(role)

    # ---------------------------------------------------------- pointed at

    def pointed_at(
        self, named: NamedInstitutions, words: Words, last: int, role: Span, is_title: bool = False
    ) -> Span | None:
        """*del nosocomio*, *de esa casa de estudios*: the institution of that sort."""
        start = words.at(role.start_char)
        if start and words.lower[start - 1] in ("su", "cuyo", "cuya") and not is_title:
            return named.before(role.start_char)
        for k in range(start + 1, min(last + 6, len(words.lower))):
            if words.shape[k] in ",.;(" and k > last:
                break
            for noun, heads in self.generic.get(words.folded[k], ()):
                if tuple(words.folded[k : k + len(noun)]) == noun:
                    opening = words.starts[_sentence_start(words, start)]
                    return named.of_sort(heads, role.start_char, opening)
        return None

    def meant_again(self, doc: Doc, words: Words, named: NamedInstitutions) -> list[Span]:
        """*dicho ministerio*: the only institution of that sort that the text has named so far."""
        found: list[Span] = []
        where = words.where
        pointing = sorted([k for word in where.keys() & POINTING_WRITTEN for k in where[word]])
        if not pointing or not named.spans or self.nouns.isdisjoint(words.small):
            return found
        taken = {span.start_char for span in named.spans}
        skip = furniture(doc)
        for k in pointing:
            match = self.again.match(words.flat, words.flat_starts[k])
            if match is None:
                continue
            first, last = k + 1, words.flat_ends.get(match.end())
            at = words.starts[first]
            if last is None or at in taken or in_ranges(at, skip):
                continue
            if words.shape[last + 1 : last + 2] in tuple("CAIDq") and not words.first[last + 1]:
                continue  # "este hospital de Lima", "dicha empresa Acme"
            meant = named.only(self.sorts[match["noun"]], at)
            if meant is None:
                continue
            span = words.span(first, last, meant.label_, "institutions.again")
            span.kb_id_ = meant.kb_id_
            kind = facts(meant, "organizations").get("kind")
            span._.organization = {"kind": kind, "form": "generic", "confidence": 0.8}
            found.append(span)
        return found

    # ------------------------------------------------------------- implied

    def of_post(
        self,
        country: str | None,
        named: NamedInstitutions,
        role: Span,
        fact: dict[str, Any],
        own: str | None,
    ) -> dict[str, Any]:
        """`organization_key` of one of the text, or `organization` by name, or neither.

        `country` is the document's; `own` is the complement where several persons share the
        head of the role.
        """
        stated = own or _complement(role, fact)
        text = text_of(role.doc)[role.start_char : role.end_char]
        words = text.split()
        head = FORMER.sub("", fact.get("head", ""))
        if joint := JOINT.search(text):  # "vicepresidenta cuarta · y ministra de Trabajo"
            head, stated = f"{joint['head']}o", joint["of"]
        if head in MINISTERS:
            stated = stated.removeprefix("para ")  # "ministro para la Transición Ecológica"
        complement = _core(_bare(stated))
        at = country
        if (home := COUNTRY_AFTER.search(complement)) and fold(home["name"]) in self.countries:
            at = self.countries[fold(home["name"])]
            complement = complement[: home.start()]
        name = self.posts.get((at, fold(_masculine(words, fact))))
        if name:
            return _by_name(named, name)
        if head in PORTFOLIO_HEADS and complement and not self._is_regional(words):
            known = self._of_portfolio(at or "", complement)
            deputy = head in ("viceministro", "subsecretario")
            ministry = known is not None and known.name.startswith("Ministerio")
            # where there are ministers, a secretario de Salud is a city's or a region's
            if known is not None and (ministry if deputy else not ministry or head != "secretario"):
                return _by_name(named, known.name, known.key)
        folded = fold(" ".join(words)).split()
        found = self._by_head(named, role, folded, fact, complement)
        if not found and complement:
            found = self._of_place(country or "", named, folded, head, (stated, complement))
        if not found and head in UNIT_HEADS and complement and not self._is_place(complement):
            speaker = named.issuer()
            if speaker is not None and named.may_employ(speaker, head in DEPUTIES):
                found = {"organization_key": speaker.kb_id_, "confidence": 0.6}
        return found

    def _is_regional(self, role: list[str]) -> bool:
        """*ministra de Salud provincial*, *ministro de Salud de la provincia de Córdoba*."""
        regional = OF_REGION.search(" ".join(role)) is not None
        return regional or not self.regional.isdisjoint(role)

    def _of_portfolio(self, country: str, complement: str) -> Known | None:
        """The ministry of a portfolio: *Economía*, *Economía de la Nación*."""
        known = self.portfolios.get((country, fold(complement)))
        if known is None and (nation := OF_NATION.search(complement)):
            known = self.portfolios.get((country, fold(complement[: nation.start()])))
        return known

    def _of_place(
        self,
        country: str,
        named: NamedInstitutions,
        role: list[str],
        head: str,
        complement: tuple[str, str],
    ) -> dict[str, Any]:
        """*alcalde de Piura* is that of the Municipalidad Provincial de Piura.

        `complement` as it stands, and its name alone; an article between them stays:
        *gobernadora del Huila*, Gobernación del Huila.
        """
        stated, place = complement
        borne = {p.kind for p in self.gazetteer.bearers(place) if p.country == country}
        kinds = [STATED_KINDS[word] for word in role if word in STATED_KINDS]
        kinds += [kind for kind in KIND_ORDER if kind in borne]
        for form in (f"{head} {role[1]}" if len(role) > 1 else head, head):
            for kind in [*kinds, "any"]:
                template = self.of_places.get((form, country, kind))
                if template:
                    return _by_template(named, template, stated, place)
        return {}

    def _is_place(self, complement: str) -> bool:
        return fold(complement) in self.countries or bool(self.gazetteer.bearers(complement))

    def _by_head(
        self,
        named: NamedInstitutions,
        role: Span,
        folded: list[str],
        fact: dict[str, Any],
        complement: str,
    ) -> dict[str, Any]:
        """An institution of the text whose name the role implies: *gerente regional de Salud*."""
        head = fold(fact.get("head", ""))
        implying = self.implied_by.get(head.partition(" ")[0], ())
        key = next((k for k in implying if _covers(k, folded, head)), None)
        if key is None:
            return {}
        heads, _ = self.implied[key]
        fitting = named.begun(heads, fold(complement))
        if len({span.kb_id_ for span in fitting}) == 1:
            return {"organization_key": fitting[0].kb_id_}
        if fitting and not complement:
            before = [s for s in fitting if s.start_char < role.start_char] or fitting
            return {"organization_key": before[-1].kb_id_}
        if not fitting and key.endswith("regional") and "gobierno regional" in heads:
            # The manager of a regional government is named by subject only.
            keys = {span.kb_id_ for span in named.begun(["gobierno regional"], "")}
            return {"organization_key": keys.pop()} if len(keys) == 1 else {}
        return {}


def _sentence_start(words: Words, k: int) -> int:
    while k and not words.first[k]:
        k -= 1
    return k


def _by_name(named: NamedInstitutions, name: str, key: str | None = None) -> dict[str, Any]:
    span = named.find(name, key)
    return {"organization": name} if span is None else {"organization_key": span.kb_id_}


def _by_template(
    named: NamedInstitutions, template: str, stated: str, place: str
) -> dict[str, Any]:
    """The institution of a place, with the article that stands before the place, if any."""
    if place.startswith("Estado de ") and "Estado de {}" in template:
        place = place.removeprefix("Estado de ")
    plain = template.format(place)
    article = ARTICLE_BEFORE.search(stated[: stated.find(place)])
    name = template.replace("de {}", f"{article[1]} {{}}").format(place) if article else plain
    if name != plain and named.find(name) is None and named.find(plain) is not None:
        return _by_name(named, plain)
    return _by_name(named, name)


def _complement(role: Span, fact: dict[str, Any]) -> str:
    """What follows head and modifiers, in one line."""
    text = text_of(role.doc)[fact.get("head_end", role.end_char) : role.end_char]
    return " ".join(text.split())


def _bare(complement: str) -> str:
    """The complement without its preposition and article; *La Victoria* keeps its own."""
    words = complement.split()
    while words and (words[0] in ARTICLES or words[0].lower() in ("de", "del", "por")):
        words.pop(0)
    return " ".join(words)


ARTICLES = frozenset(("la", "las", "los", "el"))
ARTICLE_BEFORE = re.compile(r"\b(del|de l(?:a|as|os)) $")
OF_REGION = re.compile(
    r" (?:de la (?:provincia|comunidad|regi[oó]n|ciudad|Ciudad|gobernaci[oó]n|alcald[ií]a)"
    r"|del? (?:estado|departamento|municipio|distrito|cant[oó]n|ayuntamiento))(?! [Pp]luri)\b"
)
FORMER = re.compile(r"^ex-?(?=\w{5})")
OF_NATION = re.compile(r" (?:de la (?:Nación|República)|Nacional)$", re.IGNORECASE)


POINTING = frozenset(
    "dicho dicha este esta ese esa aquel aquella citado citada referido referida mencionado "
    "mencionada".split()
)
POINTING_WRITTEN = POINTING.union(
    f"{word[:k]}{acute}{word[k + 1 :]}"
    for word in POINTING
    for vowel, acute in zip("aeiou", "áéíóú", strict=True)
    for k, letter in enumerate(word)
    if letter == vowel
)
"""With the accents that they may bear in a text: *ésta*."""
# With "este" before them these mean a place, a matter or a thing as well.
OTHER_SENSES = frozenset(
    fold(
        "agencia|autoridad|banco|cartera|centro|comuna|delegación|dependencia|dirección|"
        "establecimiento|fondo|grupo|municipio|oficina|operadora|plantel|portafolio|programa|"
        "proyecto especial|recinto|sector|servicio|unidad|colectivo|firma"
    ).split("|")
)
PORTFOLIO_HEADS = frozenset(("ministro", "secretario", "viceministro", "subsecretario", "titular"))
COUNTRY_AFTER = re.compile(r" del? (?:la )?(?P<name>[A-ZÁÉÍÓÚ][\w .]+)$")
# Heads of units: where the text names no institution, they belong to the one that speaks.
UNIT_HEADS = frozenset(
    "director subdirector gerente subgerente jefe coordinador vicerrector viceministro "
    "subsecretario catedrático responsable supervisor administrador".split()
)
JOINT = re.compile(r" y (?P<head>ministr|secretari|consejer)[oa] (?P<of>.+)")
MINISTERS = frozenset(("ministro", "viceministro"))
DEPUTIES = frozenset(("viceministro", "subsecretario"))
STATED_KINDS = {"provincia": "province", "distrito": "district", "region": "region"}
KIND_ORDER = ("province", "city", "district", "region")
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
            or word.startswith("(")
            or (word.islower() and word not in ("de", "del", "la", "las", "los", "y", "e", "el"))
        ):
            words = words[:k]
            break
    while words and words[-1].islower():
        words.pop()
    return " ".join(words)


def _masculine(role: list[str], fact: dict[str, Any]) -> str:
    """The role as the posts lexicon has it: *viceministra de X* -> *viceministro de X*."""
    rest = " ".join(role[len(fact.get("head", "").split()) :])
    return f"{fact.get('head', '')} {rest}".strip()


def _covers(key: str, role: list[str], head: str) -> bool:
    if key == head or head.startswith(key + " "):
        return True
    parts = key.split()
    return parts[0] == head and role[1 : len(parts)] == parts[1:]
