"""Relations do not get worse unnoticed; floors lie a little below what was measured
(`python benchmarks/relations.py`), in percent, and rise with the scores.
"""

from __future__ import annotations

import json

import pytest
from relations import NAMES, RELATIONS, Link, annotated, count, run, same

F1 = {
    "project_organization": 86.0,
    "project_region": 92.0,
    "project_beneficiaries": 82.0,
    "project_budget": 91.0,
    "figure_project": 88.0,
    "figure_region": 97.0,
    "figure_organization": 95.0,
    "official_organization": 87.0,
    "date_event": 95.0,
}
GOLD = sorted(RELATIONS.glob("*.json"))


@pytest.fixture(scope="module")
def total():
    counts, _ = run()
    return counts


@pytest.mark.parametrize(("name", "floor"), F1.items())
def test_f1(total, name, floor):
    assert 100 * total[name].f1 >= floor, "\n".join(total[name].notes)


def test_every_relation_has_its_floor():
    assert set(F1) == set(NAMES)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_annotation_scores_one_hundred(path):
    gold = annotated(json.loads(path.read_text(encoding="utf-8")))
    for one in count(gold, gold).values():
        assert (one.false, one.missed) == (0, 0), one.notes


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_annotated_words_stand_in_the_text(path):
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    gold = json.loads(path.read_text(encoding="utf-8"))
    words = [word for key, value in gold.items() if key.endswith(("_region", "_organization"))
             for pair in value for word in pair]  # fmt: skip
    words += [word for pair in gold["date_event"] for word in pair]
    for project in gold["projects"]:
        words += [project["name"], *(o["name"] for o in project["organizations"])]
        words += [*project["figures"], *project["regions"]]
        assert set(project["beneficiaries"]) | set(project["budget"]) <= set(project["figures"])
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize(
    ("kind", "gold", "found", "alike"),
    [
        ("figure_region", Link(("300 niños de",), ("Ica",)), Link(("300 niños",), ("Ica",)), True),
        ("figure_region", Link(("300",), ("Puno",)), Link(("200",), ("Puno",)), False),
        ("project_organization", Link(("Agua Viva",), ("OIM",), "lead"),
         Link(("Agua Viva",), ("OIM",), "funder"), False),
        ("date_event", Link(("12 de mayo",), ("vino el ministro",)),
         Link(("el 12 de mayo",), ("vino el ministro ayer",)), True),
        ("date_event", Link(("12 de mayo",), ("vino el ministro",)),
         Link(("el 12 de mayo",), ("llovió",)), False),
    ],
)  # fmt: skip
def test_what_is_the_same(kind, gold, found, alike):
    assert same(kind, gold, found) is alike
