"""One crawl of one source: what is unfinished, what its listings name, and what is due for a recheck."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self, TypeVar

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from newsarchive import clock
from newsarchive.discovery.reading import Link, Reading
from newsarchive.discovery.urls import canonical_key
from newsarchive.extensions.archive import ArchiveExtension
from newsarchive.extensions.rendering import RenderingExtension
from newsarchive.habits import declared_interval
from newsarchive.hints import NOTHING_SHARED, PageHints
from newsarchive.items import FetchedPage
from newsarchive.middlewares.postponed import StoppingError
from newsarchive.sources import Source, load_sources
from newsarchive.sources.rights import project_rights
from newsarchive.spiders.addresses import listed_addresses
from newsarchive.spiders.answers import failed_answer, fetched_page, listing_answer, seen_again, without_page
from newsarchive.spiders.arguments import Arguments, read_arguments
from newsarchive.spiders.asking import LISTING, NEW, RECHECK, request_for
from newsarchive.spiders.behaviour import behaviour
from newsarchive.spiders.choosing import Choice, recheck_since
from newsarchive.spiders.feeds import FeedsPart
from newsarchive.spiders.listings import Listing, ListingPart, content_type_of
from newsarchive.spiders.planning import Plan
from newsarchive.spiders.polls import is_conditional, poll_of
from newsarchive.spiders.rendering import (
    RENDERED_KINDS,
    browser_settings,
    left_unfinished,
    read_section_again,
)
from newsarchive.spiders.sections import SectionsPart
from newsarchive.spiders.sitemaps import SitemapsPart
from newsarchive.storage.addresses import sharing_key
from newsarchive.storage.interfaces import Answer, FoundLink, KnownUrl
from newsarchive.storage.visiting.values import ListingDue

E = TypeVar("E")
PARTS: Sequence[ListingPart] = (FeedsPart(), SitemapsPart(), SectionsPart())
LATER_STAGE = "later"
LATER = f"newsarchive/{LATER_STAGE}/"  # counters of what is left for the next crawl, by reason


class SourceSpider(Spider):
    """`scrapy crawl source -a source=NAME`; `newsarchive crawl NAME` runs the same."""

    name = "source"

    def __init__(self, source: Source, folder: Path, arguments: Arguments) -> None:
        super().__init__()
        self.source, self.arguments = source, arguments
        self._folder = folder
        self._cutoff = recheck_since(source, clock.now(), arguments.since)
        self._plan = Plan(source.links, self._cutoff, arguments, self._count)
        self._parts = {part.kind: part for part in PARTS}

    @classmethod
    def from_crawler(
        cls,
        crawler: Crawler,
        source: str = "",
        limit: str | None = None,
        since: str | None = None,
        due: str | None = None,
        _job: str | None = None,  # Scrapyd's name for the run, given to every spider
    ) -> Self:
        folder = Path(crawler.settings["NEWSARCHIVE_SOURCES"])
        declared = load_sources(folder, [source])[source]
        spider = cls(declared, folder, read_arguments(limit, since, due))
        spider._set_crawler(crawler)
        for name, value in (behaviour(declared) | browser_settings(declared, crawler.settings)).items():
            crawler.settings.set(name, value, priority="spider")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        self._archive = self._extension(ArchiveExtension)
        await self._archive.open()
        self._rendering = self._extension(RenderingExtension)
        await self._rendering.open(self._archive)
        for known in await self._archive.unfinished():
            for request in await self._unfinished_requests(known):
                yield request
        listings = [listing for part in PARTS for listing in part.listings(self.source)]
        for request in (await self._listing_requests(listings))[0]:
            yield request
        listed = listed_addresses(self.source, self._folder)
        self._count_problems("addresses", listed)
        for request in self._article_requests(await self._discover_links(listed.links, found_in=None)):
            yield request
        for request in await self._rechecks():
            yield request

    async def parse_listing(
        self, response: Response, known: KnownUrl, listing: Listing
    ) -> AsyncIterator[Any]:
        """Write what a listing names, and only then that it was read: a kill loses nothing."""
        refusal = without_page(response, known, home_is_page=True)
        if refusal is not None:
            await self._record(self._polled(refusal, (), ()))
            return
        reading = await self._read(response, listing)
        self._count_problems(listing.kind, reading)
        self._count(listing.kind, "links", len(reading.links))
        children = [
            Listing(url=url, kind=listing.kind, depth=listing.depth + 1, found_in=known.url)
            for url in reading.children
        ]
        requests, fresh = await self._listing_requests(children)
        wanted = self._plan.wanted(reading.links)
        named = await self._discover_links(wanted, found_in=known.url)
        requests += self._article_requests(named)
        complete = self.arguments.since is None
        answer = listing_answer(response, known, reading, complete=complete)
        answer = self._polled(answer, wanted, [*named, *fresh])
        self._count(answer.kind, answer.outcome)  # its problems are counted above
        await self._archive.record(answer)
        for request in requests:
            yield request

    async def parse_article(self, response: Response, known: KnownUrl) -> AsyncIterator[FetchedPage]:
        """Hand a page on to the pipelines, or record why there is none."""
        refusal = without_page(response, known)
        if refusal is not None:
            await self._record(refusal)
            return
        page = fetched_page(response, known, self.source.name)
        again = seen_again(response, known, page) if self._may_be_passed_over(known) else None
        if again is not None:
            await self._record(again)
            return
        self._count("article", "redirected_page" if response.url != known.url else "page")
        yield page

    def rendered_page(self, response: Response, page: FetchedPage) -> FetchedPage | None:
        """Return the page as the browser has it, None where its answer is no page."""
        known = KnownUrl(url=page.url, kind="article", state="claimed", new=False)
        refused = without_page(response, known) is not None
        return None if refused else fetched_page(response, known, self.source.name)

    def hints(self, page: FetchedPage) -> PageHints:
        """Return what is known of a page before it is read: of its source, and of other pages of its host."""
        shared = self._archive.shared.get(sharing_key(page), NOTHING_SHARED)
        return replace(self.source.hints(project_rights(self.settings)), shared=shared)

    async def failed(self, failure: Failure) -> None:
        """Record a request without an answer: refused by robots.txt, timed out, not resolved …

        What a stop kept from being sent stays claimed, and is unfinished when the crawl has ended.
        """
        if isinstance(failure.value, StoppingError):
            self._count(LATER_STAGE, "stopping")
            return
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy sets it for errbacks
        known: KnownUrl = request.cb_kwargs["known"]
        error = failure.value or RuntimeError("unknown failure")
        if left_unfinished(error, self.crawler):
            return
        answer = failed_answer(error, known)
        await self._record(answer if known.kind == "article" else self._polled(answer, (), ()))

    async def _unfinished_requests(self, known: KnownUrl) -> list[Request]:
        """Sitemaps too: their index, read before the kill, may answer 304 now. Feeds are declared anyway."""
        if known.kind == "article":
            return self._article_requests([known])
        if known.kind == "sitemap":
            return (await self._listing_requests([Listing(url=known.url, kind=known.kind, depth=1)]))[0]
        return []

    async def _read(self, response: Response, listing: Listing) -> Reading:
        def read(answer: Response) -> Reading:
            part = self._parts[listing.kind]
            return part.read(answer.body, answer.url, listing, content_type_of(answer))

        if listing.kind not in RENDERED_KINDS:
            return read(response)
        return await read_section_again(self._rendering, response, read(response), read)

    async def _listing_requests(self, listings: Sequence[Listing]) -> tuple[list[Request], list[KnownUrl]]:
        """Return the requests, and what the archive knew of the listings asked for."""
        due = await self._archive.listings([listing.url for listing in listings]) if listings else {}
        fresh = self._plan.fresh([listing for listing in listings if self._is_due(listing, due)])
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
                conditional=is_conditional(known.url, due),
                listing=fresh[canonical_key(known.url)],
            )
            for known in named
        ]
        return requests, named

    def _is_due(self, listing: Listing, due: Mapping[str, ListingDue]) -> bool:
        known = due.get(listing.url)
        waits = known is not None and known.next_poll_at > clock.now()
        if not (self.arguments.due and declared_interval(self.source) is None and waits):
            return True
        self._count(listing.kind, "not_due")
        return False

    def _may_be_passed_over(self, known: KnownUrl) -> bool:
        """What says what it said is read all the same where all bytes are kept, or a browser is tried."""
        shell = known.state == "refused" and self._rendering.tries
        return self.source.keep_payloads != "all" and not shell

    def _polled(self, answer: Answer, links: Sequence[Link], named: Sequence[KnownUrl]) -> Answer:
        if answer.outcome in {"skipped", "postponed"}:
            return answer
        return replace(answer, poll=poll_of(answer, links, named), every=declared_interval(self.source))

    async def _rechecks(self) -> list[Request]:
        if self.arguments.due:
            chosen = self._plan.due(await self._archive.due_articles())
        else:
            chosen = self._plan.articles(await self._archive.recheckable(self._cutoff))
        return self._chosen_requests(chosen)

    async def _discover_links(self, links: Sequence[Link], found_in: str | None) -> list[KnownUrl]:
        found = [
            FoundLink(
                url=link.url, found_in=found_in, hint_title=link.title, hint_published_at=link.published_at
            )
            for link in links
        ]
        return await self._archive.discover(found) if found else []

    def _article_requests(self, addresses: Sequence[KnownUrl]) -> list[Request]:
        return self._chosen_requests(self._plan.articles(addresses))

    def _chosen_requests(self, chosen: Sequence[tuple[KnownUrl, Choice]]) -> list[Request]:
        return [
            self._request(
                known,
                RECHECK if choice == "recheck" else NEW,
                self.parse_article,
                # A shell does not change when a browser would fill it now: it must come, not its 304.
                conditional=choice == "recheck" and not (known.state == "refused" and self._rendering.tries),
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

    async def _record(self, answer: Answer) -> None:
        if answer.outcome == "postponed":
            self._count(LATER_STAGE, answer.reason or answer.outcome)
        self._count(answer.kind, answer.reason or answer.outcome)
        await self._archive.record(answer)

    def _count_problems(self, kind: str, reading: Reading) -> None:
        for problem in reading.problems:
            self._count(kind, problem.partition(":")[0])

    def _count(self, stage: str, outcome: str, number: int = 1) -> None:
        self.crawler.stats.inc_value(f"newsarchive/{stage}/{outcome}", number)

    def _extension(self, kind: type[E]) -> E:
        extension = self.crawler.get_extension(kind)
        if extension is None:
            raise RuntimeError("newsarchive.addon is not among ADDONS: no archive and no browser to ask")
        return extension
