"""What stands before every request: host, origin, token, size, headers, and no text in logs."""

from __future__ import annotations

import logging
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractor.web.problems import Problem
from extractor.web.settings import COOKIE, Settings, is_loopback

log = logging.getLogger("extractor.web")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OPEN = ("/health", "/login", "/static/")
"""What is served without a token: nothing of it depends on a text."""
LARGE = ("batch", "export", "view", "table", "check", "correct", "suggest")
"""`/api/NAME` that take records or many documents, and so more than one document's size."""


class Guard:
    """Pure ASGI, so that responses stream and an exception never reaches the server's log."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            refused = self._refuse(scope)
            if refused is not None:
                await refused(scope, receive, send_with_headers)
                return
            await self.app(scope, self._limited(scope, receive), send_with_headers)
        except Problem as problem:
            if not started:
                await problem.response()(scope, receive, send_with_headers)
        except Exception as error:
            log.error("%s %s: %s", scope["method"], scope["path"], _where(error))
            if not started:
                await Problem("failed").response()(scope, receive, send_with_headers)

    def _refuse(self, scope: Scope) -> Response | None:
        """The response that ends a request here, or None."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        name = urlsplit(f"//{host}").hostname or ""
        if self.settings.token is None and not self._own(name):
            return Problem("origin", "this host name is not the server's").response()
        origin = headers.get("origin")
        if origin and scope["method"] not in ("GET", "HEAD") and urlsplit(origin).netloc != host:
            return Problem("origin", "the request comes from another page").response()
        if self.settings.token is None or scope["path"].startswith(OPEN):
            return None
        return self._without_token(scope, headers)

    def _own(self, name: str) -> bool:
        """A page of another site could reach a local server under a name of its own."""
        return is_loopback(name) or name == self.settings.host

    def _without_token(self, scope: Scope, headers: Headers) -> Response | None:
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.settings.knows(bearer.strip()):
            return None
        if _cookie(headers.get("cookie", "")) == self.settings.session:
            return None
        query = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/":
            if self.settings.knows(query):
                return signed_in(self.settings)
            return RedirectResponse("/login", status_code=303)
        return Problem("token", headers={"WWW-Authenticate": "Bearer"}).response()

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        """Reading more than the limit is a problem, whatever the headers promise."""
        large = scope["path"].removeprefix("/api/").partition("/")[0] in LARGE
        limit = self.settings.max_records_bytes if large else self.settings.max_bytes
        length = Headers(scope=scope).get("content-length", "")
        if length.isdigit() and int(length) > limit:
            raise _too_large(limit)
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise _too_large(limit)
            return message

        return counted


def signed_in(settings: Settings) -> Response:
    """To the page, with a cookie that stands for the token until the browser closes."""
    response = RedirectResponse("/", status_code=303)
    response.set_cookie(COOKIE, settings.session, httponly=True, samesite="strict")
    return response


def _cookie(header: str) -> str | None:
    try:
        morsel = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel else None


def _too_large(limit: int) -> Problem:
    return Problem(
        "too-large",
        f"at most {limit // 1024:,} kB a request".replace(",", " "),
        headers={"Connection": "close"},
    )


def _where(error: BaseException) -> str:
    """Type and place of an exception; its message could hold words of a text."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    place = f"{last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last else "?"
    return f"{type(error).__name__} at {place}"
