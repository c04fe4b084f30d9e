"""The files a command is given: each text, or the reason why there is none."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import click

from extractor.errors import SourceError


def complain(message: str) -> None:
    """One line about an input, on standard error."""
    click.echo(message, err=True)


def read_inputs(
    files: Sequence[str], encoding: str | None = None
) -> Iterator[tuple[str, str | SourceError]]:
    """Each input's name with its text, one at a time; `-` is standard input, named `stdin`."""
    from extractor.readers import txt

    for file in files:
        try:
            if file == "-":
                yield "stdin", txt.read_stream(sys.stdin.buffer, "stdin", encoding)
            else:
                yield file, txt.read(file, encoding)
        except SourceError as error:
            yield file, error
