"""Words as classes, phrase books, and spans as components exchange them."""

from __future__ import annotations

import pytest
from grammar import read

from extractor.phrases import PhraseBook
from extractor.spans import facts, furniture, group, keep_longest, put, span_at, tokens_of
from extractor.words import Words, words_of


def words(text: str) -> Words:
    return words_of(read(text))


# One class a word: see the table in words.py.
SHAPES = [
    ("El Ministerio de la Mujer, el MIMP y 20", "TCDTC,TAYn"),
    ("Según El Peruano, La República", "wCC,CC"),
    ("La ley de abril (2020)", "TwDw(n)"),
    ("J. Pérez y A. Ruiz", "ICYIC"),
    ("“Agua” – fin…", "qCq-w."),
    ("Banco & Hijos", "CYC"),
    ("En Puno, A Puno", "EC,EC"),
    ("Para él y contra ella", "PwYPw"),
    ("¿Qué? ¡Sí!", "xC.xC."),
    ("123 abc 45%", "nwnx"),
    ("De la Cruz", "DTC"),  # opens the sentence
    ("Ana De la Cruz", "CCTC"),
    ("Los Olivos Y Comas", "TCYC"),
    ("Av. Arequipa N.° 20", "CCIxn"),
    ("INABIF/MIMP", "A/A"),
    ("MINISTERIO DE SALUD VACUNA", "UUUU"),  # capitals say nothing here
    ("La SUNAT cobró más hoy", "TAwww"),
    ("fin\n\n  Otra", "ww"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "shape"), SHAPES)
def test_shapes(text, shape):
    assert words(text).shape == shape


def test_words_and_characters():
    text = "La  ministra,\nAna Ríos,\tviajó. Volvió."
    found = words(text)
    assert found.texts == ["La", "ministra", ",", "Ana", "Ríos", ",", "viajó", ".", "Volvió", "."]
    assert found.text(1, 4) == "ministra,\nAna Ríos"
    assert [k for k, first in enumerate(found.first) if first] == [0, 8]
    assert found.folded[4] == "rios"
    assert [found.at(text.index(word)) for word in ("La", "Ana", "viajó")] == [0, 3, 6]
    assert found.at(-1) == -1
    span = found.span(3, 4, "person", "rule")
    assert (span.text, span.label_, span.id_) == ("Ana Ríos", "person", "rule")


def test_words_are_kept_for_the_last_document_only():
    one, two = read("Uno."), read("Dos.")
    assert words_of(one) is words_of(one)
    assert words_of(two).texts == ["Dos", "."]
    assert words_of(one).texts == ["Uno", "."]


BOOK = PhraseBook(["Lima", "Lima Norte", "San Martín", "EE. UU.", "Pensión 65", "Ñuble"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Viajó a Lima.", ["Lima"]),
        ("Viajó a LIMA y a lima.", ["LIMA"]),  # no name begins in small letters
        ("Viajó a Limatambo y a Prelima.", []),
        ("Viajó a Lima Norte.", ["Lima Norte", "Lima"]),  # the longest first
        ("Viajó a San\nMartín y a San  Martin.", ["San\nMartín", "San  Martin"]),
        ("Viajó a San Juan.", []),
        ("Viajó a EE. UU. ayer.", ["EE. UU."]),
        ("Cobra Pensión 65.", ["Pensión 65"]),
        ("Cobra Pensión 650.", []),
        ("Viajó a Ñuble.", ["Ñuble"]),
        ("", []),
    ],
)
def test_phrases(text, found):
    where = words(text)
    assert [where.text(first, last) for first, last, _ in BOOK.find(where)] == found


def test_the_longest_of_overlapping_spans_is_kept():
    doc = read("El Banco Central de Reserva informó.")
    spans = [doc[1:3], doc[1:5], doc[4:6], doc[5:6]]
    assert [span.text for span in keep_longest(spans)] == ["Banco Central de Reserva", "informó"]


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [(0, 2, "El"), (3, 8, "Banco"), (4, 9, "Banco"), (2, 8, "Banco"), (8, 8, None), (36, 40, None)],
)
def test_spans_at_characters(start, end, text):
    span = span_at(read("El Banco Central informó de la obra."), start, end, "X", "rule")
    assert (span and span.text) == text


def test_groups_are_written_back_in_text_order():
    doc = read("Uno dos tres.")
    put(doc, "places", [doc[2:3], doc[0:1]])
    assert [span.text for span in group(doc, "places")] == ["Uno", "tres"]
    assert group(doc, "nothing") == []
    assert facts(doc[0:1], "places") == {}


def test_furniture_is_no_text_of_the_document():
    text = "La feria abrió ayer en la plaza.\n\nFoto: Minsa"
    assert furniture(read(text)) == [(text.index("Foto"), len(text))]


def test_tokens_as_lists():
    tokens = tokens_of(read("La SUNAT  cobró."))
    assert tokens.texts == ["La", "SUNAT", " ", "cobró", "."]
    assert tokens.lower[1] == "sunat"
    assert [tokens.at(offset) for offset in (0, 3, 8, 15)] == [0, 1, 1, 4]
