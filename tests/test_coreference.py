"""Persons meant again: by surname, by a part of the name, by a role alone.

`[words](1)`: mentions with one number are one person; numbers go up from 1. Roles carry the
number of the person who holds them, and 0 where nobody is known to.
"""

from __future__ import annotations

import pytest
from grammar import check, parse, read

GROUP = "persons"


def check_one(example):
    text, country, marked = parse(example)
    doc = read(text, country)
    numbers = {"": "0"}
    spans = [*doc.spans["persons"], *doc.spans["roles"]]
    found = []
    for span in sorted(spans, key=lambda s: (s.label_ != "person", s.start)):
        number = numbers.setdefault(span.kb_id_, str(len(numbers)))
        found.append((span.start_char, span.text, number))
    want = sorted((one.start, one.text, one.rule) for one in marked)
    assert sorted(found) == want, f"{sorted(found)} is not {want}"


NAMES = [
    "El [ministro](1) [Luis Quispe](1) viajó. [Quispe](1) dijo que sí. [Luis Quispe](1) volvió.",
    "[Luis Quispe](1) viajó. [Quispe](1) dijo que sí.",
    "El [ministro](1) [Luis Quispe Ruiz](1) viajó. [Quispe Ruiz](1) y [Quispe](1) volvieron. "
    "[Luis Quispe](1) dijo que sí.",
    "La [ministra](1) [Ana María Ríos](1) viajó. [Ana María](1) dijo que sí. [Ríos](1) volvió.",
    "La [ministra](1) [Rosa del Villar](1) viajó. [Del Villar](1) dijo que sí.",
    "El [gobernador](1) [Luis Ríos-Vega](1) viajó. [Ríos-Vega](1) dijo que sí.",
    "[Luis Quispe](1) viajó. El [ministro](1) [Quispe](1) volvió.",
    # a surname of two persons is nobody's
    "El [ministro](1) [Luis Quispe](1) y la [jueza](2) [Ana Quispe](2) viajaron. Quispe volvió.",
    "[Luis Castillo](1) viajó. [Ana Castillo](2) volvió. Castillo dijo que sí.",
    # a surname that is a place, a word or another name
    "PE: El [ministro](1) [Luis San Martín](1) viajó. [San Martín](1) volvió de San Martín.",
    "PE: El [ministro](1) [Luis Puno](1) viajó. [Puno](1) dijo que sí. En Puno llueve.",
    "PE: El [ministro](1) [Luis Grau](1) viajó. La provincia de Grau creció.",
    "PE: El [ministro](1) [Luis Lima](1) viajó a Lima. El Hospital Lima abrió.",
    "El [ministro](1) [José Huerta](1) viajó. La huerta creció.",
    "[Luis Castillo](1) viajó. El Castillo Real cerró.",
    "El [ministro](1) [Luis Quispe](1) viajó. La firma Quispe Hermanos S.A. ganó.",
    "El [ministro](1) [Luis Quispe](1) viajó. En la calle Quispe llueve.",
    "La [ministra](1) [Rosa del Villar](1) viajó. Según [del Villar](1), no.",
    "El [presidente](1) [Luis Quispe](1) y el [rector](2) [Juan Quispe](2) viajaron. "
    "El señor Quispe volvió.",
]
ROLES = [
    "PE: La [ministra de la Mujer](1), [Ana Ríos](1), viajó. La [ministra](1) dijo que sí.",
    "PE: El [ministro de Salud](1), [Luis Vera](1), y la [ministra de Cultura](2), "
    "[Ana Ríos](2), viajaron. La [ministra](2) volvió y el [ministro](1) no.",
    "PE: El [alcalde de Piura](1), [Luis Vera](1), viajó. El [alcalde](1) volvió.",
    "PE: El [alcalde de Piura](1), [Luis Vera](1), viajó. El [alcalde de Tacna](0) volvió.",
    "PE: El [titular](1) del Midagri, [Luis Vera](1), viajó. El [titular](1) del sector volvió.",
    "PE: El [ministro de Salud](1), [Luis Vera](1), viajó. El [titular](1) del Minsa volvió.",
    "PE: El [ministro de Salud](1), [Luis Vera](1), viajó. El [titular](0) del Midis volvió.",
    "PE: El [ministro de Salud](1), [Luis Vera](1), viajó. La [ministra](0) volvió.",
    "PE: El [ministro](0) viajó con [Luis Vera](1).",
    "ES: El [presidente del Gobierno](1), [Pedro Sánchez](1), y el [presidente](2) de la "
    "Generalitat, [Salvador Illa](2), viajaron. El [presidente](1) [Sánchez](1) volvió.",
    "La [ministra](1) [Ana Ríos](1) viajó. Lo dijo el [rector](0). [Ríos](1) volvió.",
    "PE: El [ministro de Salud](1), [Luis Vera](1), viajó. El [titular](1) del sector volvió.",
    "CL: La [ministra de Salud](1), [Ana Ríos](1), viajó. La [secretaria de Estado](1) volvió.",
    "PE: El [alcalde de Piura](1), [Luis Vera](1), viajó. El [burgomaestre](1) volvió.",
    "AR: El [intendente de Rosario](1), [Luis Vera](1), viajó. El [jefe comunal](1) volvió.",
    "PR: El [secretario](1) del Departamento de la Vivienda, [Luis Vera](1), viajó. El [titular de "
    "Vivienda](1) volvió. El [titular de Hacienda](0) no.",
    "CO: La [ministra de Salud](1), [Ana Ríos](1), viajó. La [titular](1) de la cartera volvió.",
    "PE: El [presidente del Consejo de Ministros](1), [Luis Vera](1), viajó. El [premier](1) no.",
    "ES: La [secretaria de Estado de Turismo](1), [Ana Ríos](1), viajó. "
    "La [secretaria de Estado](1) volvió.",
    "EC: El [presidente](1) de la Cámara de Comercio, [Luis Vera](1), viajó. "
    "El [mandatario](0) volvió.",
    "CL: El [presidente de la República](1), [Luis Vera](1), viajó. "
    "El [mandatario argentino](0) volvió.",
    "PE: El [alcalde de Piura](1), [Luis Vera](1), viajó. El [burgomaestre de Tacna](0) volvió.",
    "MX: El [presidente](1) de la Suprema Corte, [Luis Vera](1), viajó. El [magistrado](1) volvió.",
    "CO: La [ministra de Salud](1), [Ana Ríos](1), viajó. La [titular de Salud](1) volvió. "
    "El [titular de Salud](0) no. La [titular de Educación](0) tampoco.",
    "EC: El [presidente](1) [Daniel Noboa](1) viajó. El [primer mandatario](1) volvió.",
    "PE: El [alcalde de Piura](1), [Luis Vera](1), viajó. La [burgomaestre](0) volvió.",
    "PE: El Ministerio de Cultura pagó. El [ministro de Salud](1), [Luis Vera](1), viajó. "
    "El [titular](0) del sector volvió.",
]


@pytest.mark.parametrize("example", [*NAMES, *ROLES])
def test_persons_meant_again(example):
    check_one(example)


RULES = [
    "[Luis Quispe](name form=full) viajó. [Quispe](coreference.name form=short) volvió.",
    "[Luis Quispe Ruiz](name form=full) viajó. [Luis Quispe](name form=short) volvió.",
    "Viajó Quispe.",
]


@pytest.mark.parametrize("example", RULES)
def test_rules(example):
    check(example, GROUP)


def test_a_person_is_no_place():
    doc = read("El ministro Luis Puno viajó. Puno dijo que sí. En Puno llueve.", "PE")
    assert [span.start_char for span in doc.spans["places"]] == [50]


def test_page_furniture_means_nobody():
    doc = read("El ministro Luis Quispe viajó ayer a la zona.\n\nFoto: Quispe")
    assert [span.text for span in doc.spans["persons"]] == ["Luis Quispe"]
