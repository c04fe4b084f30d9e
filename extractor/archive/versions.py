"""What makes records differ between two installations."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any


def model_version(extractor: dict[str, Any]) -> str:
    """A digest of the trained recognizer's files, or `rules` where none is used."""
    if not extractor.get("statistics", True):
        return "rules"
    from extractor.pipeline import MODEL

    package = find_spec(MODEL)
    if package is None or package.origin is None:
        return "none"
    return _digest(Path(package.origin).parent, "*")


def lexicon_version(extractor: dict[str, Any]) -> str | None:
    """A digest of the user's lexicon, or None where there is none.

    Raises:
        LexiconError: it is bad; before a worker says so of every document.
    """
    folder = extractor.get("lexicon")
    if folder is None:
        return None
    from extractor.user_lexicon import read_user

    read_user(folder)
    return _digest(Path(folder), "*.csv")


def _digest(folder: Path, pattern: str) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
