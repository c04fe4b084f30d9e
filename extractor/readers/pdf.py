"""PDF: text in reading order, words mended across lines, page furniture left out, scans told.

The library gives lines of text with their places. They are cut into blocks
along the white between them (columns from left to right, each from top to
bottom), and lines into paragraphs by their distance and by how full they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any, BinaryIO

from extractor.errors import SourceError
from extractor.readers import Item, Options, Source, missing, read_whole, txt

MAX_PAGES = 2000
MIN_LETTERS = 20
"""Letters below which a page with pictures counts as a scan."""
MARGIN = 0.12
"""Share of the page's height, above and below, where furniture is looked for."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its box, in points from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Of the box, which is about the size of the letters."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in reading order, and what else is known of it."""

    lines: list[Line]
    height: float
    pictures: bool

    @property
    def letters(self) -> int:
        """How many letters stand on it as text."""
        return sum(c.isalpha() for line in self.lines for c in line.text)


def read(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """The text of one PDF; pages that are scans are named in a warning.

    Raises:
        SourceError: pypdfium2 is not installed; damaged, protected, too many pages, only
            scans, or without text.
    """
    try:
        import pypdfium2 as pdfium
    except ImportError as error:
        raise missing("pdf", error, "reading PDF") from error
    try:
        document = pdfium.PdfDocument(read_whole(stream, name))
    except pdfium.PdfiumError as error:
        reason = "is protected by a password" if "assword" in str(error) else "is no readable PDF"
        raise SourceError(f"{name}: {reason} ({error})") from error
    try:
        if len(document) > MAX_PAGES:
            raise SourceError(f"{name}: has more than {MAX_PAGES} pages")
        pages = [_page(document[i]) for i in range(len(document))]
    except pdfium.PdfiumError as error:
        raise SourceError(f"{name}: cannot be read ({error})") from error
    finally:
        document.close()
    scans = [i for i, page in enumerate(pages, 1) if page.pictures and page.letters < MIN_LETTERS]
    text = text_of(pages)
    if not text:
        raise SourceError(f"{name}: {_scanned(scans, len(pages)) or 'holds no text'}")
    if len(text) > txt.MAX_CHARACTERS:
        raise SourceError(f"{name}: is longer than {txt.MAX_CHARACTERS:,} characters")
    warning = _scanned(scans, len(pages))
    yield Source(text + "\n", name, warnings=(warning,) if warning else ())


def _scanned(scans: list[int], pages: int) -> str:
    if not scans:
        return ""
    if len(scans) == pages:
        return "is a scan: its pages are pictures without text (OCR it first)"
    listed = ", ".join(map(str, scans[:20])) + (", …" if len(scans) > 20 else "")
    return f"pages without text, only pictures (scans): {listed}"


HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""How the library writes a hyphen at the end of a line."""


def _page(page: Any) -> Page:
    """The lines of a page, in reading order."""
    import pypdfium2.raw as raw

    try:
        pictures = any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
        height = page.get_height()
        textpage = page.get_textpage()
        try:
            pieces = list(_pieces(textpage))
        finally:
            textpage.close()
    finally:
        page.close()
    return Page(_in_order(_joined(pieces)), height, pictures)


def _pieces(textpage: Any) -> Iterator[Line]:
    """Runs of characters that stand side by side, in the order of the file.

    By characters and not by the library's rectangles of text, whose neighbours
    overlap where letters are kerned, so that they would be read twice.
    """
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    run: list[str] = []
    left = bottom = right = top = 0.0
    for i in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, i)
        character = HYPHENS.get(code) or (chr(code) if 0 < code < 0x110000 else "")
        if not character or character in "\r\n":
            if run:
                yield Line(" ".join("".join(run).split()), left, bottom, right, top)
                run = []
            continue
        if character.isspace() or not raw.FPDFText_GetLooseCharBox(textpage, i, box):
            run.append(" " if run else "")
            continue
        gap, size = box.left - right, max(box.top - box.bottom, top - bottom)
        level = min(box.top, top) - max(box.bottom, bottom)
        if run and (level < 0.3 * size or not -0.5 * size < gap < 1.2 * size):
            yield Line(" ".join("".join(run).split()), left, bottom, right, top)
            run = []
        if not run:
            left, bottom, right, top = box.left, box.bottom, box.right, box.top
        run.append(character)
        left, right = min(left, box.left), max(right, box.right)
        bottom, top = min(bottom, box.bottom), max(top, box.top)
    if run:
        yield Line(" ".join("".join(run).split()), left, bottom, right, top)


def _joined(pieces: list[Line]) -> list[Line]:
    """Pieces of one line (a change of font cuts it) as one."""
    lines: list[Line] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last is not None and _continues(last, piece):
            between = "" if piece.left - last.right < 0.12 * last.height else " "
            lines[-1] = Line(
                last.text + between + piece.text,
                min(last.left, piece.left),
                min(last.bottom, piece.bottom),
                max(last.right, piece.right),
                max(last.top, piece.top),
            )
        else:
            lines.append(piece)
    return lines


def _continues(last: Line, piece: Line) -> bool:
    overlap = min(last.top, piece.top) - max(last.bottom, piece.bottom)
    gap = piece.left - last.right
    size = max(last.height, piece.height)
    return overlap > 0.5 * min(last.height, piece.height) and -0.5 * size < gap < 1.2 * size


def _in_order(lines: list[Line], depth: int = 0) -> list[Line]:
    """Cut along the widest white: between columns where there is some, else between rows."""
    if len(lines) < 2 or depth > 12:
        return lines
    size = median(line.height for line in lines)
    spans = sorted((line.left, line.right) for line in lines)
    gutter = _widest(spans)
    if gutter is not None and gutter[0] > 0.8 * size and len(lines) >= 4:
        left = [line for line in lines if line.right <= gutter[1]]
        right = [line for line in lines if line.right > gutter[1]]
        if min(len(left), len(right)) >= 2:
            return _in_order(left, depth + 1) + _in_order(right, depth + 1)
    rows = sorted((-line.top, -line.bottom) for line in lines)
    cut = _widest(rows)
    if cut is not None and cut[0] > 0.9 * size:
        upper = [line for line in lines if -line.bottom <= cut[1]]
        lower = [line for line in lines if -line.bottom > cut[1]]
        return _in_order(upper, depth + 1) + _in_order(lower, depth + 1)
    return sorted(lines, key=lambda line: (-round(line.top / max(size, 1)), line.left))


def _widest(spans: list[tuple[float, float]]) -> tuple[float, float] | None:
    """The widest gap that no span crosses: its width and where it begins."""
    best: tuple[float, float] | None = None
    reach = spans[0][1]
    for start, end in spans[1:]:
        if start > reach and (best is None or start - reach > best[0]):
            best = (start - reach, reach)
        reach = max(reach, end)
    return best


_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:p[áa]g(?:ina|\.)?\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|de)\s*\d{1,4})?", re.I
)


def _furniture(pages: list[Page]) -> set[str]:
    """What stands in the margins of at least half of the pages, numbers aside."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_DIGITS.sub("#", line.text) for line in page.lines if _marginal(line, page)})
    return {text for text, count in seen.items() if count >= max(2, (len(pages) + 1) // 2)}


def _marginal(line: Line, page: Page) -> bool:
    return line.bottom > (1 - MARGIN) * page.height or line.top < MARGIN * page.height


def text_of(pages: list[Page]) -> str:
    """The paragraphs of all pages, a blank line between them."""
    furniture = _furniture(pages)
    paragraphs: list[str] = []
    open_end = False
    for page in pages:
        kept = [line for line in page.lines if not _is_furniture(line, page, furniture)]
        for number, (words, open_now) in enumerate(_paragraphs(kept)):
            if number == 0 and open_end and words[:1].islower():
                paragraphs[-1] = _mend(paragraphs[-1], words)
            else:
                paragraphs.append(words)
            open_end = open_now
    return "\n\n".join(paragraphs)


def _is_furniture(line: Line, page: Page, furniture: set[str]) -> bool:
    if not _marginal(line, page):
        return False
    return _DIGITS.sub("#", line.text) in furniture or bool(_PAGE_NUMBER.fullmatch(line.text))


_LIST = re.compile(r"(?:[-–—•·●▪*✓»]|\d{1,2}[.)]|[a-z]\))\s")


def _paragraphs(lines: list[Line]) -> Iterator[tuple[str, bool]]:
    """Each paragraph, and whether it may go on behind it (it does not end a sentence)."""
    if not lines:
        return
    steps = [a.bottom - b.top for a, b in pairwise(lines) if a.bottom > b.top]
    usual = median(steps) if steps else 0.0
    words = lines[0].text
    for above, line in pairwise(lines):
        if _breaks(above, line, usual, lines):
            yield words, _open(words)
            words = line.text
        else:
            words = _mend(words, line.text)
    yield words, _open(words)


def _open(words: str) -> bool:
    return not words.rstrip("”\"»') ").endswith((".", "!", "?", ":", "…"))


def _breaks(above: Line, line: Line, usual: float, lines: list[Line]) -> bool:
    """Whether a new paragraph begins: more white, another size, a list mark, a short line."""
    size = min(above.height, line.height)
    step = above.bottom - line.top
    if step < -size:  # to the top of the next column
        return not line.text[:1].islower() and not _open(above.text)
    if step > usual + 0.5 * size:
        return True
    if abs(above.height - line.height) > 0.25 * max(above.height, line.height) and step > 0:
        return not line.text[:1].islower()
    if _LIST.match(line.text):
        return True
    right = max(other.right for other in lines if abs(other.left - above.left) < 3 * size)
    short = above.right < right - 0.15 * (right - above.left)
    return short and not _open(above.text) and not line.text[:1].islower()


_BROKEN = re.compile(r"[^\W\d_]-$")


def _mend(words: str, more: str) -> str:
    """Two lines as one: a hyphen between two small letters goes, as it broke a word."""
    if _BROKEN.search(words) and more[:1].islower():
        return words[:-1] + more
    if words.endswith(("-", "/")) and more[:1].isalnum() and not words.endswith((" -", " /")):
        return words + more
    return f"{words} {more}"
