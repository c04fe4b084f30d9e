"""All temporal expressions of a text: the stages in order, and what the last of them leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractor.spans import Tokens
from extractor.timex import clocks, days, durations, numbers, periods, relative, weekdays, years
from extractor.timex.engine import Context, Stage
from extractor.timex.lexer import Node, lex, lower
from extractor.timex.symbols import compile_symbols
from extractor.timex.values import Time, add_days, value_of


@dataclass(frozen=True, slots=True)
class Found:
    """A reading and the characters it covers, end exclusive."""

    start: int
    end: int
    time: Time


_TELLS_DAY = (
    "{month}{month_short}{MONTH}{full}{day_month}{month_year}{weekday}{deictic}{morning}"
    "{year_number}{season}{holiday}{roman}{quarter_code}{unit}{units}"
)
_ENDS = "{other}{capital}{stop}{line}"
_NEAR_DAY = (
    f"(?=[^{_ENDS}{_TELLS_DAY}]{{0,12}}+(?:[^{_ENDS}]|(?<={{a}}){{other}})"
    "|{el}<DECADE>[{comma}{dot}{stop}{close}])"
)
"""Holds where a word that tells a day, month or year comes next or may come soon.

*A partir de hoy* goes on behind its third word, *los 80* has none.
"""


@cache
def _stages() -> tuple[Stage, ...]:
    return (
        Stage(numbers.RULES),
        Stage(relative.RULES),
        Stage((*days.RULES, *weekdays.RULES, *years.RULES), _NEAR_DAY),
        Stage(periods.NTH_RULES),
        Stage(periods.PART_RULES),
        Stage(clocks.RULES),
        Stage(clocks.MERGE_RULES),
        Stage(periods.SPAN_RULES),
        Stage(durations.RULES),
    )


def read_times(
    text: str, published: date | None, country: str | None, tokens: Tokens | None = None
) -> list[Found]:
    """The temporal expressions of a text in order, without overlaps.

    Args:
        text: the document; offsets refer to it.
        published: what *ayer* is read against; without it relative values keep their X.
        country: ISO 3166-1 alpha-2, for the feasts.
        tokens: those of the text, where it has been cut into tokens already.
    """
    low = lower(text)
    symbols, nodes = lex(text, low, tokens)
    if not nodes:
        return []
    context = Context(text, low, published, country, symbols, nodes)
    for stage in _stages():
        stage.reduce(context)
    return list(_resolved(context))


_READ = compile_symbols("[{DAY}{MONTH}{YEAR}{WEEK}{PERIOD}{TIME}{SPAN}]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\d{4}")


def _resolved(context: Context) -> Iterator[Found]:
    """The readings; *ese día* and *por la tarde* take the day last named."""
    today = context.published.isoformat() if context.published else None
    day, stated_at, year_at = today, -1, -1
    year = today[:4] if today else None
    for match in _READ.finditer(context.symbols):
        node = context.nodes[match.start()]
        time = node.content
        if not isinstance(time, Time):
            continue
        if time.rule in ("year_after", "year_before"):
            if year and year_at >= 0 and _same_sentence(context, year_at, node.start):
                time = time.but(value=f"{int(year) + (1 if time.rule == 'year_after' else -1):04}")
        elif time.rule in ("anaphoric", "day_after", "day_before"):
            time = _anaphoric(time, day, year, today)
        elif time.unit == "T" and time.value.startswith("T") and "/" not in time.value:
            time = _on_day(
                context,
                node,
                time,
                day if _same_sentence(context, stated_at, node.start) else today,
            )
        yield Found(node.start, node.end, time)
        if time.type in ("DATE", "TIME") and _DAY.match(time.value):
            day, stated_at = time.value[:10], node.end
        if time.type == "DATE" and _YEAR.match(time.value):
            year, year_at = time.value[:4], node.end


_SENTENCE_END = re.compile(r"[.!?]\s|\n")


def _same_sentence(context: Context, begin: int, end: int) -> bool:
    return begin >= 0 and _SENTENCE_END.search(context.low, begin, end) is None


def _on_day(context: Context, node: Node, time: Time, day: str | None) -> Time:
    return time.but(value=f"{day}{time.value}") if day else time


def _anaphoric(time: Time, day: str | None, year: str | None, today: str | None) -> Time:
    if time.rule != "anaphoric":
        shifted = (
            add_days(date.fromisoformat(day), 1 if time.rule == "day_after" else -1)
            if day
            else None
        )
        return time.but(value=shifted.isoformat()) if shifted else time
    if time.unit == "T" and day:
        return time.but(value=day + time.value[10:])
    if time.unit == "Y" and year:
        return time.but(value=year)
    if time.unit == "W" and today:
        return time.but(value=value_of(date.fromisoformat(today), "W") or time.value)
    if time.unit == "M" and day:
        return time.but(value=day[:7])
    if time.unit == "D" and day:
        if "X" in time.value:
            return time.but(value=day)
        return time
    return time
