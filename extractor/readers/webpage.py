"""Web pages: the article's title and body, and the day the page says it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from extractor.errors import SourceError
from extractor.readers import Item, Options, Source, missing, read_day, read_whole, txt

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.I
)


def read(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """The article of one page: its title, a blank line, its body.

    The day comes from the page's own metadata; nothing is guessed from the body.

    Raises:
        SourceError: no article is found, or trafilatura is not installed.
    """
    page = text_of(read_whole(stream, name), name, options.encoding)
    yield article(page, name)


def text_of(data: bytes, name: str, encoding: str | None = None) -> str:
    """The page decoded: as asked, by its mark, as UTF-8, as declared, as Windows-1252."""
    declared = _CHARSET.search(data[:4096])
    said = declared[1].decode("ascii") if declared else None
    if said and said.lower().replace("_", "-") in ("iso-8859-1", "latin1", "us-ascii"):
        said = "cp1252"  # what pages that say so are written in, as browsers know
    for mark, its in txt.MARKS:
        if data.startswith(mark):
            return data.removeprefix(mark).decode(its, "replace")
    if b"\0" in data[:1024]:
        raise SourceError(f"{name}: is a binary file, not a page")
    for codec, errors in ((encoding, "replace"), ("utf-8", "strict"), (said, "strict")):
        if codec:
            try:
                return data.decode(codec, errors)
            except (UnicodeDecodeError, LookupError):
                continue
    return data.decode("cp1252", "press_latin1")


def article(page: str, name: str) -> Source:
    """The article of a page that is decoded already.

    Raises:
        SourceError: as `read`.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise missing("html", error, "reading HTML") from error
    found: Any = bare_extraction(
        page,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        favor_precision=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    body = str(found.text or "").strip() if found is not None else ""
    if not body:
        raise SourceError(f"{name}: no article is found in the page")
    if len(body) > txt.MAX_CHARACTERS:
        raise SourceError(f"{name}: the article is longer than {txt.MAX_CHARACTERS:,} characters")
    title = " ".join(str(found.title or "").split())
    first, _, rest = body.partition("\n")
    if title and first.casefold().strip() == title.casefold():
        body = rest.lstrip()
    if title:
        body = f"{title}\n\n{body}"
    return Source(body + "\n", name, read_day(found.date))
