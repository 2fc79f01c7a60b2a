"""The fifth set is sound: lists tell the articles, and a reader in a browser comes to all of them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.sites.feedless import fifth_set_sites
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

SITES = fifth_set_sites()
EVERY = pytest.mark.parametrize("name", [*SITES])


def test_there_are_forty_of_six_kinds() -> None:
    kinds = [site.family for site in SITES.values()]
    assert len(SITES) == 40
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "html": 14,
        "state": 8,
        "json": 6,
        "jsonp": 3,
        "cursor": 5,
        "post": 4,
    }
    assert len({site.language for site in SITES.values()}) >= 14


@EVERY
def test_each_article_is_there_and_each_list_tells_more(name: str) -> None:
    site = SITES[name]
    assert 25 <= len(site.articles) == len(site.truth) == len(site.stories) <= 60
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
def test_plain_links_lead_somewhere_and_to_every_page_of_plain_lists(name: str) -> None:
    site = SITES[name]
    seen = walked(site)
    assert len(seen) < ENOUGH
    assert not [url for url in seen if site.reply(Asked(url)).status != 200]
    if site.family == "html" and name != "linjiang":  # its pager is written by a script
        assert seen >= site.articles
    assert site.traps
    for path in ("/feed/", "/rss.xml", "/sitemap.xml", "/atom.xml", "/no/such/page"):
        assert site.reply(Asked(site.full(path))).status == 404


def county(screen: Screen) -> None:
    for path in ("/xwzx/zwyw/", "/xwzx/bmdt/"):
        turned(path, ".page a")(screen)


READERS: dict[str, Callable[[Screen], None]] = {
    "linjiang": county,
    "meridian": pressed("/", ".LoadMore_button__k2"),
    "qingshui": turned("/news", ".pages a"),
    "berega": turned("/", "a.pagination__link"),
    "elbtal": pressed("/", ".mehr"),
    "ribera": pressed("/articulos", "a[rel=next]"),
    "kenkai": pressed("/", "app-list + button"),
    "muara": turned("/berita", "a.page"),
    "ondes": pressed("/", "#plus"),
    "commonwell": pressed("/", ".post-grid__more"),
    "nordkanal": pressed("/meldungen", "#weitere"),
    "yesilova": turned("/haberler", "#sayfalama a"),
    "taihe": pressed("/col/col1229/index.html", "#xyy"),
    "sonbagh": pressed("/", ".load-more"),
    "montecal": pressed("/noticias/", "#mas"),
    "haidong": turned("/roll/", "#pagebox a"),
    "zhongtai": scrolled("/news/"),
    "onsen": scrolled("/"),
    "portside": scrolled("/"),
    "weinberg": scrolled("/neuigkeiten/"),
    "lagoa": pressed("/ultimas", "#carregar"),
    "eunhang": scrolled("/article/list"),
    "cotrang": pressed("/xa-hoi.htm", ".view-more"),
    "montero": pressed("/", ".td_ajax_load_more"),
    "yunshan": scrolled("/channel/101"),
    "hamel": pressed("/actualites", ".voir-plus"),
    "marsa": pressed("/News/Index", "#btnLoadMore"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browser_of(SITES) as opened:
        yield opened


def test_each_site_with_scripts_has_a_reader() -> None:
    assert READERS.keys() >= {name for name, site in SITES.items() if site.family != "html"}


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.skipif(
    not os.environ.get(EVERY_SITE), reason=f"{EVERY_SITE}=1: sites change with their files only"
)
@pytest.mark.parametrize("name", [*READERS])
def test_a_reader_comes_to_every_article_of_the_fifth_set(name: str, browser: Browser) -> None:
    assert articles_seen(browser, SITES[name], READERS[name]) == {*SITES[name].truth}
