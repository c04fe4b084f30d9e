"""Where commands write: records to standard output or to a file that is whole or not there."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from extractor.errors import ExtractorError


class Output:
    """Text as UTF-8, whatever the locale, to a path or (None, `-`) to standard output.

    A regular file is written beside its target and takes its place only when
    everything is written: an interrupted or failed run leaves the old file.
    Nothing is created before the first `write`.

    Raises:
        ExtractorError: the folder does not exist or the file cannot be written.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self._path = None if path is None or str(path) == "-" else Path(path)
        self._file: BinaryIO | None = None
        self._temporary: Path | None = None

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is None or self._path is None:
            return
        try:
            self._file.close()
            if self._temporary is not None and kind is None:
                os.replace(self._temporary, self._path.resolve())
                self._temporary = None
        except OSError as failure:
            raise self._failed(failure) from failure
        finally:
            if self._temporary is not None:
                self._temporary.unlink(missing_ok=True)

    def write(self, text: str) -> None:
        """Write at once; what reads a pipe gets each record as it comes."""
        try:
            if self._file is None:
                self._file = self._open()
            self._file.write(text.encode("utf-8", "surrogatepass"))
            if self._path is None:
                self._file.flush()
        except BrokenPipeError:
            raise
        except OSError as failure:
            raise self._failed(failure) from failure

    def _open(self) -> BinaryIO:
        if self._path is None:
            return sys.stdout.buffer
        target = self._path.resolve()
        if target.is_dir():
            raise ExtractorError(f"{self._path}: is a folder; name a file")
        if target.exists() and not target.is_file():
            return target.open("wb")
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        self._temporary = Path(name)
        os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        return os.fdopen(handle, "wb")

    def _failed(self, failure: OSError) -> ExtractorError:
        name = "standard output" if self._path is None else self._path
        return ExtractorError(f"{name}: cannot be written ({failure.strerror or failure})")


def _umask() -> int:
    """The permissions that new files do not get; reading them means setting them."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def colours() -> bool:
    """Whether standard output is a terminal whose user has not asked for plain text.

    https://no-color.org: any non-empty `NO_COLOR` turns colours off.
    """
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
