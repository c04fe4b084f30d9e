"""What a rule is, what it finds, and the release that it reads.

A rule is a function from a `Release` to hits, registered by `@rule`. It never
raises for odd text, and stays silent where the text leaves a doubt.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from extractor.records import Mention, PressRelease
from extractor.structure.quotation import Quotation, pair_marks

Severity = Literal["error", "warning", "info"]
ERROR: Severity = "error"
WARNING: Severity = "warning"
INFO: Severity = "info"
SEVERITIES: tuple[Severity, ...] = (ERROR, WARNING, INFO)

SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…](?!\s|$)[^.!?…\n]*)*[.!?…]*")
NO_PROSE = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|[@#]\w+|\b[\w-]+(?:\.[\w-]+)*\.\w{2,4}/\S*"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a release; offsets in code points, end exclusive, lines from 1."""

    rule: str
    severity: Severity
    start: int
    end: int
    line: int
    column: int
    text: str
    message: str
    advice: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule strikes, and what it says there."""

    start: int
    end: int
    message: str


class Release:
    """One record with what the rules read of its text."""

    def __init__(self, record: PressRelease) -> None:
        self.record = record
        self.text = record.text
        self._lines = [0, *(m.end() for m in re.finditer("\n", self.text))]

    @cached_property
    def quotation(self) -> Quotation:
        """The quotation marks, paired."""
        return pair_marks(self.text)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Sentences as ranges; a simple reading that also breaks at every line."""
        return [m.span() for m in SENTENCE.finditer(self.text) if m[0].strip()]

    @cached_property
    def _not_prose(self) -> list[tuple[int, int]]:
        return [m.span() for m in NO_PROSE.finditer(self.text)]

    def is_prose(self, offset: int) -> bool:
        """Whether the character is no part of an address, a handle or a hashtag."""
        return not any(start <= offset < end for start, end in self._not_prose)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both from 1."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def line_at(self, offset: int) -> tuple[int, int]:
        """The range of the line that holds the character."""
        line = bisect_right(self._lines, offset)
        end = self._lines[line] - 1 if line < len(self._lines) else len(self.text)
        return self._lines[line - 1], end

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The range of the sentence that holds the character, or of its line."""
        place = bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1
        if place >= 0 and self.sentences[place][0] <= offset < self.sentences[place][1]:
            return self.sentences[place]
        return self.line_at(offset)

    @cached_property
    def mentions(self) -> list[tuple[str, Mention]]:
        """All mentions of the record with the name of their field, in text order."""
        found = [(name, m) for name, entity in self.record.entities() for m in entity.mentions]
        return sorted(found, key=lambda item: (item[1].start, item[1].end))


Find = Callable[[Release], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the proofreader; `wrong` triggers it and `right` does not."""

    id: str
    severity: Severity
    title: str
    advice: str
    wrong: str
    right: str
    find: Find

    def findings(self, release: Release) -> Iterator[Finding]:
        """What the rule has to say about a release."""
        for hit in self.find(release):
            line, column = release.place(hit.start)
            yield Finding(
                rule=self.id,
                severity=self.severity,
                start=hit.start,
                end=hit.end,
                line=line,
                column=column,
                text=release.text[hit.start : hit.end],
                message=hit.message,
                advice=self.advice,
                source=release.record.source,
            )


RULES: dict[str, Rule] = {}
"""Every rule by its id."""


def rule(
    id: str, severity: Severity, title: str, advice: str, *, wrong: str, right: str
) -> Callable[[Find], Find]:
    """Register a rule."""

    def register(find: Find) -> Find:
        if id in RULES:
            raise ValueError(f"rule {id!r} is registered twice")
        RULES[id] = Rule(id, severity, title, advice, wrong, right, find)
        return find

    return register
