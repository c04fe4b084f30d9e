"""`--explain` as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Collection

import click

from extractor.commands.output import colours
from extractor.explain import CLOSE, OPEN, explain
from extractor.records import FIELDS, PressRelease

BOLD, PLAIN = "\x1b[1;32m", "\x1b[0m"


def as_text(record: PressRelease, fields: Collection[str], to_terminal: bool) -> str:
    """Each value with its rule and confidence, and under it each sentence and its offsets."""
    coloured = to_terminal and colours()
    opening, closing = (BOLD, PLAIN) if coloured else (OPEN, CLOSE)
    lines = [record.source or "standard input"]
    for one in explain(record, fields or FIELDS):
        value = click.style(one.value, bold=True) if coloured else one.value
        lines += ["", f"{one.field}: {value}", f"  {one.rule}, confidence {one.confidence:.2f}"]
        lines += [
            f"  {e.mention.start}-{e.mention.end}  {e.marked(opening, closing)}"
            for e in one.evidence
        ]
    return "\n".join(lines) + "\n"


def as_json(record: PressRelease, fields: Collection[str], indent: int | None) -> str:
    """The same for programs; `sentence` has the mention between its marks."""
    values = [
        {
            "field": one.field,
            "value": one.value,
            "rule": one.rule,
            "confidence": one.confidence,
            "mentions": [{**e.mention.model_dump(), "sentence": e.marked()} for e in one.evidence],
        }
        for one in explain(record, fields or FIELDS)
    ]
    return json.dumps(
        {"source": record.source, "explanations": values}, ensure_ascii=False, indent=indent
    )
