"""Ordinals that state a position: *tercer lugar*, *el segundo destino más visitado*.

An ordinal that only counts off (*la tercera fase*, *en primer lugar*) is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.quantities.cues import cues, words_before
from extractor.quantities.pieces import Piece
from extractor.spanish import ORDINAL_DIGITS, ORDINALS, ordinal


@dataclass(slots=True, frozen=True)
class Rank:
    """A stated position; `start:end` are characters, end exclusive."""

    start: int
    end: int
    value: int


_IN_DIGITS = re.compile(rf"{ORDINAL_DIGITS}(?!\w)")
_AFTER_DIGITS = frozenset(".ºª°ertdmvna")
_BEFORE = '(“«"'
_PLACE = re.compile(
    r"\s+(?:lugar|puesto|posicion|sitio|escalon|casillero)(?!\w)"
    r"(?!\s+de\s+(?!(?:la|los|las|el|entre|un|una|honor|importancia)\s))"
)
_MOST = re.compile(r"((?:\s+[a-zñ]+){0,4}?)\s+mas\s+(?!de\s|que\s|alla\s|bien\s)[a-zñ]{4,}")
_GREATEST = re.compile(r"\s+(?:mayor|mejor|peor)(?:\s+[a-zñ]{3,})?(?!\w)")
_LEADING = re.compile(
    r"\s+(?:(?:product|export|import|consum|prove[eo]|empl|invers|generad|emis)[a-z]*or(?:a|es|as)?"
    r"|destino|mercado|socio|fabricante|economia|potencia)(?!\w)"
    r"(?=(?:\s+[a-zñ]+)?\s+(?:mundial|global|regional|nacional|del|de la region|de america"
    r"|en el mundo))"
)
_PASSES = re.compile(
    rf"\s+(?:al|a la|a)\s+(?:{ORDINALS})\s+(?:lugar|puesto|posicion|sitio|escalon)(?!\w)"
)
_ENDS = re.compile(r"\s*(?:[,.;:)]|$|en\s|de\s|del\s|entre\s|a nivel|por\s|con\s|y\s|a\s)")
_BETWEEN = frozenset({
    "del", "la", "el", "los", "las", "que", "se", "en", "y", "a", "es", "fue", "ha", "con",
    "por", "para", "un", "una", "su", "al", "no", "lo", "e", "o", "como", "mas",
})  # fmt: skip
_COPULAS = frozenset({"es", "fue", "era", "sera", "seria"})
_LINKS = frozenset({"en", "el", "la", "como", "al", "de", "del", "a"})


def find_ranks(plain: str, pieces: list[Piece]) -> list[Rank]:
    """The positions that ordinals state, in order; for plain text and its pieces."""
    found = []
    for kind, start, end, form in pieces:
        if kind == "digits" and plain[end : end + 1] in _AFTER_DIGITS:
            start, end = _in_digits(plain, end, form)
        elif kind != "ordinal":
            continue
        if end and (stop := _end(plain, start, end)):
            value = ordinal(plain[start:end])
            if value:
                found.append(Rank(start, stop, value))
    return found


def _in_digits(plain: str, end: int, form: str) -> tuple[int, int]:
    """The ordinal whose digits end here: *3er*, *1.º*; its end is 0 where it is none."""
    start = end - len(form) + len(form.rstrip("0123456789"))
    before = plain[start - 1] if start else " "
    if not before.isspace() and before not in _BEFORE:
        return start, 0
    match = _IN_DIGITS.match(plain, start)
    return start, match.end() if match else 0


def _end(plain: str, start: int, end: int) -> int:
    """Where the position that begins with this ordinal ends; 0 where it is none."""
    if match := _PLACE.match(plain, end):
        return 0 if _is_connective(plain, start, match) else match.end()
    if match := _MOST.match(plain, end):
        middle = match[1].split()
        if not any(word in _BETWEEN for word in middle):
            return end + len(match[1]) - len(match[1].lstrip()) + len(middle[0]) if middle else end
    if _PASSES.match(plain, end):
        return end
    if match := _GREATEST.match(plain, end) or _LEADING.match(plain, end):
        return match.end()
    if plain[start].isdigit() or not _ENDS.match(plain, end):
        return 0
    words = words_before(plain, start, 4)
    links = set()
    while words and words[-1] in _LINKS:
        links.add(words.pop())
    if words and words[-1] in _COPULAS:
        return end if links & {"el", "la"} else 0
    return end if words and words[-1].startswith(cues().position) else 0


def _is_connective(plain: str, start: int, match: re.Match[str]) -> bool:
    """*en primer lugar, …* puts in order what is said, unless somebody takes that place."""
    words = words_before(plain, start, 5)
    if not match[0].strip().startswith("lugar") or words[-1:] != ["en"]:
        return False
    return not any(word.startswith(cues().position) for word in words[:-1])
