"""The server answers as a proxy and as an origin, keeps connections, and ends with its parent."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest

pytestmark = pytest.mark.xdist_group("newsroom_server")  # one server is started

URL = "http://news.example/2025/1103/ferry.html"


def ask(
    port: int, target: str, headers: dict[str, str] | None = None, method: str = "GET"
) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request(method, target, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()


def test_absolute_form_as_a_proxy_is_asked(newsroom_port: int) -> None:
    status, body = ask(newsroom_port, URL)
    assert status == 200
    assert "临江轮渡" in body.decode()


def test_origin_form_goes_by_host(newsroom_port: int) -> None:
    as_origin = ask(newsroom_port, "/2025/1103/ferry.html", {"Host": "NEWS.example:80"})
    assert as_origin == ask(newsroom_port, URL)


def test_head_sends_no_body(newsroom_port: int) -> None:
    assert ask(newsroom_port, URL, method="HEAD") == (200, b"")


@pytest.mark.parametrize(
    ("target", "status"),
    [("https://news.example/", 501), ("ftp://news.example/", 501), ("/", 404)],
)
def test_what_it_does_not_serve(newsroom_port: int, target: str, status: int) -> None:
    assert ask(newsroom_port, target)[0] == status


def test_several_answers_on_one_connection(newsroom_port: int) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", newsroom_port, timeout=10)) as connection:
        for _ in range(2):
            connection.request("GET", URL)
            first = connection.getresponse()
            tag = first.headers["ETag"]
            assert first.read()
            connection.request("GET", URL, headers={"If-None-Match": tag})
            second = connection.getresponse()
            assert (second.status, second.read()) == (304, b"")


def test_answers_differ_in_nothing_from_run_to_run(newsroom_port: int) -> None:
    with closing(socket.create_connection(("127.0.0.1", newsroom_port), timeout=10)) as raw:
        raw.sendall(
            b"GET http://news.example/robots.txt HTTP/1.1\r\nHost: news.example\r\nConnection: close\r\n\r\n"
        )
        head = received(raw).split(b"\r\n\r\n")[0]
    names = {line.split(b":")[0].lower() for line in head.split(b"\r\n")[1:]}
    assert names == {b"content-type", b"content-length", b"etag", b"last-modified"}


def test_listens_on_loopback_only(newsroom_port: int) -> None:
    """127.0.0.2 is this machine too, but a server on 127.0.0.1 alone does not hear it (one on all would)."""
    with closing(socket.socket()) as probe:
        assert probe.connect_ex(("127.0.0.2", newsroom_port)) != 0


def test_ends_when_its_parent_is_gone() -> None:
    """A shell starts it and leaves at once; the server must follow."""
    program = (
        "import subprocess, sys; child = subprocess.Popen([sys.executable, '-m', 'newsarchive.newsroom',"
        " '--with-parent'], stdout=subprocess.PIPE, text=True); child.stdout.readline(); print(child.pid)"
    )
    child = int(
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=30).stdout
    )
    deadline = time.monotonic() + 10
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_running(child)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{process}/stat") as stat:  # noqa: PTH123 - gone in an instant, like the process
        return stat.read().rpartition(")")[2].split()[0] != "Z"


def test_an_address_that_is_none_is_refused(newsroom_port: int) -> None:
    with closing(socket.create_connection(("127.0.0.1", newsroom_port), timeout=10)) as raw:
        raw.sendall(b"GET http://[news/ HTTP/1.1\r\nHost: news.example\r\nConnection: close\r\n\r\n")
        assert received(raw).startswith(b"HTTP/1.1 400 Bad Request\r\n")


def received(raw: socket.socket) -> bytes:
    return b"".join(iter(lambda: raw.recv(65_536), b""))
