"""Trains the recognizer: `python train.py CORPUS OUTPUT`.

CORPUS is the CoNLL-2002 Spanish training file (lines `index, word, BIO tag`).
OUTPUT gets `model-best` and `model-last`. One core, about five minutes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import reader  # noqa: F401  (registers press_corpus.v1)
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config

from extractor import network, recognizer  # noqa: F401  (where entry points are not installed)
from extractor.structure import tokenizer  # noqa: F401

CONFIG = Path(__file__).parent / "ner.cfg"


def _override(text: str) -> tuple[str, Any]:
    key, _, value = text.partition("=")
    try:
        return key, json.loads(value)
    except json.JSONDecodeError:
        return key, value


@click.command()
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False))
@click.argument("output", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--corrections",
    type=click.Path(exists=True, dir_okay=False),
    help="Own corrected texts, JSON Lines (README.md).",
)
@click.option("--set", "overrides", multiple=True, help="A setting of ner.cfg: a.b.c=VALUE.")
@click.option("--config", type=click.Path(exists=True), default=str(CONFIG), show_default=True)
def main(
    corpus: str, output: Path, corrections: str | None, overrides: tuple[str, ...], config: str
) -> None:
    """Train on CORPUS, write to OUTPUT."""
    changes = {"paths.corpus": corpus, "paths.corrections": corrections}
    changes.update(map(_override, overrides))
    output.mkdir(parents=True, exist_ok=True)
    nlp = init_nlp(load_config(config, overrides=changes, interpolate=False))
    train(nlp, output, use_gpu=-1)


if __name__ == "__main__":
    main()
