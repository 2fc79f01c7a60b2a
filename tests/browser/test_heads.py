"""Heads of HTTP messages: what a browser sends is read, anything else is refused, never misread."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.browser.proxy import closing_answer, is_interim, read_request


def test_a_plain_request() -> None:
    raw = (
        b"POST http://h.example:8080/a?b=c HTTP/1.1\r\nHost: h.example:8080\r\n"
        b"Proxy-Connection: keep-alive\r\nContent-Length: 3\r\nCookie: a=b\r\nConnection: keep-alive\r\n\r\n"
    )
    head = read_request(raw)
    assert head is not None
    assert (head.method, head.host, head.port, head.length, head.tunnel) == (
        "POST",
        "h.example",
        8080,
        3,
        False,
    )
    kept = b"Host: h.example:8080\r\nContent-Length: 3\r\nCookie: a=b\r\n"
    assert head.direct() == b"POST /a?b=c HTTP/1.1\r\n" + kept + b"Connection: close\r\n\r\n"
    relayed = head.relayed(b"Basic eA==")
    assert relayed.startswith(b"POST http://h.example:8080/a?b=c HTTP/1.1\r\n" + kept)
    assert b"Proxy-Authorization: Basic eA==\r\n" in relayed


def test_a_tunnel() -> None:
    head = read_request(b"CONNECT h.example:443 HTTP/1.1\r\nHost: h.example:443\r\n\r\n")
    assert head is not None
    assert (head.tunnel, head.host, head.port) == (True, "h.example", 443)
    assert head.relayed(None) == b"CONNECT h.example:443 HTTP/1.1\r\nHost: h.example:443\r\n\r\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET https://h.example/ HTTP/1.1\r\n\r\n",
        b"GET ftp://h.example/ HTTP/1.1\r\n\r\n",
        b"GET http://h.example:99999/ HTTP/1.1\r\n\r\n",
        b"CONNECT h.example HTTP/1.1\r\n\r\n",
        b"CONNECT :443 HTTP/1.1\r\n\r\n",
        b"GET http://h.example/ SPDY/3\r\n\r\n",
        b"GET http://h.example/a b HTTP/1.1\r\n\r\n",
        b"GET http://h.\xff/ HTTP/1.1\r\n\r\n",
        b"POST http://h.example/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST http://h.example/ HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"POST http://h.example/ HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST http://h.example/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_what_no_browser_sends(raw: bytes) -> None:
    assert read_request(raw) is None


@given(st.binary())
def test_never_raises(raw: bytes) -> None:
    read_request(raw)
    is_interim(raw)
    closing_answer(raw)


def test_an_answer_says_that_its_connection_ends() -> None:
    raw = b"HTTP/1.1 200 OK\r\nKeep-Alive: timeout=5\r\nconnection: keep-alive\r\nX: 1\r\n\r\n"
    assert closing_answer(raw) == b"HTTP/1.1 200 OK\r\nX: 1\r\nConnection: close\r\n\r\n"
    assert not is_interim(raw)
    assert is_interim(b"HTTP/1.1 103 Early Hints\r\n\r\n")
