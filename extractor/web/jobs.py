"""What a worker does: read, extract, show, correct, export. Bytes and strings in and out.

Results are JSON or file content, ready to be sent, so that the server itself
neither parses records nor imports the pipeline.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from extractor.corrections import Correction, CorrectionError, apply
from extractor.errors import ExtractorError
from extractor.pipeline import Extractor
from extractor.records import PressRelease
from extractor.user_lexicon import UserLexicon
from extractor.view import fragments, title_of
from extractor.view.languages import words
from extractor.web.problems import Problem, faults
from extractor.web.settings import Settings

WARM = "Lima, 5 de mayo de 2024.- La ministra de Salud, Ana Pérez, entregó S/ 2 millones ayer."
_corrections: TypeAdapter[list[Correction]] = TypeAdapter(list[Correction])


class Jobs:
    """The jobs of one worker, on one pipeline that is made once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.extractor = _extractor(settings)
        record = self.extract(WARM, "2024-05-06", None)
        self.view(record, "es")

    def extract(self, text: str, published: str | None, source: str | None) -> bytes:
        """The record of a text, as JSON."""
        return self._record(text, published, source).model_dump_json().encode()

    def _record(self, text: str, published: str | date | None, source: str | None) -> PressRelease:
        limit = self.settings.max_characters
        if len(text) > limit:
            raise Problem("too-large", f"the text has {len(text)} characters, at most {limit}")
        given = {"published": published, "source": source}
        # Unlike `extract`, `pipe` frees what only this text needed.
        for record, _ in self.extractor.pipe([(text, given)], as_tuples=True):
            return record
        raise RuntimeError("no record")

    def extract_file(self, name: str, media_type: str, data: bytes, published: str | None) -> bytes:
        """The record of the first document of a file, as JSON; it says if there are others."""
        first, *others = self._documents(name, media_type, data, published)
        notes = [f"{other.source}: not read here, /api/batch reads all" for other in others]
        return first.with_warnings(notes).model_dump_json().encode()

    def extract_files(
        self, name: str, media_type: str, data: bytes, published: str | None
    ) -> list[bytes]:
        """The record of each document of a file, as JSON."""
        found = self._documents(name, media_type, data, published)
        return [record.model_dump_json().encode() for record in found]

    def _documents(
        self, name: str, media_type: str, data: bytes, published: str | None
    ) -> list[PressRelease]:
        from extractor.web.files import documents

        return [
            self._record(source.text, published or source.published, source.source).with_warnings(
                source.warnings
            )
            for source in documents(name, media_type, data)
        ]

    def view(self, record: bytes, language: str) -> bytes:
        """The HTML of text and panel, with the findings of the check."""
        parsed = parse(record)
        findings = _findings(parsed, self.extractor.lexicon)
        parts = fragments(parsed, findings, language, editable=True)
        count = sum(1 for _ in parsed.entities())
        return _json(
            {
                "title": title_of(parsed, words(language)),
                "text": parts.text,
                "panel": parts.panel,
                "count": count,
            }
        )

    def check(self, record: bytes) -> bytes:
        """The findings of the check, as JSON."""
        found = _findings(parse(record), self.extractor.lexicon)
        if found is None:
            raise Problem("unavailable", "this installation has no check")
        return _json([dataclasses.asdict(finding) for finding in found])

    def correct(self, body: bytes) -> bytes:
        """The record with corrections, as JSON."""
        given = _object(body)
        record = _validated(given.get("record"), "record")
        try:
            corrections = _corrections.validate_python(given.get("corrections"))
        except ValidationError as error:
            errors = faults(error.errors(include_input=False, include_url=False))
            raise Problem("invalid", errors=_below("corrections", errors)) from error
        try:
            return apply(record, *corrections).model_dump_json().encode()
        except CorrectionError as error:
            raise Problem("correction", str(error)) from error

    def suggest(self, body: bytes) -> bytes:
        """What the rules would read in these words, as attributes of a value of the field."""
        given = _object(body)
        record = _validated(given.get("record"), "record")
        field, start, end = given.get("field"), given.get("start"), given.get("end")
        if not (isinstance(start, int) and isinstance(end, int) and isinstance(field, str)):
            raise Problem("invalid", "field, start and end are needed")
        found = self._record(record.text[start:end], record.published, None)
        entities = getattr(found, field, ())
        if not entities:
            return b"{}"
        best = max(entities, key=lambda e: e.mentions[0].end - e.mentions[0].start)
        left_out = {"mentions", "rule", "confidence", "aliases", "beneficiaries", "budget"}
        return _json(best.model_dump(mode="json", exclude=left_out, exclude_none=True))

    def export(self, body: bytes, kind: str, language: str) -> tuple[str, str, bytes]:
        """Name, media type and content of a file with these records."""
        from extractor.web.downloads import download

        return download(_records(body), kind, language)

    def table(self, body: bytes, language: str) -> bytes:
        """The records as a table, in HTML and in plain text."""
        from extractor.view.table import html_table, text_table

        records = _records(body)
        return _json({"html": html_table(records, language), "text": text_table(records, language)})


def _extractor(settings: Settings) -> Extractor:
    options: dict[str, Any] = {"country": settings.country}
    if settings.lexicon is not None:
        options["lexicon"] = settings.lexicon
    return Extractor(**options)


def _findings(record: PressRelease, lexicon: UserLexicon | None) -> Sequence[Any] | None:
    try:
        from extractor.check import check
    except ImportError:
        return None
    return check(record, lexicon=lexicon)


def parse(record: bytes) -> PressRelease:
    """The record of a request.

    Raises:
        Problem: it is no record.
    """
    try:
        return PressRelease.model_validate_json(record)
    except ValidationError as error:
        errors = faults(error.errors(include_input=False, include_url=False))
        raise Problem("invalid", errors=errors) from error


def _records(body: bytes) -> list[PressRelease]:
    records = _object(body).get("records")
    if not isinstance(records, list) or not records:
        raise Problem("invalid", "a list of records is needed")
    return [_validated(record, f"records/{n}") for n, record in enumerate(records)]


def _object(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body)
    except ValueError as error:
        raise Problem("invalid", "the request is no JSON") from error
    if not isinstance(given, dict):
        raise Problem("invalid", "a JSON object is needed")
    return given


def _validated(value: Any, where: str) -> PressRelease:
    try:
        return PressRelease.model_validate_json(json.dumps(value))
    except ValidationError as error:
        errors = faults(error.errors(include_input=False, include_url=False))
        raise Problem("invalid", errors=_below(where, errors)) from error


def _below(where: str, errors: list[dict[str, str]]) -> list[dict[str, str]]:
    return [
        {**each, "pointer": f"#/{where}/{each['pointer'].removeprefix('#/')}"} for each in errors
    ]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


__all__ = ["ExtractorError", "Jobs", "parse"]
