"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

FIELDS = (
    "schema_version",
    "text",
    "source",
    "language",
    "headline",
    "agency",
    "dateline",
    "published",
    "organizations",
    "officials",
    "regions",
    "projects",
    "figures",
    "dates",
    "quotes",
    "reported",
    "relations",
    "meta",
)
"""Fields of a record, here as well so that `--help` need not import the models."""

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _date(ctx: click.Context, param: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def _country(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not (len(value) == 2 and value.isascii() and value.isalpha()):
        raise click.BadParameter(f"{value!r} is no code of two letters, such as PE.", ctx, param)
    return value.upper() if value else None


def _encoding(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    try:
        if value is not None:
            b"ab".decode(value, "replace")
        return value
    except (LookupError, UnicodeError) as error:
        problem = f"{value!r} is no encoding; try utf-8, cp1252 or utf-16."
        raise click.BadParameter(problem, ctx, param) from error


def files_argument() -> Decorator:
    """Paths as the user gave them; `-` is standard input."""
    return click.argument("files", metavar="FILE...", nargs=-1, required=True)


def published_option() -> Decorator:
    """`--published DATE`, a `date` or None."""
    return click.option(
        "--published",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=_date,
        metavar="DATE",
        help="Publication date (2023-01-30), from which 'ayer' or 'este lunes' count; "
        "without it the text's own stamp or dateline serves.",
    )


def encoding_option() -> Decorator:
    """`--encoding NAME`, the codec's name or None."""
    return click.option(
        "--encoding",
        callback=_encoding,
        metavar="NAME",
        help="Encoding of the files, where it is neither UTF-8, UTF-16 with its mark "
        "nor Windows-1252.",
    )


def statistics_option() -> Decorator:
    """`--no-statistics`: the rules alone, without the trained names."""
    return click.option(
        "--statistics/--no-statistics",
        default=True,
        help="Names from the trained recognizer as well, or from rules alone.",
    )


def country_option() -> Decorator:
    """`--country CODE`, the ISO 3166-1 alpha-2 code or None."""
    return click.option(
        "--country",
        metavar="CODE",
        callback=_country,
        help="Country of the documents (ISO 3166-1 alpha-2).",
    )


def lexicon_option() -> Decorator:
    """`--lexicon FOLDER`, a path or None."""
    return click.option(
        "--lexicon",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="FOLDER",
        help="Your own lexicon, which wins over ours.",
    )


def output_option() -> Decorator:
    """`--output PATH`, for `extractor.commands.output.Output`."""
    return click.option(
        "--output",
        "-o",
        type=click.Path(path_type=Path, allow_dash=True),
        metavar="PATH",
        help="File to write, whole or not at all; standard output without it.",
    )


def fields_option() -> Decorator:
    """`--field NAME`, as often as wanted: a tuple, empty for all fields."""
    return click.option(
        "--field",
        "fields",
        multiple=True,
        type=click.Choice(FIELDS),
        metavar="NAME",
        help="Keep this field of the record; may be repeated. Any of "
        + ", ".join(FIELDS[2:])
        + ".",
    )
