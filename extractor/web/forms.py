"""What a person may change of each value, and with which input: the dialogs are made of this."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, get_args

from extractor import records


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a dialog.

    `kind`: `text`, `long`, `number`, `date`, `flag`, `list` (one a line), `choice`
    (of `options`), `figures` (of the text), `parts` (organizations of a project).
    `suggest`: the field whose names are offered.
    """

    name: str
    kind: str = "text"
    options: tuple[str, ...] = ()
    required: bool = False
    suggest: str | None = None


def _choice(name: str, type_: Any) -> Input:
    return Input(name, "choice", get_args(type_), required=True)


INPUTS: dict[str, tuple[Input, ...]] = {
    "organizations": (
        Input("name", required=True),
        Input("acronym"),
        _choice("kind", records.OrganizationKind),
        Input("country"),
        Input("parent", suggest="organizations"),
        Input("aliases", "list"),
    ),
    "officials": (
        Input("name", required=True),
        Input("honorific"),
        Input("role"),
        Input("organization", suggest="organizations"),
        Input("country"),
    ),
    "regions": (
        Input("name", required=True),
        _choice("kind", records.RegionKind),
        Input("country"),
        Input("code"),
        Input("ubigeo"),
        Input("within", "list"),
        Input("aliases", "list"),
    ),
    "projects": (
        Input("name", required=True),
        _choice("kind", records.ProjectKind),
        Input("code"),
        Input("organizations", "parts", get_args(records.ProjectRole), suggest="organizations"),
        Input("regions", "list"),
        Input("beneficiaries", "figures"),
        Input("budget", "figures"),
        Input("aliases", "list"),
    ),
    "figures": (
        Input("value", "number", required=True),
        Input("low", "number"),
        Input("high", "number"),
        _choice("kind", records.FigureKind),
        Input("unit"),
        Input("currency"),
        _choice("qualifier", records.Qualifier),
        Input("of"),
    ),
    "dates": (
        Input("value", required=True),
        _choice("type", records.DateType),
        Input("start", "date"),
        Input("end", "date"),
        Input("relative", "flag"),
    ),
    "quotes": (
        Input("text", "long", required=True),
        Input("speaker", suggest="officials"),
        Input("verb"),
        _choice("kind", records.QuoteKind),
    ),
    "document": (
        Input("headline"),
        Input("agency"),
        Input("published", "date"),
    ),
}


def as_data() -> dict[str, list[dict[str, Any]]]:
    """The inputs as plain data, for the page's script."""
    return {field: [asdict(each) for each in inputs] for field, inputs in INPUTS.items()}
