"""`python -m tests.mockserver.timeline`: a site whose articles only a JSON interface names; prints its port.

`POST /api/timeline` answers those that send the token of the site's scripts, a page of two posts at a time.
"""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.mockserver.articles import article

TOKEN = "harbour"
PAGES, A_PAGE = 3, 2


class Handler(BaseHTTPRequestHandler):
    """The interface, the articles, and an address that should be the interface and is none."""

    def do_GET(self) -> None:
        kind, _, number = self.path.strip("/").partition("/")
        if kind == "a" and number.isdigit():
            self.send(200, "text/html; charset=utf-8", article(int(number)).encode())
        elif self.path == "/":
            self.send(200, "text/html; charset=utf-8", b"<title>Harbour</title><p>All we write.</p>")
        elif self.path == "/maintenance":
            self.send(200, "text/html; charset=utf-8", b"<p>back soon</p>")
        else:
            self.send(404, "text/plain", b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.partition("?")[0] != "/api/timeline" or self.headers.get("X-Token") != TOKEN:
            self.send(403, "text/plain", b"no token")
            return
        page = int(json.loads(body)["page"])
        first = (page - 1) * A_PAGE + 1
        posts = [{"path": f"/a/{number}", "title": f"Post {number}"} for number in (first, first + 1)]
        self.send(200, "application/json", json.dumps({"posts": posts, "more": page < PAGES}).encode())

    def send(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


def main() -> None:
    """Serve until killed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
