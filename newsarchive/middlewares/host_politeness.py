"""Politeness: each request waits for its turn, and each response updates the state of its host."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Self

from scrapy import exceptions
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.statscollectors import StatsCollector

from newsarchive import clock
from newsarchive.compat.http_private import bad_answer
from newsarchive.compat.scrapy_private import DOWNLOAD_SLOT
from newsarchive.extensions.crawl_archive import ArchiveExtension
from newsarchive.extensions.crawl_context import crawl_context
from newsarchive.extensions.host_cache import HostCache
from newsarchive.lifecycle import Postponement
from newsarchive.middlewares.host_gate import HostGate, Pace
from newsarchive.middlewares.postponement import PostponedError
from newsarchive.politeness.backoff import (
    FAILURES_IN_A_ROW,
    after_answer,
    after_failure,
    after_refusal,
    block_text,
    is_blocked,
    retry_after,
)
from newsarchive.politeness.host_state import authority

_TOO_MANY, _UNAVAILABLE, _SERVER_ERROR = 429, 503, 500
# Failures of the host, not of a page or a name: no connection, or one closed before a response.
_BROKEN = (
    exceptions.DownloadTimeoutError,
    exceptions.DownloadConnectionRefusedError,
    exceptions.DownloadFailedError,
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})  # their Retry-After is for the request they lead to
_TRIES = "newsarchive_tries"


def _is_page(request: Request) -> bool:
    """Say whether a request is for anything but robots.txt."""
    return not request.meta.get("dont_obey_robotstxt")


class HostMiddleware:
    """Runs nearest to the downloader, after the middlewares for the proxy and for private addresses.

    If the host asks to come back later, the request waits if that is soon (at most `tries` times); otherwise
    its URL is left for the next crawl. Scrapy's RetryMiddleware gets only failures of the page itself.
    """

    def __init__(
        self,
        gate: HostGate,
        book: HostCache,
        stats: StatsCollector,
        *,
        tries: int,
        patience: float,
        first_backoff: float,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.gate, self._book, self._stats = gate, book, stats
        self._tries, self._patience, self._first, self._chance = tries, patience, first_backoff, chance
        self._inside: set[Request] = set()
        self._failing: dict[str, str] = {}  # by host, the URL that failed last

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        archive = crawler.get_extension(ArchiveExtension)
        if archive is None:
            raise exceptions.NotConfigured(
                "no archive to remember in what hosts ask for; 'newsarchive db upgrade' makes one"
            )
        source, settings = crawl_context(crawler).source, crawler.settings
        patience = settings.getfloat("NEWSARCHIVE_PATIENCE")
        pace = Pace(
            delay=source.delay,
            concurrency=source.concurrency,
            per_day=source.requests_per_day,
            patience=patience,
        )

        def is_stopping() -> bool:
            return archive.error is not None or not crawler.engine.running

        return cls(
            HostGate(archive.hosts, pace, is_stopping=is_stopping, is_paused=lambda: archive.is_stalled),
            archive.hosts,
            crawler.stats,
            tries=settings.getint("RETRY_TIMES"),
            patience=patience,
            first_backoff=settings.getfloat("NEWSARCHIVE_BACKOFF"),
        )

    async def process_request(self, request: Request) -> None:
        host = authority(request.url)
        await self.gate.enter(host, priority=request.priority, is_page=_is_page(request))
        request.meta[DOWNLOAD_SLOT] = host  # one slot for each host and port, without a delay
        self._inside.add(request)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        host = self._leave(request)
        wait = self._asked_for(response)
        # A robots.txt that fails without a Retry-After is told by itself: robots_unreachable.
        if response.status >= _SERVER_ERROR and (_is_page(request) or wait is not None):
            self._count("unanswered")
        now, state = clock.now(), self._book.state(host)
        if response.status == _TOO_MANY or wait is not None:
            self._count(f"refused_{response.status}")
            self._book.put(after_refusal(state, now, wait, chance=self._chance(), first=self._first))
        elif response.status == _UNAVAILABLE:
            self._fail(host, request.url)
        else:
            self._failing.pop(host, None)
            self._book.put(after_answer(state, now))
            return response
        if response.status in _REDIRECTS or not is_blocked(self._book.state(host), now):
            return response
        return self._again(request, response)

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        if request not in self._inside:
            return None
        host = self._leave(request)
        if _is_page(request):
            self._count("unanswered")
        if not isinstance(exception, _BROKEN) or bad_answer(exception) is not None:
            return None  # a host that answers amiss did answer: the page fails, and says why
        self._fail(host, request.url)
        if not is_blocked(self._book.state(host), clock.now()):
            return None
        return self._again(request, None)

    def _leave(self, request: Request) -> str:
        host = authority(request.url)
        if request in self._inside:
            self._inside.remove(request)
            self.gate.leave(host, is_page=_is_page(request))
        return host

    def _asked_for(self, response: Response) -> float | None:
        """Return the seconds of a Retry-After, for the statuses that define it: 429, 503 and redirects."""
        if response.status not in {_TOO_MANY, _UNAVAILABLE} | _REDIRECTS:
            return None
        value, date = (response.headers.get(name) for name in ("Retry-After", "Date"))
        if value is None:
            return None
        return retry_after(value.decode("latin-1"), clock.now(), date.decode("latin-1") if date else None)

    def _fail(self, host: str, url: str) -> None:
        """Count a failure; a page that fails again counts once, as it may be at fault, not the host."""
        state = self._book.state(host)
        if self._failing.get(host) == url and state.failures < FAILURES_IN_A_ROW:
            return
        self._failing[host] = url
        self._book.put(after_failure(state, clock.now(), chance=self._chance(), first=self._first))
        self._count("failed")

    def _again(self, request: Request, response: Response | None) -> Request:
        """Return the request, to be sent again after the block; raises PostponedError if that is too late."""
        state, now = self._book.state(authority(request.url)), clock.now()
        tried = request.meta.get(_TRIES, 0) + 1
        until = state.blocked_until
        if until is None or (until - now).total_seconds() > self._patience or tried > self._tries:
            self._count("left_for_later")
            status = (
                f", last answer {response.status}" if response is not None else ", asked without an answer"
            )
            raise PostponedError(Postponement.HOST_BLOCKED, block_text(state) + status, response, until=until)
        self._count("waited_for")
        again = request.replace(dont_filter=True)
        again.meta[_TRIES] = tried
        return again

    def _count(self, what: str) -> None:
        self._stats.inc_value(f"newsarchive/host/{what}")
