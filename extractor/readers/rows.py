"""Tables of documents: one document a row of JSON Lines, CSV or Parquet, read as a stream.

The text stands in the column that `--text-column` names; without it, in the one
column whose name says so. The id of a document is its id column, or the file's
name with the row's number from 1.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, cast

from extractor.errors import SourceError
from extractor.readers import (
    Item,
    Options,
    Problem,
    Source,
    bounded_lines,
    missing,
    read_day,
    streams,
    txt,
)

TEXT_NAMES = ("text", "texto", "body", "cuerpo", "content", "contenido", "article", "articulo")
DATE_NAMES = ("published", "publicado", "date", "fecha", "publication_date", "fecha_publicacion")
SAMPLE = 65536
"""Bytes from which the separator of a CSV is told."""
PARQUET_ROWS = 256
"""Rows of a Parquet file that are held at a time."""


def _row(cells: Mapping[str, Any], place: str, options: Options, columns: _Columns) -> Item:
    given = cells.get(options.id_column) if options.id_column else None
    source = str(given) if given not in (None, "") else place
    text = cells.get(columns.text)
    if text is None or text == "":
        return Problem(source, f"is empty (no {columns.text!r})")
    if not isinstance(text, str):
        return Problem(source, f"{columns.text!r} is no text but {type(text).__name__}")
    if not text.strip():
        return Problem(source, "is empty (white space only)")
    if options.title_column and (title := cells.get(options.title_column)):
        text = f"{title}\n\n{text}"
    if len(text) > txt.MAX_CHARACTERS:
        return Problem(source, f"is longer than {txt.MAX_CHARACTERS:,} characters")
    value = cells.get(columns.date) if columns.date else None
    published = read_day(value, options.date_format)
    warnings: tuple[str, ...] = ()
    if value not in (None, "") and published is None:
        warnings = (f"{columns.date} {value!r} is not read as a date; say --date-format",)
    return Source(text, source, published, warnings)


class _Columns:
    """Which columns hold text and day, told once a file."""

    def __init__(self, names: Iterable[str], name: str, options: Options) -> None:
        known = list(names)
        for asked in (
            options.text_column,
            options.id_column,
            options.date_column,
            options.title_column,
        ):
            if asked and asked not in known:
                raise SourceError(f"{name}: has no column {asked!r}; it has {_list(known)}")
        text = options.text_column or self._guess(known, TEXT_NAMES)
        if text is None:
            raise SourceError(
                f"{name}: which column holds the text? It has {_list(known)}; say --text-column"
            )
        self.text = text
        self.date = options.date_column or self._guess(known, DATE_NAMES)

    @staticmethod
    def _guess(known: list[str], names: tuple[str, ...]) -> str | None:
        lowered = {column.lower(): column for column in known}
        return next((lowered[name] for name in names if name in lowered), None)


def _list(columns: list[str]) -> str:
    return ", ".join(map(repr, columns[:20])) + (", …" if len(columns) > 20 else "")


@streams
def read_jsonl(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """One JSON object a line; a line that is none is a problem of its own.

    A line that lacks the column is a problem too, since rows may differ.
    """
    columns: _Columns | None = None
    for number, line in bounded_lines(stream, 4 * txt.MAX_BYTES):
        place = f"{name}:{number}"
        if line is None:
            yield Problem(place, "the line is too long")
            continue
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8", "press_cp1252").strip()
            if not text:
                continue
            cells = json.loads(text)
        except ValueError as error:
            yield Problem(place, f"is no JSON ({error})")
            continue
        except RecursionError:
            yield Problem(place, "is nested too deeply")
            continue
        if not isinstance(cells, dict):
            yield Problem(place, f"is no JSON object but {type(cells).__name__}")
            continue
        if columns is None:
            try:
                columns = _Columns(cells, name, options)
            except SourceError as error:
                yield Problem(place, str(error).removeprefix(f"{name}: "))
                continue
        yield _row(cells, place, options, columns)


@streams
def read_csv(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """One document a row, under a line of column names; the separator is told from it.

    Raises:
        SourceError: empty, no such column, or a cell that never ends.
    """
    if csv.field_size_limit() < txt.MAX_BYTES:
        csv.field_size_limit(txt.MAX_BYTES)
    buffered = io.BufferedReader(stream, SAMPLE)  # type: ignore[type-var]
    encoding = options.encoding or _encoding(buffered.peek(4)[:4])
    lines = io.TextIOWrapper(
        buffered,
        encoding,
        errors="press_cp1252" if encoding == "utf-8-sig" else "strict",
        newline="",
    )
    try:
        header = lines.readline()
        if not header.strip():
            raise SourceError(f"{name}: is empty")
        separator = max(",;\t|", key=header.count)
        names = next(csv.reader([header], delimiter=separator))
        columns = _Columns(names, name, options)
        rows = csv.DictReader(lines, names, delimiter=separator)
        for number, cells in enumerate(rows, 1):
            yield _row(cells, f"{name}:{number}", options, columns)
    except csv.Error as error:
        raise SourceError(f"{name}: cannot be read on as CSV ({error})") from error
    except UnicodeError as error:
        raise SourceError(f"{name}: is not {encoding} ({error})") from error
    finally:
        lines.detach()
        buffered.detach()


def _encoding(opening: bytes) -> str:
    if opening.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8-sig"


@streams
def read_parquet(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """One document a row; only the columns that are needed are read, some rows at a time.

    Raises:
        SourceError: pyarrow is not installed, the file is damaged, or lacks the column.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise missing("parquet", error, "reading Parquet") from error
    try:
        file = pq.ParquetFile(_seekable(stream), pre_buffer=False)
        columns = _Columns(file.schema_arrow.names, name, options)
        wanted = {columns.text, columns.date, options.id_column, options.title_column} - {None}
        number = 0
        for batch in file.iter_batches(PARQUET_ROWS, columns=sorted(map(str, wanted))):
            for cells in batch.to_pylist():
                number += 1
                yield _row(cells, f"{name}:{number}", options, columns)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{name}: is no readable Parquet file ({_short(error)})") from error


def _seekable(stream: BinaryIO) -> BinaryIO:
    """Parquet is read from its end: what comes out of a compressed file is laid down first."""
    import shutil
    import tempfile

    if stream.seekable() and hasattr(stream, "fileno"):
        return stream
    laid = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115
    shutil.copyfileobj(stream, laid)
    laid.seek(0)
    return laid


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__
