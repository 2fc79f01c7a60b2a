"""Serves the sites on a port of loopback, as the proxy of their hosts."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

PATIENCE = 120  # seconds for the answer of a program; PHP answers one request after the other
_PASSED_ON = ("location", "etag", "last-modified", "link", "cache-control", "retry-after")
_ASKED = ("accept", "accept-language", "if-none-match", "if-modified-since", "user-agent")
# As servers are set up for static sites; Python's own table has none of these.
_TYPES = {".xml": "application/xml", ".atom": "application/atom+xml", ".rss": "application/rss+xml"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a site."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Answering(Protocol):
    """What stands behind a host."""

    def answer(self, target: str, asked: Mapping[str, str]) -> Answer:
        """Return what is at a path with its query; `asked` are headers of the request."""


@dataclass(frozen=True, slots=True)
class StaticFolder:
    """Files as a server of static sites hands them out."""

    root: Path

    def answer(self, target: str, _asked: Mapping[str, str]) -> Answer:
        path = unquote(urlsplit(target).path)
        file = (self.root / path.lstrip("/")).resolve()
        if not file.is_relative_to(self.root.resolve()):
            return self._missing()
        plain = file.with_name(f"{file.name}.html")
        if not file.exists() and plain.is_file():  # as the hosts of static sites take both
            file = plain
        if file.is_dir():
            if not path.endswith("/"):
                return Answer(b"", status=301, headers={"Location": f"{urlsplit(target).path}/"})
            file /= "index.html"
        return Answer(file.read_bytes(), content_type(file)) if file.is_file() else self._missing()

    def _missing(self) -> Answer:
        own = self.root / "404.html"
        return Answer(own.read_bytes() if own.is_file() else b"<h1>404 Not Found</h1>", status=404)


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A program that listens at a port and is asked for its host."""

    host: str
    port: int

    def answer(self, target: str, asked: Mapping[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        kept = {name: asked[name] for name in _ASKED if name in asked}
        try:
            connection.request("GET", target, headers={**kept, "Host": self.host})
            got = connection.getresponse()
            body = got.read()
        finally:
            connection.close()
        headers = {name: value for name in _PASSED_ON if (value := got.getheader(name))}
        return Answer(body, got.getheader("Content-Type") or "text/html", got.status, headers)


def content_type(file: Path) -> str:
    """Return the media type of a file by its name."""
    kind = _TYPES.get(file.suffix) or guess_type(file.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


class Server(ThreadingHTTPServer):
    """Knows the sites by host; `log` is what was asked."""

    daemon_threads = True
    request_queue_size = 128  # at five, the default, a slow machine meets closed doors

    def __init__(self, sites: Mapping[str, Answering]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.sites = dict(sites)
        self.log: list[str] = []

    @property
    def address(self) -> str:
        """The address of the proxy."""
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, url: str, asked: Mapping[str, str]) -> Answer:
        """Return what the site of the address answers."""
        self.log.append(url)
        parts = urlsplit(url)
        site = self.sites.get(parts.netloc)
        if site is None:
            return Answer(b"no such site", "text/plain", 502)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return site.answer(target, asked)


class _Handler(BaseHTTPRequestHandler):
    """Answers GET in absolute form, as a proxy is asked."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        asked = {name.lower(): value for name, value in self.headers.items()}
        try:
            answer = self.server.answer(self.path, asked)
        except OSError as error:
            answer = Answer(str(error).encode(), "text/plain", 502)
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.content_type, **answer.headers}.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if answer.status != 304:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Quiet: `Server.log` has it."""


@contextmanager
def serving(sites: Mapping[str, Answering]) -> Iterator[Server]:
    """Serve the sites by a thread."""
    server = Server(sites)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
