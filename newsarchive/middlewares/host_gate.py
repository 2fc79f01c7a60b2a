"""The queue in which each request waits for its turn: delay, back-off and daily budget of its host."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from scrapy.crawler import Crawler
from scrapy.http import Request

from newsarchive import clock
from newsarchive.compat.scrapy_private import HostSlots, SlotQueue
from newsarchive.extensions.host_cache import HostCache
from newsarchive.lifecycle import Postponement
from newsarchive.middlewares.postponement import PostponedError, StoppingError
from newsarchive.politeness.backoff import block_text
from newsarchive.politeness.host_state import HostState, authority, whole_second_after

# Longest sleep between two checks whether the crawl is being stopped, which may take ten seconds
# (docs/explanation/architecture.md#one-crawl-a-source).
_STOP_CHECK = 1.0
_NEVER = float("-inf")
# What holds for every page of a host; a Crawl-delay lets one through from time to time.
_CLOSED = frozenset({Postponement.OVER_BUDGET, Postponement.HOST_BLOCKED})
_numbers = count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast the hosts of a source may be fetched.

    delay        seconds between two requests, from send to send
    concurrency  requests at a time; one where the host states a Crawl-delay
    per_day      requests of a host a day in UTC, None without end
    patience     seconds a request waits for its host; longer waits are for the next crawl
    """

    delay: float = 0.0
    concurrency: int = 1
    per_day: int | None = None
    patience: float = 300.0


@dataclass(slots=True, order=True)
class PendingRequest:
    """A request in a host's queue; higher priorities go first, then in order of arrival."""

    rank: tuple[int, int]
    is_page: bool = field(compare=False)
    turn: asyncio.Future[None] = field(compare=False)


@dataclass(slots=True)
class HostLane:
    """The requests of one host. Times are those of the event loop's clock."""

    host: str
    active: int = 0
    sent: float = _NEVER
    page_sent: float = _NEVER
    blocked_since: float | None = None  # since when the first waiting request is blocked
    waiting: list[PendingRequest] = field(default_factory=list)
    timer: asyncio.TimerHandle | None = None


class HostGate:
    """Releases requests one by one; each is checked at the last moment before it is sent.

    Scrapy's own delays are off: requests in its slots cannot be recalled once a host must be left alone.
    """

    def __init__(
        self,
        book: HostCache,
        pace: Pace,
        *,
        is_stopping: Callable[[], bool] = lambda: False,
        is_paused: Callable[[], bool] = lambda: False,
    ) -> None:
        self._book, self._pace, self._is_stopping, self._is_paused = book, pace, is_stopping, is_paused
        self._lanes: dict[str, HostLane] = {}

    async def demand_open(self, host: str) -> None:
        """Raise PostponedError if no page of the host can be fetched in this crawl."""
        await self._book.load(host)
        refusal = self._refusal(self._lane(host), is_page=True)
        if refusal is not None:
            raise refusal

    async def closed(self, hosts: Iterable[str]) -> dict[str, PostponedError]:
        """Return the hosts that get no request until a known time, whatever the page, with the reason.

        Nobody then waits at the gate for each of their pages; of a source of 50,000 URLs with a daily budget
        most do. Crawls that are being stopped are told so at the gate.
        """
        found: dict[str, PostponedError] = {}
        for host in dict.fromkeys(hosts):
            try:
                await self.demand_open(host)
            except PostponedError as refusal:
                if refusal.reason in _CLOSED:
                    found[host] = refusal
            except StoppingError:
                return {}
        return found

    async def enter(self, host: str, *, priority: int = 0, is_page: bool = True) -> None:
        """Wait until the request may be sent; afterwards the caller must call `leave`.

        Raises PostponedError or StoppingError. robots.txt (`is_page` false) does not wait for a Crawl-delay,
        and pages do not wait because of it.
        """
        await self._book.load(host)
        lane = self._lane(host)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(lane.waiting, PendingRequest((-priority, next(_numbers)), is_page, turn))
        self._move(lane)
        await turn

    def leave(self, host: str, *, is_page: bool = True) -> None:
        """Record that the response has come, or that none will.

        A Crawl-delay counts from here: a released request may be sent late, after pages that came meanwhile
        are read (0.9 s for the first, while modules load), but always before its response.
        """
        lane = self._lane(host)
        lane.active -= 1
        if is_page and self._book.state(host).crawl_delay:
            lane.page_sent = asyncio.get_running_loop().time()
        self._move(lane)

    def _lane(self, host: str) -> HostLane:
        if host not in self._lanes:
            lane = self._lanes[host] = HostLane(host)
            asked = self._book.state(host).last_asked_at
            if asked is not None:
                # A clock that was ahead, here or on another machine, must not make a request wait for it.
                age = max(0.0, (clock.now() - asked).total_seconds())
                lane.sent = lane.page_sent = asyncio.get_running_loop().time() - age
        return self._lanes[host]

    def _move(self, lane: HostLane) -> None:
        """Release the requests that may be sent now, and schedule the next check for the others."""
        if lane.timer is not None:
            lane.timer.cancel()
            lane.timer = None
        while lane.waiting:
            first = lane.waiting[0]
            refusal = None if first.turn.done() else self._refusal(lane, is_page=first.is_page)
            if first.turn.done():
                heapq.heappop(lane.waiting)
            elif refusal is not None:
                heapq.heappop(lane.waiting).turn.set_exception(refusal)
            elif not self._send_or_wait(lane, first):
                return

    def _send_or_wait(self, lane: HostLane, first: PendingRequest) -> bool:
        wait = self._seconds(lane, is_page=first.is_page)
        if lane.active >= self._concurrency(lane):
            wait = _STOP_CHECK  # `leave` calls this earlier; the timer only notices a stop
        if self._is_paused():
            wait = max(wait, _STOP_CHECK)  # the response could not be stored
        if wait > 0:
            lane.timer = asyncio.get_running_loop().call_later(min(wait, _STOP_CHECK), self._move, lane)
            return False
        heapq.heappop(lane.waiting)
        self._send(lane, first)
        return True

    def _send(self, lane: HostLane, request: PendingRequest) -> None:
        now, state = clock.now(), self._book.state(lane.host)
        lane.active += 1
        lane.sent, lane.blocked_since = asyncio.get_running_loop().time(), None
        if request.is_page:
            lane.page_sent = lane.sent
            state = replace(state, last_asked_at=whole_second_after(now))
        self._book.asked(state, now)
        request.turn.set_result(None)

    def _refusal(self, lane: HostLane, *, is_page: bool) -> PostponedError | StoppingError | None:
        if self._is_stopping():
            return StoppingError("the crawl is being stopped")
        state, patience = self._book.state(lane.host), self._pace.patience
        blocked = _blocked_for(state)
        if blocked > patience or self._waited(lane, blocked) > patience:
            return PostponedError(Postponement.HOST_BLOCKED, block_text(state), until=state.blocked_until)
        per_day, now = self._pace.per_day, clock.now()
        if per_day is not None and self._book.asked_on(lane.host, now.date()) >= per_day:
            detail = f"{lane.host} was asked {per_day:,} times today"
            return PostponedError(Postponement.OVER_BUDGET, detail, until=_tomorrow(now))
        if is_page and min(state.crawl_delay or 0, self._crawl_wait(lane)) > patience:
            wants = state.crawl_delay or 0
            until = now + timedelta(seconds=self._crawl_wait(lane))
            return PostponedError(
                Postponement.CRAWL_DELAY, f"{lane.host} asks for {wants:,.0f} s between requests", until=until
            )
        return None

    def _seconds(self, lane: HostLane, *, is_page: bool) -> float:
        """Return how long until a request may be sent; 0 or less: now."""
        since = asyncio.get_running_loop().time() - lane.sent
        waits = [self._pace.delay - since, _blocked_for(self._book.state(lane.host))]
        return max(*waits, self._crawl_wait(lane) if is_page else 0)

    def _crawl_wait(self, lane: HostLane) -> float:
        delay = self._book.state(lane.host).crawl_delay or 0.0
        return delay - (asyncio.get_running_loop().time() - lane.page_sent)

    def _waited(self, lane: HostLane, blocked: float) -> float:
        """Return the seconds waited for a block, by the event loop's clock, which always advances."""
        if blocked <= 0:
            lane.blocked_since = None
            return 0.0
        time = asyncio.get_running_loop().time()
        lane.blocked_since = time if lane.blocked_since is None else lane.blocked_since
        return time - lane.blocked_since

    def _concurrency(self, lane: HostLane) -> int:
        return 1 if self._book.state(lane.host).crawl_delay else self._pace.concurrency


def _blocked_for(state: HostState) -> float:
    if state.blocked_until is None:
        return 0.0
    return (state.blocked_until - clock.now()).total_seconds()


def _tomorrow(now: datetime) -> datetime:
    """The midnight (UTC) at which a new day's requests are counted."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


# Requests wait in the scheduler, not in the downloader, while the downloader has enough of their host.
#
# Otherwise the requests of one slow host would fill the downloader, and other hosts would wait for it.

SPARE_REQUESTS = 2  # beyond those being sent, so that one is ready when a response comes


class BusyHosts(HostSlots):
    """Tells the queue which hosts may have another request in the downloader."""

    def slot_of(self, request: Request) -> str:
        return authority(request.url)


class HostQueue(SlotQueue):
    """SCHEDULER_PRIORITY_QUEUE: the host with the fewest requests in the downloader comes next."""

    def __init__(self, crawler: Crawler, *args: Any, **kwargs: Any) -> None:
        most = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") + SPARE_REQUESTS
        super().__init__(crawler, BusyHosts(crawler, most), *args, **kwargs)
