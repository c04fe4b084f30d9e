"""Which place a name means: kind, codes and what it lies within.

`within` lists the containing places with `|`, nearest first.
"""

from __future__ import annotations

import pytest
from grammar import check, read

from extractor.place_lexicon import gazetteer_of

GROUP = "places"

# The text says the kind.
STATED = [
    "PE: En el distrito de [Lamay](head ubigeo=080403 within=Calca|Cusco|Perú), en "
    "[Calca](gazetteer kind=province ubigeo=0804) ([Cusco](gazetteer code=PE-CUS ubigeo=08)).",
    "PE: El distrito de [Puno](head ubigeo=210101), la provincia de [Puno](head ubigeo=2101) y "
    "la región [Puno](head ubigeo=21 code=PE-PUN) crecieron.",
    "PE: La provincia de [San Martín](head kind=province ubigeo=2209) y la región "
    "[San Martín](head kind=region code=PE-SAM) crecieron.",
    "PE: El departamento de [Junín](head code=PE-JUN) y la provincia de [Junín](head ubigeo=1205).",
    "PE: La ciudad de [Tarapoto](head kind=city code=None) creció.",
    "PE: El caserío de [Ushpayacu](head kind=place country=PE code=None) creció.",
    "PE: El país de [Jordania](head kind=country code=JO) creció.",
    "CL: La región de [Ñuble](head code=CL-NB) y la comuna de [Chillán](head kind=city) crecen.",
    "CL: La provincia de [Arauco](head kind=province within=Biobío|Chile) creció.",
    "ES: La provincia de [Córdoba](head kind=province within=Andalucía|España) creció.",
    "EC: El cantón [Loja](head kind=district) y la ciudad de [Loja](head kind=city) crecieron.",
    "MX: El municipio de [San Juan del Río](head kind=district within=Querétaro|México) creció.",
    "VE: El estado [Sucre](head code=VE-R) creció.",
    "BO: El departamento de [La Paz](head code=BO-L) y la ciudad de [La Paz](head kind=city).",
    "HN: El departamento de [La Paz](head code=HN-LP) creció.",
    "UY: El departamento de [Canelones](head code=UY-CA) creció.",
    "AR: La provincia de [San Luis](head kind=region code=AR-D) creció.",
    "EC: La provincia de [Loja](head kind=region code=EC-L) creció.",
    "DO: La provincia [Independencia](head kind=region code=DO-10) creció.",
    "ES: La comunidad autónoma de [Andalucía](head kind=region code=ES-AN) creció.",
    "PE: Viajó al estado de [Florida](head code=None country=None).",
    "CL: Viajó al estado de [Nuevo León](head code=MX-NLE).",
    "CO: Viajó al departamento de [Florida](head code=UY-FD).",
    "AR: El departamento de [San Martín](head code=None), en [Mendoza](gazetteer), creció.",
    "PE: La provincia de [Mendoza](head kind=region code=AR-M) creció.",
    "PE: El distrito de [San José](head kind=district country=PE) creció.",
]
# The text says nothing: the largest of that name in the document's country.
SILENT = [
    "PE: Viajó a [Puno](gazetteer kind=region code=PE-PUN ubigeo=21 within=Perú).",
    "PE: Viajó a [Lima](gazetteer kind=region code=PE-LIM ubigeo=15).",
    "PE: Viajó al [Callao](gazetteer kind=region code=PE-CAL ubigeo=07).",
    "PE: Viajó a [Lima Metropolitana](gazetteer kind=region code=PE-LMA).",
    "PE: Viajó a [La Libertad](gazetteer code=PE-LAL) y a [San Martín](gazetteer code=PE-SAM).",
    "PE: Viajó a [Calca](gazetteer kind=province ubigeo=0804).",
    "AR: Viajó a [Córdoba](gazetteer code=AR-X).",
    "CO: Viajó a [Córdoba](gazetteer code=CO-COR).",
    "ES: Viajó a [Córdoba](gazetteer kind=province country=ES code=None).",
    "MX: Viajó a [Córdoba](gazetteer kind=city within=Veracruz|México).",
    "EC: Viajó a [Guayas](gazetteer code=EC-G) y a [Loja](gazetteer kind=region code=EC-L).",
    "GT: Viajó a [El Progreso](gazetteer code=GT-02).",
    "CR: Viajó a [San José](gazetteer code=CR-SJ).",
    "UY: Viajó a [San José](gazetteer code=UY-SJ).",
    "DO: Viajó a [Santiago](gazetteer kind=region code=DO-25).",
    "MX: Viajó a la [Ciudad de México](gazetteer kind=region code=MX-CMX).",
    "HN: Viajó a [Trujillo](gazetteer kind=city within=Colón|Honduras).",
    "GQ: Viajó a [Malabo](gazetteer kind=city country=GQ).",
    "ES: Viajó a [Euskadi](gazetteer code=ES-PV) y a [Catalunya](gazetteer code=ES-CT).",
    # abroad
    "PE: Viajó a [Guayaquil](gazetteer kind=city country=EC within=Guayas|Ecuador).",
    "PE: Viajó a [París](gazetteer kind=city country=FR within=Francia).",
    "PE: Viajó a [EE. UU.](gazetteer code=US kind=country) y al [Reino Unido](gazetteer code=GB).",
    "PE: Viajó a [Holanda](gazetteer code=NL within='') y [Guinea Ecuatorial](gazetteer code=GQ).",
    "Viajó a [Ushuaia](gazetteer country=AR).",
    "PE: Viajó a [Shanghái](gazetteer kind=city country=CN within=China).",
    "CL: Viajó a [Los Ángeles](gazetteer country=CL).",
    "PE: Viajó a [Los Ángeles](gazetteer code=None country=None).",  # Chile, United States?
    "PE: Viajó a [Cartagena](gazetteer kind=place code=None country=None).",  # Colombia, Spain?
    "Viajó a [Córdoba](gazetteer code=None).",  # of Argentina, of Colombia?
    "PE: Viajó a [Santiago](gazetteer code=None country=None).",  # of Peru, of Chile?
    "CO: Viajó a [San José](gazetteer code=CR-SJ).",  # a capital
    "PE: Viajó a [Córdoba](gazetteer code=AR-X) ([Argentina](gazetteer)) y a "
    "[Trujillo](gazetteer kind=city country=HN) ([Honduras](gazetteer)).",
    "PE: En [Argentina](gazetteer), el municipio de [Rivadavia](head country=AR) creció.",
]
# Namesakes of one kind: the one within a place that is named too, else the capital's.
NAMESAKES = [
    "PE: El distrito de [Santa Rosa](head ubigeo=210808), en [Melgar](gazetteer), creció.",
    "PE: El distrito de [Santa Rosa](head ubigeo=150139), en [Lima](gazetteer), creció.",
    "PE: El distrito de [Independencia](head ubigeo=020105), en [Huaraz](gazetteer), creció.",
    "PE: Vive en [Independencia](gazetteer ubigeo=150112).",
    "PE: Vive en [Comas](gazetteer ubigeo=150110) y en [La Victoria](gazetteer ubigeo=150115).",
    "PE: Viajó a [Miraflores](gazetteer ubigeo=150122).",
    "PE: Vive en [Miraflores](gazetteer ubigeo=040110), en [Arequipa](gazetteer).",
    "[Arequipa](gazetteer code=PE-ARE), 5 de mayo de 2020.- El distrito de "
    "[Miraflores](head ubigeo=040110) creció mucho este año.",
    "PE: El distrito de [La Unión](head ubigeo=200110), en [Piura](gazetteer), y el distrito "
    "de [La Unión](head ubigeo=100301), en [Huánuco](gazetteer), crecieron.",
]
READ = [*STATED, *SILENT, *NAMESAKES]


@pytest.mark.parametrize("example", READ)
def test_gazetteer(example):
    check(example, GROUP)


def entities(text, country="PE"):
    return [span.kb_id_ for span in read(text, country).spans[GROUP]]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Viajó a EE. UU. y volvió de Estados Unidos.", 1),
        ("La ciudad de Arequipa creció. En Arequipa llueve.", 1),
        ("El distrito de Lamay creció. En Lamay llueve.", 1),
        ("Viajó a Puno y a la región Puno.", 1),
        ("La provincia de Puno y la región Puno crecieron.", 2),
        ("El caserío de Ushpayacu y el caserío de Ushpayacu.", 1),
    ],
)
def test_mentions_of_one_place_are_joined(text, places):
    found = entities(text)
    assert len(found) == 2
    assert len(set(found)) == places


@pytest.mark.parametrize(
    ("key", "around"),
    [
        ("080403", ["Calca", "Cusco", "Perú"]),
        ("0804", ["Cusco", "Perú"]),
        ("PE-CUS", ["Perú"]),
        ("PE", []),
    ],
)
def test_containing_places(key, around):
    gazetteer = gazetteer_of(None)
    assert [p.name for p in gazetteer.containing(gazetteer.by_key[key])] == around


@pytest.mark.parametrize("text", ["CUSCO", "cusco", " Cusco ", "San\nMartín", "Áncash", "Ancash"])
def test_names_are_found_whatever_their_spelling(text):
    assert any(place.country == "PE" for place in gazetteer_of(None).bearers(text))


def test_codes_are_iso_and_inei():
    for place in gazetteer_of(None).by_key.values():
        if place.kind == "country":
            assert place.code == place.country
        elif place.code:
            assert place.code.startswith(f"{place.country}-"), place
            assert place.kind == "region", place
        if place.ubigeo:
            assert place.country == "PE"
            assert len(place.ubigeo) == {"region": 2, "province": 4, "district": 6}[place.kind]


def test_peru_is_whole():
    peru = [p for p in gazetteer_of(None).by_key.values() if p.country == "PE" and p.ubigeo]
    counted = {kind: sum(p.kind == kind for p in peru) for kind in ("region", "province")}
    assert counted == {"region": 25, "province": 196}
    assert sum(p.kind == "district" for p in peru) >= 1870
