"""Dates: a sentence each rule reads, and one it leaves alone.

`[text](value TYPE)` marks what is expected, DATE where no type is said; a sentence
without marks has no date. Published on Thursday, 14 March 2024, unless a day (or `-`
for none) and a country stand before a colon.
"""

from __future__ import annotations

import re

import pytest
import spacy
from spacy.tokens import Doc

import extractor.fields.dates
import extractor.structure.layout
import extractor.structure.tokenizer  # noqa: F401
from extractor.spans import facts, tokens_of
from extractor.timex.lexer import Holiday, lex, lower
from extractor.timex.reader import read_times
from extractor.timex.values import bounds, easter, week_of_month, weekday_of_month
from extractor.timex.years import feast_time

MARK = re.compile(r"\[([^\]]+)\]\(([^)]*)\)")
SETTING = re.compile(r"(?P<published>\d{4}-\d\d-\d\d|-)(?: (?P<country>[A-Z]{2}))?: ")


@pytest.fixture(scope="module")
def nlp():
    config = {"nlp": {"tokenizer": {"@tokenizers": "press_tokenizer.v1"}}}
    nlp = spacy.blank("es", config=config)
    nlp.add_pipe("press_dates")
    return nlp


def read(nlp, example):
    """The Doc, its dates as (text, value, type), and what the example expects."""
    published, country = "2024-03-14", None
    if setting := SETTING.match(example):
        published, country = setting["published"], setting["country"]
        example = example[setting.end() :]
    expected = []
    for text, wanted in MARK.findall(example):
        value, _, kind = wanted.partition(" ")
        expected.append((text, value, kind or "DATE"))
    doc = nlp.make_doc(MARK.sub(r"\1", example))
    doc._.published = None if published == "-" else published
    doc._.country = country
    doc = nlp(doc)
    shown = [span for span in doc.spans["dates"] if not facts(span, "dates").get("hidden")]
    return doc, [(s.text, facts(s, "dates")["value"], s.label_) for s in shown], expected


def check(nlp, example):
    doc, found, expected = read(nlp, example)
    assert found == expected
    for span in doc.spans["dates"]:
        assert span.id_.startswith("dates.")
        fact = facts(span, "dates")
        if fact.get("start"):
            assert fact["start"] <= fact["end"]


@pytest.mark.parametrize(
    "example",
    [
        "La ley rige desde [el 30 de enero de 2023](2023-01-30).",
        "Nació [el 5 de mayo de 1821](1821-05-05).",
        "Abre [el martes 19 de marzo del 2024](2024-03-19).",
        "Desde [el 1.º de julio de 2020](2020-07-01) es obligatorio.",
        "Será [el primero de abril](2024-04-01), anunció.",
        "La cita es [el vigésimo segundo de junio de 2024](2024-06-22).",
        "Firmado [el veintiocho de marzo de mil novecientos noventa y dos](1992-03-28).",
        "Plazo: [30/01/2023](2023-01-30).",
        "Plazo: [2023-01-30](2023-01-30).",
        "Entregado [el 13.5.2015](2015-05-13).",
        "Emitido [el 21/04/16](2016-04-21).",
        "Vence [el 1/30/2023](2023-01-30).",
        "Updated 1/13/2023. Vence [el 4/5/2023](2023-04-05).",
        "Emitido [el 23-sep-2020](2020-09-23).",
        "Emitido [sep-23-2020](2020-09-23).",
        "Emitido [2020/23/sep](2020-09-23) en Lima.",
        "[Marzo 12, 2024](2024-03-12)",
        "Llegó [ene. 30](2024-01-30).",
        "El acto, [el 20 del mes en curso](2024-03-20).",
        "Se inscriben hasta [el día 21](2024-03-21).",
        "Cierra [el 15 de este mes](2024-03-15).",
        "No hay 30 de febrero.",
        "Vive en la avenida 28 de Julio.",
        "Juegan en el estadio 9 de Octubre.",
        "La Universidad 20 de Noviembre abre.",
        "La marcha salió de la Plaza de Mayo.",
        "La ministra Julia Mayo y Julio Abril Paredes viajaron.",
        "El resultado fue 3/4 del total y 8/10 puntos.",
        "Llame al 123-12-1234.",
    ],
)
def test_days(nlp, example):
    if example.startswith("Updated"):
        _, found, _ = read(nlp, example)
        assert [value for _, value, _ in found] == ["2023-01-13", "2023-04-05"]
        return
    check(nlp, example)


@pytest.mark.parametrize(
    "example",
    [
        "El ministro inauguró [el viernes](2024-03-08) la posta.",
        "El ministro inaugurará [el viernes](2024-03-15) la posta.",
        "[El lunes](2024-03-11) se firmó y [el miércoles](2024-03-20) se publicará el convenio.",
        "Serán aprobadas [el lunes](2024-03-18).",
        "2025-08-18: “Nuestra meta es llegar a dos mil talleres en [diciembre](2025-12)”, expresó.",
        "La obra empezó en [septiembre](2023-09).",
        "La obra empezará en [septiembre](2024-09).",
        "La adjudicación se conocerá a [mediados de abril](2024-04).",
        "Creció en [octubre](2023-10).",
        "Se realizó [el 20 de diciembre](2023-12-20).",
        "Se realizará [el 20 de febrero](2025-02-20).",
        "Comenzará [el lunes 3 de marzo](2025-03-03).",
        "Para [el último trimestre](2024-Q4), la comisión reforzará el control.",
        "Ventas [último trimestre](2023-Q4).",
    ],
)
def test_tense_decides(nlp, example):
    check(nlp, example)


@pytest.mark.parametrize(
    "example",
    [
        "Lo dijo [hoy](2024-03-14).",
        "Creció en [el tercer trimestre\nde 2018](2018-Q3) mucho.",
        "Vino [la semana\npasada](2024-W10), y desde [el primero de\nenero](2024-01-01) rige.",
        "Balance de [2018](2018)\n[Primer trimestre](2024-Q1): nada.",
        "Ha perdido 12 metros de playa de arena desde [junio](2023-06).",
        "Firmaron [ayer miércoles](2024-03-13) un convenio.",
        "-: Llegó [hoy jueves 12 de mayo de 2022](2022-05-12) a Ica.",
        "-: Llegó [hoy](XXXX-XX-XX) a Ica.",
        "Lo dijo [ayer](2024-03-13) y lo repitió [anteayer](2024-03-12).",
        "Viajó [antes de ayer](2024-03-12).",
        "Viaja [mañana](2024-03-15) y vuelve [pasado mañana](2024-03-16).",
        "Llegó [ayer, miércoles](2024-03-13), a Tacna.",
        "Lo confirmó [este jueves](2024-03-14).",
        "Será [el próximo jueves](2024-03-21).",
        "Fue [el pasado jueves](2024-03-07).",
        "Cayó [el último sábado](2024-03-09).",
        "Cayó [domingo último](2024-03-10).",
        "Será [este jueves 21](2024-03-21).",
        "Habrá sesión [el martes de la próxima semana](2024-03-19).",
        "[La semana pasada](2024-W10) llovió; [la próxima semana](2024-W12) habrá sol.",
        "El plazo vence [el mes que viene](2024-04).",
        "Crecerá [este año](2024) y creció [el año pasado](2023).",
        "Se pagó [el año anterior](2023).",
        "Lo hará [el próximo año](2025).",
        "El gasto del [presente año](2024) sube.",
        "Jugaron [el fin de semana pasado](2024-W10-WE).",
        "[Este trimestre](2024-Q1) y [el semestre anterior](2023-H2).",
        "Funciona desde [hace dos años](2022).",
        "Cerró [hace más de 3 días](2024-03-11).",
        "Abre [dentro de cinco días](2024-03-19).",
        "Pidió plata [el mes pasado](2024-02).",
        "Que tengan una buena semana.",
        "El Mes del Libro y la Semana Nacional del Café.",
        "Es el segundo grupo y la primera vez.",
        "Cambió día tras día.",
    ],
)
def test_relative(nlp, example):
    check(nlp, example)


@pytest.mark.parametrize(
    "example",
    [
        "-: Lo dijo [ayer](XXXX-XX-XX).",
        "-: Será [el viernes](XXXX-WXX-5).",
        "-: Será [el 15 de mayo](XXXX-05-15).",
        "-: Crecerá [este año](XXXX).",
        "-: Llovió [la semana pasada](XXXX-WXX).",
        "-: Creció en [abril](XXXX-04).",
        "-: Lo dijo [esta mañana](XXXX-XX-XXTMO TIME).",
        "-: Lo firmó [el 15 de mayo de 2023](2023-05-15).",
    ],
)
def test_without_publication_date_nothing_is_guessed(nlp, example):
    check(nlp, example)


@pytest.mark.parametrize(
    "example",
    [
        "Rige [del 3 al 7 de mayo de 2023](2023-05-03/2023-05-07).",
        "Rige [entre el 22 y el 25 de abril](2024-04-22/2024-04-25).",
        "Atenderá [desde el lunes 9 hasta el viernes 27 de abril](2024-04-09/2024-04-27).",
        "Atenderá [del 20 de agosto al 12 de setiembre](2024-08-20/2024-09-12).",
        "Rige [del 29 de diciembre de 2023 al 3 de enero de 2024](2023-12-29/2024-01-03).",
        "Rige [desde hoy hasta el 30 de junio](2024-03-14/2024-06-30).",
        "Será [el 23 y 24 de octubre](2024-10-23/2024-10-24).",
        "Será [este sábado 8 y domingo 9 de junio](2024-06-08/2024-06-09).",
        "Será [los días 3](2024-05-03), [10](2024-05-10) y [17 de mayo](2024-05-17).",
        "Será [los días 5](2024-05-05) y [19 de mayo](2024-05-19).",
        "Creció [entre enero y marzo de 2025](2025-01/2025-03).",
        "Creció [entre abril y octubre](2023-04/2023-10).",
        "El periodo [enero-junio de 2024](2024-01/2024-06).",
        "Irá [entre febrero de 2025 y agosto de 2026](2025-02/2026-08).",
        "Gobernó [entre 2019 y 2022](2019/2022).",
        "Irá [de 2024 a 2027](2024/2027).",
        "La campaña [2016-2017](2016/2017).",
        "El curso [2023-24](2023/2024).",
        "Entregó de 2000 a 3000 raciones.",
        "Cuesta entre 1900 y 2100 soles.",
    ],
)
def test_ranges(nlp, example):
    check(nlp, example)


@pytest.mark.parametrize(
    "example",
    [
        "Se ejecutó en [2022](2022) y en [el 2023](2023).",
        "Se fundó en [el año 1998](1998).",
        "Nació en [el siglo XIX](18).",
        "Fue en [los años noventa](199) y en [los años 30](193).",
        "Fue en [la década de 1990](199).",
        "Fue en [los años 1988](1988), [1994](1994) y [2000](2000).",
        "Es la cifra de [1998](1998), que ha sido un buen año.",
        "Dijo que [1998](1998) ha sido difícil.",
        "La Ley 2019 y el decreto 1998 rigen.",
        "Atendió a 2000 familias y 1999 niños.",
        "Costó S/ 2024 y US$ 1999.",
        "Son 2000 millones de soles.",
        "Llame a la línea 1755.",
        "El Plan Bicentenario 2021 y la Agenda 2030.",
        "La Resolución N.° 004-2023-PCM rige.",
    ],
)
def test_years(nlp, example):
    check(nlp, example)


@pytest.mark.parametrize(
    "example",
    [
        "Será en [el segundo semestre de 2024](2024-H2).",
        "Será en [el II trimestre de 2024](2024-Q2).",
        "Creció en [el primer trimestre](2024-Q1).",
        "Creció en [el cuarto trimestre de este año](2024-Q4).",
        "Creció en [3T 2023](2023-Q3) y en [2019-T1](2019-Q1).",
        "Será en [la última semana de octubre de 2022](2022-W43).",
        "Será en [la primera semana de junio de 2018](2018-W23).",
        "Será en [la segunda quincena de diciembre de 2025](2025-12-16/2025-12-31).",
        "Creció en [los primeros nueve meses del año](2024-01/2024-09).",
        "Será en [segunda mitad de 2016](2016-H2).",
        "Terminará a [fines de agosto](2024-08) o [al cierre del primer trimestre](2024-Q1).",
        "Terminará antes de [fin de año](2024) o a [fin de mes](2024-03).",
        "En [lo que va del año](2024) subió; en [lo corrido de 2023](2023), también.",
        "Fue a [principios de 2020](2020).",
        "Fue en [la primavera de 1983](1983-SP) o en [este verano](2024-SU).",
        "El tercer puesto y el segundo lote.",
        "GT cobra Q3 mil.",
    ],
)
def test_parts_of_periods(nlp, example):
    check(nlp, example)


@pytest.mark.parametrize(
    "example",
    [
        "Lo dijo [esta mañana](2024-03-14TMO TIME).",
        "Cayó [anoche](2024-03-13TNI TIME).",
        "Cayó en [la tarde de ayer](2024-03-13TAF TIME).",
        "Cayó [ayer por la noche](2024-03-13TNI TIME).",
        "Cayó en [la madrugada del domingo](2024-03-10TMO TIME).",
        "Saldrá [mañana por la mañana](2024-03-15TMO TIME).",
        "Empieza a [las 9:00 a. m.](2024-03-14T09:00 TIME)",
        "Empieza a [las seis de la tarde](2024-03-14T18:00 TIME).",
        "Empieza a [las nueve y media de la mañana](2024-03-14T09:30 TIME).",
        "Cierra a [las 23:00 horas del lunes 9 de setiembre](2024-09-09T23:00 TIME).",
        "Será [el viernes 21 de junio a las 10:00 horas](2024-06-21T10:00 TIME).",
        "Será [este viernes a las 7:20 pm](2024-03-15T19:20 TIME).",
        "Será [el jueves 28 de marzo, desde las 09h30](2024-03-28T09:30 TIME).",
        "Atiende [de 8:30 a. m. a 6 p. m.](T08:30/T18:00 TIME)",
        "Empezará [este domingo](2024-03-17) en Lima, por [la tarde](2024-03-17TAF TIME).",
        "A [las 08.15 hora local](2024-03-14T08:15 TIME) ([07.15 GMT](2024-03-14T07:15Z TIME)).",
        "Llegó a las 20 familias y a los 15 caseríos.",
        "Ganó 3:75 y perdió 2.15.",
        "Lo cuenta La 2 en su programa.",
    ],
)
def test_clocks_and_parts_of_the_day(nlp, example):
    check(nlp, example)


@pytest.mark.parametrize(
    "example",
    [
        "Dura [seis meses](P6M DURATION).",
        "Tiene [67 años](P67Y DURATION).",
        "Dura [dos horas y 30 minutos](PT2H30M DURATION).",
        "Dura [un año y medio](P1.5Y DURATION) o [media hora](PT0.5H DURATION).",
        "Creció en [los últimos cinco años](P5Y DURATION).",
        "Crecerá en [los próximos seis meses](P6M DURATION).",
        "Se queda [tres](P3W DURATION) o [cuatro semanas](P4W DURATION).",
        "Duró [varios días](PXD DURATION) y [una década](P10Y DURATION).",
        "Lo hace desde [hace años](PXY DURATION).",
        "Atiende [cada lunes](XXXX-WXX-1 SET) y [todos los días](P1D SET).",
        "Atiende [de lunes a viernes](XXXX-WXX-1/XXXX-WXX-5 SET).",
        "Atiende los [lunes](XXXX-WXX-1 SET) y [miércoles](XXXX-WXX-3 SET).",
        "Vota [cada cuatro años](P4Y SET).",
        "Llueve dos veces [al año](P1Y SET) o [por semana](P1W SET).",
        "La tasa [anual](P1Y SET) y los 20 barriles [diarios](P1D SET).",
        "Lo publicó el diario El Peruano.",
        "Vino casi una quincena de países.",
    ],
)
def test_durations_and_sets(nlp, example):
    check(nlp, example)


@pytest.mark.parametrize(
    "example",
    [
        "[Actualmente](PRESENT_REF) son diez y [recientemente](PAST_REF) eran ocho.",
        "Llegará [próximamente](FUTURE_REF).",
        "Hasta [el momento](PRESENT_REF) y hasta [la fecha](PRESENT_REF) hay diez.",
        "Lo verá en [los próximos días](FUTURE_REF), [estos días](PRESENT_REF) no.",
        "Desde [entonces](PAST_REF) no vino.",
        "En [el futuro](FUTURE_REF) habrá más.",
        "[Hoy en día](PRESENT_REF) son diez, y [hoy](PRESENT_REF) son doce.",
        "La [actual](PRESENT_REF) gestión y la [próxima](FUTURE_REF) edición.",
        "Si paga, entonces recibe.",
        "La empresa Nuevo Futuro compró.",
        "Pasado el puente hay un río.",
    ],
)
def test_references(nlp, example):
    check(nlp, example)


@pytest.mark.parametrize(
    "example",
    [
        "2024-03-14 PE: Viajan por [Semana Santa](2024-03-28/2024-03-31).",
        "2024-07-14 PE: Viajan por [Fiestas Patrias](2024-07-28/2024-07-29).",
        "2024-09-10 CL: Viajan por [Fiestas Patrias](2024-09-18/2024-09-19).",
        "2024-05-02 PE: Celebran [el Día de la Madre](2024-05-12).",
        "2024-05-02 MX: Celebran [el Día de la Madre](2024-05-10).",
        "2024-05-02: Celebran [el Día de la Madre](XXXX-XX-XX).",
        "2024-03-01: Por [el Día Internacional de la Mujer](2024-03-08) habrá feria.",
        "2024-12-02: Habrá feria en [Navidad](2024-12-25).",
        "2024-03-14 PE: Viajaron por [Semana Santa de 2023](2023-04-06/2023-04-09).",
        "2024-04-20: Será [el Primero de Mayo](2024-05-01).",
        "2024-03-14 PE: El Hospital Virgen del Carmen y el Colegio Sagrado Corazón.",
        "2024-03-14: El grupo Navidad Andina canta.",
    ],
)
def test_feasts(nlp, example):
    check(nlp, example)


def test_rules_are_named(nlp):
    text = "Lo dijo ayer; será el viernes 5 de abril de 2024 y dura dos días."
    doc, _, _ = read(nlp, text)
    assert [s.id_ for s in doc.spans["dates"]] == [
        "dates.deictic",
        "dates.absolute",
        "dates.duration",
    ]


def test_a_duration_ahead_has_its_days(nlp):
    doc, _, _ = read(nlp, "Crecerá en los próximos seis meses.")
    fact = facts(doc.spans["dates"][0], "dates")
    assert (fact["start"], fact["end"], fact["relative"]) == ("2024-03-15", "2024-09-14", True)


def test_what_is_so_far_ends_with_the_publication(nlp):
    doc, _, _ = read(nlp, "En lo que va del año subió.")
    fact = facts(doc.spans["dates"][0], "dates")
    assert (fact["start"], fact["end"]) == ("2024-01-01", "2024-03-14")


def test_the_year_a_comma_sets_off_is_a_mention_on_the_doc_alone(nlp):
    doc, found, _ = read(nlp, "Fue el jueves, 12 de julio, 2018.")
    assert found == [("el jueves, 12 de julio, 2018", "2018-07-12", "DATE")]
    assert [s.text for s in doc.spans["dates"] if s.id_ == "dates.apart"] == ["2018"]


def test_a_stamp_is_hidden():
    nlp = spacy.blank("es", config={"nlp": {"tokenizer": {"@tokenizers": "press_tokenizer.v1"}}})
    nlp.add_pipe("press_layout")
    nlp.add_pipe("press_dates")
    text = (
        "Publicado: 30/1/2023\nAbren posta en Tacna\n\nLima, ene. 30.- El Minsa abrió hoy la posta."
    )
    doc = nlp.make_doc(text)
    doc._.published = "2023-01-30"
    doc = nlp(doc)
    shown = [s.text for s in doc.spans["dates"] if not facts(s, "dates").get("hidden")]
    assert shown == ["hoy"]
    assert {s.id_ for s in doc.spans["dates"]} == {
        "dates.stamp",
        "dates.dateline",
        "dates.deictic",
    }


def test_nothing_is_read_against_today():
    text = "Lo dijo ayer y será el viernes 5, el 3 de mayo, este año o el próximo mes."
    assert all("X" in found.time.value for found in read_times(text, None, None))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-Q2", "2024-04-01", "2024-06-30"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
        ("2024-W29", "2024-07-15", "2024-07-21"),
        ("2024-W29-WE", "2024-07-20", "2024-07-21"),
        ("199", "1990-01-01", "1999-12-31"),
        ("18", "1800-01-01", "1899-12-31"),
        ("2019/2022", "2019-01-01", "2022-12-31"),
        ("2024-03-14TMO", "2024-03-14", "2024-03-14"),
    ],
)
def test_bounds(value, first, last):
    assert [str(day) for day in bounds(value) or ()] == [first, last]


@pytest.mark.parametrize("value", ["PRESENT_REF", "XXXX-05", "P2M", "2024-13", "2024-W60", ""])
def test_values_without_bounds(value):
    assert bounds(value) is None


def test_rules_of_feasts():
    assert str(easter(2024)) == "2024-03-31"
    assert str(weekday_of_month(2024, 5, 7, 2)) == "2024-05-12"
    assert str(weekday_of_month(2024, 5, 7, -1)) == "2024-05-26"
    assert week_of_month(2016, 7, -1) == "2016-W30"
    carnival = Holiday("Carnaval", "", "easter-49/easter-47", ())
    found = feast_time(carnival, 2024)
    assert found is not None
    assert found.value == "2024-02-11/2024-02-13"


def test_adjectives_can_be_left_out():
    nlp = spacy.blank("es")
    nlp.add_pipe("press_dates", config={"adjectives": False})
    doc = nlp("La actual gestión terminará en 2026.")
    assert [span.text for span in doc.spans["dates"]] == ["2026"]


STAMPS = (
    "Sanidad | 14.03.2024",
    "Publicado el jueves 14 de marzo de 2024",
    "Bogotá D. C., 14 de marzo de 2024. La Superintendencia abrió una oficina en Cali.",
    "11:00 hs. 14 de marzo de 2024",
)


@pytest.mark.parametrize("line", STAMPS)
def test_the_publication_date_by_itself_is_a_stamp(nlp, line):
    _, found, _ = read(nlp, f"Abren una oficina en Cali\n\n{line}\n\nAbrió ayer con diez mesas.")
    assert [value for _, value, _ in found] == ["2024-03-13"]


def test_the_publication_date_in_a_sentence_is_none(nlp):
    text = "Abren una oficina\n\nLa oficina de Cali abrió el 14 de marzo de 2024 con diez mesas.\n"
    assert [value for _, value, _ in read(nlp, text)[1]] == ["2024-03-14"]


@pytest.mark.parametrize(
    "text",
    [
        "A las 9:00 a.m. del 3/05/2024, en S/ 12.500 y US$ 3,5 al 2 de mayo",
        "El 1.º de mayo,\n \nentre 2022-2026 (14h30)  \n\tel Día del Trabajo de\n2024.",
        "İstanbul 12-05-2024: hoy a. m.•\t1ª semana de Navidad",
        "   ",
        "",
    ],
)
def test_tokens_are_the_pieces_that_the_characters_give(nlp, text):
    tokens = tokens_of(nlp.make_doc(text))
    assert lex(text, lower(text), tokens) == lex(text, lower(text))


def test_tokens_that_divide_a_number_are_put_together_again(nlp):
    words = ["El", "12", "/05", "/2024"]
    doc = Doc(nlp.vocab, words=words, spaces=[True, False, False, False])
    assert [facts(span, "dates")["value"] for span in nlp(doc).spans["dates"]] == ["2024-05-12"]


@pytest.mark.parametrize(
    "example",
    [
        "Se instalarán 14 torres de vigilancia [entre abril y noviembre](2024-04/2024-11).",
        "Se instalaron 14 torres de vigilancia [entre abril y noviembre](2023-04/2023-11).",
        "Se abrirán 14 puestos de salud [de diciembre a enero](2024-12/2025-01).",
    ],
)
def test_months_of_a_span_follow_the_verb_together(nlp, example):
    check(nlp, example)
