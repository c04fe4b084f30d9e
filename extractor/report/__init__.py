"""A self-contained page about an archive: who, where, when, how much, with the evidence."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import SourceError
from extractor.exports import target_of


def report(target: str | Path, out: Path | None = None, language: str = "es") -> str:
    """The page, as HTML that needs nothing else.

    Args:
        target: what `extractor batch` wrote.
        out: where the page will stand, so that links to files fit.
        language: of the page, `es` or `en`.

    Raises:
        SourceError: the target cannot be read, or the extra `report` is not installed.
    """
    try:
        import jinja2  # noqa: F401
        import vl_convert  # noqa: F401
    except ImportError as error:
        raise SourceError(
            f'a report needs more: pip install "es-comunicado[report]" ({error})'
        ) from error
    from extractor.report.page import page
    from extractor.report.questions import answers

    with opened(target) as base:
        found = answers(base)
    return page(found, Path(target), out, language)


@contextmanager
def opened(target: str | Path) -> Iterator[sqlite3.Connection]:
    """The target as a database: itself, or made of its rows for the while."""
    from extractor.exports import sqlite
    from extractor.exports.reading import read_rows

    path = Path(target)
    if path.is_file() and target_of(path).format.name == "sqlite":
        base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            base.execute("SELECT count(*) FROM documents").fetchone()
            yield base
        except sqlite3.DatabaseError as error:
            raise SourceError(f"{target}: cannot be read back ({error})") from error
        finally:
            base.close()
        return
    with tempfile.TemporaryDirectory(prefix="extractor-report-") as name:
        writer = sqlite.Writer(Path(name), "tables.sqlite", False)
        for rows in read_rows(target):
            writer.add(rows)
        writer.close()
        base = sqlite3.connect(Path(name) / "tables.sqlite")
        try:
            yield base
        finally:
            base.close()
