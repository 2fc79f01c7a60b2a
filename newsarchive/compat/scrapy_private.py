"""Private API of Scrapy: the engine's state, its queue of hosts, and its lists of components."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Request, Response
from scrapy.pqueues import DownloaderAwarePriorityQueue, DownloaderInterface
from scrapy.responsetypes import responsetypes
from scrapy.settings import BaseSettings

# The meta key of how many more redirects a request may take. Upstream: document it, as `max_retry_times` is.
REDIRECTS_LEFT = "redirect_ttl"
# The meta key of the slot a request is downloaded in. Upstream: document it.
DOWNLOAD_SLOT = "download_slot"


def is_stopping(crawler: Crawler) -> bool:
    """Say whether the crawl is being ended, so that no download may begin.

    Upstream: `engine.stopping`, or a signal when a spider begins to be closed (`spider_closed` comes last).
    """
    slot = crawler.engine._slot
    return not crawler.crawling or slot is None or slot.closing is not None


def is_told_to_stop(crawler: Crawler) -> bool:
    """Say whether a signal ends the crawl; one that ends because all is done, or by a limit, was not told.

    Upstream: document `Crawler.crawling`.
    """
    return not crawler.crawling


def is_downloader_idle(crawler: Crawler) -> bool:
    """Say whether nothing is being downloaded or waits for that, so that nothing more will come soon.

    Upstream: `engine.spider_is_idle` without the spider's own work.
    """
    engine = crawler.engine
    waits = engine.downloader.active or (engine.scheduler and engine.scheduler.has_pending_requests())
    return engine.scraper.slot is not None and not waits


def bound_unfinished(crawler: Crawler, most: int) -> None:
    """Let back-pressure begin at `most` responses whose pages are not stored yet.

    Scrapy counts bytes only (SCRAPER_SLOT_MAX_ACTIVE_SIZE): 100 MB are thousands of small pages. So each is
    made to count for a share. Upstream: a setting for the number of responses.
    """
    slot: Any = crawler.engine.scraper.slot
    slot.MIN_RESPONSE_SIZE = slot.max_active_size // most + 1


def is_redirect_limit(error: BaseException) -> bool:
    """Say whether a download ended because it was redirected too often.

    Upstream: an exception of its own; RedirectMiddleware raises IgnoreRequest with a text.
    """
    return isinstance(error, IgnoreRequest) and "max redirections" in str(error)


def is_forbidden_by_robots(error: BaseException) -> bool:
    """Say whether Scrapy's own middleware for robots.txt refused a request.

    Upstream: an exception of its own; RobotsTxtMiddleware raises IgnoreRequest with a text.
    """
    return isinstance(error, IgnoreRequest) and str(error) == "Forbidden by robots.txt"


def response_class(headers: Headers, url: str, body: bytes) -> type[Response]:
    """Return the class Scrapy would give a response like this one.

    Upstream: document `scrapy.responsetypes`, which middlewares that change bodies need.
    """
    return responsetypes.from_args(headers=headers, url=url, body=body)


def remove_builtins(settings: BaseSettings, setting: str, components: Collection[str]) -> None:
    """Take components out of those that Scrapy begins with (`setting` is one of the `…_BASE`).

    A project that names one has it all the same; docs/how-to/change-a-setting.md says what else it takes.
    What is switched off by None, the public way, is imported nevertheless, with all it brings along (aiohttp,
    requests): 0.09 s of each crawl. Upstream: no import of what is None. The components' own switches
    (METAREFRESH_ENABLED) do nothing for what is taken out.
    """
    kept = {name: order for name, order in settings.getdict(setting).items() if name not in components}
    settings.set(setting, kept, settings.getpriority(setting) or 0)


class HostSlots(DownloaderInterface):
    """Tells the queue which hosts may have another request in the downloader: those with less than `most`.

    Upstream: `DownloaderAwarePriorityQueue` with a bound a slot, and a public way to name slots.
    """

    def __init__(self, crawler: Crawler, most: int) -> None:
        super().__init__(crawler)
        self._most = most

    def slot_of(self, request: Request) -> str:
        """Return the name of the host; to be overridden."""
        raise NotImplementedError

    def stats(self, possible_slots: Iterable[str]) -> list[tuple[int, str]]:
        busy = Counter(self.slot_of(request) for request in self.downloader.active)
        return [(busy[slot], slot) for slot in possible_slots if busy[slot] < self._most]

    def get_slot_key(self, request: Request) -> str:
        return self.slot_of(request)


class SlotQueue(DownloaderAwarePriorityQueue):
    """Scrapy's queue by slots, asking `slots` how busy each is. Upstream: as above."""

    def __init__(self, crawler: Crawler, slots: HostSlots, *args: Any, **kwargs: Any) -> None:
        super().__init__(crawler, *args, **kwargs)
        self._downloader_interface = slots
