"""Arrow batches in, Arrow batches out: the extractor inside Spark, Ray and the like.

Spark's `DataFrame.mapInArrow` takes `extract_batches` as it is, Ray Data's
`Dataset.map_batches(..., batch_format="pyarrow")` too::

    from extractor.arrow import extract_batches, spark_schema

    records = frame.select("id", "text", "published").mapInArrow(extract_batches, spark_schema())

A row in is a document: `text`, and where there are such columns `published`
(a date, a timestamp or ISO text), and `id` or `source`. A row out is its record
(`schema()`), with `error` in place of the rest where there is none: as many
rows as came in, in their order. One pipeline is made per process, and memory
does not grow with the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any

from extractor.errors import SourceError

try:
    import pyarrow as pa
except ImportError as error:
    raise SourceError(
        f'Arrow needs more: pip install "es-comunicado[parquet]" ({error})'
    ) from error

ROWS = 64
"""Rows of a batch that goes out, at most: a record is some ten times its text."""


@cache
def schema() -> pa.Schema:
    """`id`, `error`, `document_id`, and the fields of a record, lists nested."""
    from extractor.exports import nested

    fields = [pa.field("id", pa.string()), pa.field("error", pa.string()), *nested.schema()]
    return pa.schema(fields, metadata=nested.schema().metadata)


def spark_schema() -> Any:
    """The same as a Spark `StructType`, for `mapInArrow`."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema().remove_metadata())


def extract_batches(batches: Any, **options: Any) -> Any:
    """Records of the documents in these batches.

    Args:
        batches: record batches (Spark), or one table (Ray Data), which gives a table.
        options: `text_column`, `id_column`, `date_column`, `date_format`; `country` and
            `statistics` as for `Extractor`. With `functools.partial` they are set beforehand.

    Raises:
        SourceError: there is no such column.
    """
    if isinstance(batches, pa.Table):
        return pa.Table.from_batches(_extracted(batches.to_batches(), **options), schema())
    return _extracted(batches, **options)


def _extracted(
    batches: Iterable[pa.RecordBatch],
    text_column: str = "text",
    id_column: str | None = None,
    date_column: str | None = None,
    date_format: str | None = None,
    country: str | None = None,
    statistics: bool = True,
) -> Iterator[pa.RecordBatch]:
    from extractor.exports.nested import batch_of

    work = _work(country, statistics)
    for batch in batches:
        names = batch.schema.names
        columns = (
            _column(batch, text_column, True),
            _column(batch, id_column or _first(names, "id", "source"), id_column is not None),
            _column(batch, date_column or _first(names, "published"), date_column is not None),
        )
        for start in range(0, batch.num_rows, ROWS):
            parts = (
                [None] * ROWS if column is None else column.slice(start, ROWS).to_pylist()
                for column in columns
            )
            rows = list(zip(*parts, strict=False))[: batch.num_rows - start]
            yield batch_of(work.rows(rows, date_format), schema())


def _first(names: list[str], *wanted: str) -> str | None:
    return next((name for name in wanted if name in names), None)


def _column(batch: pa.RecordBatch, name: str | None, required: bool) -> pa.Array | None:
    if name is not None and name in batch.schema.names:
        return batch.column(name)
    if required:
        raise SourceError(f"the batches have no column {name!r} but {batch.schema.names}")
    return None


class _Rows:
    """The one pipeline of a process, over rows."""

    def __init__(self, country: str | None, statistics: bool) -> None:
        from extractor.archive.work import Recipe
        from extractor.readers import Options

        options = {"country": country, "statistics": statistics}
        self._work = Recipe(Options(), options, "record", spanish_only=False)()

    def rows(self, given: list[tuple[Any, Any, Any]], form: str | None) -> list[dict[str, Any]]:
        """The rows that come of these."""
        from extractor.archive.work import Done
        from extractor.readers import Source, read_day

        sources = []
        for text, key, day in given:
            if isinstance(text, str) and text.strip():
                source = None if key is None else str(key)
                sources.append(Source(text, source or "", read_day(day, form)))
        results = chain.from_iterable(self._work(sources))
        rows: list[dict[str, Any]] = []
        for text, key, _ in given:
            row: dict[str, Any] = {"id": None if key is None else str(key)}
            if not isinstance(text, str) or not text.strip():
                row["error"] = "is empty"
            else:
                result = next(results)
                if isinstance(result, Done):
                    row.update(_record(result.line))
                    row["source"] = row["id"]
                else:
                    row["error"] = result.reason
            rows.append(row)
        return rows


def _record(line: bytes) -> dict[str, Any]:
    import json

    from extractor.exports.nested import row_of

    return row_of(json.loads(line))


@cache
def _work(country: str | None, statistics: bool) -> _Rows:
    return _Rows(country, statistics)
