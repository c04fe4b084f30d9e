"""The tables that records become, as columns with types, derived from the record models.

A field that is added to a model is a column of its table from then on; what
models cannot say (ids, what points where) is added here. `VERSION` follows
semantic versioning like that of the records: a new column raises the minor
number, a renamed, retyped or removed one the major. docs/tables.md describes
each column, and a test compares.
"""

from __future__ import annotations

import datetime
import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from extractor import records

VERSION = "1.0"

Type = Literal["text", "category", "integer", "decimal", "number", "boolean", "date", "list"]
"""`list` is a list of texts; `decimal` exact, up to 28 digits before the point and 10 after."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `refers` names the table whose ids it holds."""

    name: str
    type: Type
    required: bool = False
    refers: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; where the first column is `id`, it identifies the row."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def key(self) -> str | None:
        """The column that identifies a row, where there is one."""
        return "id" if self.columns[0].name == "id" else None


ENTITIES: dict[str, type[records.Entity]] = {
    "organizations": records.Organization,
    "officials": records.Official,
    "regions": records.Region,
    "projects": records.Project,
    "figures": records.Figure,
    "dates": records.Date,
    "quotes": records.Quote,
}
"""Field of a record -> the model of its entries; each is a table of this name."""

SINGLE = {"figures", "dates", "quotes"}
"""Fields whose entries stand at one place, which their own row tells."""

REFERENCES = {
    "organizations": ("parent", "organizations"),
    "officials": ("organization", "organizations"),
    "quotes": ("speaker", "officials"),
}
"""Field -> the column that names an entry of another field, and that field."""

ELSEWHERE = {"projects": {"organizations", "regions", "beneficiaries", "budget"}}
"""Columns that would point to several entries: they are rows of `relations`."""

CATEGORIES = {"country", "currency", "code", "ubigeo", "unit", "rule", "type", "qualifier", "kind"}
"""Columns with few values, beside those whose model lists them; kept as codes in Arrow."""


def _column(name: str, annotation: Any, required: bool) -> Column:
    kind = type_of(annotation)
    if name in CATEGORIES and kind == "text":
        kind = "category"
    return Column(name, kind, required)


def type_of(annotation: Any) -> Type:
    """The type of a column that holds values of this annotation.

    Raises:
        TypeError: the models have a kind of field that tables do not know.
    """
    annotation, _ = unwrap(annotation)
    if get_origin(annotation) is tuple:
        return "list"
    if get_origin(annotation) is Literal:
        return "category"
    if get_origin(annotation) in (Union, types.UnionType):
        if set(get_args(annotation)) <= {int, float}:
            return "decimal"
    elif isinstance(annotation, type):
        for known, kind in _TYPES.items():
            if annotation is known:
                return kind
    raise TypeError(f"no column type for {annotation!r}")


_TYPES: dict[type, Type] = {
    str: "text",
    bool: "boolean",
    int: "integer",
    float: "number",
    datetime.date: "date",
}


def unwrap(annotation: Any) -> tuple[Any, bool]:
    """The annotation without `Annotated` and `None`, and whether None is allowed."""
    optional = False
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType) and type(None) in get_args(
            annotation
        ):
            optional = True
            rest = tuple(a for a in get_args(annotation) if a is not type(None))
            annotation = rest[0] if len(rest) == 1 else Union[rest]  # noqa: UP007
        else:
            return annotation, optional


def fields_of(field: str) -> tuple[str, ...]:
    """The fields of the model that are columns of its table as they are."""
    left_out = {"mentions", *ELSEWHERE.get(field, ())}
    return tuple(name for name in ENTITIES[field].model_fields if name not in left_out)


def _entity_table(field: str) -> Table:
    model = ENTITIES[field].model_fields
    names = list(fields_of(field))
    first = [name for name in names if name not in ("rule", "confidence")]
    columns = [
        Column("id", "text", True),
        Column("document_id", "text", True, "documents"),
    ]
    for name in [*first, "rule", "confidence"]:
        info = model[name]
        _, optional = unwrap(info.annotation)
        columns.append(_column(name, info.annotation, not optional))
        if field in REFERENCES and name == REFERENCES[field][0]:
            columns.append(Column(f"{name}_id", "text", False, REFERENCES[field][1]))
    if field in SINGLE:
        columns += [
            Column("mention", "text", True),
            Column("mention_start", "integer", True),
            Column("mention_end", "integer", True),
        ]
    return Table(field, tuple(columns))


DOCUMENTS = Table(
    "documents",
    (
        Column("id", "text", True),
        Column("source", "text"),
        Column("published", "date"),
        Column("headline", "text"),
        Column("agency", "category"),
        Column("dateline_place", "category"),
        Column("dateline_date", "date"),
        Column("language", "category", True),
        Column("text", "text", True),
        Column("characters", "integer", True),
        Column("warnings", "list", True),
        Column("extractor", "category", True),
        Column("schema_version", "category", True),
    ),
)
MENTIONS = Table(
    "mentions",
    (
        Column("document_id", "text", True, "documents"),
        Column("field", "category", True),
        Column("entity_id", "text", True),
        Column("text", "text", True),
        Column("start", "integer", True),
        Column("end", "integer", True),
    ),
)
RELATIONS = Table(
    "relations",
    (
        Column("document_id", "text", True, "documents"),
        Column("type", "category", True),
        Column("subject_id", "text", True),
        Column("subject", "text", True),
        Column("object_id", "text"),
        Column("object", "text", True),
        Column("rule", "category", True),
        Column("sentence", "text"),
        Column("sentence_start", "integer"),
        Column("sentence_end", "integer"),
    ),
)
COPIES = Table(
    "copies",
    (
        Column("document_id", "text", True, "documents"),
        Column("source", "text", True),
        Column("published", "date"),
    ),
)


@cache
def tables() -> dict[str, Table]:
    """All tables by name, in the order in which they are written."""
    found = [DOCUMENTS, *map(_entity_table, ENTITIES), RELATIONS, MENTIONS, COPIES]
    return {table.name: table for table in found}
