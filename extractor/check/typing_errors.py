"""Slips of the keyboard: letters, accents, doubled words, spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.check.findings import ERROR, INFO, WARNING, Hit, Release, rule
from extractor.lexicon import per_overlay, read_language

FUNCTION_WORDS = (
    "para pero sobre entre desde hasta donde cuando también porque según durante mediante aunque "
    "mientras contra hacia nuestro nuestra nuestros nuestras además quienes muchos"
).split()
"""Words that every release holds, so that what differs from them by a letter is a slip."""
LETTERS = "abcdefghijklmnñopqrstuvwxyzáéíóú"
LONG = 7
"""Letters from which on two swapped ones hardly ever give another word."""

SMALL = re.compile(r"(?<![\w@/.'’-])[a-záéíóúüñ]{3,}(?![\w@/'’-]|\.\w)")
REPEATABLE = (
    "a al con de del desde el en entre la las lo los para por que se sin sobre su sus un una y"
)
REPEATED = re.compile(
    rf"(?<![\w-])({'|'.join(REPEATABLE.split())})[ \t]*[ \n][ \t]*\1(?![\w-])", re.I
)
SPACES = re.compile(r"(?<=[a-záéíóúñ,;]) {2,3}(?=[\wáéíóúñ(«“])")
GLUED = re.compile(
    r"(?<=[a-záéíóúñ]{3})[.](?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ])|(?<=[a-záéíóúñ]{2})[,;](?=[^\W\d_])"
)
LOOSE = re.compile(r"(?<=[\w»”)]) +([,;]|\.(?=\s*$|\s+[A-ZÁÉÍÓÚÑ]))(?=\s|$)", re.M)
UNACCENTED = re.compile(
    r"(?<![\w@/.'’-])(tambien|segun|ademas|despues|aqui|alli|atras|jamas|quizas|traves|pais|paises|"
    r"dia|dias|ministerio publico|[a-zñ]{3,}[cs]ion)(?![\w@/'’-]|\.\w)"
)
ACCENTED = str.maketrans("aeiou", "áéíóú")
FOREIGN_ION = frozenset(
    "action mission session vision passion fusion million version fashion nation station "
    "champion scion".split()
)


@per_overlay
def _slips() -> dict[str, str]:
    """Misspelling -> word: a letter swapped, missing or too many, where no real word results."""
    known = {row["word"] for row in read_language("near_words.csv")}
    content = {
        word
        for name, columns in (
            ("roles.csv", ("masculine", "feminine")),
            ("organization_heads.csv", ("head",)),
        )
        for row in read_language(name)
        for column in columns
        for cell in row.many(column)
        for word in cell.split()
        if len(word) >= LONG and word.isalpha() and word.islower()
    }
    known |= content | set(FUNCTION_WORDS)
    slips: dict[str, str] = {}
    for word in FUNCTION_WORDS:
        for form in (*_swapped(word), *_missing(word), *_added(word)):
            slips.setdefault(form, word)
    for word in sorted(content):
        for form in _swapped(word):
            slips.setdefault(form, word)
    return {form: word for form, word in slips.items() if form not in known and len(form) > 2}


def _swapped(word: str) -> Iterator[str]:
    for i in range(len(word) - 1):
        if word[i] != word[i + 1]:
            yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _missing(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def _added(word: str) -> Iterator[str]:
    return (word[:i] + c + word[i:] for i in range(len(word) + 1) for c in LETTERS)


@rule(
    "typos.letters",
    ERROR,
    "Palabra con letras cambiadas, de más o de menos",
    "Corrija la palabra.",
    wrong="Entregó equipos pasra mejorar el servicio.",
    right="Entregó equipos para mejorar el servicio.",
)
def letters(release: Release) -> Iterator[Hit]:
    """A word that is a letter away from a very frequent one, and is none itself."""
    slips = _slips()
    for m in SMALL.finditer(release.text):
        word = slips.get(m[0])
        if word and release.is_prose(m.start()):
            yield Hit(m.start(), m.end(), f"«{m[0]}» parece un error por «{word}»")


@rule(
    "typos.accent",
    ERROR,
    "Falta la tilde",
    "Ponga la tilde.",
    wrong="La atención mejoró y la informacion llegó a todos.",
    right="La atención mejoró y la información llegó a todos.",
)
def accent(release: Release) -> Iterator[Hit]:
    """Words that are never written without their accent, in a text that has accents."""
    if not re.search("[áéíóúÁÉÍÓÚ]", release.text):
        return
    for m in UNACCENTED.finditer(release.text):
        if m[0] not in FOREIGN_ION and release.is_prose(m.start()):
            yield Hit(m.start(), m.end(), f"«{m[0]}» se escribe con tilde")


@rule(
    "typos.repeated",
    ERROR,
    "Palabra repetida",
    "Borre una de las dos.",
    wrong="El plan de de riego empezó ayer.",
    right="El plan de riego empezó ayer.",
)
def repeated(release: Release) -> Iterator[Hit]:
    """An article, preposition or conjunction twice in a row."""
    for m in REPEATED.finditer(release.text):
        second = m[0].split()[-1]
        if second == "de" and release.text[m.end() + 1 : m.end() + 2].isupper():
            continue  # the particle of a surname: la obra de de Soto
        if second.islower() and (m[1].islower() or m[1].istitle()) and release.is_prose(m.start()):
            yield Hit(m.start(), m.end(), f"«{second}» está dos veces seguidas")


@rule(
    "typos.spaces",
    INFO,
    "Espacios de más",
    "Deje un solo espacio.",
    wrong="La obra  empezó ayer.",
    right="La obra empezó ayer.",
)
def spaces(release: Release) -> Iterator[Hit]:
    """Two spaces inside a sentence; columns of a table are left alone."""
    for m in SPACES.finditer(release.text):
        start, end = release.line_at(m.start())
        if "    " not in release.text[start:end].strip():
            yield Hit(m.start(), m.end(), "hay más de un espacio entre dos palabras")


@rule(
    "typos.no_space",
    WARNING,
    "Falta un espacio después del signo",
    "Ponga un espacio después del punto o de la coma.",
    wrong="La obra empezó ayer.El alcalde la inauguró.",
    right="La obra empezó ayer. El alcalde la inauguró en www.ejemplo.pe.",
)
def no_space(release: Release) -> Iterator[Hit]:
    """A full stop or a comma with a letter right behind it."""
    for m in GLUED.finditer(release.text):
        if release.is_prose(m.start()):
            yield Hit(m.start(), m.end() + 1, f"falta un espacio después de «{m[0]}»")


@rule(
    "typos.space_before",
    WARNING,
    "Espacio antes del signo",
    "Quite el espacio que precede al signo.",
    wrong="La obra , que empezó ayer, costó poco.",
    right="La obra, que empezó ayer, costó poco.",
)
def space_before(release: Release) -> Iterator[Hit]:
    """A comma, semicolon or full stop with a space before it."""
    for m in LOOSE.finditer(release.text):
        yield Hit(m.start(), m.end(), f"sobra el espacio antes de «{m[1]}»")
