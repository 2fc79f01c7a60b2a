"""The ninth set is sound: lists tell the articles, and a reader in a browser comes to all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.sites.feedless import (
    eighth_set_sites,
    fifth_set_sites,
    ninth_set_sites,
    seventh_set_sites,
    sixth_set_sites,
)
from tests.sites.feedless.__main__ import FeedlessServer
from tests.sites.site_readers import (
    EVERY_SITE,
    Screen,
    articles_seen,
    browser_of,
    check_articles,
    check_kinds,
    check_links,
    check_told,
    each,
    pressed,
    scrolled,
    turned,
)

SITES = ninth_set_sites()
EVERY = pytest.mark.parametrize("name", [*SITES])
# Old systems have no heading of the first degree: a headline stands alone in some element.
HEADLINE = r">\s*{title}\s*<"
# A static list whose pager a script writes: its first page has plain links, the others none to them.
WRITTEN = {"shuiyunzhou"}


def test_there_are_forty_of_six_kinds() -> None:
    kinds = {"html": 12, "json": 8, "state": 8, "jsonp": 3, "cursor": 5, "post": 4}
    check_kinds(SITES.values(), kinds, languages=24)
    assert 1650 <= sum(len(site.articles) for site in SITES.values()) <= 1850


def test_no_site_of_the_ninth_set_has_a_host_of_another() -> None:
    earlier = {**fifth_set_sites(), **sixth_set_sites(), **seventh_set_sites(), **eighth_set_sites()}
    assert not SITES.keys() & earlier.keys()
    with FeedlessServer({**earlier, **SITES}) as server:
        assert {site.name for site in server.hosts.values()} == earlier.keys() | SITES.keys()


@EVERY
def test_each_article_of_the_ninth_set_is_listed_once_it_is_asked_for(name: str) -> None:
    site = SITES[name]
    assert 38 <= len(site.articles) == len(site.truth) == len(site.stories) <= 50
    check_articles(site, HEADLINE)
    check_told(site)


@EVERY
def test_links_of_the_ninth_set_lead_somewhere(name: str) -> None:
    check_links(SITES[name], plain=False if name in WRITTEN else None)


READERS: dict[str, Callable[[Screen], None]] = {
    "shuiyunzhou": each(pressed, ("/xwzx/szyw/", "/xwzx/xzdt/"), ".page a:has-text('下一页')"),
    "wharfside": pressed("/latest", ".g-more"),
    "olchowo": turned("/wiadomosci", "#strony button"),
    "sanmarcial": each(pressed, ("/local/", "/deportes/"), ".b-results-list__see-more"),
    "anandpur": each(pressed, ("/nagar", "/pradesh"), "#load-more"),
    "cuiting": each(pressed, ("/yaowen/", "/minsheng/"), ".loadmore"),
    "kalliopi": pressed("/SitePages/News.aspx", "#newsWebPart button"),
    "ostrivka": turned("/novyny", "#news-pages a"),
    "portmeadow": pressed("/en/newsroom.html", ".cmp-newslist .cmp-button"),
    "altmarkt": turned("/nachrichten", "[data-pager] a"),
    "valmorel": each(turned, ("/actu/politique", "/actu/societe"), ".pager_pager__u1 a"),
    "rivergate": pressed("/news", "a.older"),
    "morikage": turned("/articles", ".pager a"),
    "feiraalta": turned("/noticias/", ".Noticias-module--pages--3aa a"),
    "haemek": pressed("/news", "button.load-more"),
    "kotasari": each(pressed, ("/kanal/daerah", "/kanal/pendidikan"), "a.next"),
    "stonehythe": pressed("/stories", ".js-more-stories"),
    "qinghewan": turned("/roll/", ".pagebox a"),
    "hwangto": each(pressed, ("/section/society.html", "/section/economy.html"), ".btn_more"),
    "thabarat": pressed("/news.php", "#more"),
    "elbahr": scrolled("/latest"),
    "nordlagan": scrolled("/"),
    "inkwell": scrolled("/latest"),
    "yuntai": each(scrolled, ("/list/alc.aspx", "/list/alf.aspx")),
    "polderblik": scrolled("/artikelen/"),
    "roccaalta": pressed("/notizie/", ".misha_loadmore"),
    "dongjiang": pressed("/col/col1229/index.html", ".default_pgNext"),
    "fortbalsam": each(pressed, ("/rubriques/vallees", "/rubriques/montagne"), ".a-button"),
    "kumbagi": pressed("/Haberler.aspx", "#btnDahaFazla"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browser_of(SITES) as opened:
        yield opened


def test_each_scripted_site_of_the_ninth_set_has_a_reader() -> None:
    assert READERS.keys() == WRITTEN | {name for name, site in SITES.items() if site.family != "html"}


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.skipif(
    not os.environ.get(EVERY_SITE), reason=f"{EVERY_SITE}=1: sites change with their files only"
)
@pytest.mark.parametrize("name", [*READERS])
def test_a_reader_comes_to_every_article_of_the_ninth_set(name: str, browser: Browser) -> None:
    assert articles_seen(browser, SITES[name], READERS[name]) == {*SITES[name].truth}
