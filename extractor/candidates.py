"""A stretch of words that may be a name, before it becomes a span."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Candidate:
    """A stretch of words (last inclusive) with its facts."""

    first: int
    last: int
    rule: str
    facts: dict[str, Any]

    @property
    def length(self) -> int:
        """Number of words."""
        return self.last - self.first + 1
