"""A person's corrections of a record: each is a small object, applied to give a new record.

Records are frozen, so that undoing is keeping the one before. What a person
touched says so in its `rule` (`correction.added`, `correction.changed`), with
confidence 1. Corrections kept as JSON Lines (`Corrected`) are what `learning`
reads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, ValidationError

from extractor.errors import ExtractorError
from extractor.records import FIELDS, PressRelease, Record

FieldName = Literal[
    "organizations", "officials", "regions", "projects", "figures", "dates", "quotes"
]
Index = Annotated[int, Field(ge=0)]
Values = dict[str, JsonValue]

ADDED = "correction.added"
CHANGED = "correction.changed"
SINGLE = frozenset({"figures", "dates", "quotes"})
"""Fields whose values have exactly one mention."""
NAMED = frozenset({"organizations", "officials", "regions", "projects"})
ALIASED = frozenset({"organizations", "regions", "projects"})
DOCUMENT = frozenset({"headline", "agency", "published"})
"""What can be corrected of the document itself."""
RELATIONS: dict[tuple[str, str], tuple[str, ...]] = {
    ("officials", "organization"): ("official_organization",),
    ("organizations", "parent"): ("organization_parent",),
    ("projects", "organizations"): ("project_lead", "project_funder", "project_partner"),
    ("projects", "regions"): ("project_region",),
    ("projects", "beneficiaries"): ("project_beneficiaries",),
    ("projects", "budget"): ("project_budget",),
}
"""Attribute -> relations that say the same; when a person sets it, they are no longer true."""
MARKS = "“”«»\"‘’'"


class CorrectionError(ExtractorError):
    """A correction that does not fit the record; the message says which part."""


class Add(Record):
    """These characters are a mention: of a new value, or of the one at `entity`."""

    action: Literal["add"] = "add"
    field: FieldName
    start: Index
    end: Index
    entity: Index | None = None
    values: Values = Field(default_factory=dict)


class Remove(Record):
    """A mention is none; without `mention`, or when it was the last one, the value goes."""

    action: Literal["remove"] = "remove"
    field: FieldName
    entity: Index
    mention: Index | None = None


class Move(Record):
    """A value (or one mention of it) is one of another field, or is the value at `into` there.

    `start` and `end` change the bounds of the one mention that moves.
    """

    action: Literal["move"] = "move"
    field: FieldName
    entity: Index
    mention: Index | None = None
    to: FieldName
    into: Index | None = None
    start: Index | None = None
    end: Index | None = None
    values: Values = Field(default_factory=dict)


class Bounds(Record):
    """A mention begins or ends elsewhere."""

    action: Literal["bounds"] = "bounds"
    field: FieldName
    entity: Index
    mention: Index
    start: Index
    end: Index


class Set(Record):
    """A value has these attributes (role, organization, kind, value, unit…)."""

    action: Literal["set"] = "set"
    field: FieldName
    entity: Index
    values: Values


class SetDocument(Record):
    """The document has this headline, agency or date of publication."""

    action: Literal["document"] = "document"
    values: Values


Correction = Annotated[
    Add | Remove | Move | Bounds | Set | SetDocument, Field(discriminator="action")
]


class Corrected(Record):
    """One line of a file of corrections: the record as corrected, and what was done to it."""

    record: PressRelease
    corrections: tuple[Correction, ...] = ()


_Data = dict[str, Any]


def apply(record: PressRelease, *corrections: Correction) -> PressRelease:
    """The record with these corrections, one after the other.

    Indices of a correction refer to the record as the corrections before it left it:
    values stay sorted by their first mention. Projects keep pointing to their figures, and
    relations to their values; those of a value that is gone go with it.

    Raises:
        CorrectionError: a correction points to nothing, or gives a value the record refuses.
    """
    for correction in corrections:
        record = _apply(record, correction)
    return record


def _apply(record: PressRelease, correction: Correction) -> PressRelease:
    data: _Data = record.model_dump()
    for name in FIELDS:
        data[name] = list(data[name])
        for index, entity in enumerate(data[name]):
            entity["_was"] = index
    _ACTIONS[correction.action](data, correction)
    now: dict[tuple[str, int], int] = {}
    for name in FIELDS:
        data[name].sort(key=lambda entity: entity["mentions"][0]["start"])
        for index, entity in enumerate(data[name]):
            if "_was" in entity:
                now[name, entity.pop("_was")] = index
    _renumber(data, now)
    try:
        return PressRelease.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CorrectionError(f"{correction.action}: {where}: {first['msg']}") from error


def _repoint(relation: _Data, now: dict[str, dict[int, int]]) -> bool:
    """Let a relation point to where its values stand now; whether they are still there."""
    for end in (relation["subject"], relation["object"]):
        if end is None:
            continue
        if end["index"] not in now[end["field"]]:
            return False
        end["index"] = now[end["field"]][end["index"]]
    return True


def _renumber(data: _Data, now: dict[tuple[str, int], int]) -> None:
    """Indices follow the values they point to; what points to a value that is gone goes."""
    for project in data["projects"]:
        for key in ("beneficiaries", "budget"):
            project[key] = [
                now["figures", index] for index in project.get(key, ()) if ("figures", index) in now
            ]
    kept = []
    for relation in data["relations"]:
        ends = [end for end in (relation["subject"], relation["object"]) if end is not None]
        if all((end["field"], end["index"]) in now for end in ends):
            for end in ends:
                end["index"] = now[end["field"], end["index"]]
            kept.append(relation)
    data["relations"] = kept


def _entity(data: _Data, field: str, index: int) -> _Data:
    entities: list[_Data] = data[field]
    if index >= len(entities):
        raise CorrectionError(f"{field} has no value {index}")
    return entities[index]


def _mention(data: _Data, start: int, end: int) -> _Data:
    text: str = data["text"]
    if not start < end <= len(text):
        raise CorrectionError(f"{start}:{end} is no stretch of the text ({len(text)} characters)")
    return {"text": text[start:end], "start": start, "end": end}


def _touch(entity: _Data) -> None:
    if entity["rule"] != ADDED:
        entity["rule"] = CHANGED
    entity["confidence"] = 1.0


def _form(mention: _Data) -> str:
    return " ".join(mention["text"].split())


def _sort(entity: _Data) -> None:
    entity["mentions"] = sorted(entity["mentions"], key=lambda m: (m["start"], m["end"]))


def _new(field: str, mentions: list[_Data], values: Values) -> _Data:
    """A value made of its mentions; what only a person can know is in `values`."""
    entity: _Data = {"mentions": mentions, "rule": ADDED, "confidence": 1.0}
    fullest = max(mentions, key=lambda m: (m["end"] - m["start"], -m["start"]))
    if field in NAMED:
        entity["name"] = _form(fullest)
    elif field == "quotes":
        entity["text"] = fullest["text"].strip().strip(MARKS)
    elif field == "figures":
        entity["kind"] = "count"
    _set_values(entity, field, values)
    if field in ALIASED:
        forms = dict.fromkeys(_form(mention) for mention in mentions)
        known = entity.get("aliases") or ()
        entity["aliases"] = list(
            dict.fromkeys([*known, *(form for form in forms if form != entity["name"])])
        )
    return entity


def _set_values(entity: _Data, field: str, values: Values) -> None:
    refused = {"mentions", "rule", "confidence"} & set(values)
    if refused:
        raise CorrectionError(f"{field}: {', '.join(sorted(refused))} cannot be set")
    entity.update(values)


def _add(data: _Data, correction: Add) -> None:
    field = correction.field
    mention = _mention(data, correction.start, correction.end)
    if correction.entity is None:
        data[field].append(_new(field, [mention], correction.values))
        return
    entity = _entity(data, field, correction.entity)
    _join(entity, field, [mention])
    _set_values(entity, field, correction.values)


def _join(entity: _Data, field: str, mentions: list[_Data]) -> None:
    """More mentions of one value; their forms are its aliases."""
    if field in SINGLE:
        raise CorrectionError(f"{field} have one mention each")
    there = {(m["start"], m["end"]) for m in entity["mentions"]}
    new = [m for m in mentions if (m["start"], m["end"]) not in there]
    if not new:
        raise CorrectionError("that mention is there already")
    entity["mentions"] = [*entity["mentions"], *new]
    _sort(entity)
    if field in ALIASED:
        forms = dict.fromkeys([*entity["aliases"], *map(_form, new)])
        entity["aliases"] = [form for form in forms if form != entity["name"]]
    _touch(entity)


def _take(data: _Data, field: str, index: int, mention: int | None) -> list[_Data]:
    """Takes mentions out of a value (all of them without `mention`) and returns them."""
    entity = _entity(data, field, index)
    mentions: list[_Data] = list(entity["mentions"])
    if mention is not None and mention >= len(mentions):
        raise CorrectionError(f"{field} {index} has no mention {mention}")
    if mention is None or len(mentions) == 1:
        data[field].pop(index)
        return mentions
    taken = mentions.pop(mention)
    entity["mentions"] = mentions
    _forget(entity, taken)
    _touch(entity)
    return [taken]


def _forget(entity: _Data, gone: _Data) -> None:
    """An alias that no mention has any more is none."""
    form = _form(gone)
    if "aliases" in entity and all(_form(m) != form for m in entity["mentions"]):
        entity["aliases"] = [alias for alias in entity["aliases"] if alias != form]


def _remove(data: _Data, correction: Remove) -> None:
    _take(data, correction.field, correction.entity, correction.mention)


def _move(data: _Data, correction: Move) -> None:
    goal = None if correction.into is None else _entity(data, correction.to, correction.into)
    if goal is None and correction.to == correction.field and correction.mention is None:
        raise CorrectionError(f"it is in {correction.to} already")
    if goal is not None and goal is _entity(data, correction.field, correction.entity):
        raise CorrectionError("it is that value already")
    mentions = _take(data, correction.field, correction.entity, correction.mention)
    if correction.start is not None and correction.end is not None:
        if len(mentions) > 1:
            raise CorrectionError("bounds are of one mention")
        mentions = [_mention(data, correction.start, correction.end)]
    if goal is not None:
        _join(goal, correction.to, mentions)
        _set_values(goal, correction.to, correction.values)
        return
    groups = [[m] for m in mentions] if correction.to in SINGLE else [mentions]
    for group in groups:
        data[correction.to].append(_new(correction.to, group, correction.values))


def _bounds(data: _Data, correction: Bounds) -> None:
    entity = _entity(data, correction.field, correction.entity)
    mentions = list(entity["mentions"])
    if correction.mention >= len(mentions):
        raise CorrectionError(f"{correction.field} has no mention {correction.mention}")
    before = mentions[correction.mention]
    after = _mention(data, correction.start, correction.end)
    mentions[correction.mention] = after
    entity["mentions"] = mentions
    _sort(entity)
    old, new = _form(before), _form(after)
    if entity.get("name") == old:
        _rename(data, correction.field, old, new)
        entity["name"] = new
    elif "aliases" in entity and new != entity["name"]:
        entity["aliases"] = list(dict.fromkeys([*entity["aliases"], new]))
    _forget(entity, before)
    if correction.field == "quotes":
        entity["text"] = after["text"].strip().strip(MARKS)
    _touch(entity)


def _set(data: _Data, correction: Set) -> None:
    entity = _entity(data, correction.field, correction.entity)
    old = entity.get("name")
    _set_values(entity, correction.field, correction.values)
    end = {"field": correction.field, "index": correction.entity}
    stale = {
        kind
        for attribute in correction.values
        for kind in RELATIONS.get((correction.field, attribute), ())
    }
    data["relations"] = [
        relation
        for relation in data["relations"]
        if relation["type"] not in stale or relation["subject"] != end
    ]
    new = entity.get("name")
    if old is not None and isinstance(new, str) and new != old:
        _rename(data, correction.field, old, new)
    _touch(entity)


def _set_document(data: _Data, correction: SetDocument) -> None:
    unknown = set(correction.values) - DOCUMENT
    if unknown:
        raise CorrectionError(f"{', '.join(sorted(unknown))}: only {', '.join(sorted(DOCUMENT))}")
    data.update(correction.values)


def _rename(data: _Data, field: str, old: str, new: str) -> None:
    """What points to a value by its name keeps pointing to it."""
    if field == "organizations":
        _replace(data["officials"], "organization", old, new)
        _replace(data["organizations"], "parent", old, new)
        for project in data["projects"]:
            project["organizations"] = [dict(part) for part in project["organizations"]]
            _replace(project["organizations"], "name", old, new)
    elif field == "officials":
        _replace(data["quotes"], "speaker", old, new)
        _replace(data["reported"], "speaker", old, new)
    elif field == "regions":
        for project in data["projects"]:
            project["regions"] = [new if name == old else name for name in project["regions"]]


def _replace(entities: list[_Data], key: str, old: str, new: str) -> None:
    for entity in entities:
        if entity.get(key) == old:
            entity[key] = new


_ACTIONS: dict[str, Callable[[_Data, Any], None]] = {
    "add": _add,
    "remove": _remove,
    "move": _move,
    "bounds": _bounds,
    "set": _set,
    "document": _set_document,
}
