"""Names to put into sentences: persons, institutions, places, drawn from the lexicons.

A share of the surnames and places is made up (the beginning of one, the ending
of another), so that a network trained on them must read the sentence around a
name and not only recognise it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from extractor.lexicon import read_countries, read_language, read_world

INVENTED = 0.2  # share of surnames and places that no lexicon has
FEMININE = ("a", "ión", "dad", "tad", "red", "corte", "ong")
MASCULINE_IN_A = ("programa", "sistema")


@dataclass
class Institution:
    """Its name, acronym (or nothing) and the article its name takes."""

    name: str
    acronym: str
    feminine: bool


@dataclass
class Person:
    """Names as the press writes them: the first mention in full, then the surname."""

    given: str
    surnames: list[str]
    feminine: bool

    @property
    def full(self) -> str:
        return " ".join([self.given, *self.surnames])

    @property
    def surname(self) -> str:
        return self.surnames[0]


@dataclass
class Role:
    """Both genders of a role and what it may be followed by (`organization`, `place`)."""

    masculine: str
    feminine: str
    takes: str
    level: str


def is_feminine(name: str) -> bool:
    """Whether a Spanish institution's name takes *la*, by its first word."""
    first = name.split()[0].lower()
    return first.endswith(FEMININE) and first not in MASCULINE_IN_A


@dataclass
class Vocabulary:
    """Everything that the slots of the templates draw from."""

    given: dict[bool, list[str]] = field(default_factory=dict)
    surnames: list[str] = field(default_factory=list)
    institutions: list[Institution] = field(default_factory=list)
    parties: list[Institution] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    cities: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    demonyms: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    portfolios: list[str] = field(default_factory=list)
    projects: list[str] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)

    @classmethod
    def read(cls) -> Vocabulary:
        """All the lexicons, in their order."""
        self = cls()
        names = read_language("given_names.csv")
        self.given = {
            woman: [row["name"] for row in names if row["gender"] == "mf"[woman]]
            for woman in (False, True)
        }
        self.surnames = [row["name"] for row in read_language("surnames.csv")]
        files = ("ministries.csv", "agencies.csv", "institutions.csv")
        rows = [row for file in files for row in read_countries(file)]
        rows += read_world("international.csv")
        for row in rows:
            found = Institution(row["name"], row["acronym"], is_feminine(row["name"]))
            if row["kind"] == "party":
                self.parties.append(found)
            elif row["kind"] == "media":
                self.media.append(row["name"])
            elif row["kind"] == "company":
                self.companies.append(row["name"])
            elif " " in row["name"]:
                self.institutions.append(found)
            self.portfolios += row.many("portfolio")
        for row in read_countries("places.csv"):
            if row["kind"] == "region":
                self.regions.append(row["name"])
            elif row["kind"] in ("city", "district", "province"):
                self.cities.append(row["name"])
        for row in read_world("countries.csv"):
            self.countries += [row["name"], *row.many("aliases")]
            self.demonyms += row.many("demonyms")
        self.roles = [
            Role(row["masculine"], row["feminine"].split("|")[0], row["takes"], row["level"])
            for row in read_language("roles.csv")
            if row["masculine"] and row["feminine"]
        ]
        self.heads = [
            row["head"]
            for row in read_language("organization_heads.csv")
            if row["kind"] == "government" and row["complement"] in ("list", "any")
        ]
        self.projects = [row["name"] for row in read_countries("projects.csv")]
        for row in read_language("speech_verbs.csv"):
            self.verbs += [form for form in row.many("forms") if " " not in form]
        return self

    def person(self, random: Random) -> Person:
        """A name of one or two given names and one or two surnames."""
        woman = random.random() < 0.45
        given = random.choice(self.given[woman])
        if random.random() < 0.35:
            given += " " + random.choice(self.given[woman])
        elif random.random() < 0.04:
            given += " " + random.choice("ABCDEFGHJLMNOPRSTV") + "."
        surnames = [self.surname(random) for _ in range(random.choice((1, 2, 2)))]
        if random.random() < 0.06:
            surnames[-1] = random.choice(("de la ", "del ", "de ")) + surnames[-1]
        return Person(given, surnames, woman)

    def surname(self, random: Random) -> str:
        """A surname, sometimes made up."""
        return made_up(self.surnames, random)

    def city(self, random: Random) -> str:
        """A town, sometimes made up."""
        return made_up(self.cities, random)


def made_up(names: list[str], random: Random) -> str:
    """One of the names, or now and then the head of one on the tail of another."""
    name = random.choice(names)
    if random.random() >= INVENTED or " " in name or len(name) < 5:
        return name
    other = random.choice(names).split()[-1].lower()
    return name[: random.randint(2, 4)] + other[-random.randint(3, 5) :]
