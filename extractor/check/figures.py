"""Figures that cannot be, or that disagree with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from extractor.check.findings import ERROR, INFO, WARNING, Hit, Release, rule
from extractor.lexicon import fold
from extractor.records import Figure

PERCENT = re.compile(
    r"(?<![\d.,])(\d{3,4})(?:[.,]\d+)? ?(?:%|por ciento) de "
    r"(?:los|las|el|la|sus|nuestr[oa]s) (\w+)",
    re.I,
)
WHOLES = re.compile(
    r"(?:poblaci|habitant|personas|familia|hogar|niñ|alumn|estudiant|mujer|hombre|encuest|empresa|"
    r"viviend|votant|elector|trabajador|usuari|beneficiari|paciente|docente|maestr|escolar|joven|"
    r"jóven|adult|ciudadan|vecin|peruan|mexican|chilen|colombian|argentin|español|contribuyent|"
    r"víctim|productor|agricultor|municip|distrit|región|regiones|provincia|centros|escuelas)",
    re.I,
)
GROWTH = re.compile(
    r"\b(?:m[aá]s|creci|aument|increment|super|subi|alza|meta|respecto|frente a)", re.I
)

UNIT = (
    r"(?: ?%| por ciento| millones| mil\b| km| kil[oó]metros| hect[aá]reas| toneladas| metros| "
    r"puntos| d[oó]lares| soles| pesos| euros)"
)
COMMA_DECIMAL = re.compile(rf"(?<![\d.,'’])\d{{1,3}},\d{{1,2}}(?={UNIT})", re.I)
POINT_DECIMAL = re.compile(rf"(?<![\d.,'’])\d{{1,3}}\.\d{{1,2}}(?={UNIT})", re.I)
COMMA_GROUPS = re.compile(r"(?<![\d.,'’])[1-9]\d{0,2}(?:,\d{3}){2,}(?![\d,])")
POINT_GROUPS = re.compile(r"(?<![\d.,'’])[1-9]\d{0,2}(?:\.\d{3}){2,}(?![\d.])")
PARTS = re.compile(r"\bde l[oa]s cuales\b", re.I)
NOUN = re.compile(r" (?:de|en|para|a) (?:el |la |los |las )?(\w{4,})", re.I)
TOTAL = re.compile(r"\b(?:un total de|en total,?|el total es de) $", re.I)
EXACT = ("exact", None)


@rule(
    "figures.percent",
    WARNING,
    "Porcentaje mayor que cien de un todo",
    "Compruebe el porcentaje.",
    wrong="El 120 % de los hogares tiene agua.",
    right="La meta se superó: 120 % de los hogares más que en 2023.",
)
def percent(release: Release) -> Iterator[Hit]:
    """More than a hundred per cent of people or places, where nothing grows."""
    for m in PERCENT.finditer(release.text):
        start, end = release.sentence_at(m.start())
        if int(m[1]) > 100 and WHOLES.match(m[2]) and not GROWTH.search(release.text[start:end]):
            yield Hit(m.start(), m.end(), f"{m[1]} % es más que el todo")


@rule(
    "figures.style",
    INFO,
    "Cifras escritas de dos maneras",
    "Use siempre el mismo signo para los decimales y el mismo para los miles.",
    wrong="Costó 2,3 millones en 2021 y 5.6 millones en 2022.",
    right="Costó 2.3 millones en 2021 y 1,250,000 soles en 2022.",
)
def style(release: Release) -> Iterator[Hit]:
    """Comma and point both for decimals, or both for thousands; reported once each."""
    for one, other in ((COMMA_DECIMAL, POINT_DECIMAL), (COMMA_GROUPS, POINT_GROUPS)):
        first, second = one.search(release.text), other.search(release.text)
        if first is not None and second is not None:
            early, late = sorted((first, second), key=lambda m: m.start())
            yield Hit(late.start(), late.end(), f"antes se escribió «{early[0]}»")


@rule(
    "figures.parts",
    ERROR,
    "Las partes suman más que el total",
    "Compruebe las cifras.",
    wrong="Entregó 63 viviendas, de las cuales 41 son de adobe y 30 de ladrillo.",
    right="Entregó 63 viviendas, de las cuales 41 son de adobe y 22 de ladrillo.",
)
def parts(release: Release) -> Iterator[Hit]:
    """A total and, after *de los cuales*, parts of it that are more together."""
    counts = [f for f in release.record.figures if f.kind == "count" and f.qualifier in EXACT]
    for m in PARTS.finditer(release.text):
        start, end = release.sentence_at(m.start())
        before = [f for f in counts if start <= f.mentions[0].start < m.start()]
        after = [f for f in counts if m.start() <= f.mentions[0].start < end]
        if not before or not after or any(f.low is not None for f in (*before, *after)):
            continue
        whole = before[-1]
        shares = [f for f in after if _same_unit(f, whole)]
        total = sum(f.value for f in shares)
        biggest = max((f.value for f in shares), default=0)
        if biggest > whole.value or (len(shares) == 2 and total > whole.value):
            last = shares[-1].mentions[0]
            yield Hit(whole.mentions[0].start, last.end, f"las partes suman {total:g}")


def _same_unit(figure: Figure, whole: Figure) -> bool:
    """A part without a unit of its own, or with that of the whole."""
    return not figure.unit or fold(figure.unit) == fold(whole.unit or "")


@rule(
    "figures.disagree",
    WARNING,
    "Dos cifras para lo mismo",
    "Compruebe cuál es la buena.",
    wrong="Llegó a 89,891 beneficiarios de Tacna. Los 89,981 beneficiarios de Tacna cobraron.",
    right="Llegó a 89,891 beneficiarios de Tacna y a 2,310 beneficiarios de Ica.",
)
def disagree(release: Release) -> Iterator[Hit]:
    """Two figures of the same unit that differ by two swapped digits."""
    figures = [f for f in release.record.figures if f.kind in ("count", "money") and f.value >= 100]
    for one, other in combinations(figures, 2):
        if not _unit(one) or _unit(one) != _unit(other) or len(_digits(one.value)) < 3:
            continue
        if _swapped(one.value, other.value):
            mention = other.mentions[0]
            yield Hit(mention.start, mention.end, f"antes se escribió «{one.mentions[0].text}»")


@rule(
    "figures.totals",
    WARNING,
    "Dos totales para lo mismo",
    "Compruebe cuál es el bueno.",
    wrong="Entregó un total de 340 becas en Puno. En total, 430 becas en Puno ya se pagan.",
    right="Entregó un total de 340 becas en Puno y un total de 430 becas en Tacna.",
)
def totals(release: Release) -> Iterator[Hit]:
    """Two figures of one unit, for the same thing, that are each called the total."""
    said: dict[str, Figure] = {}
    for figure in release.record.figures:
        mention = figure.mentions[0]
        if figure.kind not in ("count", "money") or figure.qualifier not in EXACT:
            continue
        before = release.text[max(0, mention.start - 24) : mention.start]
        about = _about(release.text, figure)
        if not _unit(figure) or not about or not TOTAL.search(before):
            continue
        earlier = said.setdefault(f"{_unit(figure)} {about}", figure)
        if earlier.value != figure.value:
            yield Hit(
                mention.start, mention.end, f"antes el total fue «{earlier.mentions[0].text}»"
            )


@rule(
    "figures.magnitude",
    WARNING,
    "La coma de los decimales cambia de sitio",
    "Compruebe cuál es la buena.",
    wrong="Puso 1,2 millones de euros en la presa. Los 12 millones de euros de la presa son suyos.",
    right="Puso 1,2 millones de euros en la presa y 12 millones de euros en la carretera.",
)
def magnitude(release: Release) -> Iterator[Hit]:
    """The same digits for the same thing, ten or a hundred times as much."""
    figures = [f for f in release.record.figures if f.kind in ("count", "money")]
    for one, other in combinations(figures, 2):
        low, high = sorted((one.value, other.value))
        if _unit(one) != _unit(other) or low <= 0 or high / low not in (10, 100):
            continue
        about = _about(release.text, one)
        if len(_digits(low)) > 1 and about and about == _about(release.text, other):
            mention = other.mentions[0]
            yield Hit(mention.start, mention.end, f"antes se escribió «{one.mentions[0].text}»")


def _about(text: str, figure: Figure) -> str:
    """The noun that follows a figure and a preposition: *12 millones de euros en la* presa."""
    following = NOUN.match(text, figure.mentions[0].end)
    return fold(following[1]) if following is not None else ""


def _unit(figure: Figure) -> str:
    return fold(figure.unit or figure.currency or "")


def _digits(value: float) -> str:
    return f"{value:f}".replace(".", "").strip("0")


def _swapped(one: float, other: float) -> bool:
    """Whether the numbers differ by two neighbouring digits in the other order."""
    a, b = f"{one:.0f}", f"{other:.0f}"
    if len(a) != len(b) or a == b or len(a) < 4:
        return False
    unlike = [i for i in range(len(a)) if a[i] != b[i]]
    if len(unlike) != 2 or unlike[1] != unlike[0] + 1:
        return False
    i, j = unlike
    return a[i] == b[j] and a[j] == b[i]
