"""Which place a name means: codes, kind and containing places.

What the text says wins (*el distrito de Lamay*), then the country of the
document, then the larger place: a first-level division before the province,
district and city of the same name. Names in no gazetteer keep what their head
says. Mentions of one place share `kb_id_`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lexicon import fold, read_language
from extractor.place_lexicon import Place, gazetteer_of
from extractor.spans import facts, group, put, text_of

ORDER = {"country": 0, "region": 1, "province": 2, "city": 3, "district": 4, "place": 5}
# What a stated head may mean in the gazetteer: Chilean comunas are cities there, an Argentine
# or Ecuadorian province is the first level, and so on.
STATED = {
    "region": ("region",),
    "province": ("province", "region"),
    "district": ("district", "city"),
    "city": ("city", "district", "region"),
    "country": ("country",),
    "place": ("place",),
}
BRACKET = re.compile(r"\s*\(\s*")


@Language.factory("press_gazetteer", requires=["doc.spans"])
def make_gazetteer(nlp: Language, name: str) -> Places:
    """The gazetteer component."""
    return Places()


class Places:
    """Completes the facts of `doc.spans["places"]` and joins mentions of one place."""

    def __init__(self) -> None:
        self.gazetteer = gazetteer_of(None)
        # the countries whose first-level divisions bear this head; others may mean any
        self.first_level = {
            row["head"]: frozenset(row.many("first_level"))
            for row in read_language("place_heads.csv")
            if row["first_level"]
        }

    def __call__(self, doc: Doc) -> Doc:
        """Choose the place that each mention means."""
        spans = group(doc, "places")
        text, country = text_of(doc), doc._.country
        names = [fold(text[span.start_char : span.end_char]) for span in spans]
        decided: dict[str, Place | None] = {}
        self.named = _named(doc, spans, names)
        names = [" ".join(name.split()) for name in names]
        for number, (span, name) in enumerate(zip(spans, names, strict=True)):
            fact = facts(span, "places")
            stated = fact.get("kind") if fact.get("stated") else None
            places = self._candidates(fact, stated, country)
            within = self._in_bracket(doc, span, spans[number + 1 : number + 2], places)
            place = self._choose(within or places, country, span)
            if stated is None and name in decided and not within:
                place = decided[name]
            elif stated is None or place is not None:
                decided.setdefault(name, place)
            if place is None:
                self._leave_open(span, fact, stated, self._home(places, fact, country))
            else:
                self._complete(span, fact, place, stated)
        _join_states(spans, names)
        put(doc, "places", spans)
        return doc

    def _candidates(
        self, fact: dict[str, Any], stated: str | None, country: str | None
    ) -> list[Place]:
        """The places of this name that may be what its head says, the likeliest kind first."""
        places = [self.gazetteer.by_key[key] for key in fact.get("bearers", ())]
        if len(places) < 2 and stated is None:
            return places
        if stated is None:
            return sorted(places, key=lambda place: ORDER[place.kind])
        countries = [place for place in places if place.kind == "country"]
        if countries:
            return countries[:1]
        order = STATED[stated]
        first_level = self.first_level.get(fact.get("head", ""))
        fitting = [
            place
            for place in places
            if place.kind in order
            and (place.kind != "region" or not first_level or place.country in first_level)
        ]
        if (
            first_level
            and country not in first_level
            and any(place.country == country for place in places)
            and not any(place.country == country for place in fitting)
        ):
            return []  # "el departamento de San Martín" in Argentina is not Peru's region
        return sorted(fitting, key=lambda place: order.index(place.kind))

    def _in_bracket(
        self, doc: Doc, span: Span, following: list[Span], places: list[Place]
    ) -> list[Place]:
        """*Córdoba (Argentina)*: those that lie in the place that stands in brackets behind it."""
        if not following or len(places) < 2:
            return []
        between = text_of(doc)[span.end_char : following[0].start_char]
        if not BRACKET.fullmatch(between):
            return []
        around = fold(following[0].text)
        return [
            place
            for place in places
            if any(fold(p.name) == around for p in self.gazetteer.containing(place))
        ]

    def _choose(self, places: list[Place], country: str | None, span: Span) -> Place | None:
        """The place of the document's country; abroad, the one place that can be meant."""
        own = [p for p in places if p.country == country or p.kind == "country"]
        if own or len(places) < 2:
            return self._nearest(own or places, span) if places else None
        best = places[0]
        rivals = [p for p in places if p.kind == best.kind] if best.kind == "region" else places
        capital_of = self.gazetteer.capital_of.get(fold(span.text), ())
        capitals = [p for p in places if p.country in capital_of]
        if len({p.country for p in capitals}) == 1:
            return self._nearest(capitals, span)  # "San José", "La Paz": the capital abroad
        if len({p.country for p in rivals}) > 1:
            rivals = self._close(rivals, span)
            if not rivals:
                return None
        return self._nearest(rivals, span)

    def _close(self, rivals: list[Place], span: Span) -> list[Place]:
        """Those within the place that is named nearest to the mention; none without such."""
        nearest: list[tuple[int, int]] = []
        for number, rival in enumerate(rivals):
            distances = [
                _distance(self.named[name], span.start_char)
                for p in self.gazetteer.containing(rival)
                if (name := fold(p.name)) in self.named and p.name != rival.name
            ]
            if distances:
                nearest.append((min(distances), number))
        least = min(nearest)[0] if nearest else 0
        return [rivals[number] for distance, number in nearest if distance == least]

    def _nearest(self, places: list[Place], span: Span) -> Place | None:
        """Among namesakes of one kind, the one within a place that the text names as well.

        Without that, the one of the capital, where most of the press is written; else none.
        """
        best = places[0]
        rivals = [p for p in places if p.kind == best.kind and p.country == best.country]
        if len(rivals) < 2:
            return best
        close = [p for p in self._close(rivals, span) if p.country == best.country]
        if close and len(close) < len(rivals):
            return close[0]
        capital = [r for r in rivals if any(p.key == "1501" for p in self.gazetteer.containing(r))]
        return capital[0] if len(capital) == 1 else None

    def _home(self, places: list[Place], fact: dict[str, Any], country: str | None) -> str | None:
        """The document's country, unless a place of this name may well lie in another."""
        if not places:
            abroad = fact.get("head") in ("estado", "estados")
            return country if not abroad or country in self.first_level["estado"] else None
        at_home = any(place.country == country for place in places)
        great = any(
            place.country != country
            and (
                place.kind == "region"
                or place.country in self.gazetteer.capital_of.get(fold(place.name), ())
            )
            for place in places
        )
        return country if at_home and (fact.get("stated") or not great) else None

    def _leave_open(
        self, span: Span, fact: dict[str, Any], stated: str | None, country: str | None
    ) -> None:
        for name in ("bearers", "head"):
            fact.pop(name, None)
        fact["kind"] = stated or "place"
        fact["country"] = country
        span.kb_id_ = f"place:{fact['kind']}:{fold(' '.join(span.text.split()))}"

    def _complete(self, span: Span, fact: dict[str, Any], place: Place, stated: str | None) -> None:
        for name in ("bearers", "head"):
            fact.pop(name, None)
        named_so = stated and place.kind not in ("country", "region")
        fact["kind"] = stated if named_so else place.kind
        fact["country"] = place.country
        fact["code"] = place.code
        fact["ubigeo"] = place.ubigeo
        fact["within"] = [around.name for around in self.gazetteer.containing(place)]
        span.kb_id_ = f"place:{place.key}"


def _named(doc: Doc, spans: list[Span], names: list[str]) -> dict[str, list[int]]:
    """Folded names of the places that the text names, and where (characters)."""
    named: dict[str, list[int]] = {}
    for span, name in zip(spans, names, strict=True):
        named.setdefault(name, []).append(span.start_char)
    opening = doc._.dateline
    if opening:
        named.setdefault(fold(opening["place"]), []).append(opening["place_start"])
    return {name: sorted(places) for name, places in named.items()}


def _distance(offsets: list[int], at: int) -> int:
    """Characters from `at` to the nearest of the sorted offsets."""
    k = bisect_left(offsets, at)
    return min(abs(at - offset) for offset in offsets[max(k - 1, 0) : k + 1])


def _join_states(spans: list[Span], names: list[str]) -> None:
    """A name given once with its head and again without is one place, unless the head differs."""
    by_name: dict[str, list[Span]] = {}
    for span, name in zip(spans, names, strict=True):
        by_name.setdefault(name, []).append(span)
    for mentions in by_name.values():
        if len(mentions) < 2:
            continue
        stated = [s for s in mentions if facts(s, "places").get("stated")]
        plain = [s for s in mentions if not facts(s, "places").get("stated")]
        if stated and plain and len({s.kb_id_ for s in stated}) == 1:
            if facts(plain[0], "places").get("kind") in ("region", "country"):
                continue
            for span in plain:
                span._.place = dict(facts(stated[0], "places"))
                span.kb_id_ = stated[0].kb_id_
