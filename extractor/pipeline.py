"""`Extractor`: text in, record out.

The components run in the order of `COMPONENTS`. Each leaves its evidence on
the `Doc`; `assemble` makes the record of it.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, nullcontext
from datetime import date
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, overload

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config

from extractor import language
from extractor.assemble import assemble
from extractor.errors import ModelError, SourceError
from extractor.lexicon import using
from extractor.processes import Failure, Work, answers, spread
from extractor.readers.txt import MAX_CHARACTERS, too_large
from extractor.records import PressRelease
from extractor.spans import tokens_of
from extractor.user_lexicon import UserLexicon, read_user

COMPONENTS = (
    "press_layout",
    "press_sentences",
    "ner",
    "press_organizations",
    "press_officials",
    "press_places",
    "press_country",
    "press_figures",
    "press_dates",
    "press_projects",
    "press_arbiter",
    "press_quotes",
    "press_acronyms",
    "press_aliases",
    "press_coreference",
    "press_gazetteer",
    "press_posts",
    "press_speakers",
    "press_works",
)

STATISTICS = frozenset({"ner", "press_arbiter"})
"""Components that a pipeline of rules alone does without."""
PEOPLE = {"press_officials": "press_known_people", "press_posts": "press_known_posts"}
"""What follows these components where the user's lexicon knows people."""
MODEL = "es_comunicado"
"""The package that holds the trained recognizer."""

KEPT_WORDS = 20_000
"""Words after which `pipe` frees what it has read."""


def _press_release(doc: Doc, components: Sequence[str] = ()) -> PressRelease:
    return assemble(doc, components, language.warnings(tokens_of(doc).lower))


if not Doc.has_extension("press_release"):
    Doc.set_extension("press_release", getter=_press_release)


def build(
    components: Iterable[str] = COMPONENTS,
    statistics: bool = True,
    lexicon: UserLexicon | None = None,
) -> Language:
    """The pipeline: the press tokenizer and these components.

    Args:
        components: names of factories, in order; `ner` is the trained recognizer.
        statistics: with the trained recognizer of names and its arbiter, or by rules alone.
        lexicon: the user's own, whose rows win over ours.

    Raises:
        ModelError: a component is not registered, or the trained package is missing.
    """
    nlp = spacy.blank("es", config={"nlp": {"tokenizer": {"@tokenizers": "press_tokenizer.v1"}}})
    people = bool(lexicon is not None and lexicon.officials)
    with using(lexicon):
        for name in components:
            if name in STATISTICS and not statistics:
                continue
            try:
                if name == "ner":
                    _add_recognizer(nlp)
                else:
                    nlp.add_pipe(name)
                if people and name in PEOPLE:
                    nlp.add_pipe(PEOPLE[name])
            except ValueError as error:
                raise ModelError(f"no component {name!r}; is the package installed?") from error
    return nlp


def _add_recognizer(nlp: Language) -> None:
    """The trained recognizer, from the package that ships it."""
    package = find_spec(MODEL)
    if package is None or package.origin is None:
        raise ModelError(
            f"the package {MODEL!r} is not installed; pip install it with the extractor"
        )
    folder = Path(package.origin).parent
    config = load_config(folder / "config.cfg")["components"]["ner"]
    settings = {key: value for key, value in config.items() if key != "factory"}
    recognizer: Any = nlp.add_pipe(config["factory"], name="ner", config=settings)
    recognizer.from_disk(folder / "ner", exclude=["vocab"])


class Extractor:
    """Turns press releases into records; make one and use it for all documents.

    Args:
        country: ISO 3166-1 alpha-2 of the documents where it is known; else each
            document is asked for its own.
        statistics: also find names that no lexicon holds, by the trained recognizer;
            without it, faster and by rules alone.
        lexicon: folder of the user's own lexicon, whose rows win over ours
            (`extractor.user_lexicon` says what it may hold).

    Raises:
        LexiconError: the user's lexicon is bad; the message names file, line and column.
    """

    def __init__(
        self,
        country: str | None = None,
        statistics: bool = True,
        lexicon: str | Path | None = None,
    ) -> None:
        self.country = country.upper() if country else None
        self.statistics = statistics
        self.lexicon = read_user(lexicon) if lexicon is not None else None
        self.nlp = build(statistics=statistics, lexicon=self.lexicon)

    def extract(
        self, text: str, published: str | date | None = None, source: str | None = None
    ) -> PressRelease:
        """The record of one press release.

        Args:
            text: the document; offsets of the record refer to it, untouched.
            published: the publication date (ISO), against which *ayer* is read;
                without it the text's own stamp or dateline serves.
            source: path, URL or id, kept in the record.

        Raises:
            ValueError: `published` is no ISO date.
            SourceError: the text is longer than `extractor.readers.txt.MAX_CHARACTERS`.
        """
        # Reading makes no cycles, but objects enough to set off the collector, which would
        # go through all lexicons and find nothing: a tenth of the time.
        collecting = gc.isenabled()
        gc.disable()
        try:
            doc = self.nlp(self._doc(text, published, source))
            return _press_release(doc, self.nlp.pipe_names)
        finally:
            if collecting:
                gc.enable()

    def _doc(self, text: str, published: str | date | None, source: str | None) -> Doc:
        if len(text) > MAX_CHARACTERS:
            raise SourceError(too_large(source or "text"))
        doc = self.nlp.make_doc(text)
        if isinstance(published, str):
            published = date.fromisoformat(published)
        doc._.published = published.isoformat() if published else None
        doc._.source = source
        doc._.country = self.country
        return doc

    @overload
    def pipe(
        self,
        texts: Iterable[str],
        as_tuples: Literal[False] = ...,
        batch_size: int = ...,
        n_process: int = ...,
    ) -> Iterator[PressRelease]: ...

    @overload
    def pipe(
        self,
        texts: Iterable[tuple[str, Any]],
        as_tuples: Literal[True],
        batch_size: int = ...,
        n_process: int = ...,
    ) -> Iterator[tuple[PressRelease, Any]]: ...

    def pipe(
        self,
        texts: Iterable[Any],
        as_tuples: bool = False,
        batch_size: int = 16,
        n_process: int = 1,
    ) -> Iterator[Any]:
        """The records of many texts, in order, as a stream.

        The records are the same whatever the batch size and the number of
        processes. Memory stays flat however many texts there are; while a batch
        is read, no other thread may use this extractor.

        Args:
            texts: texts, or `(text, context)` pairs with `as_tuples`; what a
                dict as context has under `published` and `source` is taken as by `extract`.
            as_tuples: take and give pairs; contexts come back as they are.
            batch_size: texts that are read together.
            n_process: processes that share the work; -1 for one per core.

        Raises:
            SourceError: a text is longer than `extractor.readers.txt.MAX_CHARACTERS`.
            ExtractorError: a worker process cannot be started, or ended over a text.
        """
        if n_process < 0:
            n_process = os.cpu_count() or 1
        contexts: deque[Any] = deque()
        batches = _batches(texts, as_tuples, batch_size, contexts)
        replies: Generator[PressRelease | Failure, None, None]
        if n_process > 1:
            recipe = partial(_work, self.country, self.statistics, self._folder)
            replies = spread(recipe, batches, n_process)
        else:
            replies = (reply for batch in batches for reply in answers(self._read_batch, batch))
        with closing(replies):  # workers end here, and not when garbage is collected
            for reply in replies:
                context = contexts.popleft()
                if isinstance(reply, Failure):
                    raise reply.error
                yield (reply, context) if as_tuples else reply

    @property
    def _folder(self) -> Path | None:
        return self.lexicon.folder.absolute() if self.lexicon is not None else None

    def _read_batch(self, batch: Sequence[_Item]) -> Iterator[PressRelease]:
        """The records of some texts; what only these texts needed is freed after them.

        The first words that are met are kept, since they are the frequent ones and
        the tokenizer remembers how it cut them.
        """
        vocab = self.nlp.vocab
        keep = len(vocab) < KEPT_WORDS or getattr(vocab, "in_memory_zone", False)
        with nullcontext() if keep else self.nlp.memory_zone():
            for text, published, source in batch:
                yield self.extract(text, published, source)


_Item = tuple[str, str | date | None, str | None]
"""Text, publication date and source of one document."""


def _batches(
    texts: Iterable[Any], as_tuples: bool, size: int, contexts: deque[Any]
) -> Iterator[list[_Item]]:
    """The documents in batches; their contexts stay here, in the same order."""
    batch: list[_Item] = []
    for item in texts:
        text, context = item if as_tuples else (item, None)
        given = context if isinstance(context, dict) else {}
        contexts.append(context)
        batch.append((text, given.get("published"), given.get("source")))
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def _work(country: str | None, statistics: bool, lexicon: Path | None) -> Work[_Item, PressRelease]:
    """What a worker process does with each batch."""
    return Extractor(country, statistics, lexicon)._read_batch


@cache
def _shared() -> Extractor:
    return Extractor()


def extract(
    text: str, published: str | date | None = None, source: str | None = None
) -> PressRelease:
    """The record of one press release, by an extractor that is made at the first call.

    >>> extract("Lima, 30 de enero de 2023.").published
    datetime.date(2023, 1, 30)
    """
    return _shared().extract(text, published, source)
