"""Web archives (WARC, also compressed): their pages and documents, by URL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from extractor.errors import SourceError
from extractor.readers import MAX_FILE, Item, Options, Problem, Raw, missing, streams

KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""Media types that are read; the others (pictures, scripts) are passed over."""


@streams
def read(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """The successful responses that are documents, named by their URL.

    Raises:
        SourceError: warcio is not installed, or this is no WARC.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise missing("warc", error, "reading WARC") from error
    try:
        for record in ArchiveIterator(stream, no_record_parse=False):
            item = _item(record)
            if item is not None:
                yield item
    except ArchiveLoadFailed as error:
        raise SourceError(f"{name}: is no readable WARC ({error})") from error


def _item(record: Any) -> Raw | Problem | None:
    headers = record.http_headers
    if record.rec_type == "response":
        if headers is None or headers.get_statuscode() != "200":
            return None
        kind = headers.get_header("Content-Type") or ""
    elif record.rec_type == "resource":
        kind = record.rec_headers.get_header("Content-Type") or ""
    else:
        return None
    media, _, parameters = kind.partition(";")
    suffix = KINDS.get(media.strip().lower())
    if suffix is None:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or "?"
    data = record.content_stream().read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        return Problem(url, f"is larger than {MAX_FILE // 1024 // 1024} MB", "warc")
    _, _, charset = parameters.lower().partition("charset=")
    return Raw(url, suffix, data, charset=charset.strip(" \"';") or None)
