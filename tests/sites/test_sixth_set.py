"""The sixth set is sound: lists tell the articles, and a reader in a browser comes to all of them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.sites.feedless import fifth_set_sites, sixth_set_sites
from tests.sites.feedless.simulated import Asked
from tests.sites.site_readers import (
    ENOUGH,
    EVERY_SITE,
    Screen,
    articles_seen,
    browser_of,
    pressed,
    scrolled,
    text_of,
    turned,
    walked,
)

SITES = sixth_set_sites()
EVERY = pytest.mark.parametrize("name", [*SITES])


def test_there_are_twenty_of_six_kinds() -> None:
    kinds = [site.family for site in SITES.values()]
    assert len(SITES) == 20
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "html": 8,
        "state": 4,
        "json": 3,
        "jsonp": 1,
        "cursor": 2,
        "post": 2,
    }
    assert len({site.language for site in SITES.values()}) >= 10
    assert not SITES.keys() & fifth_set_sites().keys()


@EVERY
def test_each_article_of_the_sixth_set_is_listed_once_it_is_asked_for(name: str) -> None:
    site = SITES[name]
    assert 25 <= len(site.articles) == len(site.truth) == len(site.stories) <= 50
    for url, story in site.truth.items():
        answer = site.reply(Asked(url))
        text = text_of(site, answer)
        assert answer.status == 200
        assert re.search(f"<h1[^>]*>{re.escape(story.title)}</h1>", text)
        assert all(paragraph in text for paragraph in story.paragraphs)
    told: set[str] = set()
    for asked in site.lists:
        answer = site.reply(asked)
        text = text_of(site, answer)
        titles = {story.title for story in site.stories if story.title in text}
        assert answer.status == 200
        assert titles - told, asked
        told |= titles
    assert told == {story.title for story in site.stories}


@EVERY
def test_links_of_the_sixth_set_lead_somewhere(name: str) -> None:
    site = SITES[name]
    seen = walked(site)
    assert len(seen) < ENOUGH
    assert not [url for url in seen if site.reply(Asked(url)).status != 200]
    if site.family == "html":
        assert seen >= site.articles
    else:
        assert not seen >= site.articles
    assert site.traps
    for path in ("/feed/", "/rss.xml", "/sitemap.xml", "/atom.xml", "/no/such/page"):
        assert site.reply(Asked(site.full(path))).status == 404


READERS: dict[str, Callable[[Screen], None]] = {
    "karaca": turned("/gundem", ".sayfalar a"),
    "madhuban": pressed("/", "astro-island button"),
    "sabinar": turned("/ultimas/", ".paginador a"),
    "lanxi": turned("/list", ".pager a"),
    "rimba": pressed("/", ".lagi"),
    "nakhla": turned("/ar/media/news", "#newsPager a"),
    "fenwick": pressed("/stories", "#older"),
    "polyana": pressed("/", "#eshe"),
    "marisma": scrolled("/noticias"),
    "bachmai": scrolled("/"),
    "doruk": turned("/arsiv", "#numaralar a"),
    "hanok": pressed("/Board/News.aspx", "#btnMore"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browser_of(SITES) as opened:
        yield opened


def test_each_scripted_site_of_the_sixth_set_has_a_reader() -> None:
    assert READERS.keys() == {name for name, site in SITES.items() if site.family != "html"}


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.skipif(
    not os.environ.get(EVERY_SITE), reason=f"{EVERY_SITE}=1: sites change with their files only"
)
@pytest.mark.parametrize("name", [*READERS])
def test_a_reader_comes_to_every_article_of_the_sixth_set(name: str, browser: Browser) -> None:
    assert articles_seen(browser, SITES[name], READERS[name]) == {*SITES[name].truth}
