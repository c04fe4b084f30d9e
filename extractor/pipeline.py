"""`Extractor`: text in, record out.

The components run in the order of `COMPONENTS`. Each leaves its evidence on
the `Doc`; `assemble` makes the record of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, Literal, overload

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractor.assemble import assemble
from extractor.errors import ModelError
from extractor.records import PressRelease

COMPONENTS = (
    "press_layout",
    "press_sentences",
    "press_organizations",
    "press_officials",
    "press_places",
    "press_country",
    "press_figures",
    "press_projects",
    "press_quotes",
    "press_acronyms",
    "press_aliases",
    "press_coreference",
    "press_gazetteer",
    "press_posts",
    "press_speakers",
)


def _press_release(doc: Doc) -> PressRelease:
    return assemble(doc)


if not Doc.has_extension("press_release"):
    Doc.set_extension("press_release", getter=_press_release)


def build(components: Iterable[str] = COMPONENTS) -> Language:
    """A pipeline of rules alone: the press tokenizer and these components.

    Raises:
        ModelError: a component is not registered.
    """
    nlp = spacy.blank("es", config={"nlp": {"tokenizer": {"@tokenizers": "press_tokenizer.v1"}}})
    for name in components:
        try:
            nlp.add_pipe(name)
        except ValueError as error:
            raise ModelError(f"no component {name!r}; is the package installed?") from error
    return nlp


class Extractor:
    """Turns press releases into records; make one and use it for all documents.

    Args:
        country: ISO 3166-1 alpha-2 of the documents where it is known; else each
            document is asked for its own.
    """

    def __init__(self, country: str | None = None) -> None:
        self.country = country.upper() if country else None
        self.nlp = build()

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
        """
        doc = self._doc(text, published, source)
        return self._record(self.nlp(doc))

    def _doc(self, text: str, published: str | date | None, source: str | None) -> Doc:
        doc = self.nlp.make_doc(text)
        if isinstance(published, str):
            published = date.fromisoformat(published)
        doc._.published = published.isoformat() if published else None
        doc._.source = source
        doc._.country = self.country
        return doc

    def _record(self, doc: Doc) -> PressRelease:
        return assemble(doc, self.nlp.pipe_names)

    @overload
    def pipe(
        self, texts: Iterable[str], as_tuples: Literal[False] = ..., **options: Any
    ) -> Iterator[PressRelease]: ...

    @overload
    def pipe(
        self, texts: Iterable[tuple[str, Any]], as_tuples: Literal[True], **options: Any
    ) -> Iterator[tuple[PressRelease, Any]]: ...

    def pipe(
        self,
        texts: Iterable[Any],
        as_tuples: bool = False,
        batch_size: int = 64,
        n_process: int = 1,
    ) -> Iterator[Any]:
        """The records of many texts, in order, as a stream."""
        for item in texts:
            text, context = item if as_tuples else (item, None)
            given = context if isinstance(context, dict) else {}
            record = self.extract(text, given.get("published"), given.get("source"))
            yield (record, context) if as_tuples else record


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
