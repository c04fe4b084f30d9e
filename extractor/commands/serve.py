"""`extractor serve`: a web page to extract and correct, and an HTTP interface."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.commands.options import country_option, lexicon_option


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--token",
    envvar="EXTRACTOR_TOKEN",
    metavar="TOKEN",
    help="What every request must bring; also from EXTRACTOR_TOKEN. Made up where "
    "another computer can reach the address and none is given.",
)
@country_option()
@lexicon_option()
@click.option(
    "--language",
    type=click.Choice(("es", "en")),
    default="es",
    show_default=True,
    help="Language of the page.",
)
@click.option(
    "--max-size",
    default=10,
    show_default=True,
    type=click.IntRange(1, 500),
    metavar="MB",
    help="Largest document.",
)
@click.option(
    "--time-limit",
    default=20.0,
    show_default=True,
    type=click.FloatRange(0.1, 600),
    metavar="SECONDS",
    help="Longest time for one document.",
)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that extract.",
)
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser.")
def command(
    host: str,
    port: int,
    token: str | None,
    country: str | None,
    lexicon: Path | None,
    language: str,
    max_size: int,
    time_limit: float,
    workers: int,
    open_page: bool,
) -> None:
    """Serve a page to extract and correct, and an HTTP interface.

    Only this computer reaches it unless --host says otherwise; then a token
    guards it. Nothing that is sent is written to disk or to a log. Needs the
    extra `web`: pip install "es-comunicado[web]".
    """
    try:
        from extractor.web import server
        from extractor.web.settings import MEGABYTE, Settings, is_loopback, new_token
    except ImportError as error:
        from extractor.errors import ExtractorError

        raise ExtractorError(
            f'{error.name} is not installed; pip install "es-comunicado[web]"'
        ) from error

    if token is None and not is_loopback(host):
        token = new_token()
    settings = Settings(
        host=host,
        port=port,
        token=token,
        language=language,
        country=country,
        lexicon=lexicon,
        max_bytes=max_size * MEGABYTE,
        max_records_bytes=8 * max_size * MEGABYTE,
        time_limit=time_limit,
        workers=workers,
    )
    server.run(settings, lambda line: click.echo(line, err=True), open_page)
