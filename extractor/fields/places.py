"""Places: names of the gazetteer, and names that a geographic head introduces.

Which place a name means is decided later (`links/gazetteer.py`), when the
country of the document is known. Facts left here: `kind` where the text says it
(*el distrito de Lamay*) and the `head` that says it, `bearers` (keys of the
gazetteer), `weak` where the name is also a word or a person's and only its
context speaks for a place.
"""

from __future__ import annotations

import re
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lexicon import fold, read_language
from extractor.place_lexicon import PlaceFinder, gazetteer_of, opening_verbs
from extractor.spans import facts as facts_of
from extractor.spans import furniture, group, in_ranges, tell
from extractor.words import Words, words_of

_UNIT = r"(?:[CAI][CAIn]*(?:DT?[CAI]+)*)"
# "distritos de El Tambo, Balboa y Argelia", "departamentos Las Colonias y Castellanos"
AFTER_HEAD = re.compile(rf"(?:D?T?)({_UNIT})")
ROAD = re.compile(r"[CAI]+(?:-?[CAI]+)*")
LIST = re.compile(rf"(?:,(?:D?T?)({_UNIT})(?=[,Y]))*(?:,?Y(?:D?T?)({_UNIT}))?")
LISTED = re.compile(rf"[,Y](?:D?T?)({_UNIT})")
LOCATIVE = frozenset("en desde hacia hasta a por entre de del al y e o ni ,".split())
PREPOSITIONS = frozenset("en desde hacia hasta a por entre de del al para contra".split())
# Heads that need no *de*: the name beside them is that of a quarter or a hamlet.
SETTLEMENTS = frozenset(
    "aldea aldeas barrio barrios caserío caseríos colonia colonias corregimiento corregimientos "
    "fraccionamiento fraccionamientos localidad localidades pedanía pedanías urbanización "
    "urbanizaciones vereda veredas villa villas".split()
)
ARTICLES = frozenset("el la los las".split())
LONGEST = 12
"""Words of the longest name of a place."""
COMPASS = frozenset("norte sur este oeste centro metropolitana metropolitano".split())

Found = dict[tuple[int, int], tuple[str, dict[str, Any]]]
"""First and last word of a place -> rule and facts."""


@Language.factory("press_places", assigns=["doc.spans"], default_config={"countries": None})
def make_places(nlp: Language, name: str, countries: list[str] | None) -> Places:
    """The places component; `countries` (alpha-2) narrows the gazetteer."""
    return Places(countries)


class Places:
    """Mentions of places, into `doc.spans["places"]`."""

    def __init__(self, countries: list[str] | None = None) -> None:
        self.gazetteer = gazetteer_of(tuple(countries) if countries is not None else None)
        self.finder = PlaceFinder(self.gazetteer)
        self.common = {fold(row["word"]) for row in read_language("common_words.csv")}
        self.verbs = opening_verbs()
        self.heads: dict[str, tuple[str, bool]] = {}
        self.roads: set[str] = set()
        for row in read_language("place_heads.csv"):
            if row["kind"] == "road":
                self.roads.add(row["head"])
            else:
                self.heads[row["head"]] = (row["kind"], bool(row["plural"]))

    def __call__(self, doc: Doc) -> Doc:
        """Find the names that stand for places here; names inside other names are none."""
        words = words_of(doc)
        longest = self._longest(words)
        self._reclaim(doc, words, longest)
        taken = _taken(doc, words, ("organizations", "persons")) | _portfolios(doc, words)
        found: Found = {}
        roads = self._in_roads(words)
        for first, last in longest:
            if not taken.isdisjoint(range(first, last + 1)) or first in roads:
                continue
            if self._reads_as_place(words, first, last):
                found[first, last] = ("places.gazetteer", {"confidence": 0.95})
        self._headed(words, taken | roads, found)
        self._named_again(words, taken | roads, found)
        self._enumerated(words, taken | roads, found)
        skip = furniture(doc)
        spans = []
        for (first, last), (rule, facts) in sorted(found.items()):
            if in_ranges(words.starts[first], skip):
                continue
            spans.append(self._span(words, first, last, rule, facts))
        doc.spans["places"] = spans
        return doc

    def _reclaim(self, doc: Doc, words: Words, longest: list[tuple[int, int]]) -> None:
        """*en José León Suárez*, *Coronel Portillo*: places named after persons."""
        persons = group(doc, "persons")
        inner = {k for first, last in longest for k in range(first + 1, last + 1)}
        kept = [
            span
            for span in persons
            if not self._is_namesake(words, span)
            and not (span.id_ == "officials.honorific" and words.at(span.start_char) in inner)
        ]
        if len(kept) < len(persons):
            doc.spans["persons"] = kept

    def _is_namesake(self, words: Words, span: Span) -> bool:
        if span.id_ == "officials.honorific":
            return False
        bearers = self.gazetteer.bearers(words.source[span.start_char : span.end_char])
        if not bearers:
            return False
        if span.id_ == "officials.name" and not any(place.person for place in bearers):
            return True  # "Mar del Plata"
        first, last = words.at(span.start_char), words.at(span.end_char - 1)
        if first == 0 or words.first[first]:
            return False
        k = first - 1
        if words.shape[k] == "D" and k and words.lower[k - 1] in self.heads:
            return True
        if words.lower[k] in ("en", "desde", "hacia", "hasta") or words.lower[k] in self.heads:
            return True
        return words.shape[k] in ",Y" and self._beside_place(words, first, last)

    def _span(self, words: Words, first: int, last: int, rule: str, facts: dict[str, Any]) -> Span:
        bearers = self.gazetteer.bearers(words.text(first, last))
        facts["bearers"] = [place.key for place in bearers]
        facts["weak"] = any(place.word or place.person for place in bearers)
        span = words.span(first, last, facts.get("kind") or "place", rule)
        tell(span, "places", facts)
        return span

    def _longest(self, words: Words) -> list[tuple[int, int]]:
        found = sorted(self.finder.find(words), key=lambda f: (f[0], -f[1]))
        kept: list[tuple[int, int]] = []
        for first, last in found:
            if not kept or first > kept[-1][1]:
                article = words.shape[first] in "TU" and words.lower[first] in ARTICLES
                kept.append(
                    (first + self._is_article(words, first, last), last)
                    if article
                    else (first, last)
                )
        return kept

    def _is_article(self, words: Words, first: int, last: int) -> bool:
        """*EN EL CALLAO*: in a line of capitals the article is no part of a region's name."""
        if first == last or not words.texts[last].isupper():
            return False
        whole = self.gazetteer.bearers(words.text(first, last))
        rest = self.gazetteer.bearers(words.text(first + 1, last))
        great = ("country", "region")
        return any(p.kind in great for p in rest) and not any(p.kind in great for p in whole)

    # ------------------------------------------------------------- evidence

    def _reads_as_place(self, words: Words, first: int, last: int) -> bool:
        """Whether a name of the gazetteer stands here for the place."""
        shape, lower = words.shape, words.lower
        before = shape[first - 1] if first and not words.first[first] else ""
        if before == "C" and words.first[first - 1] and lower[first - 1] in self.verbs:
            before = "w"  # "Visitó Cusco"
        after = shape[last + 1] if last + 1 < len(shape) and not words.first[last + 1] else ""
        if first == last and lower[first] in self.heads:
            return False  # "Isla de los Valles", "Ciudad Universitaria"
        if (before in ("C", "A", "I") and lower[first - 1] not in self.heads) or after == "I":
            return False  # "Teresa Junín", "J. Lima"
        if after in ("C", "A", "n") and lower[last + 1] not in COMPASS and after != "n":
            return False  # "Junín Alva"
        bearers = self.gazetteer.bearers(words.text(first, last))
        common = first == last and shape[first] != "A" and fold(lower[first]) in self.common
        if not common and (
            not any(place.word or place.person for place in bearers)
            or any(p.kind in ("region", "country") and not (p.word or p.person) for p in bearers)
        ):
            return True
        if common and before == "D" and words.shape[first - 2 : first - 1] in ("C", "A"):
            return False  # "Superintendencia de Protección"
        if common and before == "T":
            # "la Federación" is none, "la Argentina" is one
            return any(place.kind == "country" for place in bearers)
        return self._in_place_context(words, first, last)

    def _in_place_context(self, words: Words, first: int, last: int) -> bool:
        """A locative before it, or another place beside it in a list or in brackets."""
        lower, shape = words.lower, words.shape
        k = first - 1
        if k >= 0 and shape[k] == "T":
            k -= 1
        if k >= 0 and not words.first[first] and lower[k] in PREPOSITIONS:
            return True
        return self._beside_place(words, first, last)

    def _beside_place(self, words: Words, first: int, last: int) -> bool:
        shape = words.shape
        for at in (first - 2, last + 2):
            mark = first - 1 if at < first else last + 1
            if 0 <= at < len(shape) and 0 <= mark < len(shape) and shape[mark] in ",Y(/-":
                at += shape[at] in "DT" and at > last
                if at < len(shape) and shape[at] in "CAU" and self._is_sure(words, at, at > last):
                    return True
        return words.shape[first] == "U"

    def _is_sure(self, words: Words, at: int, forward: bool) -> bool:
        for size in (1, 2, 3):
            text = (
                words.text(at, min(at + size, len(words.shape)) - 1)
                if forward
                else words.text(max(at - size + 1, 0), at)
            )
            if self.gazetteer.bearers(text):
                return True
        return False

    def _in_roads(self, words: Words) -> set[int]:
        """First words of names that belong to a road, a square, a school: *jirón Junín*."""
        inside: set[int] = set()
        where = words.where
        cut_off = [low for low in where if low[-1] == "." and low.rstrip(".") in self.roads]
        for k in [k for low in (*(where.keys() & self.roads), *cut_off) for k in where[low]]:
            at = k + 1
            while at < len(words.shape) and words.shape[at] in "DT.":
                at += 1
            if at - k <= 3:
                inside.add(at)
                match = ROAD.match(words.shape, at)
                if match:
                    inside.update(range(at, match.end()))
        return inside

    # ------------------------------------------------------------- by grammar

    def _headed(
        self,
        words: Words,
        taken: set[int],
        found: Found,
    ) -> None:
        """*el distrito de Lamay*, *las provincias de Jaén y Almería*."""
        where = words.where
        for k in sorted([k for low in where.keys() & self.heads.keys() for k in where[low]]):
            if k in taken:
                continue
            low = words.lower[k]
            kind, plural = self.heads[low]
            if words.shape[k + 1 : k + 2] == ":":  # "Región: San Martín"
                self._labelled(words, k, kind, taken, found)
                continue
            if words.shape[k] == "C":
                continue
            counted = plural and k and not words.first[k] and _is_number(words, k - 1)
            if counted:
                continue  # "seis provincias de Ucayali": the provinces are in it
            at = k + 1
            while at < len(words.lower) and words.lower[at] in HEAD_ADJECTIVES:
                at += 1
            if at > k + 1 and low.startswith("comunidad") and words.lower[k + 1][:7] == "autónom":
                kind = "region"
            match = AFTER_HEAD.match(words.shape, at)
            if match is None:
                continue
            if words.shape[at] == "T" and words.texts[at].islower():
                continue  # "visitó la región el Comandante": only a name has an article there
            if match.start(1) == k + 1 and kind == "place" and low not in SETTLEMENTS:
                continue  # "el río Rímac"
            units = [match.span(1)]
            if plural and (more := LIST.match(words.shape, match.end())):
                units += _units(words.shape, match.end(), more.end())
            for start, end in units:
                stated = {"kind": kind, "stated": True, "head": low, "confidence": 0.95}
                self._accept(words, start, end, stated, taken, found)

    def _labelled(self, words: Words, k: int, kind: str, taken: set[int], found: Found) -> None:
        """*Distrito: La Unión*: a name of the gazetteer behind a head and a colon."""
        match = AFTER_HEAD.match(words.shape, k + 2)
        if match is None:
            return
        first, end = match.span(1)
        if words.shape[first - 1] == "T" and words.texts[first - 1][0].isupper():
            first -= 1
        while end > first and not self.gazetteer.bearers(words.text(first, end - 1)):
            end -= 1
        if end > first:
            stated = {"kind": kind, "stated": True, "head": words.lower[k], "confidence": 0.95}
            self._accept(words, first, end, stated, taken, found)

    def _named_again(self, words: Words, taken: set[int], found: Found) -> None:
        """*el caserío de Ushpayacu … en Ushpayacu*: a name that only its head makes a place."""
        texts, shape = words.texts, words.shape
        names: dict[str, set[tuple[str, ...]]] = {}
        for (first, last), (rule, _) in found.items():
            name = words.text(first, last)
            unknown = rule == "places.head" and fold(name) not in self.common
            if unknown and not self.gazetteer.bearers(name):
                names.setdefault(texts[first], set()).add(tuple(texts[first : last + 1]))
        if not names:
            return
        covered = taken.union(*(range(first, last + 1) for first, last in found))
        for k, text in enumerate(texts):
            for again in names.get(text, ()):
                end = k + len(again)
                if (
                    tuple(texts[k:end]) == again
                    and covered.isdisjoint(range(k, end))
                    and shape[k - 1 : k] not in ("C", "A", "I")
                    and shape[end : end + 1] not in ("C", "A", "I")
                ):
                    found[k, end - 1] = ("places.again", {"confidence": 0.85})

    def _accept(
        self,
        words: Words,
        start: int,
        end: int,
        stated: dict[str, Any],
        taken: set[int],
        found: Found,
    ) -> None:
        for k in range(start + 1, end):
            if words.first[k] or k in taken:
                end = k
                break
        while end > start and words.shape[end - 1] in "DTY":
            end -= 1
        if end <= start or start in taken or words.first[start]:
            return
        for key in _overlapping(found, start, end):
            if key[0] == start and self.gazetteer.bearers(words.text(start, end - 1)) == []:
                end = key[1] + 1
            del found[key]
        found[start, end - 1] = ("places.head", stated)

    def _enumerated(
        self,
        words: Words,
        taken: set[int],
        found: Found,
    ) -> None:
        """*visitó Arauco, Cañete y Los Álamos*: an unknown name between places of a list."""
        starts = {first for first, _ in found}
        read: set[int] = set()
        for _, last in sorted(found):
            if last + 1 in read:
                continue  # the rest of a list that was read from its beginning
            match = LIST.match(words.shape, last + 1)
            if match is None or not match[0]:
                continue
            units = _units(words.shape, last + 1, match.end())
            read.update([end for _, end in units])
            known = [unit for unit in units if unit[0] in starts]
            if not known:
                continue
            for start, end in units:
                plain = all(c in "CADT" for c in words.shape[start:end])
                if (
                    start not in starts
                    and plain
                    and start not in taken
                    and not any(words.first[k] or k in taken for k in range(start, end))
                ):
                    found.setdefault((start, end - 1), ("places.list", {"confidence": 0.7}))


def _overlapping(found: Found, start: int, end: int) -> list[tuple[int, int]]:
    """Names that share a word with these; looked up by their ends, not in the whole document."""
    return [
        (first, last)
        for first in range(max(start - LONGEST, 0), end)
        for last in range(max(first, start), min(first + LONGEST, end + LONGEST))
        if (first, last) in found
    ]


HEAD_ADJECTIVES = frozenset(
    "autónoma autónomas autónomo fronteriza fronterizo andina andino amazónica amazónico vecina "
    "vecino costera altoandina norteña sureña argentina chilena mexicana colombiana peruana "
    "ecuatoriana boliviana española histórica capital liberteña".split()
)


def _is_number(words: Words, k: int) -> bool:
    return words.shape[k] == "n" or words.lower[k] in COUNTED


COUNTED = frozenset(
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis veinte varias varios algunas algunos diversas diversos distintas distintos "
    "otras otros".split()
)


def _units(shape: str, start: int, end: int) -> list[tuple[int, int]]:
    """The names of a list, as word ranges (end exclusive)."""
    return [match.span(1) for match in LISTED.finditer(shape, start, end)]


def _portfolios(doc: Doc, words: Words) -> set[int]:
    """*la viceministra de Minas*: a portfolio, and no place of that name."""
    inside: set[int] = set()
    for span in group(doc, "roles"):
        takes = facts_of(span, "roles").get("takes", ())
        if "portfolio" in takes and "place" not in takes:
            inside.update(range(words.at(span.start_char), words.at(span.end_char - 1) + 1))
    return inside


def _taken(doc: Doc, words: Words, groups: tuple[str, ...]) -> set[int]:
    taken: set[int] = set()
    for name in groups:
        for span in group(doc, name):
            taken.update(range(words.at(span.start_char), words.at(span.end_char - 1) + 1))
    return taken
