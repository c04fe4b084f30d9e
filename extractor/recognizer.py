"""The trained recognizer of persons, organizations and places, into `doc.ents`.

It is evidence, not output: what comes of it is decided in `links/arbiter.py`.
How it is trained stands in `models/training/README.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Model, Optimizer
from thinc.types import Floats2d

from extractor.network import Array, tags_of

FORBIDDEN = np.float32(-1e9)

if not Span.has_extension("certainty"):
    # The lowest probability that the recognizer gives to a tag of this entity, 0 to 1.
    Span.set_extension("certainty", default=None)


@Language.factory(
    "press_names",
    assigns=["doc.ents"],
    default_config={
        "model": {
            "@architectures": "press_network.v1",
            "width": 96,
            "depth": 3,
            "rows": [5000, 500, 2500, 1000, 500, 64],
            "labels": ["PER", "ORG", "LOC", "MISC"],
        }
    },
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0},
)
def make_recognizer(nlp: Language, name: str, model: Model[list[Doc], Floats2d]) -> Recognizer:
    """The recognizer; untrained until its weights are loaded."""
    return Recognizer(nlp.vocab, model, name)


class Recognizer(TrainablePipe):  # type: ignore[misc]
    """Tags every token with one softmax and reads the tags as entities."""

    def __init__(self, vocab: Vocab, model: Model[list[Doc], Floats2d], name: str) -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.cfg: dict[str, Any] = {}
        self._tags = tags_of(model.attrs["labels"])
        self._index = {tag: i for i, tag in enumerate(self._tags)}
        self._steps, self._first, self._last = _grammar(tuple(self._tags))

    @property
    def labels(self) -> tuple[str, ...]:
        """The kinds of entities it knows."""
        return tuple(self.model.attrs["labels"])

    def predict(self, docs: Iterable[Doc]) -> list[Array]:
        """For each Doc one row of scores a token, before the softmax."""
        docs = list(docs)
        if not any(len(doc) for doc in docs):
            return [np.zeros((0, len(self._tags)), dtype="f") for _ in docs]
        scores: Array = np.asarray(self.model.predict(docs))
        return np.split(scores, np.cumsum([len(doc) for doc in docs])[:-1])

    def set_annotations(self, docs: Iterable[Doc], scores: list[Array]) -> None:
        """Write the entities, each with its certainty."""
        for doc, rows in zip(docs, scores, strict=True):
            found = []
            for first, last, label in self._read(rows):
                span = Span(doc, first, last, label=label)
                span._.certainty = _certainty(rows[first:last])
                found.append(span)
            doc.set_ents(found)

    def _read(self, rows: Array) -> Iterator[tuple[int, int, str]]:
        """Entities (tokens, end exclusive) of the best sequence of tags that is one."""
        best = rows.argmax(1) if len(rows) else np.zeros(0, dtype=int)
        before, after = np.append(0, best), np.append(best, 0)
        wrong = (self._steps[before, after] < 0).nonzero()[0]
        tags = best.tolist()
        for begin, end in _runs(tags, wrong.tolist()):
            tags[begin:end] = self._repair(rows[begin:end])
        first = 0
        for i in best.nonzero()[0].tolist() if not len(wrong) else range(len(tags)):
            tag = self._tags[tags[i]]
            if tag[0] in "BU":
                first = i
            if tag[0] in "LU":
                yield first, i + 1, tag[2:]

    def _repair(self, rows: Array) -> list[int]:
        """The best sequence of tags in which each may follow the one before (Viterbi)."""
        total = rows[0] + self._first
        came_from: list[Array] = []
        for row in rows[1:]:
            ways = total[:, None] + self._steps
            best = ways.argmax(0)
            came_from.append(best)
            total = ways[best, np.arange(len(best))] + row
        tag = int((total + self._last).argmax())
        tags = [tag]
        for best in reversed(came_from):
            tag = int(best[tag])
            tags.append(tag)
        return tags[::-1]

    def get_loss(self, examples: Iterable[Example], scores: Array) -> tuple[float, Array]:
        """Cross-entropy summed over tokens, and its gradient."""
        gold = np.array([i for example in examples for i in self._gold(example)], dtype=int)
        shifted = np.exp(scores - scores.max(1, keepdims=True))
        gradient = shifted / shifted.sum(1, keepdims=True)
        at = np.arange(len(gold))
        loss = float(-np.log(gradient[at, gold] + 1e-9).sum())
        gradient[at, gold] -= 1
        return loss, gradient

    def _gold(self, example: Example) -> list[int]:
        """Tags of the reference on the tokens of the prediction; unknown ones count as outside."""
        return [self._index.get(tag or "O", 0) for tag in example.get_aligned_ner()]

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        labels: Any = None,
    ) -> None:
        """Random weights of the sizes that the config gives."""
        self.model.initialize()

    def finish_update(self, sgd: Optimizer) -> None:
        """Apply the gradients."""
        self.model.finish_update(sgd)

    def score(self, examples: Iterable[Example], **kwargs: Any) -> dict[str, Any]:
        """Precision, recall and F1 of the entities, as spaCy's own recognizer gives them."""
        scores: dict[str, Any] = get_ner_prf(examples)
        return scores


@cache
def _grammar(tags: tuple[str, ...]) -> tuple[Array, Array, Array]:
    """Which tag may follow which, open and close a text: 0 where it may, else forbidden."""

    def follows(before: str, after: str) -> bool:
        if before[0] in "BI":
            return after[0] in "IL" and after[2:] == before[2:]
        return after[0] in "OBU"

    steps = np.array([[0 if follows(a, b) else FORBIDDEN for b in tags] for a in tags], dtype="f")
    first = np.array([0 if tag[0] in "OBU" else FORBIDDEN for tag in tags], dtype="f")
    last = np.array([0 if tag[0] in "OLU" else FORBIDDEN for tag in tags], dtype="f")
    return steps, first, last


def _runs(tags: list[int], wrong: list[int]) -> Iterator[tuple[int, int]]:
    """Stretches of entity tags that hold a forbidden step.

    `wrong[i]` is the step from tag `i - 1` to tag `i`.
    """
    end = -1
    for at in wrong:
        if at <= end:
            continue
        begin = at
        while begin > 0 and tags[begin - 1] != 0:
            begin -= 1
        end = max(at, 1)
        while end < len(tags) and tags[end] != 0:
            end += 1
        yield begin, end


def _certainty(rows: Array) -> float:
    shifted = np.exp(rows - rows.max(1, keepdims=True))
    return float((shifted.max(1) / shifted.sum(1)).min())
