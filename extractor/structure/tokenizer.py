"""The Spanish tokenizer, with the cuts that press releases need.

spaCy's own rules leave `30.-`, `ANDINA).-`, `12,5%` and `S/30` in one piece, so
that a date, an agency, a percentage and a sum would take in more than they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

PREFIXES = (
    r"S/\.?(?=\d)",
    r"(?:US|RD|MX|C|R)\$(?=\d)",
    r"(?:USD|EUR|PEN|Bs\.?|Gs\.?)(?=\d)",
    r"[¡¿«—–]",
    r"-(?=[^\W\d])",
)
SUFFIXES = (
    r"(?<=€)\.",
    r"(?<=[\d)\w])\.[-–—]+",
    r"(?<=[\d\w)])[-–—]",
    r"(?<=\d)%",
    r"(?<=\d)€",
    "»",
    "…",
    "—",
    "–",
)
INFIXES = (
    r"[“”«»„]",
    r"(?<=[^\W\d]):(?=[“«\"‘'])",
    r"(?<=[“”«»]),(?=\w)",
    r"(?<=\w)\)\.(?=[-–—])",
    r"(?<=\d)&(?=\d)",
    r"(?<=[^\W\d_]{2})[/](?=[^\W\d_])",
    r"(?<=[»”\"])(?=\w)",
    r"(?<=[a-záéíóúñ)])\.(?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ])",
)


NUMBER = re.compile(r"[0-9]+(?:[.,:/-][0-9]+)*")
"""Beside words of letters alone, what no expression cuts: *12,345*, *10:30*, *2021-22*."""
LONGEST_SUFFIX = 6
"""Characters of the longest suffix but for runs of stops and dashes; most are units."""


UNCUT = re.compile(r"\S{1000}")
"""What has no blank for so long is no language, and stays whole: spaCy cuts marks one at a time
and looks at all the rest each time, which would take minutes for a page of them.
"""


class Cuts:
    """One of the tokenizer's expressions, asked only about words that it may cut.

    Most words that the tokenizer has not met before are of letters alone, or numbers, and to
    search them all with the expressions would be half of its time. spaCy saves the `pattern`.
    """

    def __init__(self, expression: re.Pattern[str]) -> None:
        self.pattern = expression.pattern
        self._search = expression.search
        self._finditer = expression.finditer

    def prefix(self, word: str) -> re.Match[str] | None:
        """What is cut off at the beginning."""
        return None if _is_whole(word) else self._search(word)

    def suffix(self, word: str) -> re.Match[str] | None:
        """What is cut off at the end; it is looked for there only."""
        if _is_whole(word):
            return None
        if word[:-1].isalpha():
            return self._search(word, len(word) - 1)
        return self._search(word, max(0, len(word.rstrip(".-–—")) - LONGEST_SUFFIX))

    def infixes(self, word: str) -> Iterator[re.Match[str]]:
        """What is cut off within."""
        return iter(()) if _is_whole(word) else self._finditer(word)


def _is_whole(word: str) -> bool:
    return word.isalpha() or NUMBER.fullmatch(word) is not None


def _exceptions(defaults: Any) -> dict[str, Any]:
    """spaCy's exceptions but for blanks and dashes, which it would not cut anyway.

    After the first exception in a document the tokenizer remembers none of its words.
    """
    return {
        text: pieces
        for text, pieces in (defaults.tokenizer_exceptions or {}).items()
        if not (text.isspace() or text == "—") or any(NORM in piece for piece in pieces)
    }


@registry.tokenizers("press_tokenizer.v1")
def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """spaCy's Spanish tokenizer with the additional cuts of this module."""

    def create(nlp: Language) -> Tokenizer:
        defaults = nlp.Defaults
        prefixes = compile_prefix_regex([*PREFIXES, *(defaults.prefixes or [])])
        suffixes = compile_suffix_regex([*SUFFIXES, *(defaults.suffixes or [])])
        infixes = compile_infix_regex([*INFIXES, *(defaults.infixes or [])])
        return Tokenizer(
            nlp.vocab,
            rules=_exceptions(defaults),
            prefix_search=Cuts(prefixes).prefix,
            suffix_search=Cuts(suffixes).suffix,
            infix_finditer=Cuts(infixes).infixes,
            token_match=UNCUT.match,
            url_match=defaults.url_match,
        )

    return create
