"""The words of the interface, one JSON file a language; all files have the same keys."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

HOME = Path(__file__).parent / "languages"
LANGUAGES = ("es", "en")
"""The first one is the default."""


@cache
def words(language: str) -> dict[str, Any]:
    """The words of this language; those of the default where there is no such language."""
    code = language if language in LANGUAGES else LANGUAGES[0]
    found: dict[str, Any] = json.loads((HOME / f"{code}.json").read_text(encoding="utf-8"))
    return {**found, "code": code}


def other(language: str) -> str:
    """The language that the switch leads to."""
    return LANGUAGES[1] if language == LANGUAGES[0] else LANGUAGES[0]
