"""Rules over symbols, applied in stages: what a stage has read, the next sees as one symbol."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from extractor.timex.lexer import Node
from extractor.timex.symbols import SYMBOL, compile_symbols
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
    month_first: bool = False
    symbols: str = ""
    nodes: list[Node] = field(default_factory=list)

    def tense(self, match: Match) -> int:
        """-1 past, 1 future, 0 unknown, doubled for a near verb: by the verb beside the match."""
        return tense(self.low, match.start, match.end)


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
        symbols, stop = self.context.symbols, self.stop
        if len(names) == 1:
            symbol = SYMBOL[names[0]]
            places = []
            i = symbols.find(symbol, self.first, stop)
            while i >= 0:
                places.append(i)
                i = symbols.find(symbol, i + 1, stop)
            return places
        wanted = {SYMBOL[name] for name in names}
        return [i for i in range(self.first, stop) if symbols[i] in wanted]

    def nodes(self, *names: str) -> list[Node]:
        """The nodes with one of these symbols."""
        nodes = self.context.nodes
        return [nodes[i] for i in self._places(names)]

    def all(self, *names: str) -> list[Any]:
        """The contents of the nodes with one of these symbols."""
        return [node.content for node in self.nodes(*names)]

    def get(self, *names: str) -> Any:
        """The content of the first such node, or None."""
        places = self._places(names)
        return self.context.nodes[places[0]].content if places else None

    def has(self, *names: str) -> bool:
        """Whether one of the symbols is covered."""
        find, first, stop = self.context.symbols.find, self.first, self.stop
        for name in names:  # noqa: SIM110
            if find(SYMBOL[name], first, stop) >= 0:
                return True
        return False

    def word(self, name: str) -> str:
        """The text of the first node with this symbol, in small letters, or an empty string."""
        found = self.nodes(name)
        return self.context.low[found[0].start : found[0].end] if found else ""

    def before(self) -> str:
        """The word or mark that stands before, in small letters."""
        match = _LAST_WORD.search(self.context.low, max(0, self.start - 30), self.start)
        return match[1] if match else ""

    def after(self) -> str:
        """The word or mark that stands after, in small letters."""
        match = _NEXT_WORD.match(self.context.low, self.end)
        return match[1] if match else ""


_LAST_WORD = re.compile(r"([^\W_]+|[^\w\s]|_)[^\S\n]*\Z")
_NEXT_WORD = re.compile(r"[^\S\n]*([^\W_]+|[^\w\s]|_)")

Result = Time | list[tuple[str, Node]] | None
Handler = Callable[[Context, Match], Result]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern over symbols and what reads it; None means: leave it to the next pieces."""

    name: str
    pattern: str
    handler: Handler


NEVER_FIRST = "[{other}{capital}{stop}{line}{comma}{dot}{open}{close}{percent}{money}{DONE}]"
"""Symbols with which no rule begins: half of all, passed over at once."""


class Stage:
    """Rules tried together: at each place the first that matches and can be read."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = [(compile_symbols(rule.pattern), rule.handler) for rule in rules]
        self._order = {f"r{i}": i for i in range(len(rules))}
        either = "|".join(f"(?P<r{i}>{rule.pattern})" for i, rule in enumerate(rules))
        self._any = compile_symbols(f"(?!{NEVER_FIRST})(?:{either})")

    def _read(self, context: Context, hit: re.Match[str]) -> tuple[Match, Result] | None:
        first = hit.start()
        symbols = context.symbols
        for pattern, handler in islice(self._rules, self._order[hit.lastgroup or "r0"], None):
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
