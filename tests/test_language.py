"""Spanish is told from its neighbours by small words alone."""

from __future__ import annotations

import pytest

from extractor.language import NAMES, warnings
from extractor.lexicon import read_world

SPANISH = [
    "El ministerio informó que las obras de la carretera se iniciarán en marzo con una inversión",
    # bare lists, headlines and figures say nothing against it
    "Asistieron Juan Pérez Gómez, Ana Ruiz Soto, Luis Torres Vega, el ministro de Salud y Rosa Coa",
    "INAUGURAN TRES POSTAS MÉDICAS EN SAN IGNACIO CON INVERSIÓN DE TRES MILLONES",
    "Hospital Rural Sisa",
    "12 345 678",
    "",
]
OTHERS = [
    ("O ministro anunciou nesta terça a construção de três hospitais, que vão beneficiar mais de "
     "vinte mil pessoas do interior", "Portuguese"),
    ("O presidente anunciou onte a construción dun hospital na provincia, cun investimento de doce "
     "millóns, que beneficiará a máis de vinte mil veciños", "Galician"),
    ("El conseller ha anunciat avui la construcció de tres centres a la província, amb una "
     "inversió de dotze milions per als propers dos anys, i també un nou hospital", "Catalan"),
    ("Il ministro ha annunciato la costruzione di tre nuovi ospedali nella regione, con un "
     "investimento di dodici milioni", "Italian"),
    ("Le ministre a annoncé la construction de trois hôpitaux dans la région, pour un montant de "
     "douze millions", "French"),
    ("The Ministry of Women of Peru and the agency agreed to protect the rights of refugees in "
     "Lima and Tumbes", "English"),
    ("Der Minister kündigte am Dienstag den Bau von drei neuen Krankenhäusern in der Region an",
     "German"),
]  # fmt: skip


def words(text):
    return text.lower().replace(",", " ,").split()


@pytest.mark.parametrize("text", SPANISH)
def test_spanish_is_let_through(text):
    assert warnings(words(text)) == ()


@pytest.mark.parametrize(("text", "name"), OTHERS)
def test_another_language_is_named(text, name):
    assert warnings(words(text)) == (f"the text does not look Spanish but {name}",)


@pytest.mark.parametrize("text", ["Министр объявил о строительстве больниц", "卫生部长宣布"])
def test_other_letters_are_noticed(text):
    assert warnings(words(text)) == ("the text does not look Spanish: it is not in Latin letters",)


def test_words_of_no_known_language_are_noticed():
    unknown = "vork tilp mangar seftu oblor kint dabru pelto gansu mirt folak brundi"
    assert warnings(unknown.split()) == ("the text does not look Spanish",)


def test_every_language_of_the_lexicon_has_a_name():
    codes = {code for row in read_world("function_words.csv") for code in row.many("languages")}
    assert codes == {*NAMES, "es"}
