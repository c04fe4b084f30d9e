"""Corrections become rows of the user's lexicon; a bad row names file, line and column."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from click.testing import CliRunner

from extractor.cli import main
from extractor.corrections import Add, Corrected, Set, apply
from extractor.errors import LexiconError, SourceError
from extractor.learning import examples, propose, read_corrected, show, write
from extractor.lexicon import read_countries
from extractor.records import Meta, PressRelease
from extractor.user_lexicon import read_user

TEXT = "El Consejo Andino (CA) y su jefa, Ana Ruiz, van a Villa Nueva con el Plan Sol y el CA."


def place(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


@pytest.fixture
def corrected() -> Corrected:
    values = {"acronym": "CA", "kind": "ngo", "country": "BO"}
    corrections = (
        Add(field="organizations", **place("Consejo Andino"), values=values),
        Add(field="organizations", **place("CA"), entity=0),
        Add(field="officials", **place("Ana Ruiz"), values={"role": "jefa"}),
        Set(field="officials", entity=0, values={"organization": "Consejo Andino"}),
        Add(field="regions", **place("Villa Nueva"), values={"kind": "city", "country": "BO"}),
        Add(field="projects", **place("Plan Sol"), values={"kind": "plan"}),
    )
    record = PressRelease(text=TEXT, source="a.txt", meta=Meta(extractor="0", components=()))
    return Corrected(record=apply(record, *corrections), corrections=corrections)


def test_values_become_rows(corrected):
    rows = {(p.file, p.row["name"]): p.row for p in propose([corrected])}
    assert set(rows) == {
        ("bo/institutions.csv", "Consejo Andino"),
        ("bo/places.csv", "Villa Nueva"),
        ("officials.csv", "Ana Ruiz"),
        ("projects.csv", "Plan Sol"),
    }
    institution = rows["bo/institutions.csv", "Consejo Andino"]
    assert institution["acronym"] == "CA"
    assert institution["aliases"] == ""
    assert institution["source"] == "a.txt"
    assert rows["officials.csv", "Ana Ruiz"]["organization"] == "Consejo Andino"


def test_what_nobody_touched_is_not_learned(record):
    assert propose([Corrected(record=record)]) == []


def test_rows_are_written_once_and_read_back(corrected, tmp_path):
    proposals = propose([corrected], tmp_path)
    assert len(write(proposals, tmp_path)) == 4
    assert propose([corrected], tmp_path) == []
    user = read_user(tmp_path)
    assert user.officials[0]["name"] == "Ana Ruiz"
    assert user.countries["institutions.csv"][0].country == "BO"
    assert user.countries["projects.csv"][0].country is None


def test_a_changed_row_is_shown_with_the_one_before(corrected, tmp_path):
    write(propose([corrected], tmp_path), tmp_path)
    change = Set(field="organizations", entity=0, values={"kind": "government"})
    record = apply(corrected.record, change)
    shown = show(propose([Corrected(record=record)], tmp_path))
    assert "- Consejo Andino,CA,,,ngo" in shown
    assert "+ Consejo Andino,CA,,,government" in shown


def test_examples_hold_all_names_and_no_roles(corrected):
    (example,) = examples([corrected])
    found = {(TEXT[start:end], label) for start, end, label in example["entities"]}
    assert found == {
        ("Consejo Andino", "ORG"), ("CA", "ORG"), ("Ana Ruiz", "PER"), ("Villa Nueva", "LOC"),
        ("Plan Sol", "MISC"),
    }  # fmt: skip


def test_examples_do_not_overlap(record):
    (example,) = examples([Corrected(record=record)])
    spans = example["entities"]
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(record.text[start].isupper() for start, _, _ in spans)


@pytest.mark.parametrize(
    ("text", "where"),
    [("", "x: "), ("\n{", "x:2: "), ('{"record": {}}', "x:1: record"), ("{}", "x:1: record"),
     ("[]", "x:1: ")],
)  # fmt: skip
def test_files_that_hold_no_corrections_are_named(text, where):
    with pytest.raises(SourceError, match=where):
        list(read_corrected(text, "x"))


def test_records_alone_are_corrections_too(corrected):
    (found,) = read_corrected(corrected.record.model_dump_json(), "x")
    assert found.record == corrected.record


# The command


def run(*arguments, **options):
    return CliRunner().invoke(main, [str(each) for each in arguments], **options)


def test_command_shows_then_writes(corrected, tmp_path):
    (tmp_path / "c.jsonl").write_text(corrected.model_dump_json() + "\n", encoding="utf-8")
    lexicon = tmp_path / "mine"
    done = run(
        "learn", tmp_path / "c.jsonl", "--lexicon", lexicon, "--examples", tmp_path / "e.jsonl"
    )
    assert done.exit_code == 0, done.output
    assert "+ Ana Ruiz,jefa,Consejo Andino,a.txt" in done.stdout
    assert not lexicon.exists()
    assert json.loads((tmp_path / "e.jsonl").read_text(encoding="utf-8"))["text"] == TEXT
    done = run("learn", tmp_path / "c.jsonl", "--lexicon", lexicon, "--yes")
    assert done.exit_code == 0
    assert len(read_user(lexicon)) == 4
    assert "Nothing new" in run("learn", tmp_path / "c.jsonl", "--lexicon", lexicon).stderr


# The user's lexicon

INSTITUTIONS = "name,acronym,aliases,ambiguous,kind,parent,portfolio,source\n"


def put(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("institutions.csv", INSTITUTIONS + "A,,,,planet,,,x\n", r"s.csv:2: column 'kind'"),
        ("institutions.csv", INSTITUTIONS + "A,,,,ngo,,,\n", r":2: column 'source'"),
        ("institutions.csv", INSTITUTIONS + "A ,,,,ngo,,,x\n", r":2: column 'name'"),
        ("institutions.csv", INSTITUTIONS + ",,,,ngo,,,x\n", r":2: column 'name'"),
        ("institutions.csv", INSTITUTIONS + "A,ngo,x\n", r":2: 3 cells, expected 8"),
        ("institutions.csv", INSTITUTIONS, "no rows"),
        ("institutions.csv", "name,kind\nA,ngo\n", r":1: columns are"),
        ("officials.csv", "name,role\nA,b\n", r":1: columns are"),
        ("places.csv", "name,kind,code,ubigeo,within,aliases,ambiguous,source\nA,city,Lima,,,,,x\n",
         r":2: column 'code'"),
        ("pe/places.csv", "name,kind,code,ubigeo,within,aliases,ambiguous,source\nA,city,,1,,,,x\n",
         r":2: column 'ubigeo'"),
        ("people.csv", "name\nA\n", "unknown file"),
        ("peru/places.csv", "name\nA\n", "neither"),
        ("es/given_names.csv", "name\nA\n", r":1: columns are"),
    ],
)  # fmt: skip
def test_bad_rows_are_named(tmp_path, name, content, message):
    put(tmp_path, name, content)
    with pytest.raises(LexiconError, match=message):
        read_user(tmp_path)


def test_no_folder_and_an_empty_folder_are_errors(tmp_path):
    with pytest.raises(LexiconError, match="is no folder"):
        read_user(tmp_path / "none")
    with pytest.raises(LexiconError, match="no CSV"):
        read_user(tmp_path)


def test_the_users_rows_win(tmp_path):
    ours = read_countries("ministries.csv", ["PE"])
    first = ours[0]
    mine = f"{first['name']},{first['acronym']}X,,,government,,,me\n"
    other = f"Mesa de Cultura,{ours[1]['acronym']},,,ngo,,,me\n"
    put(tmp_path, "pe/ministries.csv", INSTITUTIONS + mine + other)
    rows = read_user(tmp_path).over("ministries.csv", ours)
    assert len(rows) == len(ours) + 1
    named = [row for row in rows if row["name"] == first["name"]]
    assert [row["source"] for row in named] == ["me"]
    bearers = [row for row in rows if row["acronym"] == ours[1]["acronym"]]
    assert [row["name"] for row in bearers] == ["Mesa de Cultura"]
    assert any(row["name"] == ours[1]["name"] for row in rows)
