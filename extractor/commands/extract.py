"""`extractor extract`: files in, records out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.commands.inputs import complain, read_inputs
from extractor.commands.options import (
    encoding_option,
    fields_option,
    files_argument,
    output_option,
    published_option,
    statistics_option,
)
from extractor.commands.output import Output
from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from extractor.records import PressRelease

FORMATS = ("json", "jsonl", "table")


@click.command()
@files_argument()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="json: indented, several records as an array; jsonl: one record a line; "
    "table: for reading. By default json for one FILE, jsonl for several.",
)
@published_option()
@fields_option()
@click.option(
    "--explain",
    is_flag=True,
    help="Show for each value its rule, its confidence and the sentences with the mention marked.",
)
@statistics_option()
@encoding_option()
@output_option()
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    form: str | None,
    published: date | None,
    fields: tuple[str, ...],
    explain: bool,
    statistics: bool,
    encoding: str | None,
    output: Path | None,
) -> None:
    """Extract a record from each press release.

    FILE is a text file of up to a million characters; - is standard input. A
    file that cannot be read is named on standard error with its reason, the
    others go on, and the exit code is 1.
    """
    form = form or ("table" if explain else "json" if len(files) == 1 else "jsonl")
    failures: list[str] = []
    records = _records(files, encoding, published, failures, statistics)
    show = _explanation(form, fields, output) if explain else _record(form, fields, output)
    with Output(output) as out:
        for part in _document(form, len(files) > 1, map(show, records)):
            out.write(part)
    if failures:
        ctx.exit(1)


def _records(
    files: Sequence[str],
    encoding: str | None,
    published: date | None,
    failures: list[str],
    statistics: bool,
) -> Iterator[PressRelease]:
    """The records of the inputs that can be read; the others are said and counted."""
    extractor = None
    for name, text in read_inputs(files, encoding):
        try:
            if isinstance(text, ExtractorError):
                raise text
            if extractor is None:
                from extractor.pipeline import Extractor

                extractor = Extractor(statistics=statistics)
            facts = {"published": published, "source": None if name == "stdin" else name}
            [(record, _)] = extractor.pipe([(text, facts)], as_tuples=True)
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


def _document(form: str, several: bool, parts: Iterable[str]) -> Iterator[str]:
    """The parts as they come, with what the format wants around and between them."""
    opening, between, closing = "", "", ""
    if form == "json" and several:
        opening, between, closing = "[\n", ",\n", "\n]\n"
    elif form == "json":
        closing = "\n"
    elif form == "table":
        between = "\n"
    empty = True
    for part in parts:
        yield (opening if empty else between) + part
        empty = False
    if not empty and closing:
        yield closing


def _record(
    form: str, fields: tuple[str, ...], output: Path | None
) -> Callable[[PressRelease], str]:
    include = set(fields) or None
    if form == "table":
        from extractor.commands.table import table

        return lambda record: table(record, fields, output is None)
    indent, end = (2, "") if form == "json" else (None, "\n")
    return lambda record: record.model_dump_json(indent=indent, include=include) + end


def _explanation(
    form: str, fields: tuple[str, ...], output: Path | None
) -> Callable[[PressRelease], str]:
    from extractor.commands import explanation

    if form == "table":
        return lambda record: explanation.as_text(record, fields, output is None)
    indent, end = (2, "") if form == "json" else (None, "\n")
    return lambda record: explanation.as_json(record, fields, indent) + end
