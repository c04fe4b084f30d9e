"""Any number, however written, reads back to its value; no text raises or hangs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.fields.figures import read_figures
from extractor.quantities.amounts import find_amounts, plain_text
from extractor.quantities.pieces import find_pieces
from extractor.spanish import read_digits, read_words

FIXED = settings(derandomize=True, deadline=None, max_examples=150)

BELOW_30 = [
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez",
    "once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho",
    "diecinueve", "veinte", "veintiuno", "veintidós", "veintitrés", "veinticuatro",
    "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve",
]  # fmt: skip
TENS = [
    "_", "_", "_", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta",
    "noventa",
]  # fmt: skip
HUNDREDS = [
    "_", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos",
    "setecientos", "ochocientos", "novecientos",
]  # fmt: skip


def in_words(n: int) -> str:
    """The number in words, as grammars have it."""
    if n < 30:
        return BELOW_30[n]
    if n < 100:
        return TENS[n // 10] + (f" y {BELOW_30[n % 10]}" if n % 10 else "")
    if n < 1000:
        return "cien" if n == 100 else f"{HUNDREDS[n // 100]} {rest(n % 100)}".strip()
    if n < 10**6:
        head = "" if n < 2000 else before_noun(n // 1000)
        return f"{head} mil {rest(n % 1000)}".strip()
    for scale, one, many in ((10**12, "billón", "billones"), (10**6, "millón", "millones")):
        if n >= scale:
            head = f"un {one}" if n < 2 * scale else f"{before_noun(n // scale)} {many}"
            return f"{head} {rest(n % scale)}".strip()
    raise ValueError(n)


def rest(n: int) -> str:
    return in_words(n) if n else ""


def before_noun(n: int) -> str:
    """*veintiún*, *treinta y un*: the forms before a noun."""
    return in_words(n).replace("veintiuno", "veintiún").replace(" uno", " un") if n > 1 else "un"


def grouped(n: int, mark: str) -> str:
    return f"{n:,}".replace(",", mark)


@FIXED
@given(st.integers(0, 10**15))
def test_integers_in_words(n):
    assert read_words(in_words(n)) == n


@FIXED
@given(st.integers(0, 10**12), st.sampled_from([",", ".", " ", "\u202f", ""]))
def test_integers_in_digits(n, mark):
    style = {",": "comma", ".": "point"}.get(mark)
    assert read_digits(grouped(n, mark) if mark else str(n), style) == n


@FIXED
@given(st.integers(0, 10**9), st.integers(1, 9999), st.sampled_from(["comma", "point"]))
def test_decimals_in_either_style(whole, part, style):
    thousands, decimal = (",", ".") if style == "comma" else (".", ",")
    text = f"{grouped(whole, thousands)}{decimal}{part}"
    assert read_digits(text, style) == pytest.approx(float(Decimal(f"{whole}.{part}")))


@FIXED
@given(st.integers(2, 10**12))
def test_amounts_in_a_sentence(n):
    text = f"Entregó {in_words(n)} de ellas."
    plain = plain_text(text)
    (amount,), _ = find_amounts(plain, find_pieces(plain), None)
    assert amount.value == n
    assert text[amount.start : amount.end] == in_words(n)


@FIXED
@given(st.integers(1, 999), st.integers(1, 999))
def test_mixed_amounts(millions, thousands):
    text = f"S/ {millions} millones {thousands} mil"
    (reading,) = read_figures(plain_text(text), text, "PE")
    assert (reading.kind, reading.value) == ("money", millions * 10**6 + thousands * 1000)


PIECES = [
    "1", "2,5", "1.234", "1,234.56", "2'450,000", "2024", "05", "mil", "millones", "millón",
    "medio", "y", "de", "a", "entre", "hasta", "tres", "un", "veinte", "ciento", "coma",
    "sobre", "tercios", "quinto", "%", "€", "S/", "$", "US$", "por", "ciento", "soles", "km",
    "m²", "años", "personas", "los", "las", "Ley", "N.°", "enero", "de", "2023", ":", "-", "–",
    "(", ")", "/", ".", ",", ";", "\n", "con", "más", "menos", "primer", "lugar", "docenas",
]  # fmt: skip


@FIXED
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from([" ", ""]))
def test_mangled_text(pieces, glue):
    text = glue.join(pieces)
    readings = read_figures(plain_text(text), text, "PE")
    for reading in readings:
        assert 0 <= reading.start < reading.end <= len(text)
        assert reading.kind not in ("bare", "no")


@FIXED
@given(st.text(max_size=80))
def test_any_text(text):
    assert len(plain_text(text)) == len(text)
    read_figures(plain_text(text), text, None)


@pytest.mark.parametrize(
    "piece", ["1", "1,", "5 ", "mil ", "treinta y ", "un millón ", "12 y ", "1 234 ", "5 puntos "]
)
def test_long_repetition(piece):
    text = piece * 3000
    read_figures(plain_text(text), text, "MX")
