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
    digest = hashlib.sha256()
    folder = Path(package.origin).parent
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
