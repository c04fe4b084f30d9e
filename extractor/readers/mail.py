"""Messages: subject, body and day; attached documents as documents of their own."""

from __future__ import annotations

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import BinaryIO

from extractor.errors import SourceError
from extractor.readers import (
    Item,
    Options,
    Problem,
    Raw,
    Source,
    read_day,
    read_whole,
    reader_of,
    suffix_of,
    txt,
    webpage,
)


def read(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """The message as one document, then what is attached and has a reader.

    Raises:
        SourceError: no message, or nothing to read in it.
    """
    data = read_whole(stream, name)
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not message.keys():
        raise SourceError(f"{name}: is no message (no headers)")
    published = read_day(str(message.get("date", "")))
    attached = list(_attached(message, name))
    try:
        yield Source(_text(message, name), name, published)
    except SourceError as error:
        if not attached:
            raise
        yield Problem(name, str(error).removeprefix(f"{name}: "))
    for raw in attached:
        yield Raw(raw.source, raw.suffix, raw.data, published=published)


def _text(message: EmailMessage, name: str) -> str:
    part = message.get_body(("plain", "html"))
    data = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(data, bytes) or not data.strip():
        raise SourceError(f"{name}: the message has no text")
    declared = part.get_content_charset()
    if part.get_content_subtype() == "html":
        body = webpage.article(webpage.text_of(data, name), name).text
    else:
        body = txt.decode(data, name, declared=declared).replace("\r\n", "\n")
    subject = " ".join(str(message.get("subject", "")).split())
    if subject and not body.lstrip().casefold().startswith(subject.casefold()):
        body = f"{subject}\n\n{body}"
    return body


def _attached(message: EmailMessage, name: str) -> Iterator[Raw]:
    for part in message.iter_attachments():
        title = part.get_filename() or ""
        suffix = suffix_of(title)
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and data and suffix and reader_of(suffix) is not None:
            yield Raw(f"{name}#{title}", suffix, data)
