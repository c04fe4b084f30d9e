"""Posts that the lexicon gives to another institution than the release does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.check.findings import WARNING, Hit, Release, rule
from extractor.lexicon import fold, per_overlay, read_countries
from extractor.organization_lexicon import read_known
from extractor.records import Mention, Official

MINISTER = re.compile(r"(?:ministr|secretari)[oa] de(?:l| las?| los)? (?P<of>.+)")
Key = tuple[str, str]
"""Country (alpha-2), and a role, a portfolio or a name, folded."""


@dataclass(frozen=True, slots=True)
class Seats:
    """Which institution has which post.

    Attributes:
        posts: the institution of a role that the lexicon lists.
        portfolios: the ministry of a portfolio.
        seats: every institution that has such a post, by each of its names.
    """

    posts: dict[Key, str]
    portfolios: dict[Key, str]
    seats: dict[Key, str]


@rule(
    "parts.other_institution",
    WARNING,
    "Cargo de otra institución",
    "Compruebe el cargo o la institución.",
    wrong="El ministro de Salud, Luis Vera Soto, del Ministerio de Defensa, fue a Ica (Perú).",
    right="El ministro de Salud, Luis Vera Soto, del Ministerio de Salud, fue a Ica (Perú).",
)
def other_institution(release: Release) -> Iterator[Hit]:
    """A minister, or the holder of a listed post, of another ministry or seat of such a post."""
    known = _seats()
    for official in release.record.officials:
        if official.role is None or official.organization is None or official.country is None:
            continue
        role = fold(official.role)
        minister = MINISTER.fullmatch(role)
        right = known.posts.get((official.country, role))
        if right is None and minister:
            right = known.portfolios.get((official.country, minister["of"]))
        given = known.seats.get((official.country, fold(official.organization)))
        if right is None or given is None or right == given:
            continue
        place = _place(official)
        yield Hit(place.start, place.end, f"el cargo es de «{right}», no de «{given}»")


def _place(official: Official) -> Mention:
    """The mention that says the role, else the first."""
    role = fold(official.role or "")
    saying = (m for m in official.mentions if role in fold(" ".join(m.text.split())))
    return next(saying, official.mentions[0])


@per_overlay
def _seats() -> Seats:
    portfolios: dict[Key, str] = {}
    forms: dict[Key, str] = {}
    seats: dict[Key, str] = {}
    for known in read_known(None):
        country = known.country
        if country is None:
            continue
        for portfolio in known.portfolios:
            portfolios.setdefault((country, fold(portfolio)), known.name)
        for form, _ in known.forms:
            forms.setdefault((country, fold(form)), known.name)
            if known.portfolios:
                seats.setdefault((country, fold(form)), known.name)
    posts: dict[Key, str] = {}
    for row in read_countries("posts.csv"):
        if row.country is not None:
            name = forms.get((row.country, fold(row["organization"])), row["organization"])
            posts[row.country, fold(row["role"])] = name
    offices = set(posts.values())
    seats.update((key, name) for key, name in forms.items() if name in offices)
    return Seats(posts, portfolios, seats)
