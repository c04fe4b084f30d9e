"""What each line of a press release is.

A line that a rule must label begins with the rule and a bar: `layout.teaser| Más en Andina:`
is written `teaser| Más en Andina:`; the others have no label.
"""

from __future__ import annotations

import re

import pytest
from grammar import read, rules_in

BODY = (
    "La ministra inauguró ayer el puente y anunció más obras para la zona en los meses que vienen."
)
MARK = re.compile(r"^(\w+)\| ", re.M)


LAYOUTS = [
    # headline, summary
    f"headline| Inauguran puente en Tumbes\n{BODY}",
    "headline| Ministra de Salud inauguró ayer el nuevo puente sobre el río Tumbes\n"
    f"summary| Obra costó tres millones de soles y tardó dos años\n\n{BODY}",
    "headline| Inauguran el puente sobre el río Tumbes con gran acto\nbullet| • Costó mucho\n"
    f"summary| Gobierno anuncia más inversión en la frontera norte\n\n{BODY}",
    f"{BODY}\n{BODY}",  # a text without a headline
    BODY,
    "Inauguran puente en Tumbes",  # nothing below it
    "headline| Inauguran puente en Tumbes\n\n"
    "La ministra inauguró ayer el puente sobre el río y anunció más obras\n"
    "para la zona en los meses que vienen, según dijo en la plaza de armas\n"
    "del distrito, ante cientos de vecinos que esperaban desde la mañana\n"
    "la llegada de las autoridades. Luego recorrió la obra.",
    "headline| Gobierno de Antioquia entrega 300 viviendas en Apartadó\n"
    "El gobernador entregó ayer las llaves de 300 viviendas a familias de\n"
    "la zona. En el acto participaron la ministra y los alcaldes de Urabá.",
    "headline| Presentan el plan de riego del valle del Elqui en Chile\n\n"
    "El subsecretario de Agricultura de Chile dijo ante los regantes del\n"
    "Elqui que la obra durará tres años y que en la primera etapa se hará\n"
    "el canal. Luego visitó la zona.",
    "El Ministerio de Salud de la República y los gobernadores de la\n"
    "Costa firmaron ayer un convenio que durará tres años. Lo dijo la\nministra.",
    "La consejera de Sanidad de la Junta de Andalucía, la doctora Ana\n"
    "Torres Quispe, visitó ayer la provincia de Jaén para ver las obras de\nlos hospitales.",
    # what stands above
    f"masthead| NOTA DE PRENSA N° 123-2021\nheadline| Inauguran puente en Tumbes\n{BODY}",
    f"masthead| Comunicado oficial\n\n{BODY}",
    f"masthead| PARA PUBLICACIÓN INMEDIATA\n\nheadline| Inauguran puente en Tumbes\n{BODY}",
    f"masthead| Boletín informativo\nheadline| Inauguran puente en Tumbes\n{BODY}",
    f"headline| Comunicado sobre el puente de Tumbes\n{BODY}",
    f"byline| EFE\nheadline| Inauguran puente en Tumbes\n{BODY}",
    f"{BODY}\n\nEFE fue la primera en llegar al lugar.",
    "section| MINISTERIO DE SALUD\nsignature| Oficina General de Comunicaciones\n"
    f"headline| Inauguran puente sobre el río Tumbes\n{BODY}",
    # stamps
    f"stamp| Published: 1/30/2023\n\n{BODY}",
    f"stamp| Publicado: 12/4/2025\n\n{BODY}",
    f"stamp| Publicado el: 12 de abril de 2025\n\n{BODY}",
    f"stamp| Fecha de publicación: 2024-05-06\n\n{BODY}",
    f"{BODY}\nPublicado: en la web del ministerio el día de hoy por la tarde.",
    f"date_line| 5 de mayo de 2024 - 10:30 h\n\n{BODY}",
    f"date_line| martes 7 de junio de 2022\n\n{BODY}",
    f"{BODY}\n\n5 de mayo de 2024 llegó la ministra al puente de la zona.",
    f"dateline_line| Cusco, 5 de mayo de 2024\n\n{BODY}",
    f"{BODY}\n\ndateline_line| Lima, 5 de mayo de 2021\nsignature| Dirección de Prensa",
    # sign-offs
    f"{BODY}\n\nsignoff| (FIN) NDP/SMS",
    f"{BODY}\n\nsignoff| (FIN) NDP/ SMS",
    f"{BODY}\n\nsignoff| -o-",
    f"{BODY}\n\nsignoff| ###",
    f"{BODY}\n\nsignoff| FIN\nsignoff| JRA/LIT",
    f"{BODY}\n\nsignoff| (FIN)\ninitials| JRA",
    f"{BODY}\n\nEl fin de la obra es llegar a más familias de la zona.",
    # other articles
    f"{BODY}\nteaser| Más en Andina:\nteaser| Minsa vacuna a niños en Puno\nteaser| http://bit.ly/x",
    f"{BODY}\nteaser| Más en Andina:\nsignoff| (FIN) NDP/SMS\nstamp| Published: 1/30/2023",
    f"{BODY}\nteaser| Lea también: Minsa vacuna a niños\n\n{BODY}",
    f"{BODY}\nteaser| Puede interesarle: obras de la zona",
    f"{BODY}\nMás en el norte que en el sur: las lluvias crecen cada año en la zona.",
    # photographs
    f"{BODY}\n\ncredit| Foto: ANDINA/Difusión",
    f"{BODY}\n\ncredit| Fotos: Ana Torres",
    f"{BODY}\n\ncredit| Imagen: Ministerio de Salud",
    f"{BODY}\nLa foto: un recuerdo de la visita que hizo la ministra a la zona.",
    # bullets, section heads, signature
    f"{BODY}\n\nbullet| • Primero, agua.\nbullet| - Segundo, luz.\nbullet| * Tercero\n-5 grados.",
    f"{BODY}\n\nsection| Antecedentes\n\n{BODY}",
    f"{BODY}\n\nsection| Detalles de la obra:\n{BODY}",
    f"{BODY}\n\nEl dato.\n\n{BODY}",
    f"{BODY}\n\nantecedentes\n\n{BODY}",
    f"{BODY}\n\nsignature| Oficina de Comunicaciones e Imagen Institucional",
    f"{BODY}\n\nsignature| Dirección de Prensa",
    f"{BODY}\n\nLa oficina de comunicaciones lo confirmó por la tarde en una nota.",
]


@pytest.mark.parametrize("example", LAYOUTS)
def test_layout(example):
    text = MARK.sub("", example)
    expected = [
        (line.split("| ", 1)[1], MARK.match(line)[1])
        for line in example.splitlines()
        if MARK.match(line)
    ]
    spans = [s for s in read(text).spans["layout"] if s.label_ != "DATELINE"]
    assert [(span.text, span.id_.partition(".")[2]) for span in spans] == expected
    assert all(span.id_.startswith("layout.") for span in spans)


def test_every_rule_has_a_line():
    read_by = {rule for example in LAYOUTS for rule in MARK.findall(str(example))}
    read_by |= {rule for e in LAYOUTS for rule in MARK.findall(getattr(e, "values", [""])[0])}
    assert rules_in("layout", "structure/layout.py") - {"dateline"} <= read_by


def test_a_dateline_is_a_part_of_its_line():
    doc = read(f"Lima, ene. 30 (ANDINA).- {BODY}")
    assert [(s.label_, s.text) for s in doc.spans["layout"]] == [
        ("DATELINE", "Lima, ene. 30 (ANDINA).-")
    ]


@pytest.mark.parametrize(
    ("headline", "summary"),
    [
        ("Ministra de Salud inauguró ayer el nuevo puente\nsobre el río Tumbes", None),
        ("Presentan en la ciudad de Salta el plan de riego de la\nProvincia para 2030", None),
        ("CIERRAN POR LLUVIAS LA RUTA QUE UNE A LA CAPITAL CON LA\nCOSTA DEL PAÍS", None),
        ("Salta: abren las ofertas para el acueducto de la zona,\nsegunda etapa", None),
        ("Ministra de Salud inauguró ayer el nuevo puente", "Obra costó tres millones de soles"),
    ],
)
def test_a_headline_over_two_lines_is_one(headline, summary):
    doc = read("\n".join(filter(None, [headline, summary])) + f"\n\n{BODY}")
    assert [(s.text, s.label_) for s in doc.spans["layout"]] == [
        (text, label) for text, label in ((headline, "HEADLINE"), (summary, "SUMMARY")) if text
    ]
    assert len(list(doc.sents)) == (3 if summary else 2)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"Published: 1/30/2023\n\n{BODY}", "2023-01-30"),
        (f"{BODY}\n\nPublished: 12/4/2025", "2025-12-04"),  # the English page: month first
        (f"{BODY}\n\nPublicado: 12/4/2025", "2025-04-12"),
        (f"{BODY}\n\nActualizado: 12/4/2025", "2025-04-12"),
        (f"5 de mayo de 2024\n\n{BODY}", "2024-05-05"),
        (f"Cusco, 5 de mayo de 2024\n\n{BODY}", "2024-05-05"),
        (BODY, None),
    ],
)
def test_the_publication_date(text, published):
    assert read(text)._.published == published


def test_the_caller_knows_the_date_better():
    assert read(f"Published: 1/30/2023\n\n{BODY}", published="2023-02-01")._.published == (
        "2023-02-01"
    )


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"EFE\n{BODY}", "EFE"),
        (f"{BODY}\nMás en Andina:\nMinsa vacuna", "Andina"),
        (f"Madrid, 3 mar (EFE).- {BODY}", "EFE"),
        (f"{BODY}\nMás en el norte", None),
        (BODY, None),
    ],
)
def test_the_agency(text, agency):
    assert read(text)._.agency == agency


@pytest.mark.parametrize(
    "line",
    ["Más en Andina: Midis visitó Puno", "Foto: Ministerio de Salud de Chile", "(FIN) MTC/JRA"],
)
def test_furniture_yields_no_entities(line):
    doc = read(f"{BODY}\n\n{line}")
    for group in ("organizations", "persons", "places", "projects"):
        assert not doc.spans[group], group
