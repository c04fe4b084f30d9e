"""Names that a release writes in two ways, and acronyms without their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractor.check.findings import INFO, WARNING, Hit, Release, rule
from extractor.lexicon import Row, fold, per_overlay, read_countries, read_language, read_world
from extractor.records import Mention

HEADS = re.compile(
    r"(?:el |la )?(?:proyecto|programa|plan|campaña|estrategia|iniciativa|fondo|obra|megaplan)\s+",
    re.I,
)
PARTICLES = frozenset(("de", "del", "la", "las", "los", "el", "y", "e", "en", "para", "a"))
QUOTES = "“”\"«»'‘’ "
DEFINED = re.compile(
    r"((?:[A-ZÁÉÍÓÚÑ][\wáéíóúñ]+|de|del|la|las|los|el|y|e|para|en|a)"
    r"(?:\s+(?:[A-ZÁÉÍÓÚÑ][\wáéíóúñ]+|de|del|la|las|los|el|y|e|para|en|a)){1,14})"
    r"\s*\(([A-ZÁÉÍÓÚÑ][A-Za-zÁÉÍÓÚÑáéíóúñ]{1,10})\)"
)
BODY_LINE = 120
"""Characters from which on a line is body text, where headlines and bullets are shorter."""
LIKE = 0.7
"""Share of words in common from which on two names mean the same institution."""


def _distance(a: str, b: str) -> int:
    """Edits from one word to the other, a swap of neighbours being one; 3 stands for more."""
    if abs(len(a) - len(b)) > 2:
        return 3
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, rows[i - 2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return min(rows[-1][-1], 3)


def _plain(text: str) -> str:
    """A form of a name without line breaks, quotation marks and generic head."""
    form = " ".join(text.split()).strip(QUOTES)
    head = HEADS.match(form)
    return form[head.end() :].strip(QUOTES) if head and head.end() < len(form) else form


def _variant(one: str, other: str, shortest: int = 5) -> bool:
    """Whether two forms are one name typed in two ways: case, accents, or a letter or two."""
    if one == other or one.isupper() or other.isupper():
        return False
    a, b = fold(one).split(), fold(other).split()
    if a == b:
        return _significant(one)[1:] != _significant(other)[1:]
    if len(a) != len(b) or len(a) < 2:
        return False
    unlike = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(unlike) != 1:
        return False
    x, y = unlike[0]
    if min(len(x), len(y)) < shortest or any(c.isdigit() for c in x + y):
        return False
    return _distance(x, y) == 1


def _significant(form: str) -> str:
    """A form without its particles, whose capitals depend on where they stand."""
    words = [word for word in form.split() if word.lower() not in PARTICLES]
    return " ".join(words)


def _variants(mentions: Iterable[Mention], shortest: int = 5) -> Iterator[tuple[Mention, str]]:
    """Mentions that differ from an earlier form, with that form; each form once."""
    seen: list[str] = []
    for mention in sorted(mentions, key=lambda m: m.start):
        form = _plain(mention.text)
        if form in seen:
            continue
        earlier = next((other for other in seen if _variant(other, form, shortest)), None)
        if earlier is not None:
            yield mention, earlier
        seen.append(form)


@rule(
    "names.project",
    WARNING,
    "Proyecto escrito de dos maneras",
    "Use siempre el nombre oficial del proyecto.",
    wrong="El proyecto “Agua Segura para Todos” creció. El proyecto “Agua segura para Todos” va.",
    right="El proyecto “Agua Segura para Todos” creció. El proyecto “Agua Segura” sigue.",
)
def project(release: Release) -> Iterator[Hit]:
    """Forms of project names that differ in capitals, accents or a letter."""
    mentions = [m for p in release.record.projects for m in p.mentions]
    for mention, earlier in _variants(mentions):
        yield Hit(mention.start, mention.end, f"antes se escribió «{earlier}»")


@rule(
    "names.organization",
    WARNING,
    "Institución escrita de dos maneras",
    "Use siempre el nombre oficial de la institución.",
    wrong="El Ministerio de Salud invirtió. El Ministerio de salud informó.",
    right="El Ministerio de Salud invirtió. El ministerio informó.",
)
def organization(release: Release) -> Iterator[Hit]:
    """Forms of one institution that differ in capitals, accents or a letter."""
    for entity in release.record.organizations:
        long = [m for m in entity.mentions if " " in m.text.strip()]
        for mention, earlier in _variants(long):
            yield Hit(mention.start, mention.end, f"antes se escribió «{earlier}»")
        covered = {(m.start, m.end) for m in entity.mentions}
        for start, end in _again(release.text, entity.name):
            if (start, end) not in covered:
                yield Hit(start, end, f"el nombre se escribe también «{entity.name}»")


def _again(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a name of three words or more stands with other capitals or accents."""
    folded = fold(text)
    if len(name.split()) < 3 or len(folded) != len(text):
        return
    for m in re.finditer(rf"(?<!\w){re.escape(fold(name))}(?!\w)", folded):
        form = text[m.start() : m.end()]
        if form != name and form[0].isupper() and not form.isupper() and not name.isupper():
            yield m.start(), m.end()


@rule(
    "names.person",
    WARNING,
    "Persona escrita de dos maneras",
    "Compruebe el nombre.",
    wrong="El embajador Kazuyuki Katayama llegó. El embajador Kazuyuki Katayana firmó.",
    right="La alcaldesa Ana Ruiz llegó. El alcalde Juan Ruiz firmó.",
)
def person(release: Release) -> Iterator[Hit]:
    """Full names of officials that differ by a letter or an accent."""
    mentions = [
        m for o in release.record.officials for m in o.mentions if len(m.text.split()) > 1
        and m.text[0].isupper()
    ]  # fmt: skip
    for mention, earlier in _variants(mentions):
        yield Hit(mention.start, mention.end, f"antes se escribió «{earlier}»")
    for official in release.record.officials:
        parts = {fold(word): word for word in official.name.split()}
        for mention in official.mentions:
            form = mention.text.strip()
            like = parts.get(fold(form))
            if " " not in form and like and form != like and form.istitle() and like.istitle():
                yield Hit(mention.start, mention.end, f"antes se escribió «{like}»")


@rule(
    "names.surname",
    WARNING,
    "Apellido que no coincide",
    "Compruebe el apellido.",
    wrong="La ministra Nancy Tolentino saludó. “Seguiremos sin descanso”, dijo Tolentimo.",
    right="La ministra Nancy Tolentino saludó. “Seguiremos sin descanso”, dijo Tolentino.",
)
def surname(release: Release) -> Iterator[Hit]:
    """A capitalised word a letter away from an official's surname, and no other name."""
    names: dict[str, str] = {}
    for official in release.record.officials:
        for word in official.name.split()[1:]:
            if len(word) >= 6 and word[0].isupper():
                names[word] = official.name
    if not names:
        return
    covered = [(m.start, m.end) for _, m in release.mentions]
    for m in re.finditer(r"(?<=[a-záéíóúñ,] )[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{5,}(?![\w-])", release.text):
        word = m[0]
        if word in names or any(a <= m.start() < b for a, b in covered):
            continue
        like = next((n for n in names if _distance(fold(word), fold(n)) <= 1), None)
        if like is None or fold(word)[:-1] == fold(like)[:-1] != fold(like):
            continue  # Moreno and Morena are two words
        if not _beside(release.text, m.start(), m.end()) <= set(names[like].split()):
            continue
        if fold(word) in _known_names() and fold(word) != fold(like):
            continue
        yield Hit(m.start(), m.end(), f"«{word}» parece «{like}», de {names[like]}")


def _beside(text: str, start: int, end: int) -> set[str]:
    """The capitalised words right before and behind a stretch."""
    before = re.search(r"([A-ZÁÉÍÓÚÑ][\w-]+) $", text[max(0, start - 30) : start])
    after = re.match(r" ([A-ZÁÉÍÓÚÑ][\w-]+)", text[end : end + 30])
    return {m[1] for m in (before, after) if m is not None}


@per_overlay
def _known_names() -> frozenset[str]:
    """Given names, surnames and common words, folded."""
    return frozenset(
        fold(row[column])
        for name, column in (
            ("given_names.csv", "name"),
            ("surnames.csv", "name"),
            ("common_words.csv", "word"),
        )
        for row in read_language(name)
    )


# ------------------------------------------------------------------------ acronyms


def _definitions(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Words, acronym and place of each *Nombre Largo (NL)*."""
    for m in DEFINED.finditer(text):
        words = " ".join(m[1].split())
        yield words, m[2], m.start(2), m.end(2)


def _initials(words: str) -> str:
    return "".join(w[0] for w in words.split() if w[0].isupper())


@rule(
    "acronyms.late",
    INFO,
    "Sigla usada antes de desarrollarla",
    "Desarrolle la sigla la primera vez que aparece.",
    wrong=(
        "La ANA entregó ayer las primeras obras de defensa ribereña que esperaban los vecinos de "
        "la cuenca del río Piura desde hace seis años. La Autoridad Nacional del Agua (ANA) "
        "informó que faltan diez."
    ),
    right=(
        "La Autoridad Nacional del Agua (ANA) entregó ayer las primeras obras de defensa ribereña "
        "que esperaban los vecinos de la cuenca del río Piura. La ANA informó que faltan diez."
    ),
)
def late(release: Release) -> Iterator[Hit]:
    """An acronym in the body before the words it is later given beside; headlines may."""
    done: set[str] = set()
    for words, acronym, start, _ in _definitions(release.text):
        if acronym in done or len(acronym) < 3 or _own_words(words, acronym) is None:
            continue
        done.add(acronym)
        first = re.search(rf"(?<![\w-]){re.escape(acronym)}(?![\w-])", release.text[: start - 1])
        if first is None:
            continue
        begin, end = release.line_at(first.start())
        opens = release.text[first.start() - 1 : first.start()]
        if end - begin >= BODY_LINE and opens != "(":
            yield Hit(first.start(), first.end(), f"«{acronym}» se desarrolla más adelante")


@rule(
    "acronyms.undefined",
    INFO,
    "Sigla sin desarrollar",
    "Desarrolle la sigla la primera vez que aparece.",
    wrong="El convenio lo firmó la UTEX. La UTEX pondrá la mitad.",
    right="Lo firmó la UTEX (Unión Textil del Sur). La UTEX pondrá la mitad.",
)
def undefined(release: Release) -> Iterator[Hit]:
    """An institution known by capitals alone, to the release as to the lexicon, used again."""
    for entity in release.record.organizations:
        forms = {m.text for m in entity.mentions}
        acronym = entity.mentions[0].text
        if len(entity.mentions) < 2 or forms != {acronym} or not acronym.isupper():
            continue
        if " " in acronym or len(acronym) < 4 or fold(acronym) in _by_acronym():
            continue
        if entity.kind in ("company", "media", "party") or fold(acronym) in _other_acronyms():
            continue
        beside = rf"\({re.escape(acronym)}\)|(?<!\w){re.escape(acronym)},? \("
        if not re.search(beside, release.text):
            mention = entity.mentions[0]
            yield Hit(mention.start, mention.end, f"«{acronym}» no se desarrolla en ninguna parte")


@rule(
    "acronyms.two_expansions",
    WARNING,
    "Sigla con dos desarrollos",
    "Deje uno solo.",
    wrong="El Fondo de Cooperación Social (FCS) y el Fondo de Compensación Social (FCS) firmaron.",
    right="El Fondo de Cooperación Social (FCS) y el Banco de la Nación (BN) firmaron.",
)
def two_expansions(release: Release) -> Iterator[Hit]:
    """One acronym beside two names whose initials it is."""
    seen: dict[str, str] = {}
    for words, acronym, start, end in _definitions(release.text):
        tail = _own_words(words, acronym)
        if tail is None:
            continue
        earlier = seen.setdefault(acronym, tail)
        if fold(earlier) != fold(tail):
            yield Hit(start, end, f"«{acronym}» se desarrolló antes como «{earlier}»")


def _own_words(words: str, acronym: str) -> str | None:
    """The end of a phrase whose initials are the acronym."""
    parts = words.split()
    for i in range(len(parts) - 1, -1, -1):
        if parts[i][0].isupper() and _initials(" ".join(parts[i:])) == acronym.upper():
            return " ".join(parts[i:])
    return None


@rule(
    "acronyms.official_name",
    WARNING,
    "Nombre distinto del oficial",
    "Compruebe el nombre oficial de la institución.",
    wrong="El Ministerio de la Mujer y Población Vulnerable (MIMP) abrió tres centros en Lima.",
    right="El Ministerio de la Mujer y Poblaciones Vulnerables (MIMP) abrió tres centros en Lima.",
)
def official_name(release: Release) -> Iterator[Hit]:
    """Words beside an acronym that nearly are the official name that the lexicon knows."""
    for words, acronym, start, _ in _definitions(release.text):
        rows = _by_acronym().get(fold(acronym), ())
        names = [name for row in rows for name in (row["name"], *row.many("aliases"))]
        if not names or any(fold(words).endswith(fold(name)) for name in names):
            continue
        for name in (row["name"] for row in rows):
            form = " ".join(words.split()[-len(name.split()) :])
            if _is_slip_of(form, name):
                begin = release.text.rfind(form.split()[0], 0, start)
                yield Hit(max(begin, 0), start - 1, f"el nombre oficial es «{name}»")
                break


def _is_slip_of(form: str, name: str) -> bool:
    """Whether most words agree and the others differ by a few letters only."""
    a, b = fold(form).split(), fold(name).split()
    if len(a) != len(b) or a[0] != b[0]:
        return False
    unlike = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return (
        0 < len(unlike) <= 2
        and len(unlike) / len(a) <= 1 - LIKE
        and all(x[:4] == y[:4] and len(x) > 4 for x, y in unlike)
    )


@per_overlay
def _other_acronyms() -> frozenset[str]:
    """Acronyms that are no institutions or that everybody knows, folded."""
    return frozenset(fold(row["form"]) for row in read_language("other_acronyms.csv"))


@per_overlay
def _by_acronym() -> dict[str, tuple[Row, ...]]:
    """The institutions that have an acronym, by it (folded), in every country."""
    found: dict[str, tuple[Row, ...]] = {}
    rows = [
        row
        for name in ("ministries.csv", "agencies.csv", "institutions.csv")
        for row in read_countries(name)
    ]
    for row in (*rows, *read_world("international.csv")):
        if row["acronym"]:
            key = fold(row["acronym"])
            found[key] = (*found.get(key, ()), row)
    return found
