"""The eighth set is sound: lists tell the articles, and a reader in a browser comes to all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.sites.feedless import eighth_set_sites, fifth_set_sites, seventh_set_sites, sixth_set_sites
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

SITES = eighth_set_sites()
EVERY = pytest.mark.parametrize("name", [*SITES])


def test_there_are_thirty_five_of_six_kinds() -> None:
    kinds = [site.family for site in SITES.values()]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "html": 11,
        "json": 7,
        "state": 7,
        "jsonp": 2,
        "cursor": 4,
        "post": 4,
    }
    assert 1300 <= sum(len(site.articles) for site in SITES.values()) <= 1700
    assert len({site.language for site in SITES.values()}) >= 18
    earlier = fifth_set_sites().keys() | sixth_set_sites().keys() | seventh_set_sites().keys()
    assert not SITES.keys() & earlier


@EVERY
def test_each_article_of_the_eighth_set_is_listed_once_it_is_asked_for(name: str) -> None:
    site = SITES[name]
    assert 30 <= len(site.articles) == len(site.truth) == len(site.stories) <= 60
    check_lists(site)


@EVERY
def test_links_of_the_eighth_set_lead_somewhere(name: str) -> None:
    check_links(SITES[name])


READERS: dict[str, Callable[[Screen], None]] = {
    "borgolaghi": each(pressed, ("/tag/cronaca/", "/tag/ambiente/", "/tag/economia/"), ".gh-loadmore"),
    "brachfeld": each(pressed, ("/ressort/stadt", "/ressort/kreis"), "#weiter"),
    "kalamitsi": each(pressed, ("/dimos/", "/oikonomia/"), "#more"),
    "fuentelarga": each(pressed, ("/seccion/LOCAL", "/seccion/DEPORTES", "/seccion/CULTURA"), ".mas"),
    "montreval": each(pressed, ("/rubrique/politique", "/rubrique/transports"), ".plus"),
    "izvoarele": each(pressed, ("/rubrica/comunitate", "/rubrica/scoala"), ".inca"),
    "denbyborough": pressed("/news/", ".js-more"),
    "zelenyiyar": each(turned, ("/rubryka/gromada", "/rubryka/osvita"), ".pages a"),
    "portlinden": each(pressed, ("/topics/harbour", "/topics/council"), ".pager a"),
    "shirahama": pressed("/news/", ".more"),
    "akwaaba": each(pressed, ("/category/nation", "/category/markets", "/category/football"), ".load-more"),
    "kaltenau": turned("/nachrichten/", ".pager a"),
    "fenglin": each(pressed, ("/shizheng/", "/shehui/", "/caijing/"), ".loadmore"),
    "brzozowo": each(turned, ("/dzial/wiadomosci", "/dzial/sport"), ".strony button"),
    "nanwan": each(pressed, ("/politics/index.htm", "/local/index.htm"), ".more"),
    "yunling": each(pressed, ("/local/", "/society/"), ".more"),
    "kayapinar": each(scrolled, ("/kategori/guncel", "/kategori/spor")),
    "eunsan": each(scrolled, ("/society", "/culture")),
    "saltmarsh": scrolled("/stories"),
    "tikhaya": scrolled("/news"),
    "kotabaru": each(pressed, ("/category/daerah/", "/category/ekonomi/"), ".jeg_block_loadmore a"),
    "langven": scrolled("/"),
    "montebelo": each(pressed, ("/cidade/", "/esporte/"), "#mais"),
    "nongsai": each(pressed, ("/News.aspx", "/Activity.aspx"), "#btnMore"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browser_of(SITES) as opened:
        yield opened


def test_each_scripted_site_of_the_eighth_set_has_a_reader() -> None:
    assert READERS.keys() == {name for name, site in SITES.items() if site.family != "html"}


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.skipif(
    not os.environ.get(EVERY_SITE), reason=f"{EVERY_SITE}=1: sites change with their files only"
)
@pytest.mark.parametrize("name", [*READERS])
def test_a_reader_comes_to_every_article_of_the_eighth_set(name: str, browser: Browser) -> None:
    assert articles_seen(browser, SITES[name], READERS[name]) == {*SITES[name].truth}
