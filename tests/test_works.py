"""What belongs to what, sentence by sentence; each says the rule that must read it.

    “Agua Viva” fue liderado por la OIM.   lead OIM participle

is a role, `of_place 300 familias -> Puno` a pair. Nothing else of these types may be found.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor import Extractor
from extractor.corrections import Remove, apply
from extractor.records import PressRelease, Relation

LINKS = Path(__file__).parents[1] / "extractor" / "links"
DOCS = Path(__file__).parents[1] / "docs" / "relations.md"
MODULES = ("works", "scene", "partners", "roles_in_projects", "stated", "mentioned_again")
ROLES = ("project_lead", "project_funder", "project_partner")


@pytest.fixture(scope="module")
def read():
    extractor = Extractor(statistics=False)
    return extractor.extract


def name(record: PressRelease, relation: Relation, end: str) -> str:
    reference = getattr(relation, end)
    value = getattr(record, reference.field)[reference.index]
    return getattr(value, "name", None) or value.mentions[0].text


def rule(relation: Relation) -> str:
    return relation.rule.partition(".")[2]


def pairs(record: PressRelease, *types: str) -> list[str]:
    return [
        f"{rule(r)} {name(record, r, 'subject')} -> {name(record, r, 'object')}"
        for r in record.relations
        if r.type in types
    ]


# Institutions

PARTS = [
    ("El proyecto “Agua Viva” fue liderado por la OIM.", "lead OIM participle"),
    ("La campaña “Agua Viva” es liderada por la OIM.", "lead OIM participle"),
    ("El plan “Agua Viva”, financiado en un 60% por el BID, llegó a Ica.",
     "funder BID participle"),
    ("El plan “Agua Viva” es ejecutado por la FAO y financiado por el BID y la CAF.",
     "lead FAO participle, funder BID participle, funder CAF participle"),
    ("La mitad del plan “Agua Viva” fue pagada por el BID.", ""),
    ("El plan “Agua Viva” dictó talleres organizados por la FAO.", ""),
    ("La segunda etapa del programa “Agua Viva”, desarrollada por la FAO, empezó.",
     "lead FAO participle"),
    ("El plan “Agua Viva” se ejecuta con el apoyo de la FAO.", "partner FAO of"),
    ("El plan “Agua Viva” se ejecuta con el apoyo financiero de la FAO.", "funder FAO of"),
    ("El plan “Agua Viva” está a cargo de la FAO.", "lead FAO of"),
    ("El plan “Agua Viva” se ejecuta a través de la FAO.", "lead FAO of"),
    ("El plan “Agua Viva” se ejecuta mediante la FAO.", "lead FAO through"),
    ("El plan “Agua Viva” es una iniciativa de la FAO.", "lead FAO of"),
    ("El plan “Agua Viva” recibió un aporte de 2 millones de dólares de la KOICA.",
     "funder KOICA of"),
    ("Al plan “Agua Viva” se suman USD 650.000 de la KOICA.", "funder KOICA money"),
    ("El plan “Agua Viva” avanza en alianza con la FAO y el BID.",
     "partner FAO with, partner BID with"),
    ("El plan “Agua Viva” fue saludado por un funcionario de la FAO.", ""),
    ("Los beneficiarios de Juntos del Midis cobraron ayer.", "lead Midis own"),
    ("La FAO lanzó ayer el plan “Agua Viva”.", "lead FAO subject"),
    ("La FAO ha puesto el plan “Agua Viva” como ejemplo.", ""),
    ("La FAO y la OIM pusieron en marcha el plan “Agua Viva”.",
     "lead FAO subject, lead OIM subject"),
    ("La FAO, que cumple 80 años, lanzó el plan “Agua Viva”.", "lead FAO subject"),
    ("La FAO informó que lanzó el plan “Agua Viva”.", "lead FAO subject"),
    ("La FAO opinó. Además, puso en marcha el plan “Agua Viva”.", "lead FAO subject"),
    ("La FAO supervisa el plan “Agua Viva”.", ""),
    ("Con el respaldo de la FAO, la OIM lanzó el plan “Agua Viva”.",
     "partner FAO of, lead OIM subject"),
    ("El BID financia el plan “Agua Viva”.", "funder BID subject"),
    ("El BID aprobó un préstamo para el plan “Agua Viva”.", "funder BID subject"),
    ("El BID aprobó las bases del plan “Agua Viva”.", ""),
    ("Participan en el plan “Agua Viva” la FAO y la OIM.",
     "partner FAO subject, partner OIM subject"),
    ("El plan “Agua Viva”, que impulsa la FAO, llegó a Ica.", "lead FAO relative_subject"),
    ("El plan “Agua Viva”, en el que participa la FAO, llegó a Ica.",
     "partner FAO relative_subject"),
    ("El Midis, a través del programa “Agua Viva”, entregó tanques.",
     "lead Midis through_project"),
    ("En el marco del plan “Agua Viva”, la FAO entregó tanques.", ""),
    ("El Midis dio clases con su programa “Agua Viva”.", "lead Midis possessive"),
    ("La FAO es responsable del plan “Agua Viva”.", "lead FAO charge"),
    ("La FAO y el BID suscribieron un convenio para el plan “Agua Viva”.",
     "lead FAO agreement, funder BID agreement"),
    ("El MEF transfirió S/ 3 millones a la Municipalidad de Ate para el plan “Agua Viva”.",
     "funder MEF subject, lead Municipalidad de Ate recipient"),
    ("La obra del plan “Agua Viva” fue adjudicada al Consorcio Andino.",
     "lead Consorcio Andino awarded"),
    ("El jefe del INIA, Juan Pérez Soto, inauguró el proyecto “Agua Viva”.", "lead INIA official"),
    ("El jefe del INIA, Juan Pérez Soto, adelantó que se lanzará el proyecto “Agua Viva”.",
     "lead INIA announced"),
    ("El jefe del INIA, Juan Pérez Soto, dijo que el proyecto “Agua Viva” llegará a Ica.",
     "lead INIA spokesperson"),
    ("La jefa de la FAO, Ana Pérez Soto, dijo que el plan “Agua Viva” llegará a Ica.", ""),
    ("El Minsa informó que el plan “Agua Viva” llegará a Ica.", "lead Minsa spokesperson"),
    ("El Midis se reunió en Lima. Juntos paga cada mes a los usuarios de Juntos.",
     "lead Midis known"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_institutions_of_projects(read, text, expected):
    record = read(text)
    found = [
        f"{r.type.removeprefix('project_')} {name(record, r, 'object')} {rule(r)}"
        for r in record.relations
        if r.type in ROLES
    ]
    assert sorted(found) == sorted(filter(None, expected.split(", ")))
    for project in record.projects:
        assert len(project.organizations) == len(found) or not found


# Figures

FIGURES = [
    ("El plan “Agua Viva” benefició a 300 familias y sembró 20 hectáreas.",
     ["topic 300 familias", "topic 20 hectáreas"]),
    ("Gracias al plan “Agua Viva”, 300 familias tienen agua.", ["topic 300 familias"]),
    ("La FAO presentó el plan “Agua Viva” para 300 familias.", ["clause 300 familias"]),
    ("La FAO presentó el plan “Agua Viva”, que llegará a 300 familias.",
     ["relative 300 familias"]),
    ("La FAO presentó el plan “Agua Viva” y atendió a 300 familias.", []),
    ("La FAO informó que 300 familias migraron y presentó el plan “Agua Viva”.", []),
    ("El plan “Agua Viva” avanza, mientras que el país exportó 300 toneladas.", []),
    ("El plan “Agua Viva” avanza. La inversión asciende a S/ 3 millones.", ["part S/ 3 millones"]),
    ("El plan “Agua Viva” avanza. Por otro lado, la inversión asciende a S/ 3 millones.", []),
    ("El plan “Agua Viva” avanza. La inversión de la empresa fue de S/ 3 millones.", []),
    ("El plan “Agua Viva” avanza. Además, beneficiará a 300 familias.", ["dropped 300 familias"]),
    ("El plan “Agua Viva” avanza. Dicha iniciativa llegará a 300 familias.",
     ["topic 300 familias"]),
    ("El plan “Agua Viva” avanza. El plan de estudios dura 300 días.", []),
    ("Se destinaron S/ 5 millones al plan “Agua Viva” y S/ 2 millones al plan “Luz Viva”.",
     ["clause S/ 5 millones", "clause S/ 2 millones"]),
    ("El plan “Agua Viva” fue pedido por más de 30 años y se hará en 6 meses.", ["topic 6 meses"]),
    ("El proyecto beneficiará a 300 familias.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures_of_projects(read, text, expected):
    record = read(text)
    assert [one.partition(" -> ")[0] for one in pairs(record, "figure_project")] == expected


def test_each_sum_goes_to_its_own_project(read):
    record = read(FIGURES[-3][0])
    assert [p.budget for p in record.projects] == [(0,), (1,)]


@pytest.mark.parametrize(
    ("text", "people", "money"),
    [
        ("El plan “Agua Viva” llegará a 300 familias con S/ 3 millones de inversión.",
         ["300 familias"], ["S/ 3 millones"]),
        ("El plan “Agua Viva” costará S/ 3 millones y durará 300 días.", [], ["S/ 3 millones"]),
        ("El plan “Agua Viva” da un bono de S/ 300 a 40 alcaldes.", [], []),
        ("El plan “Agua Viva”, destinado a 340 cooperativas, tiene 20 empresas.",
         ["340 cooperativas"], []),
        ("El plan “Agua Viva” da aportes de S/ 300 por vivienda.", [], []),
        ("El plan “Agua Viva” llega a 300 pequeños productores.", ["300 pequeños productores"], []),
        ("El plan “Agua Viva” cuesta S/ 9 millones, de los cuales S/ 2 millones pone el Estado.",
         [], ["S/ 9 millones", "S/ 2 millones"]),
    ],
)  # fmt: skip
def test_beneficiaries_and_budget(read, text, people, money):
    record = read(text)
    (project,) = record.projects
    words = [figure.mentions[0].text for figure in record.figures]
    assert [words[i] for i in project.beneficiaries] == people
    assert [words[i] for i in project.budget] == money


# Places

PLACES = [
    ("El Minsa vacunó a 300 niños de Puno, Ica y Tacna.",
     ["of_place 300 niños -> Puno", "of_place 300 niños -> Ica", "of_place 300 niños -> Tacna"]),
    ("El Minsa vacunó a 300 niños en las regiones de Puno y Tacna.",
     ["of_place 300 niños -> Puno", "of_place 300 niños -> Tacna"]),
    ("Se atendió a 6 distritos de Puno.", ["of_place 6 distritos -> Puno"]),
    ("Los 85 equipos se entregaron ayer en Puno.", ["in_place 85 equipos -> Puno"]),
    ("En Puno, 300 niños fueron vacunados.", ["in_place 300 niños -> Puno"]),
    ("Se vacunó a 300 niños. En Puno llovió.", []),
    ("Se vacunó a 300 niños, dijo el gobernador de Puno.", []),
    ("Puno, 5 de mayo de 2024. Se vacunó a 300 niños.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_figures_of_places(read, text, expected):
    assert pairs(read(text), "figure_region") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("El plan “Agua Viva” llegará a 300 niños de Puno.", ["figure_place Agua Viva -> Puno"]),
        ("El plan “Agua Viva” se ejecuta en Puno.", ["topic Agua Viva -> Puno"]),
        ("El plan “Agua Viva” beneficia a productores de Puno.", ["topic Agua Viva -> Puno"]),
        ("El plan “Agua Viva” fue elogiado. En Puno llovió.", []),
        ("La FAO presentó en Puno el plan “Agua Viva”.", []),
        ("La FAO ejecuta en Puno el plan “Agua Viva”.", ["clause Agua Viva -> Puno"]),
    ],
)
def test_places_of_projects(read, text, expected):
    record = read(text)
    assert pairs(record, "project_region") == expected
    assert [r for p in record.projects for r in p.regions] == [
        one.partition(" -> ")[2] for one in expected
    ]


# Figures of institutions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("El Minsa vacunó a 300 niños.", ["acts 300 niños -> Minsa"]),
        ("La OIM dará 4 millones de euros y la CAF otros 2 millones.",
         ["acts 4 millones de euros -> OIM", "acts 2 millones -> CAF"]),
        ("Se recibió un aporte de 2 millones de dólares de la KOICA.",
         ["of 2 millones de dólares -> KOICA"]),
        ("El 80% fue financiado por el BID y el 20% por la CAF.",
         ["participle 80% -> BID", "participle 20% -> CAF"]),
        ("El Minsa atiende a municipios de más de 300 habitantes.", []),
        ("Según el Minsa, 300 niños enfermaron.", []),
        ("El Minsa informó que vacunó a 300 niños.", ["acts 300 niños -> Minsa"]),
        ("El Minsa informó que las lluvias dejaron 300 heridos.", []),
    ],
)  # fmt: skip
def test_figures_of_institutions(read, text, expected):
    assert pairs(read(text), "figure_organization") == expected


# Posts, parents, dates


def test_officials_and_parents(read):
    record = read("Ana Ruiz Soto, directora de la Oficina de Cooperación Internacional del MIMP.")
    assert pairs(record, "official_organization") == [
        "apposition Ana Ruiz Soto -> Oficina de Cooperación Internacional"
    ]
    assert pairs(record, "organization_parent") == [
        "parent Oficina de Cooperación Internacional -> MIMP"
    ]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("El 12 de mayo el ministro inauguró la planta.", "el ministro inauguró la planta"),
        ("El ministro inauguró la planta el 12 de mayo.", "El ministro inauguró la planta"),
        ("El ministro inauguró el 12 de mayo la planta.",
         "El ministro inauguró el 12 de mayo la planta"),
        ("Inauguró el 12 de mayo la planta.", "Inauguró el 12 de mayo la planta"),
        ("Dijo que el 12 de mayo vendrá el ministro, que está de viaje.", "vendrá el ministro"),
        ("La obra creció y el 12 de mayo se inaugurará la planta.", "se inaugurará la planta"),
        ("“Hoy hay agua en Ica”, dijo el alcalde Juan Pérez Soto.", "hay agua en Ica"),
        ("Oficio del 12 de mayo.", None),
        ("La obra durará seis meses.", None),
    ],
)  # fmt: skip
def test_what_happens_on_a_date(read, text, event):
    found = [r.event.text for r in read(text, "2024-06-01").relations if r.type == "date_event"]
    assert found == ([] if event is None else [event])


# Projects meant again


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("El proyecto “Agua Viva” creció. Dicha iniciativa sigue.", ["iniciativa"]),
        ("El proyecto “Agua Viva” creció. Este proyecto sigue.", ["proyecto"]),
        ("El proyecto “Agua Viva” creció. El citado proyecto sigue.", ["proyecto"]),
        ("El puente Kimbiri se construye. El puente es largo.", ["puente"]),
        ("El puente Kimbiri se construye. La obra es larga.", ["obra"]),
        ("La campaña “Agua Viva” creció. El plan de estudios sigue.", []),
        ("El proyecto “Agua Viva” creció. El proyecto minero sigue.", []),
        ("El proyecto “Agua Viva” creció. El proyecto que presentó Ana sigue.", []),
        ("El proyecto “Agua Viva” creció. Un proyecto sigue. Su proyecto sigue.", []),
        ("El proyecto creció. Se llama proyecto “Agua Viva”.", []),
        ("La campaña “Agua Viva” creció. La obra sigue.", []),
    ],
)
def test_nouns_that_mean_a_project_again(read, text, again):
    (project,) = read(text).projects
    assert [m.text for m in project.mentions[1:]] == again
    assert not {"proyecto", "iniciativa", "obra", "puente"} & {project.name, *project.aliases}


def test_a_noun_means_the_last_project_of_its_kind(read):
    record = read(
        "El programa “Agua Viva” y la campaña “Luz Viva” empiezan hoy. El programa llegará a Ica."
    )
    assert [[m.text for m in p.mentions] for p in record.projects] == [
        ["Agua Viva", "programa"],
        ["Luz Viva"],
    ]


# The whole


EXAMPLES = re.findall(r"^\| `works\.(\w+)` \| \*(.+)\* \|$", DOCS.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("named", "text"), EXAMPLES)
def test_the_sentences_of_the_documentation(read, named, text):
    record = read(text)
    rules = {rule(r) for r in record.relations}
    if named == "again":
        assert [m.text for m in record.projects[0].mentions] == ["Agua Viva", "iniciativa"]
    else:
        assert named in rules


def test_every_rule_has_its_sentence():
    named = {
        found
        for module in MODULES
        for found in re.findall(r'"works\.([a-z_]+)"', (LINKS / f"{module}.py").read_text("utf-8"))
    }
    here = Path(__file__).read_text("utf-8")
    assert {
        one for one in named - {"again", "event"} if not re.search(rf"\b{one}\b", here)
    } == set()


def test_a_relation_quotes_its_sentence(read):
    text = "Lima, 5 de mayo de 2024. Hubo fiesta. La FAO lanzó el plan “Agua Viva”. Llovió."
    (relation,) = [r for r in read(text).relations if r.type == "project_lead"]
    assert relation.sentence.text == "La FAO lanzó el plan “Agua Viva”."


def test_relations_of_a_value_that_is_removed_go_with_it(read):
    record = read("La OIM y la FAO lanzaron el plan “Agua Viva”, que atenderá a 300 niños de Ica.")
    after = apply(record, Remove(field="organizations", entity=0))
    assert pairs(after, *ROLES) == ["subject Agua Viva -> FAO"]
    assert len(after.relations) == len(record.relations) - 1


def test_speech_in_the_words_of_the_writer_stands_apart(read):
    record = read(
        "La ministra de Salud, Ana Ruiz Soto, precisó que la obra costará nueve millones."
    )
    assert record.quotes == ()
    (quote,) = record.reported
    assert (quote.kind, quote.speaker) == ("indirect", "Ana Ruiz Soto")
    assert quote.text == "la obra costará nueve millones"


@pytest.mark.parametrize("text", ["", " \n ", "—", "¿?", "El proyecto “", "300", "Juntos Juntos"])
def test_odd_texts_have_no_relations(read, text):
    assert read(text).relations == ()
