"""The HTTP interface: one document, many documents, and what the page needs besides."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.responses import JSONResponse, Response, StreamingResponse

from extractor import __version__
from extractor.corrections import Correction
from extractor.records import PressRelease
from extractor.web.problems import MEDIA_TYPE, Problem, ProblemDetails, faults
from extractor.web.workers import Pool

JSON = "application/json"
LINES = "application/jsonl"
LINE_TYPES = frozenset({LINES, "application/x-ndjson", "application/x-jsonlines"})
TEXT = "text/plain"
FORM = "multipart/form-data"
Language = Annotated[Literal["es", "en"], Query(description="Language of the words for people.")]
Export = Literal["json", "csv", "xlsx", "html", "docx"]

PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": ProblemDetails, "content": {MEDIA_TYPE: {}}, "description": "Problem"},
    "5XX": {"model": ProblemDetails, "content": {MEDIA_TYPE: {}}, "description": "Problem"},
}
router = APIRouter(responses=PROBLEMS)


class Document(BaseModel):
    """A press release as text."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(description="The text; offsets of the record refer to it, untouched.")
    published: date | None = Field(None, description="Against which *ayer* is read.")
    source: str | None = Field(None, description="Path, URL or id, kept in the record.")


class CorrectionRequest(BaseModel):
    """A record and what is to be corrected in it."""

    record: PressRelease
    corrections: list[Correction]


class SuggestionRequest(BaseModel):
    """Words of a record's text, by offsets, and the field that they are to have."""

    record: PressRelease
    field: str
    start: int
    end: int


class ExportRequest(BaseModel):
    """Records for one file."""

    records: list[PressRelease]


class Health(BaseModel):
    """The server answers."""

    status: Literal["ok"] = "ok"
    version: str


def _body(*kinds: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": dict(kinds)}}


def _reference(model: str) -> dict[str, Any]:
    return {"schema": {"$ref": f"#/components/schemas/{model}"}}


_FILE_FORM = {
    "schema": {
        "type": "object",
        "required": ["file"],
        "properties": {
            "file": {"type": "string", "format": "binary"},
            "published": {"type": "string", "format": "date"},
        },
    }
}
_FILES_FORM = {
    "schema": {
        "type": "object",
        "required": ["file"],
        "properties": {
            "file": {"type": "array", "items": {"type": "string", "format": "binary"}},
            "published": {"type": "string", "format": "date"},
        },
    }
}
_PLAIN = {"schema": {"type": "string"}}
_BINARY = {"schema": {"type": "string", "format": "binary"}}


def _pool(request: Request) -> Pool:
    pool: Pool = request.app.state.pool
    return pool


def media_type(request: Request) -> str:
    """The media type of the request's body, without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


@router.post(
    "/api/extract",
    response_model=PressRelease,
    tags=["extract"],
    summary="The record of one document",
    openapi_extra=_body(
        (JSON, _reference("Document")),
        (TEXT, _PLAIN),
        (FORM, _FILE_FORM),
        ("text/html", _PLAIN),
        ("application/pdf", _BINARY),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _BINARY),
        ("message/rfc822", _BINARY),
    ),
)
async def extract(
    request: Request,
    published: Annotated[
        date | None, Query(description="Date of publication, where the body cannot say it.")
    ] = None,
    name: Annotated[str | None, Query(description="File name, where the body is the file.")] = None,
) -> Response:
    """Takes JSON, plain text (UTF-8), a form with a file, or the file itself."""
    kind = media_type(request)
    day = published.isoformat() if published else None
    pool = _pool(request)
    if kind == JSON:
        document = _document(await request.body())
        given = document.published.isoformat() if document.published else day
        record = await pool.run("extract", document.text, given, document.source)
    elif kind == TEXT and name is None:
        record = await pool.run("extract", _utf8(await request.body()), day, None)
    elif kind == FORM:
        files, fields = await _form(request)
        if len(files) != 1:
            raise Problem("invalid", "one part `file` is needed; /api/batch takes several")
        given = _day(fields.get("published")) or day
        record = await pool.run("extract_file", *files[0], given)
    elif kind in ("", "application/x-www-form-urlencoded"):
        raise Problem("media-type", f"{kind or 'no media type'} is not read")
    else:
        record = await pool.run("extract_file", name or "", kind, await request.body(), day)
    return Response(record, media_type=JSON)


@router.post(
    "/api/batch",
    tags=["extract"],
    summary="The records of many documents, as JSON Lines",
    response_class=StreamingResponse,
    responses={200: {"content": {LINES: {}}, "description": "A record or a problem a line"}},
    openapi_extra=_body((LINES, _reference("Document")), (FORM, _FILES_FORM)),
)
async def batch(request: Request) -> Response:
    """Takes JSON Lines of documents or a form with files; answers in the same order.

    A document that fails gives a line with its problem and its number in the
    request (`line`, from 1); the rest go on. A message and its attachments give
    a line each. Lines are sent as they are made.
    """
    kind = media_type(request)
    pool = _pool(request)
    jobs: list[tuple[Any, ...]]
    if kind == FORM:
        files, fields = await _form(request)
        day = _day(fields.get("published"))
        jobs = [("extract_files", *each, day) for each in files]
    elif kind in LINE_TYPES:
        jobs = [("line", line) for line in (await request.body()).split(b"\n") if line.strip()]
    else:
        raise Problem("media-type", f"send {LINES} or {FORM}")
    return StreamingResponse(_records(pool, jobs), media_type=LINES)


async def _records(pool: Pool, jobs: list[tuple[Any, ...]]) -> AsyncIterator[bytes]:
    for number, (job, *arguments) in enumerate(jobs, start=1):
        try:
            if job == "line":
                document = _document(arguments[0])
                given = document.published.isoformat() if document.published else None
                yield await pool.run("extract", document.text, given, document.source) + b"\n"
            else:
                for record in await pool.run(job, *arguments):
                    yield record + b"\n"
        except Problem as problem:
            line = {**problem.content(), "line": number}
            yield json.dumps(line, ensure_ascii=False).encode() + b"\n"


def _document(body: bytes) -> Document:
    try:
        return Document.model_validate_json(body)
    except ValidationError as error:
        errors = faults(error.errors(include_input=False, include_url=False))
        raise Problem("invalid", errors=errors) from error


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem("unreadable", f"not UTF-8 (byte {error.start})") from error


def _day(given: str | None) -> str | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise Problem("invalid", "`published` is a date such as 2024-05-30") from error


async def _form(request: Request) -> tuple[list[tuple[str, str, bytes]], dict[str, str]]:
    """Files (name, media type, content) and fields of a form, read in memory alone."""
    limit = request.app.state.settings.max_records_bytes
    try:
        parser = MultiPartParser(request.headers, request.stream(), max_files=1000, max_fields=20)
        parser.spool_max_size = limit + 1  # else a large file would be written to disk
        form = await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise Problem("invalid", "the form cannot be read") from error
    files, fields = [], {}
    for key, value in form.multi_items():
        if isinstance(value, UploadFile):
            kind = (value.content_type or "").partition(";")[0].strip().lower()
            files.append((value.filename or "", kind, await value.read()))
        else:
            fields[key] = value
    await form.close()
    return files, fields


@router.get("/api/schema", tags=["extract"], summary="JSON Schema of a record")
def schema() -> JSONResponse:
    """The schema that every record of `/api/extract` keeps."""
    return JSONResponse(
        PressRelease.model_json_schema(mode="serialization"), media_type="application/schema+json"
    )


@router.get("/health", tags=["server"], response_model=Health, summary="Whether the server answers")
def health() -> Health:
    """Needs no token."""
    return Health(version=__version__)


@router.post(
    "/api/check",
    tags=["correct"],
    summary="What is wrong with a release",
    response_class=JSONResponse,
    openapi_extra=_body((JSON, _reference("PressRelease"))),
)
async def check(request: Request) -> Response:
    """Findings with rule, place in the text, severity, message and advice."""
    return Response(await _pool(request).run("check", await request.body()), media_type=JSON)


@router.post(
    "/api/correct",
    tags=["correct"],
    response_model=PressRelease,
    summary="A record with corrections",
    openapi_extra=_body((JSON, _reference("CorrectionRequest"))),
)
async def correct(request: Request) -> Response:
    """Indices refer to the record as the corrections before left it."""
    return Response(await _pool(request).run("correct", await request.body()), media_type=JSON)


@router.post(
    "/api/suggest",
    tags=["correct"],
    response_class=JSONResponse,
    summary="What the rules read in these words",
    openapi_extra=_body((JSON, _reference("SuggestionRequest"))),
)
async def suggest(request: Request) -> Response:
    """Attributes for a new value of the field; an empty object where nothing is read."""
    return Response(await _pool(request).run("suggest", await request.body()), media_type=JSON)


@router.post(
    "/api/view",
    tags=["show"],
    response_class=JSONResponse,
    summary="A record as HTML",
    openapi_extra=_body((JSON, _reference("PressRelease"))),
)
async def view(request: Request, language: Language = "es") -> Response:
    """`text` and `panel` as HTML fragments, `title`, and the `count` of values."""
    body = await request.body()
    return Response(await _pool(request).run("view", body, language), media_type=JSON)


@router.post(
    "/api/table",
    tags=["show"],
    response_class=JSONResponse,
    summary="Records as a table to paste",
    openapi_extra=_body((JSON, _reference("ExportRequest"))),
)
async def table(request: Request, language: Language = "es") -> Response:
    """`html` and `text`, for the clipboard of a word processor."""
    body = await request.body()
    return Response(await _pool(request).run("table", body, language), media_type=JSON)


@router.post(
    "/api/export/{kind}",
    tags=["show"],
    response_class=Response,
    summary="Records as a file",
    openapi_extra=_body((JSON, _reference("ExportRequest"))),
)
async def export(request: Request, kind: Export, language: Language = "es") -> Response:
    """Records are validated; no cell of a spreadsheet starts a formula."""
    body = await request.body()
    name, media, content = await _pool(request).run("export", body, kind, language)
    return Response(
        content,
        media_type=media,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


SCHEMAS = (Document, CorrectionRequest, SuggestionRequest, ExportRequest, PressRelease)
"""Models that request bodies refer to."""
