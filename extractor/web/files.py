"""A file that was sent, as text."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.errors import SourceError
from extractor.readers import txt
from extractor.web.problems import Problem


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file and the date it tells."""

    text: str
    published: str | None = None


def read(name: str, media_type: str, data: bytes) -> Source:
    """The text of a file.

    Raises:
        Problem: it cannot be read.
    """
    try:
        return Source(txt.decode(data, name or "the document"))
    except SourceError as error:
        raise Problem("unreadable", str(error)) from error
