"""What stands around a number: qualifiers, names, dates, times, codes.

A qualifier (*más de*, *casi*) changes a figure; the rest says that a number is none: the
*Ley 31250*, *el 30 de enero*, *a las 9:00*, *Línea 100*, *Covid-19*. All functions take
plain text (`amounts.plain_text`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from extractor.lexicon import fold, read_language
from extractor.quantities.amounts import Amount
from extractor.quantities.nouns import modifiers

_WINDOW = 48
"""Characters before a number that are looked at: the longest cue has 27."""


@dataclass(slots=True, frozen=True)
class Cues:
    """The phrases of `figure_cues.csv`, by what they do.

    `change` has the verbs of any change, `rise` those that may go up: *pasó*, *creció*.
    """

    qualifiers: Mapping[str, str]
    after: Mapping[str, str]
    named: frozenset[str]
    money: tuple[str, ...]
    price: tuple[str, ...]
    change: tuple[str, ...]
    rise: tuple[str, ...]
    person: tuple[str, ...]
    term: tuple[str, ...]
    call: tuple[str, ...]
    position: tuple[str, ...]


@cache
def cues() -> Cues:
    """The cues, read once; a final asterisk in the file means any ending."""
    by_kind: dict[str, list[str]] = {}
    for row in read_language("figure_cues.csv"):
        by_kind.setdefault(row["cue"], []).append(fold(row["phrase"]))

    def stems(kind: str) -> tuple[str, ...]:
        return tuple(p[:-1] if p.endswith("*") else p for p in by_kind[kind])

    return Cues(
        {p: kind for kind in ("approx", "min", "max", "equal") for p in by_kind[kind]},
        {p: kind[6:] for kind in ("after_approx", "after_min", "after_max") for p in by_kind[kind]},
        frozenset(by_kind["named"]),
        stems("money"),
        stems("price"),
        stems("change") + stems("fall"),
        stems("change"),
        stems("person"),
        stems("term"),
        stems("call"),
        stems("position"),
    )


_OPENING = "(“«‘\"'[—–-¿¡•*"
_CONTRACTED = {"del": "de", "al": "a"}
_OF_PLACE = ("desde", "hasta", "a partir de", "mas que", "menos que")
"""No qualifiers before an article: *hasta los 2.607.850*, *más que los 57 millones*."""
_FILLERS = frozenset({"el", "la", "los", "las", "un", "una", "en"})


def words_before(plain: str, start: int, count: int = 6) -> list[str]:
    """The last words before a character, nearest last, marks included."""
    before = plain[start - _WINDOW if start > _WINDOW else 0 : start]
    if "\n\n" in before:
        before = before[before.rindex("\n\n") :]
    return [word.lstrip(_OPENING) or word for word in before.split()[-count:]]


@cache
def _ends() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """The qualifiers of one word, and the last two words of the others."""
    phrases = [phrase.split() for phrase in cues().qualifiers]
    single = frozenset(words[0] for words in phrases if len(words) == 1)
    return single, frozenset((words[-2], words[-1]) for words in phrases if len(words) > 1)


def qualifier_before(words: list[str]) -> str | None:
    """*más de*, *unos*, *hasta un*, *superior al* at the end of the words."""
    table = cues().qualifiers
    filled = False
    while words and words[-1] in _FILLERS:
        filled |= words[-1] not in ("en", "un", "una")
        words = words[:-1]
    if not words:
        return None
    last = _CONTRACTED.get(words[-1], words[-1])
    single, pairs = _ends()
    if last not in single and (len(words) == 1 or (words[-2], last) not in pairs):
        return None
    for n in range(min(5, len(words)), 0, -1):
        phrase = " ".join([*words[-n:-1], last])
        if phrase in table:
            place = filled and phrase in _OF_PLACE
            return None if place else table[phrase]
    return None


@cache
def _after_beginnings() -> frozenset[str]:
    """The first two characters of the qualifiers after a figure: *ma*, *o* and a blank."""
    return frozenset((phrase + blank)[:2] for phrase in cues().after for blank in " \u00a0")


_AFTER = re.compile(r"[ \u00a0]+(?:\w+[ \u00a0]+)?\w+")


def qualifier_after(plain: str, end: int) -> str | None:
    """*o más*, *como mínimo* after a figure."""
    following = plain[end + 1 : end + 3]
    if following not in _after_beginnings() and not following[:1].isspace():
        return None
    match = _AFTER.match(plain, end)
    if match is None:
        return None
    words = match[0].split()
    table = cues().after
    return table.get(" ".join(words)) or table.get(words[0])


def has_stem(plain: str, start: int, end: int, stems: tuple[str, ...]) -> bool:
    """Whether a word between two characters begins with one of the stems."""
    words = plain[start:end].split()
    return any(word.lstrip(_OPENING).startswith(stems) for word in words)


def _forms(name: str) -> frozenset[str]:
    """The plain forms of the months or the weekdays, without the point of an abbreviation.

    Those of two letters are left out: *en.* is January, but *en* is not.
    """
    forms = (form for row in read_language(name) for form in row.many("forms"))
    return frozenset(plain for form in forms if len(plain := fold(form).rstrip(".")) > 2)


@cache
def months() -> frozenset[str]:
    """*enero*, *ene*…"""
    return _forms("months.csv")


@cache
def weekdays() -> frozenset[str]:
    """*lunes*, *lun*…"""
    return _forms("weekdays.csv")


@cache
def _day_of_month() -> re.Pattern[str]:
    """What follows a day: its month, perhaps after other days (*del 3 al 7 de mayo*)."""
    month = "|".join(sorted(months(), key=lambda form: (-len(form), form)))
    weekday = "|".join(sorted(form for form in weekdays() if len(form) > 4))
    return re.compile(
        r"(?: ?[º°ª]|ro|er)?(?:(?:,| y| e| o| al?| hasta| ?[-–/]) ?(?:(?:el|los|las) )?"
        rf"(?:(?:{weekday}),? )?[0-9]{{1,2}}(?![0-9])){{0,8}}"
        rf"(?:,? (?:de |del mes de |del )?|[-/. ])(?:{month})(?!\w)"
    )


_CLOCK = re.compile(
    r"[:h][0-5][0-9](?![0-9])|\s?[ap]\.?\s?m(?:\.|(?!\w))|\s+de la (?:mañana|tarde|noche|madrugada)"
    r"|\s+del mediodia|\s+en punto"
)
_HOUR = re.compile(r"\s?(?:horas?|hrs?|hs?)(?!\w)")
_CLAUSE = re.compile(
    r"\s*(?:[.,;:)\n]|$|y\s|se\s|del?\s|hasta\s|en\s|a\s|para\s|con\s|por\s|que\s)"
)
_YEAR_CUES = frozenset({
    "en", "de", "del", "desde", "hasta", "durante", "el", "al", "a", "para", "año", "años",
    "entre", "y", "-", "–", "/", ",", "(", "por", "e", "tras", "hacia",
})  # fmt: skip
_ITEM = re.compile(r"[.)°º]-?[ \t]+\S|[.)]-")


def is_date_or_time(plain: str, amount: Amount, words: list[str], bare: bool) -> bool:
    """Whether the amount is part of a date, a year or a clock time.

    Args:
        words: those before it (`words_before`).
        bare: no unit and no counted noun follow it.
    """
    value, end = amount.value, amount.end
    if value != int(value) and not _dotted_hour(amount, words):
        return False
    last = words[-1].strip("(,.;:") if words else ""
    if value <= 31 and amount.factor == 1:
        if _day_of_month().match(plain, end):
            return True
        if bare and (last in weekdays() or last in months()):
            return True
    if value <= 24 and _is_hour(plain, amount, words, bare):
        return True
    return _is_year(plain, amount, words, bare)


def _dotted_hour(amount: Amount, words: list[str]) -> bool:
    """*a las 10.30*."""
    return (
        words[-1:] == ["las"]
        and re.fullmatch(r"[0-9]{1,2}[.,][0-5][0-9]", amount.numeral) is not None
    )


def _is_hour(plain: str, amount: Amount, words: list[str], bare: bool) -> bool:
    if _CLOCK.match(plain, amount.end):
        return True
    if not words or words[-1] not in ("las", "la"):
        return False
    before = words[-2].strip("(,;") if len(words) > 1 else ""
    if _HOUR.match(plain, amount.end):
        return before in ("a", "desde", "hasta", "sobre", "hacia") or not amount.numeral.isdigit()
    if before not in ("a", "desde", "hasta", "sobre", "hacia") or not bare:
        return False
    return _CLAUSE.match(plain, amount.end) is not None


def _is_year(plain: str, amount: Amount, words: list[str], bare: bool) -> bool:
    if not 1800 <= amount.value <= 2100 or len(amount.numeral) != 4 or amount.factor != 1:
        return False
    if not amount.numeral.isdigit():
        return False
    if bare and (amount.value % 50 or words[-1:] == ["en"]):
        return True
    if qualifier_before(words) in ("min", "approx") and not {"desde", "partir"} & set(words[-3:]):
        return bare and words[-1] in ("el", "del", "año")
    if bare:
        return True
    last = words[-1] if words else ""
    return (last in _YEAR_CUES or last in months()) and not (
        amount.value % 100 == 0 and last == "de"
    )


def _compared(plain: str, start: int) -> bool:
    """*>=30*."""
    return plain[max(0, start - 2) : start] in ("<=", ">=")


def is_glued(plain: str, amount: Amount) -> bool:
    """Whether the amount is a piece of a code: *Covid-19*, *SM-112*, *11:20*, *005*, *4G*."""
    start, end = amount.start, amount.end
    before = plain[start - 1] if start else " "
    following = plain[end] if end < len(plain) else " "
    if before in "/=#@_&%+\\*:-–−" and _joined_before(plain, start):
        if before in "-–" and amount.numeral and plain[start - 2].isdigit():
            return amount.numeral[0] == "0"  # perhaps a range
        return not _compared(plain, start)
    if not amount.numeral:
        return False
    if len(amount.numeral) > 1 and amount.numeral[0] == "0" and amount.numeral[1].isdigit():
        return True
    if following in "-–/:+" and end + 1 < len(plain) and plain[end + 1].isalnum():
        return not plain[end + 1].isdigit() or following in ":+"
    return False


_AREA_CODE = re.compile(r"\)[ -]?[0-9]")


def is_code(plain: str, text: str, amount: Amount, words: list[str], bare: bool) -> bool:
    """Whether the amount is a law, a telephone, an item of a list, part of a name.

    The numbers of the text that are glued to other signs are told by `is_glued`.
    """
    start, end = amount.start, amount.end
    following = plain[end] if end < len(plain) else " "
    if following.isalnum() or following == "_" or (start and plain[start - 1].isalpha()):
        return True
    if amount.numeral and following == "/":
        return True
    if not bare:
        return False
    decade = amount.value in range(10, 100, 10) and amount.factor == 1
    if decade and not _DECADES.isdisjoint(words[-5:]):
        return True
    if not amount.numeral:
        return words[-1:] in (["un"], ["una"]) or _is_surname(text, amount)
    if _begins_line(plain, start) and _ITEM.match(plain, end):
        return True
    if _named(words, amount) or _called(words):
        return True
    if plain[start - 1 : start] == "(" and _AREA_CODE.match(plain, end):
        return True
    if amount.numeral.isdigit() and len(amount.numeral) >= LONG_CODE and amount.factor == 1:
        return bool(words) and words[-1][0].isalpha() and qualifier_before(words) is None
    return amount.factor == 1 and _after_name(text, start, words)


_DECADES = frozenset({"años", "decada", "decadas", "principios", "finales", "fines", "mediados"})


def _is_surname(text: str, amount: Amount) -> bool:
    """*Francisco Díez*: a capital within the sentence."""
    start = amount.start
    if not text[start].isupper() or text[start : amount.end].isupper():
        return False
    before = text[max(0, start - 3) : start].rstrip(" ")
    return before[-1:].isalpha()


LONG_CODE = 6
"""Digits without a separator and without a unit that are a code and no quantity."""


def _joined_before(plain: str, start: int) -> bool:
    """A mark glued to the number on one side and to a word on the other; *+51*, *#9*."""
    mark = plain[start - 1]
    if mark == "&":  # "12&34" are two numbers
        return start < 2 or not plain[start - 2].isdigit()
    if mark in "+#@*_=\\":
        return True
    return start > 1 and plain[start - 2].isalnum()


def _begins_line(plain: str, start: int) -> bool:
    while start and plain[start - 1] in " \t\u00a0(":
        start -= 1
    return not start or plain[start - 1] == "\n"


def _named(words: list[str], amount: Amount) -> bool:
    table = cues().named
    if not words:
        return False
    if amount.factor == 1 and _is_one_thing(words):
        return True
    if words[-1] == "es" and words[-2:-1] != ["numeros"]:
        words = words[:-1]
    last = words[-1].rstrip(":") if words else ""
    if last in table or last.rstrip(".") in table:
        return True
    if last in _named_ends() and any(" ".join([*words[-n:-1], last]) in table for n in (2, 3, 4)):
        return True
    return words[-2:-1] != [] and words[-2] in table and _ADJECTIVE.fullmatch(last) is not None


@cache
def _named_ends() -> frozenset[str]:
    """With which the longer names end: *de prensa*."""
    return frozenset(phrase.split()[-1] for phrase in cues().named if " " in phrase)


def _is_one_thing(words: list[str]) -> bool:
    """*el colegio 7057*, *los tramos 3 y 4*."""
    if len(words) < 2 or not words[-1].isalpha():
        return False
    if words[-2] in ("los", "las"):
        return words[-1].endswith("s") and words[-1] not in modifiers()
    return words[-2] in _ONE_THING and words[-1] not in _PLACES


_PLACES = frozenset({"puesto", "lugar", "posicion", "casillero", "magnitud", "es", "son"})
_ONE_THING = frozenset({"el", "la", "del", "al", "este", "esta", "su"})
_ADJECTIVE = re.compile(r"\w+(?:ic[oa]|al|ar|iv[oa]|an[oa])")


def _called(words: list[str]) -> bool:
    """*llamar al 115*, *comunicarse con la Central 106*."""
    if not words or words[-1] not in ("al", "a", "el", "del", "la", "con"):
        return False
    return any(word.startswith(cues().call) for word in words[-5:-1])


_NAME = re.compile(r"([^\s(“«\"]+) (y )?$")


def _after_name(text: str, start: int, words: list[str]) -> bool:
    """A name with a capital right before, as in *Qali Warma 2*, and not at the sentence's start."""
    before = text[max(0, start - 30) : start]
    if before[-1:] not in (" ", "\n") or all(map(str.islower, before.split()[-2:])):
        return False
    match = _NAME.search(text, max(0, start - 30), start)
    if match is None:
        return False
    word = match[1]
    if not word[0].isupper() or word[-1] in ".,;:!?)":
        return False
    if match[2]:  # las avenidas Guayabal y 65
        return any(other in cues().named for other in words)
    if word.isupper() and len(word) > 1:
        rest = text[max(0, start - 40) : match.start(1)].split()
        return not (rest and rest[-1].isupper() and len(rest[-1]) > 3)
    before = text[max(0, match.start(1) - 8) : match.start(1)].rstrip(' “«"(¿¡')
    return bool(before) and before[-1] not in ".:!?\n•-*"
