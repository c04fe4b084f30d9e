"""Places: which names stand for a place, and which are a person's, a ship's or a common word.

Which of several places a name means is tested in `test_gazetteer.py`.
"""

from __future__ import annotations

import pytest
from grammar import check, read, rules_in, rules_of

GROUP = "places"

GAZETTEER = [
    "PE: Viajó a [Puno](gazetteer) y [Tacna](gazetteer).",
    "PE: Viajó a [EE. UU.](gazetteer), [Reino Unido](gazetteer) y [Países Bajos](gazetteer).",
    "PE: En [República Dominicana](gazetteer), [Corea del Sur](gazetteer) y [Japón](gazetteer).",
    "PE: El presidente de [Chile](gazetteer) y el embajador del [Japón](gazetteer) en "
    "el [Perú](gazetteer).",
    "PE: En [Santiago de Chile](gazetteer) y [Santiago de Cuba](gazetteer).",
    "PE: En el norte de [Piura](gazetteer) y el sur de [Tacna](gazetteer).",
    "PE: En [Lima Metropolitana](gazetteer) y [Lima Norte](gazetteer).",
    "PE: El río [Rímac](gazetteer) y el lago [Titicaca](gazetteer).",
    "PE: Está en [Trujillo](gazetteer) ([La Libertad](gazetteer)) y [Moyobamba](gazetteer).",
    "PE: La firma Sedapal ([Lima](gazetteer)).",
    "PE: [PUNO](gazetteer) Y [TACNA](gazetteer) RECIBEN AYUDA",
    "PE: De las seis provincias de [Ucayali](gazetteer) y 20 distritos de [Lima](gazetteer).",
    "MX: [San Juan del Río](gazetteer) y [Ciudad Victoria](gazetteer) crecieron.",
    "MX: El [Estado de México](gazetteer) creció.",
    "ES: [La Rioja](gazetteer), [La Coruña](gazetteer) y [Las Palmas](gazetteer) crecieron.",
    "CL: La Región de [Los Lagos](gazetteer) y la Región del [Maule](gazetteer) crecieron.",
    "AR: En [Junín de los Andes](gazetteer) y [San Martín de los Andes](gazetteer) llovió.",
    "El limeño y la puneña viajaron en julio.",
    "UY: Firmó con la [Argentina](gazetteer) y con la Federación.",
    "PE: [CALLAO](gazetteer): DECOMISAN DROGA EN EL [CALLAO](gazetteer)",
    "SV: DECOMISAN DROGA EN [EL SALVADOR](gazetteer) Y EN [LA LIBERTAD](gazetteer)",
    "VE: La ciudad de [El Callao](head) creció.",
    "PE: Visitó [Cusco](gazetteer).",
    "PE: Recorre [Puno](gazetteer) y [Cusco](gazetteer).",
    "MX: Visitará [Oaxaca](gazetteer) y [Chiapas](gazetteer). Martín Colima llegó.",
    "CO: Lidera [Antioquia](gazetteer) la lista.",
    "PE: Llegó a [Nueva York](gazetteer) y [Ginebra](gazetteer).",
    "MX: El cónsul en [Houston](gazetteer) viajó. Orlando Vera y Milán Torres también.",
    "AR: [Río de Janeiro](gazetteer) y [São Paulo](gazetteer) crecieron.",
    "PE: Tiene su Sede en [Ginebra](gazetteer) ([Suiza](gazetteer)).",
]
HEAD = [
    "PE: En el distrito de [Lamay](head kind=district), en [Calca](gazetteer) "
    "([Cusco](gazetteer)), hubo lluvias.",
    "PE: Las provincias de [Jaén](head kind=province) y [San Ignacio](head), las regiones "
    "[Puno](head kind=region), [Cusco](head) y [Apurímac](head).",
    "PE: Los distritos de [El Tambo](head), [Chilca](head) y [Huancayo](head kind=district).",
    "PE: Los departamentos [La Libertad](head) y [Junín](head).",
    "PE: La ciudad de [Tarapoto](head) y el caserío de [Ushpayacu](head) crecieron.",
    "PE: La región [San Martín](head kind=region) creció.",
    "CL: La comuna de [Independencia](head) y la región de [Aysén](head) crecieron.",
    "CO: El municipio de [La Unión](head) ([Nariño](gazetteer)) creció.",
    "AR: La localidad de [Santa Rosa](head), [La Pampa](gazetteer), creció.",
    "VE: El estado [Sucre](head), el estado [Bolívar](head) y [Miranda](gazetteer).",
    "MX: El municipio de [Benito Juárez](head) creció.",
    "EC: El cantón [La Libertad](head) y la parroquia [Junín](head) crecieron.",
    "MX: La colonia [Narvarte](head kind=place) y la aldea [Tunucó Abajo](head) crecen.",
    "CO: La vereda [Tinajas](head kind=place), en [Medellín](gazetteer), crece.",
    "El distrito vecino creció; la región también.",
    "Seis provincias del norte y 20 distritos crecieron.",
    "PE: Región: [San Martín](head kind=region).",
    "CO: Municipio: [La Unión](head kind=district)\nEstado: En ejecución\nSector: Salud",
    "CL: Región: [Ñuble](head kind=region)\nComuna: [Chillán](head kind=city)",
]
LIST = [
    "PE: Llegaron a [Ayacucho](gazetteer), [Zurpalca](list) y [Puno](gazetteer).",
    "PE: Llegaron a Zurpalca y Xolipa.",  # no place of a list is known
    "PE: Llegaron a [Puno](gazetteer) con Zurpalca.",
]
AGAIN = [
    "PE: El caserío de [Ushpayacu](head) creció y [Ushpayacu](again) celebra. Ana Ushpayacu vino.",
    "CO: La vereda de [El Chuscal](head) creció. En [El Chuscal](again) llueve.",
    "PE: El caserío de [Ushpayacu](head) creció. La Municipalidad de Ushpayacu licitó.",
]
# Names that are persons', ships', universities', saints', months' or ordinary words as well.
NAMESAKES = [
    # San Martín
    "PE: Viajó a [San Martín](gazetteer), [Loreto](gazetteer) y [Ucayali](gazetteer).",
    "PE: [San Martín](gazetteer) y [La Libertad](gazetteer) recibirán fondos.",
    "PE: El general San Martín proclamó la independencia.",
    "PE: La Universidad de San Martín de Porres firmó.",
    "PE: La plaza San Martín y la Plaza Grau se cerraron.",
    "PE: El congresista San Martín viajó con el ministro Grau.",
    "PE: San Martín dijo que sí.",
    "AR: El general José de San Martín cruzó la sierra.",
    "AR: José de San Martín cruzó la cordillera.",
    "AR: General Belgrano luchó. Vive en [General Belgrano](gazetteer).",
    "AR: [Comodoro Rivadavia](gazetteer) creció.",
    # La Libertad
    "PE: [La Libertad](gazetteer), [Áncash](gazetteer) y [Lambayeque](gazetteer) recibirán fondos.",
    "PE: La libertad de prensa es un derecho.",
    "PE: El diario La Libertad informó.",
    "PE: El colegio La Libertad y el parque La Libertad se cerraron.",
    "SV: El departamento de [La Libertad](head) creció.",
    # Junín, Ica, Grau
    "PE: Nació en [Junín](gazetteer) y murió en [Ica](gazetteer).",
    "PE: Se firmó en [Chanchamayo](gazetteer) ([Junín](gazetteer)).",
    "PE: Teresa Junín llegó. Junín Alva también.",
    "PE: La avenida Junín está cerrada y el jirón Ica también.",
    "PE: El Hospital Regional de Ica atendió.",
    "AR: La ciudad de [Junín](head) creció.",
    "PE: La provincia de [Grau](head), en [Apurímac](gazetteer), creció.",
    "PE: El BAP Grau zarpó. El buque Grau zarpó.",
    "PE: Miguel Grau combatió. Grau murió en el mar.",
    "PE: El puente Grau se abrió.",
    # Santa Rosa
    "PE: El distrito de [Santa Rosa](head) creció.",
    "PE: Nació en [Santa Rosa](gazetteer).",
    "PE: Santa Rosa de Lima es patrona. El 30 de agosto es Santa Rosa.",
    "PE: El colegio Santa Rosa de Puno se cerró.",
    "GT: [El Progreso](gazetteer) y [Santa Rosa](gazetteer) son departamentos.",
    # Comas, Independencia
    "PE: [Comas](gazetteer), [Independencia](gazetteer) y [Los Olivos](gazetteer) tendrán agua.",
    "PE: Vive en [Comas](gazetteer) y trabaja en [Independencia](gazetteer).",
    "PE: Las comas y los puntos faltan.",
    "PE: El día de la independencia se celebra la Independencia de la patria.",
    "PE: La fragata Independencia zarpó.",
    "PE: La Municipalidad de Comas licitó.",
    "DO: La provincia [Independencia](head) creció.",
    # La Unión, Progreso
    "PE: El distrito de [La Unión](head), en [Piura](gazetteer), creció.",
    "PE: La Unión Europea donó. La Unión hace la fuerza.",
    "PE: El buque escuela BAP Unión zarpó.",
    "PE: El jirón La Unión se cerró y la unión de los pueblos crece.",
    "ES: El concejal de [La Unión](gazetteer) ([Murcia](gazetteer)) viajó.",
    "PE: Vive en el distrito de [Progreso](head). El Progreso es posible.",
    "UY: En [Progreso](gazetteer), [Canelones](gazetteer), hubo lluvia.",
    "SV: [La Unión](gazetteer) y [San Salvador](gazetteer) crecieron.",
    # Pueblo Libre, La Victoria
    "PE: Vive en [Pueblo Libre](gazetteer). El pueblo libre celebra.",
    "PE: Los alcaldes de [Ate](gazetteer) y [La Victoria](gazetteer) se reunieron.",
    "PE: La victoria fue amplia. La Victoria del equipo también.",
    "PE: La avenida La Victoria se cerró.",
    "CL: La ciudad de [Victoria](head), en [La Araucanía](gazetteer), creció.",
    "AR: En los barrios [Lavalle](head kind=place) y [Guido](head kind=place) llueve.",
    "PE: La urbanización [Pachacútec](head kind=place), en [Ica](gazetteer), creció.",
    # months and others
    "PE: En Julio llueve y en Marzo no.",
    "EC: El mariscal Sucre murió.",
    "MX: Benito Juárez nació en [Oaxaca](gazetteer).",
]
# A place inside the name of an organization, a project or a road is none.
INSIDE = [
    "PE: La Municipalidad Provincial de Puno licitó.",
    "PE: El Gobierno Regional de San Martín licitó.",
    "PE: El proyecto “Agua para Ica” avanza.",
    "PE: El Plan Nacional para Loreto avanza.",
    "PE: La carretera Puno-Tacna abrió.",
    "PE: La avenida Arequipa y la calle Tacna se cerraron.",
    "PE: La Copa Perú y el diario Perú21.",
    "PE: El Banco de Chile abrió en [Cusco](gazetteer).",
    "PE: El estadio Cusco y el aeropuerto de Jauja se cerraron.",
    "PE: El Tren Lima-Ica se licitó.",
]
READ = [*GAZETTEER, *HEAD, *LIST, *AGAIN, *NAMESAKES, *INSIDE]


@pytest.mark.parametrize("example", READ)
def test_places(example):
    check(example, GROUP)


def test_every_rule_has_a_sentence():
    assert rules_in(GROUP, "fields/places.py") <= rules_of(READ)


@pytest.mark.parametrize("line", ["Foto: Minsa en Puno", "Más en Andina: Cusco recibe turistas"])
def test_page_furniture_names_no_place(line):
    assert not read(f"La feria abrió ayer en la plaza.\n\n{line}", "PE").spans[GROUP]
