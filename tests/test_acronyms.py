"""Mentions of one institution: full name, acronym, short form, in whatever case.

`[words](1)`: mentions with one number are one institution; numbers go up from 1.
"""

from __future__ import annotations

import pytest
from grammar import check_entities, read

from extractor.abbreviations import abbreviates
from extractor.spans import facts

GROUP = "organizations"

JOINED = [
    # defined before, after, never
    "PE: El [Instituto Nacional de Estadística](1) ([INEI](1)) y el [INEI](1).",
    "PE: El [Midis](1) licitó. El [Ministerio de Desarrollo e Inclusión Social](1) pagó.",
    "El [BID](1) y el [Banco Interamericano de Desarrollo](1) ([BID](1)).",
    "La [OIM](1) y la [Organización Internacional para las Migraciones](1).",
    "El [INEQ](1) informó. El [Instituto Nacional de Estudios de Quito](1) ([INEQ](1)) publicó.",
    "Según el [INEQ](1), y otra vez el [INEQ](1).",
    "El [Centro de Pesca Austral](1) ([CPA](1), por sus siglas en inglés) abrió. El [CPA](1) no.",
    # case
    "PE: El [Ministerio de Desarrollo e Inclusión Social](1) y el [Midis](1) o [MIDIS](1).",
    "AR: La [Universidad Nacional de Jujuy](1) ([UNJu](1)) y la [UNJU](1).",
    "PE: [MINISTERIO DE SALUD](1) VACUNA A LOS NIÑOS\n\nEl [Ministerio de Salud](1) vacunó ayer.",
    # short forms
    "PE: La [Defensoría del Pueblo](1) alertó. La [Defensoría](1) pidió informes.",
    "PE: El [Gobierno Regional de Cusco](1) ([GORE Cusco](1)) y el [GORE Cusco](1).",
    "AR: [Cáritas](1) y [Cáritas Argentina](1) ayudan.",
    "AR: [Cáritas](1), [Cáritas Chile](2) y [Cáritas Argentina](3) ayudan.",  # which of the two?
    "La [Caja Sur de Ahorro](1) ([CSA](1)) y la [Caja Norte de Ahorro](2) ([CNA](2)).",
    "[Transportes Vega S.R.L.](1) y [Transportes Vega](1) llegaron.",
    # apart
    "PE: El [Ministerio de Salud](1) y el [Ministerio de Educación](2).",
    "La [Organización Internacional para las Migraciones](1) ([OIM](1)) y el "
    "[Instituto Nacional de Migraciones](2).",
    "PE: La [Municipalidad Provincial de Puno](1) y la [Municipalidad Provincial de Tacna](2).",
    "PE: La [Oficina de Prensa](1) del [MIMP](2) y el "
    "[Ministerio de la Mujer y Poblaciones Vulnerables](2).",
    "HN: La [SEP](1) y la [Secretaría de Educación Pública](2).",  # the acronym is Mexican
    "MX: La [SEP](1) y la [Secretaría de Educación Pública](1).",
    "PE: La [Municipalidad Provincial de Puno](1) y luego la [Municipalidad de Puno](1).",
]


def check_one(example):
    check_entities(example, GROUP)


@pytest.mark.parametrize("example", JOINED)
def test_mentions_of_one_institution(example):
    check_one(example)


@pytest.mark.parametrize(
    ("text", "country", "parent"),
    [
        ("La Oficina de Prensa del MIMP informó.", "PE", "MIMP"),
        (
            "El Ministerio de Salud (Minsa) y la Oficina de Prensa del Minsa.",
            "PE",
            "Ministerio de Salud",
        ),
        ("La Oficina de Prensa informó.", "PE", None),
    ],
)
def test_the_parent_has_its_fullest_name(text, country, parent):
    doc = read(text, country)
    found = {s.text: facts(s, GROUP).get("parent") for s in doc.spans[GROUP]}
    assert found["Oficina de Prensa"] == parent


@pytest.mark.parametrize(
    ("acronym", "phrase"),
    [
        ("INEI", "Instituto Nacional de Estadística e Informática"),
        ("Promperú", "Promoción del Perú"),
        ("Pronabec", "Programa Nacional de Becas y Crédito Educativo"),
        ("Senasag", "Servicio Nacional de Sanidad Agropecuaria"),
        ("GIRED", "Grupo de Intervención Rápida para Emergencias y Desastres"),
        ("UNJu", "Universidad Nacional de Jujuy"),
        ("OUCN", "Ollas Unidas del Cono Norte"),
    ],
)
def test_acronyms_abbreviate(acronym, phrase):
    assert abbreviates(acronym, phrase.split())


@pytest.mark.parametrize(
    ("acronym", "phrase"),
    [
        ("INEI", "Banco Central"),
        ("BCR", "Instituto de Banca Central Regional"),
        ("Suiza", "Sede de Ginebra"),
        ("OIM", "Organización Mundial"),
        ("", "Banco Central"),
        ("BC", "de la"),
    ],
)
def test_others_do_not(acronym, phrase):
    assert not abbreviates(acronym, phrase.split())
