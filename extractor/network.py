"""The network of the recognizer: what it sees of a token, and its layers.

Read `features` first. A token is its word, first letter, ending and shape, as
in spaCy's own embeddings; which of our lexicons know it; and what the rest of
the document says of it. *Toledo* after a *Alejandro Toledo* elsewhere in the
text is a person, and a word that also stands in small letters is rarely a name.

Three things keep it fast: each different word is embedded once per batch, the
matrices are multiplied by NumPy's BLAS (three times as fast as thinc's own on
these sizes), and there is no transition system: one softmax over BILUO tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np
from spacy.attrs import NORM, ORTH, PREFIX, SHAPE, SUFFIX
from spacy.tokens import Doc
from thinc.api import (
    HashEmbed,
    Linear,
    Maxout,
    Model,
    NumpyOps,
    chain,
    clone,
    concatenate,
    expand_window,
    residual,
)
from thinc.types import Floats2d

from extractor.lexicon import fold, read_countries, read_language, read_world

Array = np.ndarray[Any, Any]

GIVEN, SURNAME, PLACE, PLACE_PART, ACRONYM, DEMONYM = 1, 2, 4, 8, 16, 32
ROLE, HEAD, HONORIFIC, TITLE = 64, 128, 256, 512
WORD_COLUMNS = (NORM, PREFIX, SUFFIX, SHAPE)


@cache
def known_words() -> dict[str, int]:
    """Folded word -> which lexicons hold it, as a sum of the constants above."""
    known: dict[str, int] = {}
    for bit, words in _words():
        for word in words:
            key = fold(word)
            known[key] = known.get(key, 0) | bit
    return known


def _words() -> Iterator[tuple[int, Iterable[str]]]:
    yield GIVEN, (row["name"] for row in read_language("given_names.csv"))
    yield SURNAME, (row["name"] for row in read_language("surnames.csv"))
    for file in ("ministries.csv", "agencies.csv", "institutions.csv"):
        for row in read_countries(file):
            forms = [row["acronym"], *row.many("aliases"), row["name"]]
            yield ACRONYM, [form for form in forms if form and " " not in form]
    for row in read_world("international.csv"):
        forms = [row["acronym"], *row.many("aliases"), row["name"]]
        yield ACRONYM, [form for form in forms if form and " " not in form]
    for row in read_countries("places.csv"):
        yield from _place([row["name"], *row.many("aliases")])
    for row in read_world("countries.csv"):
        yield from _place([row["name"], *row.many("aliases"), row["capital"]])
        yield DEMONYM, row.many("demonyms")
    yield HEAD, (row["head"].split()[0] for row in read_language("organization_heads.csv"))
    yield TITLE, (row["word"] for row in read_language("title_heads.csv"))
    for row in read_language("roles.csv"):
        yield ROLE, [form.split()[0] for form in (row["masculine"], row["feminine"]) if form]
    for row in read_language("honorifics.csv"):
        yield HONORIFIC, [row["form"]]


def _place(names: list[str]) -> Iterator[tuple[int, Iterable[str]]]:
    for name in names:
        words = name.split()
        yield (PLACE if len(words) == 1 else PLACE_PART), (w for w in words if w[:1].isupper())


IN_SMALL, REPEATED, SURNAMED, TITLED, FIRST = 1, 2, 4, 8, 16


def context(texts: list[str], masks: list[int]) -> list[int]:
    """What the document says of each word beyond the window of the network, as bits.

    IN_SMALL: stands elsewhere in small letters; REPEATED: the capitalised word
    occurs again; SURNAMED: it follows a given name somewhere; TITLED: it follows
    a role or an honorific in small letters somewhere; FIRST: opens text or line.
    """
    seen = set(texts)
    count: dict[str, int] = {}
    surnamed: set[str] = set()
    titled: set[str] = set()
    before, mask_before = "\n", 0
    for text, mask in zip(texts, masks, strict=True):
        if text[:1].isupper():
            count[text] = count.get(text, 0) + 1
            if mask_before & GIVEN and before[:1].isupper():
                surnamed.add(text)
            elif mask_before & (ROLE | HONORIFIC) and (
                not before[:1].isupper() or mask_before & HONORIFIC
            ):
                titled.add(text)
        before, mask_before = text, mask
    bits: list[int] = []
    before = "\n"
    for text in texts:
        bit = FIRST if "\n" in before else 0
        if text[:1].isupper():
            bit |= REPEATED if count[text] > 1 else 0
            bit |= SURNAMED if text in surnamed else 0
            bit |= TITLED if text in titled else 0
            if text.lower() in seen:
                bit |= IN_SMALL
            bit |= 32
        bits.append(bit)
        before = text
    return bits


def masks_of(texts: list[str]) -> list[int]:
    """The lexicons that know each word; in small letters only what is written so."""
    known = known_words()
    cache: dict[str, int] = {}
    masks: list[int] = []
    for text in texts:
        mask = cache.get(text)
        if mask is None:
            mask = known.get(fold(text) if text[:1].isupper() else text, 0)
            if mask and not text[:1].isupper():
                mask &= ROLE | HEAD | HONORIFIC | TITLE | DEMONYM
            cache[text] = mask
        masks.append(mask)
    return masks
