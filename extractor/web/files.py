"""A file that was sent, as the documents in it. It is read in memory."""

from __future__ import annotations

from collections.abc import Iterator

from extractor import readers
from extractor.web.problems import Problem

SUFFIXES = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
}
"""Media type -> ending, for files without a name."""
ENDINGS = frozenset((".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"))
ENDINGS |= frozenset((".pdf", ".docx", ".eml"))
"""Single documents; a container could unpack to more than the limit allows."""


def documents(name: str, media_type: str, data: bytes) -> Iterator[readers.Source]:
    """The documents of a file: one, or a message and its attachments.

    Raises:
        Problem: its kind is not known, or nothing of it can be read.
    """
    suffix = readers.suffix_of(name)
    if suffix not in ENDINGS:
        suffix = SUFFIXES.get(media_type, "")
    if not suffix:
        known = ", ".join(sorted(ENDINGS))
        raise Problem("media-type", f"{media_type or 'no media type'}; files end in {known}")
    label = name or f"document{suffix}"
    reasons = []
    found = False
    for item in readers.expand(readers.Raw(label, suffix, data), readers.Options()):
        if isinstance(item, readers.Source):
            found = True
            yield item
        else:
            reasons.append(f"{item.source}: {item.reason}")
    if not found:
        raise Problem("unreadable", "; ".join(reasons) or f"{label}: holds no text")
