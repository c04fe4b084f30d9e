"""Amounts: runs of digits, number words and magnitudes, and what they come to.

*31 millones 600 mil*, *tres mil doscientos*, *1,2 billones*, *medio centenar*,
*tres y medio*: all are one `Amount`. What they are amounts of is not decided here.
Begin with `find_amounts`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from extractor.lexicon import read_world
from extractor.quantities.pieces import BLANK, Magnitude, Piece, magnitudes
from extractor.spanish import is_ambiguous, read_digits, read_words, style_of

_UNACCENTED = (("á", "a"), ("é", "e"), ("í", "i"), ("ó", "o"), ("ú", "u"), ("ü", "u"))


def plain_text(text: str) -> str:
    """Lower case without accents, of the same length, so that offsets stay true."""
    plain = text.lower()
    if len(plain) != len(text):
        plain = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    for accented, vowel in _UNACCENTED:
        plain = plain.replace(accented, vowel)
    return plain


@dataclass(slots=True)
class Amount:
    """One amount of the text; `start:end` are characters, end exclusive.

    `factor` is its last magnitude (1 where it has none), which a range may lend to its
    lower end. `numeral` is the text of its first numeral in digits, empty for words.
    `ambiguous` says that a numeral has another reading in the other style.
    `takes_de` that its noun follows *de*: *dos millones de*, *una docena de*.
    """

    start: int
    end: int
    value: float
    factor: float = 1
    numeral: str = ""
    ambiguous: bool = False
    takes_de: bool = False
    qualifier: str | None = None
    currency: str | None = None

    @property
    def in_words(self) -> bool:
        """Whether no part of it is in digits."""
        return not self.numeral


@cache
def _styles() -> Mapping[str, str]:
    return {row["country"]: row["style"] for row in read_world("number_styles.csv")}


_GAP = re.compile(r"[ \t\u00a0\u2009\u202f]+(?:\n(?=\S))?|\n(?=\S)|")
_HALF = re.compile(r"\s+y\s+medi[oa](?!\w)(?!\s+(?:mil|[mb]ill))")
_IN_WORDS = re.compile(rf"{BLANK}*\(([a-z]+(?: [a-z]+){{0,8}})\)")
_REPEATED = re.compile(rf"{BLANK}*\(([0-9][0-9.,]*)\)")


_PLAIN = 9
"""Digits without marks up to which every style reads the same."""
_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-4])[.,][0-5][0-9]")
"""*19.30* may be an hour, and then tells nothing of how the writer separates decimals."""


def number_style(numerals: list[str], country: str | None) -> tuple[str | None, float]:
    """How this writer separates thousands, and how sure that is.

    The other numerals of the text tell it, then the country's custom (CLDR).
    """
    votes = Counter(
        style
        for numeral in numerals
        if (style := style_of(numeral)) and not _CLOCK.fullmatch(numeral)
    )
    comma, point = votes["comma"], votes["point"]
    if comma != point:
        return ("comma" if comma > point else "point"), 0.95
    style = _styles().get(country or "")
    return style, 0.9 if style else 0.6


class _Sum:
    """An amount in the making: pieces are added as long as they make one number."""

    __slots__ = ("amount", "current", "digits", "group", "last", "total")

    def __init__(self, start: int) -> None:
        self.amount = Amount(start, start, 0)
        self.total: float = 0
        self.group: float = 0
        self.current: float | None = None
        self.last = float("inf")
        self.digits = False

    @property
    def value(self) -> float:
        return self.total + self.group + (self.current or 0)

    def add(self, value: float, end: int, numeral: str, ambiguous: bool) -> bool:
        """A number below a magnitude; False where it begins another amount."""
        if self.amount.currency:
            return False
        if self.current is not None:
            joins = self.current % 100 == 0 and value < 100 and self.current >= 100
            if self.digits or numeral or not joins or not value:
                return False
            value += self.current
        elif self.last < float("inf") or self.group:
            room = 1000
            if value >= room or self.amount.factor not in (1000, 10**6, 10**9, 10**12):
                return False
        self.current = value
        self.digits = bool(numeral)
        self.amount.end = end
        self.amount.takes_de = False
        if numeral and not self.amount.numeral:
            self.amount.numeral = numeral
        self.amount.ambiguous |= ambiguous
        return True

    def multiply(self, word: Magnitude, end: int) -> bool:
        """A magnitude; False where it does not fall below the last one."""
        factor = word.value
        if word.collective and (self.current is None or self.group or self.total):
            return False
        if factor == 1000 and not word.collective:
            if self.group or self.last <= 1000 or self.amount.factor == 1000:
                return False
            self.group = (1 if self.current is None else self.current) * 1000
        else:
            if factor >= self.last:
                return False
            head = self.group + (self.current or 0)
            self.total += (head or 1) * factor
            self.group, self.last = 0, factor
        self.current, self.digits = None, False
        amount = self.amount
        amount.end = end
        amount.factor = factor if factor != 1000 or amount.factor == 1 else amount.factor
        amount.takes_de = factor >= 10**6 or word.collective
        amount.qualifier = amount.qualifier or word.qualifier
        amount.currency = word.currency or None
        return True


def find_amounts(
    plain: str, pieces: list[Piece], country: str | None
) -> tuple[list[Amount], float]:
    """The amounts of a text in `plain_text` form, in order; and how sure the style is.

    *un*, *una*, *uno* alone are none, but *de uno a cinco* has two. *quince (15)* is one.
    `pieces` are those of `find_pieces`.
    """
    pieces = [piece for piece in pieces if piece[0] != "ordinal"]
    marked = [form for kind, _, _, form in pieces if kind == "digits" and not form.isdigit()]
    style, sure = number_style(marked, country)
    amounts: list[Amount] = []
    running: _Sum | None = None
    for piece, following in zip_longest(pieces, pieces[1:]):
        kind, start, end, form = piece
        if amounts and start < amounts[-1].end:  # the number in brackets after its words
            continue
        if running is not None and not _adjoins(plain, running, start, kind):
            amounts.append(_closed(plain, running.amount, running.value))
            running = None
        if kind == "factor":
            running = _multiplied(plain, form, start, running, amounts)
            continue
        numeral = ""
        ambiguous = False
        read: float | None
        if kind == "digits":
            if form.isdigit() and len(form) <= _PLAIN:
                numeral, read = form, int(form)
            else:
                numeral = form.replace(". ", ".")
                read = read_digits("0" + numeral if numeral[0] in ".," else numeral, style)
                ambiguous = is_ambiguous(numeral)
        else:
            read = 1 if kind == "one" else 0.5 if kind == "half" else read_words(form)
        if running is not None:
            if read is not None and running.add(read, end, numeral, ambiguous):
                continue
            amounts.append(_closed(plain, running.amount, running.value))
            running = None
        if read is None:
            continue
        if _stands_alone(plain, end, following):
            amounts.append(_closed(plain, Amount(start, end, read, 1, numeral, ambiguous), read))
        else:
            running = _Sum(start)
            running.add(read, end, numeral, ambiguous)
    if running is not None:
        amounts.append(_closed(plain, running.amount, running.value))
    return amounts, sure


def _stands_alone(plain: str, end: int, following: Piece | None) -> bool:
    """Whether the next piece is too far to be of the same number, as `_adjoins` would say."""
    if following is None:
        return True
    kind, start, _, _ = following
    return kind != "half" and start - end > 1 and not plain[end:start].isspace()


def _adjoins(plain: str, running: _Sum, start: int, kind: str) -> bool:
    """Whether only a blank stands between, or *y* as in *un billón y medio millón*."""
    end = running.amount.end
    if start - end > 1 and kind != "half" and not plain[end:start].isspace():
        return False
    if kind == "half" and running.last > 10**6 and running.total:
        return plain[end:start].split() == ["y"]
    gap = _GAP.match(plain, end)
    return gap is not None and gap.end() == start


def _multiplied(
    plain: str, form: str, start: int, running: _Sum | None, amounts: list[Amount]
) -> _Sum | None:
    """*mil* may begin an amount; the other magnitudes need a number before them."""
    word = magnitudes()[form]
    end = start + len(form)
    if running is not None:
        if running.multiply(word, end):
            return running
        amounts.append(_closed(plain, running.amount, running.value))
    if form != "mil":
        return None
    running = _Sum(start)
    running.multiply(word, end)
    return running


def _closed(plain: str, amount: Amount, value: float) -> Amount:
    """The amount at its end: *y medio*, and the same number again in brackets, belong to it."""
    following = plain[amount.end : amount.end + 2]
    if following[-1:] not in ("y", "(") and following[:1] != "(" and not following.isspace():
        amount.value = tidy(value)
        return amount
    if half := _HALF.match(plain, amount.end):
        value += (amount.factor if amount.factor >= 10**6 else 1) / 2
        amount.end = half.end()
    if amount.in_words and (repeated := _REPEATED.match(plain, amount.end)):
        again = read_digits(repeated[1], "comma"), read_digits(repeated[1], "point")
        if value in again:
            amount.end = repeated.end()
    elif (repeated := _IN_WORDS.match(plain, amount.end)) and read_words(repeated[1]) == value:
        amount.end = repeated.end()
    amount.value = tidy(value)
    return amount


def tidy(value: float) -> float:
    """Whole numbers as int, and products without the dust of binary fractions."""
    if isinstance(value, int):
        return value
    value = round(value, 10) if abs(value) < 10**6 else round(value, 4)
    return int(value) if value == int(value) else value
