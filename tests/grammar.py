"""Sentences that say which rule reads what in them.

    PE: El [Ministerio de Salud](lexicon_full key=pe:…) y el [MTC](lexicon_acronym).

The words in brackets are a span, the word after them is the rule that must have made it,
without the name of its group; `key=value` are facts of the span, a value with blanks stands
in quotes. Two letters and a colon before the sentence give the document's country. What is
not marked must not be found.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span

import extractor
from extractor.pipeline import build
from extractor.spans import facts

MARK = re.compile(r"\[([^\]]+)\]\(([\w.]+)((?:'[^']*'|[^()'])*)\)")
PACKAGE = Path(extractor.__file__).parent


@dataclass(frozen=True)
class Marked:
    text: str
    start: int
    rule: str
    facts: dict[str, str]


def parse(example: str) -> tuple[str, str | None, list[Marked]]:
    """The sentence without its marks, the country, and what is marked."""
    country = None
    if example[2:4] == ": ":
        country, example = example[:2], example[4:]
    text, last, marked = "", 0, []
    for mark in MARK.finditer(example):
        text += example[last : mark.start()]
        pairs = [pair.split("=", 1) for pair in shlex.split(mark[3])]
        marked.append(Marked(mark[1], len(text), mark[2], dict(pairs)))
        text += mark[1]
        last = mark.end()
    return text + example[last:], country, marked


@cache
def rules() -> Language:
    """The pipeline of rules alone, made once for all tests."""
    return build(statistics=False)


def read(text: str, country: str | None = None, published: str | None = None) -> Doc:
    """The Doc of a text whose country and date are given."""
    doc = rules().make_doc(text)
    doc._.country, doc._.published = country, published
    return rules()(doc)


def check(example: str, *groups: str) -> None:
    """The spans of these groups are those marked, made by those rules, with those facts."""
    text, country, marked = parse(example)
    doc = read(text, country)
    found = sorted(
        ((span, name) for name in groups for span in doc.spans[name]),
        key=lambda pair: (pair[0].start, pair[0].end),
    )
    have = [(span.text, span.start_char, span.id_.partition(".")[2]) for span, _ in found]
    want = [(one.text, one.start, one.rule.rpartition(".")[2]) for one in marked]
    assert have == want, f"{have} is not {want}"
    for (span, name), one in zip(found, marked, strict=True):
        values = values_of(span, name)
        facts_read = {key: _shown(values.get(key)) for key in one.facts}
        assert facts_read == one.facts, f"{one.text}: {facts_read} is not {one.facts}"


def check_entities(example: str, name: str) -> None:
    """`[words](1)`: the spans of the group are those marked, one entity to each number."""
    text, country, marked = parse(example)
    spans = sorted(read(text, country).spans[name], key=lambda span: span.start)
    numbers: dict[str, str] = {}
    found = []
    for span in spans:
        number = numbers.setdefault(span.kb_id_, str(len(numbers) + 1))
        found.append((span.text, span.start_char, number))
    want = [(one.text, one.start, one.rule) for one in marked]
    assert found == want, f"{found} is not {want}"


def values_of(span: Span, name: str) -> dict[str, Any]:
    """The facts of a span, and with them its entity and its label."""
    return {**facts(span, name), "entity": span.kb_id_, "label": span.label_}


def _shown(value: Any) -> str:
    return "|".join(value) if isinstance(value, list | tuple) else str(value)


def rules_in(group: str, *modules: str) -> set[str]:
    """The rules of a group that these modules name, without the group."""
    text = "".join((PACKAGE / module).read_text(encoding="utf-8") for module in modules)
    return set(re.findall(rf'"{group}\.([a-z_]+)"', text))


def rules_of(examples: list[Any]) -> set[str]:
    """The rules that these sentences are marked with."""
    texts = [getattr(example, "values", (example,))[0] for example in examples]
    return {mark[2] for text in texts for mark in MARK.finditer(text)}


def bug(example: str, reason: str) -> Any:
    """A sentence that is not read right yet; the test fails once it is."""
    return pytest.param(example, marks=pytest.mark.xfail(reason=reason, strict=True))
