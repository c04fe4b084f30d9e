"""What many tests share: one extractor, and the sample as text and as record."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import Extractor, PressRelease

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "andina-mimp-oim.txt"


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def sample() -> str:
    return SAMPLE.read_bytes().decode("utf-8")


@pytest.fixture(scope="session")
def record(extractor: Extractor, sample: str) -> PressRelease:
    """The record of the sample; frozen, so that all tests may share it."""
    return extractor.extract(sample, source="samples/andina-mimp-oim.txt")
