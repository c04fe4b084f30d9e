"""The words of projects' names: patterns, heads, and where a name ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.words import Words

WORDS = r"[CAI][CAIn]*"
_LINKED = rf"(?:(?:DT?|PT?|E(?=[CA])){WORDS})"
_END = r"(?:n|DT?n(?![wn%]))?"
NAME = re.compile(rf"(?:{WORDS})(?:{_LINKED}|Y{WORDS}|,{WORDS}(?:DT?{WORDS})*(?=[,Y]))*{_END}")
TAIL = re.compile(rf"[CAI]*n?(?:{_LINKED}|Y{WORDS}|(?:,{WORDS}(?:DT?{WORDS})*)+Y{WORDS})*{_END}")
# "Fondo para Intervenciones ante la Ocurrencia de Desastres (Fondes)": its acronym shows the end
DEFINED = re.compile(rf"[CAI]*(?:(?:DT?|PT?|ET?|Y|,){WORDS})*(?=\([CAI][CAI-]*\))")
# A work is named by its place or its patron, and stands somewhere: "Canal de Navarra · en Tudela"
WORK = re.compile(
    rf"[CAI]*n?(?:(?:DT?|PT?){WORDS}|Y{WORDS}|(?:,{WORDS}(?:DT?{WORDS})*)+Y{WORDS})*{_END}"
)
ENDS = re.compile(r"[^\W\d]{3,}[-–][^\W\d]{3,}")
PLACED = re.compile(rf"w{{0,2}}(?:DT?)?{WORDS}(?:DT?{WORDS})*")
BUILDING = re.compile(
    r"constru|obra|licit|ejecu|invers|inaugur|culmin|ampli|mejoramiento|financ|"
    r"primera piedra|expediente t[eé]cnico|estudio definitivo|puesta en marcha|puso en marcha|"
    r"entreg|concesi|adjudic|costar|costó",
    re.I,
)
NEAR = 160
"""Characters around a work in which a sign of construction must stand."""


@dataclass(frozen=True, slots=True)
class ProjectHead:
    """A generic head: *proyecto*, *plan*, *represa*."""

    words: tuple[str, ...]
    kind: str
    style: str


COPULAS = frozenset(
    "es son fue fueron será serán era eran está están estará ha han hay sigue siguen".split()
)
OF_YOU = frozenset(("tu", "tus", "mi", "mis"))
"""Within a name, since no release speaks so: *Renueva tu Hogar*."""
VERBS_AFTER = frozenset(
    "es fue será que se de ha han busca permite permitirá beneficia beneficiará y e o con en "
    "para por contempla incluye comprende considera".split()
)


def end_of(words: Words, begin: int, match: re.Match[str] | None) -> int:
    """One past the last word of the name: at a new sentence it stops, and on no particle."""
    if match is None:
        return begin
    end = match.end()
    for k in range(begin, end):
        if words.first[k]:
            end = k
            break
    while end > begin and words.shape[end - 1] in "DTYPE,":
        end -= 1
    if begin < end < len(words.shape) and words.lower[end] in OF_YOU and not words.first[end]:
        more = TAIL.match(words.shape, end + 1)
        if more is not None and more.end() > end + 1:
            return end_of(words, end + 1, more)
    return end


def located(words: Words, first: int, last: int, places: set[int]) -> int:
    """The last word of the name, which does not hold the town: *Semana de la Lectura · en Puebla*.

    `places` are the words of the places found.
    """
    for k in range(first + 2, last):
        if words.shape[k] == "E" and words.lower[k] == "en":
            after = k + 1 + (words.shape[k + 1] == "T")
            if places.issuperset(range(after, last + 1)):
                return k - 1
    return last
