"""What a release should hold: headline, date, contact, a role for everyone, a name for quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.check.findings import INFO, WARNING, Hit, Release, rule
from extractor.lexicon import fold, per_overlay, read_language
from extractor.records import Mention

CONTACT = re.compile(
    r"^[ \t]*(?:contactos?(?: (?:de|para(?: los)?) (?:prensa|medios))?|"
    r"(?:para )?m[aá]s informaci[oó]n|"
    r"informes)\s*:?[ \t]*(?P<rest>[^\n]{0,200})$",
    re.I | re.M,
)
REACHABLE = re.compile(r"\d{3}|@|www\.|https?://|\.\w{2,3}\b")
ANY_CONTACT = re.compile(
    r"@\w|www\.|https?://|\bcontacto|\btel(?:[eé]fonos?|f?s?\b)|\bcel(?:ular|\.)|\banexo \d|"
    r"\w\.(?:com|org|net|gob|gov|edu)\b|m[aá]s informaci[oó]n|\binformes\b|\bllam(?:ar|e|en) al\b|"
    r"\b0?[89]00[- ]?\d|(?:oficina|direcci[oó]n|unidad|[aá]rea|gerencia|jefatura|departamento) de "
    r"(?:prensa|comunicaci|imagen|relaciones p)|^(?:prensa|comunicaci[oó]n)\b",
    re.I | re.M,
)
RELEASE = re.compile(
    r"nota de prensa|comunicado de prensa|bolet[ií]n de prensa|para (?:su )?difusi[oó]n", re.I
)
ANY_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2} de (?:ene|feb|mar|abr|may|jun|jul|ago|se[pt]|oct|nov|dic)\w*"
    r"|\b(?:ene|feb|mar|abr|may|jun|jul|ago|set|sep|oct|nov|dic)\. ?\d{1,2}\b",
    re.I,
)
MIN_BODY = 600
"""Characters of the shortest text that is a whole release and no excerpt."""


@rule(
    "parts.headline",
    INFO,
    "Falta el titular",
    "Ponga un titular antes de la data.",
    wrong="NOTA DE PRENSA N.° 12-2024\n\nLima, 3 de mayo de 2024.- El ministerio abrió una posta.",
    right="Abren una posta en Lima\n\nLima, 3 de mayo de 2024.- El ministerio abrió una posta.",
)
def headline(release: Release) -> Iterator[Hit]:
    """A numbered release that begins with its dateline."""
    record = release.record
    if record.headline or record.dateline is None:
        return
    before = release.text[: record.dateline.mention.start]
    if RELEASE.search(before) and len(before) < 120:
        mention = record.dateline.mention
        yield Hit(mention.start, mention.end, "no hay titular antes de la data")


@rule(
    "parts.date",
    INFO,
    "Falta la fecha",
    "Ponga lugar y fecha al comienzo.",
    wrong="NOTA DE PRENSA\n\nAbren una posta en Lima\n\nEl ministerio abrió una posta.",
    right="NOTA DE PRENSA\n\nAbren una posta\n\nLima, 3 de mayo de 2024.- El ministerio abrió.",
)
def dated(release: Release) -> Iterator[Hit]:
    """A text that calls itself a release and says nowhere of what day it is."""
    record = release.record
    head = RELEASE.search(release.text[:200])
    if head is None or record.published or record.dateline or ANY_DATE.search(release.text):
        return
    yield Hit(head.start(), head.end(), "no hay fecha en la nota de prensa")


@rule(
    "parts.contact",
    WARNING,
    "Contacto sin datos",
    "Ponga un teléfono, un correo o una página.",
    wrong="Abren una posta.\n\nContacto de prensa: Oficina de Comunicaciones",
    right="Abren una posta.\n\nContacto de prensa: Oficina de Comunicaciones, prensa@ejemplo.pe",
)
def contact(release: Release) -> Iterator[Hit]:
    """A line that announces a contact, without anything by which to reach it."""
    for m in CONTACT.finditer(release.text):
        if not REACHABLE.search(release.text[m.start("rest") : m.start("rest") + 300]):
            yield Hit(m.start(), m.end(), "el contacto no trae teléfono, correo ni página")


@rule(
    "parts.no_contact",
    INFO,
    "Falta el contacto",
    "Diga al final a quién puede llamar o escribir la prensa.",
    wrong="NOTA DE PRENSA\n\nAbren una posta\n\nLima, 3 de mayo de 2024.- Abrió una posta.",
    right="NOTA DE PRENSA\n\nAbren una posta\n\nLima, 3 de mayo de 2024.- Abrió una posta.\n\n"
    "Ana Ríos Paz, teléfono 052-123456",
)
def no_contact(release: Release) -> Iterator[Hit]:
    """A text that calls itself a release and by which nobody can be reached."""
    head = RELEASE.search(release.text[:200])
    if (
        head is not None
        and not ANY_CONTACT.search(release.text)
        and not CONTACT.search(release.text)
    ):
        yield Hit(head.start(), head.end(), "no hay datos de contacto")


@rule(
    "parts.role",
    WARNING,
    "Persona sin cargo",
    "Diga quién es la primera vez que se la nombra.",
    wrong="“La obra no se detiene más”, dijo Julia Ramos.",
    right="“La obra no se detiene más”, dijo la alcaldesa Julia Ramos.",
)
def role(release: Release) -> Iterator[Hit]:
    """Someone who is quoted, by name alone, and near whom no role stands at first mention."""
    record = release.record
    speakers = {quote.speaker for quote in record.quotes if quote.speaker}
    verbs = {quote.verb for quote in record.quotes if quote.verb}
    for official in record.officials:
        if official.role or official.honorific or official.name not in speakers:
            continue
        first = min(official.mentions, key=lambda m: m.start)
        if " " not in first.text or not _stands_alone(release, first, verbs):
            continue
        around = release.text[max(0, first.start - 200) : first.end + 200]
        words = {fold(word) for word in re.findall(r"\w+", around)}
        if words.isdisjoint(_role_words()):
            yield Hit(first.start, first.end, f"no se dice quién es {official.name}")


def _stands_alone(release: Release, mention: Mention, verbs: set[str]) -> bool:
    """Whether a name opens its sentence or follows its verb, with no apposition behind it."""
    start, _ = release.sentence_at(mention.start)
    before = release.text[start : mention.start].strip(' \n"”»“«•-—,')
    if release.text[mention.end : mention.end + 2].lstrip()[:1] in (",", "(", "—", "-"):
        return False
    return not before or any(before.endswith(verb) for verb in verbs)


@per_overlay
def _role_words() -> frozenset[str]:
    return frozenset(
        fold(word)
        for row in read_language("roles.csv")
        for column in ("masculine", "feminine")
        for form in row.many(column)
        for word in (form.split()[0], form.split()[0] + "s", form.split()[0] + "es")
    )


@rule(
    "parts.speaker",
    WARNING,
    "Cita sin autor",
    "Diga quién lo dijo.",
    wrong="La obra avanza.\n\n“Nadie quedará sin agua este verano en la costa”.",
    right="La obra avanza.\n\n“Nadie quedará sin agua este verano en la costa”, dijo Julia Ramos.",
)
def speaker(release: Release) -> Iterator[Hit]:
    """A quotation that stands alone and that nothing attributes."""
    for quote in release.record.quotes:
        if quote.kind != "direct" or quote.rule != "quotes.bare" or quote.speaker:
            continue
        mention = quote.mentions[0]
        start, _ = release.line_at(mention.start)
        _, end = release.line_at(mention.end)
        around = release.text[start : mention.start] + release.text[mention.end : end]
        if not re.search(r"\w", around):
            yield Hit(mention.start, mention.end, "la cita no tiene autor")
