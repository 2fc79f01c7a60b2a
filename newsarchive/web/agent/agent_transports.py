"""How agents reach the tools: over stdio, as a child of their program, or over HTTP, behind serve's guard."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from collections.abc import AsyncIterable, AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import anyio
import mcp_types as types
from anyio.streams.memory import MemoryObjectSendStream
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.message import SessionMessage
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from newsarchive.web.display.quoted_text import seen
from newsarchive.web.guard.request_guard import RequestGuard, requested_host
from newsarchive.web.guard.web_settings import WebAccess

logger = logging.getLogger(__name__)

MCP_PATH = "/mcp"
# Bytes of one request: the longest statement and the longest URL have a tenth of it.
_LARGEST_REQUEST = 1 << 20


async def answer_stdio(server: Server[Any], *, stopped: Callable[[signal.Signals], None]) -> None:
    """Answer requests on stdin until it is closed; stdout has nothing but the protocol.

    At a signal `stopped` is called and must end the process: the thread that waits for a line of stdin cannot
    be interrupted.
    """
    async with anyio.create_task_group() as group:
        group.start_soon(_heed, stopped)
        async with stdio_server() as (reading, writing):
            send, heard = anyio.create_memory_object_stream[SessionMessage | Exception]()
            group.start_soon(_pass_on, reading, send, writing.clone())
            await server.run(heard, writing, server.create_initialization_options())
        group.cancel_scope.cancel()


async def _pass_on(
    lines: AsyncIterable[SessionMessage | Exception],
    send: MemoryObjectSendStream[SessionMessage | Exception],
    answers: Any,
) -> None:
    """Pass messages on to the server; a line that is none is answered here, and told on stderr.

    The server drops it in silence, and whoever asked would wait for ever.
    """
    async with send, answers:
        async for message in lines:
            if isinstance(message, Exception):
                code, what = _mistake_of(message)
                logger.warning("A line of stdin is no message: %s", what)
                error = types.ErrorData(code=code, message=what)
                await answers.send(SessionMessage(types.JSONRPCError(jsonrpc="2.0", id=None, error=error)))
                continue
            await send.send(message)


def _mistake_of(error: Exception) -> tuple[int, str]:
    """Return code and message of JSON-RPC for a line that could not be read."""
    parts = error.errors(include_url=False, include_input=False) if isinstance(error, ValidationError) else []
    broken = next((one["msg"] for one in parts if one["type"] == "json_invalid"), None)
    if broken is not None:
        return (
            types.PARSE_ERROR,
            f"This is not JSON: {seen(broken)[:300]}. Send one message a line, in UTF-8.",
        )
    return types.INVALID_REQUEST, "This is no message of JSON-RPC 2.0. Send one request a line, as an object."


async def _heed(stopped: Callable[[signal.Signals], None]) -> None:
    with anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        async for number in signals:
            stopped(signal.Signals(number))


def end_process(code: int) -> None:
    """End at once, whatever threads still do; what was printed is written first."""
    sys.stderr.flush()
    os._exit(code)


def agent_application(server: Server[Any], access: WebAccess) -> Starlette:
    """Return the ASGI application: `POST /mcp`, without sessions, behind the guard of `serve`."""
    protocol = server.streamable_http_app(
        streamable_http_path=MCP_PATH,
        json_response=True,  # no answer is long enough for a stream
        stateless_http=True,  # no tool remembers anything, so no session has to
        max_request_body_size=_LARGEST_REQUEST,
        # Host and Origin are looked at before, by the rules of `serve`.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with server.session_manager.run():
            yield

    return Starlette(
        routes=protocol.routes,
        middleware=[
            Middleware(
                RequestGuard, access=access, refuse=_refusal, methods=frozenset({"POST"}), command="mcp"
            ),
            Middleware(OriginCheck, access=access),
        ],
        lifespan=lifespan,
    )


class OriginCheck:
    """ASGI middleware: refuses what the page of another site sends, which browsers name as Origin.

    The protocol demands it (MCP 2025-11-25, "Security Warning" of the streamable HTTP transport).
    """

    def __init__(self, app: ASGIApp, *, access: WebAccess) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._app
        if scope["type"] == "http" and not all(map(self._is_ours, Headers(scope=scope).getlist("origin"))):
            app = _refusal(
                scope,
                403,
                "A page of another site asked for this.",
                "Ask without the header Origin, or from a page of a host that --allow-host names.",
            )
        await app(scope, receive, send)

    def _is_ours(self, origin: str) -> bool:
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        return parts.scheme in {"http", "https"} and requested_host(parts.netloc) in self._access.hosts


def _refusal(_scope: Scope, status: int, detail: str, hint: str) -> ASGIApp:
    """Answer as JSON-RPC does where no request was read."""
    message = f"{detail} {hint}".strip()
    body = {"jsonrpc": "2.0", "id": None, "error": {"code": -32_600, "message": message}}
    headers = {"WWW-Authenticate": 'Bearer realm="newsarchive"'} if status == 401 else {}
    if status == 405:
        headers["Allow"] = "POST"
    return Response(json.dumps(body), status_code=status, media_type="application/json", headers=headers)
