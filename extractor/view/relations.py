"""What belongs to what, and who is reported to have said what, in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.records import PressRelease, Reference
from extractor.view.describe import name_of


@dataclass(frozen=True, slots=True)
class End:
    """One end of a relation: the id of the value (none for an event), and its name."""

    key: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Link:
    """A relation as the panel shows it; `start` and `end` are those of its sentence."""

    subject: End
    says: str
    object: End
    rule: str
    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Said:
    """A clause of reported speech."""

    text: str
    details: tuple[tuple[str, str], ...]
    rule: str
    start: int
    end: int


def links_of(record: PressRelease, words: dict[str, Any]) -> Iterator[Link]:
    """The relations of the record, in its order."""
    for relation in record.relations:
        if relation.event is not None:
            other = End(None, " ".join(relation.event.text.split()))
        elif relation.object is not None:
            other = _end(record, relation.object, words)
        sentence = relation.sentence
        yield Link(
            _end(record, relation.subject, words),
            words["relation"][relation.type],
            other,
            relation.rule,
            sentence.start,
            sentence.end,
            " ".join(sentence.text.split()),
        )


def _end(record: PressRelease, reference: Reference, words: dict[str, Any]) -> End:
    value = getattr(record, reference.field)[reference.index]
    return End(f"{reference.field}-{reference.index}", name_of(value, words))


def reported_of(record: PressRelease, words: dict[str, Any]) -> Iterator[Said]:
    """The reported speech of the record, in its order."""
    for quote in record.reported:
        mention = quote.mentions[0]
        details = (("speaker", quote.speaker), ("verb", quote.verb))
        yield Said(
            " ".join(quote.text.split()),
            tuple((term, detail) for term, detail in details if detail),
            quote.rule,
            mention.start,
            mention.end,
        )
