"""Press releases for measuring: those of this repository, and varied copies of them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("samples", "tests/quality/bulletins")

WORD = re.compile(r"\b[a-záéíóúñ]{6,}\b")
DIGIT = re.compile(r"(?<=\d)\d(?![\d,.])")
SHARE = 0.04
"""Share of the longer words that become new ones: some ten a document, as in an archive."""
ONSETS = "b br c ch cl d f fl g gr h j l m n ñ p pl qu r s t tr v z".split()
VOWELS = "a e i o u ia io ue".split()


def originals() -> list[str]:
    """The releases of the repository, in the order of their names."""
    paths = sorted(path for folder in FOLDERS for path in (ROOT / folder).glob("*.txt"))
    return [path.read_text(encoding="utf-8") for path in paths]


def varied(seed: int = 0) -> Iterator[str]:
    """Releases without end, no two alike, the same ones for the same seed.

    Each is an original in which last digits differ and a few words are new, so
    that the vocabulary grows as in a real archive and no cache knows it all.
    """
    texts = originals()
    for number in count():
        yield vary(texts[number % len(texts)], random.Random(f"{seed}/{number}"))


def vary(text: str, choice: random.Random) -> str:
    """The text with some new words and other digits."""
    text = WORD.sub(lambda m: _new(choice) if choice.random() < SHARE else m[0], text)
    return DIGIT.sub(lambda m: str(choice.randrange(10)), text)


def _new(choice: random.Random) -> str:
    return "".join(
        choice.choice(ONSETS) + choice.choice(VOWELS) for _ in range(choice.randint(3, 4))
    )
