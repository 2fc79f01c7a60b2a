"""`python -m tests.mockserver.wayback`: stands in for web.archive.org; it prints its port.

Its captures are given as JSON on the command line: `[[timestamp, original, number of a story], …]`. `/-/log`
answers what was asked so far.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from tests.mockserver.articles import article

_MEMENTO = re.compile(r"/web/(\d{14})id_/(.+)")


class Handler(BaseHTTPRequestHandler):
    """Answers the CDX search, and captures as they were sent (`id_`)."""

    captures: ClassVar[list[tuple[str, str, int]]] = []
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        if self.path == "/-/log":
            self.send(200, json.dumps(self.asked).encode(), ())
            return
        self.asked.append(self.path)
        parts = urlsplit(self.path)
        memento = _MEMENTO.match(self.path)
        if parts.path == "/cdx/search/cdx":
            self.send(200, self.lines(parse_qs(parts.query)).encode(), ())
        elif memento and (known := self.known(memento[1], memento[2])):
            at = datetime.strptime(known[0], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            headers = (
                ("Memento-Datetime", format_datetime(at, usegmt=True)),
                ("X-Archive-Orig-Content-Type", "text/html; charset=utf-8"),
                ("Link", f'<{known[1]}>; rel="original"'),
            )
            packed = gzip.compress(article(known[2]).encode())
            self.send(200, packed, (*headers, ("Content-Encoding", "gzip")))
        else:
            self.send(404, b"no capture", ())

    def known(self, timestamp: str, original: str) -> tuple[str, str, int] | None:
        return next((one for one in self.captures if one[:2] == (timestamp, original)), None)

    def lines(self, query: dict[str, list[str]]) -> str:
        first = query.get("from", [""])[0]
        return "".join(
            f"key {at} {original} text/html 200 {'A' * 32} 1000\n"
            for at, original, _ in self.captures
            if at >= first and urlsplit(original).hostname == query["url"][0]
        )

    def send(self, status: int, body: bytes, headers: tuple[tuple[str, str], ...]) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", "text/html"), ("Content-Length", str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Quiet."""


if __name__ == "__main__":
    Handler.captures = [tuple(one) for one in json.loads(sys.argv[1])]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
