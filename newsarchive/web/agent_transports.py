"""How agents reach the tools: over stdio, as a child of their program, or over HTTP, behind serve's guard."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import anyio
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from newsarchive.web.request_guard import RequestGuard, requested_host
from newsarchive.web.web_settings import WebAccess

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
            await server.run(reading, writing, server.create_initialization_options())
        group.cancel_scope.cancel()


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
