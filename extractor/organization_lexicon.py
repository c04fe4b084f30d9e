"""The institutions that the lexicons know, and how their names are found in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from extractor.lexicon import Overlay, Row, fold, overlay, read_countries, read_language, read_world
from extractor.phrases import PhraseBook
from extractor.words import Words

FILES = ("ministries.csv", "agencies.csv", "institutions.csv")
SMALL = frozenset("de del la las el los y e para por en a al con contra sobre o u un una".split())


@dataclass(slots=True)
class Known:
    """One institution: its row, and all forms of its name."""

    key: str
    name: str
    acronym: str | None
    kind: str
    country: str | None
    parent: str | None
    portfolios: list[str]
    ambiguous: frozenset[str]
    forms: list[tuple[str, str]] = field(default_factory=list)

    def facts(self) -> dict[str, Any]:
        """What the lexicon says of the institution, as a plain dict."""
        return {
            "key": self.key,
            "country": self.country,
            "kind": self.kind,
            "known_name": self.name,
            "known_acronym": self.acronym,
        }


def read_known(countries: tuple[str, ...] | None) -> tuple[Known, ...]:
    """All institutions of the lexicons, those of the countries and of the world; read once."""
    return _read_known(countries, overlay())


@lru_cache(maxsize=8)
def _read_known(countries: tuple[str, ...] | None, user: Overlay | None) -> tuple[Known, ...]:
    rows: list[Row] = list(read_world("international.csv"))
    chosen = list(countries) if countries is not None else None
    for name in FILES:
        rows += read_countries(name, chosen)
    return tuple(_known(row) for row in rows)


def _known(row: Row) -> Known:
    known = Known(
        key=f"{(row.country or 'world').lower()}:{fold(row['name'])}",
        name=row["name"],
        acronym=row["acronym"] or None,
        kind=row["kind"],
        country=row.country,
        parent=row["parent"] or None,
        portfolios=row.many("portfolio"),
        ambiguous=frozenset(row.many("ambiguous")),
    )
    known.forms.append((row["name"], "full"))
    if row["acronym"]:
        known.forms.append((row["acronym"], "acronym"))
    for alias in row.many("aliases"):
        if "(" not in alias:
            known.forms.append((alias, "full" if " " in alias else "acronym"))
    return known


class KnownOrganizations:
    """Finds the institutions of the lexicons in a Doc."""

    def __init__(self, countries: Iterable[str] | None = None) -> None:
        self.by_form: dict[str, list[tuple[Known, str, str]]] = {}
        self.acronyms: set[str] = set()
        self.portfolios: set[str] = set()
        self.all = read_known(tuple(countries) if countries is not None else None)
        for known in self.all:
            for text, form in known.forms:
                self.by_form.setdefault(" ".join(fold(text).split()), []).append(
                    (known, form, text)
                )
                if form == "acronym":
                    self.acronyms.add(fold(text))
            self.portfolios.update(word for name in known.portfolios for word in fold(name).split())
        self.countries = {fold(row["name"]) for row in read_world("countries.csv")}
        self.function = {row["word"] for row in read_language("function_words.csv")} | SMALL
        self.not_acronyms = {row["form"] for row in read_language("other_acronyms.csv")}
        self.labels = {row["head"] for row in read_language("organization_heads.csv")}
        self.common = {fold(row["word"]) for row in read_language("common_words.csv")}
        self.book = PhraseBook(self.by_form)

    def is_acronym(self, text: str) -> bool:
        """Whether a lexicon has this as an acronym, in whatever case."""
        return text[:1].isupper() and fold(text) in self.acronyms

    def is_short_name(self, text: str) -> bool:
        """An acronym that names an institution inside another name; *Hacienda* is a portfolio."""
        return self.is_acronym(text) and (text.isupper() or fold(text) not in self.portfolios)

    def named(self, name: str) -> list[dict[str, Any]]:
        """What is known of the institutions of this name, as facts."""
        entries = self.by_form.get(fold(name), ())
        return [{**e[0].facts(), "bearers": [x[0].facts() for x in entries]} for e in entries[:1]]

    def find(self, words: Words) -> Iterator[tuple[int, int, str, list[dict[str, Any]]]]:
        """First and last word (inclusive), form, and what is known of each bearer of the name.

        Several countries may have an institution of this name: all are given, in
        the order of the lexicons; the document's country decides later.
        """
        for first, last, phrase in self.book.find(words):
            text = words.text(first, last)
            entries = self.by_form[phrase]
            fitting = [e for e in entries if self._fits(words, first, last, text, e)]
            if fitting:
                yield first, last, fitting[0][1], [e[0].facts() for e in fitting]

    def _in_phrase(self, words: Words, first: int, last: int) -> bool:
        """Whether another capitalised word stands right beside it, other than a country."""
        before = words.shape[first - 1] if first and not words.first[first] else ""
        if before in ("C", "I"):
            return words.lower[first - 1] not in self.labels
        after = last + 1
        if words.shape[after : after + 1] != "C" or words.first[after]:
            return False
        return words.folded[after] not in self.countries

    def _fits(
        self, words: Words, first: int, last: int, text: str, entry: tuple[Known, str, str]
    ) -> bool:
        """Whether the spelling is that of a name and not of ordinary words."""
        known, form, written = entry
        shape = words.shape
        if form == "acronym":
            if words.lower[first] in self.function and first == last and len(text) < 4:
                return False  # "DE", "LA" in a line of capitals
            if text in self.not_acronyms and shape[first - 1 : first] != "(":
                return False  # "la UIT", "el ADN": a unit, a thing
            if text.islower() or (not text[0].isupper() and written[0].isupper()):
                return False
            if shape[first] == "C":
                if written.isupper() and len(written) <= 3:
                    return False  # "Ana", "Sus": a short acronym keeps its capitals
                if first == last and text.lower() in words.small:
                    return False  # "el Catastro" where *catastro* stands too
                if self._in_phrase(words, first, last):
                    return False  # "Sánchez Pech", "Catastro Nacional"
            if (
                shape[first] in "AI"
                and shape[last + 1 : last + 3] == "CC"
                and not words.first[last + 1]
            ):
                return False  # "CPC Lucero Távara": a title
            if first and shape[first - 1] == "n" and not words.first[first]:
                return False  # "51 UIT": a unit
        elif not _capitalised(words, first, last):
            return False
        if written in known.ambiguous or (
            shape[first] != "A" and first == last and fold(text) in self.common
        ):
            if (
                (known.kind == "party" or (known.kind == "company" and fold(text) in self.common))
                and shape[first] == "C"
                and not words.first[first]
                and not self._in_phrase(words, first, last)
                and shape[first - 1] not in "q"
            ):
                return True  # "de Morena", "PT y Morena", "seguida de Claro"
            return _has_sign(words, first, last) and not (
                first == last and shape[last + 1 : last + 2] == "D" and shape[first] == "C"
            )
        if shape[first] == "U" and form == "acronym":
            return len(text) > 3
        return True


def _capitalised(words: Words, first: int, last: int) -> bool:
    return (
        all(
            words.shape[k] in "CAIUnqx-,.()/"
            or words.lower[k] in SMALL
            or words.texts[k][0].isupper()
            for k in range(first, last + 1)
        )
        and words.texts[first][0].isupper()
    )


def _has_sign(words: Words, first: int, last: int) -> bool:
    """The article or a preposition before a form that is also an ordinary word."""
    if words.shape[first] == "A":
        return True
    if words.shape[first] == "U" or words.first[first]:
        return False
    before = words.lower[first - 1] if first else ""
    bracket = words.shape[first - 1 : first] == "(" and words.shape[last + 1 : last + 2] == ")"
    return bracket or before in ("el", "la", "del", "al", "los", "las")
