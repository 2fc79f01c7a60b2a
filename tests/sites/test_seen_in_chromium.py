"""Held-out sites work: in a real Chromium, a reader who scrolls and clicks comes to every article."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, Route, sync_playwright

from newsarchive.browser.chromium import find_chromium
from newsarchive.environment import CHROMIUM
from tests.sites.feedless import fourth_set_sites, opened_sites, third_set_sites
from tests.sites.feedless.__main__ import FeedlessServer
from tests.sites.feedless.simulated import Feedless

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

SITES = third_set_sites() | fourth_set_sites() | opened_sites()
PATIENCE = 120.0  # seconds for one site: alone, none takes five
LINKS = """() => {
  const told = [], look = root => {
    root.querySelectorAll('a[href], area[href]').forEach(a => told.push(a.href));
    root.querySelectorAll('*').forEach(e => e.shadowRoot && look(e.shadowRoot));
  };
  look(document);
  return told;
}"""


class Screen:
    """A reader before a page; `seen` are the articles that links lead to, or that a click came to."""

    def __init__(self, page: Page, site: Feedless) -> None:
        self.page, self.site = page, site
        self.seen: set[str] = set()
        self.until = time.monotonic() + PATIENCE

    def open(self, url: str) -> None:
        """Go to a page of the site."""
        self.page.goto(self.site.full(url) if url.startswith("/") else url)
        self.look()

    def look(self) -> bool:
        """Note which articles can be reached; say whether there are new ones."""
        before = len(self.seen)
        for frame in self.page.frames:
            try:
                self.seen |= {url.partition("#")[0] for url in frame.evaluate(LINKS)} & {*self.site.truth}
            except Error:  # the page moves on
                continue
        return len(self.seen) > before

    def wait(self) -> bool:
        """Wait until there is something new, or the page is at rest."""
        for _ in range(60):
            if self.look():
                return True
            if self.done or time.monotonic() > self.until:
                return False
            self.page.wait_for_timeout(50)
        return False

    @property
    def done(self) -> bool:
        return len(self.seen) == len(self.site.truth)

    def repeat(self, act: Callable[[], Any]) -> None:
        """Do the same again, as long as it brings anything."""
        self.wait()
        while not self.done and time.monotonic() < self.until:
            act()
            if not self.wait():
                break

    def scroll(self) -> None:
        """Scroll to the end, again and again."""
        self.repeat(lambda: self.page.mouse.wheel(0, 30000))

    def press(self, control: str) -> None:
        """Click a control as long as it is there and brings anything."""

        def act() -> None:
            found = self.page.locator(control).first
            if found.is_visible():
                found.click()

        self.repeat(act)

    def choose(self, select: str) -> None:
        """Choose each of the options."""
        values = self.page.eval_on_selector_all(f"{select} option", "all => all.map(one => one.value)")
        for value in filter(None, values):
            self.page.select_option(select, value)
            self.wait()

    def visit(self, control: str) -> None:
        """Click each of the rows that scripts follow; where they lead to is noted, and not opened."""

        def stay(route: Route) -> None:
            self.seen.add(route.request.url)
            route.fulfill(status=204)

        self.page.route(lambda url: url in self.site.truth, stay)
        for row in self.page.query_selector_all(control):
            with self.page.expect_request(lambda request: request.url in self.site.truth):
                row.click()


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


# Sites change with their own files only, and all of them take a minute and a half of processor time: the
# suite reads a few, whoever changes one reads all, with this in the environment.
EVERY_SITE = "EVERY_FEEDLESS_SITE"


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


@pytest.mark.parametrize("name", [*SITES] if os.environ.get(EVERY_SITE) else [*SITES][:: len(SITES) // 4])
def test_a_reader_comes_to_every_article(name: str, browser: Browser) -> None:
    site = SITES[name]
    context = browser.new_context()
    page = context.new_page()
    page.route(lambda url: url.endswith((".jpg", ".gif", ".ico")), lambda route: route.abort())
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    screen = Screen(page, site)
    READERS[name](screen)
    context.close()
    assert not troubles
    assert screen.seen == {*site.truth}
