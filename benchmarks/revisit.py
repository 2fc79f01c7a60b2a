"""What does it cost to look again at a site where nothing has changed? In processor time of the crawl.

python -m benchmarks.revisit [--pages 2000]

A site of so many articles (half Chinese, half English, in pages as heavy as news pages are) is
crawled once and then again, by `newsarchive crawl` in a process of its own whose processor time is counted,
workers included. Three sites: one that answers 304, one that sends every page whole each time, and one whose
pages differ each time in a token no reader sees. Exits 1 where the second crawl takes more than a tenth.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import zlib
from dataclasses import dataclass, field
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Literal

import numpy as np

from benchmarks.archive.writing import write

Manner = Literal["etag", "whole", "token"]
MANNERS: tuple[Manner, ...] = ("etag", "whole", "token")
# What was measured: docs/explanation/performance.md#a-second-visit.
MOST = 0.1
ENTRIES = 1_000  # of one sitemap
# Around the article, what news pages carry: the median page of ../shared/corpora has 107 KB, of which an
# article is 5; pages of fundus there have 1,100 elements, and a quarter of their bytes is scripts.
MENU_ENTRY = """<li class="menu__item menu__item--{k}"><a class="menu__link" href="/section/{n}/"
 data-track="nav-{n}"><span>Section {n}</span></a></li>"""
TEASER = """<div class="teaser teaser--{k}"><a href="/a/{n}"><picture>
<source srcset="/i/{n}.webp 1x, /i/{n}@2.webp 2x"><img class="teaser__image" loading="lazy" alt=""
 src="/i/{n}.jpg" width="320" height="180"></picture></a><h3><a href="/a/{n}">
What happened on the {n}th day of the works</a></h3><p class="teaser__lead">The board met again, and number
 {n} of its members was late once more.</p></div>"""
SLOT = '{{"slot":"ad-{n}","sizes":[[300,250],[728,90]],"key":"section-{k}"}},'
MENU, TEASERS, SCRIPT = (
    "".join(part.format(n=n, k=n % 7) for n in range(times))
    for part, times in ((MENU_ENTRY, 150), (TEASER, 60), (SLOT, 350))
)
STYLE = "".join(f".block--{n}{{margin:0 auto;padding:{n}px;color:#{n:06x}}}" for n in range(300))
HEAD = f"<style>{STYLE}</style><script>window.slots=[{SCRIPT}]</script>"
TOP = f"<header><nav><ul>{MENU}</ul></nav></header>"
BOTTOM = f"<aside>{TEASERS}</aside><footer><ul>{MENU}</ul><p>All rights reserved.</p></footer>"


@cache
def page(number: int) -> bytes:
    """Return a page, with TOKEN where a token goes."""
    dice = np.random.Generator(np.random.PCG64([7, number]))
    wrote = write("Hans" if number % 2 else "Latn", dice)
    title = escape(wrote.title)
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in wrote.text.split("\n"))
    return (
        f"<!DOCTYPE html><html lang='{'zh' if number % 2 else 'en'}'><head><meta charset='utf-8'>"
        f"<title>{title}</title><meta name='csrf' content='TOKEN'>"
        "<meta property='og:type' content='article'>"
        f"<meta property='article:published_time' content='2026-03-02T08:00:00+00:00'>{HEAD}</head>"
        f"<body>{TOP}<main><article><h1>{title}</h1>{paragraphs}</article></main>{BOTTOM}</body></html>"
    ).encode()


class Site(ThreadingHTTPServer):
    """The site."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, pages: int, manner: Manner) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.pages, self.manner = pages, manner
        self.tokens = count()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def sitemap(self, first: int) -> bytes:
        last = min(self.pages, first + ENTRIES)
        places = "".join(f"<url><loc>{self.base}/a/{n}</loc></url>" for n in range(first, last))
        return f"<urlset>{places}</urlset>".encode()


class Answering(BaseHTTPRequestHandler):
    """Answers as the site does."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        kind, _, number = self.path.strip("/").partition("/")
        if kind == "map":
            self.reply(200, self.server.sitemap(int(number)), "text/xml")
        elif kind != "a":
            self.reply(404, b"", "text/plain")
        else:
            self.article(page(int(number)))

    def article(self, body: bytes) -> None:
        tag = f'"{zlib.crc32(body):08x}"' if self.server.manner == "etag" else None
        if self.server.manner == "token":
            body = body.replace(b"TOKEN", b"%08d" % next(self.server.tokens))
        if tag is not None and self.headers.get("If-None-Match") == tag:
            self.reply(304, b"", "text/html; charset=utf-8", tag)
        else:
            self.reply(200, body, "text/html; charset=utf-8", tag)

    def reply(self, status: int, body: bytes, kind: str, tag: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if tag is not None:
            self.send_header("ETag", tag)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Quiet."""


@dataclass(slots=True)
class Crawler:
    """Crawls one site into an archive of its own."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def declare(self, site: Site) -> None:
        """Write the declaration, and make the archive."""
        maps = "".join(
            f'[[sitemaps]]\nurl = "{site.base}/map/{first}"\n' for first in range(0, site.pages, ENTRIES)
        )
        text = 'title = "steady"\ndelay = 0\nconcurrency = 16\nallow_private_addresses = true\n' + maps
        (self.folder / "sources").mkdir()
        (self.folder / "sources" / "steady.toml").write_text(text)
        kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        self.environment = kept | {
            "NEWSARCHIVE_SOURCES": str(self.folder / "sources"),
            "NEWSARCHIVE_DATABASE_URL": f"sqlite:///{self.folder}/archive.db",
        }
        self.run("db", "upgrade")

    def run(self, *words: str) -> tuple[float, str]:
        """Run a command; return the processor time it took in seconds, and what it said."""
        command = [sys.executable, "-c", "from newsarchive.cli import main; main()", *words]
        before = os.times()
        said = subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True, cwd=self.folder
        )
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        return spent, said.stderr


def revisit(pages: int, manner: Manner) -> float:
    """Crawl such a site twice, say what it took, and return the share of the second crawl."""
    site = Site(pages, manner)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        crawler = Crawler(Path(folder))
        crawler.declare(site)
        first, said = crawler.run("crawl", "steady")
        if f"{pages} new" not in said:
            raise SystemExit(
                f"Not all of the {pages} pages were stored, so that nothing can be said:\n{said}"
            )
        second, said = crawler.run("crawl", "steady")
    site.shutdown()
    site.server_close()
    last = next((line for line in reversed(said.splitlines()) if "requests" in line), "")
    sys.stdout.write(
        f"{manner:6} first {first:6.1f} s, again {second:5.1f} s: {second / first:.1%}"
        f" ({second / pages * 1000:.1f} ms a page)  {last.strip()}\n"
    )
    sys.stdout.flush()
    return second / first


def main() -> int:
    """Measure each manner."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--manner", choices=MANNERS)
    given = parser.parse_args()
    shares = [revisit(given.pages, one) for one in ([given.manner] if given.manner else MANNERS)]
    return 0 if max(shares) <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
