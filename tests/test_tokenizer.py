"""Where the tokenizer cuts beyond spaCy's own rules for Spanish, and where it does not."""

from __future__ import annotations

import pytest
from grammar import rules

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
