"""The record as one table for a word processor: to paste (HTML) or to open (DOCX).

One row a value: field, value, what is known of it. Word, LibreOffice and web
mail keep a pasted table only with its styles written into each cell.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape as escape_xml

from markupsafe import escape

from extractor.records import PressRelease
from extractor.view.describe import document_of, values_of
from extractor.view.languages import words as words_of
from extractor.view.render import title_of

Row = tuple[str, str, str]
CELL = "border:1px solid #767b8a;padding:4px 6px;vertical-align:top;text-align:left"
WIDTHS = (1700, 3900, 3900)
"""Of the columns in a page, in twentieths of a point."""
MOMENT = (1980, 1, 1, 0, 0, 0)
"""Files in the archive tell no date, so that the same records give the same bytes."""


def rows_of(record: PressRelease, language: str = "es") -> Iterator[Row]:
    """Field (empty where it is that of the row above), value, details."""
    words = words_of(language)
    terms = words["attributes"]
    for term, detail in document_of(record, words):
        if term not in ("warnings", "source"):
            yield terms[term], detail, ""
    for field, values in values_of(record, words).items():
        for number, value in enumerate(values):
            details = "; ".join(f"{terms[term]}: {detail}" for term, detail in value.details)
            yield (words["fields"][field] if number == 0 else ""), value.name, details


def heads_of(language: str = "es") -> Row:
    """The titles of the columns."""
    words = words_of(language)
    return words["web"]["is_a"], words["attributes"]["value"], words["record"]


def html_table(records: Sequence[PressRelease], language: str = "es") -> str:
    """HTML to put on the clipboard: a title and a table for each record."""
    parts = []
    for record in records:
        title = escape(title_of(record, words_of(language)))
        head = "".join(f'<th style="{CELL}">{escape(cell)}</th>' for cell in heads_of(language))
        body = "".join(
            "<tr>" + "".join(f'<td style="{CELL}">{escape(cell)}</td>' for cell in row) + "</tr>"
            for row in rows_of(record, language)
        )
        parts.append(
            f"<p><b>{title}</b></p>"
            f'<table style="border-collapse:collapse"><thead><tr>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table>"
        )
    return "".join(parts)


def text_table(records: Sequence[PressRelease], language: str = "es") -> str:
    """The same for places that take plain text: cells apart by tabs."""
    lines = []
    for record in records:
        for row in (heads_of(language), *rows_of(record, language)):
            lines.append("\t".join(" ".join(cell.split()) for cell in row))
        lines.append("")
    return "\n".join(lines)


def docx_table(records: Sequence[PressRelease], language: str = "es") -> bytes:
    """The same as a document of a word processor (Office Open XML)."""
    body = []
    for record in records:
        body.append(_paragraph(title_of(record, words_of(language)), bold=True))
        body.append(_table([heads_of(language), *rows_of(record, language)]))
        body.append(_paragraph(""))
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{NAMESPACE}"><w:body>{"".join(body)}'
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" '
        'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*PACKAGE, ("word/document.xml", document)):
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = (
    (
        "[Content_Types].xml",
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    (
        "_rels/.rels",
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
)


def _table(rows: Sequence[Row]) -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="767B8A"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    lines = "".join(_row(row, head=number == 0) for number, row in enumerate(rows))
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
    )


def _row(row: Row, head: bool) -> str:
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(cell, head)}</w:tc>'
        for cell, width in zip(row, WIDTHS, strict=True)
    )
    return f"<w:tr>{properties}{cells}</w:tr>"


def _paragraph(text: str, bold: bool = False) -> str:
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    run = f'<w:r>{properties}<w:t xml:space="preserve">{_xml(text)}</w:t></w:r>' if text else ""
    return f"<w:p>{run}</w:p>"


def _xml(text: str) -> str:
    """Text as XML 1.0 may hold it: most control characters are not allowed there."""
    allowed = (c if c in "\t\n\r" or c >= " " else "\N{REPLACEMENT CHARACTER}" for c in text)
    return escape_xml("".join(allowed).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"))
