"""Mentions of one project: case, truncation, spelling, acronym, and the title without its head.

`[words](1)`: mentions with one number are one project; numbers go up from 1.
"""

from __future__ import annotations

import pytest
from grammar import check, check_entities

GROUP = "projects"

JOINED = [
    "El proyecto “[Mejorando Vidas](1)” avanza. [Mejorando Vidas](1) llega a Puno.",
    "El proyecto “[Cuenca Fluye](1)” avanza. “[CUENCA FLUYE](1)” sigue.",
    "El [proyecto Asistencia Humanitaria y Soluciones](1) y el proyecto "
    "“[Asistencia Humanitaria y Solucion](1)” avanzan.",
    "El [Plan Nacional de Riego 2022-2026](1) y el [Plan Nacional de Riego](1) rigen.",
    "El [Plan de Emergencia Habitacional](1) ([PEH](1)) avanza y el [PEH](1) sigue.",
    "PE: Los usuarios de [Pensión 65](1) y el [programa Pensión 65](1) crecen.",
    # apart
    "El programa “[Agua Segura](1)” y el programa “[Luz Segura](2)” avanzan.",
    "El [Plan Nacional de Riego 2022-2026](1) y el [Plan Nacional de Riego 2027-2030](2) rigen.",
    "El [Plan de Riego Rural](1) ([PRR](1)) y el [Plan de Inversión Pública](2) ([PIP](2)).",
    # not again
    "El proyecto “[Agua](1)” avanza. El agua es vida.",
    "El proyecto “[Mejorando Vidas](1)” avanza mejorando vidas.",
]


def check_one(example):
    check_entities(example, GROUP)


@pytest.mark.parametrize("example", JOINED)
def test_mentions_of_one_project(example):
    check_one(example)


FORMS = [
    "El proyecto “[Mejorando Vidas](title kind=project)” avanza. "
    "[Mejorando Vidas](aliases.title form=short kind=project) llega a Puno.",
    "El [Plan de Riego Rural](plan form=full) ([PRR](aliases.title form=short)) avanza.",
    "El proyecto “[Mejorando Vidas](title form=full)” avanza.",
]


@pytest.mark.parametrize("example", FORMS)
def test_forms(example):
    check(example, GROUP)
