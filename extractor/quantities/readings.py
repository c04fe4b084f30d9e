"""One amount of the text, read with the words around it.

`read_amounts` gives every amount a `Reading`: money, percent, measure, duration, count,
`bare` (a number whose unit stands elsewhere) or `no` (a date, a law, a telephone). What
needs more than one amount (ranges, elided units) is in `ranges` and
`elided`.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.quantities.amounts import Amount, find_amounts, tidy
from extractor.quantities.cues import is_code, is_date_or_time, is_glued, words_before
from extractor.quantities.fractions import join_fractions, join_mixed, read_fraction
from extractor.quantities.heads import head_after
from extractor.quantities.money import read_money
from extractor.quantities.nouns import (
    NOTHING,
    Following,
    counted_noun,
    ends_phrase,
    following_words,
)
from extractor.quantities.pieces import Piece
from extractor.quantities.reading import Reading
from extractor.quantities.units import (
    first_words,
    symbol_heads,
    symbol_pattern,
    units,
)
from extractor.spanish import read_digits
from extractor.spans import Ranges

_PERCENT = re.compile(
    r"[ \u00a0]?%|\s+por\s?cien(?:to)?(?!\w)"
    r"|(?P<points>\s+puntos?\s+porcentual(?:es)?(?!\w)|[ \u00a0]p\.? ?p\.?(?!\w))"
)
_FRACTION = re.compile(r"[ \u00a0]{0,2}([0-9]{1,2})?/([0-9]{1,3})(?![\w/])")
_AND_HALF = re.compile(r"\s+y\s+medi[oa](?!\w)")
_ONE_AND_HALF = re.compile(r"(?<!\w)una?\s+([a-z]+)\s+y\s+medi[oa](?!\w)")
_MODIFIED = re.compile(
    r"\s+(?:cuadrad[oa]s?|cubic[oa]s?|lineal(?:es)?|metric[oa]s?|centigrados?|celsius|nautic[oa]s?|cortas)(?!\w)"
)
_PER = re.compile(r"\s+(?:por|al)\s+(?:segundo|minuto|hora|dia)(?!\w)")


def read_amounts(plain: str, text: str, pieces: list[Piece], country: str | None) -> list[Reading]:
    """All amounts of a text, in order, each read on its own."""
    amounts, sure = find_amounts(plain, pieces, country)
    amounts = join_fractions(plain, amounts)
    readings: list[Reading] = []
    done = 0
    for amount in amounts:
        if amount.start < done:
            continue
        head = head_after(plain, amount.end)
        fraction = read_fraction(plain, amount, head)
        if fraction is not None:
            _add_fraction(plain, readings, amount, *fraction)
            done = readings[-1].end
            continue
        reading = _read(plain, text, amount, country, sure, head)
        _inherit(plain, readings, reading)
        readings.append(reading)
        done = reading.end
    _read_points(plain, readings)
    return readings


def _add_fraction(
    plain: str, readings: list[Reading], amount: Amount, value: float, end: int, share: bool
) -> None:
    """*dos tercios de los hogares* in percent, *tres con un quinto* as a number."""
    last = readings[-1] if readings else None
    whole = Amount(amount.start, end, value)
    if last is not None and (last.kind == "bare" or last.value == 1) and not share:
        mixed = join_mixed(plain, last.amount, end, value, amount.start)
        if mixed is not None:
            readings.pop()
            whole = mixed
    reading = Reading(whole, whole.start, end, "percent" if share else "bare", whole.value)
    reading.before = words_before(plain, whole.start)
    if not share:
        _read_percent(plain, reading)
    readings.append(reading)


def _read(
    plain: str, text: str, amount: Amount, country: str | None, sure: float, head: str
) -> Reading:
    if head in _AFTER_WHOLE and _mixed_number(plain, amount):
        head = head_after(plain, amount.end)
    reading = Reading(amount, amount.start, amount.end, "bare", amount.value)
    reading.confidence = sure if amount.ambiguous else 1.0
    reading.before = words_before(plain, amount.start)
    if read_money(plain, text, reading, country, head):
        return reading
    _sign(plain, reading)
    if is_glued(plain, amount):
        reading.kind = "no"
        return reading
    if head in _PERCENTS and _read_percent(plain, reading):
        return reading
    if amount.numeral and head in symbol_heads() and _read_symbol(plain, text, reading):
        return reading
    after = NOTHING
    if head.isalpha() and not _is_stopped(plain, amount, head):
        after = following_words(plain, text, amount.end)
    if not after.words or not _read_unit(plain, text, reading, after, country):
        if after.words:
            _read_noun(plain, text, reading, after)
        _read_magnitude(reading)
    bare = reading.kind == "bare"
    if amount.in_words and (
        (bare and amount.value == 1 and plain[amount.end : amount.end + 3] != " a ")
        or plain[amount.start : amount.end] == "ciento"
    ):
        reading.kind = "no"
        return reading
    if is_date_or_time(plain, amount, reading.before, bare) or is_code(
        plain, text, amount, reading.before, bare
    ):
        reading.kind, reading.unit, reading.end = "no", None, amount.end
    return reading


_AFTER_WHOLE = frozenset("/0123456789")
_BREAKS = " \n,.;:)"


def _is_stopped(plain: str, amount: Amount, head: str) -> bool:
    """Whether a preposition or the like follows, so that neither unit nor noun does."""
    if not ends_phrase(head) or (head == "de" and amount.takes_de):
        return False
    stop = plain.index(head, amount.end) + len(head)
    return plain[stop : stop + 1] in _BREAKS


def _mixed_number(plain: str, amount: Amount) -> bool:
    """*10 1/2 millas*, *3/4*: halves to hundredths, the numerator below the denominator."""
    if not amount.numeral.isdigit() or amount.factor != 1:
        return False
    match = _FRACTION.match(plain, amount.end)
    if match is None:
        return False
    whole, top = (0.0, amount.value) if not match[1] else (amount.value, float(match[1]))
    bottom = int(match[2])
    if not match[1] and plain[amount.end] != "/":
        return False
    if not (
        1 < bottom <= 100
        and top < bottom
        and (match[1] or amount.start == 0 or _free(plain, amount))
    ):
        return False
    amount.value = whole + top / bottom
    amount.end = match.end()
    return True


def _free(plain: str, amount: Amount) -> bool:
    return plain[amount.start - 1].isspace()


def _sign(plain: str, reading: Reading) -> None:
    """*-5 °C*, *−3,2 %*: a sign after a blank and before a digit, and no dash of a parenthesis."""
    start, amount = reading.start, reading.amount
    if amount.numeral and amount.factor == 1 and start and plain[start - 1] in "-−–":
        before = plain[start - 2] if start > 1 else " "
        if before in " (\u00a0" and not _in_bullet(plain, start - 1):
            if _CLOSING.search(plain, amount.end, amount.end + _PARENTHESIS):
                return
            reading.start -= 1
            reading.value = -reading.value
    elif reading.before is not None and reading.before[-2:] == ["entre", "menos"]:
        reading.start, reading.value = plain.rindex("menos", 0, start), -reading.value
        reading.before = reading.before[:-1]


_CLOSING = re.compile(r"[-−–](?=[\s,.;)]|$)")
_PARENTHESIS = 80
"""Characters within which a parenthesis between dashes is closed."""


def _in_bullet(plain: str, at: int) -> bool:
    """A dash at the start of a line is a bullet, unless the line is the number alone."""
    while at and plain[at - 1] != "\n" and plain[at - 1].isspace():
        at -= 1
    return (not at or plain[at - 1] == "\n") and "\n" in plain


_PERCENTS = frozenset({"%", "por", "porcien", "porciento", "punto", "puntos", "p", "pp"})
"""Heads of `_PERCENT`."""


def _read_percent(plain: str, reading: Reading) -> bool:
    match = _PERCENT.match(plain, reading.amount.end)
    if match is None:
        return False
    reading.kind, reading.end = "percent", match.end()
    half = _AND_HALF.match(plain, reading.end) if match["points"] else None
    if half:
        reading.value, reading.end = tidy(reading.value + 0.5), half.end()
    return True


def _read_symbol(plain: str, text: str, reading: Reading) -> bool:
    """A measure by its symbol; letters need a number in digits: *12 km²*, *30 °C*."""
    amount = reading.amount
    match = symbol_pattern().match(plain, amount.end)
    if match is None:
        return False
    form = match["form"]
    original = text[match.start("unit") : match.end()]
    if form in ("h", "hs", "hr", "hrs", "g", "l", "t", "m", "w", "v", "min", "bar", "has", "mi"):
        if original[0].isupper() and form not in ("w", "v", "t", "l"):
            return False
        if form in ("h", "hs", "hr", "hrs") and is_date_or_time(
            plain, amount, reading.before or [], False
        ):
            return False
    if original in ("V", "T", "W") and plain[match.start()] != " ":
        return False
    if form in ("g", "gb") and original == "G":
        return False
    unit = units()[1][form]
    reading.kind, reading.measure, reading.unit = unit.kind, unit, original
    reading.end = match.end()
    return True


def _read_unit(
    plain: str, text: str, reading: Reading, after: Following, country: str | None
) -> bool:
    """A measure or a duration by its name: *tres toneladas y media*, *litros por segundo*."""
    amount = reading.amount
    words = after.words
    skip = 1 if words[:1] == ("de",) else 0
    if skip and not amount.takes_de:
        return False
    if skip == len(words) or words[skip] not in first_words():
        return False
    names, _, longest = units()
    for n in range(min(len(words), skip + longest), skip, -1):
        unit = names.get(" ".join(words[skip:n]))
        if unit is None or (unit.countries and country not in unit.countries):
            continue
        start, end = after.start(skip), after.end(n - 1)
        if unit.kind == "measure":
            if match := _MODIFIED.match(plain, end):
                end = match.end()
            if match := _PER.match(plain, end):
                end = match.end()
        reading.kind, reading.measure, reading.end = unit.kind, unit, end
        reading.unit = text[start:end]
        if match := _AND_HALF.match(plain, end):
            reading.value = tidy(amount.value + amount.factor / 2)
            reading.end = match.end()
        return True
    return False


_POINTS = re.compile(
    r"\s+(?:mas|menos|por encima|por debajo|arriba|abajo|superior|inferior|de diferencia|respecto)"
)


def _read_points(plain: str, readings: list[Reading]) -> None:
    """*un 26 %, ocho puntos por encima de la media*: points between percentages."""
    before: Reading | None = None
    for i, reading in enumerate(readings):
        if reading.kind == "percent":
            before = reading
        if reading.kind != "count" or reading.unit != "puntos":
            continue
        near = before is not None and reading.start - before.end < _NEAR
        after = readings[i + 1] if i + 1 < len(readings) else None
        decimal = reading.value != int(reading.value)
        follows = after is not None and after.kind == "percent" and after.start - reading.end < 24
        if (near and _POINTS.match(plain, reading.end)) or (decimal and follows):
            reading.kind, reading.unit = "percent", None
            before = reading


_NEAR = 120
"""Characters: about a sentence."""


def _read_magnitude(reading: Reading) -> None:
    """*un sismo de magnitud 5.2*."""
    if reading.kind != "bare" or not reading.before or "magnitud" not in reading.before:
        return
    if [word for word in reading.before if word != "de"][-1] == "magnitud":
        reading.kind, reading.unit = "measure", "magnitud"


def _read_noun(plain: str, text: str, reading: Reading, after: Following) -> None:
    amount = reading.amount
    noun, adjective = counted_noun(plain, text, after, amount.value, amount.takes_de)
    reading.adjective = adjective
    if noun is not None and not (amount.in_words and amount.value == 1):
        reading.kind = "count"
        reading.unit = text[noun.start : noun.end]
        reading.end = noun.end
        if amount.ambiguous and amount.factor == 1:  # nobody counts in thousandths
            whole = read_digits(amount.numeral, None)
            reading.value = amount.value = reading.value if whole is None else whole
            reading.confidence = 1.0


_CHAIN = re.compile(r"\s*(?:,|;|y|o|e|u|al?|hasta|/|-|–)\s*(?:los |las |el )?")
_BLANKS = re.compile(r"[\s()-]*")


def _inherit(plain: str, readings: list[Reading], reading: Reading) -> None:
    """What follows a law's number or a telephone's is of the same sort: *artículos 12 y 15*."""
    if not readings or reading.kind != "bare" or readings[-1].kind != "no":
        return
    last = readings[-1]
    if 1800 <= last.value <= 2100:
        return
    gap = plain[last.end : reading.start]
    listed = _CHAIN.fullmatch(gap) is not None and reading.amount.factor == 1
    telephone = gap.strip() in ("", "-", ")") and bool(last.amount.numeral)
    if (listed or telephone) and reading.amount.numeral:
        reading.kind = "no"


@cache
def one_and_half() -> re.Pattern[str]:
    """*un metro y medio*, where the number is an article."""
    return _ONE_AND_HALF


def read_one_and_half(plain: str, readings: list[Reading]) -> list[Reading]:
    """*una hora y media* -> 1.5, unless it ends an amount that was read."""
    if " y medi" not in plain:
        return []
    found = []
    taken = Ranges((reading.start, reading.end) for reading in readings)
    for match in one_and_half().finditer(plain):
        unit = units()[0].get(match[1])
        if unit is None or taken.reach(match.end()) > match.start():
            continue
        amount = Amount(match.start(), match.end(), 1.5)
        reading = Reading(amount, match.start(), match.end(), unit.kind, 1.5)
        reading.unit, reading.measure = match[1], unit
        reading.before = words_before(plain, match.start())
        found.append(reading)
    return found
