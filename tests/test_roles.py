"""The grammar of roles: heads, modifiers, and how far the complement goes."""

from __future__ import annotations

import pytest
from grammar import check

from extractor.roles import plural_of, singular_of

GROUP = "roles"

ROLES = [
    # a portfolio
    "La [ministra de la Mujer](role head=ministro gender=f) viajó.",
    "El [ministro de Vivienda, Construcción y Saneamiento](role) viajó.",
    "El [ministro de Trabajo y Promoción del Empleo](role) viajó.",
    "El [viceministro de Gobernanza Territorial](role head=viceministro) viajó.",
    "La [titular de Salud](role) viajó.",
    "El [ministro de Salud](role) y la [ministra de Cultura](role) viajaron.",
    "El [subsecretario de Prevención del Delito](role) viajó.",
    "El [secretario de Energía de México](role) viajó.",
    "El [comisario europeo de Comercio](role) viajó.",
    "Los [ministros de Salud y Educación](role plural=True) viajaron.",
    # a place
    "El [alcalde de San Juan de Lurigancho](role) viajó.",
    "El [alcalde distrital de Comas](role label=local) viajó.",
    "El [alcalde de la provincia de Leoncio Prado](role) viajó.",
    "La [gobernadora regional de Ayacucho](role label=regional) viajó.",
    "La [senadora de la República](role) viajó.",
    "El [congresista por Loreto](role label=politics) viajó.",
    "El [embajador del Japón en el Perú](role label=diplomatic) viajó.",
    "El [cónsul general de Chile en Tacna](role) viajó.",
    "La [presidenta de la República](role head='presidente de la República') viajó.",
    # a unit; the institution itself is a name of its own
    "El [director general (e) de Presupuesto Público](role) viajó.",
    "La [jefa de Estudios Económicos](role) viajó.",
    "El [jefe (e)](role) del INEI viajó.",
    "El [titular](role) del Midagri viajó.",
    "El [director ejecutivo](role) del Pronabec viajó.",
    "El [representante](role) de la OPS en Honduras viajó.",
    "El [vocero](role) del Ministerio de Salud viajó.",
    "El [presidente](role) de la Comisión de Presupuesto viajó.",
    "La [secretaria general](role) de la Comunidad Andina viajó.",
    "El [gerente](role) de la empresa viajó.",
    "El [presidente del directorio](role) viajó.",
    "El [rector de la casa de altos estudios](role), Luis Vera, viajó.",
    "El [vicerrector de Investigación y Posgrado](role), Luis Vera, viajó.",
    # modifiers, demonyms, former roles, prefixes
    "El [director nacional interino](role) viajó.",
    "El [vicepresidente segundo](role) viajó.",
    "El [presidente francés](role) viajó.",
    "El [canciller argentino](role) viajó.",
    "El [juez Primero de Garantías](role) viajó.",
    "El [ex ministro de Economía](role former=True) viajó.",
    "La [exministra de Salud](role former=True) viajó.",
    "La [vicegobernadora de Misiones](role) viajó.",
    "El [subdirector de Aduanas](role former=False) viajó.",
    "El [director de Turismo](role) y [presidente del Comité](role) viajó.",
    "El [premier](role) viajó.",
    # another sentence
    "Habló el [alcalde](role). Lima creció.",
    "Habló la [ministra](role).\n\nDe Salud no se habló.",
    # no roles
    "La ministeriable y el subsuelo crecieron.",
    "El exceso de ministerios y la vicepresidencia cuestan.",
    "Las coordinadoras y los Directores Fundadores Unidos marcharon.",
    # before a name without a comma
    "El [director de Salud](role) Luis Vera declaró.",
    "El [ex presidente](role) Luis Vera declaró.",
    "El [ministro de Defensa](role) Luis Vera declaró.",
    "El [gobernador de Puno](role) Luis Vera declaró.",
    "El [alcalde de Bogotá](role) Carlos Galán declaró.",
    "El [ministro para la Transición Ecológica](role) viajó.",
    "Los [alcaldes de Puno y Tacna](role) viajaron.",
]


@pytest.mark.parametrize("example", ROLES)
def test_roles(example):
    check(example, GROUP)


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("director general", "directores generales"),
        ("juez", "jueces"),
        ("jefe de misión", "jefes de misión"),
        ("ministra de Estado", "ministras de Estado"),
        ("fiscal superior", "fiscales superiores"),
        ("capitán", "capitanes"),
        ("guardián", "guardianes"),
        ("premier", "premieres"),
    ],
)
def test_plurals(singular, plural):
    assert plural_of(singular) == plural


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("ministras de Estado", "ministra de Estado"),
        ("jueces", "juez"),
        ("rectores", "rector"),
        ("concejales", "concejal"),
        ("cabezones", "cabezón"),
        ("alcaldes de Puno", "alcalde de Puno"),
        ("Congresistas", "Congresista"),
    ],
)
def test_singulars(plural, singular):
    assert singular_of(plural) == singular
