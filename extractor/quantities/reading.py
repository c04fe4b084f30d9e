"""`Reading`: what one amount of a text is taken for."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.quantities.amounts import Amount
from extractor.quantities.units import Unit

UNSURE_CURRENCY = 0.7
"""Confidence of a sum in a currency that shares its name and whose country is unknown."""


@dataclass(slots=True)
class Reading:
    """What an amount is; `start:end` are the characters of number, unit and symbol."""

    amount: Amount
    start: int
    end: int
    kind: str
    value: float
    unit: str | None = None
    measure: Unit | None = None
    currency: str | None = None
    low: float | None = None
    high: float | None = None
    qualifier: str | None = None
    elided: bool = False
    adjective: bool = False
    confidence: float = 1.0
    before: list[str] | None = None

    @property
    def is_figure(self) -> bool:
        """Whether it has been given a kind."""
        return self.kind not in ("bare", "no")
