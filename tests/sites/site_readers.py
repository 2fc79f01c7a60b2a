"""Reads simulated sites as a person does: by plain links, or in a real Chromium by scroll and click."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import unescape
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, Route, sync_playwright

from newsarchive.browser.chromium import find_chromium
from newsarchive.environment import CHROMIUM
from tests.sites.building import Document
from tests.sites.feedless.__main__ import FeedlessServer
from tests.sites.feedless.simulated import Asked, Feedless

# Sites change with their own files only, and all of them take a minute and a half of processor time: the
# suite reads a few, whoever changes one reads all, with this in the environment.
EVERY_SITE = "EVERY_FEEDLESS_SITE"

HREF = re.compile(r"<a\b[^>]*?\shref=['\"]([^'\"]+)")
ENOUGH = 400  # pages of a site; a walk through the largest has less than half of it
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


@contextmanager
def browser_of(sites: Mapping[str, Feedless]) -> Iterator[Browser]:
    """Give a Chromium in which the sites stand at their addresses; skips the test where there is none."""
    chromium = find_chromium(CHROMIUM.given())
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    with FeedlessServer(sites) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        started = playwright.chromium.launch(
            executable_path=chromium,
            chromium_sandbox=os.geteuid() != 0,
            proxy={"server": f"http://127.0.0.1:{server.server_port}"},
            args=["--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield started
        started.close()
        server.shutdown()


def articles_seen(browser: Browser, site: Feedless, read: Callable[[Screen], None]) -> set[str]:
    """Return the articles that a reader comes to; a script that fails fails the test."""
    context = browser.new_context()
    page = context.new_page()
    page.route(re.compile(r"\.(jpg|png|gif|ico|webp|mp4)$"), lambda route: route.abort())
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    screen = Screen(page, site)
    read(screen)
    context.close()
    assert not troubles
    return screen.seen


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


def each(
    reader: Callable[..., Callable[[Screen], None]], paths: Sequence[str], *control: str
) -> Callable[[Screen], None]:
    """Read several lists of a site in one way, one after the other."""

    def read(screen: Screen) -> None:
        for path in paths:
            reader(path, *control)(screen)

    return read


def text_of(site: Feedless, document: Document) -> str:
    """Return a document's text without the escapes of addresses, HTML and JSON."""
    kind = document.content_type.lower()
    text = document.body.decode("utf-8" if "utf-8" in kind or "json" in kind else site.charset)
    text = re.sub(r'"\]\)</script><script>self\.__next_f\.push\(\[1,\s*"', "", text)
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda escape: chr(int(escape[1], 16)), text)
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


def check_kinds(sites: Iterable[Feedless], kinds: dict[str, int], languages: int) -> None:
    """Assert that a set has so many sites of each family, in at least so many languages."""
    told = [*sites]
    families = [site.family for site in told]
    assert {family: families.count(family) for family in families} == kinds
    assert len({site.language for site in told}) >= languages


def check_articles(site: Feedless, headline: str = "<h1[^>]*>{title}</h1>") -> None:
    """Assert that each article is a page with its text; `headline` says how its title stands there."""
    for url, story in site.truth.items():
        answer = site.reply(Asked(url))
        text = text_of(site, answer)
        assert answer.status == 200
        assert re.search(headline.format(title=re.escape(story.title)), text), url
        assert all(paragraph in text for paragraph in story.paragraphs), url


def check_told(site: Feedless) -> None:
    """Assert that each list of a perfect reader tells some new articles, and all of them every one."""
    told: set[str] = set()
    for asked in site.lists:
        answer = site.reply(asked)
        text = text_of(site, answer)
        titles = {story.title for story in site.stories if story.title in text}
        assert answer.status == 200
        assert titles - told, asked
        told |= titles
    assert told == {story.title for story in site.stories}


def check_lists(site: Feedless) -> None:
    """Assert that each article is a page with its text, and that each list tells some that are new."""
    check_articles(site)
    check_told(site)


def check_links(site: Feedless, *, plain: bool | None = None) -> None:
    """Assert that plain links lead somewhere, and that there is no feed.

    They lead to each article in lists of HTML, or where `plain` says so, and nowhere else.
    """
    seen = walked(site)
    assert len(seen) < ENOUGH
    assert not [url for url in seen if site.reply(Asked(url)).status != 200]
    if site.family == "html" if plain is None else plain:
        assert seen >= site.articles
    else:
        assert not seen >= site.articles
    assert site.traps
    for path in ("/feed/", "/rss.xml", "/sitemap.xml", "/atom.xml", "/no/such/page"):
        assert site.reply(Asked(site.full(path))).status == 404
