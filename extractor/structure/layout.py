"""What each line of a press release is: headline, dateline, section head, bullet, furniture.

Furniture (stamps, sign-offs, teasers of other articles, photo credits) yields
metadata, never entities. The text is not touched: all that is left on the Doc
is `doc.spans["layout"]` and the facts `doc._.dateline`, `doc._.agency` and
`doc._.published` (the latter only where the caller gave none).

Labels, one per line or part of a line:

    HEADLINE SUMMARY DATELINE SECTION BULLET SIGNATURE     the document's own
    MASTHEAD STAMP SIGNOFF TEASER CREDIT                   furniture
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.spans import span_at, text_of
from extractor.structure.dateline import Opening, read_date, read_opening

MAX_HEADLINE = 240
"""Characters; a longer first line is body text."""
MAX_HEADLINE_WORDS = 21

STAMP = re.compile(
    r"(?P<label>Published|Updated|Publicad[oa](?: el)?|Actualizad[oa](?: el)?|"
    r"Fecha(?: de publicaci[oó]n)?)\s*:\s*(?P<date>\S.*)",
    re.I,
)
CLOCK = r"\d{1,2}[:.]\d{2}(?:\s*(?:h|hrs?|horas|[ap]\.?\s?m\.?))?"
DATE_LINE_TAIL = re.compile(rf"\s*(?:[-–—|,]\s*{CLOCK})?\s*\.?\s*", re.I)
MASTHEAD = re.compile(
    r"(?:nota|comunicado|bolet[ií]n|informe)(?: de prensa| informativ[oa]| oficial| p[uú]blico)?"
    r"\s*(?:(?:n\.?\s?[°ºo]\.?|no\.|n[uú]m\.?|#)?\s*[\d][\w./ –-]*)?\s*:?|"
    r"para (?:su )?(?:publicaci[oó]n|difusi[oó]n) inmediata\.?|noticias?|prensa|sala de prensa|"
    r"comunicad[oa]s?|press release",
    re.I,
)
SIGNOFF = re.compile(
    r"\(?\s*FIN\s*\)(?:\s.*)?|-\s?(?:o|0)\s?-|#\s?#\s?#+|[A-Z]{2,4}(?:/[A-Z]{2,4}){1,3}|FIN\.?"
)
SHORT = 20
"""Characters of the longest sign-off that does not begin with a bracket, an F or a hash."""
INITIALS = re.compile(r"[A-Z]{2,4}(?:/\s?[A-Z]{2,4})*")
TEASER = re.compile(
    r"[^\w]*(?:m[aá]s en \w+(?: \w+)?|lea tambi[eé]n|lee tambi[eé]n|tambi[eé]n (?:lee|lea)|"
    r"le[ae] adem[aá]s|te puede interesar|(?:le )?puede interesar(?:le)?|ve[ar] tambi[eé]n|"
    r"m[aá]s informaci[oó]n en|noticias? relacionadas?|s[ií]ganos en|s[ií]guenos en)\s*:.{0,240}",
    re.I,
)
CREDIT = re.compile(
    r"(?:foto(?:s|graf[ií]as?)?|imagen|im[aá]genes|cr[eé]dito|cortes[ií]a|video)\s*:.{0,120}", re.I
)
BULLET = re.compile(r"(?:[•·▪◦●*►✓✔➢]|[-–—](?=\s))\s*")
MAX_SECTION_WORDS = 9
LONG_HEAD = 45
"""Characters beyond which a section head holds no comma where text follows at once."""
TERMINAL = ".!?…:;,"
END_MARKS = ".!?…"
CLOSING = "\"”»’')]"
OPEN_WORDS = frozenset(
    "a al ante con contra de del desde e el en entre hacia hasta la las lo los ni o para por "
    "que según sin sobre su sus tras u un una y".split()
)
SIGNATURE = re.compile(
    r"(?:oficina|direcci[oó]n|gerencia|unidad|departamento|secretar[ií]a|subdirecci[oó]n|[aá]rea|"
    r"coordinaci[oó]n|jefatura|gabinete)\b.{0,40}\b"
    r"(?:comunicaci|prensa|imagen|relaciones p|informaci)",
    re.I,
)
AGENCIES = re.compile(r"Andina|EFE|AFP|Reuters|Europa Press|Télam|Notimex|Xinhua|ANSA|DPA|AP")


@dataclass(slots=True)
class Line:
    """One line without its surrounding blanks; `blank` says that an empty line precedes."""

    start: int
    end: int
    text: str
    blank: bool
    label: str = ""
    rule: str = ""


@Language.factory("press_layout", assigns=["doc.spans"])
def make_layout(nlp: Language, name: str) -> Layout:
    """The layout component."""
    return Layout()


class Layout:
    """Labels the lines and reads dateline, agency and publication date."""

    def __call__(self, doc: Doc) -> Doc:
        """Label the lines and read what the furniture tells."""
        lines = split_lines(text_of(doc))
        _label_furniture(doc, lines)
        opening = _label_opening(doc, lines)
        _label_head(lines, opening)
        _label_sections(lines)
        _label_signature(lines)
        spans = [
            span
            for line in lines
            if line.label and (span := span_at(doc, line.start, line.end, line.label, line.rule))
        ]
        if opening is not None:
            spans += _opening_span(doc, opening)
        doc.spans["layout"] = sorted(spans, key=lambda span: (span.start, span.end))
        return doc


def ends_in(text: str, marks: str) -> bool:
    """Whether one of the marks is the last character but for closing ones."""
    last = text.rstrip(CLOSING)[-1:]
    return bool(last) and last in marks


def split_lines(text: str) -> list[Line]:
    """The lines that hold something, with their offsets."""
    lines: list[Line] = []
    offset, blank = 0, True
    for raw in text.splitlines(keepends=True):
        content = raw.strip()
        if content:
            start = offset + raw.index(content[0])
            lines.append(Line(start, start + len(content), content, blank))
            blank = False
        else:
            blank = True
        offset += len(raw)
    return lines


def _label_furniture(doc: Doc, lines: list[Line]) -> None:
    teaser = ended = False
    for number, line in enumerate(lines):
        text = line.text
        signs_off = (len(text) <= SHORT or text[0] in "(F#") and SIGNOFF.fullmatch(text)
        labelled = ":" in text
        if teaser and (line.blank or signs_off):
            teaser = False
        if labelled and (match := STAMP.fullmatch(text)):
            found = read_date(match["date"], english=match["label"] in ("Published", "Updated"))
            if found:
                line.label, line.rule = "STAMP", "layout.stamp"
                _publish(doc, found.iso)
        elif signs_off:
            line.label, line.rule, ended = "SIGNOFF", "layout.signoff", True
        elif ended and INITIALS.fullmatch(text):
            line.label, line.rule = "SIGNOFF", "layout.initials"
        elif teaser or (labelled and TEASER.fullmatch(text)):
            line.label, line.rule, teaser = "TEASER", "layout.teaser", True
            if named := re.search(r"(?i)m[aá]s en (\w+)", text):
                doc._.agency = doc._.agency or named[1]
        elif labelled and CREDIT.fullmatch(text):
            line.label, line.rule = "CREDIT", "layout.credit"
        elif number < 6 and MASTHEAD.fullmatch(text):
            line.label, line.rule = "MASTHEAD", "layout.masthead"
        elif number < 8 and AGENCIES.fullmatch(text):
            line.label, line.rule = "MASTHEAD", "layout.byline"
            doc._.agency = text
        elif (
            len(lines) > 1
            and (found := read_date(text))
            and DATE_LINE_TAIL.fullmatch(text[found.end :])
        ):
            line.label, line.rule = "STAMP", "layout.date_line"
            _publish(doc, found.iso)


def _publish(doc: Doc, iso: str | None) -> None:
    if iso and doc._.published is None:
        doc._.published = iso


def _label_opening(doc: Doc, lines: list[Line]) -> Opening | None:
    """The first dateline; a line that is nothing else is a stamp as well."""
    first: Opening | None = None
    last = len(lines) - 1
    for number, line in enumerate(lines):
        if line.label or (number > 14 and number < last - 4):
            continue
        opening = read_opening(line.text)
        if opening is None:
            continue
        alone = opening.end == len(line.text)
        if not alone and ((opening.weak and number > 6) or (number >= last - 1 and number > 6)):
            continue
        if alone and opening.date is None:
            continue
        if alone:
            line.label, line.rule = "STAMP", "layout.dateline_line"
        if first is None or not alone:
            first = opening.shift(line.start)
            doc._.agency = doc._.agency or opening.agency
        iso = opening.date.iso if opening.date else None
        _publish(doc, iso)
        if not alone:
            break
    if first is not None:
        doc._.dateline = first.facts(doc._.published)
    return first


def _opening_span(doc: Doc, opening: Opening) -> list[Span]:
    span = span_at(doc, opening.start, opening.end, "DATELINE", "layout.dateline")
    return [span] if span is not None else []


def _label_head(lines: list[Line], opening: Opening | None) -> None:
    """Headline and summary: what stands before the first line of running text."""
    head: list[Line] = []
    for number, line in enumerate(lines[:10]):
        if line.label:
            continue
        if opening and line.start <= opening.start < line.end:
            break
        if _is_body(line, lines[number + 1] if number + 1 < len(lines) else None):
            break
        if _is_wrapped(lines, number, bool(head)):
            break
        head.append(line)
    else:
        if len(head) == len([line for line in lines if not line.label]):
            return
    plain = [line for line in head if not BULLET.match(line.text)]
    titles = [line for line in plain if len(line.text.split()) >= 4 and not _is_letterhead(line)]
    if not titles:
        return
    title = max(titles, key=lambda line: (len(line.text) > 40, -line.start))
    title.label, title.rule = "HEADLINE", "layout.headline"
    _join(lines, title)
    for line in plain:
        if line.start >= title.end and not line.label and len(line.text.split()) >= 3:
            line.label, line.rule = "SUMMARY", "layout.summary"


def _join(lines: list[Line], title: Line) -> None:
    """Take in the lines that a broken headline goes on in."""
    number = lines.index(title) + 1
    while number < len(lines) and len(title.text) < MAX_HEADLINE:
        following = lines[number]
        capitals = len(title.text) > 50 and title.text.isupper() and following.text.isupper()
        if (
            following.blank
            or following.label
            or ends_in(title.text, END_MARKS)
            or not (capitals or _goes_on(title, following))
        ):
            return
        title.end, title.text = following.end, f"{title.text} {following.text}"
        del lines[number]


def _goes_on(line: Line, following: Line) -> bool:
    """In small letters, or after an article or a preposition."""
    return following.text[0].islower() or line.text.rsplit(None, 1)[-1].lower() in OPEN_WORDS


def _is_body(line: Line, following: Line | None) -> bool:
    if len(line.text) > MAX_HEADLINE:
        return True
    if len(line.text.split()) > MAX_HEADLINE_WORDS and following and not following.blank:
        return True  # a sentence broken by the end of the line
    return len(line.text) > 60 and line.text.endswith(".") and not BULLET.match(line.text)


def _is_wrapped(lines: list[Line], number: int, titled: bool) -> bool:
    """Whether a paragraph that is broken into short lines begins here.

    It goes on in small letters and ends in a full stop, as no headline over two lines does.
    A name may open its second line; without a title above, the first must be full then.
    """
    if len(lines[number].text) <= 40 or ends_in(lines[number].text, TERMINAL):
        return False
    end = number + 1
    while end < len(lines) and not lines[end].blank and not lines[end].label:
        end += 1
    block = lines[number:end]
    if len(block) < 2 or not ends_in(block[-1].text, END_MARKS):
        return False
    goes_on = [_goes_on(line, following) for line, following in pairwise(block)]
    if goes_on[0] or not any(goes_on):
        return goes_on[0]
    word = block[1].text.split(None, 1)[0]
    width = max(len(line.text) for line in block)
    full = len(block[0].text) + 1 + len(word) > 0.9 * width
    return lines[number].blank and (titled or (full and word.lower() not in OPEN_WORDS))


def _is_letterhead(line: Line) -> bool:
    """An institution alone on its line, in capitals or title case: no verb, few small words."""
    words = [word for word in re.findall(r"\w+", line.text) if word.lower() not in OPEN_WORDS]
    return (
        len(words) <= 8
        and all(word[0].isupper() for word in words)
        and not re.search(r"[\d:,]", line.text)
        and bool(LETTERHEAD.match(line.text))
    )


LETTERHEAD = re.compile(
    r"(?:ministerio|municipalidad|gobierno|gerencia|secretar[ií]a|direcci[oó]n|oficina|instituto|"
    r"universidad|defensor[ií]a|presidencia|servicio|superintendencia|ayuntamiento|consejer[ií]a|"
    r"alcald[ií]a|gobernaci[oó]n|rep[uú]blica|poder|congreso|fiscal[ií]a|corte)\b",
    re.I,
)


def _label_sections(lines: list[Line]) -> None:
    """Short lines without an end mark between two blocks, and bulleted lines."""
    for number, line in enumerate(lines):
        if line.label:
            continue
        if BULLET.match(line.text):
            line.label, line.rule = "BULLET", "layout.bullet"
            continue
        following = lines[number + 1] if number + 1 < len(lines) else None
        before = lines[number - 1] if number else None
        if following is None or following.label in ("SIGNOFF", "STAMP"):
            continue
        words = line.text.rstrip(":").split(None, MAX_SECTION_WORDS)
        if (
            not words
            or len(words) > MAX_SECTION_WORDS
            or (ends_in(line.text, TERMINAL) and not line.text.endswith(":"))
            or words[-1].lower() in OPEN_WORDS
            or "@" in line.text
        ):
            continue
        if not following.blank and len(line.text) > LONG_HEAD and re.search("[,;]", line.text):
            continue  # a line of a paragraph that is broken into lines of one length
        starts = following.text.lstrip("¿¡\"“«'‘(-–—•* ")[:1]
        closed = line.blank or before is None or before.label or ends_in(before.text, TERMINAL)
        if (
            closed
            and line.text[0].isupper()
            and (following.blank or starts.isupper() or starts.isdigit())
        ):
            line.label, line.rule = "SECTION", "layout.section"


def _label_signature(lines: list[Line]) -> None:
    """The office that signs, in the last lines."""
    for line in lines[-5:]:
        if line.label in ("", "SECTION") and len(line.text) < 140 and SIGNATURE.match(line.text):
            line.label, line.rule = "SIGNATURE", "layout.signature"
