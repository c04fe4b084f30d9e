"""Who holds which post where: role and institution of the officials of a record."""

from __future__ import annotations

import pytest
from grammar import check, check_entities, read, rules

from extractor.assemble import assemble


def failing(*values, reason):
    return pytest.param(*values, marks=pytest.mark.xfail(reason=reason, strict=True))


def officials(text, country=None):
    record = assemble(read(text, country))
    return [(o.name, o.role, o.organization) for o in record.officials]


# Country, role, institution; the sentence is made of them.
INSTITUTIONS = [
    # the portfolio, for the country of the text
    ("PE", "ministra de la Mujer", "Ministerio de la Mujer y Poblaciones Vulnerables"),
    ("CL", "ministra de la Mujer", "Ministerio de la Mujer y la Equidad de Género"),
    ("CO", "ministra de Salud", "Ministerio de Salud y Protección Social"),
    ("MX", "secretaria de Energía", "Secretaría de Energía"),
    ("MX", "titular de Salud", "Secretaría de Salud"),
    ("ES", "ministra de Sanidad", "Ministerio de Sanidad"),
    ("ES", "vicepresidenta primera y ministra de Sanidad", "Ministerio de Sanidad"),
    (
        "ES",
        "ministra para la Transición Ecológica y el Reto Demográfico",
        "Ministerio para la Transición Ecológica y el Reto Demográfico",
    ),
    ("EC", "ministra de Gobierno", "Ministerio de Gobierno"),
    ("PE", "exministra de Salud", "Ministerio de Salud"),
    (None, "ministra de Salud", None),  # of which country?
    ("PE", "ministra de Asuntos Lunares", None),
    # the post
    ("PE", "presidenta de la República", "Presidencia de la República"),
    ("PE", "presidenta del Consejo de Ministros", "Presidencia del Consejo de Ministros"),
    ("PE", "premier", "Presidencia del Consejo de Ministros"),
    ("PE", "viceministra de Gobernanza Territorial", "Presidencia del Consejo de Ministros"),
    ("PE", "defensora del Pueblo", "Defensoría del Pueblo"),
    ("PE", "fiscal de la Nación", "Ministerio Público"),
    ("ES", "presidenta del Gobierno", "Presidencia del Gobierno"),
    ("AR", "presidenta de la Nación", "Presidencia de la Nación"),
    ("CL", "subsecretaria de Prevención del Delito", "Subsecretaría de Prevención del Delito"),
    ("AR", "premier", None),
    # the place
    ("PE", "alcaldesa de Piura", "Municipalidad Provincial de Piura"),
    ("PE", "alcaldesa de Lima", "Municipalidad Metropolitana de Lima"),
    ("PE", "alcaldesa de Comas", "Municipalidad Distrital de Comas"),
    ("PE", "alcaldesa distrital de Lamay", "Municipalidad Distrital de Lamay"),
    ("PE", "alcaldesa provincial de Calca", "Municipalidad Provincial de Calca"),
    ("PE", "gobernadora regional de Ayacucho", "Gobierno Regional de Ayacucho"),
    ("PE", "gobernadora de Puno", "Gobierno Regional de Puno"),
    ("CL", "alcaldesa de Chillán", "Municipalidad de Chillán"),
    ("CL", "gobernadora de Ñuble", "Gobierno Regional de Ñuble"),
    ("CO", "alcaldesa de Soacha", "Alcaldía de Soacha"),
    ("CO", "gobernadora de Antioquia", "Gobernación de Antioquia"),
    ("AR", "intendenta de Rosario", "Municipalidad de Rosario"),
    ("MX", "presidenta municipal de Tulum", "Ayuntamiento de Tulum"),
    ("EC", "prefecta de Loja", "Prefectura de Loja"),
    ("ES", "alcaldesa de Zafra", "Ayuntamiento de Zafra"),
    ("BO", "gobernadora de Tarija", "Gobierno Autónomo Departamental de Tarija"),
    ("UY", "intendenta de Canelones", "Intendencia de Canelones"),
    (None, "alcaldesa de Xilpa", None),
    ("ES", "directora general de Tráfico", "Dirección General de Tráfico"),
    ("AR", "jefa de Gabinete", "Jefatura de Gabinete de Ministros"),
    ("AR", "ministra de Economía de la Nación", "Ministerio de Economía"),
    ("BO", "viceministra de Defensa Civil", "Viceministerio de Defensa Civil"),
    ("PE", "alcaldesa de La Victoria", "Municipalidad Distrital de La Victoria"),
    ("CL", "alcaldesa de Las Condes", "Municipalidad de Las Condes"),
    ("CO", "gobernadora del Huila", "Gobernación del Huila"),
    ("PE", "exalcaldesa de Piura", "Municipalidad Provincial de Piura"),
    ("AR", "intendenta de La Plata", "Municipalidad de La Plata"),
    ("EC", "prefecta del Guayas", "Prefectura del Guayas"),
    ("CL", "gobernadora regional del Biobío", "Gobierno Regional del Biobío"),
    ("CO", "gobernadora del departamento de Nariño", "Gobernación de Nariño"),
    # a ministry, but not the nation's
    ("AR", "ministra de Salud de Córdoba", None),
    ("AR", "ministra de Salud provincial", None),
    ("AR", "ministra de Salud bonaerense", None),
    ("AR", "ministra provincial de Salud", None),
    ("AR", "ministra de Salud de la provincia de Córdoba", None),
    ("ES", "consejera de Sanidad de Andalucía", None),
    ("ES", "consejera de Sanidad", None),
    ("CO", "secretaria de Salud", None),
    ("MX", "secretaria de Salud estatal", None),
    ("ES", "ministra de Defensa española", "Ministerio de Defensa"),
    ("CL", "ministra de Salud chilena", "Ministerio de Salud"),
    # until another is named
    ("CL", "ministra de Obras Públicas subrogante", "Ministerio de Obras Públicas"),
    ("CL", "ministra de Salud (s)", "Ministerio de Salud"),
    ("ES", "ministra de Sanidad en funciones", "Ministerio de Sanidad"),
    # a preposition opens the place's name
    ("ES", "alcaldesa de A Coruña", "Ayuntamiento de A Coruña"),
    ("AR", "gobernadora de Entre Ríos", None),
    ("AR", "ministra de Salud de Entre Ríos", None),
    ("CO", "representante a la Cámara por Antioquia", None),
]


@pytest.mark.parametrize(("country", "role", "institution"), INSTITUTIONS)
def test_the_institution_that_a_role_implies(country, role, institution):
    text = f"La {role}, Ana Torres, viajó ayer."
    assert officials(text, country) == [("Ana Torres", role, institution)]


# Sentences with (name, role, institution) of each official.
POSTS = [
    # named with the role
    ("El titular del Midagri, Luis Vera, viajó.", [("Luis Vera", "titular", "Midagri")]),
    ("El jefe (e) del INEI, Luis Vera, viajó.", [("Luis Vera", "jefe (e)", "INEI")]),
    (
        "El vocero del Ministerio de Salud, Luis Vera, viajó.",
        [("Luis Vera", "vocero", "Ministerio de Salud")],
    ),
    (
        "La OIM dio. El representante de la OIM, Luis Vera, viajó. Pagó la Organización "
        "Internacional para las Migraciones.",
        [("Luis Vera", "representante", "Organización Internacional para las Migraciones")],
    ),
    (
        "El embajador del Japón en el Perú, Katayama Kazuyuki, viajó.",
        [("Katayama Kazuyuki", "embajador del Japón en el Perú", None)],
    ),
    # after the name
    (
        "Luis Vera, ministro de Salud, y Ana Torres, rectora de la Universidad de Piura, viajan.",
        [
            ("Luis Vera", "ministro de Salud", "Ministerio de Salud"),
            ("Ana Torres", "rectora", "Universidad de Piura"),
        ],
    ),
    (
        "Luis Vera (gerente general de Agroandes S.A.) viajó.",
        [("Luis Vera", "gerente general", "Agroandes S.A.")],
    ),
    (
        "El rabino Luis Vera, de la Asociación Judía, viajó.",
        [("Luis Vera", "rabino", "Asociación Judía")],
    ),
    (
        "Dra. Ana Torres, Directora de Salud del MIMP, viajó.",
        [("Ana Torres", "Directora de Salud", "MIMP")],
    ),
    (
        "Asistieron Jorge Baca, Jefe de Misión de la OIM; el Dr. Luis Vera, Embajador del Japón "
        "en Perú, y Ana Torres, directora ejecutiva de INABIF.",
        [
            ("Jorge Baca", "Jefe de Misión", "OIM"),
            ("Luis Vera", "Embajador del Japón en Perú", None),
            ("Ana Torres", "directora ejecutiva", "INABIF"),
        ],
    ),
    # one role for several, several roles for one
    (
        "Las ministras Albina Ruíz y Nelly Paredes viajaron.",
        [("Albina Ruíz", "ministra", None), ("Nelly Paredes", "ministra", None)],
    ),
    (
        "Las ministras de Agricultura y Riego, Ana Torres, y de Desarrollo e Inclusión Social, "
        "Eva Ríos, viajaron.",
        [
            (
                "Ana Torres",
                "ministra de Agricultura y Riego",
                "Ministerio de Desarrollo Agrario y Riego",
            ),
            (
                "Eva Ríos",
                "ministra de Desarrollo e Inclusión Social",
                "Ministerio de Desarrollo e Inclusión Social",
            ),
        ],
    ),
    (
        "El presidente de Cáritas Chosica y obispo de Chosica, monseñor Luis Vera, viajó.",
        [("Luis Vera", "presidente", "Cáritas Chosica")],
    ),
    # pointed to by a noun
    (
        "El Hospital Cayetano Heredia abrió. La directora del nosocomio, Ana Torres, viajó.",
        [("Ana Torres", "directora", "Hospital Cayetano Heredia")],
    ),
    (
        "La Universidad de Piura abrió. El rector de esa casa de estudios, Luis Vera, viajó.",
        [("Luis Vera", "rector", "Universidad de Piura")],
    ),
    # honorifics, professions, former roles
    (
        "El ministro de Salud, Dr. Luis Vera, viajó.",
        [("Luis Vera", "ministro de Salud", "Ministerio de Salud")],
    ),
    ("El médico Luis Vera viajó.", [("Luis Vera", "médico", None)]),
    (
        "El ex ministro de Salud Luis Vera viajó.",
        [("Luis Vera", "ex ministro de Salud", "Ministerio de Salud")],
    ),
    # no post
    ("Luis Vera viajó.", []),
    ("El ministro viajó con Luis Vera.", []),
    ("Luis Vera saludó al ministro de Salud.", []),
    ("El ministro de Salud. Luis Vera viajó.", []),
    (
        "El secretario de Salud departamental, Luis Vera, viajó.",
        [("Luis Vera", "secretario de Salud departamental", None)],
    ),
    (
        "El delegado del Gobierno en Andalucía, Luis Vera, viajó.",
        [("Luis Vera", "delegado del Gobierno en Andalucía", None)],
    ),
    (
        "El titular de la Sunat en la provincia de Jaén, Luis Vera, viajó.",
        [("Luis Vera", "titular", "Sunat")],
    ),
    (
        "El congresista por Loreto Luis Vera viajó.",
        [("Luis Vera", "congresista por Loreto", None)],
    ),
    # the name without a comma, and places named after persons
    (
        "El alcalde de Sevilla José Luis Sanz y el exministro de Hacienda Mauricio Cárdenas van.",
        [
            ("José Luis Sanz", "alcalde de Sevilla", None),
            ("Mauricio Cárdenas", "exministro de Hacienda", None),
        ],
    ),
    (
        "La alcaldesa de Quito Pabela Muñoz y el alcalde de Cali Alejandro Eder viajaron.",
        [
            ("Pabela Muñoz", "alcaldesa de Quito", None),
            ("Alejandro Eder", "alcalde de Cali", None),
        ],
    ),
    (
        "El alcalde de San Juan Bautista Luis Vera viajó.",
        [
            (
                "Luis Vera",
                "alcalde de San Juan Bautista",
                "Municipalidad Distrital de San Juan Bautista",
            )
        ],
    ),
    (
        "La alcaldesa de José Luis Bustamante y Rivero, Ana Torres, viajó.",
        [
            (
                "Ana Torres",
                "alcaldesa de José Luis Bustamante y Rivero",
                "Municipalidad Distrital de José Luis Bustamante y Rivero",
            )
        ],
    ),
    (
        "El intendente de General Juan Madariaga, Luis Vera, viajó.",
        [("Luis Vera", "intendente de General Juan Madariaga", None)],
    ),
    (
        "La diputada por Valparaíso Ana Celis viajó.",
        [("Ana Celis", "diputada por Valparaíso", None)],
    ),
    (
        "La directora del ICBF regional Cauca, Ana Torres, viajó.",
        [("Ana Torres", "directora", "ICBF")],
    ),
    ("El titular de la Sunat pidió en la provincia calma a Luis Vera.", []),
    (
        "La viceministra de Atención Primaria en Salud, Ana Torres, viajó.",
        [("Ana Torres", "viceministra de Atención Primaria en Salud", None)],
    ),
    (
        "El director de Salud en Piura, Luis Vera, viajó.",
        [("Luis Vera", "director de Salud", None)],
    ),
    ("El director de Salud habló en Piura, Luis Vera calló.", []),
    (  # to each his own place
        "Los alcaldes de Talca, Luis Vera, y de Osorno, Ana Torres, firmaron.",
        [
            ("Luis Vera", "alcalde de Talca", None),
            ("Ana Torres", "alcalde de Osorno", None),
        ],
    ),
    (
        "El titular del INTA Chaco-Formosa, Ing. Agr. Ana Torres, viajó.",
        [("Ana Torres", "titular", "INTA")],
    ),
    ("Llegó a los departamentos Comandante Fernández y Maipú.", []),
    (  # whoever the text speaks of most, a vice-minister is no one's but a state's
        "La Unicef donó. La viceministra de Asuntos Técnicos, Ana Torres, y la Unicef firmaron.",
        [("Ana Torres", "viceministra de Asuntos Técnicos", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), POSTS)
def test_posts(text, expected):
    assert officials(text, "PE") == expected


def test_a_role_ends_where_the_recognizer_has_found_an_institution():
    nlp = rules()
    doc = nlp.make_doc("La presidenta del Sistema Estatal DIF, Ana Torres, viajó.")
    for name, component in nlp.pipeline:
        if name == "press_country":
            span = doc.char_span(18, 37, label="government", span_id="ner.organization")
            span._.organization = {"kind": "government", "form": "full", "confidence": 0.9}
            doc.spans["organizations"] = [span]
        doc = component(doc)
    [official] = assemble(doc).officials
    assert (official.role, official.organization) == ("presidenta", "Sistema Estatal DIF")


def test_the_rule_and_the_honorific_are_shown():
    [official] = assemble(read("El ministro de Salud, Dr. Luis Vera, viajó.", "PE")).officials
    assert (official.rule, official.honorific, official.country) == (
        "posts.apposition",
        "Dr.",
        "PE",
    )
    assert [m.text for m in official.mentions] == ["ministro de Salud", "Luis Vera"]


# Institutions meant again by a noun; one number for each institution.
AGAIN = [
    "PE: El [Ministerio de Salud](1) vacunó. Dicho [ministerio](1) pagó.",
    "CO: La [Universidad del Cauca](1) abrió. Esta [universidad](1) ganó y la citada "
    "[casa de estudios](1) también.",
    "MX: La empresa [Cemex S.A.](1) y el [IMSS](2) pagaron. Dicha [empresa](1) volvió.",
    # none before, or several; a noun with a complement of its own, or of another sense
    "PE: Dicho ministerio pagó. El [Ministerio de Salud](1) vacunó.",
    "AR: El [Hospital Garrahan](1) y el [Hospital Posadas](2) abrieron. Dicho hospital pagó.",
    "ES: El [Hospital Clínico](1) abrió. Este hospital de Madrid es otro.",
    "PE: La [Municipalidad Provincial de Puno](1) pagó. Este municipio creció.",
    "PE: El [Ministerio de Salud](1) vacunó. El ministerio pagó.",
]


@pytest.mark.parametrize("example", AGAIN)
def test_institutions_meant_again(example):
    check_entities(example, "organizations")


def test_the_rule_of_an_institution_meant_again_is_shown():
    check(
        "PE: El [Ministerio de Salud](lexicon_full) vacunó. "
        "Dicho [ministerio](again form=generic kind=government) pagó.",
        "organizations",
    )
