"""Numbers and ordinals of several pieces become one: *veintinueve*, *mil novecientos*, *1.º*."""

from __future__ import annotations

from extractor.spanish import read_words
from extractor.timex.engine import Context, Match, Result, Rule
from extractor.timex.lexer import Node
from extractor.timex.symbols import SYMBOL


def read_number(context: Context, match: Match) -> Result:
    """*treinta y uno*, *dos mil veinticuatro*."""
    if match.stop - match.first == 1 and not match.has("tens", "scale"):
        return None
    value = read_words(match.text)
    if not isinstance(value, int):
        return None
    name = "word" if value <= 31 else "year_number" if 1500 <= value < 2200 else "number"
    return [(SYMBOL[name], Node(match.start, match.end, value))]


def read_ordinal_words(context: Context, match: Match) -> Result:
    """*vigésimo segundo*."""
    tens, units = match.all("ordinal", "second")[:2]
    units = 2 if units == "S" else units
    if tens < 10 or tens % 10 or units > 9:
        return None
    return [(SYMBOL["ordinal"], Node(match.start, match.end, tens + units))]


def read_ordinal_digits(context: Context, match: Match) -> Result:
    """*1.º*, *3ª*, *1ero*: written without a blank, or with one before the mark."""
    if "\n" in match.text or match.text.count(" ") > 1:
        return None
    return [(SYMBOL["ordinal"], Node(match.start, match.end, match.get("day_number", "number")))]


def read_roman(context: Context, match: Match) -> Result:
    """*II trimestre*."""
    node = match.node("roman")
    if not context.text[node.start : node.end].isupper():
        return None
    return [(SYMBOL["ordinal"], Node(match.start, match.end, roman_value(node.content)))]


_ROMAN = {"i": 1, "v": 5, "x": 10}


def roman_value(numeral: str) -> int:
    """The number of a Roman numeral in small letters, up to 39.

    >>> roman_value("xix")
    19
    """
    digits = [_ROMAN[c] for c in numeral]
    return sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits))


RULES = (
    Rule(
        "words",
        "(?!{word}(?![{word}{tens}{scale}{one}]))[{word}{tens}{scale}{one}]*(?:{tens}{y}[{word}{one}]|[{tens}{scale}{word}])",
        read_number,
    ),
    Rule("ordinal_words", "{ordinal}[{ordinal}{second}]", read_ordinal_words),
    Rule("roman", "(?<!{unit}){roman}(?={unit})", read_roman),
    Rule(
        "ordinal_digits",
        "[{day_number}{number}]{dot}?(?:{degree}|{ordinal_mark})",
        read_ordinal_digits,
    ),
)
