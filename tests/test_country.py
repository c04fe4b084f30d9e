"""The country a document speaks from, and which country's institution a shared name means."""

from __future__ import annotations

import pytest
from grammar import check, read


@pytest.mark.parametrize(
    ("text", "country"),
    [
        # institutions
        ("La Anses pagará a los jubilados bonaerenses.", "AR"),
        ("El Minsal vacunó en Ñuble.", "CL"),
        ("El Instituto Costarricense de Electricidad y la CCSS firmaron.", "CR"),
        ("La Xunta licitó en Lugo y Ourense.", "ES"),
        ("El Gobierno Autónomo Departamental de Tarija del Estado Plurinacional.", "BO"),
        ("El Ministerio de Salud vacunó.", None),  # of many countries
        ("La Secretaría de Salud de Jalisco y el alcalde firmaron.", "MX"),
        ("La Gobernación de Boyacá licitó.", "CO"),
        ("El Gobierno Regional de Atacama licitó.", "CL"),
        ("El Gobierno de Japón y el Ayuntamiento de San José firmaron.", None),
        ("La Gobernación de Córdoba licitó.", None),
        # places
        ("La ministra de Salud visitó Arequipa y Cusco.", "PE"),
        ("El prefecto de Pichincha y los quiteños celebran.", "EC"),
        ("Córdoba creció.", None),
        ("El presidente francés viajó a Alemania y a Francia.", None),
        # datelines
        ("Lima, 5 de mayo de 2020.- El ministro anunció obras.", "PE"),
        ("Quito, 5 de mayo de 2020.- El ministro viajó a Lima y Bogotá.", "EC"),
        ("Santiago, 5 de mayo de 2020.- El ministro anunció obras.", None),
        # money
        ("Invertirá S/ 5 millones en obras.", "PE"),
        ("El gobernador de Itapúa entregó guaraníes.", "PY"),
        ("La Alcaldía de Managua entregó 500 córdobas.", "NI"),
        ("El costo es de 500 lempiras y 200 quetzales.", None),
        ("Costó 500 pesos y luego 300 dólares.", None),
        # words
        ("La seremi y el intendente de la comuna anunciaron obras.", "CL"),
        ("El intendente de Canelones recibió a los uruguayos.", "UY"),
        ("Los peruanos y los chilenos viajaron.", None),
        ("Las limeñas y los arequipeños viajaron.", "PE"),
        ("Los andaluces y las madrileñas votan.", "ES"),
        # addresses
        ("Más datos en www.minsal.gob.cl y en prensa.", "CL"),
        ("Más datos en https://www.argentina.gob.ar/salud.", "AR"),
        ("Escribir a prensa@salud.gob.ec hoy.", "EC"),
        ("Más datos en www.ejemplo.com y www.gov.uk.", None),
        # nothing
        ("El ministro anunció más obras.", None),
        ("", None),
        ("El Ministerio de Hacienda de Colombia y la Gobernación de Antioquia firmaron.", "CO"),
        ("La gobernadora de Mendoza recibió a los mendocinos.", "AR"),
    ],
)
def test_country(text, country):
    assert read(text)._.country == country


def test_what_the_caller_says_wins():
    assert read("La ministra visitó Arequipa y Cusco.", "CL")._.country == "CL"


SETTLED = [
    "CL: El [Ministerio de Salud](lexicon_full country=CL) vacunó.",
    "PE: El [Ministerio de Salud](lexicon_full country=PE) vacunó.",
    "El [Ministerio de Salud](lexicon_full country=None key=None) vacunó.",
    "El [Ministerio de Salud](lexicon_full country=PE) vacunó en Cusco y en Puno.",
    "CO: La [Contraloría General de la República](lexicon_full country=CO) auditó.",
    "CL: El [MTC](lexicon_acronym country=PE) licitó.",  # of one country alone
    "MX: La [Cruz Roja](lexicon_full) ayudó.",
]


@pytest.mark.parametrize("example", SETTLED)
def test_shared_names(example):
    check(example, "organizations")
