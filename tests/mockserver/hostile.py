"""`python -m tests.mockserver.hostile HOLD [ROBOTS]`: a site that holds up crawls, on a port that it prints.

`/chain/N.xml` names `/chain/N+1.xml`, and does not answer while the file HOLD exists; `/trap` is
a page whose links take a pattern such as `(a+)+$` for ever; `/wide/N.xml` names a hundred pages, and
`/many/MAPS/PAGES/index.xml` so many sitemaps of so many pages, `/papers/…` the same of pages that may be
fetched. robots.txt closes `/forbidden/`, or is 500 KB of a family (`tests.fuzz.hostile_lists.ROBOTS`).
`/-/log` answers what was asked, `/-/times` when (seconds of the monotonic clock, which processes share).
"""

from __future__ import annotations

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.fuzz.hostile_lists import ROBOTS

HELD = "/chain/2.xml"
STORY = "<p>The council of Fairhaven voted on Tuesday to open the bridge, after three years of work.</p>" * 5
PAGE = (
    "<html lang=en><title>Bridge opens {n}</title><article><h1>Bridge opens {n}</h1>{story}</article></html>"
)
FEED = "<rss version='2.0'><channel><item><link>/news/1</link></item></channel></rss>"
CLOSING = b"User-agent: *\nDisallow: /forbidden/\n"
UNITS = 5_120  # of a hundred bytes: all that is read of a robots.txt
TRAP = f"<html><body><p>{'x' * 40_000}</p><a href='/{'a' * 60}!'>a</a></body></html>"


def answer(path: str) -> str | None:
    """Return the document at a path of these, None where there is none."""
    folder, _, name = path.strip("/").partition("/")
    number = int(name.partition(".")[0] or 0) if name.partition(".")[0].isdigit() else 0
    if folder == "chain":
        below = f"<sitemap><loc>/chain/{number + 1}.xml</loc></sitemap>"
        return f"<sitemapindex>{below}</sitemapindex>"
    if folder == "index.xml":
        below = "".join(f"<sitemap><loc>/wide/{child}.xml</loc></sitemap>" for child in range(6))
        return f"<sitemapindex>{below}</sitemapindex>"
    if folder == "wide":
        pages = "".join(f"<url><loc>/forbidden/{number}/{page}</loc></url>" for page in range(100))
        return f"<urlset>{pages}</urlset>"
    if folder in {"many", "papers"}:
        return many(folder, *name.split("/"))
    if folder == "news":
        return PAGE.format(n=number, story=STORY)
    return {"trap": TRAP, "feed.xml": FEED}.get(folder)


def many(folder: str, maps: str, pages: str, name: str) -> str:
    """Return the index of so many sitemaps, or one of them: each is made when it is asked for."""
    if name == "index.xml":
        below = "".join(
            f"<sitemap><loc>/{folder}/{maps}/{pages}/{child}.xml</loc></sitemap>"
            for child in range(int(maps))
        )
        return f"<sitemapindex>{below}</sitemapindex>"
    number = int(name.partition(".")[0])
    paths = (
        f"/forbidden/{number}/{page}" if folder == "many" else f"/news/{number * int(pages) + page}"
        for page in range(int(pages))
    )
    listed = "".join(f"<url><loc>{path}</loc></url>" for path in paths)
    return f"<urlset>{listed}</urlset>"


class Handler(BaseHTTPRequestHandler):
    """Answers GET."""

    asked: list[str]
    times: list[tuple[str, float]]
    hold: Path
    robots: bytes

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.times.append((self.path, time.monotonic()))
        while self.path == HELD and self.hold.exists():
            time.sleep(0.05)
        body = self._body()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "application/xml" if self.path.endswith("xml") else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _body(self) -> bytes:
        if self.path == "/robots.txt":
            return self.robots
        told = {"/-/log": self.asked, "/-/times": self.times}.get(self.path)
        return (answer(self.path) or "" if told is None else json.dumps(told)).encode()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Quiet: the log is asked for by /-/log."""


if __name__ == "__main__":
    Handler.asked, Handler.times, Handler.hold = [], [], Path(sys.argv[1])
    Handler.robots = ROBOTS[sys.argv[2]](UNITS) if sys.argv[2:] else CLOSING
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
