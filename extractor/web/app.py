"""The application: the pages, the HTTP interface and the workers behind them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema
from starlette.types import ASGIApp

from extractor import __version__
from extractor.web import api, pages, problems
from extractor.web.guard import Guard
from extractor.web.settings import Settings
from extractor.web.workers import Pool

DESCRIPTION = (
    "One structured, validated record from a Spanish-language press release: institutions, "
    "officials, places, projects, figures, dates and quotes, each with its places in the text. "
    "Offsets are code points, end exclusive. Nothing that is sent is kept or logged."
)


def create_app(settings: Settings | None = None) -> ASGIApp:
    """The application as ASGI, guarded; its workers start and end with it."""
    settings = settings or Settings()
    return Guard(make(settings), settings)


def make(settings: Settings) -> FastAPI:
    """The application without its guard."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        pool = Pool(settings)
        await asyncio.to_thread(pool.start)
        app.state.pool = pool
        try:
            yield
        finally:
            await asyncio.to_thread(pool.stop)

    app = FastAPI(
        title="comunicado",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.include_router(api.router)
    app.include_router(pages.router)
    problems.install(app)

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _openapi(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
    return app


def _openapi(app: FastAPI) -> dict[str, Any]:
    """FastAPI's description, with the models of bodies that are read by hand."""
    spec = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    _, models = models_json_schema(
        [(model, "validation") for model in api.SCHEMAS],
        ref_template="#/components/schemas/{model}",
    )
    schemas = spec.setdefault("components", {}).setdefault("schemas", {})
    for name, schema in models["$defs"].items():
        schemas.setdefault(name, schema)
    for methods in spec["paths"].values():
        for operation in methods.values():
            operation["responses"].pop("422", None)  # told by 4XX
            for status in ("4XX", "5XX"):
                response = operation["responses"].get(status, {})
                content = response.pop("content", {})
                model = content.get("application/json") or content.get(problems.MEDIA_TYPE)
                response["content"] = {problems.MEDIA_TYPE: model}
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return spec
