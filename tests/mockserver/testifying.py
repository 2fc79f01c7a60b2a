"""`python -m tests.mockserver.testifying`: serves a site whose feed knows better than its pages.

It prints its port. `/-/set?name=value` changes it: `paid` closes page 2, `gone` takes page 3 away, `moved`
says how page 4 has moved (`redirect`, `canonical`, `guid`, `text`), `both` that it answers at both addresses,
`rewritten` that it has other sentences at its end, `stories` which stories its lists name (`1.4`), `undated`
takes the day off the pages, `late` is for how many seconds the feed is not answered, and `maintenance`
answers everything with 503 and a Retry-After of an hour.
"""

from __future__ import annotations

import sys
import time
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from tests.mockserver.articles import SENTENCES

STORIES = 5
NEW_PLACE = "/neu/bericht-4.html"  # of story 4
NOT_FOUND = (404, "text/html", "<html><body><h1>Not found</h1><p>No such page.</p></body></html>")
# Every page states this day: its template has it of another story.
MISLEADING = "2026-02-01"
REWRITTEN = (
    "The council, which had asked for more time in the spring, withdrew its objection late in the evening.",
    "Captains of both ferries had warned for years that the boats touch the ground whenever the wind turns.",
)
AUTHORS = ("Ada Roe", "Bo Lind", "Cy Dent", "Dora Ott", "Ed Moor")


def moment(number: int) -> str:
    """Return when a story was published, to the second."""
    return f"2026-03-{number:02d}T08:1{number}:3{number}+00:00"


def title(number: int) -> str:
    return f"Board deepens channel number {number}"


def sentences(number: int) -> list[str]:
    return [sentence.format(n=number) for sentence in SENTENCES]


class TestifyingSite(ThreadingHTTPServer):
    """Knows what was set."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.base = f"http://127.0.0.1:{self.server_port}"
        self.values: dict[str, str] = {}

    def place(self, number: int) -> str:
        """Return the path of a story as it is now."""
        moved = number == 4 and self.values.get("moved")
        return NEW_PLACE if moved else f"/news/report-{number}.html"

    def reply(self, path: str) -> tuple[int, str, str]:
        """Return status, type (or a Location) and body."""
        if path == "/feed.xml":
            time.sleep(float(self.values.get("late", 0)))
            return 200, "application/rss+xml", self._feed()
        if path == "/list/":
            links = "".join(f'<p><a href="{self.place(n)}">{title(n)}</a></p>' for n in self._numbers())
            return 200, "text/html", f"<html><body><main>{links}</main></body></html>"
        if path == NEW_PLACE and self.values.get("both"):
            return 200, "text/html", self._page(4, NEW_PLACE)
        number = next((n for n in range(1, STORIES + 1) if path == self.place(n)), None)
        if number is None and path == "/news/report-4.html":
            return self._former()
        if number is None or (number == 3 and self.values.get("gone")):
            return NOT_FOUND
        return 200, "text/html", self._page(number)

    def _former(self) -> tuple[int, str, str]:
        """Return the answer of the address that story 4 had."""
        if self.values["moved"] == "redirect":
            return 301, self.place(4), ""
        return (200, "text/html", self._page(4)) if self.values["moved"] == "canonical" else NOT_FOUND

    def _sentences(self, number: int) -> list[str]:
        shown = sentences(number)
        return [*shown[:-2], *REWRITTEN] if number == 4 and self.values.get("rewritten") else shown

    def _page(self, number: int, place: str | None = None) -> str:
        shown = self._sentences(number)
        closed = number == 2 and self.values.get("paid")
        wall = "<p>Subscribe to read the rest of the article.</p>" if closed else ""
        free = f'{{"@type": "NewsArticle", "headline": "{title(number)}", "isAccessibleForFree": false}}'
        data = f'<script type="application/ld+json">{free}</script>' if closed else ""
        canonical = f'<link rel="canonical" href="{self.base}{place or self.place(number)}">'
        other = f"<meta property='og:title' content='The harbour, deeper than ever: {number}'>"
        text = "".join(f"<p>{escape(one)}</p>" for one in (shown[:1] if closed else shown))
        date = f"<meta property='article:published_time' content='{MISLEADING}T10:00:00+00:00'>"
        date = "" if self.values.get("undated") else date
        return (
            f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title(number)} – Courier"
            f"</title>{canonical}{data}{other}{date}</head>"
            f"<body><article><h1>{title(number)}</h1>{text}{wall}</article></body></html>"
        )

    def _numbers(self) -> list[int]:
        only = self.values.get("stories")
        return [int(one) for one in only.split(".")] if only else list(range(1, STORIES + 1))

    def _feed(self) -> str:
        items = "".join(self._item(number) for number in self._numbers())
        return (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"'
            ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Courier</title><language>en</language>'
            f"{items}</channel></rss>"
        )

    def _item(self, number: int) -> str:
        text = "".join(f"<p>{escape(one)}</p>" for one in self._sentences(number))
        day = f"2026-03-{number:02d}"
        stamp = moment(number)[11:19]
        names = ("Sun", "Mon", "Tue", "Wed", "Thu")
        return (
            f"<item><title>{title(number)}</title><link>{self.base}{self.place(number)}</link>"
            f'<guid isPermaLink="false">courier-{number}</guid><dc:creator>{AUTHORS[number - 1]}</dc:creator>'
            f"<category>Harbour</category><category>Channel {number}</category>"
            f"<pubDate>{names[number - 1]}, {day[8:]} Mar 2026 {stamp} +0000</pubDate>"
            f"<description>{escape(sentences(number)[0])} […]</description>"
            f"<content:encoded><![CDATA[{text}]]></content:encoded></item>"
        )


class _Handler(BaseHTTPRequestHandler):
    server: TestifyingSite

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path != "/-/set" and self.server.values.get("maintenance"):
            self._send(503, "text/html", "<h1>We are back soon</h1>")
        elif parts.path == "/robots.txt":
            self._send(200, "text/plain", "User-agent: *\nAllow: /\n")
        elif parts.path == "/-/set":
            self.server.values = dict(parse_qsl(parts.query))
            self._send(200, "text/plain", "done")
        else:
            self._send(*self.server.reply(parts.path))

    def _send(self, status: int, kind: str, body: str) -> None:
        self.send_response(status)
        if status == 503:
            self.send_header("Retry-After", "3600")
        if status == 301:
            self.send_header("Location", kind)
        else:
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Quiet."""


if __name__ == "__main__":
    site = TestifyingSite()
    sys.stdout.write(f"{site.server_port}\n")
    sys.stdout.flush()
    site.serve_forever()
