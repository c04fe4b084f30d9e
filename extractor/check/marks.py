"""Marks that come in pairs, and those of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.check.findings import INFO, WARNING, Hit, Release, rule
from extractor.structure.quotation import SINGLE

LABEL_BEFORE = re.compile(r"(?:^|[\s(;,])[\w°º.]{1,4}$")
QUESTION = re.compile(r"(?<=\w)[?!](?=\s|$|[\"”»’)])")
KINDS = {
    "“": "“ ”",
    "”": "“ ”",
    "„": "“ ”",
    "‟": "“ ”",
    "«": "« »",
    "»": "« »",
    '"': '" "',
}


@rule(
    "marks.unpaired",
    WARNING,
    "Comilla sin pareja",
    "Abra o cierre las comillas.",
    wrong="“La obra no se detiene, dijo el alcalde.",
    right="“La obra no se detiene”, dijo el alcalde.",
)
def unpaired(release: Release) -> Iterator[Hit]:
    """A quotation mark that nothing closes or opens; inches and apostrophes are none."""
    for start, end in release.quotation.unpaired:
        mark = release.text[start:end]
        before = release.text[start - 1 : start]
        if mark in KINDS and not (mark in '"”' and before.isdigit()):
            yield Hit(start, end, f"la comilla {mark} no tiene pareja")


@rule(
    "marks.mixed",
    INFO,
    "Comillas de varias clases",
    "Use una sola clase de comillas en el primer nivel.",
    wrong='“La obra avanza bien”, dijo Paz. "El plazo vence en mayo", añadió.',
    right="“La obra avanza bien”, dijo Paz. “El plan ‘Agua’ sigue”, añadió.",
)
def mixed(release: Release) -> Iterator[Hit]:
    """Two kinds of quotation marks around what people say; reported once."""
    said = [
        quoted
        for quoted in release.quotation.quoted
        if not quoted.depth and quoted.family != SINGLE and _is_speech(release, quoted.start)
    ]
    first = None
    for quoted in said:
        kind = KINDS.get(release.text[quoted.opening : quoted.start])
        first = first or kind
        if kind and kind != first:
            yield Hit(
                quoted.opening,
                quoted.start,
                f"estas comillas son {kind}, las de las citas anteriores {first}",
            )
            return


def _is_speech(release: Release, start: int) -> bool:
    return any(
        abs(mention.start - start) <= 2 for name, mention in release.mentions if name == "quotes"
    )


@rule(
    "marks.brackets",
    WARNING,
    "Paréntesis sin cerrar",
    "Cierre el paréntesis.",
    wrong="El Ministerio de Salud (Minsa inauguró una posta.",
    right="El Ministerio de Salud (Minsa) inauguró a) una posta y b) un hospital.",
)
def brackets(release: Release) -> Iterator[Hit]:
    """An opening bracket that its paragraph does not close."""
    start = 0
    for paragraph in re.split(r"(\n\s*\n)", release.text):
        depth: list[int] = []
        for m in re.finditer(r"[()]", paragraph):
            if m[0] == "(":
                depth.append(m.start())
            elif depth:
                depth.pop()
            elif not LABEL_BEFORE.search(paragraph[: m.start()]):
                depth.clear()
        for place in depth:
            yield Hit(start + place, start + place + 1, "el paréntesis no se cierra")
        start += len(paragraph)


@rule(
    "marks.opening",
    WARNING,
    "Falta el signo de apertura",
    "Abra la pregunta con ¿ y la exclamación con ¡.",
    wrong="Quién paga la obra?",
    right="¿Quién paga la obra? Vea www.ejemplo.pe/buscar?id=3.",
)
def opening(release: Release) -> Iterator[Hit]:
    """A question or exclamation mark that nothing opens since the last sentence."""
    for m in QUESTION.finditer(release.text):
        mark = "¿" if m[0] == "?" else "¡"
        begin = max(0, m.start() - 400)
        before = release.text[begin : m.start()]
        cut = max((e.end() for e in re.finditer(r"[.!?…](?=[\s”»\"])|\n\s*\n", before)), default=0)
        sentence = before[cut:]
        if mark == "¡" and sentence.split()[-1:] and sentence.split()[-1][0].isupper():
            continue  # a brand: Yahoo!
        if "¿" not in sentence and "¡" not in sentence and release.is_prose(m.start()):
            yield Hit(m.start(), m.end(), f"falta {mark} al comienzo")
