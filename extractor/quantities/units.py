"""Units of measure and currencies, looked up by the words that follow or precede a number.

All lookups take plain text (lower case, no accents: `amounts.plain_text`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from extractor.lexicon import fold, read_language, read_world
from extractor.quantities.heads import heads


@dataclass(slots=True, frozen=True)
class Unit:
    """A unit: `kind` is measure or duration; `factor` is its size in its dimension's base.

    `countries` are those where the word is a unit (*manzana*), empty for all.
    """

    name: str
    kind: str
    dimension: str
    factor: float | None
    countries: tuple[str, ...]


@cache
def units() -> tuple[Mapping[str, Unit], Mapping[str, Unit], int]:
    """Words -> unit, symbols -> unit, and the most words that a unit has."""
    words: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}
    for row in read_language("units.csv"):
        factor = float(row["factor"]) if row["factor"] else None
        unit = Unit(
            row["name"], row["kind"], row["dimension"], factor, tuple(row.many("countries"))
        )
        for form in (row["name"], row["plural"], *row.many("symbols")):
            plain = fold(form)
            first = plain.split()[0]
            (words if first.isalpha() and len(first) > 3 else symbols)[plain] = unit
    return words, symbols, max(len(form.split()) for form in words)


@cache
def first_words() -> frozenset[str]:
    """With which the names of the units begin."""
    return frozenset(name.split()[0] for name in units()[0])


@cache
def symbol_heads() -> frozenset[str]:
    """With which the symbols of the units begin."""
    return heads(units()[1])


@cache
def symbol_pattern() -> re.Pattern[str]:
    """A symbol right after a number, glued or not: *km*, *m²*, *°C*, *kWh*."""
    forms = sorted(units()[1], key=lambda form: (-len(form), form))
    return re.compile(
        rf"[ \u00a0]?(?P<unit>(?P<form>{'|'.join(map(re.escape, forms))})"
        r"(?:/(?:ha|h|s|l|kg|km2?|km²|m[23²³]?|t|dia|hab|min|seg))?)(?![\w²³/])"
    )


@dataclass(slots=True, frozen=True)
class Currencies:
    """What names a currency.

    `names` and `symbols` give the codes that share a form, in the order of the table;
    `home` gives the currencies of a country, its everyday one first.
    """

    names: Mapping[str, tuple[str, ...]]
    symbols: Mapping[str, tuple[str, ...]]
    home: Mapping[str, tuple[str, ...]]
    longest: int

    def resolve(self, codes: tuple[str, ...], country: str | None) -> str | None:
        """The one code that is meant, or None where only the country could tell and does not."""
        if len(codes) == 1:
            return codes[0]
        own = [code for code in self.home.get(country or "", ()) if code in codes]
        return own[0] if own else None


_NOT_EVERYDAY = frozenset(
    {"BOV", "CHE", "CHW", "CLF", "COU", "MXV", "SVC", "USN", "UYI", "UYW", "VED"}
)
"""Units of account and codes that the press does not use for prices."""


def _everyday_first(codes: list[str]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=lambda code: code in _NOT_EVERYDAY))


@cache
def currencies() -> Currencies:
    """The world's currencies, past ones by name only; ISO codes count as symbols."""
    names: dict[str, list[str]] = {}
    symbols: dict[str, list[str]] = {}
    home: dict[str, list[str]] = {}
    for row in read_world("currencies.csv"):
        code = row["code"]
        for form in (row["name"], row["plural"], *row.many("aliases")):
            names.setdefault(fold(form), []).append(code)
        for form in (*row.many("symbols"), code):
            symbols.setdefault(fold(form), []).append(code)
        for country in row.many("countries"):
            home.setdefault(country, []).append(code)
    for row in read_world("withdrawn_currencies.csv"):
        for form in (row["name"], row["plural"]):
            names.setdefault(fold(form), []).append(row["code"])
    return Currencies(
        {form: tuple(dict.fromkeys(codes)) for form, codes in names.items()},
        {form: tuple(dict.fromkeys(codes)) for form, codes in symbols.items()},
        {country: _everyday_first(codes) for country, codes in home.items()},
        max(len(form.split()) for form in names),
    )
