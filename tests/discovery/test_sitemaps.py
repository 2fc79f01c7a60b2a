"""Sitemaps as they come: news, indexes, gzip whole and damaged, bombs, plain text."""

from __future__ import annotations

import gzip
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.discovery.documents import LARGEST_DOCUMENT, unpack_document
from newsarchive.discovery.feeds import sitemaps
from newsarchive.discovery.feeds.sitemaps import read_sitemap
from tests.discovery.promises import check_reading

URL = "https://harbour.example/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://harbour.example/a/1?x=1&y=2 </loc><lastmod>2026-11-05</lastmod>
<image:image><image:loc>https://harbour.example/i.jpg</image:loc><image:title>photo</image:title></image:image>
<news:news><news:publication_date>2026-11-02T08:00:00+08:00</news:publication_date>
<news:title>港口新码头启用</news:title></news:news></url>
<url><loc>/a/2</loc></url><url><loc>ftp://harbour.example/3</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://harbour.example/s1.xml.gz</loc></sitemap><sitemap><loc>s2.xml</loc></sitemap>
</sitemapindex>"""


def urls(text: str | bytes) -> list[str]:
    body = text.encode() if isinstance(text, str) else text
    return [link.url for link in read_sitemap(body, URL).links]


def test_news_sitemap_has_dates_titles_and_bare_ampersands() -> None:
    reading = read_sitemap(NEWS.encode(), URL)
    assert [link.url for link in reading.links] == [
        "https://harbour.example/a/1?x=1&y=2",
        "https://harbour.example/a/2",
    ]
    first = reading.links[0]
    assert (first.title, first.published_at) == ("港口新码头启用", "2026-11-02T08:00:00+08:00")
    assert reading.links[1].title is None
    assert reading.problems == ("bad_address",)


def test_index_names_children() -> None:
    reading = read_sitemap(INDEX.encode(), URL)
    assert tuple(child.url for child in reading.children) == (
        "https://harbour.example/s1.xml.gz",
        "https://harbour.example/s2.xml",
    )
    assert not reading.links
    assert not reading.problems


def test_gzip_whole_cut_and_damaged() -> None:
    many = "".join(f"<url><loc>https://harbour.example/a/{n}</loc></url>" for n in range(3000))
    packed = gzip.compress(f"<urlset>{many}</urlset>".encode(), mtime=0)
    assert len(urls(packed)) == 3000
    cut = read_sitemap(packed[: len(packed) // 2], URL)
    assert 100 < len(cut.links) < 3000
    assert {"bad_gzip", "not_well_formed"} <= set(cut.problems)
    damaged = bytearray(packed)
    damaged[len(packed) // 2 : len(packed) // 2 + 40] = b"\xff" * 40
    assert len(read_sitemap(bytes(damaged), URL).links) > 100


def test_a_gzip_bomb_stops_at_the_limit() -> None:
    body, problems = unpack_document(gzip.compress(b" " * 5_000_000), largest=100_000)
    assert len(body) == 100_000
    assert problems == ["too_large"]


def test_no_entities() -> None:
    bomb = """<!DOCTYPE urlset [<!ENTITY a "https://harbour.example/x"><!ENTITY f SYSTEM "file:///etc/hostname">]>
    <urlset><url><loc>&a;</loc></url><url><loc>https://harbour.example/&f;</loc></url></urlset>"""
    assert all("x" not in url.rpartition("/")[2] for url in urls(bomb))


def test_plain_text_feeds_and_others() -> None:
    assert urls("https://harbour.example/1\nhttps://harbour.example/2\n") == [
        "https://harbour.example/1",
        "https://harbour.example/2",
    ]
    rss = "<rss version='2.0'><channel><item><link>https://harbour.example/f</link></item></channel></rss>"
    assert urls(rss) == ["https://harbour.example/f"]
    assert read_sitemap(b"<html><body>404</body></html>", URL).problems == ("not_a_sitemap",)
    assert "not_a_sitemap" in read_sitemap(b"", URL).problems


def test_too_many_entries_are_said() -> None:
    lines = "".join(
        f"<url><loc>https://harbour.example/{n}</loc></url>" for n in range(sitemaps.MOST_SITEMAP_ENTRIES + 5)
    )
    reading = read_sitemap(f"<urlset>{lines}</urlset>".encode(), URL)
    assert len(reading.links) == sitemaps.MOST_SITEMAP_ENTRIES
    assert reading.problems == ("too_many_entries",)
    assert reading.left_out == 5


@pytest.mark.slow
def test_the_promised_fifty_megabytes_are_read() -> None:
    entry = f"<url><loc>https://harbour.example/{'a' * 950}/{{n}}</loc><lastmod>2026-11-05</lastmod></url>\n"
    body = ("<urlset>" + "".join(entry.format(n=n) for n in range(48_000)) + "</urlset>").encode()
    assert 45_000_000 < len(body) < LARGEST_DOCUMENT
    reading = read_sitemap(body, URL)
    assert (len(reading.links), reading.problems) == (48_000, ())


def test_elements_without_end_are_left_and_said() -> None:
    body = b"<urlset><url><loc>/1</loc></url>" + b"<i/>" * (sitemaps.MOST_SITEMAP_ELEMENTS + 1) + b"</urlset>"
    reading = read_sitemap(body, URL)
    assert [link.url for link in reading.links] == ["https://harbour.example/1"]
    assert reading.problems == ("too_many_elements",)


def test_an_index_too_deep_names_nothing_and_says_how_much() -> None:
    reading = read_sitemap(INDEX.encode(), URL, leads_on=False)
    assert (reading.children, reading.problems, reading.left_out) == ((), ("too_deep",), 2)


def test_nested_entries_have_their_own_fields() -> None:
    """What is not closed nests: each address is of the entry it stands in."""
    body = b"<urlset><url><loc>/1</loc><url><loc>/2</loc><lastmod>2026-11-05</lastmod></url></urlset>"
    found = read_sitemap(body, URL).links
    assert [(link.url[-1], link.changed_at) for link in found] == [("1", None), ("2", "2026-11-05")]


@given(st.text(alphabet="<>/&;amp#x19url \n'=\"ns:loc"), st.integers(1, 40))
def test_pieces_are_put_together_again_whole(text: str, size: int) -> None:
    with patch.object(sitemaps, "_PIECE", size + 10):
        pieces = list(sitemaps._pieces(text))
    assert "".join(pieces) == text
    whole = sitemaps._BARE_AMPERSAND.sub("&amp;", text)
    assert "".join(sitemaps._BARE_AMPERSAND.sub("&amp;", piece) for piece in pieces) == whole


@settings(deadline=None)  # the first page loads the charset tables
@given(st.binary() | st.binary().map(lambda body: b"\x1f\x8b\x08" + body), st.text())
def test_total(body: bytes, url: str) -> None:
    check_reading(read_sitemap(body, url))


@given(st.integers(0, 900), st.integers(0, 900), st.binary(max_size=8))
def test_total_near_a_real_sitemap(start: int, end: int, noise: bytes) -> None:
    check_reading(read_sitemap(NEWS.encode()[:start] + noise + NEWS.encode()[end:], URL))
