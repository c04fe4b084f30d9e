"""Fractions and decimals in words: *dos tercios*, *tres cuartas partes*, *dos coma cinco*.

A fraction of something is a share (*un tercio de los hogares*); alone it is a number.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.quantities.amounts import Amount, tidy
from extractor.spanish import ordinal, read_words

_NAMED = {"medio": 2, "tercio": 3}
_SIMPLE = frozenset({"cuart", "quint", "sext", "septim", "octav", "noven", "decim", "centesim"})
_POWERS = {"milesim": 10**3, "millonesim": 10**6, "billonesim": 10**12}
_PART = r"(?:medi|terci|cuart|quint|sext|septim|octav|noven|decim|[a-z]*esim|[a-z]+av)[oa]s?"
_DIVIDES = re.compile(rf"{_PART}|terceras")
_WORD = re.compile(rf"\s+(?P<word>{_PART})(?P<parts>\s+partes)?(?!\w)")
_THIRDS = re.compile(r"\s+(?P<word>terceras)(?P<parts>\s+partes)(?!\w)")
_SHARE = re.compile(
    r"\s+(?:del|de (?:l[oa]s?|el|su|sus|cada|l[oa]s|es[oa]s|est[oa]s|ell[oa]s|tod[oa]s?))(?!\w)"
)
_ALONE = re.compile(r"\s*(?:$|[.,;:)?!]|por\s?cien|y\s)")
_OVER = re.compile(r"\s+sobre\s+")
_COMMA = re.compile(r"\s+coma(?:\s+cero)*\s+")
_WITH = re.compile(r"\s+con\s+(?:un\s+)?")


@lru_cache(maxsize=1024)
def denominator(word: str) -> int | None:
    """What a plain word divides by: *tercios* 3, *octavo* 8, *veinteavos* 20, *milésimas* 1000."""
    stem = word.removesuffix("s")
    if stem in _NAMED:
        return _NAMED[stem]
    if stem[:-1] in _SIMPLE:
        return ordinal(stem)
    for power, value in _POWERS.items():
        if stem[:-1].endswith(power):
            head = stem[:-1].removesuffix(power)
            factor = read_words(head) if head else 1
            return int(factor * value) if factor else None
    if stem.endswith(("avo", "ava")):
        return _compact(stem[:-3])
    return None


def _compact(stem: str) -> int | None:
    """Number words written as one: *treintaicinco*, *milcinco*, *veintiun*."""
    whole = read_words(stem) or read_words(stem + "a")
    if whole is None:
        for joint, glue in (("i", " y "), ("y", " y "), ("", " ")):
            for cut in range(3, len(stem) - 2):
                if stem[cut : cut + len(joint)] == joint:
                    whole = read_words(f"{stem[:cut]}{glue}{stem[cut + len(joint) :]}")
                    if whole:
                        return int(whole)
        return None
    return int(whole)


@lru_cache(maxsize=4096)
def _divides(head: str) -> bool:
    return _DIVIDES.fullmatch(head) is not None


def read_fraction(plain: str, amount: Amount, head: str) -> tuple[float, int, bool] | None:
    """The value of the fraction whose numerator is this amount, its end, whether it is a share.

    *dos medios de prensa*, *un cuarto lugar* are none: a noun follows. `head` is that of what
    follows the amount.
    """
    if not _divides(head):
        return None
    match = _WORD.match(plain, amount.end) or _THIRDS.match(plain, amount.end)
    if match is None:
        return None
    bottom = 3 if match["word"] == "terceras" else denominator(match["word"])
    if not bottom or (match["word"].endswith(("as", "a")) and not match["parts"] and bottom < 1000):
        return None
    if match["word"].startswith("medi") and not plain.endswith("con ", 0, amount.start):
        return None
    value = amount.value / bottom
    if _SHARE.match(plain, match.end()):
        return None if value >= 1 else (round(100 * value, 2), match.end(), True)
    if not amount.in_words or not _ALONE.match(plain, match.end()):
        return None
    return value, match.end(), False


def join_fractions(plain: str, amounts: list[Amount]) -> list[Amount]:
    """*uno sobre tres*, *dos coma cinco*, *doscientos con setenta y uno* as one amount."""
    if " sobre " not in plain and " coma " not in plain and " con " not in plain:
        return amounts
    joined: list[Amount] = []
    for amount in amounts:
        last = joined[-1] if joined else None
        if last is None or (last.numeral and last.value != 1):
            joined.append(amount)
            continue
        if last.in_words and amount.in_words and last.factor < 10**6:
            gap = plain[last.end : amount.start]
            value = read_words(plain[last.start : amount.end]) if _COMMA.fullmatch(gap) else None
            if value is not None:
                joined[-1] = Amount(last.start, amount.end, value)
                continue
            if _hundredths(plain, last, amount):
                joined[-1] = Amount(last.start, amount.end, tidy(last.value + amount.value / 100))
                continue
        over = last.value == 1 and amount.value > 1
        if over and _OVER.fullmatch(plain[last.end : amount.start]):
            joined[-1] = Amount(last.start, amount.end, 1 / amount.value, numeral=last.numeral)
            continue
        joined.append(amount)
    return joined


def _hundredths(plain: str, whole: Amount, part: Amount) -> bool:
    """*doscientos con setenta y uno*: decimals are said with *con* and two digits."""
    return (
        plain[whole.end : part.start] == " con "
        and 10 <= part.value < 100
        and part.factor == 1
        and _ALONE.match(plain, part.end) is not None
    )


def join_mixed(plain: str, whole: Amount, end: int, value: float, start: int) -> Amount | None:
    """*ciento treinta con dos quintos*; the fraction has been read."""
    if not _WITH.fullmatch(plain[whole.end : start]) or not whole.in_words:
        return None
    unit = whole.factor if whole.factor >= 10**6 else 1
    return Amount(whole.start, end, tidy(whole.value + value * unit), whole.factor)
