"""The application: routes, the guard before them, errors as answers, and tags by which copies are known."""

from __future__ import annotations

import hashlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from newsarchive.errors import NewsarchiveError
from newsarchive.web.answers.archive_reader import ArchiveReader
from newsarchive.web.answers.bounded_calls import BoundedCalls
from newsarchive.web.answers.watch_answers import WatchDesk
from newsarchive.web.api.api_routes import API_ROOT, api_router
from newsarchive.web.api.problems import PROBLEM_MEDIA, RETRY_AFTER, Problem, problem, problem_of
from newsarchive.web.display.page_renderer import TemplatePages
from newsarchive.web.feeds.feed_routes import feed_router
from newsarchive.web.guard.fair_shares import FairShares, LaneWidths
from newsarchive.web.guard.request_guard import RequestGuard, asker_of
from newsarchive.web.guard.web_settings import WebSettings
from newsarchive.web.pages.article_pages import article_router
from newsarchive.web.pages.memento_routes import memento_router
from newsarchive.web.pages.overview_pages import overview_router
from newsarchive.web.pages.search_pages import search_router
from newsarchive.web.pages.sql_pages import sql_router
from newsarchive.web.pages.watch_pages import WATCHES_ROOT, watch_router

# Answers beyond it are downloads, which are not kept in memory a second time.
_LARGEST_TAGGED = 4 << 20
# Programs ask there, and get errors as JSON.
_FOR_PROGRAMS = ("/api/", "/feeds/", "/timegate/", "/timemap/", "/memento/")
_CHALLENGE = 'Basic realm="newsarchive", charset="UTF-8"'


def make_application(settings: WebSettings) -> FastAPI:
    """Return the ASGI application over one archive."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        # Each route asks the database in a thread, so this bounds threads and connections alike.
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.at_once
        for warm_up in (calls.warm_up, pages.warm_up, reader.warm_up):
            await anyio.to_thread.run_sync(warm_up)
        yield
        calls.close()
        reading.close()

    edits = settings.edit_watches and settings.watches is not None
    calls = BoundedCalls(settings.timeout)
    # Pages that are read do not wait behind questions of analysts.
    reading = BoundedCalls(settings.timeout, processes=1)
    reader = ArchiveReader(settings.archive_url, timeout=settings.timeout)
    pages = TemplatePages()
    errors = _ErrorAnswers(pages)
    app = FastAPI(
        title="newsarchive",
        summary="A news archive: articles, every revision of them, and what is known of both.",
        version="1",
        openapi_url=f"{API_ROOT}/openapi.json",
        docs_url=None,  # these load scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
        middleware=[
            Middleware(TimedAnswers),
            Middleware(
                RequestGuard,
                access=settings.access,
                refuse=errors.refusal,
                writes=f"{WATCHES_ROOT}/" if edits else None,
            ),
            Middleware(HeadAnswers),
            Middleware(TagsOfAnswers),
            Middleware(
                FairShares,
                widths=LaneWidths.of(settings.at_once),
                refuse=errors.refusal,
                asker=asker_of(settings.access),
            ),
        ],
        exception_handlers={
            NewsarchiveError: errors.answer,
            HTTPException: errors.answer,
            RequestValidationError: errors.answer,
        },
    )
    app.openapi = lambda: _described(app)  # type: ignore[method-assign] # as FastAPI's manual has it
    desk = WatchDesk(reader, settings.watches)
    app.include_router(api_router(reader, calls, settings.most_rows, desk))
    app.include_router(overview_router(reader, pages, settings.declarations, reading))
    app.include_router(search_router(reader, pages, calls))
    app.include_router(article_router(reader, pages, reading))
    app.include_router(sql_router(reader, pages, calls))
    app.include_router(watch_router(desk, pages, settings.channels, edits=edits))
    app.include_router(feed_router(reader, desk))
    app.include_router(memento_router(reader, pages, reading))
    app.mount("/static", StaticFiles(packages=[("newsarchive.web", "static")]))
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    """Return the description of the API: what FastAPI makes of the routes, with our errors for its own."""
    if app.openapi_schema is None:
        found = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            routes=app.routes,
        )
        for path in found["paths"].values():
            path["get"]["responses"].pop("422", None)
        schemas = found["components"]["schemas"]
        own = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
        schemas |= own.pop("$defs", {}) | {Problem.__name__: own}
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        app.openapi_schema = found
    return app.openapi_schema


class _ErrorAnswers:
    def __init__(self, renderer: TemplatePages) -> None:
        self._renderer = renderer

    async def answer(self, request: Request, error: Any) -> Response:
        """Return the answer of an error that a route raised."""
        return self._response(request, problem_of(error, request.url.path))

    def refusal(self, scope: Scope, status: int, detail: str, hint: str) -> ASGIApp:
        """Return the answer of the guard."""
        request = Request(scope)
        return self._response(request, problem(status, detail, hint, scope["path"]))

    def _response(self, request: Request, found: Problem) -> Response:
        response: Response
        if request.scope["path"].startswith(_FOR_PROGRAMS):
            response = Response(found.model_dump_json(), status_code=found.status, media_type=PROBLEM_MEDIA)
        else:
            response = self._renderer.page(request, "error.html", status=found.status, problem=found)
        if found.status == 401:
            response.headers["WWW-Authenticate"] = _CHALLENGE
        if found.status == 405:
            response.headers["Allow"] = "GET, HEAD"
        if found.status == 503:
            response.headers["Retry-After"] = RETRY_AFTER
        return response


class TimedAnswers:
    """ASGI middleware: an answer says how long it took, in milliseconds, waiting included (Server-Timing)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()

        async def timed(message: Message) -> None:
            if message["type"] == "http.response.start":
                spent = 1000 * (time.perf_counter() - began)
                MutableHeaders(scope=message)["Server-Timing"] = f"total;dur={spent:.1f}"
            await send(message)

        await self._app(scope, receive, timed)


class HeadAnswers:
    """ASGI middleware: HEAD is answered as GET is, without the body (RFC 9110, 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self._app({**scope, "method": "GET"}, receive, without_body)


class TagsOfAnswers:
    """ASGI middleware: an answer has the tag of its bytes, and one that the asker has already is a 304."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _Tagging(Headers(scope=scope), send).send)


class _Tagging:
    """Holds an answer back until its bytes are known, unless it is an error, has a tag, or is long."""

    def __init__(self, asked: Headers, send: Send) -> None:
        self._asked = asked
        self._send = send
        self._held: list[Message] = []
        self._size = 0
        self._passing = False

    async def send(self, message: Message) -> None:
        if self._passing:
            await self._send(message)
            return
        self._held.append(message)
        if message["type"] == "http.response.start":
            tagged = "etag" in Headers(raw=message["headers"])
            self._passing = message["status"] != 200 or tagged
        else:
            self._size += len(message.get("body", b""))
            self._passing = self._size > _LARGEST_TAGGED
            if not self._passing and not message.get("more_body", False):
                self._tag()
                self._passing = True
        if self._passing:
            for held in self._held:
                await self._send(held)

    def _tag(self) -> None:
        start, *rest = self._held
        headers = MutableHeaders(scope=start)
        digest = hashlib.sha256(b"".join(part.get("body", b"") for part in rest))
        tag = f'W/"{digest.hexdigest()[:32]}"'
        headers["ETag"] = tag
        # Of several headers of the name, each holds; compared weakly (RFC 9110, 13.1.2).
        known = [one.strip() for line in self._asked.getlist("if-none-match") for one in line.split(",")]
        if "*" in known or tag.removeprefix("W/") in (one.removeprefix("W/") for one in known):
            del headers["content-length"]
            start["status"] = 304
            self._held = [start, {"type": "http.response.body", "body": b""}]
