"""Where the tokenizer cuts beyond spaCy's own rules for Spanish, and where it does not."""

from __future__ import annotations

import re

import pytest
import spacy
from grammar import rules
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.tokenizer import Tokenizer

FIXED = settings(derandomize=True, deadline=None, max_examples=600)
MARKS = "'’\"”“»«—–-()[]…,:;.%€$£!?+*&/°#_²@ 😀"
LETTERS = st.text("abdhkmstxyzSUDEPÁñ", max_size=6)
NUMBERS = st.text("0123456789.,:/-", max_size=7)
WORDS = st.lists(st.one_of(LETTERS, NUMBERS, st.text(MARKS, max_size=3)), max_size=5).map("".join)


def unhurried() -> Tokenizer:
    """Our tokenizer as spaCy would have it: every expression searches every word."""
    quick = rules().tokenizer
    return Tokenizer(
        rules().vocab,
        rules=spacy.blank("es").Defaults.tokenizer_exceptions,
        prefix_search=re.compile(quick.prefix_search.__self__.pattern).search,
        suffix_search=re.compile(quick.suffix_search.__self__.pattern).search,
        infix_finditer=re.compile(quick.infix_finditer.__self__.pattern).finditer,
        url_match=quick.url_match,
    )


UNHURRIED = unhurried()

# Blanks are where the tokens part.
CUTS = [
    # the end of datelines
    ("30.-", "30 .-"),
    ("(ANDINA).-", "( ANDINA ) .-"),
    ("(AFP).–", "( AFP ) .–"),
    # sums
    ("S/30", "S/ 30"),
    ("S/.30", "S/. 30"),
    ("US$500", "US$ 500"),
    ("RD$20", "RD$ 20"),
    ("C$5", "C$ 5"),
    ("USD500", "USD 500"),
    ("Bs.50", "Bs. 50"),
    ("20€", "20 €"),
    ("12,5%", "12,5 %"),
    # marks
    ("«Hola»", "« Hola »"),
    ("“Hola”dijo", "“ Hola ” dijo"),
    ("¿Qué?", "¿ Qué ?"),
    ("-dijo", "- dijo"),
    ("–dijo–", "– dijo –"),
    ("fin…", "fin …"),
    ("INABIF/MIMP", "INABIF / MIMP"),
    ("salud.El", "salud . El"),
    ("1&123", "1 & 123"),
    # one token each
    ("A&B", "A&B"),
    ("2021-2022", "2021-2022"),
    ("km/h", "km/h"),
    ("24/7", "24/7"),
    ("10:30", "10:30"),
    ("3.5", "3.5"),
    ("89,891", "89,891"),
    ("S.A.C.", "S.A.C."),
    ("www.gob.pe", "www.gob.pe"),
    ("prensa@gob.pe", "prensa@gob.pe"),
    ("D’Alessio", "D’Alessio"),
    ("O'Higgins", "O'Higgins"),
    ("Ríos-Vega", "Ríos-Vega"),
    ("Quinua-San", "Quinua-San"),
]


@pytest.mark.parametrize(("text", "tokens"), CUTS)
def test_cuts(text, tokens):
    assert " ".join(token.text for token in rules().make_doc(text)) == tokens


@pytest.mark.parametrize(
    "text", ["Lima, ene. 30 (ANDINA).- “Hoy”\n\n\tS/30  ", "\u00a0a\r\nb\u2028c", "", "…—–"]
)
def test_the_text_is_kept(text):
    assert rules().make_doc(text).text == text


@FIXED
@given(st.lists(WORDS, max_size=4), st.sampled_from([" ", "\n", "  ", "\t", "\u00a0"]))
@example(["“Dr.", "(Dr.", "S.A.", "p.m.-", "—", "x—y", "3тбكم²", "5US$.--"], " ")
def test_what_is_not_asked_would_not_cut(words, blank):
    text = blank.join(words)
    quick, slow = rules().make_doc(text), UNHURRIED(text)
    assert [(t.text, t.idx, t.norm_) for t in quick] == [(t.text, t.idx, t.norm_) for t in slow]


@pytest.mark.parametrize("mark", ["»", '".”"', "¿¡", "((", "%%"])
def test_a_page_of_marks_is_no_language(mark):
    chunk = mark * 20_000
    doc = rules().make_doc(f"Llegó. {chunk} Salió.")
    assert doc.text == f"Llegó. {chunk} Salió."
    assert [t.text for t in doc if len(t) < 1000] == ["Llegó", ".", "Salió", "."]
