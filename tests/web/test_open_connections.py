"""Connections that only stay open keep nobody out, and are closed in time."""

from __future__ import annotations

import asyncio
import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from newsarchive.web.guard import open_connections
from newsarchive.web.guard.open_connections import BoundedRequests, WatchedConnection


async def _hello(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
    await send({"type": "http.response.body", "body": b"hello"})


async def _echo(_scope: Scope, receive: Receive, send: Send) -> None:
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body, more = body + message["body"], message["more_body"]
    await _hello({}, receive, send)


class _LongAnswers:
    """Answers with so many bytes; counts the requests."""

    def __init__(self, size: int) -> None:
        self.body = bytes(size)
        self.asked = 0

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        self.asked += 1
        length = (b"content-length", str(len(self.body)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        await send({"type": "http.response.body", "body": self.body})


@contextmanager
def _serving(app: ASGIApp = _hello) -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0), backlog=128)) as listener:
        config = uvicorn.Config(app, http=WatchedConnection, log_config=None, lifespan="off", ws="none")
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


_POST = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n"
_GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
_LAST = b"GET / HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\n\r\n"


def test_a_body_that_does_not_come_keeps_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_connections, "_MOST_OPEN", 20)
    with _serving(BoundedRequests(_echo, 2)) as port:
        slow = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(60)]
        for one in slow:
            with suppress(ConnectionError):  # those that have been idle longest are being closed
                one.sendall(_POST + b"a")
        assert _status(port) == 200
        with suppress(ConnectionResetError):  # it was closed with our bytes unread
            assert slow[0].recv(1) == b""
        slow[-1].sendall(b"bcd")
        assert slow[-1].recv(100).startswith(b"HTTP/1.1 200")
        for one in slow:
            one.close()


def test_a_body_that_does_not_come_is_closed_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_connections, "_HEADERS_WITHIN", 0.1)
    monkeypatch.setattr(open_connections, "_BODY_WITHIN", 0.2)
    with _serving(_echo) as port, socket.create_connection(("127.0.0.1", port), timeout=20) as slow:
        slow.sendall(_POST + b"a")
        began = time.monotonic()
        assert slow.recv(1) == b""
        assert 0.2 < time.monotonic() - began < 10


def test_a_body_has_its_own_time_behind_the_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_connections, "_HEADERS_WITHIN", 0.1)
    with _serving(_echo) as port, socket.create_connection(("127.0.0.1", port), timeout=20) as slow:
        slow.sendall(_POST)
        for letter in (b"a", b"b", b"c", b"d"):
            time.sleep(0.1)
            slow.sendall(letter)
        assert slow.recv(100).startswith(b"HTTP/1.1 200")


def test_a_whole_body_finds_no_place_where_all_are_taken() -> None:
    sent: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    async def receive() -> dict[str, object]:
        full._running = 1  # meanwhile somebody else asked
        return {"type": "http.request", "body": b"abcd", "more_body": False}

    full = BoundedRequests(_echo, 1)
    scope = {"type": "http", "headers": [(b"content-length", b"4")]}
    asyncio.run(full(scope, receive, send))  # type: ignore[arg-type] # plain mappings
    assert [one.get("status") for one in sent] == [503, None]
    assert full._running == 1


def _unread(port: int, request: bytes = _GET) -> socket.socket:
    """Ask, and read nothing."""
    asking = socket.socket()
    asking.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    asking.settimeout(20)
    asking.connect(("127.0.0.1", port))
    asking.sendall(request)
    return asking


def _taken(asking: socket.socket) -> int:
    """Read to the end of the connection; return how many bytes came."""
    size = 0
    asking.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    with closing(asking):
        try:
            while part := asking.recv(1 << 20):
                size += len(part)
        except ConnectionResetError:
            pass
    return size


def test_an_answer_that_nobody_takes_is_closed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(open_connections, "_LOOK_EVERY", 0.05)
    monkeypatch.setattr(open_connections, "_TAKEN_WITHIN", 0.3)
    with _serving(_LongAnswers(30 << 20)) as port:
        asking = _unread(port)
        _wait_for(lambda: "were not taken" in caplog.text)
        assert _taken(asking) < 30 << 20


def test_an_answer_that_is_taken_slowly_arrives_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_connections, "_LOOK_EVERY", 0.05)
    monkeypatch.setattr(open_connections, "_TAKEN_WITHIN", 1.5)
    monkeypatch.setattr(open_connections, "_MOST_UNTAKEN", 1)
    monkeypatch.setattr(open_connections, "_UNHURRIED", 0.1)
    monkeypatch.setattr(open_connections, "_SLOW", 1 << 30)
    whole = 8 << 20
    with _serving(_LongAnswers(whole)) as port:
        asking, size = _unread(port, _LAST), 0
        for _ in range(25):  # longer than any pause that is allowed
            time.sleep(0.1)
            size += len(asking.recv(100_000))
        assert size + _taken(asking) > whole


def test_of_too_many_bytes_that_wait_the_slow_ones_go(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(open_connections, "_LOOK_EVERY", 0.05)
    monkeypatch.setattr(open_connections, "_UNHURRIED", 0.1)
    monkeypatch.setattr(open_connections, "_MOST_UNTAKEN", 12 << 20)
    with _serving(_LongAnswers(8 << 20)) as port:
        unread = [_unread(port, _LAST) for _ in range(6)]
        _wait_for(lambda: caplog.text.count("were not taken") == 5)
        assert sorted(_taken(one) > 8 << 20 for one in unread) == [*[False] * 5, True]
        assert _status(port) == 200


def test_a_request_behind_an_answer_that_is_not_taken_waits() -> None:
    app = _LongAnswers(30 << 20)
    with _serving(app) as port:
        asking = _unread(port, _GET * 3)
        _wait_for(lambda: WatchedConnection._untaken)
        time.sleep(0.3)
        assert app.asked == 1
        while app.asked < 3:
            asking.recv(1 << 20)
        asking.close()


def _wait_for(is_so: Callable[[], object]) -> None:
    for _ in range(400):
        if is_so():
            return
        time.sleep(0.05)
    pytest.fail("it did not come to that in twenty seconds")
