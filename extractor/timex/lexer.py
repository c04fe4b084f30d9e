"""Cuts a text into pieces and gives each the one-character symbol that the grammar reads.

Only the stretches that may hold a temporal expression are kept: runs of known
words and marks with at least one that tells time, and the piece on either side.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate, compress
from typing import Any, Generic, NamedTuple, TypeVar

from extractor.lexicon import fold, read_language
from extractor.spanish import ordinal, read_words
from extractor.spans import Tokens
from extractor.timex.symbols import SYMBOL
from extractor.timex.values import safe_date

MARKS = {
    ",": "comma", ".": "dot", "-": "dash", "–": "dash", "—": "dash", "/": "slash",
    "(": "open", ")": "close", "º": "degree", "ª": "degree", "°": "degree", "%": "percent",
    "$": "money", "€": "money", ":": "stop", '"': "other", "“": "other", "”": "other",
}  # fmt: skip

# first the small letters of Spanish, since a range is read faster than a class of all letters
_PIECE = re.compile(
    r"[a-zß-öø-ÿ]++(?![^\W\d_ºª])[^\S\n]*|[^\W\d_ºª]+[^\S\n]*|[0-9]{1,2}h[0-9]{2}(?!\w)[^\S\n]*|[0-9](?:[0-9.,:/\-]*[0-9])?[^\S\n]*|\n\s*|[^\S\n]+|[\s\S][^\S\n]*"
)
_NUMERIC = re.compile(
    r"(?P<iso>(?<![0-9])(?P<y1>[0-9]{4})(?P<s1>[-/.])(?P<m1>[0-9]{1,2})(?P=s1)(?P<d1>[0-9]{1,2})(?![0-9]))"
    r"|(?P<dmy>(?<![0-9])(?P<d2>[0-9]{1,2})(?P<s2>[-/.])(?P<m2>[0-9]{1,2})(?P=s2)"
    r"(?P<y2>[0-9]{4}|[0-9]{2})(?![0-9]|[.,:][0-9]))"
    r"|(?P<clock>(?<![0-9])[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2})?(?![0-9:]))"
    r"|(?P<my>(?<![0-9])(?<![0-9][-/.,:])(?P<m3>[0-9]{1,2})[-/.](?P<y3>(?:19|20)[0-9]{2})(?![0-9]|[-/.,:][0-9]))"
    r"|(?P<ym>(?<![0-9])(?<![0-9][-/.,:])(?P<y4>(?:19|20)[0-9]{2})/(?P<m4>[0-9]{1,2})(?![0-9]|[-/.,:][0-9]))"
    r"|(?P<dm>(?<![0-9])(?P<d5>[0-9]{1,2})/(?P<m5>[0-9]{1,2})(?![0-9]|[/.,:][0-9]))"
    r"|(?P<numeral>(?<![0-9])[0-9]{1,3}(?:[.,][0-9]{3})+(?:[.,][0-9]+)?(?![0-9]))"
    r"|(?P<dotted>(?<![0-9])[0-9]{1,2}\.[0-9]{2}(?![0-9]|[.,][0-9]))"
    r"|(?P<decimal>[0-9]+[.,][0-9]+)"
    r"|(?P<number>[0-9]+)"
    r"|(?P<mark>[^0-9])"
)


@dataclass(slots=True)
class Node:
    """A piece or what the grammar has made of several: characters `start:end` and its content."""

    start: int
    end: int
    content: Any


@dataclass(frozen=True, slots=True)
class Holiday:
    """A feast: fixed day `MM-DD` or rule, and the countries that keep it (none: everywhere)."""

    name: str
    month_day: str
    rule: str
    countries: tuple[str, ...]


@cache
def _vocabulary() -> dict[str, tuple[str, Any]]:
    """Word, with and without accents, to its symbol and content."""
    words: dict[str, tuple[str, Any]] = {}

    def add(form: str, name: str, content: Any) -> None:
        plain = form.rstrip(".")
        for variant in (plain, fold(plain)):
            words.setdefault(variant, (SYMBOL[name], content))

    for row in read_language("time_words.csv"):
        if row["class"] not in SYMBOL:
            raise row.error("class", f"unknown class {row['class']!r}")
        add(row["form"], row["class"], row["value"])
    for row in read_language("months.csv"):
        for form in row.many("forms"):
            full = len(form) > 3 and "." not in form and form != "sept"
            add(form, "month" if full else "month_short", int(row["month"]))
    for row in read_language("weekdays.csv"):
        for form in row.many("forms"):
            full = len(form) > 4 and "." not in form
            add(form, "weekday" if full else "weekday_short", int(row["weekday"]))
    return words


_ROMAN = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")


@lru_cache(maxsize=20_000)
def _read(piece: str) -> tuple[str, Any, int]:
    """Symbol and content of one piece in small letters, and its width without the blanks."""
    word = piece.rstrip()
    return *_classify(piece, word), len(word)


def _classify(piece: str, word: str) -> tuple[str, Any]:
    """Symbol and content; a run of digits that holds several numbers is read where it stands."""
    first = piece[0]
    if first in "0123456789":
        kind, content = _whole_run(word)
        return SYMBOL[kind], content
    if first == "\n":
        return SYMBOL["line"], None
    if first.isspace():
        return SYMBOL["blank"], None
    if first in MARKS or not first.isalpha():
        return SYMBOL[MARKS.get(first, "stop")], None
    known = _vocabulary().get(word)
    if known:
        return known
    value = read_words(word)
    if value == 1:
        return SYMBOL["one"], 1
    if value is not None:
        name = "word" if value < 30 else "tens" if value < 100 else "scale"
        return SYMBOL[name], value
    position = ordinal(word)
    if position is not None:
        return SYMBOL["ordinal"], position
    if _ROMAN.fullmatch(word):
        return SYMBOL["roman"], word
    return SYMBOL["other"], None


_Fact = TypeVar("_Fact")


class _ByPiece(dict[str, _Fact], Generic[_Fact]):
    """A fact of each piece met so far; asked for every word, at half the cost of `lru_cache`."""

    def __init__(self, fact: Callable[[str], _Fact]) -> None:
        self._fact = fact

    def __missing__(self, piece: str) -> _Fact:
        if len(self) >= 20_000:
            self.clear()
        fact = self[piece] = self._fact(piece)
        return fact


_SYMBOLS = _ByPiece(lambda piece: _read(piece)[0])

_SEVERAL = "*"
"""Stands for a token that is not one piece: *a.m.*, *S/*, blanks."""


def _token_symbol(form: str) -> str:
    pieces = _PIECE.findall(form)
    if len(pieces) != 1 or _SYMBOLS[pieces[0]] == SYMBOL["blank"]:
        return _SEVERAL
    return _SYMBOLS[pieces[0]]


_TOKEN_SYMBOLS = _ByPiece(_token_symbol)


def _any_of(*names: str) -> str:
    return "".join(SYMBOL[name] for name in names)


_BOUNDARY = _any_of("other", "stop", "line", "capital", "blank")
_AMOUNT = _any_of("day_number", "number", "numeral")
_CORE = _any_of(
    "unit", "units", "hours", "deictic", "night", "morning", "day_part", "reference", "moment",
    "actuality", "fecha", "era", "adjective", "frequency", "daily", "month", "weekday", "season",
    "digits", "holiday", "next", "past", "then", "current", "month_short", "year_number", "full",
    "day_month", "month_year", "clock", "dotted",
)  # fmt: skip
_STRETCH = re.compile(
    f"(?<![^{_BOUNDARY}])[^{_BOUNDARY}{_CORE}{_AMOUNT}]*[{_CORE}{_AMOUNT}][^{_BOUNDARY}]*"
)
_BESIDE_AMOUNT = _any_of(
    "el", "la", "second", "part", "meridiem", "letter_m", "quarter_code", "scale"
)  # fmt: skip
_IN_WORDS = _any_of("word", "tens", "scale", "one")
_MERE_AMOUNT = re.compile(
    f"(?:[^{_CORE}{_BESIDE_AMOUNT}]|(?<![{_IN_WORDS}]){SYMBOL['scale']}(?![{_IN_WORDS}]))*"
)
"""A stretch in which no rule reads a time: *de 350*, *15 mil*, but not *los 80*, *dos mil*."""


def lower(text: str) -> str:
    """The text in small letters, character by character, so that offsets stay."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def lex(text: str, low: str, tokens: Tokens | None = None) -> tuple[str, list[Node]]:
    """Symbols and nodes of the stretches that may tell time, with one piece on either side.

    Args:
        text: the document.
        low: the same in small letters.
        tokens: its tokens where there are any, which saves cutting it.
    """
    cut = (_cut_tokens(low, tokens) if tokens else None) or _cut(low)
    feasts = list(_feasts(text, low, cut))
    if feasts:
        cut = _merge_feasts(low, cut, feasts)
    symbols = cut.symbols
    if _LINE in symbols:
        symbols = _wrapped(text, symbols, cut.starts)
    named = {start: found for start, _, found in feasts}
    lexed = _Lexed(text, symbols, cut.pieces, cut.starts, named)
    done = 0
    for match in _STRETCH.finditer(symbols):
        first, stop = match.span()
        if _MERE_AMOUNT.fullmatch(symbols, first, stop):
            continue
        if first > done:
            lexed.keep_boundary(first - 1)
        lexed.keep(first, stop)
        done = stop
        if stop < len(symbols):
            lexed.keep_boundary(stop)
            done += 1
    return "".join(lexed.kept), lexed.nodes


_DIGITS, _BLANK, _LINE, _WRAP, _OTHER, _CAPITAL, _HOLIDAY = (
    SYMBOL[name] for name in ("digits", "blank", "line", "wrap", "other", "capital", "holiday")
)
_SPECIAL = re.compile(f"[{_DIGITS}{_WRAP}{_HOLIDAY}]")
"""Symbols of pieces whose nodes depend on where they stand."""
_FUNCTION = frozenset(_any_of("el", "la", "de", "del", "a", "al", "en", "y", "entre", "hasta"))


class _Cut(NamedTuple):
    """A text in pieces: the symbol of each, and its first character; after the last, the end."""

    symbols: str
    pieces: list[str]
    starts: list[int]


def _cut(low: str) -> _Cut:
    pieces = _PIECE.findall(low)
    symbols = "".join(map(_SYMBOLS.__getitem__, pieces))
    return _Cut(symbols, pieces, [0, *accumulate(map(len, pieces))])


def _cut_tokens(low: str, tokens: Tokens) -> _Cut | None:
    """The same by tokens, without blanks; None where tokens divide what is one piece."""
    symbols = "".join(map(_TOKEN_SYMBOLS.__getitem__, tokens.lower))
    for match in _IN_DIGITS.finditer(symbols):
        end = tokens.ends[match.start()]
        if low[end : end + 1] in _GOES_ON and low[end + 1 : end + 2].isdigit():
            return None
    kept: list[str] = []
    pieces: list[str] = []
    starts: list[int] = []
    done = 0
    i = symbols.find(_SEVERAL)
    while i >= 0:
        kept.append(symbols[done:i])
        pieces += tokens.lower[done:i]
        starts += tokens.starts[done:i]
        for match in _PIECE.finditer(low, tokens.starts[i], tokens.ends[i]):
            symbol = _SYMBOLS[match[0]]
            if symbol != _BLANK:
                kept.append(symbol)
                pieces.append(match[0])
                starts.append(match.start())
        done = i + 1
        i = symbols.find(_SEVERAL, done)
    kept.append(symbols[done:])
    pieces += tokens.lower[done:]
    starts += tokens.starts[done:]
    starts.append(len(low))
    joined = "".join(kept)
    return None if _LINE * 2 in joined else _Cut(joined, pieces, starts)


_IN_DIGITS = re.compile(
    f"[{_any_of('digits', 'day_number', 'number', 'year_number', 'numeral', 'full', 'day_month')}"
    f"{_any_of('month_year', 'clock', 'dotted')}]"
)
_GOES_ON = frozenset(".,:/-0123456789")


@dataclass(slots=True)
class _Lexed:
    """A text in pieces, and the symbols and nodes of those that are kept."""

    text: str
    symbols: str
    pieces: list[str]
    starts: list[int]
    feasts: dict[int, list[Holiday]]
    kept: list[str] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)

    def keep_boundary(self, i: int) -> None:
        """Keep the piece on one side of a stretch."""
        symbol, start = self.symbols[i], self.starts[i]
        if symbol == _OTHER:
            if self.text[start].isupper():
                symbol = _CAPITAL
        elif symbol == _BLANK:
            return
        self.kept.append(symbol)
        self.nodes.append(Node(start, start + _read(self.pieces[i])[2], None))

    def keep(self, first: int, stop: int) -> None:
        """Keep the pieces of a stretch."""
        while special := _SPECIAL.search(self.symbols, first, stop):
            self._keep_plain(first, special.start())
            self._keep_special(special.start())
            first = special.end()
        self._keep_plain(first, stop)

    def _keep_plain(self, first: int, stop: int) -> None:
        self.kept.append(self.symbols[first:stop])
        for start, piece in zip(self.starts[first:stop], self.pieces[first:stop], strict=True):
            _, content, width = _read(piece)
            self.nodes.append(Node(start, start + width, content))

    def _keep_special(self, i: int) -> None:
        symbol, start, word = self.symbols[i], self.starts[i], self.pieces[i].rstrip()
        if symbol == _DIGITS:
            for kind, node in _digits(word, start):
                self.kept.append(SYMBOL[kind])
                self.nodes.append(node)
        elif symbol == _HOLIDAY:
            self.kept.append(symbol)
            self.nodes.append(Node(start, start + len(word), self.feasts[start]))


def _wrapped(text: str, symbols: str, starts: list[int]) -> str:
    """The symbols with those line breaks marked that only wrap a line.

    They stand after a function word, or before a small letter.
    """
    wraps: list[int] = []
    i = symbols.find(_LINE)
    while i >= 0:
        end = starts[i + 1]
        runs_on = text[end : end + 1].islower() or symbols[i - 1 : i] in _FUNCTION
        if runs_on and text.count("\n", starts[i], end) == 1:
            wraps.append(i)
        i = symbols.find(_LINE, i + 1)
    if not wraps:
        return symbols
    marked = list(symbols)
    for i in wraps:
        marked[i] = _WRAP
    return "".join(marked)


def _whole_run(run: str) -> tuple[str, Any]:
    """What a run of digits and marks is, `digits` where it is several things."""
    if run.isdigit():
        return _integer(run)
    match = _NUMERIC.match(run)
    if match is None or match.end() < len(run):
        return "digits", None
    return _numeric(match)


def _digits(run: str, start: int) -> Iterator[tuple[str, Node]]:
    """The dates, clocks and numbers in a run of digits and marks."""
    for match in _NUMERIC.finditer(run):
        kind, content = _numeric(match)
        yield kind, Node(start + match.start(), start + match.end(), content)


def _numeric(match: re.Match[str]) -> tuple[str, Any]:
    kind = match.lastgroup
    if kind == "number":
        return _integer(match[0])
    if kind == "mark":
        return MARKS.get(match[0], "stop"), None
    if kind == "iso":
        year, month, day = int(match["y1"]), int(match["m1"]), int(match["d1"])
        return ("full", (year, month, day, "iso")) if safe_date(year, month, day) else _NUMERAL
    if kind == "dmy":
        return "full", (match["y2"], int(match["m2"]), int(match["d2"]), match["s2"])
    if kind in ("clock", "dotted"):
        hour, minute = map(int, re.split("[:h.]", match[0])[:2])
        return (kind, (hour, minute)) if hour < 25 and minute < 60 else _NUMERAL
    if kind in ("my", "ym"):
        number = "3" if kind == "my" else "4"
        year, month = int(match["y" + number]), int(match["m" + number])
        return ("month_year", (year, month)) if 0 < month < 13 else _NUMERAL
    if kind == "dm":
        return "day_month", (int(match["d5"]), int(match["m5"]))
    return _NUMERAL


_NUMERAL: tuple[str, Any] = ("numeral", None)


def _integer(digits: str) -> tuple[str, Any]:
    if len(digits) > 4:
        return "numeral", None
    value = int(digits)
    if len(digits) <= 2 and 1 <= value <= 31:
        return "day_number", value
    if len(digits) == 4 and 1000 <= value < 2200:
        return "year_number", value
    return ("number", value) if len(digits) <= 3 else ("numeral", None)


def _trie(forms: dict[str, Any]) -> str:
    """A regular expression for many forms that shares their beginnings."""
    tree: dict[str, Any] = {}
    for form in forms:
        branch = tree
        for letter in form:
            branch = branch.setdefault(letter, {})
        branch[""] = {}

    def source(branch: dict[str, Any]) -> str:
        parts = [re.escape(k) + source(v) for k, v in sorted(branch.items()) if k]
        if not parts:
            return ""
        joined = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
        return f"(?:{joined})?" if "" in branch else joined

    return source(tree)


@cache
def _holidays() -> tuple[re.Pattern[str], dict[str, list[Holiday]]]:
    """Pattern and table of the names of feasts, in small letters, with and without accents."""
    table: dict[str, list[Holiday]] = {}
    months = {form for row in read_language("months.csv") for form in row.many("forms")}
    for row in read_language("holidays.csv"):
        feast = Holiday(row["name"], row["month_day"], row["rule"], tuple(row.many("country")))
        for form in (row["name"], *row.many("aliases")):
            if re.fullmatch(r"\w+ de \w+", form) and form.lower().split()[-1] in months:
                continue  # "Primero de Mayo" is read as the day it names
            for variant in {form.lower(), fold(form)}:
                table.setdefault(variant, []).append(feast)
    return re.compile(rf"\b{_trie(dict.fromkeys(table))}\b"), table


_SMALL = re.compile(r"fiestas ")


@cache
def _first_pieces() -> frozenset[str]:
    return frozenset(first[0].rstrip() for form in _holidays()[1] if (first := _PIECE.match(form)))


_BEGINS_FEAST = _ByPiece(lambda piece: piece.rstrip() in _first_pieces())


def _feasts(text: str, low: str, cut: _Cut) -> Iterator[tuple[int, int, list[Holiday]]]:
    """Named feasts; in small letters only those that are so written (*navidad*)."""
    pattern, table = _holidays()
    done = 0
    for start in compress(cut.starts, map(_BEGINS_FEAST.__getitem__, cut.pieces)):
        match = pattern.match(low, start) if start >= done else None
        if match is None:
            continue
        done = match.end()
        feasts = table[match[0]]
        known = any(not f.countries and fold(f.name) == fold(match[0]) for f in feasts)
        if text[start].isupper() or known or _SMALL.match(match[0]):
            yield start, done, feasts


def _merge_feasts(low: str, cut: _Cut, feasts: list[tuple[int, int, list[Holiday]]]) -> _Cut:
    """One piece for each feast."""
    symbols: list[str] = []
    pieces: list[str] = []
    starts: list[int] = []
    done = 0
    for start, end, _ in feasts:
        first = bisect_left(cut.starts, start, done)
        stop = bisect_left(cut.starts, end, first)
        symbols += (cut.symbols[done:first], _HOLIDAY)
        pieces += cut.pieces[done:first]
        pieces.append(low[start : cut.starts[stop]])
        starts += cut.starts[done : first + 1]
        done = stop
    symbols.append(cut.symbols[done:])
    pieces += cut.pieces[done:]
    starts += cut.starts[done:]
    return _Cut("".join(symbols), pieces, starts)
