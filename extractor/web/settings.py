"""How the server is set up: where it listens, who may use it, how much it takes at once."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import ExtractorError

COOKIE = "extractor_session"
SHORTEST_TOKEN = 12
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one server.

    Attributes:
        token: what every request must bring, or None where nothing guards.
        max_bytes: largest document in a request.
        max_characters: longest text; a longer one is refused, never cut.
        max_records_bytes: largest request that holds records or many documents.
        time_limit: seconds that one document may take.
        workers: processes that extract.
        max_waiting: requests that may wait for a worker; further ones are told to come later.
        lexicon: folder of the user's own lexicon.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    language: str = "es"
    country: str | None = None
    lexicon: Path | None = None
    max_bytes: int = 10 * MEGABYTE
    max_characters: int = 500_000
    max_records_bytes: int = 80 * MEGABYTE
    time_limit: float = 20.0
    workers: int = 1
    max_waiting: int = 64

    def __post_init__(self) -> None:
        if self.token is not None and len(self.token) < SHORTEST_TOKEN:
            raise ExtractorError(f"a token has {SHORTEST_TOKEN} characters at least")

    @property
    def session(self) -> str:
        """What the browser keeps instead of the token itself."""
        return hashlib.sha256(f"session:{self.token}".encode()).hexdigest()

    def knows(self, given: str | None) -> bool:
        """Whether this is the token, compared in constant time."""
        return self.token is not None and secrets.compare_digest(
            (given or "").encode(), self.token.encode()
        )


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def new_token() -> str:
    """A token that cannot be guessed."""
    return secrets.token_urlsafe(24)
