"""Captures of the Wayback Machine in place of pages that are gone."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler

from newsarchive.discovery.reading import Link
from newsarchive.items import FetchedPage
from newsarchive.sources import Source
from newsarchive.spiders.arguments import Arguments
from newsarchive.spiders.wayback import Wayback
from newsarchive.storage.interfaces import Answer, KnownUrl

logger = logging.getLogger(__name__)

# The publisher took the page away, or is gone altogether; what robots.txt forbids is not fetched elsewhere.
GONE = frozenset({"gone", "redirected"})
DEAD = frozenset({"unknown_host", "connection_refused", "connection_failed"})


class Rescue:
    """The live answer is recorded after its capture is stored, so that the article counts as withdrawn."""

    def __init__(
        self,
        wayback: Wayback,
        record: Callable[[Answer], Awaitable[None]],
        count: Callable[[str, str], None],
    ) -> None:
        self._wayback, self._record, self._count = wayback, record, count
        self._waiting: dict[str, Answer] = {}

    async def page(self, answer: Answer, known: KnownUrl, source: str) -> FetchedPage | None:
        """Return the capture that stands in for a live answer, None where there is none."""
        gone = answer.outcome in GONE or answer.reason in DEAD
        if not gone or known.kind != "article" or not self._wayback.knows(known.url):
            return None
        page = await self._wayback.page(known, source)
        self._count("wayback", "capture" if page else "no_capture")
        if page is not None:
            self._waiting[known.url] = answer
        return page

    async def stored(self, item: Any) -> None:
        """Record the live answer now (signals item_scraped and item_dropped)."""
        answer = self._waiting.pop(getattr(item, "page", item).url, None)
        if answer is not None:
            await self._record(answer)


async def rescue_from(
    crawler: Crawler, source: Source, arguments: Arguments, record: Callable[[Answer], Awaitable[None]]
) -> tuple[Rescue, tuple[Link, ...]]:
    """Return what fetches captures, closed with the crawl, and the addresses there are captures of."""

    def count(stage: str, outcome: str, number: int = 1) -> None:
        crawler.stats.inc_value(f"newsarchive/{stage}/{outcome}", number)

    wayback = Wayback(crawler.settings["NEWSARCHIVE_WAYBACK"], crawler.settings["USER_AGENT"])
    rescue = Rescue(wayback, record, count)
    crawler.signals.connect(rescue.stored, signal=signals.item_scraped, weak=False)
    crawler.signals.connect(rescue.stored, signal=signals.item_dropped, weak=False)
    crawler.signals.connect(wayback.close, signal=signals.spider_closed, weak=False)
    captures = await wayback.captures(source, arguments.since, arguments.until)
    count("wayback", "links", len(captures.links))
    if captures.problem is not None:
        count("wayback", "list_cut_short")
        logger.warning("The Wayback Machine's list is cut short: %s", captures.problem)
    return rescue, captures.links
