"""The seventh set is sound: lists tell the articles, and a reader in a browser comes to all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.sites.feedless import fifth_set_sites, seventh_set_sites, sixth_set_sites
from tests.sites.site_readers import (
    EVERY_SITE,
    Screen,
    articles_seen,
    browser_of,
    check_links,
    check_lists,
    each,
    pressed,
    scrolled,
    turned,
)

SITES = seventh_set_sites()
EVERY = pytest.mark.parametrize("name", [*SITES])


def test_there_are_forty_of_six_kinds() -> None:
    kinds = [site.family for site in SITES.values()]
    assert len(SITES) == 40
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "html": 12,
        "json": 8,
        "state": 8,
        "jsonp": 3,
        "cursor": 5,
        "post": 4,
    }
    assert 1400 <= sum(len(site.articles) for site in SITES.values()) <= 1900
    assert len({site.language for site in SITES.values()}) >= 15
    assert not SITES.keys() & (fifth_set_sites().keys() | sixth_set_sites().keys())


@EVERY
def test_each_article_of_the_seventh_set_is_listed_once_it_is_asked_for(name: str) -> None:
    site = SITES[name]
    assert 30 <= len(site.articles) == len(site.truth) == len(site.stories) <= 60
    check_lists(site)


@EVERY
def test_links_of_the_seventh_set_lead_somewhere(name: str) -> None:
    check_links(SITES[name])


READERS: dict[str, Callable[[Screen], None]] = {
    "gazetaserrana": each(pressed, ("/cidades/", "/politica/", "/agro/"), ".b-results-list__seemore"),
    "dongtan": turned("/roll/", "#pages a"),
    "nusapos": pressed("/", "#muat"),
    "belmont": pressed("/actualites", ".voir-plus"),
    "jansetu": each(pressed, ("/rajya", "/khel", "/krishi"), "#aur"),
    "kahawai": pressed("/latest", "#older"),
    "alqarya": pressed("/ar/MediaCenter/News/Pages/default.aspx", "#moreNews"),
    "umikaze": turned("/news/", ".js-pager button"),
    "caixun": each(turned, ("/news/cywjh.html", "/news/ccyts.html"), "#pagerNoDiv a"),
    "wangyang": each(pressed, ("/domestic/", "/shehui/"), ".load_more_btn"),
    "hangang": each(pressed, ("/news/politics.html", "/news/society.html", "/news/culture.html"), "#btnMore"),
    "thornby": each(
        pressed, ("/section/town/1", "/section/planning/1", "/section/schools/1"), "a[class^=Pager]"
    ),
    "lagoalta": each(pressed, ("/cronaca", "/cultura", "/economia"), ".altri"),
    "minamihama": each(pressed, ("/categories/local", "/categories/life"), ".pagination_item-next"),
    "wislok": pressed("/aktualnosci", ".dalej"),
    "karasu": each(pressed, ("/kategori/gundem", "/kategori/ekonomi"), ".daha"),
    "valmorin": each(pressed, ("/region/", "/societe/", "/eco/"), ".voir"),
    "jiangwan": each(pressed, ("/channel/shizheng/", "/channel/minsheng/", "/channel/jiaoyu/"), ".more"),
    "konkan": each(pressed, ("/goa", "/ports", "/fisheries"), ".arr--button"),
    "kuaibao": each(scrolled, ("/ch/news_local/", "/ch/news_society/")),
    "puertovivo": scrolled("/ultimas"),
    "songthuong": scrolled("/"),
    "lakeshore": each(scrolled, ("/section/metro", "/section/business", "/section/outdoors")),
    "pasarpagi": scrolled("/berita"),
    "siraj": each(
        pressed, ("/category/politics/", "/category/society/", "/category/culture/"), ".td_ajax_load_more"
    ),
    "currawong": pressed("/just-in", "#more"),
    "kedrovka": pressed("/news", "#eshche"),
    "orme": pressed("/infos", ".pager a"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browser_of(SITES) as opened:
        yield opened


def test_each_scripted_site_of_the_seventh_set_has_a_reader() -> None:
    assert READERS.keys() == {name for name, site in SITES.items() if site.family != "html"}


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.skipif(
    not os.environ.get(EVERY_SITE), reason=f"{EVERY_SITE}=1: sites change with their files only"
)
@pytest.mark.parametrize("name", [*READERS])
def test_a_reader_comes_to_every_article_of_the_seventh_set(name: str, browser: Browser) -> None:
    assert articles_seen(browser, SITES[name], READERS[name]) == {*SITES[name].truth}
