"""What the mock server answers: a small news site that misbehaves in known places."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.mockserver.articles import article, chinese, noticed, undated
from tests.packing import PACKED, bomb
from tests.text.boilerplate.gazette import gazette_story

HTML = "text/html; charset=utf-8"
CROWD = 240  # slow stories of the larger of two feeds
STORIES = 6  # in the feed; the feed breaks after it has named the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer; `cut` closes the connection before the whole body is out.

    `framing` is how its end is told: by its length, by chunks, or by closing the connection.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    cut: bool = False
    framing: Literal["length", "chunks", "close"] = "length"


@dataclass(slots=True)
class Site:
    """The site; `base` is its own address, `edition` changes story 1."""

    base: str
    edition: int = 0
    slow: float = 0.0
    asked: int = 0
    packed_once: set[str] = field(default_factory=set)
    log: list[dict[str, str]] = field(default_factory=list)

    def reply(self, path: str) -> Reply:
        """Return the answer to a path."""
        fixed: dict[str, Callable[[], Reply]] = {
            "/robots.txt": lambda: text("User-agent: *\nDisallow: /closed/\n"),
            "/feed.xml": self.feed,
            "/sitemap.xml": self.index,
            "/news.xml.gz": self.sitemap,
            "/section/": self.section,
            "/many.xml": self.many,
            "/dated.xml": self.dated,
            "/crowd.xml": lambda: self.many(CROWD),
            "/": lambda: Reply(body=b"<html><body><h1>Front page</h1></body></html>"),
            "/moved": lambda: redirect("/a/7"),
            "/withdrawn": lambda: redirect("/"),
            "/loop": lambda: redirect("/loop"),
            "/inside": lambda: redirect("http://127.0.0.2:9/a/1"),
            "/gone": lambda: Reply(status=410),
            "/busy": lambda: Reply(status=503),
            "/cut": lambda: Reply(body=article(99).encode(), cut=True),
            "/gbk": lambda: Reply(body=chinese(5).encode("gb18030"), content_type=HTML),
            "/binary": lambda: Reply(body=bytes(range(256)) * 20, content_type="application/octet-stream"),
        }
        if path in fixed:
            return fixed[path]()
        return self.story(path)

    def story(self, path: str) -> Reply:
        """`/a/N` and `/closed/N` are stories, `/slow/N` ones that take their time; story 1 has editions.

        `/copies/N` are one story under all addresses.
        `/noticed/N` have a notice below them, and other bytes each time. `/undated/N` are short news without
        a date, above comments and other stories that have some; in another edition a paywall cuts them.
        `/gazette/N` are those of a newspaper whose boxes have names that say nothing; even ones are short.
        """
        kind, _, number = path.strip("/").partition("/")
        if kind == "packed":
            late = path.endswith("/late") and path not in self.packed_once
            self.packed_once.add(path)
            return self.packed(*number.split("/"), late=late)
        if kind in {"noticed", "gazette"} and number.isdigit():
            self.asked += 1
            made = noticed if kind == "noticed" else gazette_story
            return Reply(body=made(int(number), self.asked).encode())
        if kind == "undated" and number.isdigit():
            return Reply(body=undated(int(number), paid=self.edition > 0).encode())
        if kind == "copies":
            return Reply(body=article(1).encode())
        if kind not in {"a", "slow", "closed"} or not number.isdigit():
            return Reply(status=404, body=b"<p>no such page</p>")
        edition = self.edition if path == "/a/1" else 0
        return Reply(body=article(int(number), edition).encode(), etag=f'"{kind}-{number}-{edition}"')

    def packed(self, form: str, framing: Any, how: str, *, late: bool) -> Reply:
        """`/packed/FORM/FRAMING/HOW`: a story that comes compressed, and `whole`.

        Or `cut` in the compressed data, which ends as it should for its framing; `late`, so the first time
        only; `lost`, cut on its way; `bomb`, a gigabyte.
        """
        story = article(len(form) + 10 * len(framing) + 100 * len(how)).encode()
        body = bomb(form, head=story) if how == "bomb" else PACKED[form](story)
        if how == "cut" or late:
            body = body[: len(body) * 2 // 3]
        encoding = {"zlib": "deflate"}.get(form, form)
        return Reply(body=body, headers=(("Content-Encoding", encoding),), framing=framing, cut=how == "lost")

    def feed(self) -> Reply:
        """A feed of six stories and five troubles that is cut off in the middle of an entry."""
        paths = [f"/a/{n}" for n in range(1, STORIES + 1)] + [
            "/missing",
            "/moved",
            "/closed/1",
            "/gbk",
            "/gone",
        ]
        items = "".join(f"<item><title>t</title><link>{path}</link></item>" for path in paths)
        body = f"<rss version='2.0'><channel><title>x</title>{items}<item><title>half"
        return Reply(body=body.encode(), content_type="application/rss+xml", etag='"feed"')

    def index(self) -> Reply:
        """An index of one gzipped sitemap."""
        body = f"<sitemapindex><sitemap><loc>{self.base}/news.xml.gz</loc></sitemap></sitemapindex>"
        return Reply(body=body.encode(), content_type="text/xml", etag='"index"')

    def sitemap(self) -> Reply:
        """Stories 5 to 9: two of them the feed's too."""
        entries = "".join(f"<url><loc>{self.base}/a/{n}</loc></url>" for n in range(5, 10))
        body = gzip.compress(f"<urlset>{entries}</urlset>".encode(), mtime=0)
        return Reply(body=body, content_type="application/x-gzip", etag='"sitemap"')

    def section(self) -> Reply:
        """A page of links: two stories and a menu."""
        links = "".join(f"<a href='/a/{n}'>Board deepens channel {n}</a>" for n in (10, 11))
        return Reply(body=f"<html><body><nav><a href='/about'>About</a></nav>{links}</body></html>".encode())

    def many(self, stories: int = 60) -> Reply:
        """A feed of sixty slow stories, or more, to be killed in."""
        items = "".join(f"<item><link>/slow/{n}</link></item>" for n in range(stories))
        return Reply(body=f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), etag='"many"')

    def dated(self) -> Reply:
        """A feed that says when the undated stories were published."""
        items = "".join(
            f"<item><link>/undated/{n}</link><pubDate>Tue, 0{n} Sep 2026 08:15:00 +0200</pubDate></item>"
            for n in (1, 2)
        )
        return Reply(body=f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode())


def text(content: str) -> Reply:
    """Return a plain text answer."""
    return Reply(body=content.encode(), content_type="text/plain")


def redirect(location: str) -> Reply:
    """Return a redirect."""
    return Reply(status=301, headers=(("Location", location),))
