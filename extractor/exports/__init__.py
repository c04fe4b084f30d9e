"""From records to files: by the ending of the target.

    .jsonl           the records, one a line
    .parquet         one row a document, its lists nested
    .csv             a file a table: `x.csv` (documents), `x.organizations.csv`, …
    .sqlite, .db     the tables, with indices and full-text search
    .xlsx            a sheet a table
    a folder         a Parquet file a table, or a CSV file with `--format csv`

To add a format, write a module with a class like `Writer` and add a line to `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, Protocol

from extractor.errors import ExtractorError, SourceError

Payload = Literal["record", "rows"]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of target.

    Attributes:
        writer: `module:Class`; empty where the target is the records' lines themselves.
        payload: what it is given: records or rows of tables.
        needs: module of the extra, with the extra's name.
    """

    name: str
    writer: str
    payload: Payload
    needs: tuple[str, str] | None = None


PARQUET = ("pyarrow", "parquet")
FORMATS = {
    ".jsonl": Format("jsonl", "", "record"),
    ".ndjson": Format("jsonl", "", "record"),
    ".parquet": Format("parquet", "extractor.exports.nested:Writer", "record", PARQUET),
    ".csv": Format("csv", "extractor.exports.flat:Writer", "rows"),
    ".sqlite": Format("sqlite", "extractor.exports.sqlite:Writer", "rows"),
    ".sqlite3": Format("sqlite", "extractor.exports.sqlite:Writer", "rows"),
    ".db": Format("sqlite", "extractor.exports.sqlite:Writer", "rows"),
    ".xlsx": Format("xlsx", "extractor.exports.workbook:Writer", "rows", ("xlsxwriter", "xlsx")),
}
"""Ending of a target -> its format."""

FOLDERS = {
    "parquet": Format("parquet", "extractor.exports.parquet:Writer", "rows", PARQUET),
    "csv": Format("csv", "extractor.exports.flat:Writer", "rows"),
}
"""Formats of a folder; the first is the usual one."""


class Writer(Protocol):
    """Writes a target, piece by piece, into files of its own choice below a folder."""

    def __init__(self, folder: Path, name: str, excel: bool) -> None:
        """Write into `folder`; `name` is the target's own name, empty for a folder of tables."""

    def add(self, payload: Any) -> None:
        """The next document: a record as parsed JSON, or rows (`Columns`)."""

    def close(self) -> list[str]:
        """Finish; the names of the files, the main one last."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where records go, and how."""

    path: Path
    format: Format
    folder: bool = False

    def writer(self, folder: Path, excel: bool = False) -> Writer:
        """The writer of this format.

        Raises:
            SourceError: the extra it needs is not installed.
        """
        module, _, name = self.format.writer.partition(":")
        made: Writer = getattr(import_module(module), name)(
            folder, "" if self.folder else self.path.name, excel
        )
        return made

    def check(self) -> None:
        """That what the format needs is installed.

        Raises:
            SourceError: with the command that installs it.
        """
        if self.format.needs is not None:
            module, extra = self.format.needs
            try:
                import_module(module)
            except ImportError as error:
                raise SourceError(
                    f"writing {self.path} needs more: "
                    f'pip install "es-comunicado[{extra}]" ({error})'
                ) from error


def target_of(path: str | Path, form: str | None = None) -> Target:
    """The target that a path names, by its ending; a path without ending is a folder.

    Raises:
        ExtractorError: no format has this ending.
    """
    text = str(path)
    found = Path(path)
    folder = text.endswith(("/", "\\")) or found.is_dir() or (not found.suffix)
    if folder:
        kind = FOLDERS.get(form or next(iter(FOLDERS)))
        if kind is None:
            raise ExtractorError(f"{path}: a folder holds {' or '.join(FOLDERS)}, not {form}")
        return Target(found, kind, True)
    kinds = {item.name: item for item in FORMATS.values()}
    kind = kinds.get(form) if form else FORMATS.get(found.suffix.lower())
    if kind is None:
        known = ", ".join(FORMATS)
        raise ExtractorError(f"{path}: no format ends in {found.suffix!r}; known are {known}")
    return Target(found, kind)


def write(records: Iterable[Any], path: str | Path, excel: bool = False) -> None:
    """Write records to a target at once, in the format of its ending; for a few thousand.

    Args:
        records: `PressRelease`s.
        path: see the top of this module. What is there is replaced.
        excel: CSV files that Excel opens as they are: with a byte order mark, formulas disarmed.

    Raises:
        ExtractorError: no such format, or the target cannot be written.
    """
    import os
    import tempfile

    target = target_of(path)
    target.check()
    home = target.path if target.folder else target.path.parent
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home, prefix=".writing-") as name:
            folder = Path(name)
            for file in _written(records, target, folder, excel):
                os.replace(folder / file, home / file)
    except OSError as error:
        raise ExtractorError(f"{path}: cannot be written ({error.strerror or error})") from error


def line_of(record: Any) -> bytes:
    """The record as a line of JSON, UTF-8; characters that are no UTF-8 are escaped."""
    try:
        line: str = record.model_dump_json()
    except ValueError:
        import json

        line = json.dumps(record.model_dump(), default=str)
    return line.encode() + b"\n"


def _written(records: Iterable[Any], target: Target, folder: Path, excel: bool) -> Iterator[str]:
    if not target.format.writer:
        with (folder / target.path.name).open("wb") as file:
            for record in records:
                file.write(line_of(record))
        yield target.path.name
        return
    from extractor.exports.rows import rows_of

    writer = target.writer(folder, excel)
    for record in records:
        rows = target.format.payload == "rows"
        writer.add(rows_of(record) if rows else record.model_dump(mode="json"))
    yield from writer.close()


def __getattr__(name: str) -> Any:
    """`to_frames` where Arrow is asked for and not before."""
    if name == "to_frames":
        from extractor.exports.frames import to_frames

        return to_frames
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
