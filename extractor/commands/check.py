"""`extractor check`: files in, what is wrong with them out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from extractor.commands.inputs import complain, read_inputs
from extractor.commands.options import (
    encoding_option,
    files_argument,
    output_option,
    published_option,
    statistics_option,
)
from extractor.commands.output import Output
from extractor.errors import ExtractorError

FORMATS = ("text", "json", "sarif")


@click.command()
@files_argument()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="text: one finding a line; json; sarif: for editors and CI (SARIF 2.1.0).",
)
@click.option(
    "--without",
    multiple=True,
    metavar="RULE",
    help="Leave out a rule (typos.spaces) or a family of rules (typos); may be repeated.",
)
@published_option()
@statistics_option()
@encoding_option()
@output_option()
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    form: str,
    without: tuple[str, ...],
    published: date | None,
    statistics: bool,
    encoding: str | None,
    output: Path | None,
) -> None:
    """Proofread press releases before they are sent.

    FILE is a text file of up to a million characters; - is standard input. The
    exit code is 1 where a finding is an error or a file cannot be read.
    """
    from extractor.check import check, render, select
    from extractor.pipeline import Extractor

    select(without)
    extractor, findings, failed = Extractor(statistics=statistics), [], False
    for name, text in read_inputs(files, encoding):
        try:
            if isinstance(text, ExtractorError):
                raise text
            findings += check(extractor.extract(text, published, name), without)
        except ExtractorError as error:
            complain(str(error))
            failed = True
    with Output(output) as out:
        out.write(render(findings, form))
    if failed or any(finding.severity == "error" for finding in findings):
        ctx.exit(1)
