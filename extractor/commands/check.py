"""`extractor check`: files in, what is wrong with them out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from extractor.commands.inputs import Given, read_records
from extractor.commands.options import (
    country_option,
    encoding_option,
    files_argument,
    lexicon_option,
    output_option,
    published_option,
    statistics_option,
)
from extractor.commands.output import Output

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
    form: str,
    without: tuple[str, ...],
    output: Path | None,
    **given: Any,
) -> None:
    """Proofread press releases before they are sent.

    FILE is a press release as for `extract`; - is standard input. The exit code
    is 1 where a finding is an error or a file cannot be read.
    """
    from extractor.check import check, render, select

    select(without)
    findings: list[Any] = []
    failures: list[str] = []
    said = Given(**given)
    lexicon = said.user_lexicon()
    for record in read_records(files, said, failures):
        findings += check(record, without, lexicon)
    with Output(output) as out:
        out.write(render(findings, form))
    if failures or any(finding.severity == "error" for finding in findings):
        ctx.exit(1)
