"""Which place a name means: codes, kind and containing places.

What the text says wins (*el distrito de Lamay*), then the country of the
document, then the larger place: a first-level division before the province,
district and city of the same name. Names in no gazetteer keep what their head
says. Mentions of one place share `kb_id_`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lexicon import fold
from extractor.place_lexicon import Place, gazetteer_of
from extractor.spans import facts, group, put

ORDER = {"country": 0, "region": 1, "province": 2, "city": 3, "district": 4, "place": 5}
# What a stated head may mean in the gazetteer: Chilean comunas are cities there, and so on.
STATED = {
    "region": ("region",),
    "province": ("province",),
    "district": ("district", "city"),
    "city": ("city", "district", "region"),
    "country": ("country",),
    "place": ("place",),
}


@Language.factory("press_gazetteer", requires=["doc.spans"])
def make_gazetteer(nlp: Language, name: str) -> Places:
    """The gazetteer component."""
    return Places()


class Places:
    """Completes the facts of `doc.spans["places"]` and joins mentions of one place."""

    def __init__(self) -> None:
        self.gazetteer = gazetteer_of(None)

    def __call__(self, doc: Doc) -> Doc:
        """Choose the place that each mention means."""
        spans = group(doc, "places")
        kept: list[Span] = []
        decided: dict[str, Place | None] = {}
        self.named = {fold(span.text) for span in spans}
        if doc._.dateline:
            self.named.add(fold(doc._.dateline["place"]))
        for span in spans:
            fact = span._.place
            name = fold(" ".join(span.text.split()))
            stated = fact.get("kind") if fact.get("stated") else None
            place = self._choose(fact.get("bearers", ()), stated, doc, span)
            if stated is None and name in decided:
                place = decided[name]
            elif stated is None or place is not None:
                decided.setdefault(name, place)
            self._complete(span, fact, place, stated, doc)
            kept.append(span)
        _join_states(kept)
        put(doc, "places", kept)
        return doc

    def _choose(
        self, keys: Iterable[str], stated: str | None, doc: Doc, span: Span
    ) -> Place | None:
        places = [self.gazetteer.by_key[key] for key in keys]
        if stated is not None and any(place.kind == "country" for place in places):
            return next(place for place in places if place.kind == "country")
        if stated is not None:
            fitting = [place for place in places if place.kind in STATED[stated]]
            order = STATED[stated]
            places = sorted(fitting, key=lambda place: order.index(place.kind))
        country = doc._.country
        if not places:
            return None

        def rank(place: Place) -> tuple[bool, int, int]:
            foreign = place.country != country and place.kind != "country"
            return foreign, ORDER[place.kind] if stated is None else 0, 0

        if stated is None:
            places = sorted(places, key=rank)
        else:
            places = sorted(places, key=lambda place: place.country != country)
        best = places[0]
        if best.kind in ("city", "district", "province", "place") and best.country != country:
            near = {place.country for place in places}
            if country is not None and len(near) > 1:
                return None
        return self._nearest(best, places)

    def _nearest(self, best: Place, places: list[Place]) -> Place | None:
        """Among namesakes of one kind, the one within a place that the text names as well.

        Without that, the one of the capital, where most of the press is written; else none.
        """
        rivals = [p for p in places if p.kind == best.kind and p.country == best.country]
        if len(rivals) < 2:
            return best
        around = {rival: self.gazetteer.containing(rival)[:-1] for rival in rivals}
        for rival, places_around in around.items():
            if any(fold(p.name) in self.named and p.name != rival.name for p in places_around):
                return rival
        capital = [
            r for r, places_around in around.items() if any(p.key == "1501" for p in places_around)
        ]
        return capital[0] if len(capital) == 1 else None

    def _complete(
        self, span: Span, fact: dict[str, Any], place: Place | None, stated: str | None, doc: Doc
    ) -> None:
        fact.pop("bearers", None)
        if place is None:
            fact["kind"] = stated or "place"
            fact["country"] = doc._.country
            span.kb_id_ = f"place:{fact['kind']}:{fold(' '.join(span.text.split()))}"
            return
        named_so = stated and place.kind not in ("country", "region")
        fact["kind"] = stated if named_so else place.kind
        fact["country"] = place.country
        fact["code"] = place.code
        fact["ubigeo"] = place.ubigeo
        fact["within"] = [around.name for around in self.gazetteer.containing(place)]
        span.kb_id_ = f"place:{place.key}"


def _join_states(spans: list[Span]) -> None:
    """A name given once with its head and again without is one place, unless the head differs."""
    by_name: dict[str, list[Span]] = {}
    for span in spans:
        by_name.setdefault(fold(" ".join(span.text.split())), []).append(span)
    for mentions in by_name.values():
        stated = [s for s in mentions if facts(s, "places").get("stated")]
        plain = [s for s in mentions if not facts(s, "places").get("stated")]
        if stated and plain and len({s.kb_id_ for s in stated}) == 1:
            if facts(plain[0], "places").get("kind") in ("region", "country"):
                continue
            for span in plain:
                span._.place = dict(facts(stated[0], "places"))
                span.kb_id_ = stated[0].kb_id_
