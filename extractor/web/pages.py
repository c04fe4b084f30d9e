"""The pages for people: the application, the token's form, the interface's description."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, Response

from extractor.records import FIELDS
from extractor.view import languages
from extractor.view import render as view
from extractor.web.forms import as_data
from extractor.web.guard import signed_in
from extractor.web.problems import KINDS
from extractor.web.settings import Settings

HOME = Path(__file__).parent
STATIC = {
    "view.css": view.HOME / "static" / "view.css",
    "view.js": view.HOME / "static" / "view.js",
    **{path.name: path for path in sorted((HOME / "static").iterdir()) if path.is_file()},
}
EXAMPLES = (
    "curl -F file=@comunicado.pdf http://127.0.0.1:8000/api/extract",
    'curl --json \'{"text": "Lima, 30 de enero de 2023."}\' http://127.0.0.1:8000/api/extract',
    "curl -H 'Content-Type: application/jsonl' --data-binary @comunicados.jsonl "
    "http://127.0.0.1:8000/api/batch",
    "curl -H 'Authorization: Bearer TOKEN' https://example.org/api/schema",
)
router = APIRouter(include_in_schema=False)


@cache
def environment() -> Environment:
    """Our templates, and those of the view that they include."""
    found = Environment(
        loader=ChoiceLoader(
            [FileSystemLoader(HOME / "templates"), FileSystemLoader(view.HOME / "templates")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["fields"] = FIELDS
    return found


def _page(name: str, language: str, status: int = 200, **values: Any) -> HTMLResponse:
    words = languages.words(language)
    html = environment().get_template(name).render(w=words, **values)
    return HTMLResponse(html, status_code=status)


def _language(request: Request) -> str:
    settings: Settings = request.app.state.settings
    asked = request.query_params.get("lang", "")
    return asked if asked in languages.LANGUAGES else settings.language


@router.get("/")
def application(request: Request) -> HTMLResponse:
    """The application."""
    language = _language(request)
    words = languages.words(language)
    setup = {
        "language": language,
        "fields": FIELDS,
        "field": words["field"],
        "attributes": words["attributes"],
        "words": words["words"],
        "web": words["web"],
        "inputs": as_data(),
    }
    return _page(
        "app.html",
        language,
        other=languages.words(languages.other(language)),
        setup=Markup(json.dumps(setup, ensure_ascii=False).replace("<", "\\u003c")),
    )


@router.get("/login")
def login(request: Request) -> HTMLResponse:
    """The form for the token."""
    return _page("login.html", _language(request), wrong=False)


@router.post("/login")
async def sign_in(request: Request) -> Response:
    """To the application, where the token is right."""
    settings: Settings = request.app.state.settings
    given = parse_qs((await request.body()).decode("latin-1")).get("token", [""])[0]
    if settings.knows(given):
        return signed_in(settings)
    return _page("login.html", _language(request), status=401, wrong=True)


@router.get("/static/{name}")
def static(name: str) -> FileResponse:
    """Our own scripts and styles; there are no others."""
    if name not in STATIC:
        raise HTTPException(404)
    return FileResponse(STATIC[name], headers={"Cache-Control": "no-cache"})


@router.get("/problems/{key}")
def problem(key: str, request: Request) -> HTMLResponse:
    """What the type of a problem means."""
    if key not in KINDS:
        raise HTTPException(404)
    return _page("problem.html", _language(request), kind=KINDS[key])


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """The OpenAPI description for reading, without scripts."""
    spec = request.app.openapi()
    return _page(
        "docs.html",
        _language(request),
        spec=spec,
        examples=EXAMPLES,
        operations=list(_operations(spec)),
        models=list(_models(spec)),
        kinds=KINDS,
    )


def _operations(spec: dict[str, Any]) -> Any:
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            yield {
                "id": operation["operationId"],
                "method": method.upper(),
                "path": path,
                "summary": operation.get("summary", ""),
                "description": operation.get("description", ""),
                "parameters": [
                    {
                        "name": parameter["name"],
                        "kind": _kind(parameter["schema"]),
                        "description": parameter.get("description", ""),
                    }
                    for parameter in operation.get("parameters", ())
                ],
                "takes": _contents(operation.get("requestBody", {}).get("content", {})),
                "gives": [
                    (status, media, model)
                    for status, response in operation["responses"].items()
                    for media, model in _contents(response.get("content", {}))
                ],
            }


def _contents(content: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (media, value.get("schema", {}).get("$ref", "").rpartition("/")[2])
        for media, value in content.items()
    ]


def _models(spec: dict[str, Any]) -> Any:
    for name, schema in sorted(spec["components"]["schemas"].items()):
        required = schema.get("required", ())
        yield {
            "name": name,
            "description": schema.get("description", ""),
            "fields": [
                {
                    "name": field,
                    "kind": _kind(value),
                    "required": field in required,
                    "description": value.get("description", ""),
                }
                for field, value in schema.get("properties", {}).items()
            ],
        }


def _kind(schema: dict[str, Any]) -> str:
    """The type in words: `string (date) or null`, `list of Mention`, `"a" | "b"`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(_kind(each) for each in schema[key])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if "const" in schema:
        return json.dumps(schema["const"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    kind = str(schema.get("type", ""))
    return f"{kind} ({schema['format']})" if "format" in schema else kind
