"""The files a command is given: their texts, their records, or the reason why there are none."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.errors import ExtractorError, SourceError

if TYPE_CHECKING:
    from extractor.pipeline import Extractor
    from extractor.readers import Source
    from extractor.records import PressRelease
    from extractor.user_lexicon import UserLexicon

DOCUMENTS = frozenset((".html", ".htm", ".xhtml", ".pdf", ".docx", ".eml"))
"""Endings of files that hold one document, and are no plain text."""
COLLECTIONS = frozenset((".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".warc"))
COLLECTIONS |= frozenset((".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst"))
"""Endings of files that hold many."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the options of a command say about its files and about how they are read."""

    published: date | None = None
    encoding: str | None = None
    statistics: bool = True
    country: str | None = None
    lexicon: Path | None = None

    def user_lexicon(self) -> UserLexicon | None:
        """The user's lexicon, if there is one."""
        from extractor.user_lexicon import read_user

        return read_user(self.lexicon) if self.lexicon is not None else None

    def extractor(self) -> Extractor:
        """The extractor that they ask for."""
        from extractor.pipeline import Extractor

        return Extractor(self.country, self.statistics, self.lexicon)


def complain(message: str) -> None:
    """One line about an input, on standard error."""
    click.echo(message, err=True)


def read_inputs(
    files: Sequence[str], encoding: str | None = None
) -> Iterator[tuple[str, str | SourceError]]:
    """Each input's name with its text, whatever its ending, one at a time."""
    from extractor.readers import txt

    for file in files:
        try:
            if file == "-":
                yield "stdin", txt.read_stream(sys.stdin.buffer, "stdin", encoding)
            else:
                yield file, txt.read(file, encoding)
        except SourceError as error:
            yield file, error


def read_sources(
    files: Sequence[str], encoding: str | None = None
) -> Iterator[tuple[str, Source | SourceError]]:
    """Each input's name with its document, one at a time; `-` is standard input, named `stdin`."""
    from extractor.readers import Source

    for file in files:
        suffix = Path(file).suffix.lower()
        try:
            if suffix in DOCUMENTS:
                yield file, _document(file, encoding)
            elif suffix in COLLECTIONS and Path(file).is_file():
                raise SourceError(f"{file}: may hold many documents; extractor batch reads it")
            else:
                for name, text in read_inputs([file], encoding):
                    yield name, text if isinstance(text, SourceError) else Source(text, name)
        except SourceError as error:
            yield file, error


def _document(file: str, encoding: str | None) -> Source:
    """The document of a file; of a message with attachments the message.

    Raises:
        SourceError: nothing of it can be read.
    """
    from dataclasses import replace

    from extractor.readers import Options, Source, read

    first: Source | None = None
    notes: list[str] = []
    for item in read(file, Options(encoding=encoding)):
        if not isinstance(item, Source):
            notes.append(f"{item.source.removeprefix(file).lstrip('/!#: ')} {item.reason}".strip())
        elif first is None:
            first = item
        else:
            notes.append(f"{item.source}: not read here, extractor batch reads all")
    if first is None:
        raise SourceError(f"{file}: {'; '.join(notes) or 'holds no text'}")
    return replace(first, warnings=(*first.warnings, *notes))


def read_records(
    files: Sequence[str], given: Given, failures: list[str], also_json: bool = False
) -> Iterator[PressRelease]:
    """The records of the inputs that can be read; the others are named on standard error.

    Args:
        files: as the user named them.
        given: the options.
        failures: gets the names of the inputs without a record.
        also_json: whether a file that ends in `.json` holds a record already.
    """
    extractor: Extractor | None = None
    for name, found in read_sources(files, given.encoding):
        try:
            if isinstance(found, SourceError):
                raise found
            if also_json and Path(name).suffix.lower() == ".json":
                yield _parsed(name, found.text)
                continue
            extractor = extractor or given.extractor()
            record = _record(extractor, name, found, given.published)
        except ExtractorError as error:
            complain(str(error))
            failures.append(name)
            continue
        except Exception as error:  # ours, not the user's: the other files must not suffer
            complain(f"{name}: internal error, please report it: {type(error).__name__}: {error}")
            failures.append(name)
            continue
        for warning in record.meta.warnings:
            complain(f"{name}: warning: {warning}")
        yield record


def _record(extractor: Extractor, name: str, found: Source, published: date | None) -> PressRelease:
    source = None if name == "stdin" else name
    facts = {"published": published or found.published, "source": source}
    # Unlike `extract`, `pipe` frees what only this text needed.
    [(record, _)] = extractor.pipe([(found.text, facts)], as_tuples=True)
    return record.with_warnings(found.warnings)


def _parsed(name: str, text: str) -> PressRelease:
    """The record that a file holds.

    Raises:
        SourceError: it holds none.
    """
    from pydantic import ValidationError

    from extractor.records import PressRelease

    try:
        return PressRelease.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        reason = f"{where + ': ' if where else ''}{first['msg']}"
        raise SourceError(f"{name}: is no record ({reason})") from error
