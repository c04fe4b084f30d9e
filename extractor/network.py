"""The network of the recognizer: what it sees of a token, and its layers.

Read `features` first. A token is its word, first letter, ending and shape, as
in spaCy's own embeddings; which of our lexicons know it; and what the rest of
the document says of it. *Toledo* after a *Alejandro Toledo* elsewhere in the
text is a person, and a word that also stands in small letters is rarely a name.

Three things keep it fast: each different word is embedded once per batch, the
matrices are multiplied by NumPy's BLAS (twice as fast as thinc's own on these
sizes), and there is no transition system: one softmax over BILUO tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np
from spacy.attrs import NORM, ORTH, PREFIX, SHAPE, SUFFIX
from spacy.tokens import Doc
from spacy.util import registry
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

from extractor.lexicon import fold, read_countries, read_language, read_world, using
from extractor.spans import tokens_of

Array = np.ndarray[Any, Any]

GIVEN, SURNAME, PLACE, PLACE_PART, ACRONYM, DEMONYM = 1, 2, 4, 8, 16, 32
ROLE, HEAD, HONORIFIC, TITLE, COMMON = 64, 128, 256, 512, 1024
ONE_THREAD = 2**19  # multiplications in one call
COLUMNS = 32  # of one block
BLOCK = 2048  # rows that go through the layers together
WORD_COLUMNS = (NORM, PREFIX, SUFFIX, SHAPE)


@cache
def known_words() -> dict[str, int]:
    """Folded word -> which lexicons hold it, as a sum of the constants above."""
    known: dict[str, int] = {}
    with using(None):  # what the network was trained with
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
    yield COMMON, (row["word"] for row in read_language("common_words.csv"))
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


IN_SMALL, REPEATED, SURNAMED, TITLED, FIRST, CAPITAL = 1, 2, 4, 8, 16, 32


def context(texts: list[str], masks: list[int]) -> list[int]:
    """What the document says of each word beyond the window of the network, as bits.

    IN_SMALL: stands elsewhere in small letters; REPEATED: the capitalised word
    occurs again; SURNAMED: it follows a given name somewhere; TITLED: it follows
    a role or an honorific in small letters somewhere; FIRST: opens text or line;
    CAPITAL: begins with one.
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
            bit |= CAPITAL
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


def features(docs: list[Doc]) -> tuple[Array, Array]:
    """Words (hashes and lexicon mask, one row a token) and context bits of all tokens."""
    words: list[Array] = [np.zeros((0, len(WORD_COLUMNS) + 1), dtype="uint64")]
    contexts: list[list[int]] = []
    for doc in docs:
        texts = tokens_of(doc).texts
        masks = masks_of(texts)
        columns = doc.to_array(list(WORD_COLUMNS)).reshape(len(doc), len(WORD_COLUMNS))
        words.append(np.column_stack([columns, np.array(masks, dtype="uint64")]))
        contexts.append(context(texts, masks))
    bits = np.array([bit for rows in contexts for bit in rows], dtype="uint64")
    return np.concatenate(words).astype("uint64"), bits.reshape(-1, 1)


def tags_of(labels: list[str]) -> list[str]:
    """BILUO tags: beginning, inside, last, single word, outside."""
    return ["O", *(f"{place}-{label}" for label in labels for place in "BILU")]


class BlasOps(NumpyOps):
    """thinc's operations with NumPy's matrix product."""

    name = "blas"

    def gemm(  # type: ignore[override]
        self,
        x: Array,
        y: Array,
        out: Array | None = None,
        trans1: bool = False,
        trans2: bool = False,
    ) -> Array:
        """The product of two matrices, either transposed."""
        product = _product(x.T if trans1 else x, y.T if trans2 else y)
        if out is not None:
            out[...] = product
            return out
        return product


def _product(x: Array, y: Array) -> Array:
    """The matrix product in blocks that BLAS computes in the calling thread.

    Above about a million multiplications OpenBLAS divides the work among all
    cores, where it waits for whatever else runs there: with a busy second core a
    layer took up to 12 ms instead of 0.3.
    """
    rows, inner = x.shape
    columns = y.shape[1]
    if rows * inner * columns <= ONE_THREAD:
        product: Array = np.matmul(x, y)
        return product
    step = max(ONE_THREAD // (inner * COLUMNS), 1)
    product = np.empty((rows, columns), dtype=x.dtype)
    for left in range(0, columns, COLUMNS):
        part = y[:, left : left + COLUMNS]
        for top in range(0, rows, step):
            block = product[top : top + step, left : left + COLUMNS]
            np.matmul(x[top : top + step], part, out=block)
    return product


@registry.architectures("press_network.v1")  # type: ignore[untyped-decorator]
def press_network(
    width: int,
    depth: int,
    rows: list[int],
    labels: list[str],
    pieces: int = 2,
    embed_pieces: int = 3,
    embed_width: int = 0,
    drop_lexicons: float = 0.15,
) -> Model[list[Doc], Floats2d]:
    """A CNN over hashed embeddings with one score for each token and tag (`tags_of(labels)`).

    `rows`: sizes of the tables of word, first letter, ending, shape, lexicons and
    context. `drop_lexicons`: share of training words that the lexicons are made
    not to know, so that the network also learns to do without.
    """
    size = embed_width or width
    tables: list[Model[Any, Any]] = [
        HashEmbed(size, count, column=i, seed=11 + i, dropout=0.0)
        for i, count in enumerate(rows[:-1])
    ]
    mix: Model[Any, Any] = Maxout(
        nO=width, nI=size * len(tables), nP=embed_pieces, normalize=True, dropout=0.0
    )
    word: Model[Any, Any] = chain(concatenate(*tables), mix)
    around: Model[Any, Any] = HashEmbed(width, rows[-1], column=0, seed=7, dropout=0.0)
    layer: Model[Any, Any] = Maxout(nO=width, nI=width * 3, nP=pieces, normalize=True, dropout=0.0)
    encode = clone(residual(chain(expand_window(window_size=1), layer)), depth)
    head: Model[Any, Any] = Linear(nO=len(tags_of(labels)), nI=width)
    model: Model[list[Doc], Floats2d] = Model(
        "press_network",
        _forward,
        init=_initialize,
        layers=[word, around, encode, head],
        attrs={"labels": list(labels), "depth": depth, "drop_lexicons": drop_lexicons},
        dims={"nO": len(tags_of(labels))},
    )
    ops = BlasOps()
    for node in model.walk():
        node.ops = ops
    return model


def _initialize(model: Model[Any, Any], X: Any = None, Y: Any = None) -> Model[Any, Any]:
    for layer in model.layers:
        layer.initialize()
    return model


def _forward(
    model: Model[list[Doc], Floats2d], docs: list[Doc], is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], list[Doc]]]:
    word, around, encode, head = model.layers
    keys, bits = features(docs)
    at, total = _rows([len(doc) for doc in docs], model.attrs["depth"])
    if is_train:
        keys = _forget(model, keys)
        vectors, back_word = word(keys, True)
        extra, back_around = around(bits, True)
    else:
        orths = np.concatenate([doc.to_array(ORTH).reshape(-1) for doc in docs])
        _, first, inverse = np.unique(orths, return_index=True, return_inverse=True)
        vectors = _in_blocks(word, keys[first], 0)[inverse]
        extra = around.predict(bits)
    padded = np.zeros((total, vectors.shape[1]), dtype="f")
    padded[at] = vectors + extra
    if not is_train:
        seen = _in_blocks(encode, padded, model.attrs["depth"])
        return head.predict(seen[at]), lambda gradient: []
    hidden, back_encode = encode(padded, True)
    scores, back_head = head(hidden[at], True)

    def backprop(gradient: Floats2d) -> list[Doc]:
        spread = np.zeros_like(hidden)
        spread[at] = back_head(gradient)
        below = np.ascontiguousarray(back_encode(spread)[at])
        back_word(below)
        back_around(below)
        return []

    return scores, backprop


def _in_blocks(layer: Model[Any, Any], rows: Array, reach: int) -> Array:
    """What the layer predicts, in blocks that fit the processor's cache.

    `reach`: rows before and after on which a row depends, computed with each block.
    """
    if len(rows) <= BLOCK:
        whole: Array = layer.predict(rows)
        return whole
    found = []
    for top in range(0, len(rows), BLOCK):
        begin = max(top - reach, 0)
        block = layer.predict(rows[begin : top + BLOCK + reach])
        found.append(block[top - begin : top - begin + BLOCK])
    return np.concatenate(found)


def _rows(lengths: list[int], gap: int) -> tuple[Array, int]:
    """Where each token goes when `gap` empty rows keep the windows of documents apart."""
    starts = np.cumsum([gap] + [length + gap for length in lengths])
    at = np.concatenate([np.arange(n) + start for n, start in zip(lengths, starts, strict=False)])
    return at, int(starts[-1])


def _forget(model: Model[Any, Any], keys: Array) -> Array:
    share = model.attrs["drop_lexicons"]
    kept = model.ops.xp.random.uniform(0.0, 1.0, len(keys)) >= share
    keys = keys.copy()
    keys[:, -1] *= kept.astype("uint64")
    return keys
