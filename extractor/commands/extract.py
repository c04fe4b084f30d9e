"""`extractor extract`: files in, records out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.commands.inputs import Given, read_records
from extractor.commands.options import (
    country_option,
    encoding_option,
    fields_option,
    files_argument,
    lexicon_option,
    output_option,
    published_option,
    statistics_option,
)
from extractor.commands.output import Output

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
@country_option()
@lexicon_option()
@statistics_option()
@encoding_option()
@output_option()
@click.pass_context
def command(
    ctx: click.Context,
    /,
    files: tuple[str, ...],
    form: str | None,
    fields: tuple[str, ...],
    explain: bool,
    output: Path | None,
    **given: Any,
) -> None:
    """Extract a record from each press release.

    FILE is a text of up to a million characters, or an HTML, PDF, DOCX or EML
    document; - is standard input, a text. A file that cannot be read is named
    on standard error with its reason, the others go on, and the exit code is 1.
    """
    form = form or ("table" if explain else "json" if len(files) == 1 else "jsonl")
    failures: list[str] = []
    records = read_records(files, Given(**given), failures)
    show = _explanation(form, fields, output) if explain else _record(form, fields, output)
    with Output(output) as out:
        for part in _document(form, len(files) > 1, map(show, records)):
            out.write(part)
    if failures:
        ctx.exit(1)


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
