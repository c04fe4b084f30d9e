"""Cuts a text where mentions begin and end, so that overlapping mentions show side by side.

A piece of text lies in none, one or several mentions. The shortest one gives it
its fill; each one draws a line below it, in a lane that the mention keeps from
its first piece to its last. All offsets are code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from extractor.records import Entity, PressRelease

LANES = 4
"""Lines that find room below the text; further ones share the last."""


class Finding(Protocol):
    """What a check found: a stretch of the text, how bad it is, and what to do."""

    @property
    def rule(self) -> str:
        """The name of the rule."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """Character after the last."""

    @property
    def severity(self) -> str:
        """`error`, `warning` or `info`."""

    @property
    def message(self) -> str:
        """What is wrong."""

    @property
    def advice(self) -> str | None:
        """What to do."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mention of one value: `record.FIELD[entity].mentions[mention]`."""

    field: str
    entity: int
    mention: int
    start: int
    end: int
    lane: int = 0

    @property
    def key(self) -> str:
        """`organizations-0-2`, part of the ids of a page."""
        return f"{self.field}-{self.entity}-{self.mention}"

    @property
    def entity_key(self) -> str:
        """`organizations-0`."""
        return f"{self.field}-{self.entity}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line that lies in the same mentions from end to end.

    `marks`: the shortest first. `opens`, `closes`: those that begin or end here.
    """

    start: int
    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()
    closes: tuple[Mark, ...] = ()
    findings: tuple[int, ...] = ()


def marks_of(record: PressRelease) -> list[Mark]:
    """All mentions of the record in text order, longer ones first, each with its lane."""
    found = [
        Mark(name, index, number, mention.start, mention.end)
        for name, entities in _fields(record)
        for index, entity in enumerate(entities)
        for number, mention in enumerate(entity.mentions)
        if mention.end > mention.start
    ]
    found.sort(key=lambda mark: (mark.start, -mark.end))
    return list(_with_lanes(found))


def _fields(record: PressRelease) -> Iterator[tuple[str, list[Entity]]]:
    by_name: dict[str, list[Entity]] = {}
    for name, entity in record.entities():
        by_name.setdefault(name, []).append(entity)
    yield from by_name.items()


def _with_lanes(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The lowest lane that no earlier mention still occupies."""
    busy: dict[int, int] = {}
    for mark in marks:
        lane = next(n for n in range(len(busy) + 1) if busy.get(n, 0) <= mark.start)
        busy[lane] = mark.end
        yield Mark(
            mark.field, mark.entity, mark.mention, mark.start, mark.end, min(lane, LANES - 1)
        )


def lines_of(
    text: str, marks: Sequence[Mark], findings: Sequence[Finding] = ()
) -> Iterator[list[Piece]]:
    """The lines of the text (each with its line break), each as its pieces.

    Put together again, the pieces are the text.
    """
    starts: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in marks:
        starts.setdefault(mark.start, []).append(mark)
        ends.setdefault(mark.end, []).append(mark)
    noted = [(n, f.start, f.end) for n, f in enumerate(findings) if f.start < f.end <= len(text)]
    breaks = [i + 1 for i, character in enumerate(text) if character == "\n"]
    edges = {0, len(text), *starts, *ends, *breaks}
    edges.update(edge for _, start, end in noted for edge in (start, end))
    cuts = sorted(edges)
    open_now: list[Mark] = []
    line: list[Piece] = []
    line_ends = set(breaks)
    for start, end in pairwise(cuts):
        open_now = [mark for mark in open_now if mark.end > start] + starts.get(start, [])
        line.append(
            Piece(
                start,
                text[start:end],
                tuple(sorted(open_now, key=lambda mark: mark.end - mark.start)),
                tuple(starts.get(start, ())),
                tuple(ends.get(end, ())),
                tuple(n for n, first, last in noted if first <= start and end <= last),
            )
        )
        if end in line_ends:
            yield line
            line = []
    if line:
        yield line
