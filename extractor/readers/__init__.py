"""From files to documents.

A reader is a function from an open file to the documents in it::

    def read(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]: ...

It yields `Source` for a document, `Problem` for one that cannot be read while
others can, and `Raw` for a file within the file, which goes on to the reader of
its own ending. It raises `SourceError` where nothing more can be read.

`READERS` names the readers by the ending of the file; other packages add theirs
by an entry point in the group `extractor_readers`, named as the ending without
its dot. A reader marked `@streams` runs where the files are listed and must not
hold the file in memory; the others are given one file at a time in a worker
process, so that a crash in native code costs that file alone.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import BinaryIO, TypeVar

from extractor.errors import ExtractorError, SourceError

GROUP = "extractor_readers"
MAX_FILE = 64 * 1024 * 1024
"""Bytes of a file that is read as a whole (PDF, HTML, DOCX, EML)."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says about the files. Column names hold for JSONL, CSV and Parquet."""

    text_column: str | None = None
    id_column: str | None = None
    date_column: str | None = None
    date_format: str | None = None
    title_column: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One document.

    Attributes:
        text: as it will be analysed; offsets of the record refer to it.
        source: path, URL, or the user's own id.
        published: what the file says about it, not what the text says.
        warnings: what was left out or is in doubt; they go to the record.
    """

    text: str
    source: str
    published: date | None = None
    warnings: tuple[str, ...] = ()
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A document that cannot be read, and why."""

    source: str
    reason: str
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Raw:
    """A file within a file, or one that waits to be opened.

    Attributes:
        suffix: ending with its dot, in small letters; it chooses the reader.
        data: the bytes; None where `source` is a path to open.
        charset: what a header says about the encoding.
        published: what the container says; the file's own date comes first.
    """

    source: str
    suffix: str
    data: bytes | None = None
    charset: str | None = None
    published: date | None = None


Item = Source | Problem | Raw
Watch = Callable[[BinaryIO], object]
Reader = Callable[[BinaryIO, str, Options], Iterator[Item]]
R = TypeVar("R", bound=Reader)

READERS = {
    ".txt": "extractor.readers.plain:read_text",
    ".text": "extractor.readers.plain:read_text",
    ".md": "extractor.readers.plain:read_markdown",
    ".markdown": "extractor.readers.plain:read_markdown",
    ".html": "extractor.readers.webpage:read",
    ".htm": "extractor.readers.webpage:read",
    ".xhtml": "extractor.readers.webpage:read",
    ".pdf": "extractor.readers.pdf:read",
    ".docx": "extractor.readers.docx:read",
    ".eml": "extractor.readers.mail:read",
    ".jsonl": "extractor.readers.rows:read_jsonl",
    ".ndjson": "extractor.readers.rows:read_jsonl",
    ".csv": "extractor.readers.rows:read_csv",
    ".tsv": "extractor.readers.rows:read_csv",
    ".parquet": "extractor.readers.rows:read_parquet",
    ".warc": "extractor.readers.warc:read",
    ".zip": "extractor.readers.packed:read_zip",
    ".tar": "extractor.readers.packed:read_tar",
    ".tgz": "extractor.readers.packed:read_tar",
    ".gz": "extractor.readers.packed:read_gzip",
    ".bz2": "extractor.readers.packed:read_bzip2",
    ".xz": "extractor.readers.packed:read_xz",
    ".zst": "extractor.readers.packed:read_zstandard",
}
"""Ending of the file -> the reader of this package."""


def streams(reader: R) -> R:
    """Mark a reader that takes little of the processor or memory, however large the file."""
    reader.streams = True  # type: ignore[attr-defined]
    return reader


@cache
def own_readers() -> dict[str, str]:
    """Readers of other packages, by ending; they come before those of this package."""
    return {
        f".{point.name.lstrip('.').lower()}": point.value for point in entry_points(group=GROUP)
    }


def endings() -> list[str]:
    """The endings that have a reader, sorted."""
    return sorted({*READERS, *own_readers()})


def suffix_of(name: str) -> str:
    """The ending of a file's name, with its dot, in small letters."""
    return os.path.splitext(name)[1].lower()


@cache
def reader_of(suffix: str) -> Reader | None:
    """The reader of files with this ending; None where there is none.

    Raises:
        SourceError: the reader of another package cannot be loaded.
    """
    place = own_readers().get(suffix) or READERS.get(suffix)
    if place is None:
        return None
    module, _, attribute = place.partition(":")
    try:
        found: Reader = getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise SourceError(
            f"the reader {place} of {suffix} files cannot be loaded: {error}"
        ) from error
    return found


def is_streamed(suffix: str) -> bool:
    """Whether the reader of this ending reads piece by piece."""
    return bool(getattr(reader_of(suffix), "streams", False))


def missing(extra: str, error: ImportError, what: str) -> SourceError:
    """The error that says how to install what a reader or an export needs."""
    problem = SourceError(f'{what} needs more: pip install "es-comunicado[{extra}]" ({error})')
    problem.__cause__ = error
    return problem


def read_whole(stream: BinaryIO, name: str) -> bytes:
    """The bytes of a file.

    Raises:
        SourceError: empty, or larger than `MAX_FILE`.
    """
    data = stream.read(MAX_FILE + 1)
    if not data:
        raise SourceError(f"{name}: is empty")
    if len(data) > MAX_FILE:
        raise SourceError(f"{name}: is larger than {MAX_FILE // 1024 // 1024} MB")
    return data


def open_file(path: str | Path) -> BinaryIO:
    """The file, for reading bytes.

    Raises:
        SourceError: no such file, a folder, or not readable.
    """
    try:
        if os.path.isdir(path):
            raise SourceError(f"{path}: is a folder")
        return open(path, "rb")
    except FileNotFoundError as error:
        raise SourceError(f"{path}: no such file") from error
    except PermissionError as error:
        raise SourceError(f"{path}: may not be read (permission denied)") from error
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror or error})") from error


def read_items(stream: BinaryIO, name: str, suffix: str, options: Options) -> Iterator[Item]:
    """What the reader of this ending finds; errors become a `Problem` at their place."""
    label = suffix.lstrip(".") or "unknown"
    try:
        reader = reader_of(suffix)
        if reader is None:
            raise SourceError(f"{name}: no reader for {suffix or 'files without ending'}")
        for item in reader(stream, name, options):
            if isinstance(item, Source | Problem) and not item.reader:
                item = _labelled(item, label)
            yield item
    except SourceError as error:
        yield Problem(name, reason_of(error, name), label)
    except (OSError, EOFError) as error:
        yield Problem(name, f"cannot be read ({getattr(error, 'strerror', None) or error})", label)
    except ExtractorError:
        raise
    except Exception as error:  # a reader met what its author did not foresee: the rest goes on
        yield Problem(name, f"cannot be read ({type(error).__name__}: {error})", label)


def _labelled(item: Source | Problem, label: str) -> Source | Problem:

    return replace(item, reader=label)


def reason_of(error: Exception, name: str) -> str:
    """The message without the name it begins with."""
    return str(error).removeprefix(f"{name}: ")


def read(path: str | Path, options: Options | None = None) -> Iterator[Source | Problem]:
    """All documents of one file, of whatever kind, in order.

    >>> from extractor.readers import read
    >>> [item.reason for item in read("no-such-file.txt")]
    ['no such file']
    """
    given = options or Options()
    name = str(path)
    yield from expand(Raw(name, suffix_of(name)), given)


MAX_DEPTH = 3
"""Containers within containers that are opened."""


def expand(raw: Raw, options: Options, depth: int = 0) -> Iterator[Source | Problem]:
    """The documents of a file and of all files within it."""
    for item in open_raw(raw, options):
        if not isinstance(item, Raw):
            yield item if raw.published is None else _dated(item, raw.published)
        elif depth >= MAX_DEPTH:
            yield Problem(item.source, "is a container within too many others", item.suffix[1:])
        else:
            yield from expand(item, options, depth + 1)


def open_raw(raw: Raw, options: Options, watch: Watch | None = None) -> Iterator[Item]:
    """What a file holds, without opening the files within it.

    Args:
        watch: is given the open file, to see how far it is read.
    """
    from io import BytesIO

    if raw.charset and not options.encoding and raw.data is not None:
        options = _declared(options, raw)
    try:
        stream = BytesIO(raw.data) if raw.data is not None else open_file(raw.source)
    except SourceError as error:
        yield Problem(raw.source, reason_of(error, raw.source), raw.suffix.lstrip("."))
        return
    if watch is not None:
        watch(stream)
    with stream:
        yield from read_items(stream, raw.source, raw.suffix, options)


def _declared(options: Options, raw: Raw) -> Options:
    """The charset of a header counts where the bytes are no UTF-8."""

    try:
        (raw.data or b"").decode("utf-8")
        return options
    except UnicodeDecodeError:
        pass
    try:
        return replace(options, encoding=codecs.lookup(raw.charset or "").name)
    except LookupError:
        return options


def _dated(item: Source | Problem, published: date) -> Source | Problem:

    if isinstance(item, Source) and item.published is None:
        return replace(item, published=published)
    return item


_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)$")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")


def read_day(value: object, form: str | None = None) -> date | None:
    """The day that a cell or header states; None where it is none or can be two.

    ISO 8601 with or without time, `20230130`, RFC 2822, and `30/01/2023` where only
    one of day and month can be the month. Anything else needs `form`, as for `strptime`.
    """
    from datetime import datetime

    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        if form:
            return datetime.strptime(text, form).date()
        if match := _ISO.match(text) or _COMPACT.match(text):
            return date(*map(int, match.groups()))
        if match := _SLASHED.match(text):
            first, second, year = map(int, match.groups())
            if first > 12 or first == second:
                return date(year, second, first)
            return date(year, first, second) if second > 12 else None
        if "," in text or " " in text:
            from email.utils import parsedate_to_datetime

            return parsedate_to_datetime(text).date()
    except ValueError:
        pass
    return None


def bounded_lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a file with their numbers from 1; None for one longer than `limit` bytes."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := stream.readline(limit + 1)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        else:
            yield number, line


__all__ = [
    "READERS",
    "Options",
    "Problem",
    "Raw",
    "Reader",
    "Source",
    "endings",
    "expand",
    "read",
    "streams",
]
