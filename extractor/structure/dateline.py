"""Datelines and publication dates: `Lima, ene. 30 (ANDINA).-`, `Cusco, 5 de mayo de 2024.`"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from extractor.lexicon import fold, read_language
from extractor.place_lexicon import gazetteer_of

_CAPITAL = r"[A-ZÁÉÍÓÚÑÜ]"
# "D.C." has stops of its own; that of "Lima.-" is the end mark.
_WORD = rf"{_CAPITAL}[\w’'-]*(?:\.{_CAPITAL}(?!\w))*(?:\.(?!\s?[-–—]))?"
_PLACE = rf"{_WORD}(?:\s(?:(?:de|del|la|las|los|el|y)\s){{0,3}}{_WORD}){{0,5}}"
_AGENCY = r"\(\s*(?P<agency>@?[^()\n]{2,40}?)\s*\)"
_END = r"(?P<end>\s*(?:\.\s?[-–—]+|[-–—]+|\.(?=\s|$)|:(?=\s)|$))"


LONGEST_DATE = 60
"""Characters in which a date is read."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written; `year` is None where it is left out."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    @property
    def iso(self) -> str | None:
        """`YYYY-MM-DD`, or None without a year or for a day that does not exist."""
        if self.year is None:
            return None
        try:
            return date(self.year, self.month, self.day).isoformat()
        except ValueError:
            return None

    def near(self, published: str | None) -> str | None:
        """The date with its year, or in the year nearest to the publication date."""
        if self.year is not None or published is None:
            return self.iso
        anchor = date.fromisoformat(published)
        near = []
        for year in (anchor.year - 1, anchor.year, anchor.year + 1):
            try:
                near.append(date(year, self.month, self.day))
            except ValueError:
                continue
        return min(near, key=lambda day: abs(day - anchor)).isoformat() if near else None


@dataclass(frozen=True, slots=True)
class Opening:
    """A dateline: place and agency as text, with the offsets of the whole and of the place."""

    start: int
    end: int
    place: str
    place_start: int
    date: WrittenDate | None
    agency: str | None
    weak: bool

    def shift(self, by: int) -> Opening:
        """The same opening, `by` characters further on."""
        return replace(
            self, start=self.start + by, end=self.end + by, place_start=self.place_start + by
        )

    def facts(self, published: str | None) -> dict[str, Any]:
        """As a plain dict for `doc._.dateline`."""
        return {
            "start": self.start,
            "end": self.end,
            "place": self.place,
            "place_start": self.place_start,
            "date": self.date.near(published) if self.date else None,
        }


@cache
def _months() -> dict[str, int]:
    return {
        fold(form).rstrip("."): int(row["month"])
        for row in read_language("months.csv")
        for form in row.many("forms")
    }


@cache
def _dates() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Written and numeric dates at the start of a text; folded text is matched."""
    full = {fold(form) for row in read_language("months.csv") for form in row.many("forms")}
    names = "|".join(
        rf"{re.escape(form)}\.?" if f"{form}." in full else re.escape(form)  # "ene.", "enero"
        for form in sorted(_months(), key=len, reverse=True)
    )
    weekday = r"(?:(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)\s*,?\s+)?"
    written = re.compile(
        rf"{weekday}(?:(?P<d1>\d{{1,2}})(?:\s*(?:º|°|ro|er))?\s*(?:de\s+)?(?P<m1>{names})"
        rf"|(?P<m2>{names})\s+(?P<d2>\d{{1,2}}))(?!\w)"
        rf"(?:\s*(?:,|del?(?:\s+año)?)?\s*(?P<y>(?:19|20)\d\d)\b)?",
    )
    numeric = re.compile(
        r"(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>(?:19|20)\d\d)\b|"
        r"(?P<iso>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)\b"
    )
    return written, numeric


@cache
def _beginnings() -> frozenset[str]:
    """The first letters, three or two, of months and weekdays."""
    weekdays = "lunes martes miercoles jueves viernes sabado domingo".split()
    return frozenset(form[:3] for form in (*_months(), *weekdays))


def read_date(text: str, english: bool = False) -> WrittenDate | None:
    """The date that the text begins with.

    `30/1/2023` is day first; `english` pages put the month first. An order that
    gives no real date is read the other way round.
    """
    if not text[:1].isdigit():
        begins = fold(text[:3])
        if begins not in _beginnings() and begins[:2] not in _beginnings():
            return None
    written, numeric = _dates()
    text = text[:LONGEST_DATE]
    folded = fold(text)
    if len(folded) != len(text):
        return None
    if match := numeric.match(folded):
        if match["iso"]:
            year, month, day = int(match["iso"]), int(match["im"]), int(match["id"])
        else:
            day, month, year = int(match["a"]), int(match["b"]), int(match["y"])
            if english or month > 12:
                day, month = month, day
            if month > 12 >= day:
                day, month = month, day
        found = WrittenDate(0, match.end(), year, month, day)
        return found if found.iso else None
    if match := written.match(folded):
        month = _months()[(match["m1"] or match["m2"]).rstrip(".")]
        day = int(match["d1"] or match["d2"])
        found = WrittenDate(0, match.end(), int(match["y"]) if match["y"] else None, month, day)
        return found if 1 <= day <= 31 else None
    return None


_TIME = re.compile(r"\d{1,2}[:.]\d{2}\s*(?:h(?:rs?)?\.?)?\s*[|–—-]\s*")
_HEAD = re.compile(
    rf"(?P<place>{_PLACE})(?:\s*\((?P<country>{_PLACE})\))?(?:\s*[,.]\s*(?P<country2>{_PLACE}))?"
)
_SEPARATOR = re.compile(r"(?:\s*[,.]|\s[-–—](?=\s))?\s*(?:a\s+)?")
_TAIL = re.compile(rf"\s*(?:{_AGENCY})?{_END}")


def _is_place_alone(place: str, mark: str) -> bool:
    """`Lima.-`, but not `Primero.-` and `Nota.-`."""
    if mark[:2] not in (".-", ".–", ".—", ". "):
        return False
    return any(
        known.kind in ("country", "region") or not known.word
        for known in gazetteer_of(None).bearers(place)
    )


_CLOSING = re.compile(r"\)\s*(?:\.?\s?[-–—]+|\.(?=\s|$)|$)")


def _in_brackets(text: str, begin: int) -> Opening | None:
    """`(San Juan, Puerto Rico – miércoles, 16 de febrero de 2022) –`: a place and a date."""
    closing = _CLOSING.search(text, begin, begin + 160)
    if closing is None:
        return None
    inner = read_opening(text[begin + 1 : closing.start()] + ".")
    if inner is None or inner.date is None or inner.end < closing.start() - begin:
        return None
    return replace(inner.shift(begin + 1), start=begin, end=closing.end(), weak=False)


def read_opening(text: str) -> Opening | None:
    """The dateline that the line begins with, or None.

    Reads a place, then a date or an agency or both, then an end mark. A place
    with an end mark alone (`Lima.-`) needs the dash and must be in the gazetteer;
    `weak` marks an end by a plain full stop, which only the first lines may have.
    """
    time = _TIME.match(text)
    begin = time.end() if time else 0
    if text.startswith("(", begin):
        return _in_brackets(text, begin)
    head = _HEAD.match(text, begin)
    if head is None:
        return None
    for stop in dict.fromkeys((head.end(), head.end("place"))):
        at = stop
        separator = _SEPARATOR.match(text, at)
        at = separator.end() if separator else at
        found = read_date(text[at : at + LONGEST_DATE])
        end = at + found.end if found else stop
        tail = _TAIL.match(text, end)
        if tail is None:
            continue
        agency = tail["agency"]
        mark = tail["end"].strip()
        if found is None and not (agency and mark) and not _is_place_alone(head["place"], mark):
            continue
        if found is None and agency and not re.search(r"[-–—]", mark):
            continue
        if found is not None and mark == ":":
            continue
        return Opening(
            0,
            tail.end(),
            head["place"],
            head.start("place"),
            replace(found, start=at, end=end) if found else None,
            agency.lstrip("@") if agency else None,
            weak=mark in (".", ""),
        )
    return None
