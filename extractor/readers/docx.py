"""Word documents, by `zipfile` and XML: paragraphs, tables, text boxes, changes accepted."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree import ElementTree as ET

from extractor.errors import SourceError
from extractor.readers import MAX_FILE, Item, Options, Source, txt

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

LEFT_OUT = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{MC}Fallback", f"{W}pPr"}
"""Elements that hold no text of the document as it reads now."""


def read(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """The text of the body, one line a paragraph, a blank line between them.

    Raises:
        SourceError: no DOCX, damaged, protected by a password, or without text.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            root = _part(archive, _body(archive, name), name)
    except (zipfile.BadZipFile, ET.ParseError, KeyError, NotImplementedError) as error:
        raise SourceError(f"{name}: is no readable DOCX ({error})") from error
    except RuntimeError as error:  # zipfile's word for a password
        raise SourceError(f"{name}: is protected by a password") from error
    text = "\n\n".join(_blocks(root))
    if not text.strip():
        raise SourceError(f"{name}: holds no text")
    if len(text) > txt.MAX_CHARACTERS:
        raise SourceError(f"{name}: is longer than {txt.MAX_CHARACTERS:,} characters")
    yield Source(text + "\n", name)


def _body(archive: zipfile.ZipFile, name: str) -> str:
    """The part that holds the body: named by the package, `word/document.xml` by habit."""
    if "word/document.xml" in archive.namelist():
        return "word/document.xml"
    for relation in _part(archive, "_rels/.rels", name):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    raise SourceError(f"{name}: is no Word document")


def _part(archive: zipfile.ZipFile, part: str, name: str) -> ET.Element:
    with archive.open(part) as stream:
        data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise SourceError(f"{name}: is larger than {MAX_FILE // 1024 // 1024} MB unpacked")
    if b"<!DOCTYPE" in data[:2048]:
        raise SourceError(f"{name}: declares entities, which no Word document does")
    return ET.fromstring(data)


def _blocks(root: ET.Element) -> Iterator[str]:
    """The paragraphs and table rows with text, in reading order, text boxes after their anchor."""
    boxes: list[ET.Element] = []
    for element in root:
        if element.tag == f"{W}p":
            yield from _paragraph(element, boxes)
        elif element.tag == f"{W}tr":
            cells = (" ".join(_blocks(cell)) for cell in element.iter(f"{W}tc"))
            row = "\t".join(cells).strip()
            if row:
                yield row
        elif element.tag not in LEFT_OUT:
            yield from _blocks(element)


def _paragraph(element: ET.Element, boxes: list[ET.Element]) -> Iterator[str]:
    text = "".join(_words(element, boxes)).strip(" \t\n")
    if text:
        yield text
    while boxes:
        yield from _blocks(boxes.pop(0))


def _words(element: ET.Element, boxes: list[ET.Element]) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == f"{W}t":
            yield child.text or ""
        elif tag in (f"{W}tab", f"{W}ptab"):
            yield "\t"
        elif tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag not in LEFT_OUT:
            yield from _words(child, boxes)
