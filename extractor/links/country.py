"""The country a document speaks from, weighed from everything that gives it away.

`$`, *el Ministerio de Salud* and *Córdoba* mean one thing in Chile and another in
Colombia. What the caller says wins; without enough evidence it stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extractor.lexicon import fold, read_language, read_world
from extractor.place_lexicon import Place, gazetteer_of
from extractor.spans import facts, group, text_of
from extractor.words import words_of

DOMAIN = re.compile(
    r"\.(?:go[bv]|com|org|edu|mil)\.([a-z]{2})\b|www\.[\w-]+\.(cl|es|pe|mx|ar|co|ec|bo|uy|py)\b"
)
WEIGHTS = {
    "organization": 2.0,
    "place": 1.0,
    "seat": 1.4,
    "country": 0.6,
    "demonym": 0.8,
    "dateline": 3.0,
    "domain": 3.0,
}
"""`seat`: the region or town of a public body, *la Gobernación de Antioquia*."""
LOCAL = ("Municip", "Ayuntamiento", "Alcald", "Concej")
MIN_SCORE = 1.4
MARGIN = 1.15
MOST = 3
"""A sign repeated often counts this many times at most: the topic is not the speaker."""


@Language.factory("press_country", requires=["doc.spans"])
def make_country(nlp: Language, name: str) -> Country:
    """The country component."""
    return Country()


class Country:
    """Sets `doc._.country` and settles which country's institution a shared name means."""

    def __init__(self) -> None:
        self.gazetteer = gazetteer_of(None)
        self.words: dict[str, list[tuple[str, float]]] = {}
        spanish = {row.country for row in _spanish_rows()}
        for row in read_world("countries.csv"):
            if row["code"] in spanish:
                for form in row.many("demonyms"):
                    self.words.setdefault(fold(form), []).append((row["code"], WEIGHTS["demonym"]))
        for row in read_language("country_signs.csv"):
            self.words.setdefault(row["sign"].lower(), []).append(
                (row["country"], float(row["weight"]))
            )
        self.spanish = spanish
        self.heads = {row["head"] for row in read_language("organization_heads.csv")}

    def __call__(self, doc: Doc) -> Doc:
        """Decide the country, unless the caller did, and settle shared names."""
        if doc._.country is None:
            doc._.country = self._decide(doc)
        _settle(doc)
        self._drop_foreign(doc)
        return doc

    def _drop_foreign(self, doc: Doc) -> None:
        """*la Gobernación* in Colombia is no short name of a Mexican secretariat."""
        country = doc._.country
        spans = group(doc, "organizations")
        kept = [
            span
            for span in spans
            if not (
                country
                and len(span) == 1
                and facts(span, "organizations").get("form") == "acronym"
                and facts(span, "organizations").get("country") not in (None, country)
                and span.text.lower() in self.heads
            )
        ]
        if len(kept) < len(spans):
            doc.spans["organizations"] = kept

    def _decide(self, doc: Doc) -> str | None:
        scores: dict[str, float] = {}
        for (country, _), weight in self._signs(doc).items():
            scores[country] = scores.get(country, 0.0) + weight
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:2]
        if not ranked or ranked[0][1] < MIN_SCORE:
            return None
        if len(ranked) > 1 and ranked[0][1] < MARGIN * ranked[1][1]:
            return None
        return ranked[0][0]

    def _seat(self, name: str) -> list[Place]:
        """The place that an institution's name ends with: *Secretaría de Salud de Jalisco*."""
        words = name.split()
        for k in range(max(2, len(words) - 4), len(words)):
            if words[k - 1] in ("de", "del") and words[k][0].isupper():
                found = self.gazetteer.bearers(" ".join(words[k:]))
                if not found:
                    continue
                if not words[0].startswith(LOCAL):  # of Antioquia, but no district of that name
                    found = [p for p in found if p.kind == "region"] or found
                return [place for place in found if not (place.word or place.person)]
        return []

    def _signs(self, doc: Doc) -> dict[tuple[str, str], float]:
        """Country and sign, with the sign's weight times its capped number."""
        counted: dict[tuple[str, str], int] = {}
        weights: dict[tuple[str, str], float] = {}
        text, where = text_of(doc), words_of(doc).where

        def note(country: str, sign: str, weight: float, times: int = 1) -> None:
            if country in self.spanish:
                key = country, sign
                counted[key] = counted.get(key, 0) + times
                weights[key] = weight

        for span in group(doc, "organizations"):
            fact = facts(span, "organizations")
            bearers = fact.get("bearers") or [fact]
            countries = {bearer["country"] for bearer in bearers if bearer.get("country")}
            sign = text[span.start_char : span.end_char]
            for country in countries:
                note(country, sign, WEIGHTS["organization"] / len(countries) ** 1.5)
            if not countries and (places := self._seat(sign)):
                kind = "seat" if fact.get("kind") == "government" else "place"
                _note_places(places, kind, note, sign)
        opening = doc._.dateline
        for span in group(doc, "places"):
            places = [
                self.gazetteer.by_key[key] for key in facts(span, "places").get("bearers", ())
            ]
            if places:
                at_opening = opening and opening["start"] <= span.start_char < opening["end"]
                sign = text[span.start_char : span.end_char]
                _note_places(places, "dateline" if at_opening else "place", note, sign)
        for low in sorted(where.keys() & self.words.keys(), key=lambda low: where[low][0]):
            for country, weight in self.words[low]:
                note(country, low, weight, len(where[low]))
        for match in DOMAIN.finditer(text):
            note((match[1] or match[2]).upper(), "domain", WEIGHTS["domain"])
        return {key: weights[key] * min(number, MOST) ** 0.5 for key, number in counted.items()}


def _note_places(
    places: list[Place], kind: str, note: Callable[[str, str, float], None], sign: str
) -> None:
    """Each country that has a place of this name, the less the more of them there are."""
    if kind != "dateline" and any(place.kind == "country" for place in places):
        kind = "country"
    countries = {place.country for place in places}
    for country in countries:
        note(country, sign, WEIGHTS[kind] / len(countries) ** 1.5)


def _spanish_rows() -> list[Any]:
    from extractor.lexicon import read_countries

    return read_countries("places.csv")


def _settle(doc: Doc) -> None:
    """Among institutions that share a name, the one of the document's country."""
    country = doc._.country
    for span in group(doc, "organizations"):
        fact = facts(span, "organizations")
        bearers = fact.get("bearers")
        if not bearers:
            continue
        chosen = next((b for b in bearers if b["country"] == country), None)
        chosen = chosen or next((b for b in bearers if b["country"] is None), None)
        if chosen is not None:
            fact.update(chosen)
        else:
            fact.update(country=None, key=None, known_name=None, known_acronym=None)
        del fact["bearers"]
