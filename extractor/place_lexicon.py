"""The places that the gazetteer knows, from countries to districts and cities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractor.lexicon import Overlay, Row, fold, overlay, read_countries, read_language, read_world
from extractor.organization_lexicon import SMALL
from extractor.phrases import PhraseBook
from extractor.words import Words


@dataclass(frozen=True, slots=True)
class Place:
    """One place: `key` is its ISO code, ubigeo or, for the others, country and name."""

    key: str
    name: str
    kind: str
    country: str
    code: str | None
    ubigeo: str | None
    within: str | None
    word: bool
    person: bool


class Gazetteer:
    """All places of the lexicons, by name and by key, and the countries of the capitals."""

    def __init__(self, countries: Iterable[str] | None = None) -> None:
        self.by_name: dict[str, list[Place]] = {}
        self.by_key: dict[str, Place] = {}
        self.capital_of: dict[str, list[str]] = {}
        capitals = []
        for row in read_world("countries.csv"):
            self._add(_country(row), [row["name"], *row.many("aliases")])
            capitals += [(row["code"], capital) for capital in row.many("capital")]
        chosen = list(countries) if countries is not None else None
        for row in read_countries("places.csv", chosen):
            self._add(_place(row), [row["name"], *row.many("aliases")])
        for country, capital in capitals:
            self.capital_of.setdefault(fold(capital), []).append(country)
            known = self.by_name.get(fold(capital), ())
            if not any(place.country == country for place in known):
                key = f"{country}:city:{fold(capital)}"
                self._add(
                    Place(key, capital, "city", country, None, None, None, False, False), [capital]
                )
        for row in read_world("cities.csv"):
            self._add(_city(row), [row["name"], *row.many("aliases")])

    def _add(self, place: Place, names: list[str]) -> None:
        self.by_key.setdefault(place.key, place)
        for name in names:
            bearers = self.by_name.setdefault(fold(name), [])
            if place not in bearers:
                bearers.append(place)

    def bearers(self, text: str) -> list[Place]:
        """All places of this name, whatever its case and accents."""
        return self.by_name.get(name_key(text), [])

    def containing(self, place: Place) -> list[Place]:
        """The places around it, nearest first, the country last."""
        chain: list[Place] = []
        key = place.within
        while key and len(chain) < 6:
            around = self.by_key.get(key)
            if around is None:
                break
            chain.append(around)
            key = around.within
        country = self.by_key.get(place.country)
        if country is not None and place.kind != "country" and country not in chain:
            chain.append(country)
        return chain


@lru_cache(maxsize=1 << 14)
def name_key(text: str) -> str:
    """What a name is looked up by: one line, folded; names are asked for again and again."""
    return fold(" ".join(text.split()))


def _country(row: Row) -> Place:
    doubt = row.many("ambiguous")
    return Place(
        row["code"], row["name"], "country", row["code"], row["code"], None, None,
        "word" in doubt, "person" in doubt,
    )  # fmt: skip


def _city(row: Row) -> Place:
    """A large city of a country that has no gazetteer of its own here."""
    doubt, country = row.many("ambiguous"), row["country"]
    key = f"{country}:city:{fold(row['name'])}"
    return Place(
        key, row["name"], "city", country, None, None, None, "word" in doubt, "person" in doubt
    )


def _place(row: Row) -> Place:
    country = row.country or row["code"][:2]
    doubt = row.many("ambiguous")
    key = (
        row["code"]
        or row["ubigeo"]
        or f"{country}:{row['kind']}:{fold(row['name'])}:{row['within']}"
    )
    return Place(
        key, row["name"], row["kind"], country, row["code"] or None, row["ubigeo"] or None,
        row["within"] or None, "word" in doubt, "person" in doubt,
    )  # fmt: skip


def gazetteer_of(countries: tuple[str, ...] | None) -> Gazetteer:
    """The gazetteer of these countries, or of all, read once and shared (it is never changed)."""
    return _gazetteer_of(countries, overlay())


@lru_cache(maxsize=8)
def _gazetteer_of(countries: tuple[str, ...] | None, user: Overlay | None) -> Gazetteer:
    return Gazetteer(countries)


class PlaceFinder:
    """Finds the gazetteer's names in a document."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.book = PhraseBook(gazetteer.by_name)

    def find(self, words: Words) -> Iterator[tuple[int, int]]:
        """First and last word (inclusive) of every name written with capitals."""
        for first, last, _ in self.book.find(words):
            if _is_name(words, first, last):
                yield first, last


def _is_name(words: Words, first: int, last: int) -> bool:
    if not words.texts[first][0].isupper():
        return False
    return all(
        words.texts[k][0].isupper() or not words.texts[k][0].isalpha() or words.lower[k] in SMALL
        for k in range(first, last + 1)
    )


def opening_verbs() -> frozenset[str]:
    """Forms of verbs that a capital at the start of a sentence does not make a name."""
    forms = {
        form
        for file in ("work_verbs.csv", "speech_verbs.csv")
        for row in read_language(file)
        for form in row.many("forms")
    }
    nouns = {
        row[column].lower()
        for file, column in (("project_heads.csv", "head"), ("organization_heads.csv", "head"))
        for row in read_language(file)
    }
    given = {row["name"].lower() for row in read_language("given_names.csv")}
    return frozenset(forms - nouns - given)
