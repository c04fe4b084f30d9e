"""Numbers in words, in digits and as ordinals."""

from __future__ import annotations

import re

import pytest

from extractor.spanish import (
    DIGITS,
    NUMBER_WORDS,
    ORDINALS,
    is_ambiguous,
    ordinal,
    read_digits,
    read_words,
    style_of,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("cinco", 5),
        ("un", 1),
        ("una", 1),
        ("veintiún", 21),
        ("VEINTIDÓS", 22),
        ("veintidos", 22),
        ("diez y seis", 16),
        ("treinta y una", 31),
        ("cien", 100),
        ("ciento uno", 101),
        ("doscientas", 200),
        ("mil quinientos", 1500),
        ("treinta y un mil", 31_000),
        ("medio millón", 500_000),
        ("un millón y medio", 1_500_000),
        ("tres mil doscientos millones", 3_200_000_000),
        ("dos billones", 2 * 10**12),
        ("tres coma cero cinco", 3.05),
    ],
)
def test_read_words(text, value):
    assert read_words(text) == value
    assert re.fullmatch(NUMBER_WORDS, text.lower())


@pytest.mark.parametrize(
    "text", ["", "y", "dos tres", "treinta dos", "mil mil", "cien dos", "cientos", "medio", "casa"]
)
def test_words_that_are_no_number(text):
    assert read_words(text) is None


@pytest.mark.parametrize(
    ("text", "comma", "point", "shape"),
    [
        ("1,234", 1234, 1.234, 1234),
        ("1.234", 1.234, 1234, 1234),
        ("1,234.5", 1234.5, 1234.5, 1234.5),
        ("1.234,5", 1234.5, 1234.5, 1234.5),
        ("1.234.567", 1234567, 1234567, 1234567),
        ("12,5", 12.5, 12.5, 12.5),
        ("0,123", 0.123, 0.123, 0.123),
        ("1 234 567", 1234567, 1234567, 1234567),
        ("1\u202f234,5", 1234.5, 1234.5, 1234.5),
        ("2'450,000", 2450000, 2450000, 2450000),
        ("37'4", 37.4, 37.4, 37.4),
        ("79.812.345.678,90", 79812345678.9, 79812345678.9, 79812345678.9),
        ("-5", -5, -5, -5),
    ],
)
def test_read_digits(text, comma, point, shape):
    assert [read_digits(text, style) for style in ("comma", "point", None)] == [comma, point, shape]
    assert re.fullmatch(rf"-?{DIGITS}", text)


@pytest.mark.parametrize("text", ["", "1,2,3", "1.2.3", "12.34.56", "1,", "x", "9" * 60])
def test_digits_that_are_no_number(text):
    assert read_digits(text, None) is None


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("1,234.5", "comma"),
        ("12.5", "comma"),
        ("1,234,567", "comma"),
        ("1.234,5", "point"),
        ("12,5", "point"),
        ("1,234", None),
        ("5000", None),
    ],
)
def test_style_of(text, style):
    assert style_of(text) == style
    assert is_ambiguous(text) == (text == "1,234")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("primer", 1),
        ("tercera", 3),
        ("sétima", 7),
        ("décimo", 10),
        ("undécimo", 11),
        ("décimo tercer", 13),
        ("decimotercera", 13),
        ("vigésimo primer", 21),
        ("3.º", 3),
        ("3er", 3),
        ("2do", 2),
        ("1.ª", 1),
    ],
)
def test_ordinal(text, value):
    assert ordinal(text) == value
    assert re.fullmatch(ORDINALS, text.lower())


@pytest.mark.parametrize("text", ["nuevo", "nada", "3", "", "primer tercer"])
def test_no_ordinal(text):
    assert ordinal(text) is None
