"""Amounts: runs of digits, number words and magnitudes, and what they come to.

*31 millones 600 mil*, *tres mil doscientos*, *1,2 billones*, *medio centenar*,
*tres y medio*: all are one `Amount`. What they are amounts of is not decided here.
Begin with `find_amounts`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from extractor.lexicon import fold, read_language, read_world
from extractor.spanish import is_ambiguous, read_digits, read_words, style_of

_UNACCENTED = (("á", "a"), ("é", "e"), ("í", "i"), ("ó", "o"), ("ú", "u"), ("ü", "u"))
_BLANK = "[ \u00a0\u2009\u202f]"


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


@cache
def _styles() -> Mapping[str, str]:
    return {row["country"]: row["style"] for row in read_world("number_styles.csv")}


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
_GROUPED = rf"[0-9]{{1,3}}(?:{_BLANK}[0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?(?![0-9])"
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


@cache
def _pieces() -> re.Pattern[str]:
    """Digits, small number words and magnitudes, one by one; for plain text after a blank.

    It begins with the character before the piece: the engine skips to such characters, which
    halves its time.
    """
    words = sorted(magnitudes(), key=lambda word: (-len(word), word))
    factors = "|".join(re.escape(word) for word in words)
    scales = r"mil|(?:m|b|tr)illon|millardo|decena|docena|veintena|treintena|centenar"
    return re.compile(
        rf"[^\w.,'’](?:{_MAY_BE_DIGITS}{_GLUED}(?P<digits>{_DIGITS})"
        rf"|{_gate((*words, *_BEGINNINGS))}(?:(?P<small>{_SMALL})(?!\w)"
        rf"|(?P<one>un[oa]?)(?=\s+(?:{scales}|cincuentena|sesentena|centena|{_PARTS}|{_SHARE}))(?!\w)"
        rf"|(?P<half>medi[oa])(?=\s+(?:{scales}|{_SHARE}))"
        rf"|(?P<factor>{factors})(?!\w)))"
    )


_GAP = re.compile(r"[ \t\u00a0\u2009\u202f]+(?:\n(?=\S))?|\n(?=\S)|")
_HALF = re.compile(r"\s+y\s+medi[oa](?!\w)(?!\s+(?:mil|[mb]ill))")
_IN_WORDS = re.compile(rf"{_BLANK}*\(([a-z]+(?: [a-z]+){{0,8}})\)")
_REPEATED = re.compile(rf"{_BLANK}*\(([0-9][0-9.,]*)\)")


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


def find_amounts(plain: str, country: str | None) -> tuple[list[Amount], float]:
    """The amounts of a text in `plain_text` form, in order; and how sure the style is.

    *un*, *una*, *uno* alone are none, but *de uno a cinco* has two. *quince (15)* is one.
    """
    matches = list(_pieces().finditer(" " + plain))  # hence the offsets less one
    numerals = [n for match in matches if (n := match["digits"]) and not n.isdigit()]
    style, sure = number_style(numerals, country)
    amounts: list[Amount] = []
    running: _Sum | None = None
    for match in matches:
        kind = match.lastgroup or ""
        start, end = match.start(kind) - 1, match.end() - 1
        if amounts and start < amounts[-1].end:  # the number in brackets after its words
            continue
        if running is not None and not _adjoins(plain, running, start, kind):
            amounts.append(_closed(plain, running))
            running = None
        if kind == "factor":
            running = _multiplied(plain, match["factor"], start, running, amounts)
            continue
        numeral = ""
        ambiguous = False
        read: float | None
        if kind == "digits":
            numeral = match["digits"]
            if numeral.isdigit() and len(numeral) <= _PLAIN:
                read = int(numeral)
            else:
                numeral = numeral.replace(". ", ".")
                read = read_digits("0" + numeral if numeral[0] in ".," else numeral, style)
                ambiguous = is_ambiguous(numeral)
        else:
            read = 1 if kind == "one" else 0.5 if kind == "half" else read_words(match[kind])
        if running is not None:
            if read is not None and running.add(read, end, numeral, ambiguous):
                continue
            amounts.append(_closed(plain, running))
            running = None
        if read is not None:
            running = _Sum(start)
            running.add(read, end, numeral, ambiguous)
    if running is not None:
        amounts.append(_closed(plain, running))
    return amounts, sure


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
        amounts.append(_closed(plain, running))
    if form != "mil":
        return None
    running = _Sum(start)
    running.multiply(word, end)
    return running


def _closed(plain: str, running: _Sum) -> Amount:
    """The amount at its end: *y medio*, and the same number again in brackets, belong to it."""
    amount = running.amount
    value = running.value
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
