"""robots.txt: fetched once a day from each host, kept in the archive, and always obeyed."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from dataclasses import replace
from typing import Any, Self
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured, StopDownload
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser

from newsarchive import clock
from newsarchive.compat.scrapy_private import REDIRECTS_LEFT, is_redirect_limit
from newsarchive.errors import CrawlStoppingError
from newsarchive.extensions.crawl_archive import ArchiveExtension
from newsarchive.extensions.document_reading import ReadingExtension
from newsarchive.extensions.host_cache import HostCache
from newsarchive.items import RENDERED_HEADER
from newsarchive.lifecycle import Postponement
from newsarchive.middlewares.compression import FIRST_BYTES
from newsarchive.middlewares.host_gate import HostGate
from newsarchive.middlewares.host_politeness import HostMiddleware
from newsarchive.middlewares.postponement import (
    PostponedError,
    RobotsForbiddenError,
    RobotsRefusedError,
    StoppingError,
)
from newsarchive.middlewares.private_networks import PrivateAddressError
from newsarchive.politeness.host_state import HostState, RobotsVerdict, authority
from newsarchive.politeness.robots_rules import (
    MOST_ROBOTS_BYTES,
    Rules,
    decode_robots,
    robots_answered,
    robots_away,
    robots_due,
    robots_verdict,
)

_MOST_REDIRECTS = 5  # RFC 9309, 2.3.1.2
_PRIORITY = 1_000  # before any page
# Meta of every request. It repeats the setting, so that Scrapy ignores the Referrer-Policy of the response
# and does not warn of an unknown one.
NO_REFERER: dict[str, Any] = {"referrer_policy": "no-referrer"}

logger = logging.getLogger(__name__)


class RobotsMiddleware:
    """Replaces Scrapy's, which fetches robots.txt in every crawl, and allows all while it is unavailable.

    A page that the rules forbid, or whose host refuses its robots.txt, is not fetched. While robots.txt is
    unavailable, pages are left for the next crawl.
    """

    def __init__(self, crawler: Crawler, book: HostCache, *, agent: str) -> None:
        self._crawler, self._book, self._agent = crawler, book, agent
        self._fetching: dict[str, asyncio.Task[None]] = {}
        self._rules: dict[str, tuple[str, Rules]] = {}
        self._reading: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._said: set[str] = set()
        self._came: WeakKeyDictionary[Request, int] = WeakKeyDictionary()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        archive = crawler.get_extension(ArchiveExtension)
        if archive is None or not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        made = cls(crawler, archive.hosts, agent=crawler.settings["ROBOTSTXT_USER_AGENT"])
        crawler.signals.connect(made.bytes_received, signal=signals.bytes_received)
        return made

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Stop the download of a robots.txt when as much has come as is obeyed (RFC 9309, 2.5)."""
        most = request.meta.get(FIRST_BYTES)
        if most is None:
            return
        came = self._came[request] = self._came.get(request, 0) + len(data)
        if came > most:
            self._count("cut")
            raise StopDownload(fail=False)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("dont_obey_robotstxt") or urlsplit(request.url).scheme not in {"http", "https"}:
            return
        host = authority(request.url)
        await self._gate.demand_open(host)
        if robots_due(self._book.state(host), clock.now()):
            await self._fetch_once(host, request)
        state = self._book.state(host)
        has_rules = robots_verdict(state, clock.now()) == RobotsVerdict.RULES
        rules = await self._rules_of(state) if has_rules else None
        self._judge(state, rules, request.url)

    @property
    def _gate(self) -> HostGate:
        gated = self._crawler.get_downloader_middleware(HostMiddleware)
        if gated is None:
            raise RuntimeError("newsarchive.addon is not among ADDONS: no gate to ask")
        return gated.gate

    def _judge(self, state: HostState, rules: Rules | None, url: str) -> None:
        match robots_verdict(state, clock.now()):
            case RobotsVerdict.REFUSED:
                self._count("refused")
                raise RobotsRefusedError(
                    f"robots.txt of {state.host} is refused to us ({state.robots_status})"
                )
            case RobotsVerdict.UNREACHABLE:
                self._count("postponed")
                status = f", last answer {state.robots_status}" if state.robots_status else ""
                raise PostponedError(
                    Postponement.ROBOTS_UNREACHABLE, f"robots.txt of {state.host} is unavailable{status}"
                )
            case RobotsVerdict.RULES if rules is not None and not rules.allow(url):
                self._count("forbidden")
                raise RobotsForbiddenError("Forbidden by robots.txt")

    async def _rules_of(self, state: HostState) -> Rules:
        text = state.robots_text or ""
        known = self._rules.get(state.host)
        if known is None or known[0] != text:
            async with self._reading[state.host]:  # requests that come meanwhile use the same rules
                known = self._rules.get(state.host)
                if known is None or known[0] != text:
                    known = self._rules[state.host] = (text, await self._read(text, state.host))
        return known[1]

    async def _read(self, text: str, host: str) -> Rules:
        reading = self._crawler.get_extension(ReadingExtension)
        if reading is None:
            raise RuntimeError("newsarchive.addon is not among ADDONS: nobody to read robots.txt")
        try:
            rules = await reading.rules(text, self._agent, host)
        except CrawlStoppingError as error:
            raise StoppingError("the crawl is being stopped") from error
        if rules.shortened:
            self._count("shortened")
        return rules

    async def _fetch_once(self, host: str, request: Request) -> None:
        """Fetch robots.txt once; requests that come meanwhile wait for the same response."""
        if host not in self._fetching:
            task = asyncio.get_running_loop().create_task(self._fetch(host, request))
            self._fetching[host] = task
            task.add_done_callback(lambda _: self._fetching.pop(host))
        await asyncio.shield(self._fetching[host])

    async def _fetch(self, host: str, request: Request) -> None:
        parts = urlsplit(request.url)
        url = f"{parts.scheme}://{parts.netloc}/robots.txt"
        before = self._book.state(host).robots_text
        try:
            answer = await self._crawler.engine.download_async(_asking(url))
        except PostponedError as error:  # its response is that of robots.txt, not of the page
            raise PostponedError(error.reason, error.detail, until=error.until) from error
        except (StoppingError, PrivateAddressError, CloseSpider):
            raise
        except Exception as error:  # any failed download
            self._away(host, url, error)
            return
        state = robots_answered(
            self._book.state(host), answer.status, decode_robots(answer.body), clock.now()
        )
        if state.robots_state == RobotsVerdict.RULES and state.robots_away_since is None:
            state = replace(state, crawl_delay=(await self._rules_of(state)).crawl_delay)
        self._book.put(state)
        self._count("fetched" if state.robots_away_since is None else "unreachable")
        if state.robots_away_since is not None:
            self._warn(host, f"{url} cannot be downloaded: status {answer.status}")
        elif before is not None and before != state.robots_text:
            self._count("changed")

    def _away(self, host: str, url: str, error: Exception) -> None:
        now, state = clock.now(), self._book.state(host)
        if is_redirect_limit(error):
            self._book.put(robots_answered(state, 404, "", now))  # RFC 9309, 2.3.1.2
            self._count("redirected_too_often")
            return
        self._book.put(robots_away(state, now))
        self._count("unreachable")
        self._warn(host, f"{url} cannot be downloaded: {str(error) or type(error).__name__}")

    def _warn(self, host: str, text: str) -> None:
        if host not in self._said:
            self._said.add(host)
            logger.warning(text)

    def _count(self, what: str) -> None:
        self._crawler.stats.inc_value(f"newsarchive/robots/{what}")


class BoundedRobotParser(RobotParser):
    """Our rules for Scrapy's own middleware, which is used without an archive (`sources new`).

    Parses at most 500 KiB, in linear time, so it may run on the event loop.
    """

    def __init__(self, body: bytes, agent: str) -> None:
        self._rules = Rules(decode_robots(body), agent)

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        return cls(robotstxt_body, crawler.settings["ROBOTSTXT_USER_AGENT"])

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        del user_agent  # the one of the settings is used, whatever the request's header
        return self._rules.allow(url if isinstance(url, str) else url.decode("utf-8", "replace"))


def _asking(url: str) -> Request:
    meta: dict[str, Any] = NO_REFERER | {"dont_obey_robotstxt": True, REDIRECTS_LEFT: _MOST_REDIRECTS}
    # However large it says to be: the download ends when what is obeyed has come.
    meta |= {FIRST_BYTES: MOST_ROBOTS_BYTES, "download_maxsize": 0, "download_warnsize": 0}
    return Request(url, priority=_PRIORITY, callback=NO_CALLBACK, dont_filter=True, meta=meta)


# robots.txt also applies to where redirects and scripts lead the browser; Scrapy checks only the first URL.


class RenderedRobotsMiddleware:
    """Drops a rendered page whose final URL robots.txt forbids, as plain redirects are."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        if RENDERED_HEADER in response.flags and response.url != request.url:
            robots = self._crawler.get_downloader_middleware(RobotsMiddleware)
            if robots is not None:
                await robots.process_request(request.replace(url=response.url))
        return response
