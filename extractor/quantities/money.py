"""Sums of money: symbol or code before or after the number, or the currency's name."""

from __future__ import annotations

import re
from functools import cache

from extractor.quantities.amounts import tidy
from extractor.quantities.cues import words_before
from extractor.quantities.heads import heads
from extractor.quantities.reading import UNSURE_CURRENCY, Reading
from extractor.quantities.units import currencies

_SYMBOL = re.compile(r"[^\s(“«\"'‘\[:;,¿¡/-]+/?\.?(?: ?\$)?[ \u00a0]?$|[^\w\s][ \u00a0]?$")
_SHORT_MILLIONS = re.compile(r"[ \u00a0]?MM?(?![\w.$€])")
_NEXT_SYMBOL = re.compile(r"[ \u00a0]?([€$£¥]|[a-z]{1,3}\$|[a-z]{2,4}(?![\w$]))")
_CENTS = re.compile(
    r"\s+(?:con|y)\s+([0-9]{1,2})(?:\s+(?:centavos|centimos))?(?![\w.,]*\w)|\s+([0-9]{2})(?![\w.,%])(?=\s+[a-z])"
)
_CENT = re.compile(r"\s+(?:centavos?|centimos?|peniques?)(?!\w)")
_CENTS_OF = frozenset("centavo centavos centimo centimos penique peniques".split())
_WORDS_THAT_ARE_PEOPLE = frozenset({"bolivianos", "boliviano", "guaranies", "afganis"})
_WORDS_OF_EVERY_DAY = frozenset({"leones", "leon", "reales", "real", "coronas", "corona"})


def read_money(plain: str, text: str, reading: Reading, country: str | None, head: str) -> bool:
    """Makes a reading money if a currency stands beside the number, and says whether it did.

    `head` is that of what follows the number.

    *S/ 31 millones*, *900 millones de dólares*, *15 dólares con 50*, *75 USD millones*. A
    currency that only the country could tell stays None without a country.
    """
    amount = reading.amount
    last = reading.before[-1] if reading.before else ""
    codes: tuple[str, ...] = ()
    if last and (not last.isalpha() or last in _symbols_of_letters()):
        codes = _symbol_before(plain, text, reading, country)
    after = None
    if amount.currency or head in _heads() or (head == "de" and amount.takes_de):
        after = _currency_after(plain, text, reading, country)
    if not codes and after is None:
        return head in _CENTS_OF and _read_cents(plain, text, reading, country)
    if codes and after is not None and not set(codes) & set(after[0]):
        after = None
    if after is not None:
        codes, reading.end = after
    elif match := _SHORT_MILLIONS.match(text, amount.end):
        amount.value, reading.end = tidy(amount.value * 10**6), match.end()
    reading.kind = "money"
    reading.value = amount.value
    reading.currency = currencies().resolve(codes or (), country)
    if reading.currency is None:
        reading.confidence = min(reading.confidence, UNSURE_CURRENCY)
    whole = amount.factor == 1 and amount.value == int(amount.value)
    if after is not None and whole and (cents := _CENTS.match(plain, reading.end)):
        reading.value = tidy(amount.value + int(cents[1] or cents[2]) / 100)
        reading.end = cents.end()
    return True


def _symbol_before(plain: str, text: str, reading: Reading, country: str | None) -> tuple[str, ...]:
    """The currencies of a symbol, a code or a name before the number; moves `start`."""
    start = reading.amount.start
    tail = plain[max(0, start - 8) : start].rstrip()[-2:]
    if tail not in _endings() and tail[-1:] not in _endings():
        return ()
    match = _SYMBOL.search(plain, max(0, start - 8), start)
    if match is None:
        return ()
    token = match[0].rstrip()
    table = currencies()
    for cut in range(len(token)):
        form = token[cut:]
        if cut and form[0].isalpha() and token[cut - 1].isalnum():
            continue
        codes = table.symbols.get(form)
        if codes is None and form[-1] == "$" and len(form) == 4:
            codes = table.symbols.get(form[:-1])
        if codes is None and form in ("dolar", "euro") and text[match.start() + cut].isupper():
            codes = table.names[form]
        if codes and _is_symbol(form, text[match.start() + cut :][: len(form)], codes, country):
            if form == "$" and country and not set(codes) & set(table.home.get(country, ())):
                codes = ("USD",)  # the dollar sign of a country whose own money has another
            reading.start = match.start() + cut
            reading.before = words_before(plain, reading.start)
            return codes
    return ()


@cache
def _symbols_of_letters() -> frozenset[str]:
    """Codes, symbols and two names: of other words of letters alone none is before a sum."""
    return frozenset(form for form in (*currencies().symbols, "dolar", "euro") if form.isalpha())


@cache
def _endings() -> frozenset[str]:
    """The last two characters of what stands before a number: symbols, codes and two names."""
    return frozenset(form[-2:] for form in (*currencies().symbols, "dolar", "euro", "$"))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0].rstrip(".") for name in currencies().names)


@cache
def _heads() -> frozenset[str]:
    """Those of symbols and names after a number."""
    return heads([*currencies().symbols, *currencies().names])


def _is_symbol(form: str, original: str, codes: tuple[str, ...], country: str | None) -> bool:
    """Letters alone are a symbol if they are an ISO code in capitals, or of this country."""
    letters = form.rstrip(".")
    if not letters.isalpha():
        return True
    if original[0].islower():
        return False
    if any(code in codes for code in currencies().home.get(country or "", ())):
        return True
    if letters in ("bs", "gs", "dolar", "euro"):
        return True
    return letters.upper() in codes and original.isupper() and letters not in _WORDS_LIKE_CODES


_WORDS_LIKE_CODES = frozenset(
    {"all", "top", "sos", "mop", "cup", "try", "lak", "sar", "bam", "mad"}
)


def _currency_after(
    plain: str, text: str, reading: Reading, country: str | None
) -> tuple[tuple[str, ...], int] | None:
    """The currencies of a name or symbol after the number, and where it ends."""
    amount = reading.amount
    table = currencies()
    if amount.currency:
        return table.names.get(plain_name(amount.currency), ()), amount.end
    if match := _NEXT_SYMBOL.match(plain, amount.end):
        form = match[1]
        codes = table.symbols.get(form) or (
            table.symbols.get(form[:-1]) if form[-1] == "$" else None
        )
        original = text[match.start(1) : match.end()]
        if codes and (not form.isalpha() or (original.isupper() and form not in _WORDS_LIKE_CODES)):
            return codes, _magnitude_after(plain, reading, match.end())
    first = _FIRST_WORD.match(plain, amount.end)
    if first is None:
        return None
    skip = 1 if first[1] == "de" else 0
    if not (amount.takes_de if skip else first[1].rstrip(".") in _first_words()):
        return None
    match_words = _NAME_WORDS.match(plain, amount.end)
    words = match_words[0].split() if match_words else []
    for n in range(min(len(words), skip + table.longest), skip, -1):
        name = " ".join(words[skip:n])
        if name not in table.names:
            name = name.rstrip(".")
        codes = table.names.get(name)
        if codes and _is_currency(name, codes, country):
            return codes, _end_of_words(plain, amount.end, n)
    return None


_NAME_WORDS = re.compile(r"(?:[ \t\u00a0\n]+[a-zñ.]+){1,7}")
_FIRST_WORD = re.compile(r"[ \t\u00a0\n]+([a-zñ.]+)")
_ONE_WORD = re.compile(r"\s+[a-zñ.]+")
_MILLIONS = re.compile(r" (mil millones|millones|mil)(?!\w)")


def _end_of_words(plain: str, end: int, count: int) -> int:
    for _ in range(count):
        match = _ONE_WORD.match(plain, end)
        if match is None:
            break
        end = match.end()
    return end - (plain[end - 1] == "." and plain[end - 2 : end] != "m.")


def _magnitude_after(plain: str, reading: Reading, end: int) -> int:
    """*125 USD millones*."""
    match = _MILLIONS.match(plain, end)
    if match is None:
        return end
    factor = {"mil": 10**3, "millones": 10**6, "mil millones": 10**9}[match[1]]
    reading.amount.value = tidy(reading.amount.value * factor)
    return match.end()


def _is_currency(name: str, codes: tuple[str, ...], country: str | None) -> bool:
    if name in _WORDS_THAT_ARE_PEOPLE or name in _WORDS_OF_EVERY_DAY:
        own = currencies().home.get(country or "", ())
        return any(code in codes for code in own)
    return True


def plain_name(name: str) -> str:
    """The key of a currency's name."""
    return name.replace("ó", "o").replace("é", "e").replace("á", "a")


def _read_cents(plain: str, text: str, reading: Reading, country: str | None) -> bool:
    """*50 centavos* is half of the country's unit; without a country it stays in cents."""
    match = _CENT.match(plain, reading.amount.end)
    if match is None:
        return False
    reading.kind, reading.end = "money", match.end()
    home = currencies().home.get(country or "", ())
    if home:
        reading.value, reading.currency = tidy(reading.amount.value / 100), home[0]
    else:
        reading.unit = text[match.start() : match.end()].strip()
        reading.confidence = UNSURE_CURRENCY
    return True
