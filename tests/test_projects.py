"""Projects: titles in quotes, names after a head, works by their place, known programmes."""

from __future__ import annotations

import pytest
from grammar import check, read, rules_in, rules_of

from extractor.lexicon import read_language

GROUP = "projects"
MODULES = ("fields/projects.py", "project_naming.py", "project_lexicon.py", "project_works.py")

TITLE = [
    "El proyecto “[Mejorando Vidas](title kind=project)” avanza.",
    "El programa denominado «[Agua para Siempre](title kind=project)» avanza.",
    'El proyecto piloto "[Escuelas Vivas](title)" avanza.',
    "La iniciativa ‘[Barrio Seguro](title kind=initiative)’ avanza.",
    "La campaña “[Abrígate, hermano](title kind=campaign)” empezó.",
    "El proyecto **[Mejorando Vidas](title)** avanza.",
    "“[Luz para Todos](title kind=program)”, programa que llega a Puno, avanza.",
    "El “Proyecto [Asistencia Humanitaria y Soluciones](title)” avanza.",  # without its head
    "El proyecto “[Mejoramiento de la ‘I.E. 1120’ de Puno](title)” avanza.",
    "El proyecto “[Agua para Ica](title)” beneficiará a la zona.",
    "Presentó el libro “Los ríos profundos” ayer.",
    "La película “La teta asustada” ganó.",
    "El taller “Liderazgo juvenil” empezó.",
    "El proyecto de ley “Ley de la juventud” se debate.",
    "Dijo “Mejorando Vidas” y se fue.",  # no head
    "El proyecto vial avanza. “Mejorando Vidas”, dijo.",  # another sentence
    "El plan “agua” avanza.",  # no capital
    "El ministro dijo: “Plan Nacional es lo que falta”.",
]
NAMED = [
    "El [Plan Nacional de Saneamiento 2022-2026](plan kind=plan) rige.",
    "El [Programa Nacional de Vacunación](program kind=program) rige.",
    "La [Estrategia Nacional de Hidrógeno Verde](strategy kind=strategy) rige.",
    "La [Campaña Nacional de Lectura](campaign) empezó.",
    "La [Cruzada por la Lectura](campaign) empezó.",
    "La [Iniciativa Puentes de Paz](initiative) empezó.",
    "El [Premio Nacional de Cultura](initiative) se entregó.",
    "El [Proyecto Cuenca Limpia](project) avanza.",
    "El [Fideicomiso Aeropuerto Norte](fund kind=fund) paga.",
    "La [Política Nacional de Juventud](strategy) rige.",
    "El [Bono Familia Rural](program) paga.",
    "El [Fondo para Intervenciones ante la Ocurrencia de Desastres](fund) "
    "([Fondes](aliases.title)) paga.",
    "El Plan avanza. El programa avanza.",
    "El Programa general avanza.",
    "La Política es así.",  # a word that needs more than its capital
    "El plan de trabajo y el fondo de pensiones crecen.",
    "PLAN NACIONAL DE ZURCIDO RIGE DESDE HOY",
    # the head in small letters
    "El [programa Compras a MYPErú](program_named) avanza.",
    "El plan estatal [Agua para Siempre](plan_named) avanza.",  # an adjective is no part
    "El proyecto europeo [Life Cipríber](project_named) avanza.",
    "El [proyecto Cuenca Limpia](project_named) avanza.",
    "El [programa Renueva tu Hogar](program_named) avanza.",
    "El [proyecto Cuenca Limpia](project_named) tu alcalde lo conoce.",
    "La [campaña Abrígate Ya](campaign_named) empezó.",
    "El [fondo Semilla Andina](fund_named) paga.",
    "La [estrategia Sierra Azul](strategy_named) rige.",
    "La [iniciativa Puentes de Paz](initiative_named) empezó.",
    "El programa es Bueno. El programa de Puno crece.",
    "El proyecto en Puno avanza.",
    "La campaña de Navidad empezó.",
    "El bono Familia Rural paga.",  # a strict head needs its capital
]
WORK = [
    "Se inauguró el [puente Sarita Colonia](work kind=work) en Tumbes.",
    "Se construirá la [represa de Huaypo](work).",
    "Licitan la [carretera Quinua-San Francisco](work).",  # named by its ends
    "Culminó la construcción del [túnel Punta Olímpica](work).",
    "Se construye el [aeropuerto internacional de Chinchero](work).",
    "Se inauguró la plaza en Puerto de la Cruz. Financian la Línea de Crédito.",
    "Licitan el [Canal de Navarra](work) en Tudela.",
    "La [vía expresa Santa Rosa](work) se construirá este año.",
    "Se licitó el [Tren Lima-Ica](work).",
    "El puente Sarita Colonia se cayó.",  # nothing is built
    "La represa de Huaypo es bonita.",
    "La carretera Central está cerrada.",
    "Licitan la carretera Central.",
    "Licitan el nuevo hospital y el puente sobre el río.",
    "Construyó el puente de la zona.",
]
CONSTRUCTED = [
    # a participle gives the name
    "El proyecto, denominado [Ciudad Bonita](called kind=project), costará 20 millones.",
    "AR: El plan, llamado [Argentina Grande](called kind=plan), prevé 60 obras.",
    "ES: La iniciativa, bautizada como [Barrios Vivos](called kind=initiative), arrancará.",
    "Un programa de becas titulado [Futuro Seguro](called kind=program) fue anunciado.",
    "La campaña llamada [Yo Reciclo](called) empezó.",
    "La estrategia conocida como [Zonas Futuro](called) cambió.",
    "El ministro, llamado Luis Vera, viajó. El perro, llamado Rocky, apareció.",
    "El programa del cantante conocido como El Gato empezó.",  # another noun's
    "La campaña del pueblo llamado Nueva Granada empezó.",
    "El operativo, denominado Impacto 2023, dejó 20 detenidos.",
    # an apposition
    "El alcalde presentó [Ruta Verde](apposition kind=project), un proyecto que une parques.",
    "La comuna lanzó [Agua Segura](apposition kind=initiative), iniciativa de la CAF.",
    "Puso en marcha [Jóvenes con Propósito](apposition), un programa de formación.",
    "Tras el lanzamiento de [Huerta Viva](apposition), un programa que enseña, hubo música.",
    "Lanzaron [Cuidar en Igualdad](apposition), la primera campaña sobre el tema.",
    "Presentó a Luis Vera, un proyecto de gran futuro.",
    "PE: Visitó Puno, una iniciativa que la gente agradeció.",
    "La ministra de Cambio Climático, un proyecto que se espera.",
    "Se aprobó la Ley de Tierras, proyecto que impulsó el senador.",
    "River Plate, un proyecto deportivo que ilusiona, ganó.",
    "[Ruta Verde](apposition) es un proyecto que une parques.",
    "“[Ruta Verde](title)” es un proyecto que une parques.",
    "AR: River Plate es un proyecto que ilusiona. Bogotá es una iniciativa.",
    # what the head is of, and then the name
    "El programa de becas [Jóvenes al Futuro](complement kind=program) abrió.",
    "El plan de seguridad [Control Territorial](complement kind=plan) sigue.",
    "El programa estatal de vivienda [Techo Digno](complement) entregó casas.",
    "El programa de gobierno Luis Vera presentó ayer. La campaña de Navidad empezó.",
    "El fondo de pensiones Buen Futuro ganó. El plan de trabajo del Concejo rige.",
    # several with one head
    "Los programas [Agua Limpia](program_named) y [Luz Nueva](program_named) crecen.",
    "Los proyectos “[Barrio Vivo](title)”, “[Plaza Abierta](title)” y “[Agua Cerca](title)” van.",
    "El libro “Los ríos” y “Las aguas” se vendió.",
    # events and works
    "La feria [VraemCacao](event kind=initiative) abrió.",
    "La feria [Hecho en Bolivia](event) abrió.",
    "La feria de Puno y la feria Ganadera abrieron.",
    "La obra [Mejoramiento de la Avenida Arequipa](action kind=work) empezó.",
    "ES: La obra Bodas de Sangre se estrenó.",
    "Se licitó el [sistema de riego Tierras Altas](work) y el [tramo San Ramón-Yucumo](work).",
    "Se licitó la [carretera Huánuco – La Unión](work) y el [tramo Salto - Bella Vista](work).",
    "La carretera Central – dijo Luis Vera – se licitará.",
    "El sistema de riego se construyó en la zona. El tramo final se inauguró.",
    # an institution whose house is the work
    "Inauguró el [nuevo Hospital Antonio Lorena](new_building kind=work) ayer.",
    "Avanza la construcción del [Hospital San Juan de Dios](new_building).",
    "Lo dijo el director del Hospital Antonio Lorena. El nuevo director del Liceo Andes viajó.",
    "El nuevo Centro de Estudios opinó sobre la inflación.",
    # surveys, weeks and pacts with their capitals
    "MX: Empezó la [Semana Nacional de Vacunación](campaign) en Puebla.",  # without the place
    "La [Encuesta Nacional de Empleo](initiative) y el [Pacto Nacional por la Paz](initiative).",
    "La [Agenda Nacional de Competitividad](strategy) rige.",
    "ES: La Semana Santa de Sevilla empezó. La Semana del Mar y la Agenda del Ministro siguen.",
    "PE: El [Mejoramiento de la Carretera Puno Desaguadero](work) costará 40 millones.",
]
LEXICON = [
    "PE: Los usuarios de [Pensión 65](lexicon kind=program known='Pensión 65') cobran.",
    "PE: [Qali Warma](lexicon) atiende a los niños.",
    "PE: [Beca 18](lexicon) convoca.",
    "PE: Los usuarios de [Juntos](lexicon) cobran.",
    "CL: El [Ingreso Ético Familiar](lexicon) paga.",
    "CO: [Familias en Acción](lexicon) paga.",
    "MX: [Sembrando Vida](lexicon) llega a Chiapas y el [Tren Maya](lexicon kind=work) avanza.",
    "AR: [Procrear](lexicon) y [Previaje](lexicon) siguen.",
    "ES: El [Ingreso Mínimo Vital](lexicon) y el [Kit Digital](lexicon) pagan.",
    "PE: El [programa Contigo](program_named) paga.",
    "PE: Juntos llegaron a la meta. Trabajaron juntos.",  # an ordinary word
    "PE: Contigo llegamos a la meta.",
    "CO: Las familias en acción marcharon.",
    "CL: Qali Warma no es de aquí.",  # another country's
]
INSIDE = [
    "El Ministerio de Planificación y Proyectos licitó.",  # an institution's name
    "El Programa Nacional de Tambos Rurales (PNTR) licitó.",
    "La Oficina del Plan Nacional de Salud licitó.",
]
READ = [*TITLE, *NAMED, *WORK, *CONSTRUCTED, *LEXICON, *INSIDE]


@pytest.mark.parametrize("example", READ)
def test_projects(example):
    check(example, GROUP)


def test_every_rule_has_a_sentence():
    rows = [row for row in read_language("project_heads.csv") if row["kind"]]
    named = {row["kind"] for row in rows if row["style"] in ("any", "strict")}
    lower = {f"{row['kind']}_named" for row in rows if row["style"] == "any"}
    assert rules_in(GROUP, *MODULES) - {"csv"} | named | lower <= rules_of(READ)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("El proyecto “Agua Segura” (CUI 2345678) avanza.", ["2345678"]),
        ("El proyecto “Agua Segura”, con código SNIP 234567, avanza.", ["234567"]),
        ("El proyecto “Agua Segura” (CUI n.° 2345678) avanza.", ["2345678"]),
        ("El proyecto “Agua Segura” (código único de inversión 2345678).", ["2345678"]),
        (
            "El proyecto “Agua Segura” (CUI 2345678) y el proyecto “Luz Segura” (SNIP 234567).",
            ["2345678", "234567"],
        ),
        ("El proyecto “Agua Segura” cuesta 2345678 soles.", [None]),
        ("El proyecto “Agua Segura” (ley 23456) avanza.", [None]),
    ],
)
def test_investment_codes(text, codes):
    assert [span._.project.get("code") for span in read(text, "PE").spans[GROUP]] == codes


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("El proyecto “Agua para Ica” avanza.", "places"),
        ("El programa “Mil Familias y 20 Escuelas” avanza.", "figures"),
        ("Se inauguró el puente Huancayo de la zona.", "places"),
        ("Se inauguró la represa Néstor Kirchner de la zona.", "persons"),
    ],
)
def test_what_a_name_holds_is_nothing_apart(text, group):
    assert not read(text, "PE").spans[group]


def test_page_furniture_names_no_project():
    text = "La feria abrió ayer en la plaza.\n\nMás en Andina: Pensión 65 y el Plan Nacional de Luz"
    assert not read(text, "PE").spans[GROUP]
