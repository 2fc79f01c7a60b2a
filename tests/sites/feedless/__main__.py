"""`python -m tests.sites.feedless`: serves the feedless sites on loopback, as the proxy of their hosts.

It prints the port. `http://sites.example/-/log?NAME` answers what that site was asked so far, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.sites.building import Document
from tests.sites.feedless import (
    developed_sites,
    eighth_set_sites,
    feedless_sites,
    fifth_set_sites,
    fourth_set_sites,
    held_out_sites,
    ninth_set_sites,
    opened_sites,
    seventh_set_sites,
    sixth_set_sites,
    third_set_sites,
)
from tests.sites.feedless.simulated import Asked, Feedless

LOG = "http://sites.example/-/log?"


class FeedlessServer(ThreadingHTTPServer):
    """Knows the sites by host."""

    daemon_threads = True
    request_queue_size = 128  # at five, the default, a slow machine meets closed doors

    def __init__(self, sites: Mapping[str, Feedless]) -> None:
        super().__init__(("127.0.0.1", 0), FeedlessHandler)
        self.log: dict[str, list[dict[str, str]]] = defaultdict(list)
        self.hosts: dict[str, Feedless] = {}
        for site in sites.values():
            for host in {urlsplit(url).netloc for url in (site.home, *site.documents, *site.routes)}:
                other = self.hosts.setdefault(host, site)
                if other is not site:
                    raise ValueError(f"{host} is a host of {other.name} and of {site.name}: rename one")

    def answer(self, asked: Asked, agent: str) -> Document:
        """Return what the site of the address answers."""
        if asked.url.startswith(LOG):
            return Document(json.dumps(self.log[asked.url.removeprefix(LOG)]).encode(), "application/json")
        site = self.hosts.get(urlsplit(asked.url).netloc)
        if site is None:
            return Document(b"no such site", "text/plain", 502)
        answer = site.reply(asked)
        told = {"method": asked.method, "url": asked.url, "body": asked.body, "agent": agent}
        self.log[site.name].append({**told, "status": str(answer.status)})
        return answer


class FeedlessHandler(BaseHTTPRequestHandler):
    """Answers GET and POST in absolute form, as a proxy is asked."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: FeedlessServer

    def do_GET(self) -> None:
        self._reply("")

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._reply(self.rfile.read(length).decode("utf-8", "replace"))

    def _reply(self, body: str) -> None:
        kind = self.headers.get("Content-Type") or ""
        asked = Asked(self.path, self.command, body, kind, tuple(self.headers.items()))
        answer = self.server.answer(asked, self.headers.get("User-Agent") or "")
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        if answer.cookie:
            self.send_header("Set-Cookie", answer.cookie)
        self._allow()
        self.end_headers()
        self.wfile.write(answer.body)

    def do_OPTIONS(self) -> None:
        """Allow what a browser asks leave for before it asks another host."""
        self.send_response(204)
        self.send_header("Content-Length", "0")
        self._allow()
        self.end_headers()

    def _allow(self) -> None:
        origin = self.headers.get("Origin")
        if origin:  # only a browser's script says it
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Access-Control-Allow-Headers", "*, authorization")
            self.send_header("Vary", "Origin")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Quiet: the log is asked for by /-/log."""


if __name__ == "__main__":
    held_out = held_out_sites() | third_set_sites() | fourth_set_sites()
    for later in (fifth_set_sites, sixth_set_sites, seventh_set_sites, eighth_set_sites, ninth_set_sites):
        held_out |= later()
    looked_at = feedless_sites() | developed_sites() | opened_sites()
    server = FeedlessServer(looked_at | held_out)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
