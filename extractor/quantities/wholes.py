"""What a figure is of: the noun phrase after it, *el 40 % [de los equipos de protección personal]*.

The phrase is a noun with its article, the adjectives beside it, and one complement with *de*;
a relative clause, a verb or another preposition ends it. Begin with `whole_after`.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.lexicon import read_language
from extractor.spanish import read_words
from extractor.spans import Ranges

_GAP = r"(?:[ \u00a0]{1,3}(?:\n[ \u00a0]{,3})?|\n[ \u00a0]{,3})"
"""A few blanks, perhaps with the end of a line, never of a paragraph."""
_LONGEST_GAP = 7
_END = r"(?![\w'’-])"
_ARTICLE = (
    r"(?:el|l[oa]s?|sus?|un[oa]?s?|cada|nuestr[oa]s?|dich[oa]s?|es[ae]|es[oa]s|est[ae]|est[oa]s"
    r"|aquell[oa]s?|algun[oa]s)"
)
_DETERMINERS = (
    rf"(?:{_GAP}tod[oa]s?)?(?:(?:{_GAP}l[oa]s{_GAP}y)?{_GAP}{_ARTICLE})?(?:{_GAP}otr[oa]s)?"
)
_NO_NOUNS = (
    r"l[oa]s?|un[oa]?s?|es[oae]s?|est[oae]s?|aquell[oa]s?|sus?|tod[oa]s?|otr[oa]s?|quien(?:es)?"
    r"|cual(?:es)?|ell[oa]s?|él|nosotr[oa]s|ustedes|aquí|ahí|allí|hoy|ayer|ahora|antes|después"
    r"|lunes|martes|miércoles|jueves|viernes"
    r"|acuerdo|forma|manera|modo|hecho|inmediato|pronto|cara|antemano|algun[oa]s?|tant[oa]s?"
    r"|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci\w+"
    r"|veint\w+|(?:trei|cuare|cincue|sese|sete|oche|nove)nta|cien(?:to)?|\w+cient[oa]s|mil|mill[oó]n(?:es)?"
)
"""Words that are no noun, and those that make an adverb with *de*: *de inmediato*."""
_BEFORE = (
    r"mism[oa]s?|propi[oa]s?|nuev[oa]s?|gran|principal|pequeñ[oa]s?|median[oa]s?|primer[oa]?"
    r"|mayor|mejor|actual|alt[oa]|baj[oa]|micro"
)
"""Adjectives that stand before a noun, beside those of `noun_modifiers.csv`."""
_NO_ADJECTIVES = (
    r"tal|cual|igual|mañana|semana|emana|cultiva|deriva|motiva|reactiva|incentiva|archiva|abril"
    r"|sido"
)
_ADJECTIVE = (
    rf"(?!(?:{_NO_ADJECTIVES}){_END})(?:\w{{2,}}(?:[ai]d[oa]s?|al|ales|ar|ares|il|iles|iv[oa]s?"
    r"|[ao]ri[oa]s?|an[oa]s?|inos?|inas|os[oa]s?|istas?|[mrdl]eñ[oa]s?|ero|er[oa]s|ier[oa]|[ai]bles?"
    r"|enses?|[aei]ntes|(?:femen|campes|argent|lat)ina)"
    rf"|\w*[áéíóú]\w{{0,3}}(?:ic|id|im|in|e|il|et|og)[oa]s?|\w*ícolas?"
    r"|(?:europe|adult|net|brut|extern|intern|modern|mixt|gratuit|direct|indirect|propi|nuev|complet)"
    r"[oa]s?|indígenas?"
    rf"|mayor(?:es)?(?!{_GAP}(?:de|a|que)(?!\w))){_END}"
)
"""Told by its ending; without an accent *-ica* is a verb (*indica*), as *-ina*, *-era* mostly."""
_NO_CODE = rf"(?![A-Z/$.]+{_GAP}[0-9])"
"""A code before its number is no complement: *de un total de USD 5 millones*."""
_NAME = r"[A-ZÁÉÍÓÚÑ][\w'’-]+"


@cache
def _pattern() -> re.Pattern[str]:
    rows = read_language("noun_modifiers.csv")
    functions = "|".join(sorted({row["word"] for row in rows if row["place"] == "function"}))
    before = "|".join(sorted({row["word"] for row in rows if row["place"] == "before"}))
    noun = rf"(?!(?:{functions}|{_NO_NOUNS}){_END})[^\W\d_][\w'’-]+{_END}"
    modifier = rf"(?:{before}|{_BEFORE}){_END}"
    noun = rf"(?:(?:{modifier}(?:,|{_GAP}[ye])?{_GAP}){{1,3}}{noun}|{noun})"
    after = rf"(?:(?:[ \u00a0]{_NAME}){{1,3}}|(?:{_GAP}{_ADJECTIVE}){{1,2}})?"
    of = rf"{_GAP}(?:del|de(?:{_GAP}(?:la|los|las|su|sus))?){_GAP}"
    complement = rf"(?:{of}{_NO_CODE}{noun}{after})?"
    return re.compile(
        rf"{_GAP}(?P<phrase>(?:del|de{_DETERMINERS}){_GAP}(?P<head>{noun}){after}{complement})"
    )


_PAIR = re.compile(rf"{_GAP}[ye]{_GAP}(\w+s){_END}")


def whole_after(text: str, end: int, names: Ranges) -> str | None:
    """The phrase with *de* right after the character `end`, without line breaks.

    Args:
        text: the document.
        end: where the figure ends.
        names: the names of the text; one that begins in the phrase stays whole.
    """
    if "de" not in text[end + 1 : end + _LONGEST_GAP + 2]:
        return None
    match = _pattern().match(text, end)
    if match is None:
        return None
    last = match.end()
    head = match["head"].split()[-1]
    pair = _PAIR.match(text, last) if last == match.end("head") else None
    if pair is not None and pair[1][:3] == head[:3]:  # niños y niñas
        last = pair.end()
    last = max(last, names.reach(last))
    words = text[match.start("phrase") : last].split()
    return None if read_words(words[-1]) is not None else " ".join(words)
