"""`extractor batch`: an archive in, tables out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from extractor.commands.options import (
    country_option,
    encoding_option,
    lexicon_option,
    statistics_option,
)

if TYPE_CHECKING:
    from extractor.archive.settings import Progress, Summary

    Report = Callable[[Progress], object]


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--out",
    "-o",
    "target",
    required=True,
    metavar="TARGET",
    help="Where to; the ending says how: .jsonl, .parquet, .csv, .sqlite, .xlsx, "
    "or a folder for a Parquet file a table.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("jsonl", "parquet", "csv", "sqlite", "xlsx")),
    help="Against the ending of TARGET; csv for a folder of CSV files.",
)
@click.option("--text-column", metavar="NAME", help="JSONL, CSV, Parquet: the column of the text.")
@click.option("--id-column", metavar="NAME", help="The column of the documents' ids.")
@click.option("--date-column", metavar="NAME", help="The column of the publication date.")
@click.option(
    "--title-column", metavar="NAME", help="The column of a title to put before the text."
)
@click.option(
    "--date-format",
    metavar="FORMAT",
    help="How dates that are not ISO are written, such as %d/%m/%Y.",
)
@encoding_option()
@country_option()
@lexicon_option()
@statistics_option()
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Processes that share the work; one per core without it.",
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Take N documents or files.")
@click.option(
    "--sample",
    type=click.FloatRange(0, 1, min_open=True),
    metavar="SHARE",
    help="Take this share of the documents (0.05), chosen by their ids.",
)
@click.option("--keep-copies", is_flag=True, help="Read a text again each time it comes.")
@click.option(
    "--any-language", is_flag=True, help="Make records of texts that are not Spanish too."
)
@click.option("--excel", is_flag=True, help="CSV as Excel opens it at once, formulas disarmed.")
@click.option("--resume", is_flag=True, help="Go on with a run that was interrupted.")
@click.option("--overwrite", is_flag=True, help="Replace TARGET, or a run that was interrupted.")
@click.option("--strict", is_flag=True, help="Stop at the first document that fails.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    target: str,
    form: str | None,
    workers: int | None,
    limit: int | None,
    sample: float | None,
    resume: bool,
    overwrite: bool,
    strict: bool,
    quiet: bool,
    **given: Any,
) -> None:
    """Extract an archive into tables.

    SOURCE is a file, a folder or a pattern in quotes: text, Markdown, HTML, PDF,
    DOCX, EML, JSONL, CSV, Parquet, WARC, and these in gz, bz2, xz, zst, zip or
    tar. Documents that fail are listed in TARGET.errors.jsonl and the exit code
    is 1. A run that was interrupted goes on with the same command and --resume.
    """
    from extractor.archive import Settings, run
    from extractor.readers import Options

    if resume and overwrite:
        raise click.UsageError("--resume and --overwrite are opposites.")
    names = ("text_column", "id_column", "date_column", "date_format", "title_column", "encoding")
    extractor: dict[str, Any] = {"statistics": given["statistics"]}
    if given["country"]:
        extractor["country"] = given["country"]
    if given["lexicon"]:
        extractor["lexicon"] = str(given["lexicon"].absolute())
    settings = Settings(
        options=Options(**{name: given[name] for name in names}),
        extractor=extractor,
        form=form,
        excel=given["excel"],
        workers=workers or 0,
        resume=resume,
        overwrite=overwrite,
        strict=strict,
        copies=given["keep_copies"],
        foreign=given["any_language"],
        limit=limit,
        sample=sample,
    )
    try:
        with _progress(quiet) as report:
            summary = run(sources, target, settings, report)
    except KeyboardInterrupt:
        click.echo("interrupted; the same command with --resume goes on", err=True)
        ctx.exit(130)
    if not quiet:
        for line in _lines(summary):
            click.echo(line, err=True)
    if summary.failures:
        ctx.exit(1)


def _lines(summary: Summary) -> Iterator[str]:
    """The summary, in words."""
    if summary.complete:
        yield f"{summary.target} is complete already"
        return
    rate = summary.documents / summary.seconds if summary.seconds else 0
    spent = f"{_clock(summary.seconds)}, {rate:,.0f} a second"
    if summary.resumed:
        spent = f"{_clock(summary.seconds)}, {summary.resumed:,} were done before"
    yield f"{summary.target}: {summary.records:,} records ({spent})"
    if summary.copies:
        yield f"{summary.copies:,} documents have a text seen before; see the copies"
    if summary.warned:
        yield f"{summary.warned:,} records have warnings; see their meta.warnings"
    if summary.failures:
        yield f"{summary.failures:,} documents failed; see {summary.errors}"
    if summary.skipped:
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in summary.skipped.items())
        yield f"files of other kinds were left aside: {kinds}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@contextmanager
def _progress(quiet: bool) -> Iterator[Report | None]:
    """What shows the progress: a bar on a terminal, now and then a line elsewhere."""
    if quiet:
        yield None
        return
    if sys.stderr.isatty():
        try:
            with _bar() as report:
                yield report
            return
        except ImportError:  # rich is an extra: plain lines do without
            pass
    yield Lines()


class Lines:
    """Plain lines, at growing distances: after 10 seconds, 20, 40, then every minute."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._next = 10.0

    def __call__(self, progress: Progress) -> None:
        """Say something if it is time."""
        spent = time.monotonic() - self._begun
        if spent < self._next:
            return
        self._next = spent + min(max(spent, 10), 60)
        click.echo(f"{progress.phase}: {describe(progress, spent)}", err=True)


def describe(progress: Progress, seconds: float) -> str:
    """Documents, rate, remaining time and failures, as one line."""
    now = max(progress.documents - progress.resumed, 0)
    parts = [f"{progress.documents:,} documents", f"{now / seconds:,.0f} a second"]
    if progress.share and progress.phase == "reading" and not progress.resumed:
        rest = seconds * (1 - progress.share) / progress.share
        parts += [f"{progress.share:.0%}", f"{_clock(rest)} left"]
    if progress.failures:
        parts.append(f"{progress.failures:,} failed")
    return ", ".join(parts)


@contextmanager
def _bar() -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[said]}"))
    begun = time.monotonic()
    console = Console(stderr=True)
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None, said="")

        def report(progress: Any) -> None:
            spent = max(time.monotonic() - begun, 0.001)
            said = describe(progress, spent)
            share = progress.share if progress.phase == "reading" else None
            total = None if share is None else 1.0
            bar.update(
                task, description=progress.phase, total=total, completed=share or 0, said=said
            )

        yield report
