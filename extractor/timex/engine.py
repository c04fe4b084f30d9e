"""Rules over symbols, applied in stages: what a stage has read, the next sees as one symbol."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

from extractor.timex.lexer import Node
from extractor.timex.symbols import SYMBOL, beginnings, compile_symbols
from extractor.timex.tense import tense
from extractor.timex.values import Time

BY_UNIT = {"D": "DAY", "M": "MONTH", "Y": "YEAR", "W": "WEEK", "WE": "WEEK", "T": "TIME"}
"""Symbol of a reading by its unit; any other is a PERIOD."""


@dataclass(slots=True)
class Context:
    """One document: the text, its publication date if known, its country if known."""

    text: str
    low: str
    published: date | None
    country: str | None
    symbols: str = ""
    nodes: list[Node] = field(default_factory=list)
    _month_first: bool | None = None

    @property
    def month_first(self) -> bool:
        """Whether *02/03/2024* is the third of February here."""
        if self._month_first is None:
            self._month_first = _is_month_first(self.low)
        return self._month_first

    def tense(self, match: Match) -> int:
        """-1 past, 1 future, 0 unknown, doubled for a near verb: by the verb beside the match."""
        return tense(self.low, match.start, match.end)


_ENGLISH_WORDS = ("published", "updated", "posted")
_ENGLISH = re.compile(rf"\b(?:{'|'.join(_ENGLISH_WORDS)})\b")
_MONTH_FIRST = re.compile(
    r"(?<![0-9/-])(?:0?[1-9]|1[0-2])/(?:1[3-9]|2[0-9]|3[01])/(?:19|20)[0-9]{2}"
)


def _is_month_first(low: str) -> bool:
    if "/" in low and _MONTH_FIRST.search(low):
        return True
    return any(word in low for word in _ENGLISH_WORDS) and bool(_ENGLISH.search(low))


@dataclass(slots=True)
class Match:
    """A stretch of nodes that a rule's pattern covers, and its neighbours in the text."""

    context: Context
    first: int
    stop: int

    @property
    def start(self) -> int:
        """First character."""
        return self.context.nodes[self.first].start

    @property
    def end(self) -> int:
        """The character after the last one."""
        return self.context.nodes[self.stop - 1].end

    @property
    def symbols(self) -> str:
        """The symbols covered."""
        return self.context.symbols[self.first : self.stop]

    @property
    def text(self) -> str:
        """The characters covered, in small letters."""
        return self.context.low[self.start : self.end]

    def marked(self, *names: str) -> list[tuple[str, Node]]:
        """The nodes with one of these symbols, each after its symbol."""
        context = self.context
        return [(context.symbols[i], context.nodes[i]) for i in self._places(names)]

    def _places(self, names: tuple[str, ...]) -> list[int]:
        """Where one of these symbols stands, in order."""
        found = _one_of(names).finditer(self.context.symbols, self.first, self.stop)
        return [match.start() for match in found]

    def nodes(self, *names: str) -> list[Node]:
        """The nodes with one of these symbols."""
        nodes = self.context.nodes
        return [nodes[i] for i in self._places(names)]

    def node(self, *names: str) -> Node:
        """The first node with one of these symbols, which the pattern asks for."""
        found = _one_of(names).search(self.context.symbols, self.first, self.stop)
        assert found is not None
        return self.context.nodes[found.start()]

    def all(self, *names: str) -> list[Any]:
        """The contents of the nodes with one of these symbols."""
        return [node.content for node in self.nodes(*names)]

    def get(self, *names: str) -> Any:
        """The content of the first such node, or None."""
        found = _one_of(names).search(self.context.symbols, self.first, self.stop)
        return self.context.nodes[found.start()].content if found else None

    def has(self, *names: str) -> bool:
        """Whether one of the symbols is covered."""
        return _one_of(names).search(self.context.symbols, self.first, self.stop) is not None

    def word(self, name: str) -> str:
        """The text of the first node with this symbol, in small letters, or an empty string."""
        context = self.context
        place = context.symbols.find(SYMBOL[name], self.first, self.stop)
        if place < 0:
            return ""
        node = context.nodes[place]
        return context.low[node.start : node.end]

    def before(self) -> str:
        """The word or mark that stands before, in small letters."""
        start = self.start
        left = self.context.low[max(0, start - 30) : start]
        head = left.rstrip()
        if not head or "\n" in left[len(head) :]:
            return ""
        last = head.rsplit(None, 1)[-1]
        if last.isalnum():
            return last
        match = _LAST_WORD.search(last)
        return match[0] if match else ""

    def after(self) -> str:
        """The word or mark that stands after, in small letters."""
        match = _NEXT_WORD.match(self.context.low, self.end)
        return match[1] if match else ""


@cache
def _one_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Finds the first of these symbols."""
    return re.compile(f"[{''.join([SYMBOL[name] for name in names])}]")


_LAST_WORD = re.compile(r"(?:[^\W_]+|[^\w\s]|_)\Z")
_NEXT_WORD = re.compile(r"[^\S\n]*([^\W_]+|[^\w\s]|_)")

Result = Time | list[tuple[str, Node]] | None
Handler = Callable[[Context, Match], Result]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern over symbols and what reads it; None means: leave it to the next pieces."""

    name: str
    pattern: str
    handler: Handler


class Stage:
    """Rules tried together: at each place the first that matches and can be read.

    `holds` is a pattern that is cheap to try, and true wherever one of the rules can match.
    """

    def __init__(self, rules: Sequence[Rule], holds: str = "") -> None:
        self._rules = [(compile_symbols(rule.pattern), rule.handler) for rule in rules]
        # each rule in a group of its own would not be passed over by its first symbol
        either = "|".join(f"(?:{rule.pattern})()" for rule in rules)
        first = beginnings("|".join(rule.pattern for rule in rules))
        self._any = compile_symbols(f"(?=[{first}]){holds}(?:{either})")

    def _read(self, context: Context, hit: re.Match[str]) -> tuple[Match, Result] | None:
        first, stop = hit.span()
        rule = (hit.lastindex or 1) - 1
        if stop > first:
            found = Match(context, first, stop)
            result = self._rules[rule][1](context, found)
            if result is not None:
                return found, result
        symbols = context.symbols
        for pattern, handler in islice(self._rules, rule + 1, None):
            match = pattern.match(symbols, first)
            if match and match.end() > first:
                found = Match(context, first, match.end())
                result = handler(context, found)
                if result is not None:
                    return found, result
        return None

    def reduce(self, context: Context) -> None:
        """Put what the rules read in the place of what they cover."""
        symbols, nodes = context.symbols, context.nodes
        kept: list[str] = []
        new: list[Node] = []
        done = position = 0
        while match := self._any.search(symbols, position):
            first = match.start()
            reading = self._read(context, match)
            if reading is None:
                position = first + 1
                continue
            found, result = reading
            assert result is not None
            stop = found.stop
            if isinstance(result, Time):
                symbol = SYMBOL[BY_UNIT.get(result.unit, "PERIOD")]
                result = [(symbol, Node(found.start, found.end, result))]
            kept.append(symbols[done:first])
            new.extend(nodes[done:first])
            for symbol, node in result:
                kept.append(symbol)
                new.append(node)
            done = position = stop
        if done:
            kept.append(symbols[done:])
            new.extend(nodes[done:])
            context.symbols, context.nodes = "".join(kept), new


def time_node(node: Node, time: Time, start: int | None = None) -> tuple[str, Node]:
    """The reading in the place of a node."""
    symbol = SYMBOL[BY_UNIT.get(time.unit, "PERIOD")]
    return symbol, Node(node.start if start is None else start, node.end, time)
