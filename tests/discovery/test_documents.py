"""A list of addresses has comments, blank lines and mistakes; each mistake is named by its line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.documents import read_url_list
from newsarchive.discovery.feeds.feed_links import read_feed, read_json_feed
from newsarchive.discovery.feeds.sitemaps import read_sitemap
from tests.discovery.promises import check_reading


def test_comments_blanks_and_mistakes() -> None:
    text = "\ufeff# harbour\nhttp://h.example/a # first\n\n  http://h.example/b#part\r\nnope\nhttp://h.example/a\n"
    reading = read_url_list(text)
    assert [link.url for link in reading.links] == ["http://h.example/a", "http://h.example/b#part"]
    assert reading.problems == ("bad_address:5",)


@given(st.text())
def test_total(text: str) -> None:
    reading = read_url_list(text)
    check_reading(reading)
    assert len(reading.links) + len(reading.problems) <= len(text.splitlines())


LONG = f"https://h.example/{'a' * 3_000}.html"
CHINESE = f"https://h.example/{'港' * 300}.html"  # nine characters each, once escaped


@pytest.mark.parametrize("url", [LONG, CHINESE, f"https://h.example/?q={'a' * 20_000}"])
def test_a_url_that_is_too_long_is_told_as_that_and_counted(url: str) -> None:
    """It is a URL all the same: `bad_address` would send a person to look for a mistake in the list."""
    short, base = "https://h.example/short.html", "https://h.example/list"
    items = "".join(f"<item><link>{one}</link></item>" for one in (url, short))
    rss = f"<rss version='2.0'><channel>{items}</channel></rss>"
    sitemap = f"<urlset><url><loc>{url}</loc></url><url><loc>{short}</loc></url></urlset>"
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": url}, {"url": short}]}
    for reading in (
        read_feed(rss.encode(), base),
        read_sitemap(sitemap.encode(), base),
        read_json_feed(json.dumps(feed), base, 10),
    ):
        assert [link.url for link in reading.links] == [short]
        assert (reading.problems, reading.left_out) == (("url_too_long",), 1)
    plain = read_url_list(f"{url}\n{short}\nno url\n")
    assert (plain.problems, plain.left_out) == (("url_too_long:1", "bad_address:3"), 1)
