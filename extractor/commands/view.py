"""`extractor view`: files in, pages for people out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.commands.inputs import complain, read_inputs
from extractor.commands.options import encoding_option, files_argument, published_option
from extractor.commands.output import Output
from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from extractor.records import PressRelease


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
@encoding_option()
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    output: Path | None,
    language: str,
    check: bool,
    published: date | None,
    encoding: str | None,
) -> None:
    """Show press releases with their records, as web pages.

    FILE is a press release, or a record (.json). A page is one file with all it
    needs: it opens anywhere, also without a network.
    """
    if len(files) > 1 and (output is None or str(output) == "-"):
        raise click.UsageError("several files need --output FOLDER")
    records = list(_records(files, encoding, published))
    found = [(record, _findings(record) if check else None) for record in records]
    if found and (len(files) > 1 or (output is not None and output.is_dir())):
        assert output is not None
        _write_site(output, found, language)
    elif found:
        from extractor.view import page

        with Output(output) as out:
            out.write(page(*found[0], language=language))
    if len(records) < len(files):
        ctx.exit(1)


def _records(
    files: Sequence[str], encoding: str | None, published: date | None
) -> Iterator[PressRelease]:
    """The records of the inputs that can be read; the others are named on standard error."""
    extractor: Any = None
    for name, text in read_inputs(files, encoding):
        if isinstance(text, ExtractorError):
            complain(str(text))
            continue
        if Path(name).suffix.lower() == ".json":
            record = _read_record(name, text)
            if record is not None:
                yield record
            continue
        if extractor is None:
            from extractor.pipeline import Extractor

            extractor = Extractor()
        yield extractor.extract(text, published, name)


def _read_record(name: str, text: str) -> PressRelease | None:
    from pydantic import ValidationError

    from extractor.records import PressRelease

    try:
        return PressRelease.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        complain(f"{name}: is no record ({where + ': ' if where else ''}{first['msg']})")
        return None


def _findings(record: PressRelease) -> Sequence[Any] | None:
    from extractor.check import check

    return check(record)


def _write_site(folder: Path, found: Sequence[Any], language: str) -> None:
    from extractor.view.site import site

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExtractorError(f"{folder}: cannot be a folder ({error.strerror})") from error
    for name, html in site(found, language):
        with Output(folder / name) as out:
            out.write(html)
