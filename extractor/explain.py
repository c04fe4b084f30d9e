"""Why a record says what it says: for each value its rule and the sentences it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language

from extractor.pipeline import build
from extractor.records import FIELDS, Entity, Mention, PressRelease

OPEN, CLOSE = "[[", "]]"
"""Marks around a mention in its sentence; single brackets occur in press releases."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A mention and its sentence: `start` and `end` are characters of the text, end exclusive."""

    mention: Mention
    start: int
    end: int
    sentence: str

    def marked(self, opening: str = OPEN, closing: str = CLOSE) -> str:
        """The sentence on one line, the mention between the two marks."""
        first, last = self.mention.start - self.start, self.mention.end - self.start
        before, after = self.sentence[:first], self.sentence[last:]
        whole = f"{before}{opening}{self.mention.text}{closing}{after}"
        return " ".join(whole.split())


@dataclass(frozen=True, slots=True)
class Explanation:
    """One value of a record and what speaks for it."""

    field: str
    value: str
    rule: str
    confidence: float
    evidence: tuple[Evidence, ...]


def explain(record: PressRelease, fields: Collection[str] = FIELDS) -> Iterator[Explanation]:
    """The values of a record with their evidence, in the record's order.

    Sentences are found again in the record's own text, so that a record that was
    kept as JSON can be explained as well.
    """
    starts = [0, *(s.start_char for s in _structure()(record.text).sents if s.start_char)]
    ends = [*starts[1:], len(record.text)]
    for field, entity in record.entities():
        if field in fields:
            evidence = tuple(
                _evidence(record.text, mention, starts, ends) for mention in entity.mentions
            )
            yield Explanation(field, label(entity), entity.rule, entity.confidence, evidence)


def label(entity: Entity) -> str:
    """What to call a value: its name, or for figures, dates and quotes what the text says."""
    name = getattr(entity, "name", None)
    return name if isinstance(name, str) else " ".join(entity.mentions[0].text.split())


@cache
def _structure() -> Language:
    return build(("press_layout", "press_sentences"))


def _evidence(text: str, mention: Mention, starts: list[int], ends: list[int]) -> Evidence:
    """The mention with the sentence, or the sentences (a long quotation), that hold it."""
    first = bisect_right(starts, mention.start) - 1
    last = bisect_right(starts, max(mention.start, mention.end - 1)) - 1
    start, end = starts[first], ends[last]
    return Evidence(mention, start, end, text[start:end])
