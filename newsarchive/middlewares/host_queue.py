"""Requests wait in the scheduler, not in the downloader, while their host has enough of them there.

Else the requests of one slow host would fill the downloader, and those of other hosts wait for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.pqueues import DownloaderAwarePriorityQueue, DownloaderInterface

from newsarchive.politeness.host import authority

SPARE = 2  # beyond those under way, so that one is ready when an answer comes


class BusyHosts(DownloaderInterface):
    """Tells the queue which hosts may have another request in the downloader."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._most = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") + SPARE

    def stats(self, possible_slots: Iterable[str]) -> list[tuple[int, str]]:
        busy = Counter(self.get_slot_key(request) for request in self.downloader.active)
        return [(busy[host], host) for host in possible_slots if busy[host] < self._most]

    def get_slot_key(self, request: Request) -> str:
        return authority(request.url)


class HostQueue(DownloaderAwarePriorityQueue):
    """SCHEDULER_PRIORITY_QUEUE: the host with the fewest requests under way comes next, none has too many."""

    def __init__(self, crawler: Crawler, *args: Any, **kwargs: Any) -> None:
        super().__init__(crawler, *args, **kwargs)
        self._downloader_interface = BusyHosts(crawler)
