"""The alphabet of the grammar: one symbol for each class of words, and its recurring shapes.

A pattern names symbols in braces and shapes in angles, and blanks in it mean nothing:
`<PREFIX> {day_number} {de} <MONTH> <YEAR>?`.
"""

from __future__ import annotations

import re

CLASSES = (
    # words of time_words.csv
    "unit", "units", "hours", "second", "day_part", "morning", "season", "deictic", "night",
    "next", "past", "last", "before", "after", "current", "this", "that", "same", "part",
    "kind_of_year", "ago", "within", "later", "earlier", "each", "all", "vague", "about",
    "more", "half", "reference", "then", "moment", "actuality", "fecha", "era", "adjective",
    "frequency", "daily", "so_far", "lo", "come", "que", "clock_zone", "meridiem", "letter_p",
    "letter_m", "sharp", "el", "la", "de", "del", "a", "al", "en", "y", "o", "hasta", "desde",
    "entre", "por", "period", "course", "quarter_code", "ordinal_mark",
    # months, weekdays, numbers in words
    "month", "month_short", "weekday", "weekday_short", "holiday",
    "word", "tens", "scale", "one", "ordinal", "roman",
    # digits: 1 to 31; other small numbers; 1000 to 2199; any other; numeric dates; clocks
    "day_number", "number", "year_number", "numeral", "full", "day_month", "month_year",
    "clock", "dotted",
    # marks
    "comma", "dot", "dash", "slash", "open", "close", "degree", "percent", "money",
    "stop", "line", "wrap", "other", "capital", "digits", "blank",
    # what the grammar makes of them
    "DAY", "MONTH", "YEAR", "WEEK", "PERIOD", "TIME", "SPAN", "DONE",
)  # fmt: skip
"""Names of the symbols."""

SYMBOL = {name: chr(0xE000 + i) for i, name in enumerate(CLASSES)}
NAME = {symbol: name for name, symbol in SYMBOL.items()}

SHAPES = {
    # a day of the month: "14", "veintiuno", "primero"
    "DAY": "[{day_number}{word}{ordinal}{one}]",
    # "setiembre", "set."
    "MONTH": "(?:{month}|{month_short}{dot}?)",
    # "de 2023", "del año 2023", ", 2023", "/2023", "del año pasado"
    "YEAR": "(?:{comma}? [{de}{del}]? {el}? {unit}? {year_number} (?!{percent})"
    "|[{dash}{slash}] {year_number} | {comma}? [{de}{del}]? {YEAR})",
    "YEAR_OF": "(?:{comma}? [{de}{del}]? {el}? {unit}? {year_number} | [{de}{del}]? {YEAR})",
    # "viernes,", "vie."
    "WEEKDAY": "(?:{weekday} | {weekday_short}{dot}?) {comma}?",
    # "el pasado", "este"
    "PREFIX": "(?:[{el}{del}] | {this})? [{next}{past}]?",
    # "último", "que viene", "recién pasado"
    "AFTER": "(?:{about}? {next}? [{past}{next}{last}] | {que}{come})",
    # "al", "hasta el", "y", "-"
    "LINK": "(?:{al} | {a}{el}? | {hasta}{el}? | {y}{hasta}?{el}? | {dash})",
    "OPEN": "(?:{desde}|{de}|{del}|{entre})?",
    # "el lunes 9", "el día 3"
    "ONE_DAY": "{el}? (?:<WEEKDAY>{el}?)? (?:{unit}|{units})? <DAY>",
    # "año", "fin de semana", "año escolar"
    "UNIT": "(?:{part}{de})? {unit} {kind_of_year}?",
    "NOT_OF_MONTH": "(?! {de}[{month}{month_short}] | [{day_number}{ordinal}])",
    "NOT_IN_PERIOD": "(?! [{de}{del}] [{el}{la}]? {this}? [{next}{past}{current}]?"
    "[{month}{month_short}{year_number}{unit}])",
    # a period already read
    "HELD": "[{YEAR}{MONTH}{PERIOD}{WEEK}]",
    "ANY": "[{DAY}{MONTH}{YEAR}{WEEK}{PERIOD}]",
    # "de 2024", "del año"
    "OF": "[{de}{del}{en}{dash}]? [{el}{la}]? (?:<HELD> | (?<=[{de}{del}{el}{la}]) {unit})",
    # "1990", "noventa", "los 80"
    "DECADE": "[{number}{word}{day_number}{year_number}]",
    # "tarde", "mañana"
    "PART": "[{day_part}{morning}]",
    # "a. m.", "pm"
    "MERIDIEM": "(?:{meridiem} | [{a}{letter_p}]{dot}?{letter_m}{dot}?)",
    # "horas", "h.", "horas locales"
    "HOURS": "{hours}{dot}?{clock_zone}?",
    # what may follow the digits of a clock
    "SUFFIX": "(?:<HOURS> | <MERIDIEM> | {de}{la}<PART> | {del}{day_part} | {clock_zone}| {sharp})",
    "HOUR": "[{day_number}{word}{one}{number}]",
    "NUMBER": "[{day_number}{word}{number}]",
    "UNITS": "(?:[{units}{unit}{hours}] | {second} (?!{unit}))",
    "SIDE": "[{next}{past}{last}]",
    # "más de", "casi", "poco más de"
    "ABOUT": "(?:[{vague}{about}]?{more}{de} | {about}{de}?)*",
    # "y medio", "y 30 minutos"
    "TAIL": "(?:{y}{half} | {y}(?:<NUMBER>|{one})<UNITS> (?:{y}<NUMBER><UNITS>)?)?",
}
"""Recurring parts of patterns."""


def compile_symbols(source: str) -> re.Pattern[str]:
    """The pattern with its shapes and symbols filled in."""
    return re.compile(fill(source))


def fill(source: str) -> str:
    """The regular expression that a pattern means."""
    while "<" in (plain := re.sub(r"<([A-Z_]+)>", lambda match: SHAPES[match[1]], source)):
        if plain == source:
            break
        source = plain
    named = re.sub(r"\{([A-Za-z_]+)\}", lambda match: SYMBOL[match[1]], plain)
    return re.sub(r"\s+", "", named)


def beginnings(source: str) -> str:
    """The symbols with which a match of the pattern may begin, so that others are passed over.

    >>> beginnings("(?<!{a}) [{el}{la}]? (?:{unit}|{units}+)") == fill("{unit}{units}{el}{la}")
    True
    """
    found, _, _ = _alternatives(fill(source), 0)
    return "".join(sorted(found))


_Begun = tuple[set[str], bool, int]
"""First symbols of a part of a pattern, whether it may be empty, and where it stops."""


def _alternatives(plain: str, at: int) -> _Begun:
    found: set[str] = set()
    empty = False
    while True:
        first, skipped, at = _sequence(plain, at)
        found |= first
        empty |= skipped
        if plain[at : at + 1] != "|":
            return found, empty, at
        at += 1


def _sequence(plain: str, at: int) -> _Begun:
    found: set[str] = set()
    empty = True
    while at < len(plain) and plain[at] not in "|)":
        first, skipped, at = _item(plain, at)
        if empty:
            found |= first
            empty = skipped
    return found, empty, at


_GROUP = re.compile(r"\(\?(?:(:)|<?[=!])")
_REPEAT = re.compile(r"([?*]|\{0,[0-9]*\})|\+|\{[0-9,]+\}|")


def _item(plain: str, at: int) -> _Begun:
    """One symbol, set, group or look-around, with how often it may stand."""
    first: set[str] = set()
    empty = False
    if group := _GROUP.match(plain, at):
        first, empty, at = _alternatives(plain, group.end())
        if not group[1]:  # looks around and covers nothing
            first, empty = set(), True
    elif plain[at] == "[":
        begin, at = at + 1, plain.index("]", at)
        first = set(plain[begin:at])
        if "^" in first:
            first = set(NAME) - first
    elif plain[at] == "$":
        empty = True
    else:
        first = {plain[at]}
    repeat = _REPEAT.match(plain, at + 1)
    assert repeat is not None
    return first, empty or repeat[1] is not None, repeat.end()
