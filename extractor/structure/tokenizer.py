"""The Spanish tokenizer, with the cuts that press releases need.

spaCy's own rules leave `30.-`, `ANDINA).-`, `12,5%` and `S/30` in one piece, so
that a date, an agency, a percentage and a sum would take in more than they are.
"""

from __future__ import annotations

from collections.abc import Callable

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


@registry.tokenizers("press_tokenizer.v1")
def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """spaCy's Spanish tokenizer with the additional cuts of this module."""

    def create(nlp: Language) -> Tokenizer:
        defaults = nlp.Defaults
        return Tokenizer(
            nlp.vocab,
            rules=defaults.tokenizer_exceptions,
            prefix_search=compile_prefix_regex([*PREFIXES, *(defaults.prefixes or [])]).search,
            suffix_search=compile_suffix_regex([*SUFFIXES, *(defaults.suffixes or [])]).search,
            infix_finditer=compile_infix_regex([*INFIXES, *(defaults.infixes or [])]).finditer,
            token_match=defaults.token_match,
            url_match=defaults.url_match,
        )

    return create
