"""The scorer: what counts as the same, and what counts for nothing."""

from __future__ import annotations

import pytest
from quality import FIELDS, Count, count, measure, pairs, plain, read

BULLETINS = list(read())


def as_record(gold):
    """The annotation as if the extractor had found it all."""
    empty = {"acronym": None, "low": None, "high": None, "currency": None, "qualifier": "exact",
             "role": None, "organization": None, "unit": None, "code": None}  # fmt: skip
    return {name: [{**empty, **one} for one in gold[name]] for name in FIELDS}


def test_the_annotation_scores_one_hundred():
    result = measure((key, gold, as_record(gold)) for key, _, gold in BULLETINS)
    for name, one in result.fields.items():
        assert one.f1 == 1, (name, one.notes)
        assert all(share == 1 for share in one.shares().values()), (name, one.notes)
    assert result.macro == 1


@pytest.mark.parametrize(("key", "text", "gold"), BULLETINS, ids=[b[0] for b in BULLETINS])
def test_annotated_words_stand_in_the_text(key, text, gold):
    text = " ".join(text.split())
    for name in ("figures", "dates", "quotes"):
        missing = [one["text"] for one in gold[name] if " ".join(one["text"].split()) not in text]
        assert missing == [], name
    names = {plain(one["name"]) for one in gold["officials"]}
    speakers = {plain(one["speaker"]) for one in gold["quotes"] if one["speaker"]}
    assert speakers <= names


@pytest.mark.parametrize(
    ("name", "gold", "found", "same"),
    [
        ("organizations", {"name": "La Casa de Salud"}, {"name": "casa de salud"}, True),
        ("organizations", {"name": "MTC", "aliases": ["Mtc"]}, {"name": "Minsa"}, False),
        ("organizations", {"name": "Inabif", "acronym": "INABIF"}, {"name": "INABIF"}, True),
        ("regions", {"name": "Lima", "code": "PE-LIM"}, {"name": "Lima", "code": "PE-LMA"}, False),
        ("regions", {"name": "Rímac"}, {"name": "Rimac", "code": None}, True),
        ("projects", {"name": "Plan Nacional Agua 2030"}, {"name": "Plan Nacional Agua"}, True),
        ("projects", {"name": "Plan Nacional de Agua"}, {"name": "Plan de Salud"}, False),
        ("figures", {"text": "3 km", "value": 3, "kind": "measure"},
         {"text": "3", "value": 3, "low": None, "high": None, "kind": "count"}, False),
        ("figures", {"text": "3 a 5", "value": 3, "low": 3, "high": 5, "kind": "count"},
         {"text": "3", "value": 3, "low": None, "high": None, "kind": "count"}, False),
        ("dates", {"text": "ayer", "value": "2023-01-29"},
         {"text": "ayer", "value": "2023-01-29"}, True),
        ("quotes", {"text": "Habrá agua para todos"}, {"text": "Habrá agua para todos."}, True),
        ("quotes", {"text": "Habrá agua para todos"}, {"text": "Habrá agua"}, False),
    ],
)  # fmt: skip
def test_what_is_the_same(name, gold, found, same):
    assert bool(pairs(name, [gold], [found])) is same


def organizations(*names, **facts):
    return [{"name": name, "kind": "other", "acronym": None, **facts} for name in names]


def test_optional_entries_neither_earn_nor_cost():
    gold = {"organizations": organizations("Pronabec", optional=True)}
    for record in ({"organizations": organizations("Pronabec")}, {"organizations": []}):
        one = count(gold, record)["organizations"]
        assert (one.hits, one.false, one.missed) == (0, 0, 0)


def test_a_value_goes_to_the_entry_that_counts():
    gold = organizations("MTC", optional=True) + organizations("MTC")
    assert pairs("organizations", gold, organizations("MTC")) == {1: 0}


def test_one_value_is_one_hit():
    one = count(
        {"organizations": organizations("MTC")}, {"organizations": organizations("MTC", "Mtc")}
    )["organizations"]
    assert (one.hits, one.false, one.missed) == (1, 1, 0)
    assert (one.precision, one.recall) == (0.5, 1)


def test_durations_among_the_dates_are_not_judged():
    found = {"text": "seis meses", "value": "P6M", "type": "DURATION"}
    assert count({"dates": []}, {"dates": [found]})["dates"].false == 0


def test_an_empty_field_scores_nothing():
    assert (Count().precision, Count().recall, Count().f1, Count().shares()) == (0, 0, 0, {})
