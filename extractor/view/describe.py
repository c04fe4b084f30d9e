"""The values of a record in words, for people: the same in the page's panel and on hover."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.records import (
    Date,
    Entity,
    Figure,
    Official,
    Organization,
    PressRelease,
    Project,
    Quote,
    Region,
)

NARROW = "\N{NARROW NO-BREAK SPACE}"
SHOWN_PLACE = 60
"""Characters of a mention that a link to it tells."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: the id of the mention, what it says."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value as the panel shows it: its name, and what is known of it."""

    key: str
    field: str
    name: str
    details: tuple[tuple[str, str], ...]
    rule: str
    confidence: str
    places: tuple[Place, ...] = ()

    def hover(self, words: dict[str, Any]) -> str:
        """One line: `Lugar: Lima · región · PE-LIM`."""
        parts = [detail for term, detail in self.details if term not in ("aliases", "text")]
        return f"{words['field'][self.field]}: " + " · ".join([self.name, *parts])


def values_of(record: PressRelease, words: dict[str, Any]) -> dict[str, list[Value]]:
    """The values of each field, in order."""
    found: dict[str, list[Value]] = {name: [] for name in words["fields"]}
    for name, entity in record.entities():
        index = len(found[name])
        total = len(entity.mentions)
        places = tuple(
            Place(
                f"{name}-{index}-{number}",
                words["place"].format(number=number + 1, total=total, text=_short(mention.text)),
            )
            for number, mention in enumerate(entity.mentions)
        )
        found[name].append(
            Value(
                key=f"{name}-{index}",
                field=name,
                name=name_of(entity, words),
                details=tuple(_details(entity, record, words)),
                rule=entity.rule,
                confidence=f"{entity.confidence:.2f}",
                places=places,
            )
        )
    return found


def document_of(record: PressRelease, words: dict[str, Any]) -> list[tuple[str, str]]:
    """What is known of the document itself, as terms and details."""
    dateline = record.dateline
    rows = [
        ("headline", record.headline),
        ("agency", record.agency),
        ("published", record.published and day(record.published)),
        ("dateline", dateline and " ".join(dateline.mention.text.split())),
        ("source", record.source),
        ("warnings", "; ".join(record.meta.warnings)),
    ]
    return [(term, detail) for term, detail in rows if detail]


def day(date: datetime.date) -> str:
    """ISO, which reads alike in every language."""
    return date.isoformat()


def number(value: int | float) -> str:
    """With blanks between thousands, which no country reads as a decimal mark."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    shown = f"{value:,}".replace(",", NARROW)
    return shown if isinstance(value, int) else shown.replace(".", ",")


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN_PLACE else plain[: SHOWN_PLACE - 1] + "…"


def name_of(entity: Entity, words: dict[str, Any]) -> str:
    """What the value is called."""
    match entity:
        case Organization() | Official() | Region() | Project():
            return entity.name
        case Figure():
            return quantity(entity, words)
        case Date():
            return entity.value
        case Quote():
            return entity.text
    return entity.mentions[0].text


def quantity(figure: Figure, words: dict[str, Any]) -> str:
    """`al menos 89 891 beneficiarios`, `12,5 %`, `PEN 31 600 000`."""
    if figure.low is not None and figure.high is not None:
        value = f"{number(figure.low)}–{number(figure.high)}"
    else:
        value = number(figure.value)
    if figure.kind == "percent":
        value += f"{NARROW}%"
    elif figure.currency:
        value = f"{figure.currency} {value}"
    elif figure.unit:
        value += f" {figure.unit}"
    return value if figure.qualifier == "exact" else f"{words['words'][figure.qualifier]} {value}"


def _details(
    entity: Entity, record: PressRelease, words: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    terms = words["words"]
    match entity:
        case Organization():
            rows = [
                ("acronym", entity.acronym),
                ("kind", terms[entity.kind]),
                ("country", entity.country),
                ("parent", entity.parent),
                ("aliases", ", ".join(entity.aliases)),
            ]
        case Official():
            rows = [
                ("honorific", entity.honorific),
                ("role", entity.role),
                ("organization", entity.organization),
                ("country", entity.country),
            ]
        case Region():
            rows = [
                ("kind", terms[entity.kind]),
                ("code", entity.code),
                ("country", entity.country if entity.country != entity.code else None),
                ("ubigeo", entity.ubigeo),
                ("within", ", ".join(entity.within)),
                ("aliases", ", ".join(entity.aliases)),
            ]
        case Project():
            rows = _project(entity, record, words)
        case Figure():
            rows = [("kind", terms[entity.kind]), ("of", entity.of)]
        case Date():
            rows = [
                ("type", terms[entity.type]),
                ("start", entity.start and day(entity.start)),
                ("end", entity.end and day(entity.end)),
                ("relative", words["yes"] if entity.relative else None),
            ]
        case Quote():
            rows = [
                ("speaker", entity.speaker),
                ("verb", entity.verb),
                ("kind", terms[entity.kind]),
            ]
        case _:
            rows = []
    yield from ((term, detail) for term, detail in rows if detail)


def _project(
    project: Project, record: PressRelease, words: dict[str, Any]
) -> list[tuple[str, str | None]]:
    terms = words["words"]
    figures = record.figures
    return [
        ("kind", terms[project.kind]),
        ("code", project.code),
        (
            "organizations",
            ", ".join(f"{part.name} ({terms[part.role]})" for part in project.organizations),
        ),
        ("regions", ", ".join(project.regions)),
        ("beneficiaries", ", ".join(quantity(figures[i], words) for i in project.beneficiaries)),
        ("budget", ", ".join(quantity(figures[i], words) for i in project.budget)),
        ("aliases", ", ".join(project.aliases)),
    ]
