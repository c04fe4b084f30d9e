"""Errors as RFC 9457 problem details: `application/problem+json`, in one shape everywhere.

`type` is a path of this server, where the problem is explained. No problem
repeats what was sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of problem: its status, its title, and what to do about it."""

    status: int
    title: str
    advice: str


KINDS: Mapping[str, Kind] = {
    "invalid": Kind(422, "Invalid request", "Mend what `errors` points at."),
    "unreadable": Kind(422, "Unreadable document", "See `detail`; send another format or text."),
    "correction": Kind(422, "Correction does not fit", "Send the record that it was made for."),
    "media-type": Kind(
        415, "Unsupported media type", "Send JSON, plain text, a form with a file, or the file."
    ),
    "too-large": Kind(413, "Too large", "Send less at once; nothing is cut silently."),
    "too-slow": Kind(503, "Took too long", "Send a shorter document, or raise --time-limit."),
    "busy": Kind(503, "Busy", "Come back after the seconds of Retry-After."),
    "token": Kind(401, "Token missing or wrong", "Send `Authorization: Bearer TOKEN`."),
    "origin": Kind(403, "Foreign origin", "Use the server's own address."),
    "unavailable": Kind(501, "Not available", "Install the extra that `detail` names."),
    "failed": Kind(500, "Internal error", "Report it, with the version that /health tells."),
}
"""Every type of problem; `type` is `/problems/` and the key."""


class Fault(BaseModel):
    """One thing wrong in a request."""

    detail: str
    pointer: str = Field(description="JSON Pointer to it, as a URI fragment.")


class ProblemDetails(BaseModel):
    """RFC 9457."""

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None
    errors: list[Fault] | None = None


@dataclass
class Problem(Exception):
    """Raise it anywhere in a request."""

    kind: str
    detail: str | None = None
    errors: list[dict[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return KINDS[self.kind].status

    def content(self) -> dict[str, Any]:
        """The problem as its JSON object."""
        kind = KINDS[self.kind]
        body: dict[str, Any] = {
            "type": f"/problems/{self.kind}",
            "title": kind.title,
            "status": kind.status,
        }
        if self.detail:
            body["detail"] = self.detail
        if self.errors:
            body["errors"] = self.errors
        return body

    def response(self) -> JSONResponse:
        """The problem as a response."""
        return JSONResponse(
            self.content(), status_code=self.status, media_type=MEDIA_TYPE, headers=self.headers
        )


def faults(errors: Sequence[Mapping[str, Any]], skip: int = 0) -> list[dict[str, str]]:
    """Pydantic's errors with JSON Pointers, without the values that were sent."""
    return [
        {
            "detail": str(error["msg"]),
            "pointer": "#/" + "/".join(_escape(part) for part in error["loc"][skip:]),
        }
        for error in errors
    ]


def _escape(part: object) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


def install(app: FastAPI) -> None:
    """Have the application answer with problems."""

    @app.exception_handler(Problem)
    async def problem(request: Request, error: Problem) -> JSONResponse:
        return error.response()

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return Problem("invalid", errors=faults(list(error.errors()), skip=1)).response()

    @app.exception_handler(Exception)
    async def failed(request: Request, error: Exception) -> JSONResponse:
        return Problem("failed").response()  # and it goes on to the guard, which logs its type

    @app.exception_handler(HTTPException)
    async def status(request: Request, error: HTTPException) -> JSONResponse:
        title = HTTPStatus(error.status_code).phrase
        return JSONResponse(
            {"type": "about:blank", "title": title, "status": error.status_code},
            status_code=error.status_code,
            media_type=MEDIA_TYPE,
            headers=error.headers,
        )
