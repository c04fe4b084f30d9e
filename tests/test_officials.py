"""Persons and roles: what makes a name a person's, and when a role is one.

Names themselves are tested in `test_names.py`, the grammar of roles in `test_roles.py`.
"""

from __future__ import annotations

import pytest
from grammar import check, read, rules_in, rules_of

GROUPS = ("persons", "roles")

HONORIFIC = [
    "El Dr. [Álvaro Quispe](honorific honorific=Dr.) atendió a los niños.",
    "La Ing. [Rosa Zúñiga](honorific honorific=Ing.) supervisó la obra.",
    "Mons. [Pedro Barreto](honorific honorific=Mons.) ofició la misa.",
    "La Dra. [Pilar Arce](honorific) y el Dr. [Hugo Ñopo](honorific) asistieron.",
    "Don [Xandro Quillx](honorific honorific=Don) llegó.",
    "Doña [Xandra](honorific honorific=Doña) llegó.",
    "Sor [Ana Torres](honorific honorific=Sor) llegó.",
    "El señor [Quispe](honorific honorific=señor) llegó.",
    "El general PNP [Jorge Angulo](honorific) dirigió el operativo.",
    "El coronel EP (r) [Raúl Tello](honorific) declaró.",
    "La Lic. en Enfermería asistió.",  # a degree, not a person
    "El padre de familia y la madre asistieron.",
    "El señor Gobierno respondió.",  # an ordinary word
    "El señor Xandro llegó.",  # one unknown word after a small honorific
    "Llegó el Ing. a la obra.",
    "El Padre Nuestro es una oración.",
]
NAME = [
    "La [ministra](role) [Luz Marina Sandoval](name) viajó.",
    "Ayer [Carlos Quispe Mamani](name) recibió el premio.",
    "[Luis Vera](name) y [Ana Torres](name) firmaron.",
    "Según [Rosa Elena Ríos](name), no hay riesgo.",
    "Buenos Aires recibió a los visitantes.",
    "La Copa América empieza.",
    "Santa Rosa de Lima es la patrona.",
    "La Nueva Ley Universitaria rige desde mayo.",
    "Llegaron turistas de Santiago y Medellín.",
    "San Juan del Río creció.",
]
AFTER_ROLE = [
    "El [embajador del Japón en el Perú](role), [Katayama Kazuyuki](after_role), donó equipos.",
    "La [jefa (e)](role) del INEI, [Xandra Quill](after_role), informó.",
    "El [alcalde](role) es [Kiko Zambrano](after_role).",
    "El [ministro](role) fue [Kiko Zambrano](after_role).",
    "[Ministro](role): [Kiko Zambrano](after_role).",
    "El [presidente](role) [Alberto](after_role) llegó.",
    "El [presidente](role) Perú llegó.",  # a country
    "El [alcalde](role) Ica llegó.",
    "La [ministra](role) Xandra llegó.",  # one unknown word
    "El técnico Italiano ganó.",
    "El [ministro](role). Xandro Quillén llegó.",  # another sentence
]
BEFORE_ROLE = [
    "[Xandra Quillén](before_role), [jefa de Estudios](role), informó.",
    "[Xandra Quillén](before_role), la actual [rectora](role), informó.",
    "[Kiko Zambrano](before_role), quien es el [alcalde](role), llegó.",
    "Lima, jefa de área, cuna de poetas.",
    "Desarrollo Social, jefa de área.",  # ordinary words
    "Kiko Zambrano y la [jefa](role) llegaron.",  # not in apposition
    "Xandra Quillén es la [jefa](role).",
    "[Kiko Zambrano](before_role), nueva [directora](role), llegó.",
    "[Xandro Quillén](before_role) ([gerente general](role)) informó.",
    "[Luis Vera](name) – [gerente general](role) – firmó.",
]
ROLE = [
    "La [ministra de la Mujer](role) viajó.",
    "El [titular](role) del Midagri viajó.",
    "El [premier](role) anunció medidas.",
    "El [exalcalde](role former=True) declaró.",
    "Las [ministras](role plural=True) [Albina Ruíz](after_role) y [Nelly Paredes](name) van.",
    "Los [congresistas](role) [Luis Vera](name), [Ana Torres](name) y [Eva Ríos](name) van.",
    "Según el [neurólogo](role) [Luis Vera](name), no hay riesgo.",  # a profession beside a name
    "La [actriz](role) [Ana Torres](name) llegó.",
    "El [futbolista](role) [Luis Vera](name) llegó.",
    "El médico atendió al general.",  # professions and ranks alone
    "Los ministros se reunieron.",
    "Los directores de los hospitales se reunieron.",
    "Las defensas fluviales resistieron.",
    "El plan general costó más.",
    "MINISTRO DE SALUD VISITA PUNO",
    "El [ministro de Defensa](role), [Luis Vera](name), declaró.",
]
LISTS = [
    "Asistieron [Luis Vera](name), [ministro de Salud](role); [Ana Torres](name), "
    "[viceministra de Pesca](role); y [Eva Ríos](name), [rectora](role).",
    "El [ministro de Salud](role), [Luis Vera](name); la [ministra de Cultura](role), "
    "[Ana Torres](name), y el [premier](role), [Iván Ruiz](name), asistieron.",
    "[Ministra de la Mujer](role),\n[Ana Torres](name), visitó Puno.",
    "La [ministra](role),\n[Ana Torres](name), visitó Puno.",
    "Dra. [Ana Torres](honorific)\n[Directora de Salud](role)",
    "El [obispo de Chimbote](role), [monseñor](role) [Luis Vera](name), ofició la misa.",
    "El [ministro del Interior](role), [general](role) [Luis Vera](honorific), llegó.",
]
READ = [*HONORIFIC, *NAME, *AFTER_ROLE, *BEFORE_ROLE, *ROLE, *LISTS]


@pytest.mark.parametrize("example", READ)
def test_officials(example):
    check(example, *GROUPS)


def test_every_rule_has_a_sentence():
    assert rules_in("officials", "fields/officials.py") <= rules_of(READ)


def test_page_furniture_names_nobody():
    doc = read("La feria abrió ayer en la plaza.\n\nFoto: Ana Torres, directora de Prensa")
    assert not doc.spans["persons"]
    assert not doc.spans["roles"]
