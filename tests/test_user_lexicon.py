"""The user's own lexicon: its rows win over ours, in this extractor and in no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor import Extractor
from extractor.archive.versions import lexicon_version
from extractor.check import check
from extractor.cli import main
from extractor.errors import LexiconError

ORGANIZATIONS = "name,acronym,aliases,ambiguous,kind,parent,portfolio,source"
FILES = {
    "pe/institutions.csv": f"{ORGANIZATIONS}\n"
    "Zona Verde Perú,ZVP,Zoverpe,,company,,,the user\n"
    "Fondo de Semillas del Litoral Sur,FSLS,,,government,,,the user\n"
    "Tren de la Costa Sur,MTC,,,company,,,the user\n",
    "officials.csv": "name,role,organization,source\nXul Yanqui,vocero,Zona Verde Perú,the user\n",
    "projects.csv": "name,kind,organization,aliases,ambiguous,source\n"
    "Aire Nuevo,program,Zona Verde Perú,,,the user\n",
    "places.csv": "name,kind,code,ubigeo,within,aliases,ambiguous,source\n"
    "Quebrada Zulia,place,PE-ICA,,,,,the user\n",
    "es/roles.csv": "masculine,feminine,abbreviations,takes,level,source\n"
    "guardapuente,guardapuente,,organization|place,management,the user\n",
}
TEXT = (
    "Lima, 3 de marzo de 2024. Zona Verde Perú inauguró Aire Nuevo en Quebrada Zulia. "
    "“Es un gran paso para todos nosotros”, dijo Xul Yanqui. La ZVP y el MTC siguen. "
    "El guardapuente de Zoverpe, Luis Vera Soto, viajó. Habló la ministra Ana Ruiz Soto."
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("mine")
    for name, content in FILES.items():
        path = home / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def mine(folder) -> Extractor:
    return Extractor(lexicon=folder)


def test_its_rows_are_read(mine):
    record = mine.extract(TEXT)
    names = {o.acronym: o for o in record.organizations}
    assert names["ZVP"].name == "Zona Verde Perú"
    assert names["ZVP"].kind == "company"
    assert names["MTC"].kind == "company"
    people = {o.name: (o.role, o.organization) for o in record.officials}
    assert people["Xul Yanqui"] == ("vocero", "Zona Verde Perú")
    assert people["Luis Vera Soto"] == ("guardapuente", "Zona Verde Perú")
    assert "Aire Nuevo" in {p.name for p in record.projects}
    assert {p.name: p.code for p in record.regions}["Quebrada Zulia"] == "PE-ICA"


def test_the_record_says_that_the_user_knows_the_post(mine):
    [person] = [o for o in mine.extract(TEXT).officials if o.name == "Xul Yanqui"]
    assert person.rule == "officials.user_lexicon"


def test_what_the_text_says_of_a_post_comes_first(mine):
    record = mine.extract("El alcalde de Ica, Xul Yanqui, viajó.")
    assert [(o.name, o.role) for o in record.officials] == [("Xul Yanqui", "alcalde de Ica")]


def test_a_name_inside_another_is_no_person(mine):
    record = mine.extract("La Fundación Xul Yanqui abrió.")
    assert not record.officials


def test_other_extractors_know_nothing_of_it(mine, extractor):
    before = Extractor(statistics=False).extract(TEXT)
    assert {o.acronym for o in before.organizations} >= {"MTC"}
    assert "Aire Nuevo" not in {p.name for p in before.projects}
    assert not [o for o in before.officials if o.name == "Luis Vera Soto" and o.role]
    assert extractor.extract(TEXT) == Extractor().extract(TEXT)


def test_processes_share_it(mine):
    assert list(mine.pipe([TEXT], n_process=2)) == [mine.extract(TEXT)]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("pe/institutions.csv", f"{ORGANIZATIONS}\nX,,,,club,,,u\n", r"csv:2: column 'kind'"),
        ("pe/institutions.csv", "name,kind\nX,company\n", r"csv:1: columns are"),
        ("es/months.csv", "x,y\n1,2\n", r"months.csv: unknown file"),
        ("pais/places.csv", "x,y\n1,2\n", r"'pais' is neither"),
    ],
)
def test_a_bad_one_is_an_error_that_names_the_place(tmp_path, name, content, message):
    path = tmp_path / name
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        Extractor(lexicon=tmp_path)


def test_the_check_takes_its_names_too(mine):
    record = mine.extract("El Fondo de Semilla del Litoral Sur (FSLS) llegó.")
    rules = [[f.rule for f in check(record, lexicon=one)] for one in (None, mine.lexicon)]
    assert "acronyms.official_name" not in rules[0]
    assert "acronyms.official_name" in rules[1]


@pytest.mark.parametrize("command", ["extract", "view", "check", "batch"])
def test_every_command_takes_it_and_says_what_is_wrong(command, folder, tmp_path):
    note = tmp_path / "nota.txt"
    note.write_text(TEXT, encoding="utf-8")
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "socios.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    out = str(tmp_path / "out.jsonl")
    rest = [str(note), *(["--out", out, "--workers", "1", "-q"] if command == "batch" else [])]
    done = CliRunner().invoke(main, [command, *rest, "--lexicon", str(bad)])
    assert done.exit_code == 1
    assert "socios.csv: unknown file" in done.stderr
    done = CliRunner().invoke(main, [command, *rest, "--lexicon", str(folder)])
    assert done.exit_code == 0, done.stderr
    if command == "extract":
        record = json.loads(done.stdout)
        assert "Aire Nuevo" in {p["name"] for p in record["projects"]}


def test_a_changed_lexicon_has_another_version(tmp_path):
    path = tmp_path / "projects.csv"
    path.write_text(FILES["projects.csv"], encoding="utf-8")
    before = lexicon_version({"lexicon": tmp_path})
    assert lexicon_version({"lexicon": tmp_path}) == before
    path.write_text(FILES["projects.csv"].replace("Nuevo", "Limpio"), encoding="utf-8")
    assert lexicon_version({"lexicon": tmp_path}) != before
    assert lexicon_version({}) is None
