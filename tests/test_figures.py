"""Figures: a sentence each rule reads, and one it leaves alone.

`[text](kind value unit …)` marks what is expected; a sentence without marks has no figure.
The country, where it matters, stands before a colon.
"""

from __future__ import annotations

import re

import pytest
import spacy

import extractor.fields.figures
import extractor.structure.tokenizer  # noqa: F401
from extractor.spans import facts

MARK = re.compile(r"\[([^\]]+)\]\(([^)]*)\)")


@pytest.fixture(scope="module")
def nlp():
    config = {"nlp": {"tokenizer": {"@tokenizers": "press_tokenizer.v1"}}}
    nlp = spacy.blank("es", config=config)
    nlp.add_pipe("press_figures")
    return nlp


def parse(example):
    """The text of an example, its country, and the expected (text, facts)."""
    country = None
    if example[2:4] == ": ":
        country, example = example[:2], example[4:]
    expected = []
    for text, wanted in MARK.findall(example):
        kind, value, *rest = wanted.split(" ", 2)
        fields = {"kind": kind, "value": float(value)}
        for pair in (rest[0] if rest else "").split(";"):
            if pair.strip():
                key, _, cell = pair.strip().partition("=")
                fields[key] = float(cell) if key in ("low", "high") else cell
        expected.append((text, fields))
    return MARK.sub(r"\1", example), country, expected


def read(nlp, text, country=None):
    doc = nlp.make_doc(text)
    doc._.country = country
    doc = nlp(doc)
    amounts = [span for span in doc.spans["figures"] if span.id_ != "figures.expression"]
    return doc, [(span.text, facts(span, "figures")) for span in amounts]


def check(nlp, example):
    text, country, expected = parse(example)
    doc, found = read(nlp, text, country)
    assert [span for span, _ in found] == [span for span, _ in expected]
    for (_, have), (_, want) in zip(found, expected, strict=True):
        for key, value in want.items():
            assert have[key] == (pytest.approx(value) if isinstance(value, float) else value), key
    for span in doc.spans["figures"]:
        kind = facts(span, "figures").get("kind")
        assert kind is None or span.label_ in (kind.upper(), "AMOUNT")
        assert span.id_.startswith("figures.")


COUNTS = [
    "Llegó a [89,891 beneficiarios](count 89891 unit=beneficiarios) del país.",
    "Entregó [1 868 títulos de propiedad](count 1868 unit=títulos de propiedad).",
    "Apoya a [cinco Centros](count 5 unit=Centros) del país.",
    "CO: Acompaña a [15.600 pequeños productores](count 15600 unit=pequeños productores).",
    "El promedio fue [doscientos con setenta y uno](count 200.71).",
    "Reunió a [treinta madres](count 30 unit=madres) con [veinte niños](count 20 unit=niños).",
    "Lea [12](count 12)&[34](count 34).",
    "Recorrió [42 gobiernos locales](count 42 unit=gobiernos locales).",
    "Atendió a [48 niñas y niños](count 48 unit=niñas y niños) del valle.",
    "Sumó [1.2 millones de plantones](count 1200000).",
    "Se eligió a [veintiún miembros](count 21 unit=miembros).",
    "Hubo [22 millones 456 mil 789 puestos](count 22456789 unit=puestos).",
    "Visitó [medio centenar de comunidades](count 50 unit=comunidades;qualifier=approx).",
    "Inauguró [una docena de aulas](count 12 unit=aulas).",
    "Capacitó a [640 yachachiq](count 640 unit=yachachiq).",
    "Multa de [51 UIT](count 51 unit=UIT).",
    "Firmaron [treinta (30) convenios](count 30 unit=convenios).",
    "Se abrieron [3 (tres) licitaciones](count 3 unit=licitaciones).",
    "Dio [1.234 casos](count 1234 unit=casos;qualifier=exact).",
]
MONEY = [
    "PE: Cuesta [S/ 1.2 millones](money 1200000 currency=PEN).",
    "PE: Transfirió [S/ 31 millones 600 mil](money 31600000 currency=PEN).",
    "PE: Invierte [S/.30 millones](money 30000000 currency=PEN).",
    "PE: Adeuda [S/ 2'450,000](money 2450000 currency=PEN).",
    "PE: Aporta [$ 500](money 500 currency=USD).",
    "Aporta [US$ 530 millones](money 530000000 currency=USD).",
    "Aporta [900 millones de dólares](money 900000000 currency=USD).",
    "MX: Paga [3 mil 480 millones de pesos](money 3480000000 currency=MXN).",
    "MX: Paga [400 mdp](money 400000000 currency=MXN).",
    "MX: Subió [50 centavos](money 0.5 currency=MXN).",
    "CL: Cuesta [$7.250,5 millones](money 7250500000 currency=CLP).",
    "CL: Recibe [1.100 UF](money 1100 currency=CLF).",
    "CO: Ha girado [$1,2 billones](money 1200000000000 currency=COP).",
    "AR: Ofertó [$ 79.812.345.678,90](money 79812345678.9 currency=ARS).",
    "ES: Cuenta con [640.000 €](money 640000 currency=EUR) ayer.",
    "ES: Captó [19,7 M€](money 19700000 currency=EUR) ayer.",
    "GT: Invirtió [Q38.9 millones](money 38900000 currency=GTQ).",
    "BO: Baja a [$us 5,5](money 5.5 currency=USD) por cabeza.",
    "BO: Son [2.400 millones de bolivianos](money 2400000000 currency=BOB).",
    "NI: Entregó [C$ 120 millones](money 120000000 currency=NIO).",
    "Costó [20 millones de pesetas](money 20000000 currency=ESP).",
    "Asistencia por [2.3 millones de francos suizos](money 2300000 currency=CHF).",
    "AR: Los [1.200.000 argentinos](count 1200000 unit=argentinos) y [300 bolivianos](count 300).",
]
PERCENTS = [
    "Ahorra un [22,5 %](percent 22.5) de agua.",
    "Es el [95 por ciento](percent 95) del total.",
    "Bajó [3,4 puntos porcentuales](percent 3.4).",
    "Subió [un punto porcentual y medio](percent 1.5) en Chile.",
    "Subió [0,8 p. p.](percent 0.8) o [medio por ciento](percent 0.5).",
    "Es el [cien por cien](percent 100).",
    "Fue [11,3%](percent 11.3), [0,4 puntos](percent 0.4) menos que antes.",
    "La OMS dio [5,4 puntos](count 5.4 unit=puntos) al país.",
    "Llega a casi [dos tercios](percent 66.67 qualifier=approx) de los hogares.",
    "La prensa, los [dos medios](count 2 unit=medios), lo contaron.",
]
MEASURES = [
    "Tiene [8,500 m2](measure 8500 unit=m2) y [1.2 km](measure 1.2 unit=km).",
    "Riega [13.250 hectáreas](measure 13250 unit=hectáreas).",
    "Genera [507 megavatios](measure 507 unit=megavatios).",
    "Trae [1,850 litros por segundo](measure 1850 unit=litros por segundo) al valle.",
    "Cayó a [-5 °C](measure -5 unit=°C) con vientos de [35 km/h](measure 35 unit=km/h).",
    "Un sismo de magnitud [5.2](measure 5.2 unit=magnitud) remeció la zona.",
    "Hay [tres toneladas y media](measure 3.5 unit=toneladas) de semilla.",
    "Mide [un metro y medio](measure 1.5 unit=metro).",
    "Halló [2 toneladas 318 kilos](measure 2318 unit=kilos).",
    "GT: Riega [6 mil manzanas](measure 6000 unit=manzanas).",
    "ES: Vende [6 mil manzanas](count 6000 unit=manzanas).",
]
TIMES_AND_AGES = [
    "Dura [36 meses](duration 36 unit=meses;qualifier=max) como máximo.",
    "Durante [cuarenta años](duration 40 unit=años) esperó.",
    "Un plazo de [18 meses](duration 18 unit=meses) fija la ley.",
    "A los [18 meses](age 18 unit=meses) llega a la escuela.",
    "A los [tres meses](duration 3 unit=meses) de iniciada la obra, paró.",
    "Lo dijo Leandro Mamani, de [67 años](age 67 unit=años), ayer.",
    "Vacunó a menores de [tres años](age 3 qualifier=max).",
    "Jóvenes de [18 a 40 años](age 18 low=18;high=40) participan.",
    "Con [20 años](duration 20) de servicio se jubiló.",
    "Estuvo [cuatro años y nueve meses](duration 4.75 unit=años) detenido.",
]
RANKS = [
    "Ocupa el [tercer lugar](rank 3) entre las regiones.",
    "Es el [segundo destino](rank 2) turístico más visitado.",
    "Pasó del [sexto](rank 6) al [segundo lugar](rank 2).",
    "Es el [segundo productor](rank 2) mundial de cobre.",
    "Figura en el [puesto 14](rank 14) del índice.",
    "El establecimiento es el [tercero](rank 3) de su tipo.",
    "El equipo está en Primera y descendió.",
    "En primer lugar, agradeció a todos.",
    "Entregó la tercera fase del primer puesto de salud.",
    "Lo hizo por segunda vez en el tercer trimestre.",
]
QUALIFIERS = [
    "Son más de [5000 hogares](count 5000 qualifier=min).",
    "Son unos [300](count 300 qualifier=approx).",
    "Son cerca de [mil familias](count 1000 qualifier=approx).",
    "Supera los [412 kilómetros](measure 412 qualifier=min).",
    "Reciben hasta [90 kilos](measure 90 qualifier=max).",
    "Talleres de [diez trabajadores](count 10 qualifier=max) o menos.",
    "Bajó hasta los [42 desempleados](count 42 qualifier=exact).",
]
RANGES = [
    "Vacunan a niños de [uno a seis años](age 1 low=1;high=6).",
    "Perdió uno a [dos](count 2).",
    "Atenderá a [19 ciudades](count 19 unit=ciudades) de aquí al 2021.",
    "Contacto: tel. 2523-2000 ext. 2201.",
    "Entre [20 y 30 familias](count 20 low=20;high=30;unit=familias) viven allí.",
    "De [40 a 55 %](percent 40 low=40;high=55) de avance.",
    "Entre [12 y 15 millones de litros](measure 12000000 low=12000000;high=15000000).",
    "Reduce entre [15 % y 22 %](percent 15 low=15;high=22) los tiempos.",
    "Prevé un crecimiento anual del [2% al 3%](percent 2 low=2;high=3) en el año.",
    "El aumento del IVA del [15](percent 15) al [19 %](percent 19) ya rige.",
    "La obra reduce de [10 a 15 %](percent 10 low=10;high=15) los tiempos.",
    "La pobreza bajó del [12,8](percent 12.8) al [7,7 %](percent 7.7).",
    "Grupos de [20-30 familias](count 20 low=20;high=30).",
    "Cuesta [dos o tres soles](money 2 low=2;high=3;currency=PEN).",
    "Entre [900 y los 5 mil 200 metros](measure 900 low=900;high=5200).",
    "Pasó de [150](count 150 unit=vacantes) a [420 vacantes](count 420 unit=vacantes).",
    "El partido terminó 2-1.",
]
ELIDED = [
    "Inundó [63 viviendas](count 63), de las cuales [11](count 11 unit=viviendas) cayeron.",
    "Faltan [38](count 38 unit=medicamentos) de los [214 medicamentos](count 214).",
    "Fallan [dos](count 2 unit=ambulancias) de sus [cinco ambulancias](count 5).",
    "Dio [800 empleos](count 800) directos y [2400](count 2400 unit=empleos) indirectos.",
    "Del total de becarios, [316](count 316 unit=becarios) son de Puno y [94](count 94), de Ica.",
    "Baja de [2.900](measure 2900 unit=metros) a [2.150 metros](measure 2150).",
    "Sube de [tres](duration 3 unit=días) a [cinco](duration 5 unit=días) los días de permiso.",
    "Las aulas pasarán de [48](count 48 unit=aulas) a [96](count 96 unit=aulas) este año.",
    "ES: Da [2 millones de euros](money 2000000): a Jaén, [1,2](money 1200000 currency=EUR).",
    "ES: Invertirá [37,4 millones](money 37400000 currency=EUR) más que los [9 euros](money 9).",
    "Sumó [812 mil](count 812000 unit=turistas).\n\nSon [812,346 turistas](count 812346).",
]
NONE = [
    "La Ley N.° 31250 y el D.S. 004-2023-EF rigen desde hoy.",
    "Según los artículos 12 y 15 del Decreto Supremo 008, aún no rige.",
    "Lo anunció el 30 de enero de 2023, en 2022 y al 2028.",
    "Del 3 al 7 de mayo, el jueves 29 y el 30/01/2023.",
    "Desde 2019, a partir de 2025 y entre 2017 y 2020.",
    "Será a las 9:00 a. m., a las 18 horas y de 9 a 21 horas.",
    "11:20 | Lima, ene. 30.- Nota de prensa N.° 118-2024.",
    "Atiende Pensión 65, la Línea 100 y Beca 18 por la Covid-19.",
    "Llame al 115 o al (01) 612-8230, Cel. 959 555 214.",
    "Está en el kilómetro 45 de la carretera SM-112.",
    "El colegio 7057 y el Tren de la 80 están en la calle 33.",
    "1. Requisitos\n2) Plazos\n3.- Costos",
    "Los años noventa y los años 80 fueron así; a fines de los 90, no.",
    "Lo dijo Francisco Díez el pasado día 13 sobre los tramos 3 y 4.",
    "El producto destinado al por ciento señalado ganó por un ocho.",
    "Empezó hacia las 21 horas, sobre las 14,15 horas.",
    "Ambos, los dos, la mitad y cientos de ellos; un paso más.",
    "Proyecto con CUI 2486151 y código SNIP es 130158.",
    "Vea www.example.com/q=30%25%2020 en la red 5G.",
]
EVERY = [*COUNTS, *MONEY, *PERCENTS, *MEASURES, *TIMES_AND_AGES, *RANKS, *QUALIFIERS, *RANGES]


@pytest.mark.parametrize("example", [*EVERY, *ELIDED, *NONE])
def test_figures(nlp, example):
    check(nlp, example)


WHOLES = {
    "El 40 % [de los equipos de protección personal] se entregó.": "40 %",
    "El 40 % [de los equipos] que llegaron del exterior se entregó.": "40 %",
    "El 40 % [de la población] indica que trabaja.": "40 %",
    "El 12 % [de la demanda energética nacional] cae.": "12 %",
    "El 12 % [de la población rural] mayor de 60 años vive sola.": "12 %",
    "El 12 % [de la población adulta mayor] vive sola.": "12 %",
    "El 30 % [de las y los estudiantes] aprobó.": "30 %",
    "El 30 % [de los niños y niñas] lee.": "30 %",
    "El 22 % [de las micro y pequeñas empresas] exporta.": "22 %",
    "El 25 % [de todos los hogares bolivianos] tiene gas.": "25 %",
    "El 25 % [del Producto Interno Bruto] es gasto.": "25 %",
    "El 5 % [de lo recaudado] vuelve.": "5 %",
    "El 10 % [de cada venta] se dona.": "10 %",
    "El 1 % [de las ventas netas anuales] se invierte.": "1 %",
    "Asfaltó 30 km [de la carretera Panamericana Sur] en Ica.": "30 km",
    "Pagó USD 2 millones [de un total] de USD 5 millones.": "USD 2 millones",
    "El 15 % [de la inversión] termina en Lima.": "15 %",
    "Reparte 20 toneladas [de harina\nfortificada] hoy.": "20 toneladas",
    "Subió el 40 % [de los equipos]\n\nLima crece.": "40 %",
    "El 90 % de ellos tiene título.": "90 %",
    "El 60 % de quienes viajan vuela.": "60 %",
    "Reparte 20 toneladas de forma gratuita.": "20 toneladas",
    "El 33 % de las veinte escuelas rurales cerró.": "33 %",
}


@pytest.mark.parametrize("example", WHOLES)
def test_what_a_figure_is_of(nlp, example):
    whole = re.search(r"\[(.+)\]", example, re.DOTALL)
    _, found = read(nlp, re.sub(r"[\[\]]", "", example))
    (of,) = {f["of"] for text, f in found if text == WHOLES[example]}
    assert of == (whole[1].replace("\n", " ") if whole else None)


def test_a_name_in_the_whole_stays_whole(nlp):
    doc = nlp.make_doc("El 5 % del Fondo para el Medio Ambiente llegó.")
    doc.spans["organizations"] = [doc[4:9]]
    doc = nlp(doc)
    assert facts(doc.spans["figures"][0], "figures")["of"] == "del Fondo para el Medio Ambiente"


EXPRESSIONS = {
    "La tasa bajó del 1.4 al 1 por ciento.": ["1.4 al 1 por ciento"],
    "Cayó del 12.8 por ciento a 7.7 por ciento.": ["12.8 por ciento a 7.7 por ciento"],
    "Hay descuentos del 50 y 25 por ciento.": ["50 y 25 por ciento"],
    "Dio 742, 388 y 154 subsidios.": ["742, 388 y 154 subsidios"],
    "El precio bajó de 30 a 20 soles.": ["30 a 20 soles"],
}


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_several_amounts_of_one_expression(nlp, text):
    doc, found = read(nlp, text)
    kinds = {fact["kind"].upper() for _, fact in found}
    whole = [span for span in doc.spans["figures"] if span.label_ != "AMOUNT"]
    assert [span.text for span in whole] == EXPRESSIONS[text]
    assert {span.label_ for span in whole} == kinds
    assert len(found) == len(doc.spans["figures"]) - 1 > 1  # each amount is a figure of its own


@pytest.mark.parametrize(
    "text",
    [
        "Creció 20 % y 30 % más.",
        "Son 38 de los 214 medicamentos.",
        "Sembró 12 hectáreas y 30 viveros.",
        "Costó 942 millones 296, 400 pesos en total.",
    ],
)
def test_amounts_that_are_expressions_of_their_own(nlp, text):
    doc, found = read(nlp, text)
    assert len(found) > 1
    assert "AMOUNT" not in {span.label_ for span in doc.spans["figures"]}
