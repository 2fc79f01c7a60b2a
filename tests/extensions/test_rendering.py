"""A source in `auto` is tried a few times, and what came of it is remembered; others are as declared."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Literal

import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from newsarchive import clock
from newsarchive.errors import BrowserUnavailableError, CrawlStoppingError, RenderingError
from newsarchive.extensions.rendering import RENDER_COUNTER, RenderingExtension
from newsarchive.lifecycle import RenderMode
from newsarchive.storage.interfaces.crawl_store import Rendering


class Browser:
    """Answers in its turn: an address that holds `full` helps; remembers what was kept of it."""

    def __init__(self, known: Rendering | None = None, error: Exception | None = None) -> None:
        self.kept, self.error = known, error
        self.stopping = False
        self.asked: list[str] = []
        self.stats = MemoryStatsCollector(get_crawler())

    def extension(
        self, declared: Literal["auto", "never", "browser"] = "auto", *, possible: bool = True
    ) -> RenderingExtension:
        return RenderingExtension(
            declared, self.stats, possible=possible, ask=self.ask, is_stopping=lambda: self.stopping
        )

    async def ask(self, url: str) -> Response:
        self.asked.append(url)
        await asyncio.sleep(0)
        if self.error is not None:
            raise self.error
        return Response(url)

    async def rendering(self) -> Rendering | None:
        return self.kept

    async def remember_rendering(self, rendering: Rendering) -> None:
        self.kept = rendering

    def counted(self, outcome: str) -> int:
        return int(self.stats.get_value(RENDER_COUNTER + outcome, 0))


async def look(response: Response) -> str | None:
    return response.url if "full" in response.url else None


async def attempts(extension: RenderingExtension, memory: Browser, *urls: str) -> list[str | None]:
    await extension.open(memory)
    return await asyncio.gather(*(extension.attempt(f"http://h.example/{url}", look) for url in urls))


def outcome(kept: Rendering | None) -> tuple[str, int, int] | None:
    return None if kept is None else (kept.mode, kept.tried, kept.helped)


@pytest.mark.parametrize(
    ("urls", "kept", "asked"),
    [
        (["full1", "full2", "full3", "none4", "full5"], ("browser", 2, 2), 5),
        (["none1", "full2", "full3", "full4"], ("browser", 3, 2), 4),
        (["none1", "full2", "none3", "full4", "full5"], ("plain", 3, 1), 3),
        (["full1"], ("plain", 1, 1), 1),
    ],
)
def test_a_few_tries_decide_for_all(urls: list[str], kept: tuple[str, int, int], asked: int) -> None:
    browser = Browser()
    extension = browser.extension()
    asyncio.run(attempts(extension, browser, *urls))
    assert outcome(browser.kept) == kept
    assert len(browser.asked) == asked
    assert extension.from_start == (kept[0] == "browser")
    assert browser.counted("helped") + browser.counted("no_help") == asked


def test_an_undecided_source_goes_on_where_it_was_and_an_old_word_is_forgotten() -> None:
    once = Rendering(mode=RenderMode.PLAIN, tried=1, helped=1, decided_at=clock.now())
    browser = Browser(once)
    asyncio.run(attempts(browser.extension(), browser, "full"))
    assert outcome(browser.kept) == ("browser", 2, 2)
    for mode in RenderMode:
        old = Rendering(mode=mode, tried=3, helped=2, decided_at=clock.now() - timedelta(days=29))
        browser = Browser(old)
        extension = browser.extension()
        asyncio.run(attempts(extension, browser, "none"))
        assert not extension.from_start
        assert outcome(browser.kept) == (RenderMode.PLAIN, 1, 0)


def test_what_is_declared_wins() -> None:
    known = Rendering(mode=RenderMode.BROWSER, tried=2, helped=2, decided_at=clock.now())
    never, always = Browser(known).extension("never"), Browser().extension("browser")
    assert (never.tries, never.from_start) == (False, False)
    assert (always.tries, always.from_start) == (False, True)


def test_no_browser_is_counted_and_nothing_found_out() -> None:
    known = Rendering(mode=RenderMode.BROWSER, tried=2, helped=2, decided_at=clock.now())
    browser = Browser(known)
    extension = browser.extension(possible=False)
    assert asyncio.run(attempts(extension, browser, "full", "full")) == [None, None]
    assert not extension.from_start  # plain pages, some of which say something, are better than none
    broken = Browser(error=BrowserUnavailableError("no sandbox"))
    assert asyncio.run(attempts(broken.extension(), broken, "full1", "full2")) == [None, None]
    assert (browser.counted("no_browser"), broken.counted("no_browser")) == (2, 2)
    assert (browser.counted("not_started"), broken.counted("not_started")) == (0, 2)
    assert (len(broken.asked), broken.kept) == (1, None)


@pytest.mark.parametrize(
    ("error", "counter"),
    [
        (RenderingError("crashed"), "failed"),
        (IgnoreRequest("robots"), "refused"),
        (OSError("away"), "failed"),
    ],
)
def test_failures_are_tries_that_did_not_help(error: Exception, counter: str) -> None:
    browser = Browser(error=error)
    assert asyncio.run(attempts(browser.extension(), browser, *"abcde")) == [None] * 5
    assert (outcome(browser.kept), browser.counted(counter)) == (("plain", 3, 0), 3)


def test_a_crawl_that_is_stopped_begins_nothing() -> None:
    browser = Browser()
    browser.stopping = True
    with pytest.raises(CrawlStoppingError):
        asyncio.run(attempts(browser.extension(), browser, "full"))
    assert (browser.asked, browser.kept, browser.counted("stopped")) == ([], None, 1)


def test_pages_in_doubt_are_given_up_after_three_that_the_browser_did_not_help_with() -> None:
    """It cost a site of such pages a rendering for each, in every crawl."""
    browser = Browser()
    extension = browser.extension()

    async def improve() -> list[str | None]:
        await extension.open(browser)
        urls = ["none1", "none2", "full3", "none4", "none5", "none6", "full7"]
        return [await extension.improve(f"http://h.example/{url}", look) for url in urls]

    found = asyncio.run(improve())
    assert [url is not None for url in found] == [False, False, True, False, False, False, False]
    assert len(browser.asked) == 6
    assert browser.kept is None
