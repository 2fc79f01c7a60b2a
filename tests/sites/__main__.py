"""`python -m tests.sites [COUNT]`: serves the sites on a free port of loopback, as the proxy of their hosts.

It prints the port. `http://sites.example/-/log` answers what was asked so far, and forgets it.
"""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.sites import all_sites
from tests.sites.building import Document, Site

LOG = "http://sites.example/-/log"


class Server(ThreadingHTTPServer):
    """Knows the sites by host."""

    daemon_threads = True
    request_queue_size = 128  # at five, the default, a slow machine meets closed doors

    def __init__(self, count: int | None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.log: list[str] = []
        self.hosts: dict[str, Site] = {}
        for site in all_sites(count).values():
            self.hosts |= {urlsplit(url).netloc: site for url in (site.home, *site.documents)}

    def answer(self, url: str) -> Document:
        """Return what the site of the address answers."""
        if url == LOG:
            body, self.log = json.dumps(self.log).encode(), []
            return Document(body, "application/json")
        self.log.append(url)
        site = self.hosts.get(urlsplit(url).netloc)
        return site.answer(url) if site else Document(b"no such site", "text/plain", 502)


class Handler(BaseHTTPRequestHandler):
    """Answers GET in absolute form, as a proxy is asked."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        answer = self.server.answer(self.path)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Quiet: the log is asked for by /-/log."""


if __name__ == "__main__":
    server = Server(int(sys.argv[1]) if sys.argv[1:] else None)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
