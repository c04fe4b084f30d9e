"""Reads and checks lexicon files.

The columns are documented in `lexicons/README.md`. A file that breaks them is
a `LexiconError` that names file, line and column: an empty lexicon that loads
in silence would look like a text without institutions.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import Protocol, TypeVar

from extractor.errors import LexiconError

HOME = Path(__file__).parent / "lexicons"
SEPARATOR = "|"

ORGANIZATIONS = (
    "name",
    "acronym",
    "aliases",
    "ambiguous",
    "kind",
    "parent",
    "portfolio",
    "source",
)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "ministries.csv": ORGANIZATIONS,
    "agencies.csv": ORGANIZATIONS,
    "institutions.csv": ORGANIZATIONS,
    "international.csv": ORGANIZATIONS,
    "posts.csv": ("role", "organization", "source"),
    "places.csv": ("name", "kind", "code", "ubigeo", "within", "aliases", "ambiguous", "source"),
    "projects.csv": ("name", "kind", "organization", "aliases", "ambiguous", "source"),
    "countries.csv": (
        "name",
        "code",
        "alpha3",
        "aliases",
        "demonyms",
        "capital",
        "ambiguous",
        "source",
    ),
    "currencies.csv": ("code", "name", "plural", "aliases", "symbols", "countries", "source"),
}
"""Columns of the files that have a fixed contract; the others say theirs in their header."""


@dataclass(frozen=True, slots=True)
class Row:
    """One fact: `row["name"]`, `row.many("aliases")`; `country` in upper case or None."""

    values: Mapping[str, str]
    country: str | None
    path: Path
    line: int

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def many(self, column: str) -> list[str]:
        """The values of a cell that holds several."""
        cell = self.values[column]
        return [part.strip() for part in cell.split(SEPARATOR) if part.strip()] if cell else []

    def error(self, column: str, problem: str) -> LexiconError:
        """A `LexiconError` that names the place of this row."""
        return LexiconError(
            f"{self.path}:{self.line}: column {column!r}: {problem} (lexicons/README.md)"
        )


def _plain(character: str) -> str:
    decomposed = unicodedata.normalize("NFD", character)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


_ACCENTS = {
    code: _plain(chr(code)) for code in range(0xC0, 0x250) if chr(code) not in "ñÑ"
} | dict.fromkeys(range(0x300, 0x370))


def fold(text: str) -> str:
    """Lower case without accents; ñ stays ñ, since it tells words apart."""
    low = text.lower()
    return low if low.isascii() else low.translate(_ACCENTS)


@cache
def read_file(path: Path) -> tuple[Row, ...]:
    """All rows of one lexicon file.

    Raises:
        LexiconError: the file is missing, empty or not UTF-8, has other columns
            than its contract, a row with too many or too few cells, or twice the same row.
    """
    country = _country_of(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return tuple(_rows(path, country, csv.reader(file)))
    except FileNotFoundError as error:
        raise LexiconError(f"{path}: no such lexicon") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8 (byte {error.start})") from error


def _country_of(path: Path) -> str | None:
    """`pe/` is Peru; `es/` is the language, so that Spain is `es-es/`; `world/` is nowhere."""
    folder = path.parent.name
    if len(folder) == 2 and folder != "es":
        return folder.upper()
    return folder[-2:].upper() if len(folder) == 5 and folder[2] == "-" else None


def _rows(path: Path, country: str | None, lines: Iterator[list[str]]) -> Iterator[Row]:
    header = next(lines, [])
    expected = COLUMNS.get(path.name)
    if expected is not None and tuple(header) != expected:
        raise LexiconError(f"{path}:1: columns are {header}, expected {list(expected)}")
    seen: dict[tuple[str, ...], int] = {}
    number = 1
    for number, cells in enumerate(lines, start=2):
        if len(cells) != len(header):
            raise LexiconError(f"{path}:{number}: {len(cells)} cells, expected {len(header)}")
        if not cells[0].strip():
            raise LexiconError(f"{path}:{number}: column {header[0]!r} is empty")
        if (first := seen.setdefault(tuple(cells), number)) != number:
            raise LexiconError(f"{path}:{number}: the same row as line {first}")
        yield Row(dict(zip(header, cells, strict=True)), country, path, number)
    if number == 1:
        raise LexiconError(f"{path}: no rows")


class Overlay(Protocol):
    """Rows that are laid over ours; see `extractor.user_lexicon`."""

    def __hash__(self) -> int: ...

    def over(self, name: str, ours: Iterable[Row], wanted: set[str] | None) -> list[Row]:
        """Rows of a country file, for these countries or for all."""
        ...

    def over_language(self, name: str, ours: Iterable[Row]) -> list[Row]:
        """Rows of a file of the language."""
        ...

    def over_world(self, name: str, ours: Iterable[Row]) -> list[Row]:
        """Rows of a file of the world."""
        ...

    @property
    def officials(self) -> Sequence[Row]:
        """People the user knows."""
        ...


_overlay: ContextVar[Overlay | None] = ContextVar("overlay", default=None)


@contextmanager
def using(overlay: Overlay | None) -> Iterator[None]:
    """Lay these rows over ours for what is built inside; None for ours alone."""
    token = _overlay.set(overlay)
    try:
        yield
    finally:
        _overlay.reset(token)


def overlay() -> Overlay | None:
    """The rows that are laid over ours here."""
    return _overlay.get()


T = TypeVar("T")


def per_overlay(make: Callable[[], T]) -> Callable[[], T]:
    """Keep what a function reads from the lexicons, for each overlay apart."""

    @lru_cache(maxsize=8)
    def made(user: Overlay | None) -> T:
        return make()

    @wraps(make)
    def current() -> T:
        return made(overlay())

    return current


def read_language(name: str) -> tuple[Row, ...]:
    """Rows of a file of the language, `lexicons/es/NAME`, and the user's before them."""
    rows, user = read_file(HOME / "es" / name), _overlay.get()
    return rows if user is None else tuple(user.over_language(name, rows))


def read_world(name: str) -> tuple[Row, ...]:
    """Rows of a file of no single country, `lexicons/world/NAME`, and the user's before them."""
    rows, user = read_file(HOME / "world" / name), _overlay.get()
    return rows if user is None else tuple(user.over_world(name, rows))


def read_countries(name: str, countries: list[str] | None = None) -> list[Row]:
    """Rows of a file that each country may have, for these countries (alpha-2) or for all.

    The user's come before ours; those that belong to no country are given whatever is asked.
    """
    wanted = None if countries is None else {code.upper() for code in countries}
    rows: list[Row] = []
    for path in sorted(HOME.glob(f"*/{name}")):
        country = _country_of(path)
        if country and (wanted is None or country in wanted):
            rows.extend(read_file(path))
    user = _overlay.get()
    return rows if user is None else user.over(name, rows, wanted)
