"""Plain text: from bytes in whatever encoding to the characters they stand for.

The order is byte order mark, strict UTF-8, the declared encoding, Windows-1252
(of which Latin-1 text is a case). Nothing else is guessed: detectors by
statistics read Spanish as Central European (*señor* as *seńor*).

Line ends stay as they are, since offsets count them; a byte order mark is no
text and goes.
"""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path
from typing import BinaryIO

from extractor.errors import SourceError

MAX_CHARACTERS = 1_000_000
"""Longest text that is read, in characters: some 300 press releases, or a book."""
MAX_BYTES = 4 * MAX_CHARACTERS + 4
"""Bytes that hold a text of `MAX_CHARACTERS` in any encoding, with its mark."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
FORMATS = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
MAX_CONTROLS = 0.01
"""Share of control characters above which bytes are no text."""
ACCENTED = re.compile(rb"\xc2[\xa0-\xbf]|\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]")
"""Letters and marks of Spanish outside ASCII, in UTF-8."""


def read(path: str | Path, encoding: str | None = None) -> str:
    """The text of a file.

    Args:
        path: a file, or anything that reads like one (a pipe, `/dev/stdin`).
        encoding: read it as this and nothing else.

    Raises:
        SourceError: see `decode`; also where there is no file or it may not be read.
    """
    name = str(path)
    try:
        if os.path.isdir(path):
            raise SourceError(f"{name}: is a folder; name the files in it")
        with open(path, "rb") as stream:
            return read_stream(stream, name, encoding)
    except FileNotFoundError as error:
        raise SourceError(f"{name}: no such file") from error
    except PermissionError as error:
        raise SourceError(f"{name}: may not be read (permission denied)") from error
    except OSError as error:
        raise SourceError(f"{name}: cannot be read ({error.strerror or error})") from error


def read_stream(stream: BinaryIO, name: str, encoding: str | None = None) -> str:
    """The text that a stream of bytes holds; reads no more of it than the limit.

    Raises:
        SourceError: see `decode`.
    """
    data = bytearray()
    while len(data) <= MAX_BYTES and (more := stream.read(MAX_BYTES + 1 - len(data))):
        data += more
    if len(data) > MAX_BYTES:
        raise SourceError(too_large(name))
    return decode(bytes(data), name, encoding)


def decode(data: bytes, name: str, encoding: str | None = None, declared: str | None = None) -> str:
    """The characters of these bytes, without byte order mark, line ends untouched.

    Args:
        data: the whole document.
        name: what to call it in messages.
        encoding: read it as this and nothing else.
        declared: what a header says, which is believed only where UTF-8 does not fit.

    Raises:
        SourceError: empty, blank, binary, not in the encoding asked for, or
            longer than `MAX_CHARACTERS`.
    """
    if not data:
        raise SourceError(f"{name}: is empty")
    text = _as(data, encoding, name) if encoding else _guess(data, name, declared)
    if not text.strip():
        raise SourceError(f"{name}: is empty (white space only)")
    controls = len(CONTROLS.findall(text))
    if "\0" in text or controls > max(1, MAX_CONTROLS * len(text)):
        raise SourceError(f"{name}: is a binary file, not text")
    if len(text) > MAX_CHARACTERS:
        raise SourceError(too_large(name))
    return text


def _guess(data: bytes, name: str, declared: str | None) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _as(data.removeprefix(mark), encoding, name)
    for opening, what in FORMATS:
        if data.startswith(opening):
            raise SourceError(f"{name}: is {what}, not text")
    if b"\0" in data:
        raise SourceError(f"{name}: is a binary file, not text (or UTF-16 without its mark)")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return data.decode(declared)
        except (UnicodeDecodeError, LookupError):
            pass
    damage = len(re.findall(rb"[\x80-\xff]", ACCENTED.sub(b"", data)))
    if len(ACCENTED.findall(data)) > damage:
        return data.decode("utf-8", "press_cp1252")
    return data.decode("cp1252", "press_latin1")


def _as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise SourceError(f"{name}: is not {encoding} (byte {error.start})") from error


def too_large(name: str) -> str:
    """What to say of a text longer than `MAX_CHARACTERS`."""
    return f"{name}: is longer than {MAX_CHARACTERS:,} characters; split it into its documents"


def _by_cp1252(error: UnicodeError) -> tuple[str, int]:
    """A stray byte in UTF-8 text, as the single character it most likely was."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "press_latin1"), error.end


def _by_latin1(error: UnicodeError) -> tuple[str, int]:
    """The five bytes that Windows-1252 leaves free, as the controls they are in Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("press_cp1252", _by_cp1252)
codecs.register_error("press_latin1", _by_latin1)
