"""The grammar of personal names: particles, hyphens, initials, and what is no name."""

from __future__ import annotations

import pytest
from grammar import check

from extractor.lexicon import fold, read_language
from extractor.person_names import NameGrammar, surnames_of

GROUP = "persons"

WHOLE = [
    "[María Elena Walsh](name) cantó en el acto.",
    "[Juan Carlos de la Fuente Umetsu](name) presidió.",
    "[Ana María del Carmen Ríos-Vega](name) firmó.",
    "[José Luis Rodríguez Zapatero](name) y [Pedro Sánchez Pérez-Castejón](name) se reunieron.",
    "[Miguel Ángel O’Connor](name) y [John O'Brien](name) llegaron.",
    "[José A. Meade](name) llegó con la jueza [Ana Y. Torres](name).",
    "[Luis García y Pérez](name) firmó.",  # surnames joined
    "[Luis García](name) y [Pedro Pérez](name) firmaron.",  # two persons
    "El presidente francés [Emmanuel Macron](name) llegó.",
    "El secretario general de la ONU, [António Guterres](name), llegó.",
    "La ministra de Desarrollo e Inclusión Social, la doctora [Ana\nTorres Quispe](honorific), "
    "visitó ayer la región Puno para entregar ayuda a las\nfamilias de la zona.",
    "Abrió [Luis Vera](name). [Ana Torres](name) cerró.",
    "Llegó a San José de los Llanos.",
    "El Nuevo Código Civil rige.",
    "La presidenta [Ursula von der Leyen](name) llegó.",
    "El juez [Xavier da Silva](name) llegó.",
    "[Hugo dos Santos](name) y [María di Maggio](name) llegaron.",
    "El rector [Ludwig van Beethoven](name) llegó.",
    "La alcaldesa [Ángela (Grey) Pérez Díaz](name) llegó.",
    "Llegó [Luis Vera](name) (Ica).",
    "El jefe (e) del INEI, [Peter Abad](name), y la jueza [Marta Rey Ríos](name) llegaron.",
]


@pytest.mark.parametrize("example", WHOLE)
def test_names(example):
    check(example, GROUP)


@pytest.fixture(scope="module")
def names() -> NameGrammar:
    return NameGrammar()


@pytest.mark.parametrize(
    ("text", "given", "surname"),
    [
        ("Nancy", True, False),
        ("Quispe", False, True),
        ("Ríos-Vega", False, True),
        ("RODRÍGUEZ", False, True),
        ("Ministerio", False, False),
    ],
)
def test_words_of_names(names, text, given, surname):
    assert (names.is_given(fold(text)), names.is_surname(fold(text))) == (given, surname)


@pytest.mark.parametrize("text", ["Esperanza", "Libertad", "Victoria"])
def test_a_given_name_that_is_also_a_word_is_not_sure(names, text):
    assert names.is_given(fold(text))
    assert not names.is_given(fold(text), sure=True)


@pytest.mark.parametrize("text", ["Lima", "Arequipa", "Junín"])
def test_a_place_is_no_sure_surname(names, text):
    assert not names.is_surname(fold(text), sure=True)


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Nancy Tolentino", ["Tolentino"]),
        ("Luis San Martín Rojas", ["San Martín Rojas", "San Martín", "Luis San Martín"]),
        ("Carlos Quispe Mamani", ["Quispe Mamani", "Quispe", "Carlos Quispe"]),
        ("Rosa del Villar", ["del Villar"]),
        ("Ana María Torres Ruiz", ["Torres Ruiz", "Torres"]),
    ],
)
def test_how_the_text_may_call_a_person_again(name, forms):
    given = {fold(row["name"]) for row in read_language("given_names.csv")}
    found = [" ".join(form) for form in surnames_of(name, given)]
    assert set(forms) <= set(found)


def test_one_word_has_no_surname():
    assert list(surnames_of("Shakira", set())) == []
