"""What the spider asks for: listings that are due, links nobody knew, articles to look at again."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from scrapy import Spider
from scrapy.http import Request

from newsarchive import clock
from newsarchive.discovery.documents import Link, ListingReading
from newsarchive.discovery.urls import canonical_key
from newsarchive.errors import CrawlStoppingError
from newsarchive.extensions.crawl_archive import ArchiveExtension
from newsarchive.extensions.crawl_watch import LEFT
from newsarchive.extensions.document_reading import ReadingExtension
from newsarchive.extensions.rendering import RENDER, RenderingExtension, is_stopping
from newsarchive.recheck_policy import declared_interval
from newsarchive.sources import Source
from newsarchive.spiders.browser_use import RENDERED_KINDS
from newsarchive.spiders.crawl_arguments import Arguments
from newsarchive.spiders.crawl_plan import Plan
from newsarchive.spiders.listings import Listing, is_conditional, poll_of
from newsarchive.spiders.url_choice import OFF_PATTERN, Choice, recheck_since, reported_changes, rule_behind
from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink, KnownUrl, SkippedLink
from newsarchive.storage.interfaces.rechecks import ListingDue

# Requests as this spider makes them: conditional where the archive knows an answer, with the errback set.

# Feeds before what they name, new articles before rechecks: a crawl cut short has the news.
LISTING, NEW, RECHECK = 20, 10, 0


def request_for(
    known: KnownUrl,
    *,
    conditional: bool,
    priority: int,
    callback: Any,
    errback: Any,
    rendered: bool = False,
    **facts: Any,
) -> Request:
    """Return the request for an address; `facts` reach callback and errback with `known`.

    A rendered page is asked for unconditionally: what has not changed is the shell.
    """
    return Request(
        known.url,
        callback=callback,
        errback=errback,
        priority=priority,
        dont_filter=True,  # the frontier and the spider know what was asked for
        headers=conditions(known) if conditional and not rendered else {},
        meta={RENDER: True, "max_retry_times": 1} if rendered else None,
        cb_kwargs={"known": known, **facts},
    )


def conditions(known: KnownUrl) -> dict[str, str]:
    """Return the headers of a conditional request; both, since many servers know only one of them."""
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {
        name: value for name, value in headers.items() if value and value.isascii() and value.isprintable()
    }


E = TypeVar("E")
V = TypeVar("V")
LATER_STAGE = "later"
LEFT_OUT_STAGE = "left_out"
LEFT_OUT = f"newsarchive/{LEFT_OUT_STAGE}/"  # counters of addresses that limits kept out, by kind of list
AT_A_TIME = 1_000  # addresses; writing them takes some tens of milliseconds
LINKS = "newsarchive/link/"  # counters of what lists named and was left out, by reason
# Rows a crawl writes of addresses that rules leave out; a site that makes up addresses has no end of them.
MOST_LEFT_OUT = 10_000
LATER = LEFT  # counters of what is left for the next crawl, by reason


def batched(values: Sequence[V]) -> Iterator[Sequence[V]]:
    """Yield the values some at a time."""
    for start in range(0, len(values), AT_A_TIME):
        yield values[start : start + AT_A_TIME]


class SourceRequests(Spider):
    """The half of the spider that makes requests; who inherits reads the answers.

    `_archive`, `_rendering` and `_reading` are there once the crawl has started.
    """

    parse_listing: Any
    parse_article: Any
    failed: Any
    _archive: ArchiveExtension
    _rendering: RenderingExtension
    _reading: ReadingExtension

    def __init__(self, source: Source, arguments: Arguments) -> None:
        super().__init__()
        self.source, self.arguments = source, arguments
        self._list_key = source.list_key()
        self._left_out = 0
        now = clock.now()
        self._cutoff = now if arguments.backfill else recheck_since(source, now, arguments.since)
        self._writing = asyncio.Lock()
        self._plan = Plan(source.links, self._cutoff, arguments, self._count)

    async def _listing_requests(self, listings: Sequence[Listing]) -> tuple[list[Request], list[KnownUrl]]:
        """Return the requests, and what the archive knew of the listings asked for."""
        requests: list[Request] = []
        asked: list[KnownUrl] = []
        for part in batched(listings):
            of_part = await self._some_listings(part)
            requests += of_part[0]
            asked += of_part[1]
        return requests, asked

    async def _some_listings(self, listings: Sequence[Listing]) -> tuple[list[Request], list[KnownUrl]]:
        due = await self._archive.listings([listing.url for listing in listings]) if listings else {}
        fresh = self._plan.fresh([listing for listing in listings if self._is_due(listing, due)])
        self._plan.listings_left -= len(fresh)
        found = [
            FoundLink(url=listing.url, kind=listing.kind, found_in=listing.found_in)
            for listing in fresh.values()
        ]
        named = await self._archive.discover(found) if found else []
        requests = [
            self._request(
                known,
                LISTING,
                self.parse_listing,
                # A backfill looks for what earlier crawls did not: a list as it was names it all the same.
                conditional=not self.arguments.backfill and is_conditional(known.url, due, self._list_key),
                listing=fresh[canonical_key(known.url)],
            )
            for known in named
        ]
        return requests, named

    async def _link_requests(self, links: Sequence[Link]) -> list[Request]:
        named: list[KnownUrl] = []
        for part in batched(links):
            named += await self._discover_some(part, found_in=None)
        return await self._requests_for(named)

    async def _discover_links(self, links: Sequence[Link], found_in: str) -> tuple[list[KnownUrl], int]:
        """Write what nobody knew, some at a time: the loop answers in between, and a stop is heeded.

        Return what is known of them, and how many there was no room for: one crawl writes MOST_NEW. What an
        earlier crawl has written needs no room.
        """
        named: list[KnownUrl] = []
        written = unwritten = 0
        async with self._writing:  # what is left is left to one list at a time
            while written < len(links) and self._plan.new_left > 0:
                self._demand_going_on()
                # Few at a time towards the end, since most may be known: a hundred too many do no harm.
                taken = links[written : written + min(AT_A_TIME, max(100, self._plan.new_left))]
                written += len(taken)
                known = await self._discover_some(taken, found_in)
                self._plan.new_left -= sum(one.new for one in known)
                named += known
        for part in batched(links[written:]):
            self._demand_going_on()
            stored = await self._archive.lookup([link.url for link in part])
            named += stored.values()
            unwritten += sum(link.url not in stored for link in part)
        return named, unwritten

    async def _requests_for(
        self, addresses: Sequence[KnownUrl], called: Collection[str] = ()
    ) -> list[Request]:
        """Return the requests for articles, made some at a time: a list may name fifty thousand."""
        requests: list[Request] = []
        for part in batched(addresses):
            requests += self._article_requests(part, called)
            await asyncio.sleep(0)
        return requests

    def _demand_going_on(self) -> None:
        if is_stopping(self.crawler):
            raise CrawlStoppingError("the crawl is being stopped")

    async def _wanted(self, links: Sequence[Link], found_in: str | None) -> list[Link]:
        """Return the links the source and the operator want; the others are counted, and written down."""
        wanted: list[Link] = []
        for part in batched(links):
            wanted += self._plan.wanted(part)
            await self._remember_left_out(self._plan.left_out, found_in)
            await asyncio.sleep(0)
        return wanted

    async def _discover_some(self, links: Sequence[Link], found_in: str | None) -> list[KnownUrl]:
        found = [
            FoundLink(
                url=link.url, found_in=found_in, hint_title=link.title, hint_published_at=link.published_at
            )
            for link in links
        ]
        return await self._archive.discover(found) if found else []

    async def _remember_off_pattern(self, links: Sequence[Link], section: Listing, found_in: str) -> None:
        """Count and write down links of a section that look like articles and do not fit its pattern."""
        if links:
            self._count("link", OFF_PATTERN, len(links))
            rule = f"[[sections]] article of {section.url} does not fit: {section.article!r}"
            await self._remember_left_out([(link, OFF_PATTERN) for link in links], found_in, rule)

    async def _remember_left_out(
        self, links: Sequence[tuple[Link, str]], found_in: str | None, rule: str | None = None
    ) -> None:
        """Write down what a list named and the source's rules left out; `rule` says which."""
        left = [
            SkippedLink(
                url=link.url,
                found_in=found_in,
                hint_title=link.title,
                hint_published_at=link.published_at,
                reason=reason,
                detail=rule or rule_behind(link, self.source.links, reason),
            )
            for link, reason in links
        ]
        if not left:
            return
        new, too_many = await self._archive.record_skipped(left, MOST_LEFT_OUT - self._left_out)
        self._left_out += new
        if too_many:
            self._count("link", "left_out_not_kept", too_many)

    async def _rechecks(self) -> list[Request]:
        if self.arguments.due:
            return self._chosen_requests(self._plan.due(await self._archive.due_articles()))
        if self.arguments.backfill:
            return []
        return self._article_requests(await self._archive.recheckable(self._cutoff))

    def _article_requests(self, addresses: Sequence[KnownUrl], called: Collection[str] = ()) -> list[Request]:
        chosen = self._plan.articles(addresses, called)
        self._archive.called |= self._plan.called
        return self._chosen_requests(chosen)

    async def _called(self, links: Sequence[Link], named: Sequence[KnownUrl]) -> Sequence[str]:
        """Return what a list calls for, as far as it is believed and the budget goes."""
        called = [] if self.arguments.backfill else reported_changes(links, named, clock.now())
        most = await self._archive.change_report_limit() if called else None
        if most is None:
            return called
        followed = called[: max(0, most - len(self._archive.called))]
        if len(followed) < len(called):
            self._count("frontier", "call_not_followed", len(called) - len(followed))
        return followed

    def _chosen_requests(self, chosen: Sequence[tuple[KnownUrl, Choice]]) -> list[Request]:
        return [
            self._request(
                known,
                RECHECK if choice == "recheck" else NEW,
                self.parse_article,
                # A shell does not change when a browser would fill it now: it must come, not its 304.
                conditional=choice == "recheck" and not self._is_shell(known),
            )
            for known, choice in chosen
        ]

    def _request(
        self, known: KnownUrl, priority: int, callback: Any, *, conditional: bool, **facts: Any
    ) -> Request:
        return request_for(
            known,
            conditional=conditional,
            priority=priority,
            callback=callback,
            errback=self.failed,
            rendered=self._rendering.from_start and known.kind in RENDERED_KINDS,
            **facts,
        )

    def _is_due(self, listing: Listing, due: Mapping[str, ListingDue]) -> bool:
        known = due.get(listing.url)
        waits = known is not None and known.piggyback_at > clock.now()
        if not (self.arguments.due and declared_interval(self.source) is None and waits):
            return True
        self._count(listing.kind, "not_due")
        return False

    def _is_shell(self, known: KnownUrl) -> bool:
        return known.state == "refused" and self._rendering.tries

    def _polled(self, answer: Answer, links: Sequence[Link], named: Sequence[KnownUrl]) -> Answer:
        """Return the answer of a listing with what the planner wants to know; those never asked have none."""
        if answer.kind == "article" or answer.outcome in {"skipped", "postponed"}:
            return answer
        return replace(
            answer,
            poll=poll_of(answer, links, named),
            every=declared_interval(self.source),
            read_by=self._list_key,
        )

    async def _record(self, answer: Answer) -> None:
        if answer.outcome == "postponed":
            self._count(LATER_STAGE, answer.reason or answer.outcome)
        self._count(answer.kind, answer.reason or answer.outcome)
        await self._archive.record(self._polled(answer, (), ()) if answer.poll is None else answer)

    def _beyond_budget(self, reading: ListingReading, unwritten: int, unasked: int) -> ListingReading:
        """Return the reading with what this crawl has no room for among what is left out."""
        left_out = unwritten + max(0, unasked)
        if not left_out:
            return reading
        problems = (*reading.problems, "too_many_addresses")
        return replace(reading, problems=problems, left_out=reading.left_out + left_out)

    def _count_problems(self, kind: str, reading: ListingReading) -> None:
        for problem in reading.problems:
            self._count(kind, problem.partition(":")[0])

    def _count(self, stage: str, outcome: str, number: int = 1) -> None:
        self.crawler.stats.inc_value(f"newsarchive/{stage}/{outcome}", number)

    def _extension(self, kind: type[E]) -> E:
        extension = self.crawler.get_extension(kind)
        if extension is None:
            raise RuntimeError("newsarchive.addon is not among ADDONS: no archive and no browser to ask")
        return extension
