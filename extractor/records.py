"""The contract: what one press release becomes.

All offsets are code points into `PressRelease.text`, end exclusive, so that
`record.text[m.start:m.end] == m.text` holds for every mention; a record that
breaks this does not validate. Records are frozen and compare by value.

`SCHEMA_VERSION` follows semantic versioning: a new optional field raises the
minor number, a renamed or removed one the major.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION = "1.1"

OrganizationKind = Literal[
    "government",
    "international",
    "diplomatic",
    "company",
    "academic",
    "ngo",
    "party",
    "media",
    "other",
]
RegionKind = Literal["country", "region", "province", "district", "city", "place"]
ProjectKind = Literal[
    "project", "program", "plan", "campaign", "strategy", "initiative", "work", "fund"
]
ProjectRole = Literal["lead", "funder", "partner"]
FigureKind = Literal["count", "money", "percent", "measure", "duration", "age", "rank"]
Qualifier = Literal["exact", "approx", "min", "max"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
QuoteKind = Literal["direct", "indirect"]
FieldName = Literal[
    "organizations", "officials", "regions", "projects", "figures", "dates", "quotes"
]
RelationType = Literal[
    "project_lead",
    "project_funder",
    "project_partner",
    "project_region",
    "project_beneficiaries",
    "project_budget",
    "figure_project",
    "figure_organization",
    "figure_region",
    "official_organization",
    "organization_parent",
    "date_event",
]

Alpha2 = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Confidence = Annotated[float, Field(ge=0, le=1)]

FIELDS = ("organizations", "officials", "regions", "projects", "figures", "dates", "quotes")
"""The seven lists of a record, in the order in which they are shown."""


class Record(BaseModel):
    """Frozen; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Mention(Record):
    """A stretch of the text: `text[start:end]`, in code points, end exclusive."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _length(self) -> Mention:
        if self.end - self.start != len(self.text):
            raise ValueError(f"mention {self.text!r} is not {self.end - self.start} characters")
        return self


class Entity(Record):
    """What every value carries: where it stands, which rule found it, how sure it is."""

    mentions: tuple[Mention, ...] = Field(min_length=1)
    rule: str = Field(description="Name of the rule or component that found it.")
    confidence: Confidence = 1.0


class Dateline(Record):
    """Place and date of an opening such as `Lima, ene. 30.-`."""

    place: str | None = None
    date: datetime.date | None = None
    mention: Mention


class Organization(Entity):
    """A named institution, once per document."""

    name: str = Field(description="Fullest form in the text, in the text's own spelling.")
    acronym: str | None = None
    aliases: tuple[str, ...] = ()
    kind: OrganizationKind = "other"
    country: Alpha2 | None = None
    parent: str | None = Field(None, description="Name of the organization it belongs to.")


class Official(Entity):
    """A named person who is given a role, or who speaks."""

    name: str = Field(description="Without honorific.")
    honorific: str | None = None
    role: str | None = Field(None, description="As in the text, without article.")
    organization: str | None = Field(
        None, description="Resolved name; a minister's ministry even where the text has none."
    )
    country: Alpha2 | None = None


class Region(Entity):
    """A place, once per document."""

    name: str
    kind: RegionKind = "place"
    country: Alpha2 | None = None
    code: str | None = Field(
        None, description="ISO 3166-1 alpha-2 for countries, ISO 3166-2 for first-level divisions."
    )
    ubigeo: str | None = Field(
        None, pattern=r"^\d{2}(\d{2}){0,2}$", description="INEI code (Peru)."
    )
    within: tuple[str, ...] = Field((), description="Containing places, nearest first.")
    aliases: tuple[str, ...] = ()


class ProjectOrganization(Record):
    """An organization's part in a project."""

    name: str
    role: ProjectRole


class Project(Entity):
    """A named project, programme, plan, campaign, strategy, fund or public work."""

    name: str
    kind: ProjectKind = "project"
    code: str | None = Field(None, description="Public-investment code (CUI, SNIP).")
    aliases: tuple[str, ...] = ()
    organizations: tuple[ProjectOrganization, ...] = ()
    regions: tuple[str, ...] = ()
    beneficiaries: tuple[int, ...] = Field((), description="Indices into `figures`.")
    budget: tuple[int, ...] = Field((), description="Indices into `figures`.")


class Figure(Entity):
    """A quantity stated, once per statement."""

    mentions: tuple[Mention, ...] = Field(min_length=1, max_length=1)
    value: int | float = Field(description="After magnitude words; the low bound of a range.")
    low: int | float | None = None
    high: int | float | None = None
    kind: FigureKind
    unit: str | None = Field(None, description="What is counted; null for money and percent.")
    currency: Currency | None = Field(None, description="ISO 4217.")
    qualifier: Qualifier = "exact"
    of: str | None = Field(None, description="The noun phrase after the unit.")


class Date(Entity):
    """A temporal expression, normalised (TIMEX3)."""

    mentions: tuple[Mention, ...] = Field(min_length=1, max_length=1)
    value: str = Field(description="TIMEX3 value: `2023-01-30`, `2022`, `2024-Q1`, `P2M`.")
    type: DateType = "DATE"
    start: datetime.date | None = Field(None, description="First day.")
    end: datetime.date | None = Field(None, description="Last day, inclusive.")
    relative: bool = False


class Quote(Entity):
    """Speech and who said it."""

    mentions: tuple[Mention, ...] = Field(min_length=1, max_length=1)
    text: str = Field(description="Without the marks.")
    speaker: str | None = Field(None, description="`name` of an official.")
    verb: str | None = None
    kind: QuoteKind = "direct"


class Reference(Record):
    """A value of the record: `getattr(record, field)[index]`."""

    field: FieldName
    index: int = Field(ge=0)


class Relation(Record):
    """That one value of the record belongs to another, and the sentence that says so."""

    type: RelationType
    subject: Reference = Field(description="The value the type names first.")
    object: Reference | None = Field(
        None, description="The value the type names second; none for `date_event`."
    )
    event: Mention | None = Field(
        None, description="What happens on the date: the clause of its verb (`date_event`)."
    )
    rule: str = Field(description="Name of the rule that found it.")
    sentence: Mention = Field(description="The sentence that says it.")

    @model_validator(mode="after")
    def _two_ends(self) -> Relation:
        if (self.object is None) == (self.event is None):
            raise ValueError(f"{self.type} has either an object or an event")
        return self


class Meta(Record):
    """How the record was made."""

    extractor: str = Field(description="Version of the library.")
    components: tuple[str, ...] = Field(description="Components of the pipeline, in order.")
    warnings: tuple[str, ...] = ()


class PressRelease(Record):
    """One press release as one validated record."""

    schema_version: str = SCHEMA_VERSION
    text: str = Field(description="The text that was analysed, untouched.")
    source: str | None = None
    language: str = "es"
    headline: str | None = None
    agency: str | None = None
    dateline: Dateline | None = None
    published: datetime.date | None = None
    organizations: tuple[Organization, ...] = ()
    officials: tuple[Official, ...] = ()
    regions: tuple[Region, ...] = ()
    projects: tuple[Project, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[Date, ...] = ()
    quotes: tuple[Quote, ...] = ()
    reported: tuple[Quote, ...] = Field(
        (), description="Speech in the words of the writer, as clauses: *precisó que…*."
    )
    relations: tuple[Relation, ...] = ()
    meta: Meta

    def with_warnings(self, warnings: Iterable[str]) -> PressRelease:
        """The record with these warnings after its own."""
        both = (*self.meta.warnings, *warnings)
        if both == self.meta.warnings:
            return self
        return self.model_copy(update={"meta": self.meta.model_copy(update={"warnings": both})})

    def entities(self) -> Iterator[tuple[str, Entity]]:
        """Every value with the name of its field, in the order of the fields."""
        for name in FIELDS:
            for entity in getattr(self, name):
                yield name, entity

    @model_validator(mode="after")
    def _offsets(self) -> PressRelease:
        for name, entity in self.entities():
            for mention in entity.mentions:
                self._check(name, mention)
        if self.dateline is not None:
            self._check("dateline", self.dateline.mention)
        for quote in self.reported:
            self._check("reported", quote.mentions[0])
        for relation in self.relations:
            self._check("relations", relation.sentence)
            if relation.event is not None:
                self._check("relations", relation.event)
        return self

    def _check(self, name: str, mention: Mention) -> None:
        found = self.text[mention.start : mention.end]
        if found != mention.text:
            raise ValueError(
                f"{name}: mention {mention.text!r} at {mention.start}:{mention.end}"
                f" does not match the text, which has {found!r}"
            )

    @model_validator(mode="after")
    def _references(self) -> PressRelease:
        for project in self.projects:
            for index in (*project.beneficiaries, *project.budget):
                if not 0 <= index < len(self.figures):
                    raise ValueError(f"project {project.name!r} points to figure {index}")
        for relation in self.relations:
            for end in (relation.subject, relation.object):
                if end is not None and end.index >= len(getattr(self, end.field)):
                    raise ValueError(f"{relation.type} points to {end.field} {end.index}")
        return self
