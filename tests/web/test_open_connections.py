"""Connections that only stay open keep nobody out, and are closed in time."""

from __future__ import annotations

import asyncio
import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from newsarchive.web.guard import open_connections
from newsarchive.web.guard.open_connections import BoundedRequests, WatchedConnection


async def _hello(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
    await send({"type": "http.response.body", "body": b"hello"})


@contextmanager
def _serving() -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0), backlog=128)) as listener:
        config = uvicorn.Config(_hello, http=WatchedConnection, log_config=None, lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(20)


def _status(port: int) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", "/")
        return connection.getresponse().status


def test_idle_connections_keep_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_connections, "_MOST_OPEN", 20)
    with _serving() as port:
        idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
        assert _status(port) == 200
        idle[0].settimeout(20)
        assert idle[0].recv(1) == b""  # the longest idle was closed
        for one in idle:
            one.close()


def test_a_request_that_never_comes_whole_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_connections, "_HEADERS_WITHIN", 0.1)
    with _serving() as port, socket.create_connection(("127.0.0.1", port), timeout=20) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        began = time.monotonic()
        assert slow.recv(1) == b""
        assert time.monotonic() - began < 10
        assert _status(port) == 200


def test_more_requests_than_allowed_are_told_to_come_back() -> None:
    sent: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    full = BoundedRequests(_hello, 0)
    asyncio.run(full({"type": "http"}, None, send))  # type: ignore[arg-type] # it asks for nothing
    assert sent[0]["status"] == 503
