"""`extractor view`: files in, pages for people out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.commands.inputs import Given, read_records
from extractor.commands.options import (
    country_option,
    encoding_option,
    files_argument,
    lexicon_option,
    published_option,
    statistics_option,
)
from extractor.commands.output import Output
from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from extractor.records import PressRelease
    from extractor.user_lexicon import UserLexicon


@click.command()
@files_argument()
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="PATH",
    help="Page to write; standard output without it. For several FILES a folder, "
    "which gets a page for each and an index.",
)
@click.option(
    "--language",
    type=click.Choice(("es", "en")),
    default="es",
    show_default=True,
    help="Language of the page.",
)
@click.option("--check/--no-check", default=True, help="Show what the check finds, or not.")
@published_option()
@country_option()
@lexicon_option()
@statistics_option()
@encoding_option()
@click.pass_context
def command(
    ctx: click.Context,
    /,
    files: tuple[str, ...],
    output: Path | None,
    language: str,
    check: bool,
    **given: Any,
) -> None:
    """Show press releases with their records, as web pages.

    FILE is a press release as for `extract`, or a record (.json). A page is one file with all it
    needs: it opens anywhere, also without a network.
    """
    if len(files) > 1 and (output is None or str(output) == "-"):
        raise click.UsageError("several files need --output FOLDER")
    failures: list[str] = []
    said = Given(**given)
    lexicon = said.user_lexicon()
    records = list(read_records(files, said, failures, also_json=True))
    found = [(record, _findings(record, lexicon) if check else None) for record in records]
    if found and (len(files) > 1 or (output is not None and output.is_dir())):
        assert output is not None
        _write_site(output, found, language)
    elif found:
        from extractor.view import page

        with Output(output) as out:
            out.write(page(*found[0], language=language))
    if failures:
        ctx.exit(1)


def _findings(record: PressRelease, lexicon: UserLexicon | None) -> Sequence[Any]:
    from extractor.check import check

    return check(record, lexicon=lexicon)


def _write_site(folder: Path, found: Sequence[Any], language: str) -> None:
    from extractor.view.site import site

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExtractorError(f"{folder}: cannot be a folder ({error.strerror})") from error
    for name, html in site(found, language):
        with Output(folder / name) as out:
            out.write(html)
