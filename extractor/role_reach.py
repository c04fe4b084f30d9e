"""How far a role goes: the institution and the place that stand with it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spacy.tokens import Span

from extractor.roles import IN_PLACE
from extractor.words import Words

OF_PLACE = re.compile(r"DT?[CAI]+(?:DT?[CAI]+)*(?=,[CI])")  # "de la Diresa (…) de Piura, X"
IN_HERE = re.compile(r"ET?w(?=,[CI])")  # "delegada de la Sader en la entidad, Graciela Nayarit"
BRANCH = re.compile(r"[CAI]+(?:-[CAI]+)*(?=,[CI])")  # "el titular del INTA Chaco-Formosa, X"
BRANCHES = frozenset("regional seccional zonal filial sede territorial sucursal".split())
# After the institution: "en la provincia de Jaén", "en Piura"; "regional Cauca, X".
OFFICE = re.compile(r"E(?:T?[CAI]+|T?w(?:DT?)?[CAI]+(?:DT?[CAI]+)*(?=,[CI]))|w[CAI]+(?=,[CI])")


def reach(words: Words, last: int, starts: Mapping[int, Span]) -> tuple[int, int | None]:
    """The last word of what belongs to the role, and the first of the institution named with it.

    *presidente ejecutivo de Promperú (Comisión de Promoción…)*, *Jefe de Misión de la OIM en Perú*.
    `starts` are the spans of institutions by their first word.
    """
    found: int | None = None
    k = last + 1
    shape = words.shape
    while k < len(shape) and not words.first[k]:
        at = k
        if shape[at] in "DE" or words.lower[at] in ("ante", "para"):
            at += 1
            if shape[at : at + 1] == "T":
                at += 1
        elif shape[at] == "(" and found is not None:
            at += 1
        elif shape[at] == "," and found is not None and shape[at + 1 : at + 2] == "D":
            at += 2
            at += shape[at : at + 1] == "T"
        elif shape[at] == "," and found is not None and _is_acronym(words, at, starts):
            at += 1 + (shape[at + 1] == "T")
        elif found is not None:
            break
        org = starts.get(at)
        if org is None:
            break
        end = words.at(org.end_char - 1)
        found = at if found is None else found
        k = end + 1
        if shape[k : k + 1] == ")":
            k += 1
        last = k - 1
    if found is None:
        there = IN_PLACE.match(shape, last + 1)  # "el secretario de Educación en Jalisco, X"
        return (last if there is None or words.first[last + 1] else there.end() - 1), None
    if found is not None and (office := OFFICE.match(shape, last + 1)):
        last = _office(words, last, office.end())
    if found is not None and (place := OF_PLACE.match(shape, last + 1)):
        last = place.end() - 1
    if found is not None and (branch := BRANCH.match(shape, last + 1)):
        last = branch.end() - 1
    if found is not None and (here := IN_HERE.match(shape, last + 1)):
        last = here.end() - 1
    return last, found


def _office(words: Words, last: int, end: int) -> int:
    """The last word of *en la provincia de Jaén* or *regional Cauca* after an institution."""
    begin = last + 1
    if words.shape[begin] == "w" and words.lower[begin] not in BRANCHES:
        return last
    stop = next((k for k in range(begin, end) if words.first[k]), end)
    while stop > begin and words.shape[stop - 1] not in "CAI":
        stop -= 1
    return stop - 1


def _is_acronym(words: Words, comma: int, starts: Mapping[int, Span]) -> bool:
    """*la Agencia Española de Medicamentos, la AEMPS, X*: the acronym between commas."""
    at = comma + 1 + (words.shape[comma + 1 : comma + 2] == "T")
    span = starts.get(at)
    return span is not None and span.id_ == "organizations.acronym_apposition"
