"""`extractor report`: a page about an archive."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.commands.options import output_option
from extractor.commands.output import Output


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--language",
    type=click.Choice(("es", "en")),
    default="es",
    show_default=True,
    help="Language of the page.",
)
@output_option()
def command(target: Path, language: str, output: Path | None) -> None:
    """Make a page about an archive.

    TARGET is what `extractor batch` wrote: .sqlite, .parquet, .csv, .jsonl or a
    folder of tables. The page needs no network: documents over time, institutions,
    officials with the period of each role, places, sums of money, projects, each
    with the sentences that say so and links to the documents.
    """
    from extractor.report import report

    page = report(target, output, language)
    with Output(output) as out:
        out.write(page)
