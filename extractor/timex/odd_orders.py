"""Written dates in orders that no Spanish rule foresees, read by dateparser.

The grammar finds the span; dateparser is good at telling which of its parts is the day,
the month or the year (*2020/23/sep*, *sep-23-2020*) and is asked for nothing else. It is
imported at the first such date: most documents have none, and its import takes a
third of a second.
"""

from __future__ import annotations

import warnings
from datetime import date, datetime
from functools import lru_cache

from extractor.timex.engine import Context, Match
from extractor.timex.values import Time

_BASE = datetime(2000, 1, 1)
"""Never read: a date that lacks one of its parts is not asked for (`REQUIRE_PARTS`)."""


@lru_cache(maxsize=1024)
def _parse(text: str) -> date | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import dateparser

        found = dateparser.parse(
            text,
            languages=["es"],
            settings={
                "RELATIVE_BASE": _BASE,
                "REQUIRE_PARTS": ["day", "month", "year"],
                "PARSERS": ["absolute-time"],
                "TIMEZONE": "UTC",
            },
        )
    return found.date() if found else None


def read_odd_order(context: Context, match: Match) -> Time | None:
    """A day, month and year in any order; None where dateparser does not know the day."""
    if len(match.text) > 24:
        return None
    found = _parse(match.text.replace("/", " ").replace("-", " ").rstrip(".").strip())
    return Time(found.isoformat(), "D", rule="odd_order", confidence=0.8) if found else None
