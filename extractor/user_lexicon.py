"""The user's own lexicon: a folder of CSV files with the columns of ours, whose rows win.

    FOLDER/institutions.csv        facts that belong to no single country
    FOLDER/pe/institutions.csv     facts of Peru; Spain is `es-es/`
    FOLDER/es/given_names.csv      the language
    FOLDER/officials.csv           people: `name,role,organization,source`

None must be there. A country's folder and the folder itself may hold the files
of `COUNTRY_FILES`, `world/` also those of `WORLD_FILES`, and `es/` any of ours
but those of `FIXED`, which many extractors share. Files that stand in the
folder itself are read as if they stood under `world/`. A row wins over the rows
of ours that it names anew: those with the same first cell, and for
institutions also those that claim its acronym.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from extractor.errors import LexiconError
from extractor.lexicon import COLUMNS, HOME, SEPARATOR, Row, fold, read_file
from extractor.records import OrganizationKind, ProjectKind, RegionKind

OFFICIALS = "officials.csv"
OFFICIAL_COLUMNS = ("name", "role", "organization", "source")
COUNTRY_FILES = frozenset(
    (
        "ministries.csv",
        "agencies.csv",
        "institutions.csv",
        "posts.csv",
        "places.csv",
        "projects.csv",
        OFFICIALS,
    )
)
"""What a country's folder, or the folder itself, may hold."""
INSTITUTIONS = frozenset(
    ("ministries.csv", "agencies.csv", "institutions.csv", "international.csv")
)
WORLD_FILES = frozenset(("countries.csv", "international.csv"))
FIXED = frozenset(
    f"{name}.csv"
    for name in "collectives figure_cues function_words holidays magnitudes months noun_modifiers "
    "time_words units weekdays year_contexts".split()
)
"""Files of the language of which a process has one reading."""
COUNTRY_FOLDER = re.compile(r"[a-z]{2}|es-es")

_KINDS: Mapping[str, frozenset[str]] = {
    "ministries.csv": frozenset(get_args(OrganizationKind)),
    "agencies.csv": frozenset(get_args(OrganizationKind)),
    "institutions.csv": frozenset(get_args(OrganizationKind)),
    "international.csv": frozenset(get_args(OrganizationKind)),
    "places.csv": frozenset(get_args(RegionKind)) - {"country"},
    "projects.csv": frozenset(get_args(ProjectKind)),
}
_SHAPES: Mapping[tuple[str, str], re.Pattern[str]] = {
    ("places.csv", "code"): re.compile(r"(?:[A-Z]{2}-[A-Z0-9]{1,3})?"),
    ("places.csv", "ubigeo"): re.compile(r"(?:\d{2}(?:\d{2}){0,2})?"),
    ("countries.csv", "code"): re.compile(r"[A-Z]{2}"),
    ("countries.csv", "alpha3"): re.compile(r"[A-Z]{3}"),
    ("currencies.csv", "code"): re.compile(r"[A-Z]{3}"),
}
_AMBIGUOUS = frozenset(("word", "person", "place"))


@dataclass(frozen=True, slots=True, eq=False)
class UserLexicon:
    """The rows of a folder by file name: those of countries (and of none), `es/`, `world/`."""

    folder: Path
    countries: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    language: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    world: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    def over(self, name: str, ours: Iterable[Row], wanted: set[str] | None = None) -> list[Row]:
        """Rows of a country file: the user's first, then those of ours that they leave."""
        rivals = self._institutions if name in INSTITUTIONS else self.countries.get(name, ())
        user = self.countries.get(name, ())
        return _over(
            [r for r in user if wanted is None or r.country in (None, *wanted)], ours, rivals
        )

    def over_language(self, name: str, ours: Iterable[Row]) -> list[Row]:
        """Rows of a file of the language."""
        user = self.language.get(name, ())
        return _over(user, ours, user)

    def over_world(self, name: str, ours: Iterable[Row]) -> list[Row]:
        """Rows of a file of the world."""
        user = self.world.get(name, ())
        return _over(user, ours, self._institutions if name in INSTITUTIONS else user)

    @property
    def _institutions(self) -> list[Row]:
        """The institutions of all files: a name or acronym may move from one to another."""
        files = [*(self.countries.get(name, ()) for name in sorted(INSTITUTIONS))]
        return [
            row for rows in (*files, *self.world.values()) for row in rows if "kind" in row.values
        ]

    @property
    def officials(self) -> tuple[Row, ...]:
        """People the user knows."""
        return self.countries.get(OFFICIALS, ())

    def __len__(self) -> int:
        groups = (self.countries, self.language, self.world)
        return sum(len(rows) for group in groups for rows in group.values())


def _over(user: Sequence[Row], ours: Iterable[Row], rivals: Sequence[Row]) -> list[Row]:
    """The user's rows, then ours but those that a rival, a row of the user's, names anew."""
    if not rivals:
        return [*user, *ours]
    named = {(fold(_first(row)), row.country) for row in rivals}
    acronyms = {
        fold(row["acronym"])
        for row in rivals
        if row.values.get("acronym") and row.values.get("kind")
    }
    rows = list(user)
    for row in ours:
        if not {(fold(_first(row)), place) for place in (row.country, None)} & named:
            rows.append(_without(row, acronyms) if acronyms else row)
    return rows


def _first(row: Row) -> str:
    return next(iter(row.values.values()))


def _without(row: Row, acronyms: Set[str]) -> Row:
    """A row of ours without the acronyms that the user gives to other institutions."""
    own = fold(row.values.get("acronym", ""))
    aliases = row.many("aliases") if "aliases" in row.values else []
    kept = [alias for alias in aliases if fold(alias) not in acronyms]
    if own not in acronyms and len(kept) == len(aliases):
        return row
    values = {**row.values, "aliases": SEPARATOR.join(kept)}
    if own in acronyms:
        values["acronym"] = ""
    return Row(values, row.country, row.path, row.line)


def read_user(folder: str | Path) -> UserLexicon:
    """The user's lexicon in this folder.

    Raises:
        LexiconError: there is no such folder, it holds a file or folder that has no
            meaning, or a row is bad; the message names file, line and column.
    """
    home = Path(folder)
    if not home.is_dir():
        raise LexiconError(f"{home}: is no folder; --lexicon names a folder of CSV files")
    countries: dict[str, list[Row]] = {}
    language: dict[str, tuple[Row, ...]] = {}
    world: dict[str, tuple[Row, ...]] = {}
    for path in sorted(home.rglob("*.csv")):
        place = path.parent.relative_to(home).as_posix()
        rows = _read(path, place)
        if place == "es":
            language[path.name] = rows
        elif place == "world" and path.name in WORLD_FILES:
            world[path.name] = rows
        else:
            countries.setdefault(path.name, []).extend(rows)
    if not (countries or language or world):
        raise LexiconError(f"{home}: holds no CSV file; its files are named as ours are")
    return UserLexicon(
        home, {name: tuple(rows) for name, rows in countries.items()}, language, world
    )


def _read(path: Path, place: str) -> tuple[Row, ...]:
    """The rows of one file of the user, checked."""
    allowed = _allowed(place)
    if allowed is None:
        raise LexiconError(
            f"{path}: folder {place!r} is neither `es`, `world` nor a country (`pe`, `es-es`)"
        )
    if path.name not in allowed:
        raise LexiconError(f"{path}: unknown file; here may stand {', '.join(sorted(allowed))}")
    read_file.cache_clear()  # the user may have mended the file meanwhile
    rows = read_file(path)
    expected = _columns(path.name, place)
    if tuple(rows[0].values) != expected:
        raise LexiconError(
            f"{path}:1: columns are {list(rows[0].values)}, expected {list(expected)}"
        )
    for row in rows:
        _check(row)
    return tuple(_placed(row, place) for row in rows)


def _allowed(place: str) -> frozenset[str] | None:
    if place == "es":
        return frozenset(path.name for path in (HOME / "es").glob("*.csv")) - FIXED
    if place == "world":
        return WORLD_FILES | COUNTRY_FILES
    if place == "." or COUNTRY_FOLDER.fullmatch(place):
        return COUNTRY_FILES
    return None


def _columns(name: str, place: str) -> tuple[str, ...]:
    if name == OFFICIALS:
        return OFFICIAL_COLUMNS
    if name in COLUMNS and place != "es":
        return COLUMNS[name]
    return tuple(read_file(HOME / "es" / name)[0].values)


def _placed(row: Row, place: str) -> Row:
    """A file in the folder itself belongs to no country, whatever the folder is called."""
    if place in (".", "world"):
        return Row(row.values, None, row.path, row.line)
    return row


_Check = Callable[[Row], None]


def _check(row: Row) -> None:
    """Codes, kinds and lengths of one row.

    Raises:
        LexiconError: names file, line and column.
    """
    name = row.path.name
    for column, cell in row.values.items():
        if cell != cell.strip():
            raise row.error(column, "white space around the value")
        if "\n" in cell or "\r" in cell:
            raise row.error(column, "a line break in the value")
        shape = _SHAPES.get((name, column))
        if shape is not None and not shape.fullmatch(cell):
            raise row.error(column, f"{cell!r} is no such code")
    kinds = _KINDS.get(name)
    if kinds is not None and row["kind"] not in kinds:
        raise row.error("kind", f"{row['kind']!r} is not one of {', '.join(sorted(kinds))}")
    if name == "places.csv":
        odd = set(row.many("ambiguous")) - _AMBIGUOUS
        if odd:
            raise row.error("ambiguous", f"{odd.pop()!r} is not one of word, person, place")
    if name == "posts.csv" and not row["organization"]:
        raise row.error("organization", "a post names its institution")
    if "source" in row.values and not row["source"]:
        raise row.error("source", "is empty; say where the fact comes from")
