"""The fifth set is sound: lists tell the articles, and a reader in a browser comes to all of them."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

from newsarchive.browser.chromium import find_chromium
from newsarchive.environment import CHROMIUM
from tests.sites.building import Document
from tests.sites.feedless import fifth_set_sites
from tests.sites.feedless.__main__ import FeedlessServer
from tests.sites.feedless.simulated import Asked, Feedless
from tests.sites.test_seen_in_chromium import EVERY_SITE, Screen

SITES = fifth_set_sites()
EVERY = pytest.mark.parametrize("name", [*SITES])
HREF = re.compile(r"<a\b[^>]*?href=['\"]([^'\"]+)")
ENOUGH = 400  # pages of a site; a walk through the largest has less than half of it


def text_of(site: Feedless, document: Document) -> str:
    """Return a document's text without the escapes of addresses, HTML and JSON."""
    kind = document.content_type.lower()
    text = document.body.decode("utf-8" if "utf-8" in kind or "json" in kind else site.charset)
    text = re.sub(r'"\]\)</script><script>self\.__next_f\.push\(\[1,\s*"', "", text)
    return unquote(unescape(unescape(text))).replace('\\"', '"').replace('\\"', '"').replace("\\/", "/")


def walked(site: Feedless) -> set[str]:
    """Return the pages that plain links lead to from the home page, without those that are traps."""
    seen, waiting = {site.home}, [site.home]
    while waiting and len(seen) < ENOUGH:
        page = waiting.pop()
        answer = site.reply(Asked(page))
        if "html" not in answer.content_type:
            continue
        for href in HREF.findall(answer.body.decode(site.charset)):
            url = urljoin(page, unescape(href)).partition("#")[0]
            near = urlsplit(url).netloc == urlsplit(site.home).netloc
            if near and url not in seen and url.partition("?")[0] not in site.traps:
                seen.add(url)
                waiting.append(url)
    return seen


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


def opened(screen: Screen, path: str) -> None:
    """Come to a list from the home page: it is that page, or its first link to it is followed."""
    screen.open("/")
    if path != "/":
        link = next(
            link
            for link in screen.page.query_selector_all("a[href]")
            if urlsplit(urljoin(screen.page.url, link.get_attribute("href") or "")).path == path
        )
        address = urljoin(screen.page.url, link.get_attribute("href") or "")
        screen.open(address)


def scrolled(path: str) -> Callable[[Screen], None]:
    def read(screen: Screen) -> None:
        opened(screen, path)
        screen.scroll()

    return read


def pressed(path: str, control: str) -> Callable[[Screen], None]:
    def read(screen: Screen) -> None:
        opened(screen, path)
        screen.press(control)

    return read


def turned(path: str, control: str) -> Callable[[Screen], None]:
    """Click the numbers below a list, one after the other."""

    def read(screen: Screen) -> None:
        opened(screen, path)
        screen.wait()
        for number in range(2, 7):
            found = screen.page.locator(control).get_by_text(str(number), exact=True)
            if screen.done or not found.count():
                return
            found.first.click()
            screen.wait()

    return read


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
def port() -> Iterator[int]:
    with FeedlessServer(SITES) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture(scope="module")
def browser(port: int) -> Iterator[Browser]:
    chromium = find_chromium(CHROMIUM.given())
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium,
            chromium_sandbox=os.geteuid() != 0,
            proxy={"server": f"http://127.0.0.1:{port}"},
            args=["--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield started
        started.close()


def test_each_site_with_scripts_has_a_reader() -> None:
    assert READERS.keys() >= {name for name, site in SITES.items() if site.family != "html"}


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.skipif(
    not os.environ.get(EVERY_SITE), reason=f"{EVERY_SITE}=1: sites change with their files only"
)
@pytest.mark.parametrize("name", [*READERS])
def test_a_reader_comes_to_every_article_of_the_fifth_set(name: str, browser: Browser) -> None:
    site = SITES[name]
    context = browser.new_context()
    page = context.new_page()
    page.route(re.compile(r"\.(jpg|png|gif|ico|webp|mp4)$"), lambda route: route.abort())
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    screen = Screen(page, site)
    READERS[name](screen)
    context.close()
    assert not troubles
    assert screen.seen == {*site.truth}
