"""No crawl tells a server where it comes from, whatever pages ask for, but what its source declares."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.cli.crawling import Project
from tests.mockserver.articles import article


class Site(ThreadingHTTPServer):
    """A section, two addresses that redirect to articles, a robots.txt that redirects: all with `policy`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server_port}"
        self.policy = ""
        self.referers: dict[str, str | None] = {}


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.referers[self.path] = self.headers["Referer"]
        leads = {"/robots.txt": "/rules.txt", "/to/1": "/a/1", "/to/2": "/a/2"}.get(self.path)
        body, kind = b"", "text/html; charset=utf-8"
        if self.path == "/rules.txt":
            kind = "text/plain"
        elif self.path == "/section/":
            body = b"<html><body><a href='/to/1'>One</a> <a href='/to/2'>Two</a></body></html>"
        elif self.path.startswith("/a/"):
            body = article(int(self.path[-1])).encode()
        self.send_response(301 if leads else 200)
        if leads:
            self.send_header("Location", leads)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Referrer-Policy", self.server.policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Quiet."""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


@pytest.mark.parametrize("policy", ["unsafe-url", "", "scrapy-default", "whatever-you-like, builtins.print"])
@pytest.mark.parametrize("declared", [None, "http://portal.example/"])
def test_no_referer_but_the_declared_one(
    site: Site, tmp_path: Path, sqlite_template: Path, policy: str, declared: str | None
) -> None:
    site.policy = policy
    project = Project(tmp_path)
    shutil.copy(sqlite_template, tmp_path / "archive.db")
    headers = f'headers = {{ Referer = "{declared}" }}\n' if declared else ""
    project.declare(
        "quiet", f'{headers}sections = [{{ url = "{site.base}/section/", article = "/to/[0-9]" }}]'
    )
    done = project.run("crawl", "quiet")
    assert done.returncode == 0, done.stderr
    assert "policy" not in done.stderr, "a page makes the crawl complain"
    asked = {"/robots.txt", "/rules.txt", "/section/", "/to/1", "/to/2", "/a/1", "/a/2"}
    assert site.referers == dict.fromkeys(asked, declared)
