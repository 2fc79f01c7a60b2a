"""What the pattern of a section leaves out is counted, and known to `why`."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.cli.crawling import Project
from tests.imports.making import html


class Site(ThreadingHTTPServer):
    """Serves a section page and two stories, and remembers what was asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


LINKS = """<html lang=en><ul>
<li><a href="/2026/11/02/pier-opens-after-a-long-delay.html">The pier opens after a long delay</a>
<li><a href="/story/2026/11/02/storm-closes-the-harbour.html">Storm closes the harbour for two days</a>
<li><a href="/2026/11/02/pier-opens-after-a-long-delay.html?print=1">To print</a>
<li><a href="/about">About us</a></ul></html>"""


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        body = {"/robots.txt": b"", "/": LINKS.encode()}.get(self.path, html())
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


@pytest.fixture
def project(tmp_path: Path, site: Site) -> Project:
    made = Project(tmp_path)
    made.declare(
        "quay",
        f'home = "{site.base}/"\n[[sections]]\nurl = "{site.base}/"\narticle = "[0-9]/2026/"\n',
    )
    made.make_archive()
    return made


def test_a_link_that_a_sections_pattern_leaves_out_is_known(project: Project, site: Site) -> None:
    """It looked like an article, and nothing said that it was not asked for, nor why."""
    first = project.run("crawl", "quay")
    assert first.returncode == 0, first.stderr
    assert "2 links of listings were left out by rules (no_article 1, off_pattern 1)" in first.stderr
    address = f"{site.base}/story/2026/11/02/storm-closes-the-harbour.html"
    told = project.run("why", address).stdout
    assert "left out by a rule" in told
    assert f"[[sections]] article of {site.base}/ does not fit" in told
    assert f"found in {site.base}/" in told
    assert not any("storm" in path for path in site.asked)
    declared = project.folder / "sources" / "quay.toml"
    declared.write_text(declared.read_text().replace("[0-9]/2026/", "/2026/"))
    again = project.run("crawl", "quay")
    assert again.returncode == 0, again.stderr
    assert any("storm" in path for path in site.asked), "the pattern was widened"
