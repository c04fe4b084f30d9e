"""The proofreader: every rule by its own examples, and what surrounds them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Extractor
from extractor.check import FORMATS, RULES, check, render, select
from extractor.errors import ExtractorError
from extractor.records import Meta, PressRelease

ROOT = Path(__file__).parent.parent
META = Meta(extractor="0", components=())


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def rules_of(extractor: Extractor, text: str) -> set[str]:
    return {finding.rule for finding in check(extractor.extract(text))}


NEEDS = {
    "figures.parts": "press_figures",
    "figures.disagree": "press_figures",
    "figures.magnitude": "press_figures",
    "figures.totals": "press_figures",
}
"""Rules that read what a component of the pipeline finds."""


@pytest.mark.parametrize("name", RULES)
def test_a_rule_finds_its_example(extractor: Extractor, name: str) -> None:
    if NEEDS.get(name, "press_quotes") not in extractor.nlp.pipe_names:
        pytest.skip("the pipeline finds no figures")
    assert name in rules_of(extractor, RULES[name].wrong)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_leaves_its_counterexample_alone(extractor: Extractor, name: str) -> None:
    assert name not in rules_of(extractor, RULES[name].right)


def test_the_documentation_shows_every_rule_with_its_examples() -> None:
    text = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
    page = " ".join(word for word in text.split() if word != ">")
    for rule in RULES.values():
        for piece in (f"`{rule.id}`", rule.title, rule.wrong, rule.right):
            assert " ".join(piece.split()) in page, rule.id


SEED = (ROOT / "samples" / "andina-mimp-oim.txt").read_text(encoding="utf-8")


def test_the_sample_has_two_slips(extractor: Extractor) -> None:
    findings = check(extractor.extract(SEED))
    assert [(f.rule, f.text.split()[-1]) for f in findings] == [
        ("typos.letters", "pasra"),
        ("names.project", "Venezolanos"),
    ]


CLEAN = """\
Abren en Tacna una posta para 2,300 vecinos

Tacna, 3 de mayo de 2024.- El Ministerio de Salud (Minsa) abrió ayer una posta en el distrito de
Ciudad Nueva, que atenderá a 2,300 vecinos y costó S/ 1.2 millones.

“Nadie tendrá que viajar tres horas para ver a un médico”, dijo la ministra de Salud, Ana Ríos Paz.
“Abriremos otras dos postas antes de diciembre”, agregó.

La posta funciona de lunes a viernes, de 8:00 a. m. a 6:00 p. m. (los sábados, hasta mediodía).

Contacto: Oficina de Prensa del Minsa, prensa@ejemplo.pe, (01) 555-0100
"""


def test_a_clean_release_has_no_findings(extractor: Extractor) -> None:
    assert check(extractor.extract(CLEAN, "2024-05-03")) == []


QUIET = [
    # letters
    "Compró una parka y regó la parra para parar el viento.",
    "Dijo adonde van, y que el mentor y el prefecto fueron perfectos.",
    "Escriba a para@ejemplo.pe o entre en www.sobre-agua.pe.",
    "EL MINISTERIO INFORMO QUE LA ATENCION SIGUE. El río creció.",
    "La fashion y la station de Londres no llegaron a la región.",
    # repeated
    "Duran Duran tocó en Baden Baden y llovió mucho, mucho.",
    "La calle de De Soto y la de La Mar.",
    # spaces
    "Talla    Precio    Cantidad\nuna      dos       tres",
    # glued
    "Vea el decreto 1.234, el S.A.C. y la sigla a.C. del texto.",
    # marks
    "Mide 12\" de ancho y 5' de alto.",
    "a) Primero\nb) segundo, 1) y 2) después.",
    "¿Cuánto cuesta y quién paga la obra?",
    "¡Qué bien!, dijo la gente de Lima.",
    # dates
    "Del 20 al 25 de mayo y del 28 de abril al 3 de mayo de 2024.",
    "El martes 1 de enero abre la feria.",  # no year and no publication
    "El periodo 2021-2024 y la Ley 2024-2019.",
    "El 29 de febrero de 2024 es jueves.",
    # percent
    "La inversión creció 120 % y la meta llegó al 130 % de los hogares previstos, más que antes.",
    "Ejecutó el 103 % de la meta.",
]


@pytest.mark.parametrize("text", QUIET)
def test_what_is_right_stays_unmarked(extractor: Extractor, text: str) -> None:
    assert check(extractor.extract(text)) == []


def test_the_publication_gives_the_year_of_a_weekday(extractor: Extractor) -> None:
    text = "La feria abre el lunes 16 de mayo."
    assert [f.rule for f in check(extractor.extract(text, "2024-05-02"))] == ["dates.weekday"]
    assert check(extractor.extract(text, "2022-05-02")) == []


def test_rules_can_be_switched_off(extractor: Extractor) -> None:
    record = extractor.extract("El plan de de riego  empezó pasra todos.")
    assert [f.rule for f in check(record)] == ["typos.repeated", "typos.spaces", "typos.letters"]
    assert [f.rule for f in check(record, without=["typos.letters"])] == [
        "typos.repeated",
        "typos.spaces",
    ]
    assert check(record, without=["typos"]) == []


def test_switching_off_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(ExtractorError, match="no rule 'spelling'"):
        select(["spelling"])


def test_offsets_lines_and_columns(extractor: Extractor) -> None:
    text = "Primera línea.\n\nEl plan de de riego empezó.\n"
    (finding,) = check(extractor.extract(text, source="a.txt"))
    assert text[finding.start : finding.end] == finding.text == "de de"
    assert (finding.line, finding.column, finding.source) == (3, 9, "a.txt")


def test_text_output(extractor: Extractor) -> None:
    findings = check(extractor.extract("El plan de de riego.", source="a.txt"))
    assert render(findings) == (
        "a.txt:1:9: error: «de» está dos veces seguidas. Borre una de las dos. [typos.repeated]\n"
    )
    assert render([]) == ""


def test_json_output(extractor: Extractor) -> None:
    findings = check(extractor.extract("El plan de de riego."))
    (item,) = json.loads(render(findings, "json"))
    assert item["rule"] == "typos.repeated"
    assert (item["start"], item["end"], item["severity"]) == (8, 13, "error")


def test_sarif_output(extractor: Extractor) -> None:
    findings = check(extractor.extract("El plan de de riego  empezó.", source="mis notas/a.txt"))
    log = json.loads(render(findings, "sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    first, second = run["results"]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "typos.repeated"
    assert (first["level"], second["level"]) == ("error", "note")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "mis%20notas/a.txt"
    assert place["region"]["startLine"] == 1
    assert place["region"]["startColumn"] == 9
    assert place["region"]["charLength"] == 5


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(ValueError, match="no format 'xml'"):
        render([], "xml")
    assert set(FORMATS) == {"text", "json", "sarif"}


def test_messages_have_no_final_stop() -> None:
    for rule in RULES.values():
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", rule.id)
        assert not rule.title.endswith(".")
        assert rule.advice.endswith(".")


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=150),
        st.lists(
            st.sampled_from(
                ["(", ")", "“", "”", '"', "?", "!", " ", "\n", "de ", "pasra", "El 31 de abril ",
                 "lunes 3 de mayo de 2024", "Ministerio de Salud (Minsa) ", "120 % de los hogares",
                 "2,3 millones", "1.5 %", "Contacto:", ",", "."]
            ),
            max_size=30,
        ).map("".join),
    )
)  # fmt: skip
def test_no_text_breaks_it(text: str) -> None:
    for finding in check(PressRelease(text=text, meta=META)):
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]
        assert finding.line >= 1
        assert finding.column >= 1
