"""Feeds as they come: every dialect, wrong charsets, broken halfway; what can be read is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.discovery import documents
from newsarchive.discovery.feeds.feed_links import MOST_FEED_ENTRIES, read_feed
from newsarchive.testimony import ListedFacts
from tests.discovery.promises import check_reading

URL = "https://harbour.example/feeds/news.xml"

RSS2 = """<?xml version="1.0" encoding="{charset}"?><rss version="2.0"><channel><title>海港日报</title>
<item><title>港口 新码头启用</title><link>/a/1.html</link>
<pubDate>Mon, 02 Nov 2026 08:00:00 +0800</pubDate></item>
<item><title>渔季开始</title><link>https://harbour.example/a/2.html?x=1&amp;y=2</link></item>
<item><title>没有链接</title></item>
<item><guid>https://harbour.example/a/3.html</guid></item>
<item><guid isPermaLink="false">https://harbour.example/a/4.html</guid></item>
</channel></rss>"""
RSS091 = """<rss version="0.91"><channel><item><title>Tide</title><link>https://harbour.example/t</link></item>
</channel></rss>"""
RSS1 = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"/>
<item rdf:about="https://harbour.example/r"><title>Reef</title><link>https://harbour.example/r</link>
<dc:date>2026-11-02T08:00:00+09:00</dc:date></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://harbour.example/base/"><entry>
<title>Dock</title><link rel="self" href="self.xml"/><link rel="alternate" href="dock.html"/>
<updated>2026-11-02T08:00:00Z</updated></entry></feed>"""


def test_rss_2_links_titles_and_dates() -> None:
    reading = read_feed(RSS2.format(charset="utf-8").encode(), URL)
    assert [link.url for link in reading.links] == [
        "https://harbour.example/a/1.html",
        "https://harbour.example/a/2.html?x=1&y=2",
        "https://harbour.example/a/3.html",
    ]
    assert reading.links[0].title == "港口 新码头启用"
    assert reading.links[0].published_at == "2026-11-02T08:00:00+08:00"
    assert reading.links[1].published_at is None
    assert reading.problems == ("bad_address",)


@pytest.mark.parametrize(
    ("text", "url", "published"),
    [
        (RSS091, "https://harbour.example/t", None),
        (RSS1, "https://harbour.example/r", "2026-11-02T08:00:00+09:00"),
        (ATOM, "https://harbour.example/base/dock.html", "2026-11-02T08:00:00+00:00"),
    ],
)
def test_other_dialects(text: str, url: str, published: str | None) -> None:
    reading = read_feed(text.encode(), URL)
    assert [(link.url, link.published_at) for link in reading.links] == [(url, published)]
    assert not reading.problems


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("Sun, 29 Nov 2026 10:13:00 +0800", "2026-11-29T10:13:00+08:00"),
        ("2026-11-29T10:13+08", "2026-11-29T10:13:00+08:00"),
        ("2026/11/29 10:13 AM", "2026-11-29T10:13:00"),
        ("2026.11.29 22:13", "2026-11-29T22:13:00"),
        ("2026年11月29日 10:13", "2026-11-29T10:13:00"),
        ("2026. 11. 29. 10:13", "2026-11-29"),
        ("30.11.2026 13:15", "2026-11-30T13:15:00"),
        ("Dim, 29 novembre 2026 10:13:00", "2026-11-29T10:13:00"),
        ("1796010872", "2026-11-30T03:54:32+00:00"),
        ("1796010872000", "2026-11-30T03:54:32+00:00"),
        ("20261129101300", "2026-11-29T10:13:00"),
        ("2026/13/45", None),
        ("0000-00-00 00:00:00", None),
        ("last Sunday", None),
    ],
)
def test_times_as_feeds_write_them(written: str, published: str | None) -> None:
    entry = f"<item><link>/t</link><pubDate>{written}</pubDate></item>"
    rss = f"<rss version='2.0'><channel>{entry}</channel></rss>"
    (link,) = read_feed(rss.encode(), URL).links
    assert link.published_at == published
    version = "https://jsonfeed.org/version/1.1"
    items = [{"url": "/t", "date_published": int(written) if written.isdigit() else written}]
    (link,) = read_feed(json.dumps({"version": version, "items": items}).encode(), URL).links
    assert link.published_at == published


def test_when_an_entry_was_changed() -> None:
    """Atom's `updated`, also where RSS borrows it; `pubDate` alone says nothing of a change."""
    changed = "<published>2026-11-01T08:00:00Z</published><updated>2026-11-02T10:00:00+02:00</updated>"
    text = ATOM.replace("<updated>2026-11-02T08:00:00Z</updated>", changed)
    [link] = read_feed(text.encode(), URL).links
    assert (link.published_at, link.changed_at) == ("2026-11-01T08:00:00+00:00", "2026-11-02T10:00:00+02:00")
    borrowed = RSS2.format(charset="utf-8").replace("<rss ", '<rss xmlns:a="http://www.w3.org/2005/Atom" ')
    borrowed = borrowed.replace("<item>", "<item><a:updated>2026-11-03T00:00:00Z</a:updated>", 1)
    links = read_feed(borrowed.encode(), URL).links
    assert [link.changed_at for link in links] == ["2026-11-03T00:00:00+00:00", None, None]


@pytest.mark.parametrize(
    ("codec", "declared", "header"),
    [("gb18030", "utf-8", "text/xml"), ("utf-8", "gb2312", "text/xml; charset=gbk"), ("big5", "big5", None)],
)
def test_charset_is_decided_from_the_bytes(codec: str, declared: str, header: str | None) -> None:
    text = RSS2.format(charset=declared)
    if codec == "big5":
        text = text.replace("港口 新码头启用", "港口 新碼頭啟用").replace("渔季开始", "漁季開始")
        text = text.replace("海港日报", "海港日報").replace("没有链接", "沒有鏈接")
    reading = read_feed(text.encode(codec), URL, header)
    assert reading.links[0].title in {"港口 新码头启用", "港口 新碼頭啟用"}


def test_broken_in_the_middle_keeps_what_stands() -> None:
    whole = RSS2.format(charset="utf-8")
    cut = whole[: whole.index("渔季开始")] + "<b></i>&nosuch; \x03 <item><title>"
    reading = read_feed(cut.encode(), URL)
    assert reading.links[0].url == "https://harbour.example/a/1.html"
    assert "not_well_formed" in reading.problems


def test_no_entity_file_or_network_is_reached(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the harbour master's key")
    text = f"""<!DOCTYPE rss [<!ENTITY key SYSTEM "file://{secret}">]><rss version="2.0"><channel><item>
    <title>x &key; y</title><link>https://harbour.example/k</link></item></channel></rss>"""
    reading = read_feed(text.encode(), URL)
    assert [link.url for link in reading.links] == ["https://harbour.example/k"]
    assert "master" not in (reading.links[0].title or "")
    assert read_feed(str(secret).encode(), URL).problems[-1] == "not_a_feed"  # the bytes are no file name


def test_what_is_no_feed_says_so() -> None:
    assert "not_a_feed" in read_feed(b"<html><p>Not here</p></html>", URL).problems
    assert "not_a_feed" in read_feed(b"", URL).problems


@settings(deadline=None)  # the first page loads the charset tables
@given(st.binary() | st.text().map(str.encode), st.text())
def test_total(body: bytes, url: str) -> None:
    check_reading(read_feed(body, url))


@given(st.integers(0, 900), st.integers(0, 900), st.binary(max_size=8))
def test_total_near_a_real_feed(start: int, end: int, noise: bytes) -> None:
    whole = RSS2.format(charset="utf-8").encode()
    check_reading(read_feed(whole[:start] + noise + whole[end:], URL))


def test_texts_and_furniture_are_not_taken_for_the_entry() -> None:
    """What is cut away before feedparser sees it: contents, sources and pictures, with all they hold."""
    inside = "<title>no</title><link>/no</link><guid>https://harbour.example/no</guid>"
    text = f"""<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><image>{inside}</image>
    <item><source url="/no">{inside}</source><description><![CDATA[<item>{inside}</item>]]></description>
    <title><![CDATA[Boats & <b>nets</b>]]></title><category>a</category><link>/yes</link></item>
    <item><description>never closed <item><title>Tide &amp; time</title><link>/also</link></item>
    </channel></rss>"""
    reading = read_feed(text.encode(), URL)
    assert [(link.url, link.title) for link in reading.links] == [
        ("https://harbour.example/yes", "Boats & <b>nets</b>"),
        ("https://harbour.example/also", "Tide & time"),
    ]
    assert "not_well_formed" in reading.problems


def test_markup_of_an_atom_title_stays() -> None:
    title = '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Old <b>dock</b></div></title>'
    reading = read_feed(ATOM.replace("<title>Dock</title>", title).encode(), URL)
    assert reading.links[0].title is not None
    assert "Old" in reading.links[0].title
    assert "dock" in reading.links[0].title


def test_entries_left_out_are_counted() -> None:
    entries = "".join(f"<item><link>/{n}</link></item>" for n in range(MOST_FEED_ENTRIES + 7))
    reading = read_feed(f"<rss version='2.0'><channel>{entries}</channel></rss>".encode(), URL)
    assert (len(reading.links), reading.left_out, reading.problems) == (
        MOST_FEED_ENTRIES,
        7,
        ("too_many_entries",),
    )


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE rss PUBLIC "-//Example//DTD RSS 0.91//EN" "http://example.org/rss-0.91.dtd">',
        '<!DOCTYPE rss [<!ENTITY dash "&#8211;">]>',
        '<!DOCTYPE rss [\n<!ENTITY dash "&#8211;">\n] >',
        f'<!DOCTYPE rss [<!ENTITY dash "{"-" * 5_000}">]>',
    ],
    ids=["public", "entities", "blank", "long"],
)
def test_declarations_take_no_entry_along(declaration: str) -> None:
    """A bracket of the first CDATA section is none of the document type's."""
    feed = f"""<?xml version="1.0"?>{declaration}<rss version="0.91"><channel><title>Bay</title>
    <item><title><![CDATA[Quay & mole]]></title><link>https://a.example/1</link></item>
    <item><title><![CDATA[Ferry]]></title><link>https://a.example/2</link></item></channel></rss>"""
    reading = read_feed(feed.encode(), "https://a.example/feed")
    assert [(link.url, link.title) for link in reading.links] == [
        ("https://a.example/1", "Quay & mole"),
        ("https://a.example/2", "Ferry"),
    ]


def test_what_an_entry_says_of_its_article_is_told() -> None:
    """RSS with its modules, and Atom; a picture's words are not the article's."""
    rss = b"""<rss version="2.0" xmlns:content="c" xmlns:dc="d" xmlns:media="m"><channel><title>Bay</title>
    <language>de-DE</language><item><title>One</title><link>https://bay.example/1</link>
    <guid isPermaLink="false">bay-1</guid><dc:creator><![CDATA[Ada Roe]]></dc:creator>
    <category><![CDATA[Quay & pier]]></category><category>Ferry</category>
    <description>&lt;p&gt;Short.&lt;/p&gt;</description>
    <content:encoded><![CDATA[<p>Long.</p>]]></content:encoded>
    <media:content url="https://bay.example/a.jpg?x=1&amp;y=2" medium="image">
    <media:description>A picture</media:description></media:content></item></channel></rss>"""
    [link] = read_feed(rss, "https://bay.example/feed").links
    assert link.told == ListedFacts(
        title="One",
        authors=("Ada Roe",),
        categories=("Quay & pier", "Ferry"),
        guid="bay-1",
        language="de-DE",
        summary="Short.",
        content="<p>Long.</p>",
        image="https://bay.example/a.jpg?x=1&y=2",
    )
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Two</title><id>tag:2</id>
    <link href="https://bay.example/2"/><updated>2026-03-03T09:00:00Z</updated>
    <author><name>Bo Lind</name></author><author><name>Cy Dent</name></author>
    <category term="pier" label="The pier"/><content type="xhtml"><div><p>A &amp; b</p></div></content>
    </entry></feed>"""
    [link] = read_feed(atom, "https://bay.example/atom").links
    assert link.told == ListedFacts(
        title="Two",
        changed_at="2026-03-03T09:00:00+00:00",
        authors=("Bo Lind", "Cy Dent"),
        categories=("pier",),
        guid="tag:2",
        content="<div><p>A &amp; b</p></div>",
    )


@pytest.mark.parametrize(
    ("author", "uniform"), [("Lantern Bay", ("authors",)), ("LANTERN BAY", ("authors",)), ("Ada Roe", ())]
)
def test_an_author_that_is_the_feed_itself_tells_nothing_of_the_article(
    author: str, uniform: tuple[str, ...]
) -> None:
    item = f"<item><title>Ferry</title><link>https://h.example/1</link><author>{author}</author></item>"
    feed = f'<rss version="2.0"><channel><title>Lantern Bay – News</title>{item}</channel></rss>'
    told = documents.testifying_links(read_feed(feed.encode(), "https://h.example/feed").links)[0].told
    assert told is not None
    assert (told.authors, told.uniform) == ((author,), uniform)
