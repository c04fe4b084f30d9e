"""Scores a pipeline on files of gold entities: `python evaluate.py MODEL FILE...`.

A FILE holds lines `index, word, BIO tag` like the training corpus. Strict: equal
boundaries and type. MODEL is a folder or an installed package. Where a pipeline
leaves span groups, these are scored, else its entities.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import Any

import click
import spacy
from corpus import dispatches, join, read_sentences, write
from spacy.language import Language
from spacy.tokens import Doc

from extractor import network, recognizer  # noqa: F401  (where entry points are not installed)
from extractor.links import arbiter  # noqa: F401
from extractor.structure import tokenizer  # noqa: F401

GROUPS = {"persons": "PER", "organizations": "ORG", "places": "LOC"}
NAMES = tuple(GROUPS.values())


def found_in(doc: Doc) -> set[tuple[int, int, str]]:
    """Characters and kind of the names, from the span groups if there are any."""
    if any(name in doc.spans for name in GROUPS):
        return {
            (span.start_char, span.end_char, label)
            for name, label in GROUPS.items()
            if name in doc.spans
            for span in doc.spans[name]
        }
    return {(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in NAMES}


def evaluate(nlp: Language, path: Path) -> dict[str, Any]:
    """Precision, recall and F1 in percent for each kind and for `names`, and the speed."""
    gold, found, right = Counter[str](), Counter[str](), Counter[str]()
    texts = [join(map(write, group)) for group in dispatches(read_sentences(path))]
    begin = perf_counter()
    answers = [found_in(nlp(text.prose)) for text in texts]
    seconds = perf_counter() - begin
    for text, answer in zip(texts, answers, strict=True):
        wanted = {entity for entity in text.entities if entity[2] in NAMES}
        for counter, items in ((gold, wanted), (found, answer), (right, wanted & answer)):
            counter.update(label for _, _, label in items)
    scores = {label: _scores(gold[label], found[label], right[label]) for label in NAMES}
    scores["names"] = _scores(gold.total(), found.total(), right.total())
    return {**scores, "texts": len(texts), "texts_per_second": round(len(texts) / seconds, 1)}


def _scores(gold: int, found: int, right: int) -> dict[str, float]:
    return {
        "p": round(100 * right / found, 1) if found else 0.0,
        "r": round(100 * right / gold, 1) if gold else 0.0,
        "f": round(200 * right / (gold + found), 1) if gold + found else 0.0,
    }


@click.command()
@click.argument("model")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def main(model: str, files: tuple[Path, ...], as_json: bool) -> None:
    """Score MODEL on each of FILES."""
    nlp = spacy.load(model)
    results = {path.name: evaluate(nlp, path) for path in files}
    if as_json:
        click.echo(json.dumps(results, ensure_ascii=False, indent=2))
        return
    for name, result in results.items():
        click.echo(f"{name}: {result['texts']} texts, {result['texts_per_second']} a second")
        for label in (*NAMES, "names"):
            click.echo(f"  {label:6}" + "".join(f"  {k} {v:5}" for k, v in result[label].items()))


if __name__ == "__main__":
    main()
