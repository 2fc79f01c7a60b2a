"""Held-out sites work: in a real Chromium, a reader who scrolls and clicks comes to every article."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.sites.feedless import fourth_set_sites, opened_sites, third_set_sites
from tests.sites.site_readers import EVERY_SITE, Screen, articles_seen, browser_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

SITES = third_set_sites() | fourth_set_sites() | opened_sites()


def electronic_paper(screen: Screen) -> None:
    screen.open("/")
    screen.page.wait_for_url("**/node_1.htm")
    while True:
        first = screen.page.url
        screen.wait()
        for href in screen.page.eval_on_selector_all("a#pageLink", "all => all.map(one => one.href)"):
            screen.open(href)
        screen.open(first)
        if not screen.page.locator("a.preart").count():
            return
        screen.page.locator("a.preart").click()


def korean_county(screen: Screen) -> None:
    screen.open("/")
    screen.page.locator(".nav a").first.click()
    for number in range(1, 5):
        screen.page.locator(".paging a").nth(number - 1).click()
        screen.page.wait_for_url(f"**pageIndex={number}&**")
        screen.visit("td.subject a")


def monthly_tables(screen: Screen) -> None:
    screen.open("/")
    screen.page.locator(".nav a").first.click()
    screen.wait()
    screen.choose("select")


def hidden_links(screen: Screen) -> None:
    screen.open("/")
    screen.page.locator(".nav a").first.click()
    for number in range(4):
        screen.page.locator(".pagination__item").nth(number).click()
        screen.page.wait_for_url(f"**/page-{number + 1}.html" if number else "**/actualite/")
        screen.look()
        screen.visit("h2 .js-obf")


def xml_files(screen: Screen) -> None:
    for page in ("/", "/news/", "/news/archive.html"):
        screen.open(page)
        screen.wait()


def remix(screen: Screen) -> None:
    screen.open("/")
    screen.press("button[name=seite]")


def scrolled(screen: Screen) -> None:
    screen.open("/")
    screen.scroll()


def start_time(screen: Screen) -> None:
    screen.open("/")
    screen.page.locator(".nav a").first.click()
    screen.scroll()


def admin_ajax(screen: Screen) -> None:
    screen.open("/")
    screen.press(".loadmore")


def data_sources(screen: Screen) -> None:
    for at in (0, 1):
        screen.open("/")
        screen.page.locator(".nav a").nth(at).click()
        screen.press("#more")


def alder(screen: Screen) -> None:
    screen.open("/hemeroteca/")
    while True:
        month = screen.page.url
        for href in screen.page.eval_on_selector_all("td a", "all => all.map(one => one.href)"):
            screen.open(href)
        screen.open(month)
        if not screen.page.locator("a.ant").count():
            return
        screen.page.locator("a.ant").click()


def birch(screen: Screen) -> None:
    screen.open("/")
    screen.page.locator(".nav a").first.click()
    screen.press(".show-more")


def cedar(screen: Screen) -> None:
    for section in range(3):
        screen.open("/")
        screen.page.locator(".nav a").nth(section).click()
        for number in range(3):
            screen.page.locator(".pagination a").nth(number).click()
            screen.wait()


def hazel(screen: Screen) -> None:
    screen.open("/")
    screen.page.locator("iframe.lz").scroll_into_view_if_needed()
    screen.wait()
    older = screen.page.frame_locator("iframe.lz").locator("a.w")
    screen.repeat(lambda: older.click() if older.count() else None)


def elder(screen: Screen) -> None:
    screen.open("/")
    screen.page.locator(".nav a").first.click()
    screen.press("#plus")


def fir(screen: Screen) -> None:
    screen.open("/")
    screen.page.wait_for_selector("#tsuki option", state="attached")
    screen.choose("#tsuki")


def iris(screen: Screen) -> None:
    screen.open("/")
    screen.page.locator(".nav a").first.click()
    screen.press(".next")


def juniper(screen: Screen) -> None:
    screen.open("/")
    screen.press(".d_more")
    screen.page.locator(".d_tabs span").nth(1).click()
    screen.press(".d_more")


def maple(screen: Screen) -> None:
    screen.open("/")
    screen.page.locator(".nav a").first.click()
    for number in (2, 3, 4):
        screen.wait()
        screen.page.get_by_role("link", name=str(number), exact=True).click()
    screen.wait()


def quince(screen: Screen) -> None:
    screen.open("/")
    screen.page.locator(".nav a").first.click()
    for number in (2, 3, 4):
        screen.wait()
        screen.page.locator(".turn").get_by_text(str(number)).click()
        screen.page.wait_for_selector(f".turn span:text-is('{number}')")
    screen.wait()


def rowan(screen: Screen) -> None:
    screen.open("/")
    screen.page.locator(".nav a").first.click()
    screen.press("a.nx")


def pressed(control: str) -> Callable[[Screen], None]:
    """Return who opens the home page and presses its control to the end."""

    def read(screen: Screen) -> None:
        screen.open("/")
        screen.press(control)

    return read


READERS: dict[str, Callable[[Screen], None]] = {
    "epaper": electronic_paper,
    "egov": korean_county,
    "months": monthly_tables,
    "hidden": hidden_links,
    "tvxml": xml_files,
    "remix": remix,
    "fusion": scrolled,
    "persisted": scrolled,
    "starttime": start_time,
    "pathparts": scrolled,
    "adminajax": admin_ajax,
    "datasource": data_sources,
    "alder": alder,
    "birch": birch,
    "cedar": cedar,
    "hazel": hazel,
    "gorse": scrolled,
    "iris": iris,
    "dogwood": pressed("#mo"),
    "elder": elder,
    "fir": fir,
    "juniper": juniper,
    "larch": scrolled,
    "maple": maple,
    "nettle": pressed("rio-noticias button"),
    "oak": scrolled,
    "poplar": pressed("main button, [wire\\:id] button"),
    "quince": quince,
    "rowan": rowan,
    "sorrel": scrolled,
    "tansy": pressed("#back"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browser_of(SITES) as opened:
        yield opened


# What is left out here is read by whoever changes a site.
@pytest.mark.parametrize("name", [*SITES] if os.environ.get(EVERY_SITE) else [*SITES][:: len(SITES) // 4])
def test_a_reader_comes_to_every_article(name: str, browser: Browser) -> None:
    assert articles_seen(browser, SITES[name], READERS[name]) == {*SITES[name].truth}
