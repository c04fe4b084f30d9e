"""`extractor learn`: corrections in, entries of the user's own lexicon out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from extractor.commands.options import encoding_option
from extractor.commands.output import Output


@click.command()
@click.argument("corrections", metavar="CORRECTIONS...", nargs=-1, required=True)
@click.option(
    "--lexicon",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Your lexicon: entries that it has are not shown again, and it gets the new ones "
    "when you say yes.",
)
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option(
    "--examples",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PATH",
    help="Also write the texts with their names as training examples (models/training).",
)
@encoding_option()
def command(
    corrections: tuple[str, ...],
    lexicon: Path | None,
    yes: bool,
    examples: Path | None,
    encoding: str | None,
) -> None:
    """Turn corrections into entries of your own lexicon.

    CORRECTIONS is a file of JSON Lines that the page of `extractor serve` saved,
    or corrected records. The entries are shown on standard output as rows of
    CSV; with --lexicon they are written after a yes.
    """
    from extractor import learning

    corrected = [
        each
        for name, text in _texts(corrections, encoding)
        for each in learning.read_corrected(text, name)
    ]
    if examples is not None:
        with Output(examples) as out:
            for example in learning.examples(corrected):
                out.write(json.dumps(example, ensure_ascii=False) + "\n")
    proposals = learning.propose(corrected, lexicon)
    if not proposals:
        click.echo("Nothing new to learn.", err=True)
        return
    with Output() as out:
        out.write(learning.show(proposals))
    if lexicon is None:
        click.echo("Name your lexicon with --lexicon FOLDER to write these.", err=True)
        return
    if not yes and not sys.stdin.isatty():
        click.echo("Nothing written; --yes writes without asking.", err=True)
        return
    if yes or click.confirm(f"Write {len(proposals)} rows to {lexicon}?", err=True):
        for path in learning.write(proposals, lexicon):
            click.echo(f"{path}", err=True)


def _texts(files: tuple[str, ...], encoding: str | None) -> list[tuple[str, str]]:
    from extractor.commands.inputs import read_inputs
    from extractor.errors import ExtractorError

    found = []
    for name, text in read_inputs(files, encoding):
        if isinstance(text, ExtractorError):
            raise text
        found.append((name, text))
    return found
