"""Scores on the annotated releases do not fall unnoticed.

Each floor lies a little below what was measured (`python benchmarks/quality.py`), in
percent. A change that raises a score by more than two points raises its floor;
a floor is lowered only with the reason in the commit.
"""

from __future__ import annotations

import pytest
from quality import Result, run

F1 = {
    "organizations": 92.0,
    "officials": 97.0,
    "regions": 91.5,
    "projects": 89.0,
    "figures": 98.0,
    "dates": 86.0,
    "quotes": 98.0,
}
FACTS = {
    ("organizations", "acronym"): 93.0,
    ("organizations", "kind"): 84.0,
    ("officials", "role"): 94.0,
    ("officials", "organization"): 79.0,
    ("regions", "kind"): 77.0,
    ("regions", "country"): 95.0,
    ("projects", "kind"): 75.0,
    ("figures", "unit"): 96.5,
    ("figures", "qualifier"): 97.5,
    ("quotes", "speaker"): 98.0,
}


@pytest.fixture(scope="module")
def result() -> Result:
    return run()


@pytest.mark.parametrize(("name", "floor"), F1.items())
def test_f1(result, name, floor):
    assert 100 * result.fields[name].f1 >= floor, "\n".join(result.fields[name].notes)


@pytest.mark.parametrize(("place", "floor"), FACTS.items(), ids=str)
def test_facts(result, place, floor):
    name, fact = place
    assert 100 * result.fields[name].shares()[fact] >= floor, "\n".join(result.fields[name].notes)
