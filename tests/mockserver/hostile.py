"""`python -m tests.mockserver.hostile`: lists made to hold up a crawl, on a port of loopback that it prints.

`/chain/N.xml` names `/chain/N+1.xml`, and does not answer while the file given as argument exists; `/trap` is
a page whose links take a pattern such as `(a+)+$` for ever; `/wide/N.xml` names a hundred pages; `/-/log`
answers what was asked.
"""

from __future__ import annotations

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HELD = "/chain/2.xml"
STORY = "<p>The council of Fairhaven voted on Tuesday to open the bridge, after three years of work.</p>" * 5
PAGE = (
    "<html lang=en><title>Bridge opens {n}</title><article><h1>Bridge opens {n}</h1>{story}</article></html>"
)
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
    if folder == "feed.xml":
        return "<rss version='2.0'><channel><item><link>/news/1</link></item></channel></rss>"
    if folder == "news":
        return PAGE.format(n=number, story=STORY)
    return {"trap": TRAP, "robots.txt": "User-agent: *\nDisallow: /forbidden/\n"}.get(folder)


class Handler(BaseHTTPRequestHandler):
    """Answers GET."""

    asked: list[str]
    hold: Path

    def do_GET(self) -> None:
        self.asked.append(self.path)
        while self.path == HELD and self.hold.exists():
            time.sleep(0.05)
        body = (json.dumps(self.asked) if self.path == "/-/log" else answer(self.path) or "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "application/xml" if self.path.endswith("xml") else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Quiet: the log is asked for by /-/log."""


if __name__ == "__main__":
    Handler.asked, Handler.hold = [], Path(sys.argv[1])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
