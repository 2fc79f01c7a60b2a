"""Serves saved pages at their own addresses, as an HTTP proxy on loopback in its own process.

python -m benchmarks.corpus_proxy PAGES.jsonl, each line {"url", "path", "content_type"}; robots.txt is 404.
"""

from __future__ import annotations

import gzip
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from newsarchive.discovery.urls.canonical_urls import canonical_key


def read_body(path: Path) -> bytes:
    """Return the bytes as once served."""
    body = path.read_bytes()
    return gzip.decompress(body) if path.suffix == ".gz" else body


class Proxy(ThreadingHTTPServer):
    """Knows which file is behind an address."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, pages: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        rows = [json.loads(line) for line in pages.read_text(encoding="utf-8").splitlines()]
        self.pages = {canonical_key(row["url"]): row for row in rows}


class Handler(BaseHTTPRequestHandler):
    """Answers the absolute form of a request, as proxies are asked."""

    protocol_version = "HTTP/1.1"
    server: Proxy

    def do_GET(self) -> None:
        page = self.server.pages.get(canonical_key(self.path))
        body = read_body(Path(page["path"])) if page else b"not here"
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", page["content_type"] if page else "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Two thousand lines say nothing."""


if __name__ == "__main__":
    proxy = Proxy(Path(sys.argv[1]))
    sys.stdout.write(f"{proxy.server_port}\n")
    sys.stdout.flush()
    proxy.serve_forever()
