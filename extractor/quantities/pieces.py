"""The pieces that numbers are made of: digits, number words, magnitudes, ordinals.

One walk over the text finds them all; begin with `find_pieces`. What they come to is told in
`amounts`, and in `ranks` for the ordinals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from extractor.lexicon import fold, read_language
from extractor.spanish import ORDINAL_WORDS

BLANK = "[ \u00a0\u2009\u202f]"

Piece = tuple[str, int, int, str]
"""Its kind (digits, small, one, half, factor or ordinal), its characters, end exclusive, its form.

A tuple and no class: there is one for each number word of a text.
"""


@dataclass(slots=True, frozen=True)
class Magnitude:
    """A word that multiplies: `currency` is the noun that it implies (*mdp*: peso)."""

    value: int
    currency: str
    qualifier: str | None
    collective: bool


@cache
def magnitudes() -> Mapping[str, Magnitude]:
    """Plain word -> magnitude: *mil*, *millones*, *mdp*, *docenas*."""
    table = {}
    for row in read_language("magnitudes.csv"):
        table[fold(row["word"])] = Magnitude(int(row["value"]), row["currency"], None, False)
    for row in read_language("collectives.csv"):
        qualifier = row["qualifier"] or None
        table[fold(row["word"])] = Magnitude(int(row["value"]), "", qualifier, True)
    return table


_SMALL = (
    r"(?:(?:dos|tres|cuatro|seis|sete|ocho|nove)cient[oa]s|quinient[oa]s|ciento)(?:\s+un[oa]?(?!\w))?"
    r"|cero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|cien"
    r"|diez(?:\s+y\s+(?:seis|siete|ocho|nueve))?|once|doce|trece|catorce|quince"
    r"|dieci(?:seis|siete|ocho|nueve)"
    r"|veint(?:e|i(?:un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve))"
    r"|(?:trei|cuare|cincue|sese|sete|oche|nove)nta"
    r"(?:\s+y\s+(?:un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)(?!\w))?"
    r"|(?:(?<=mil )|(?<=[bm]illon )|(?<=[bm]illones ))uno"
    r"|(?<=de )un[oa](?= a (?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|[0-9]))"
)
_PARTS = (
    r"(?:terci|cuart|quint|sext|septim|octav|noven|decim|medi|[a-z]*esim|[a-z]+av)[oa](?!\w)"
    r"|sobre\s|con\s+un"
)
"""What makes *un* a numerator."""
_SHARE = r"por\s?ciento|punto\s+porcentual"
_BEGINNINGS = (
    "cat", "cen", "cer", "cie", "cin", "cua", "die", "doc", "dos", "med", "nov", "nue", "och",
    "onc", "qui", "sei", "ses", "set", "sie", "tre", "un", "vei",
)  # fmt: skip
"""First letters of `_SMALL` and of *un*, *medio*."""
_GROUPED = rf"[0-9]{{1,3}}(?:{BLANK}[0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?(?![0-9])"
_SLIPPED = r"[0-9]{1,2}\. [0-9]{1,2}(?= ?%)"
"""*7. 57 %*: a blank too many."""
_DIGITS = rf"{_GROUPED}|{_SLIPPED}|(?:(?<=\s)[.,])?[0-9]+(?:['’´][0-9]{{1,3}}|[.,][0-9]+)*"
_MAY_BE_DIGITS = r"(?=[0-9.,]|[bqlgsuempn][0-9gs./buexp])"
_GLUED = r"(?:(?:[qlg]|[bg]s\.?|lps\.?|[sb]/\.|usd|eur|mxn|pen)(?=[0-9]))?"
"""Currencies that stand right at their number."""


def _gate(words: Iterable[str]) -> str:
    """A look at the next three letters, which tells most words from these at once."""
    tree: dict[str, dict[str, set[str]]] = {}
    for word in words:
        tree.setdefault(word[0], {}).setdefault(word[1:2], set()).add(word[2:3])

    def third(letters: set[str]) -> str:
        return "" if "" in letters else f"[{re.escape(''.join(sorted(letters)))}]"

    branches = (
        re.escape(first) + "(?:" + "|".join(re.escape(b) + third(c) for b, c in after.items()) + ")"
        for first, after in sorted(tree.items())
    )
    return f"(?={'|'.join(branches)})"


_ORDINAL_BEGINNINGS = (
    "cen", "cua", "dec", "duo", "non", "nov", "oct", "pri", "qui", "seg", "sep", "set", "sex",
    "ter", "tri", "und", "vig",
)  # fmt: skip
"""First letters of `ORDINAL_WORDS`."""


@cache
def _pattern() -> re.Pattern[str]:
    """The pieces one by one; for plain text after a blank.

    It begins with the character before the piece: the engine skips to such characters, which
    halves its time. They are no letters; that the usual ones are listed is faster than `\\w`.
    """
    words = sorted(magnitudes(), key=lambda word: (-len(word), word))
    factors = "|".join(re.escape(word) for word in words)
    scales = r"mil|(?:m|b|tr)illon|millardo|decena|docena|veintena|treintena|centenar"
    return re.compile(
        rf"[^a-zñ0-9_.,'’](?<!\w)(?:{_MAY_BE_DIGITS}{_GLUED}(?P<digits>{_DIGITS})"
        rf"|{_gate((*words, *_BEGINNINGS))}(?:(?P<small>{_SMALL})(?!\w)"
        rf"|(?P<one>un[oa]?)(?=\s+(?:{scales}|cincuentena|sesentena|centena|{_PARTS}|{_SHARE}))(?!\w)"
        rf"|(?P<half>medi[oa])(?=\s+(?:{scales}|{_SHARE}))"
        rf"|(?P<factor>{factors})(?!\w))"
        rf"|{_gate(_ORDINAL_BEGINNINGS)}(?<=[\s(“«\"])(?P<ordinal>{ORDINAL_WORDS})(?!\w))"
    )


def find_pieces(plain: str) -> list[Piece]:
    """The pieces of a text in `plain_text` form, in order.

    Ordinals in digits are no pieces of their own: *3.º* has the digits.
    """
    found = []
    for match in _pattern().finditer(" " + plain):  # hence the offsets less one
        kind = match.lastgroup or ""
        form = match[kind]
        end = match.end() - 1
        found.append((kind, end - len(form), end, form))
    return found
