"""`python -m tests.mockserver.fleet SITES ARTICLES SLOW`: so many sites, each with an address of its own.

Prints their ports; the first address is 127.0.0.1, the next 127.0.0.2, …. Each has a feed of its articles,
which take SLOW seconds each. `/-/log` on any of them answers all that was asked: site, path, agent and time.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.mockserver.articles import article

LOG: list[dict[str, str | float]] = []


class SiteServer(ThreadingHTTPServer):
    """One site."""

    daemon_threads = True

    def __init__(self, number: int, articles: int, slow: float) -> None:
        super().__init__((f"127.0.0.{number}", 0), Handler)
        self.number, self.articles, self.slow = number, articles, slow

    def body(self, path: str) -> tuple[bytes, str] | None:
        """Return what is at a path."""
        if path == "/feed.xml":
            links = "".join(f"<item><link>/a/{n}</link></item>" for n in range(1, self.articles + 1))
            return f"<rss version='2.0'><channel>{links}</channel></rss>".encode(), "application/rss+xml"
        _, _, number = path.rpartition("/")
        if not path.startswith("/a/") or not number.isdigit():
            return None
        time.sleep(self.slow)
        return article(1_000 * self.number + int(number)).encode(), "text/html; charset=utf-8"

    def handle_error(self, request: object, client_address: object) -> None:
        """Quiet: crawlers that are killed break their connections off."""


class Handler(BaseHTTPRequestHandler):
    """Answers GET."""

    protocol_version = "HTTP/1.1"
    server: SiteServer

    def do_GET(self) -> None:
        if self.path == "/-/log":
            self.send(200, json.dumps(LOG).encode(), "application/json")
            return
        agent = self.headers.get("User-Agent", "")
        LOG.append({"site": self.server.number, "path": self.path, "agent": agent, "time": time.time()})
        found = self.server.body(self.path)
        self.send(*((404, b"none", "text/plain") if found is None else (200, *found)))

    def send(self, status: int, body: bytes, content_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Quiet: the log is asked for by /-/log."""


if __name__ == "__main__":
    sites, articles, slow = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    servers = [SiteServer(number, articles, slow) for number in range(1, sites + 1)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(" ".join(str(server.server_port) for server in servers) + "\n")
    sys.stdout.flush()
    threading.Event().wait()
