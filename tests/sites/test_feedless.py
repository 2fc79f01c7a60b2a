"""The bed on which lists without feeds are tested is sound itself."""

from __future__ import annotations

import json
import re
import threading
import urllib.request
from html import unescape
from urllib.parse import unquote, urlsplit

import pytest

from tests.sites.building import Document
from tests.sites.feedless import (
    feedless_sites,
    fourth_set_sites,
    held_out_sites,
    opened_sites,
    third_set_sites,
)
from tests.sites.feedless.__main__ import LOG, FeedlessServer
from tests.sites.feedless.simulated import Asked, Feedless

FORTY, HELD_OUT, THIRD = feedless_sites(), held_out_sites(), third_set_sites()
SITES = FORTY | HELD_OUT | THIRD
FOURTH = fourth_set_sites() | opened_sites()  # test_seen_in_chromium holds what its lists tell
ALL = SITES | FOURTH
EVERY = pytest.mark.parametrize("name", [*SITES])
EVERY_ONE = pytest.mark.parametrize("name", [*ALL])
SHARED = 5  # articles of a site that may have one sentence; each sentence has its own numbers and names
PAGE = re.compile(
    r"((?:[?&\[]|^)(?:page|pageNo|pageIndex|pageindex|startrecord|endrecord|start|offset|p|after)\]?=|"
    r'pageNum": |"from": |hitsPerPage=\d+&page=)\d+'
)


def text_of(site: Feedless, document: Document) -> str:
    """Return a document's text with the escapes of JSON, scripts and HTML undone."""
    text = document.body.decode(site.charset if b"charset=utf-8" not in _kind(document) else "utf-8")
    for _twice in range(2):
        text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
        text = unquote(unescape(text)).replace('\\"', '"')
    return re.sub(r'"\]\)</script><script>self\.__next_f\.push\(\[1,"', "", text)


def _kind(document: Document) -> bytes:
    return document.content_type.lower().encode()


def test_there_are_forty_of_seven_families() -> None:
    families = [site.family for site in FORTY.values()]
    assert len(FORTY) == 40
    assert len(HELD_OUT) == 12
    assert len(THIRD) == 12
    assert len(FOURTH) == 19
    assert len(ALL) == 83
    assert {*families} == {"html", "json", "software", "jsonp", "state", "scroll", "post"}
    assert min(map(families.count, families)) >= 4


def test_no_address_is_of_two_sites() -> None:
    hosts = [
        {urlsplit(url).netloc for url in (*site.documents, *site.routes, *site.truth)}
        for site in ALL.values()
    ]
    assert sum(map(len, hosts)) == len(set.union(*hosts))


@EVERY_ONE
def test_each_article_is_there_and_says_what_the_list_says(name: str) -> None:
    site = ALL[name]
    assert 20 <= len(site.articles) == len(site.truth) == len(site.stories) <= 60
    for url, story in site.truth.items():
        answer = site.reply(Asked(url))
        text = text_of(site, answer)
        assert answer.status == 200
        assert f"<h1>{story.title}</h1>" in text
        assert all(paragraph in text for paragraph in story.paragraphs)
        assert len(re.findall(r"[.!?。！？।]”?", " ".join(story.paragraphs))) >= 4
    titles = [story.title for story in site.stories]
    assert len({*titles}) == len(titles)


@EVERY
def test_a_perfect_reader_is_told_every_title(name: str) -> None:
    site = SITES[name]
    answers = [site.reply(asked) for asked in site.lists]
    assert {answer.status for answer in answers} == {200}
    told = "".join(text_of(site, answer) for answer in answers)
    missing = [story.title for story in site.stories if story.title not in told]
    assert not missing


@EVERY
def test_each_page_of_a_list_tells_something_new(name: str) -> None:
    site = SITES[name]
    seen: set[str] = set()
    for asked in site.lists:
        text = text_of(site, site.reply(asked))
        titles = {story.title for story in site.stories if story.title in text}
        assert titles - seen, asked.url
        seen |= titles


@EVERY
def test_what_is_said_to_be_json_is_json(name: str) -> None:
    site = SITES[name]
    for document in (*(site.reply(asked) for asked in site.lists), *site.documents.values()):
        if b"json" in _kind(document):
            json.loads(document.body)
        elif b"javascript" in _kind(document):
            with pytest.raises(ValueError, match=r"Expecting|Extra"):
                json.loads(document.body.decode(site.charset))


@EVERY
def test_only_lists_lead_to_the_articles(name: str) -> None:
    site = SITES[name]
    lists = {asked.url for asked in site.lists} | {site.home}
    pages = {url: document for url, document in site.documents.items() if url not in lists}
    allowed = site.family == "html" or name in {"nextpages", "gatsby"}
    for url, document in pages.items():
        if "html" in document.content_type and not allowed:
            text = text_of(site, document)
            others = [path for path in map(site.path, site.stories) if f"'{path}'" in text]
            assert not [path for path in others if site.full(path) != url]


@EVERY_ONE
def test_there_is_neither_feed_nor_sitemap(name: str) -> None:
    site = ALL[name]
    home = site.reply(Asked(site.home))
    assert home.status == 200
    assert b"application/rss" not in home.body
    assert b"application/atom" not in home.body
    for path in (
        "/feed",
        "/feed/",
        "/rss.xml",
        "/atom.xml",
        "/sitemap.xml",
        "/no/such/page.html",
        "/index.xml",
    ):
        assert site.reply(Asked(site.full(path))).status == 404
    robots = site.reply(Asked(site.full("/robots.txt")))
    assert robots.body.startswith(b"User-agent")
    assert b"sitemap" not in robots.body.lower()


@EVERY
def test_paging_ends_or_is_marked_endless(name: str) -> None:
    site = SITES[name]
    for asked in site.lists:
        url, body = (PAGE.sub(r"\g<1>9000", text) for text in (asked.url, asked.body))
        beyond = Asked(url, asked.method, body, asked.content_type)
        if (beyond.url, beyond.body) != (asked.url, asked.body):
            text = text_of(site, site.reply(beyond))
            assert any(story.title in text for story in site.stories) == site.endless_paging


def test_interfaces_of_lists_want_the_method_they_are_made_for() -> None:
    posted = [(site, asked) for site in SITES.values() for asked in site.lists if asked.method == "POST"]
    assert len({site.name for site, _asked in posted}) == 8
    for site, asked in posted:
        told = text_of(site, site.reply(Asked(asked.url)))
        assert not any(story.title in told for story in site.stories)
        assert site.reply(Asked(asked.url, "POST")).body != site.reply(asked).body


@EVERY
def test_what_a_list_tells_leads_to_the_address(name: str) -> None:
    """It has the path itself, or the last number or name in it, of which a script makes the path."""
    site = SITES[name]
    told = "".join(text_of(site, site.reply(asked)) for asked in site.lists)
    for url, story in site.truth.items():
        path = site.path(story).strip("/")
        tail = (urlsplit(url).query.rpartition("=")[2] or path.rpartition("/")[2]).partition(".")[0]
        last = re.split("[-_]", tail)[-1]
        parts = {path, tail, last, path.split("/")[1] if "/" in path else path}
        assert any(part in told for part in parts if len(part) > 3), url


def test_articles_of_a_site_share_no_text() -> None:
    for site in ALL.values():
        paragraphs = [paragraph for story in site.stories for paragraph in story.paragraphs]
        assert max(map(paragraphs.count, paragraphs)) <= SHARED


def test_the_server_answers_as_the_site_does_and_keeps_a_log() -> None:
    site = FORTY["postform"]
    asked = site.lists[1]
    with FeedlessServer({site.name: site}) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        proxy = urllib.request.ProxyHandler({"http": f"http://127.0.0.1:{server.server_port}"})
        opener = urllib.request.build_opener(proxy)
        posted = urllib.request.Request(asked.url, asked.body.encode(), {"Content-Type": asked.content_type})
        assert opener.open(posted).read() == site.reply(asked).body
        article = next(iter(site.truth))
        assert opener.open(article).read() == site.reply(Asked(article)).body
        log = json.load(opener.open(LOG + site.name))
        server.shutdown()
    told = [(request["method"], request["url"], request["body"], request["status"]) for request in log]
    assert told == [("POST", asked.url, asked.body, "200"), ("GET", article, "", "200")]
