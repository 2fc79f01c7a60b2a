"""One crawl of one source: what is unfinished, what its listings name, and what is due for a recheck."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from newsarchive import clock
from newsarchive.discovery.front_page import read_front_page
from newsarchive.discovery.reading import Link, Reading
from newsarchive.discovery.traps import CopyTrap
from newsarchive.discovery.urls import canonical_key
from newsarchive.extensions.archive import ArchiveExtension
from newsarchive.hints import NOTHING_SHARED, PageHints
from newsarchive.items import FetchedPage
from newsarchive.sources import Source, load_sources
from newsarchive.sources.rights import project_rights
from newsarchive.spiders.addresses import listed_addresses
from newsarchive.spiders.answers import failed_answer, fetched_page, listing_answer, without_page
from newsarchive.spiders.arguments import Arguments, read_arguments
from newsarchive.spiders.asking import LISTING, NEW, RECHECK, request_for
from newsarchive.spiders.behaviour import behaviour
from newsarchive.spiders.choosing import recheck_since
from newsarchive.spiders.feeds import FeedsPart
from newsarchive.spiders.listings import Listing, ListingPart, content_type_of
from newsarchive.spiders.planning import Plan
from newsarchive.spiders.rescue import Rescue, rescue_from
from newsarchive.spiders.sections import SectionsPart
from newsarchive.spiders.sitemaps import SitemapsPart
from newsarchive.spiders.wayback import require_wayback
from newsarchive.storage.addresses import sharing_key
from newsarchive.storage.interfaces import Answer, FoundLink, KnownUrl

PARTS: Sequence[ListingPart] = (FeedsPart(), SitemapsPart(), SectionsPart())


class SourceSpider(Spider):
    """`scrapy crawl source -a source=NAME`; `newsarchive crawl NAME` runs the same."""

    name = "source"

    def __init__(self, source: Source, folder: Path, arguments: Arguments) -> None:
        super().__init__()
        self.source, self.arguments = source, arguments
        self._folder = folder
        now = clock.now()
        self._cutoff = now if arguments.backfill else recheck_since(source, now, arguments.since)
        self._asks_wayback = arguments.backfill and (arguments.wayback or source.wayback.enabled)
        if self._asks_wayback:
            require_wayback()
        self._rescue: Rescue | None = None
        self._plan = Plan(source.links, self._cutoff, arguments, self._count)
        self._parts = {part.kind: part for part in PARTS}
        self.copies = CopyTrap()

    @classmethod
    def from_crawler(
        cls,
        crawler: Crawler,
        source: str = "",
        limit: str | None = None,
        since: str | None = None,
        **more: Any,
    ) -> Self:
        folder = Path(crawler.settings["NEWSARCHIVE_SOURCES"])
        declared = load_sources(folder, [source])[source]
        spider = cls(declared, folder, read_arguments(limit, since, **more))
        spider._set_crawler(crawler)
        for name, value in behaviour(declared).items():
            crawler.settings.set(name, value, priority="spider")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        self._archive = self._extension()
        await self._archive.open()
        for known in await self._archive.unfinished():
            for request in await self._unfinished_requests(known):
                yield request
        listings = [self._plan.reach(each) for part in PARTS for each in part.listings(self.source)]
        for request in await self._listing_requests(listings):
            yield request
        if self._asks_wayback:
            for request in await self._wayback_requests():
                yield request
        listed = listed_addresses(self.source, self._folder)
        self._count_problems("addresses", listed)
        for request in await self._link_requests(listed.links, found_in=None):
            yield request
        for request in self._article_requests(await self._archive.recheckable(self._cutoff)):
            yield request

    async def parse_listing(
        self, response: Response, known: KnownUrl, listing: Listing
    ) -> AsyncIterator[Any]:
        """Write what a listing names, and only then that it was read: a kill loses nothing."""
        refusal = without_page(response, known, home_is_page=True)
        if refusal is not None:
            await self._record(refusal)
            return
        part = self._parts[listing.kind]
        reading = part.read(response.body, response.url, listing, content_type_of(response))
        self._count_problems(listing.kind, reading)
        self._count(listing.kind, "links", len(reading.links))
        wanted = self._plan.wanted(reading.links)
        requests = await self._link_requests(wanted, found_in=known.url)
        goes_on = self._plan.goes_on(reading.links, wanted)
        further = part.further(reading, listing, goes_on=goes_on)
        requests += await self._listing_requests(further)
        complete = self.arguments.since is None
        answer = listing_answer(response, known, reading, complete=complete)
        self._count(answer.kind, answer.outcome)  # its problems are counted above
        await self._archive.record(answer)
        for request in requests:
            yield request

    async def parse_article(self, response: Response, known: KnownUrl) -> AsyncIterator[FetchedPage]:
        """Hand a page on to the pipelines, or record why there is none."""
        refusal = without_page(response, known)
        if refusal is not None:
            for rescued in await self._refused(refusal, known):
                yield rescued
            return
        self._count("article", "redirected_page" if response.url != known.url else "page")
        digest = sha256(response.body).hexdigest()
        if self.copies.met(known.url, digest, lambda: read_front_page(response.body, response.url).is_shell):
            self._count("trap", "closed")
            self.logger.warning("One text under many addresses like %s: left alone", known.url)
        yield fetched_page(response, known, self.source.name)

    def hints(self, page: FetchedPage) -> PageHints:
        """Return what is known of a page before it is read: of its source, and of other pages of its host."""
        shared = self._archive.shared.get(sharing_key(page), NOTHING_SHARED)
        return replace(self.source.hints(project_rights(self.settings)), shared=shared)

    async def failed(self, failure: Failure) -> AsyncIterator[FetchedPage]:
        """Record a request without an answer: refused by robots.txt, timed out, not resolved …"""
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy sets it for errbacks
        known: KnownUrl = request.cb_kwargs["known"]
        answer = failed_answer(failure.value or RuntimeError("unknown failure"), known)
        for rescued in await self._refused(answer, known):
            yield rescued

    async def _refused(self, answer: Answer, known: KnownUrl) -> list[FetchedPage]:
        """Record the answer, or return the capture that stands in for the page; then it is recorded later."""
        page = await self._rescue.page(answer, known, self.source.name) if self._rescue else None
        if page is None:
            await self._record(answer)
        return [page] if page else []

    async def _unfinished_requests(self, known: KnownUrl) -> list[Request]:
        if known.kind == "article":
            return self._article_requests([known])
        listing = self._parts[known.kind].resumed(self.source, known.url)
        return await self._listing_requests([self._plan.reach(listing)] if listing else [])

    async def _wayback_requests(self) -> list[Request]:
        self._rescue, links = await rescue_from(self.crawler, self.source, self.arguments, self._record)
        return await self._link_requests(self._plan.wanted(links), found_in=None)

    async def _listing_requests(self, listings: Sequence[Listing]) -> list[Request]:
        fresh = self._plan.fresh(listings)
        found = [FoundLink(url=listing.url, kind=listing.kind) for listing in fresh.values()]
        return [
            self._request(
                known, LISTING, self.parse_listing, conditional=True, listing=fresh[canonical_key(known.url)]
            )
            for known in (await self._archive.discover(found) if found else ())
        ]

    async def _link_requests(self, links: Sequence[Link], found_in: str | None) -> list[Request]:
        found = [
            FoundLink(
                url=link.url, found_in=found_in, hint_title=link.title, hint_published_at=link.published_at
            )
            for link in links
        ]
        return self._article_requests(await self._archive.discover(found) if found else [])

    def _article_requests(self, addresses: Sequence[KnownUrl]) -> list[Request]:
        return [
            self._request(
                known,
                RECHECK if choice == "recheck" else NEW,
                self.parse_article,
                conditional=choice == "recheck",
            )
            for known, choice in self._plan.articles(addresses)
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
            **facts,
        )

    async def _record(self, answer: Answer) -> None:
        self._count(answer.kind, answer.reason or answer.outcome)
        await self._archive.record(answer)

    def _count_problems(self, kind: str, reading: Reading) -> None:
        for problem in reading.problems:
            self._count(kind, problem.partition(":")[0])

    def _count(self, stage: str, outcome: str, number: int = 1) -> None:
        self.crawler.stats.inc_value(f"newsarchive/{stage}/{outcome}", number)

    def _extension(self) -> ArchiveExtension:
        extension = self.crawler.get_extension(ArchiveExtension)
        if extension is None:
            raise RuntimeError("newsarchive.addon is not among ADDONS: no archive to ask")
        return extension
