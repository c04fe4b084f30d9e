"""What a worker process does: a document or file in, the bytes of its results out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.errors import ExtractorError
from extractor.readers import Options, Problem, Raw, Source, expand, reason_of

if TYPE_CHECKING:
    from extractor.pipeline import Extractor
    from extractor.records import PressRelease

FOREIGN = "the text does not look Spanish"
"""How the warning begins that makes a document a failure here."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to make records; pickled to the workers.

    Attributes:
        extractor: arguments of `Extractor`.
        payload: `record` for lines of JSON, `rows` for rows of the tables.
        spanish_only: whether a text in another language is a failure.
        salted: whether the document's id depends on its source too, where copies are kept.
    """

    options: Options
    extractor: dict[str, Any]
    payload: str
    spanish_only: bool = True
    salted: bool = False

    def __call__(self) -> Callable[[Sequence[Item]], Iterable[list[Result]]]:
        """What is done with each batch."""
        from extractor.pipeline import Extractor

        return Work(self, Extractor(**self.extractor))


Item = Source | Raw


@dataclass(frozen=True, slots=True)
class Done:
    """A document that became a record.

    Attributes:
        key: id of its text.
        line: what goes to the results.
        warned: number of warnings in the record.
    """

    source: str
    key: str
    line: bytes
    published: str | None = None
    warned: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that did not."""

    source: str
    reason: str
    reader: str
    key: str | None = None


Result = Done | Failed


class Work:
    """The extractor of a process, over batches."""

    def __init__(self, recipe: Recipe, extractor: Extractor) -> None:
        self._recipe = recipe
        self._extractor = extractor

    def __call__(self, batch: Sequence[Item]) -> Iterator[list[Result]]:
        """The results of each item, in order; a file can have several or none."""
        from extractor.pipeline import KEPT_WORDS

        nlp = self._extractor.nlp
        with nlp.memory_zone() if len(nlp.vocab) >= KEPT_WORDS else nullcontext():
            for item in batch:
                yield self._item(item)

    def _item(self, item: Item) -> list[Result]:
        sources: Iterable[Source | Problem] = (
            [item] if isinstance(item, Source) else expand(item, self._recipe.options)
        )
        return [
            Failed(source.source, source.reason, source.reader)
            if isinstance(source, Problem)
            else self._read(source)
            for source in sources
        ]

    def _read(self, source: Source) -> Result:
        given = {"published": source.published, "source": source.source}
        try:
            ((record, _),) = self._extractor.pipe([(source.text, given)], as_tuples=True)
            return self._result(source, record)
        except ExtractorError as error:
            reason = reason_of(error, source.source)
        except Exception as error:  # ours, not the user's: the other documents must not suffer
            reason = f"internal error, please report it: {type(error).__name__}: {error}"
        return Failed(source.source, reason, source.reader, self._key(source))

    def _key(self, source: Source) -> str:
        from extractor.exports.rows import document_id

        return document_id(source.text + (f"\0{source.source}" if self._recipe.salted else ""))

    def _result(self, source: Source, record: PressRelease) -> Result:
        from extractor.exports import line_of
        from extractor.exports.rows import rows_of

        key = self._key(source)
        foreign = [w for w in record.meta.warnings if w.startswith(FOREIGN)]
        if foreign and self._recipe.spanish_only:
            return Failed(source.source, foreign[0], source.reader, key)
        record = record.with_warnings(source.warnings)
        if self._recipe.payload == "record":
            line = line_of(record)
        else:
            rows = {name: values for name, values in rows_of(record, key).items() if values[0]}
            line = json.dumps(rows, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
        day = source.published.isoformat() if source.published else None
        return Done(source.source, key, line, day, len(record.meta.warnings))
