"""Connections that stay open without asking: they are closed in time, and never keep others out."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import ClassVar

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

# Seconds for a request line with its headers to arrive whole; over slow lines a kilobyte takes one.
_HEADERS_WITHIN = 10.0
# Open connections; each is a file of the process, of which systems allow 1,024 at least.
_MOST_OPEN = 500


_FULL = b"Too many requests at a time.\n"


class BoundedRequests:
    """ASGI middleware: answers at most so many requests at a time, and others with 503."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif self._running >= self._most:
            headers = [(b"content-type", b"text/plain"), (b"retry-after", b"5"), (b"connection", b"close")]
            await send({"type": "http.response.start", "status": 503, "headers": headers})
            await send({"type": "http.response.body", "body": _FULL})
        else:
            self._running += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._running -= 1


class WatchedConnection(H11Protocol):
    """A connection of uvicorn that is closed if no whole request comes in time.

    If too many are open, the one that has been idle for longest is closed for a new one.
    """

    _idle: ClassVar[OrderedDict[WatchedConnection, None]] = OrderedDict()
    _deadline: asyncio.TimerHandle | None = None

    @property
    def is_answering(self) -> bool:
        """Whether a request of the connection is being answered."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to watch."""
        super().connection_made(transport)
        self._idle[self] = None
        self._await_headers()
        if len(self.connections) > _MOST_OPEN:
            longest = next((one for one in self._idle if not one.is_answering), None)
            if longest is not None:
                longest.transport.close()

    def data_received(self, data: bytes) -> None:
        """Read; what has begun must come whole in time."""
        super().data_received(data)
        self._idle.move_to_end(self)
        self._await_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._idle.pop(self, None)
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)

    def _await_headers(self) -> None:
        if self._deadline is None and not self.is_answering and not self.transport.is_closing():
            self._deadline = self.loop.call_later(_HEADERS_WITHIN, self._too_late)

    def _too_late(self) -> None:
        self._deadline = None
        # Between two requests uvicorn counts by itself (timeout_keep_alive).
        if not self.is_answering and self.timeout_keep_alive_task is None:
            self.transport.close()
