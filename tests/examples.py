"""Sentences that say themselves what is expected of them.

    Entregó [S/ 31 millones 600 mil](figures value=31600000 currency=PEN).

The words in brackets are a mention of the field; `key=value` are facts of it, a
value with blanks stands in quotes (`role='ministra de la Mujer'`). A field that
is asked for and not marked must not be found: *Rige la Ley 30364 desde hoy.*
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

MARK = re.compile(r"\[([^\]]+)\]\((\w+)([^)]*)\)")


@dataclass(frozen=True)
class Expected:
    field: str
    text: str
    start: int
    end: int
    facts: tuple[tuple[str, str], ...]


def parse(example: str) -> tuple[str, list[Expected]]:
    """The sentence without its marks, and what they say; offsets are those of the sentence."""
    text, last, expected = "", 0, []
    for mark in MARK.finditer(example):
        text += example[last : mark.start()]
        facts = tuple(tuple(pair.split("=", 1)) for pair in shlex.split(mark[3]))
        end = len(text) + len(mark[1])
        expected.append(Expected(mark[2], mark[1], len(text), end, facts))
        text += mark[1]
        last = mark.end()
    return text + example[last:], expected


def fields_of(expected: Iterable[Expected]) -> list[str]:
    return list(dict.fromkeys(one.field for one in expected))


def check(record: Any, expected: Iterable[Expected], fields: Iterable[str]) -> None:
    """Every mark is a mention with its facts, and these fields have no other mentions."""
    expected = list(expected)
    for field in fields:
        values = getattr(record, field)
        found = sorted((m.start, m.end, m.text) for value in values for m in value.mentions)
        assert found == [(e.start, e.end, e.text) for e in expected if e.field == field], field
    for one in expected:
        for value in getattr(record, one.field):
            if any((m.start, m.end) == (one.start, one.end) for m in value.mentions):
                facts = {key: str(getattr(value, key)) for key, _ in one.facts}
                assert facts == dict(one.facts)
