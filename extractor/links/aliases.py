"""Mentions of one project: case, truncation and spelling, and the title without its head."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lexicon import fold
from extractor.phrases import places_of
from extractor.spans import facts, furniture, group, in_ranges, put, text_of
from extractor.words import Words, words_of

ALIKE = 0.9
"""Ratio of equal characters above which two names are spellings of one."""
MARKS = re.compile(r"[^\w\s]")
DIGITS = re.compile(r"\d+")
GENERIC = re.compile(
    r"^(?:(?:mega)?proyecto|programa|plan|megaplan|campaña|estrategia|iniciativa|fondo|obra)"
    r"(?: (?:nacional|regional|estatal|social|maestro|integral))* "
)


@Language.factory("press_aliases", requires=["doc.spans"])
def make_aliases(nlp: Language, name: str) -> Aliases:
    """The component that joins the mentions of projects."""
    return Aliases()


class Aliases:
    """Gives every span of `doc.spans["projects"]` its entity, and finds the bare titles."""

    def __call__(self, doc: Doc) -> Doc:
        """Join the spellings of each project and add its bare titles and acronym."""
        spans = group(doc, "projects")
        if not spans:
            return doc
        text = text_of(doc)
        keys: dict[str, str] = {}  # of the names so far, in their order
        for span in sorted(spans, key=lambda s: s.start - s.end):
            name = _plain(span, text)
            if name not in keys:
                same = next((key for other, key in keys.items() if _same(name, other)), None)
                keys[name] = same or f"project:{name}"
            span.kb_id_ = keys[name]
        spans += _acronyms(doc, spans)
        put(doc, "projects", [*spans, *_again(doc, spans)])
        return doc


def _plain(span: Span, text: str) -> str:
    """The folded name in letters and digits; `text` is that of the document."""
    return MARKS.sub(" ", fold(" ".join(text[span.start_char : span.end_char].split()))).strip()


def _bare(name: str) -> str:
    return GENERIC.sub("", name)


def _same(a: str, b: str) -> bool:
    """Whether two folded names are one: equal without the head, one begun, or alike."""
    short, long = sorted((_bare(a), _bare(b)), key=len)
    if short == long or (long.startswith(short + " ") and len(short) > 5):
        return True
    if len(short) < 8 or 2 * len(short) / (len(short) + len(long)) < ALIKE:
        return False
    if _digits(short) != _digits(long):
        return False
    alike = SequenceMatcher(None, short, long, autojunk=False)
    return alike.quick_ratio() >= ALIKE and alike.ratio() >= ALIKE


def _digits(text: str) -> list[str]:
    return DIGITS.findall(text)


def _again(doc: Doc, spans: list[Span]) -> list[Span]:
    """The title without head or quotes, in whatever case: *“LIMA FLUYE”*."""
    words = words_of(doc)
    folded = words.folded
    taken = {i for s in spans for i in range(s.start, s.end)}
    skip = furniture(doc)
    titles: dict[str, list[tuple[tuple[str, ...], Span]]] = {}
    for span in spans:
        parts = tuple(_bare(_plain(span, words.source)).split())
        if len(parts) >= 2:
            titles.setdefault(parts[0], []).append((parts, span))
    added: list[Span] = []
    for k, word in words.openings if titles else ():
        for parts, owner in titles.get(word, ()):
            size = len(parts)
            if tuple(folded[k : k + size]) != parts or not words.texts[k][0].isupper():
                continue
            inside = range(words.token[k], words.token[k + size - 1] + 1)
            if taken.isdisjoint(inside) and not in_ranges(words.starts[k], skip):
                taken.update(inside)
                added.append(_mention(words, k, k + size - 1, owner))
                break
    return added


def _acronyms(doc: Doc, spans: list[Span]) -> list[Span]:
    """*Plan de Emergencia Habitacional (PEH)*, and *el PEH* afterwards."""
    words = words_of(doc)
    owners: dict[str, Span] = {}
    for span in spans:
        after = words.at(span.end_char - 1) + 1
        after += words.shape[after : after + 1] == "q"
        if words.shape[after : after + 3] not in ("(A)", "(C)"):
            continue
        owners[words.lower[after + 1]] = span
    if not owners:
        return []
    added: dict[int, Span] = {}
    for k in places_of(words, owners.keys()):
        low = words.lower[k]
        if words.texts[k] != low:
            found = _mention(words, k, k, owners[low])
            added[found.start] = found
    spans[:] = [s for s in spans if s.end - s.start > 1 or s.start not in added]
    return list(added.values())


def _mention(words: Words, first: int, last: int, owner: Span) -> Span:
    span = words.span(first, last, owner.label_, "aliases.title")
    span.kb_id_ = owner.kb_id_
    span._.project = {**facts(owner, "projects"), "form": "short"}
    return span
