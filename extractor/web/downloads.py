"""Records as files to take away."""

from __future__ import annotations

import io
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from extractor.records import PressRelease
from extractor.view import page
from extractor.view.site import site, stem_of
from extractor.view.table import MOMENT, docx_table
from extractor.web.problems import Problem

Records = Sequence[PressRelease]
MEMORY = "/dev/shm"
"""Linux's folder in memory, for the exports that write to a path."""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(records: Records, kind: str, language: str) -> tuple[str, str, bytes]:
    """Name, media type and content of a file with these records.

    One record gives its own file name; several are `comunicados`. JSON of several
    is JSON Lines, HTML of several a ZIP with an index.
    """
    suffix, media, make = FORMATS[kind]
    if len(records) > 1 and kind in SEVERAL:
        suffix, media, make = SEVERAL[kind]
    stem = stem_of(records[0], language) if len(records) == 1 else "comunicados"
    return f"{stem}.{suffix}", media, make(records, language)


def _json(records: Records, language: str) -> bytes:
    data = records[0].model_dump(mode="json")
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _lines(records: Records, language: str) -> bytes:
    return "".join(f"{record.model_dump_json()}\n" for record in records).encode()


def _html(records: Records, language: str) -> bytes:
    return page(records[0], language=language).encode()


def _pages(records: Records, language: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, html in site(((record, None) for record in records), language):
            archive.writestr(zipfile.ZipInfo(name, MOMENT), html, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _docx(records: Records, language: str) -> bytes:
    return docx_table(records, language)


def _csv(records: Records, language: str) -> bytes:
    """A table a file; no cell begins a formula, and Excel knows the encoding."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(records, "comunicados.csv"):
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _xlsx(records: Records, language: str) -> bytes:
    """A table a sheet; all words are strings to Excel, none a formula."""
    ((_, content),) = _files(records, "comunicados.xlsx")
    return content


def _files(records: Records, name: str) -> list[tuple[str, bytes]]:
    """What an export writes, from a folder that is in memory where the system has one such."""
    from extractor.errors import ExtractorError
    from extractor.exports import write

    memory = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory, prefix="extractor-") as folder:
        try:
            write(records, Path(folder) / name, excel=True)
        except ExtractorError as error:
            reason = str(error).replace(f"{folder}{os.sep}", "")
            raise Problem("unavailable", reason) from error
        return [(path.name, path.read_bytes()) for path in sorted(Path(folder).iterdir())]


Make = Callable[[Records, str], bytes]
FORMATS: dict[str, tuple[str, str, Make]] = {
    "json": ("json", "application/json", _json),
    "csv": ("zip", "application/zip", _csv),
    "xlsx": ("xlsx", XLSX, _xlsx),
    "html": ("html", "text/html; charset=utf-8", _html),
    "docx": ("docx", DOCX, _docx),
}
SEVERAL: dict[str, tuple[str, str, Make]] = {
    "json": ("jsonl", "application/jsonl", _lines),
    "html": ("zip", "application/zip", _pages),
}
