"""Runs the application under uvicorn, with a log that tells of no request."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from extractor.errors import ExtractorError
from extractor.web.app import create_app
from extractor.web.settings import Settings

QUIET = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(message)s"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "stream": "ext://sys.stderr",
        }
    },
    "loggers": {
        "uvicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "extractor": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}


class _Server(uvicorn.Server):
    """Tells where it listens once it does."""

    ready: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.ready()


def run(settings: Settings, say: Callable[[str], None], open_page: bool = False) -> None:
    """Serve until interrupted.

    Args:
        say: gets the lines for the person who started it.

    Raises:
        ExtractorError: the address is taken or not this computer's.
    """
    bound = _bind(settings)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{bound.getsockname()[1]}/"
    if settings.token:
        address += f"?token={settings.token}"
    config = uvicorn.Config(
        create_app(settings),
        log_config=QUIET,
        access_log=False,
        server_header=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
        limit_concurrency=settings.max_waiting * 4,
    )
    server = _Server(config)

    def ready() -> None:
        say(f"{address}  (Ctrl+C ends it)")
        if open_page:
            webbrowser.open(address)

    server.ready = ready
    with bound:
        server.run(sockets=[bound])


def _bind(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((settings.host, settings.port))
    except OSError as error:
        found.close()
        raise ExtractorError(
            f"{settings.host}:{settings.port} cannot be used ({error.strerror}); try --port"
        ) from error
    return found
