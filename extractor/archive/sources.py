"""From what the user names (files, folders, patterns) to documents, in a fixed order."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from extractor.errors import ExtractorError
from extractor.readers import (
    MAX_DEPTH,
    Options,
    Problem,
    Raw,
    Source,
    is_streamed,
    open_raw,
    reader_of,
    suffix_of,
)


class Files:
    """The files to read, sorted within each folder and pattern.

    Attributes:
        skipped: endings without a reader that were met in folders, with their number.
    """

    def __init__(self, sources: Sequence[str], without: Sequence[Path] = ()) -> None:
        self._sources = sources
        self._without = {os.path.abspath(path) for path in without}
        self.skipped: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Raw | Problem]:
        """Each file once, whatever names it; what is named and not there is a problem."""
        seen: set[str] = set()
        self.skipped.clear()
        for source in self._sources:
            for found in self._named(source):
                if isinstance(found, str):
                    if found in seen:
                        continue
                    seen.add(found)
                    yield Raw(found, suffix_of(found))
                else:
                    yield found

    def _named(self, source: str) -> Iterator[str | Problem]:
        if os.path.isdir(source):
            yield from self._walk(source)
        elif os.path.exists(source) or not glob.has_magic(source):
            yield source if os.path.lexists(source) else Problem(source, "no such file")
        else:
            found = sorted(glob.glob(source, recursive=True))
            if not found:
                yield Problem(source, "no file matches")
            for path in found:
                if os.path.isdir(path):
                    continue
                if os.path.abspath(path) not in self._without:
                    yield path

    def _walk(self, folder: str) -> Iterator[str | Problem]:
        """The files of a folder that have a reader; hidden ones and links to folders are not."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Problem(folder, f"cannot be read ({error.strerror or error})")
            return
        for entry in entries:
            if entry.name.startswith(".") or os.path.abspath(entry.path) in self._without:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(entry.path)
            elif entry.is_file():
                suffix = suffix_of(entry.name)
                if reader_of(suffix) is None:
                    self.skipped[suffix or entry.name] += 1
                else:
                    yield entry.path


class Documents:
    """What can be read at once as documents; what needs a worker as the file that it is.

    Attributes:
        bytes_read, bytes_all: how far the files are read, and the size of all of them
            (0 before `measure`).
    """

    def __init__(self, files: Files, options: Options) -> None:
        self.files = files
        self._options = options
        self._before = 0
        self._file: BinaryIO | None = None
        self.bytes_all = 0

    def measure(self) -> None:
        """Find out how much there is to read, for the time that remains."""
        self.bytes_all = sum(_size(raw) for raw in self.files if isinstance(raw, Raw))

    @property
    def bytes_read(self) -> int:
        """Bytes of the files that are behind us."""
        try:
            return self._before + (self._file.tell() if self._file is not None else 0)
        except (OSError, ValueError):  # closed, or no place to tell
            return self._before

    def __iter__(self) -> Iterator[Source | Problem | Raw]:
        for found in self.files:
            if isinstance(found, Problem):
                yield found
            else:
                yield from self._opened(found, 0)
                self._before += _size(found)
                self._file = None

    def _opened(self, raw: Raw, depth: int) -> Iterator[Source | Problem | Raw]:
        try:
            streamed = is_streamed(raw.suffix) or reader_of(raw.suffix) is None
        except ExtractorError:  # a reader that cannot be loaded says so when it is opened
            streamed = True
        if not streamed:
            yield raw
            return
        for item in open_raw(raw, self._options, self._watch if raw.data is None else None):
            if not isinstance(item, Raw):
                yield item
            elif depth >= MAX_DEPTH:
                yield Problem(item.source, "is a container within too many others", item.suffix[1:])
            else:
                yield from self._opened(item, depth + 1)

    def _watch(self, stream: BinaryIO) -> None:
        self._file = stream


def _size(raw: Raw) -> int:
    try:
        return os.path.getsize(raw.source)
    except OSError:
        return 0
