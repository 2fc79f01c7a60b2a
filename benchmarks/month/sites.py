"""The sites as a server shows them at a moment: feeds, sections, sitemaps, articles, robots.txt."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from html import escape
from itertools import count

import numpy as np

from benchmarks.archive.sources import Script
from benchmarks.archive.writing import Written, edited, write
from benchmarks.month.events import Story
from benchmarks.month.habits import Habit

SECTION = 20  # articles on a section page


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Site:
    """One site; `asked` counts requests by day (UTC)."""

    habit: Habit
    stories: list[Story]
    asked: Counter[str] = field(default_factory=Counter)
    polls: int = 0
    _nonce: count[int] = field(default_factory=count)

    def reply(self, path: str, at: datetime, conditions: tuple[str, str]) -> Reply:
        """Return the answer to a request at a moment; `conditions`: If-None-Match, If-Modified-Since."""
        self.asked[f"{at:%Y-%m-%d}"] += 1
        if path == "/robots.txt":
            return Reply(body=b"User-agent: *\nAllow: /\n", content_type="text/plain")
        if path.startswith("/a/"):
            return self._article(path, at, conditions)
        self.polls += path != "/index.xml"
        shown = self.stories[: bisect_right([story.published for story in self.stories], at)]
        shown = [story for story in shown if story.withdrawn is None or story.withdrawn > at]
        listing = {"/feed.xml": self._feed, "/latest/": self._section, "/sitemap.xml": self._sitemap}
        if path == "/index.xml":
            body = f"<sitemapindex><sitemap><loc>{self._base}/sitemap.xml</loc></sitemap></sitemapindex>"
            return Reply(body=body.encode(), content_type="text/xml")
        return self._validated(listing[path](shown[::-1], at), conditions)

    def address(self, story: Story) -> str:
        """Return where a story stands."""
        local = story.published.astimezone(self._zone)
        return f"{self._base}/a/{local:%Y/%m/%d}/{10_000 + story.number}.html"

    @property
    def _base(self) -> str:
        return f"http://{self.habit.host}"

    @property
    def _zone(self) -> timezone:
        return timezone(timedelta(hours=self.habit.zone))

    def _stated(self, story: Story) -> str:
        return story.published.astimezone(self._zone).isoformat(timespec="seconds")

    def _article(self, path: str, at: datetime, conditions: tuple[str, str]) -> Reply:
        number = int(path.rpartition("/")[2].removesuffix(".html")) - 10_000
        story = self.stories[number]
        if story.published > at or (story.withdrawn is not None and story.withdrawn <= at):
            return Reply(status=404, body=b"<p>There is no such page.</p>")
        edition = story.edition(at)
        page = _page(self.habit.name, number, edition, self.habit.chinese, self._stated(story))
        if self.habit.validators == "nonce":
            page = page.replace(b"NONCE", str(next(self._nonce)).encode())
        return self._validated(Reply(body=page), conditions)

    def _validated(self, reply: Reply, conditions: tuple[str, str]) -> Reply:
        if self.habit.validators not in {"etag", "modified"}:
            return reply
        tag = f'"{zlib.crc32(reply.body):08x}"'
        headers = (("ETag", tag),) if self.habit.validators == "etag" else (("Last-Modified", _date(tag)),)
        if conditions[0 if self.habit.validators == "etag" else 1] == headers[0][1]:
            return Reply(status=304, headers=headers)
        return Reply(reply.status, reply.body, reply.content_type, headers)

    def _changed(self, story: Story, at: datetime, tag: str) -> str:
        """What the list says of a story's last change, in an element of that name."""
        if self.habit.stamps == "none":
            return ""
        edits = [edit for edit in story.edits if edit <= at]
        true = max([story.published, *edits])
        return f"<{tag}>{(at if self.habit.stamps == 'now' else true).isoformat(timespec='seconds')}</{tag}>"

    def _feed(self, shown: list[Story], at: datetime) -> Reply:
        items = "".join(
            f"<entry><title>{escape(_title(self.habit, story))}</title><id>{self.address(story)}</id>"
            f'<link href="{self.address(story)}"/><published>{self._stated(story)}</published>'
            f"{self._changed(story, at, 'updated')}</entry>"
            for story in shown[: self.habit.entries]
        )
        body = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{items}</feed>'
        return Reply(body=body.encode(), content_type="application/atom+xml")

    def _section(self, shown: list[Story], _at: datetime) -> Reply:
        links = "".join(
            f'<li><a href="{self.address(story)}">{escape(_title(self.habit, story))}</a></li>'
            for story in shown[:SECTION]
        )
        return Reply(body=f"<html><body><ul>{links}</ul></body></html>".encode())

    def _sitemap(self, shown: list[Story], at: datetime) -> Reply:
        entries = "".join(
            f"<url><loc>{self.address(story)}</loc>{self._changed(story, at, 'lastmod')}</url>"
            for story in shown[:500]
        )
        return Reply(body=f"<urlset>{entries}</urlset>".encode(), content_type="text/xml")


def marker(name: str, number: int, edition: int) -> str:
    """Return the words by which an edition is known in the archive."""
    return f"edition {edition} of story {number} at {name}"


@lru_cache(maxsize=20_000)
def _written(name: str, number: int, edition: int, chinese: bool) -> Written:
    dice = np.random.Generator(np.random.PCG64([edition, number, zlib.crc32(name.encode())]))
    script: Script = "Hans" if chinese else "Latn"
    if edition == 0:
        return write(script, dice)
    return edited(_written(name, number, edition - 1, chinese), script, dice)


def _title(habit: Habit, story: Story) -> str:
    return _written(habit.name, story.number, 0, habit.chinese).title


@lru_cache(maxsize=5_000)
def _page(name: str, number: int, edition: int, chinese: bool, published: str) -> bytes:
    wrote = _written(name, number, edition, chinese)
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in wrote.text.split("\n"))
    language = "zh" if chinese else "en"
    title = escape(wrote.title)
    return (
        f"<!DOCTYPE html><html lang='{language}'><head><meta charset='utf-8'><title>{title}</title>"
        f"<meta property='article:published_time' content='{published}'>"
        f"<meta name='csrf' content='NONCE'></head><body><article><h1>{title}</h1>{paragraphs}"
        f"<p>{marker(name, number, edition)} stands here as the desk left it.</p></article></body></html>"
    ).encode()


def _date(tag: str) -> str:
    """A date that differs where the body differs."""
    second = int(tag.strip('"'), 16) % (3600 * 24 * 3650)
    moment = datetime(2010, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=second)  # noqa: UP017
    return f"{moment:%a, %d %b %Y %H:%M:%S GMT}"
