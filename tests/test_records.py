"""The contract holds: what does not fit the text does not validate."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from extractor import PressRelease
from extractor.records import FIELDS, SCHEMA_VERSION, Date, Figure, Mention, Meta, Organization

TEXT = "El MTC invirtió S/ 3 millones."
META = Meta(extractor="0", components=())


def mention(text: str, start: int) -> Mention:
    return Mention(text=text, start=start, end=start + len(text))


def organization(**changes) -> Organization:
    values = {"name": "MTC", "rule": "r", "mentions": (mention("MTC", 3),), **changes}
    return Organization(**values)


def release(**changes) -> PressRelease:
    return PressRelease(**{"text": TEXT, "meta": META, **changes})


def test_a_mention_stands_where_it_says():
    record = release(organizations=(organization(),))
    (one,) = record.organizations[0].mentions
    assert record.text[one.start : one.end] == one.text


@pytest.mark.parametrize(
    "wrong", [mention("MTC", 4), mention("mtc", 3), mention("MTC", 300)], ids=str
)
def test_offsets_that_do_not_match_the_text_are_an_error(wrong):
    with pytest.raises(ValidationError, match="does not match the text"):
        release(organizations=(organization(mentions=(wrong,)),))


def test_the_datelines_mention_is_checked_too():
    with pytest.raises(ValidationError, match="dateline: mention"):
        release(dateline={"place": "Lima", "mention": {"text": "Lima", "start": 0, "end": 4}})


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Mention, {"text": "MTC", "start": 3, "end": 5}),
        (Mention, {"text": "", "start": -1, "end": -1}),
        (Organization, {"name": "MTC", "rule": "r", "mentions": ()}),
        (Organization, {"name": "MTC", "rule": "r", "mentions": (mention("MTC", 3),), "kind": "x"}),
        (Organization, {"name": "MTC", "rule": "r", "mentions": (mention("MTC", 3),), "colour": 1}),
        (Figure, {"rule": "r", "value": 3, "kind": "count", "mentions": (mention("3", 0),) * 2}),
        (Figure, {"rule": "r", "value": 3, "kind": "money", "currency": "S/",
                  "mentions": (mention("3", 0),)}),
        (Date, {"rule": "r", "value": "2022", "start": "ayer", "mentions": (mention("2022", 0),)}),
    ],
)  # fmt: skip
def test_what_breaks_the_contract_does_not_validate(model, values):
    with pytest.raises(ValidationError):
        model(**values)


def test_a_confidence_is_a_share():
    with pytest.raises(ValidationError):
        organization(confidence=1.1)


def test_a_project_points_to_figures_that_are_there():
    with pytest.raises(ValidationError, match="points to figure 0"):
        release(
            projects=({"name": "MTC", "rule": "r", "mentions": (mention("MTC", 3),),
                       "budget": (0,)},)
        )  # fmt: skip


def test_records_are_frozen_and_compare_by_value():
    record = release(organizations=(organization(),))
    with pytest.raises(ValidationError):
        record.agency = "Andina"
    assert record == release(organizations=(organization(),))
    assert record != release()


def test_json_and_back_is_the_same_record(record):
    assert PressRelease.model_validate_json(record.model_dump_json()) == record
    assert PressRelease.model_validate(record.model_dump()) == record


def test_the_record_says_its_schema_version(record):
    assert json.loads(record.model_dump_json())["schema_version"] == SCHEMA_VERSION


def test_entities_come_in_the_order_of_the_fields(record):
    names = [name for name, _ in record.entities()]
    assert names == sorted(names, key=FIELDS.index)
    assert len(names) == sum(len(getattr(record, name)) for name in FIELDS)


def test_every_part_of_the_schema_is_described():
    schema = PressRelease.model_json_schema()
    for name, part in {"PressRelease": schema, **schema["$defs"]}.items():
        assert part.get("description"), name
        assert part["additionalProperties"] is False, name
