"""Puts the trained recognizer among the rules: `python assemble.py MODEL`.

Writes the package `models/es_comunicado`: the config of the whole pipeline, the
weights, and `meta.json` with the scores that `evaluate.py --json` wrote. The
vocabulary stays out: hashes are computed, not stored.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import click
import spacy
from spacy.language import Language

import extractor
from extractor import network, recognizer  # noqa: F401  (where entry points are not installed)
from extractor.links import arbiter  # noqa: F401
from extractor.pipeline import COMPONENTS, build

PACKAGE = Path(__file__).parents[1] / "es_comunicado"
RECOGNIZER = "ner"
BEFORE = {RECOGNIZER: "press_organizations", "press_arbiter": "press_quotes"}


def assemble(trained: Language) -> Language:
    """The pipeline of all components, with the weights of the trained one."""
    nlp = build(name for name in COMPONENTS if name not in BEFORE)
    nlp.add_pipe(RECOGNIZER, source=trained, before=BEFORE[RECOGNIZER])
    nlp.add_pipe("press_arbiter", before=BEFORE["press_arbiter"])
    return nlp


def write(nlp: Language, scores: dict[str, Any]) -> None:
    """The package's files, without what the last assembly left."""
    for stale in PACKAGE.iterdir():
        if stale.is_dir():
            shutil.rmtree(stale)
    nlp.meta.update(
        {
            "lang": "es",
            "name": "comunicado",
            "version": extractor.__version__,
            "description": "Press releases in Spanish: names by rules and a small network",
            "license": "see README.md",
            "author": "comunicado",
            "email": "",
            "url": "",
            "performance": scores,
        }
    )
    nlp.to_disk(PACKAGE, exclude=["vocab"])
    config = nlp.config.copy()
    config["paths"] = {}
    config["initialize"] = {}
    config["corpora"] = {}
    config["training"] = {}
    config.to_disk(PACKAGE / "config.cfg", interpolate=False)


@click.command()
@click.argument("model", type=click.Path(exists=True, file_okay=False))
@click.option("--scores", type=click.Path(exists=True), help="JSON that evaluate.py wrote.")
def main(model: str, scores: str | None) -> None:
    """Assemble the package from MODEL, the `model-best` of a training run."""
    measured = json.loads(Path(scores).read_text(encoding="utf-8")) if scores else {}
    write(assemble(spacy.load(model)), measured)


if __name__ == "__main__":
    main()
