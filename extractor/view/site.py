"""Several records as pages with an index that links to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractor import __version__
from extractor.lexicon import fold
from extractor.records import FIELDS, PressRelease
from extractor.view.languages import words
from extractor.view.render import Entry, index_page, page, title_of
from extractor.view.segments import Finding

INDEX = "index.html"
LONGEST_NAME = 60


def site(
    records: Iterable[tuple[PressRelease, Sequence[Finding] | None]], language: str = "es"
) -> Iterator[tuple[str, str]]:
    """File name and HTML of each page, the index last."""
    entries: list[Entry] = []
    taken = {INDEX.removesuffix(".html")}
    for record, findings in records:
        name = _unused(stem_of(record, language), taken)
        taken.add(name)
        entries.append(
            Entry(
                href=f"{name}.html",
                title=title_of(record, words(language)),
                source=record.source or "",
                counts={field: len(getattr(record, field)) for field in FIELDS},
            )
        )
        yield f"{name}.html", page(record, findings, language, index=INDEX)
    yield INDEX, index_page(entries, language, __version__)


def stem_of(record: PressRelease, language: str = "es") -> str:
    """A file name without ending, of the source's name or the title: ASCII, no blanks."""
    name = (record.source or "").rstrip("/").replace("\\", "/").rpartition("/")[2]
    name = name.rpartition(".")[0] or name
    plain = fold(name or title_of(record, words(language))).replace("ñ", "n")
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_NAME].strip("-") or "comunicado"


def _unused(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"
