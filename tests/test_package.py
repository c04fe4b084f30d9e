"""What is shipped: packages, data files, entry points, lexicons that hold together."""

from __future__ import annotations

import re
from configparser import ConfigParser
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path

import pytest

from extractor import lexicon
from extractor.errors import LexiconError
from extractor.records import OrganizationKind, ProjectKind, RegionKind

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "extractor"
LEXICONS = sorted(lexicon.HOME.glob("*/*.csv"))
COUNTRIES = sorted(path.parent.name for path in lexicon.HOME.glob("*/ministries.csv"))

config = ConfigParser(delimiters=("=",))
config.optionxform = str  # type: ignore[assignment, method-assign]
config.read(ROOT / "setup.cfg", encoding="utf-8")


def lines(section: str, option: str) -> list[str]:
    return config[section][option].split()


# Packaging


def test_listed_packages_are_the_folders_with_modules():
    folders = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in PACKAGE.rglob("*.py")
        if "lexicons" not in path.parts
    }
    assert {p for p in lines("options", "packages") if p.startswith("extractor")} == folders


def test_every_package_has_its_init():
    missing = {path.parent for path in PACKAGE.rglob("*.py")} - {
        path.parent for path in PACKAGE.rglob("__init__.py")
    }
    assert not missing


def test_every_data_file_is_shipped():
    patterns = [
        pattern.replace("**/", "") for pattern in lines("options.package_data", "extractor")
    ]
    files = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    ]
    assert [f for f in files if not any(fnmatch(f, pattern) for pattern in patterns)] == []


ENTRY_POINTS = [
    (group, *(part.strip() for part in line.split("=", 1)))
    for group, text in config["options.entry_points"].items()
    for line in text.strip().splitlines()
]


@pytest.mark.parametrize(("group", "name", "target"), ENTRY_POINTS)
def test_entry_points_lead_somewhere(group, name, target):
    module, _, attribute = target.partition(":")
    assert not attribute or callable(getattr(import_module(module), attribute))


def test_every_registered_function_has_an_entry_point():
    source = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    registered = re.findall(r'@(?:Language\.factory|registry\.\w+)\(\s*"([^"]+)"', source)
    assert sorted(registered) == sorted(
        name for group, name, _ in ENTRY_POINTS if group.startswith("spacy_") and "press_" in name
    )


def test_the_version_is_the_changelogs_first():
    from extractor import __version__

    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {__version__}" in changelog


# Lexicons


def label(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", LEXICONS, ids=label)
def test_a_lexicon_loads_is_sorted_and_names_its_sources(path):
    rows = lexicon.read_file(path)
    first = next(iter(rows[0].values))
    keys = [row[first] for row in rows]
    assert keys == sorted(keys) or keys == sorted(keys, key=lexicon.fold), "not sorted"
    assert all(row["source"].strip() for row in rows), "a row without its source"


@pytest.mark.parametrize("path", LEXICONS, ids=label)
def test_cells_are_clean(path):
    for row in lexicon.read_file(path):
        for column, cell in row.values.items():
            assert cell == cell.strip(), (row.line, column)
            assert "  " not in cell, (row.line, column)
            assert not cell.startswith("|"), (row.line, column)


def rows_of(name: str):
    return [row for path in LEXICONS if path.name == name for row in lexicon.read_file(path)]


@pytest.mark.parametrize(
    ("files", "kinds"),
    [
        (
            ("ministries.csv", "agencies.csv", "institutions.csv", "international.csv"),
            OrganizationKind,
        ),
        (("places.csv",), RegionKind),
        (("projects.csv",), ProjectKind),
    ],
)
def test_kinds_are_those_of_the_record(files, kinds):
    allowed = set(kinds.__args__)
    for name in files:
        wrong = [(row.path.parent.name, row.line) for row in rows_of(name)
                 if row["kind"] not in allowed]  # fmt: skip
        assert wrong == [], name


@pytest.mark.parametrize("country", COUNTRIES)
def test_parents_and_posts_name_institutions_of_the_country(country):
    folder = lexicon.HOME / country
    rows = [
        row
        for name in ("ministries.csv", "agencies.csv", "institutions.csv")
        if (folder / name).exists()
        for row in lexicon.read_file(folder / name)
    ]
    known = {form for row in rows for form in (row["name"], row["acronym"], *row.many("aliases"))}
    wanted = {row["parent"] for row in rows}
    if (folder / "posts.csv").exists():
        wanted |= {row["organization"] for row in lexicon.read_file(folder / "posts.csv")}
    assert wanted - known - {""} == set()


@pytest.mark.parametrize("country", COUNTRIES)
def test_places_lie_within_places_of_the_country(country):
    rows = lexicon.read_file(lexicon.HOME / country / "places.csv")
    known = {row[column] for row in rows for column in ("code", "ubigeo")}
    assert {row["within"] for row in rows} - known - {""} == set()
    codes = [row["code"] for row in rows if row["code"]]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(rf"{rows[0].country}-[A-Z0-9]{{1,3}}", code) for code in codes)


def test_country_codes_are_complete_and_unique():
    rows = rows_of("countries.csv")
    assert len({row["code"] for row in rows}) == len(rows) > 190
    assert all(re.fullmatch("[A-Z]{2}", row["code"]) for row in rows)
    assert {lexicon._country_of(lexicon.HOME / c / "x.csv") for c in COUNTRIES} <= {
        row["code"] for row in rows
    }


def test_ambiguous_forms_are_forms_of_their_row():
    for name in ("ministries.csv", "agencies.csv", "institutions.csv", "international.csv"):
        for row in rows_of(name):
            forms = {row["name"], row["acronym"], *row.many("aliases")}
            assert set(row.many("ambiguous")) <= forms, (row.path, row.line)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "columns are"),
        ("role,organization,source\n", "no rows"),
        ("role,source\na,b\n", r":1: columns are"),
        ("role,organization,source\npremier,PCM\n", ":2: 2 cells, expected 3"),
        ("role,organization,source\n,PCM,x\n", ":2: column 'role' is empty"),
        ("role,organization,source\na,b,x\na,b,x\n", ":3: the same row as line 2"),
    ],
)
def test_a_lexicon_that_breaks_its_contract_says_where(tmp_path, content, problem):
    path = tmp_path / "posts.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=problem):
        lexicon.read_file(path)


def test_a_lexicon_in_another_encoding_says_so(tmp_path):
    path = tmp_path / "posts.csv"
    path.write_bytes("role,organization,source\nseñor,b,x\n".encode("latin-1"))
    with pytest.raises(LexiconError, match="not UTF-8"):
        lexicon.read_file(path)


def test_a_lexicon_that_is_missing_says_so(tmp_path):
    with pytest.raises(LexiconError, match="no such lexicon"):
        lexicon.read_file(tmp_path / "posts.csv")
