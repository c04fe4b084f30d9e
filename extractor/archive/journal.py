"""What a run has done so far, on disk, so that it can go on after any end.

Beside the target stands a folder `TARGET.part` with the results as they come,
append-only, and `journal.jsonl`: a line for the settings, then one for each
checkpoint with the sizes of the other files at that moment. A checkpoint is
written after what it vouches for is on the disk, so whatever happens the last
whole line is true; on resuming, what was written after it is cut off.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO

from extractor.errors import ExtractorError


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a run is.

    Attributes:
        items: documents and files taken from the sources, so many from the beginning.
        digest: of those documents, to notice that the sources changed.
        records, failures, copies, warned: what became of them.
        results, errors, keys, copied: bytes of the files.
        finished: whether nothing is left to read.
    """

    items: int = 0
    digest: str = ""
    records: int = 0
    failures: int = 0
    copies: int = 0
    warned: int = 0
    results: int = 0
    errors: int = 0
    keys: int = 0
    copied: int = 0
    finished: bool = False


class Journal:
    """The files of a run.

    Args:
        folder: `TARGET.part`.
        errors: `TARGET.errors.jsonl`, which is there only where there are errors.
    """

    def __init__(self, folder: Path, errors: Path) -> None:
        self.folder = folder
        self.path = folder / "journal.jsonl"
        self.results = folder / "results"
        self.keys = folder / "keys"
        self.copied = folder / "copies.jsonl"
        self.errors = errors
        self.last = Checkpoint()
        self._paths = {
            "results": self.results,
            "errors": self.errors,
            "keys": self.keys,
            "copied": self.copied,
        }
        self._journal: BinaryIO | None = None
        self._files: dict[str, BinaryIO] = {}

    def exists(self) -> bool:
        """Whether a run was begun here and not ended."""
        return self.path.exists()

    def begin(self, settings: dict[str, Any]) -> None:
        """Start a new run: nothing of an older one is left."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in (self.path, *self._paths.values()):
            path.unlink(missing_ok=True)
        self._open()
        self._line(settings)

    def resume(self, settings: dict[str, Any]) -> Checkpoint:
        """Go on where the last checkpoint is.

        Raises:
            ExtractorError: the journal is damaged, or of a run with other settings.
        """
        lines = self._lines()
        if not lines:
            self.begin(settings)
            return self.last
        changed = _changed(lines[0][0], settings)
        if changed:
            raise ExtractorError(
                f"{self.folder}: cannot go on, since {'; '.join(changed)}."
                " Start again without --resume (--overwrite), or go back to what it was"
            )
        size = lines[-1][1]
        if len(lines) > 1:
            names = {field.name for field in fields(Checkpoint)}
            self.last = Checkpoint(**{k: v for k, v in lines[-1][0].items() if k in names})
        os.truncate(self.path, size)
        if self.last.finished and not self.results.exists():
            return self.last  # killed while the target was put in its place
        for name, path in self._paths.items():
            have = path.stat().st_size if path.exists() else 0
            expected = getattr(self.last, name)
            if have < expected:
                raise ExtractorError(f"{path}: is shorter than the journal says; start again")
            if not expected:
                path.unlink(missing_ok=True)
            elif have > expected:
                os.truncate(path, expected)
        self._open()
        return self.last

    def _lines(self) -> list[tuple[dict[str, Any], int]]:
        """The whole lines with the size of the file up to each; of the checkpoints the last."""
        found: list[tuple[dict[str, Any], int]] = []
        size = 0
        with self.path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                try:
                    value = json.loads(line)
                except ValueError:
                    break
                size += len(line)
                if len(found) > 1:
                    found.pop()
                found.append((value, size))
        return found

    def _open(self) -> None:
        self._journal = self.path.open("ab")
        try:
            _lock(self._journal)
        except OSError as error:
            self._journal.close()
            raise ExtractorError(f"{self.folder}: another run is writing it") from error

    def append(self, name: str, data: bytes) -> None:
        """Append a line to `results`, `errors`, `keys` or `copied`."""
        file = self._files.get(name)
        if file is None:
            file = self._files[name] = self._paths[name].open("ab")
        file.write(data)

    def sizes(self) -> dict[str, int]:
        """Bytes of each file."""
        return {
            name: self._files[name].tell() if name in self._files else getattr(self.last, name)
            for name in self._paths
        }

    def checkpoint(self, point: Checkpoint) -> None:
        """What was written is on the disk when this returns."""
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
        self._line(asdict(point))
        self.last = point

    def _line(self, value: dict[str, Any]) -> None:
        assert self._journal is not None
        self._journal.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
        self._journal.write(b"\n")
        self._journal.flush()
        os.fsync(self._journal.fileno())

    def close(self) -> None:
        """Close the files; whatever is not vouched for is cut off by the next run."""
        for file in (self._journal, *self._files.values()):
            with suppress(OSError):  # a full disk was said already
                if file is not None:
                    file.close()
        self._journal = None
        self._files = {}


def _lock(file: BinaryIO) -> None:
    """Taken by one process at a time; given back when it ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # not on Windows
        return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _changed(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """What differs between two runs, in words."""
    now = json.loads(json.dumps(now))
    return [
        f"{name} was {before.get(name)!r} and is {now.get(name)!r}"
        for name in sorted({*before, *now})
        if before.get(name) != now.get(name)
    ]
