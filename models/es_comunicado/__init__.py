"""The Spanish press pipeline: rules and the trained recognizer of names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import load_model_from_path

FOLDER = Path(__file__).parent
__version__: str = json.loads((FOLDER / "meta.json").read_text(encoding="utf-8"))["version"]


def load(**overrides: Any) -> Language:
    """The whole pipeline, as `spacy.load("es_comunicado")` gives it."""
    # The tokenizer is made by the code: the file beside this serves who loads the folder itself.
    overrides["exclude"] = [*overrides.get("exclude", ()), "tokenizer"]
    return load_model_from_path(FOLDER, **overrides)
