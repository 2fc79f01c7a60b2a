"""One crawl of one source: what is unfinished, what its listings name, and what is due for a recheck."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from newsarchive.discovery.crawler_traps import CopyTrap
from newsarchive.discovery.documents import ListingReading
from newsarchive.discovery.front_page import read_front_page
from newsarchive.errors import CrawlStoppingError
from newsarchive.extensions.crawl_archive import ArchiveExtension
from newsarchive.extensions.document_reading import ReadingExtension
from newsarchive.extensions.rendering import RenderingExtension
from newsarchive.hints import NOTHING_SHARED, PageHints
from newsarchive.items import FetchedPage
from newsarchive.middlewares.postponement import StoppingError
from newsarchive.sources import Source, load_sources
from newsarchive.sources.declaration import project_rights
from newsarchive.spiders.browser_use import (
    RENDERED_KINDS,
    browser_settings,
    left_unfinished,
    read_section_again,
)
from newsarchive.spiders.crawl_arguments import Arguments, read_arguments
from newsarchive.spiders.listings import (
    FeedsPart,
    Listing,
    ListingPart,
    SectionsPart,
    SitemapsPart,
    content_type_header,
    listed_addresses,
)
from newsarchive.spiders.responses import (
    failed_answer,
    fetched_page,
    listing_answer,
    seen_again,
    without_page,
)
from newsarchive.spiders.source_requests import LATER_STAGE, LEFT_OUT_STAGE, SourceRequests
from newsarchive.spiders.source_settings import behaviour
from newsarchive.spiders.wayback import Rescue, require_wayback, rescue_from
from newsarchive.stages import decode
from newsarchive.storage.interfaces.crawl_store import Answer, KnownUrl
from newsarchive.storage.rows.url_identity import sharing_key
from newsarchive.text.js_shell import is_js_shell
from newsarchive.text.revision_identity import sha256_hex

PARTS: Sequence[ListingPart] = (FeedsPart(), SitemapsPart(), SectionsPart())


class SourceSpider(SourceRequests):
    """`scrapy crawl source -a source=NAME`; `newsarchive crawl NAME` runs the same."""

    name = "source"

    def __init__(self, source: Source, folder: Path, arguments: Arguments) -> None:
        super().__init__(source, arguments)
        self._folder = folder
        self._rescue: Rescue | None = None
        self._asks_wayback = arguments.backfill and (arguments.wayback or source.wayback.enabled)
        if self._asks_wayback:
            require_wayback()
        self._parts = {part.kind: part for part in PARTS}
        self.copies = CopyTrap()

    @classmethod
    def from_crawler(
        cls,
        crawler: Crawler,
        source: str = "",
        limit: str | None = None,
        since: str | None = None,
        _job: str | None = None,  # Scrapyd's name for the run, given to every spider
        **more: Any,
    ) -> Self:
        folder = Path(crawler.settings["NEWSARCHIVE_SOURCES"])
        declared = load_sources(folder, [source])[source]
        spider = cls(declared, folder, read_arguments(limit, since, **more))
        spider._set_crawler(crawler)
        for name, value in (behaviour(declared) | browser_settings(declared, crawler.settings)).items():
            crawler.settings.set(name, value, priority="spider")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        self._archive = self._extension(ArchiveExtension)
        await self._archive.open()
        self._reading = self._extension(ReadingExtension)
        self._rendering = self._extension(RenderingExtension)
        await self._rendering.open(self._archive)
        for request in await self._unfinished_requests():
            yield request
        listings = [self._plan.reach(each) for part in PARTS for each in part.listings(self.source)]
        for request in (await self._listing_requests(listings))[0]:
            yield request
        if self._asks_wayback:
            for request in await self._wayback_requests():
                yield request
        listed = listed_addresses(self.source, self._folder)
        self._count_problems("addresses", listed)
        for request in await self._link_requests(listed.links):
            yield request
        for request in await self._rechecks():
            yield request

    async def parse_listing(
        self, response: Response, known: KnownUrl, listing: Listing
    ) -> AsyncIterator[Any]:
        """Write what a listing names, and only then that it was read: a kill loses nothing."""
        refusal = without_page(response, known, home_is_page=True)
        if refusal is not None:
            await self._record(refusal)
            return
        try:
            self._demand_going_on()
            requests = await self._follow(response, known, listing)
        except CrawlStoppingError:  # it stays claimed, and is read by the next crawl
            self._count(LATER_STAGE, "stopping")
            return
        for request in requests:
            yield request

    async def _follow(self, response: Response, known: KnownUrl, listing: Listing) -> list[Request]:
        """Read a listing, write what it names, and return the requests it leads to."""
        reading = await self._read(response, listing)
        wanted = await self._wanted(reading.links, found_in=known.url)
        named, unwritten = await self._discover_links(wanted, found_in=known.url)
        requests = await self._requests_for(named, await self._called(wanted, named))
        await self._remember_off_pattern(reading.off_pattern, listing, known.url)
        goes_on = self._plan.goes_on(reading.links, wanted)
        further = self._parts[listing.kind].further(reading, listing, goes_on=goes_on)
        room = max(0, self._plan.listings_left)
        reading = self._beyond_budget(reading, unwritten, len(further) - room)
        self._count_problems(listing.kind, reading)
        self._count(listing.kind, "links", len(reading.links))
        children = [replace(one, found_in=known.url) for one in further[:room]]
        more, fresh = await self._listing_requests(children)
        answer = listing_answer(response, known, reading, complete=self.arguments.since is None)
        self._count(answer.kind, answer.outcome)  # its problems are counted above
        if reading.left_out:
            self._count(LEFT_OUT_STAGE, listing.kind, reading.left_out)
            self.logger.warning("%s: %s (%s)", known.url, answer.detail, ", ".join(reading.problems))
        await self._archive.record(self._polled(answer, wanted, [*named, *fresh]))
        return [*requests, *more]

    async def parse_article(self, response: Response, known: KnownUrl) -> AsyncIterator[FetchedPage]:
        """Hand a page on to the pipelines, or record why there is none."""
        refusal = without_page(response, known)
        if refusal is not None:
            for rescued in await self._refused(refusal, known):
                yield rescued
            return
        again = seen_again(response, known)
        if again is not None and self._may_be_passed_over(response, known):
            await self._record(again)
            return
        page = fetched_page(response, known, self.source.name)
        self._count("article", "redirected_page" if response.url != known.url else "page")
        self._watch_copies(response, known)
        yield page

    def rendered_page(self, response: Response, page: FetchedPage) -> FetchedPage | None:
        """Return the page as the browser has it, None where its answer is no page."""
        known = KnownUrl(url=page.url, kind="article", state="claimed", new=False, listed_at=page.listed_at)
        refused = without_page(response, known) is not None
        return None if refused else fetched_page(response, known, self.source.name)

    def hints(self, page: FetchedPage) -> PageHints:
        """Return what is known of a page before it is read: of its source, and of other pages of its host."""
        shared = self._archive.shared.get(sharing_key(page), NOTHING_SHARED)
        return replace(self.source.hints(project_rights(self.settings)), shared=shared)

    async def failed(self, failure: Failure) -> AsyncIterator[FetchedPage]:
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
        for rescued in await self._refused(failed_answer(error, known), known):
            yield rescued

    async def _refused(self, answer: Answer, known: KnownUrl) -> list[FetchedPage]:
        """Record the answer, or return the capture that stands in for the page; then it is recorded later."""
        page = await self._rescue.page(answer, known, self.source.name) if self._rescue else None
        if page is None:
            await self._record(answer)
        return [page] if page else []

    async def _read(self, response: Response, listing: Listing) -> ListingReading:
        reader = self._parts[listing.kind].reader(listing)

        async def read(answer: Response) -> ListingReading:
            return await self._reading.reading(reader, answer.body, answer.url, content_type_header(answer))

        if listing.kind not in RENDERED_KINDS:
            return await read(response)
        return await read_section_again(self._rendering, response, await read(response), read)

    def _watch_copies(self, response: Response, known: KnownUrl) -> None:
        digest = sha256_hex(response.body)
        if self.copies.met(known.url, digest, lambda: read_front_page(response.body, response.url).is_shell):
            self._count("trap", "closed")
            self.logger.warning("One text under many addresses like %s: left alone", known.url)

    def _may_be_passed_over(self, response: Response, known: KnownUrl) -> bool:
        """What says what it said is read all the same where all bytes are kept, or a browser is tried."""
        if self.source.keep_payloads == "all":
            return False
        if not self._is_shell(known):
            return True
        return not is_js_shell(decode(fetched_page(response, known, self.source.name)).text)

    async def _unfinished_requests(self) -> list[Request]:
        """Return the requests that killed and stopped crawls left, listings first."""
        unfinished = await self._archive.unfinished()
        lists = [known for known in unfinished if known.kind != "article"]
        declared = [one.url for part in PARTS for one in part.listings(self.source)]
        steps = await self._archive.steps([known.url for known in lists], declared) if lists else {}
        resumed = [
            self._parts[known.kind].resumed(self.source, known.url, steps.get(known.url, 0))
            for known in lists
        ]
        listings = [self._plan.reach(listing) for listing in resumed if listing is not None]
        requests = (await self._listing_requests(listings))[0]
        return requests + await self._requests_for([known for known in unfinished if known.kind == "article"])

    async def _wayback_requests(self) -> list[Request]:
        self._rescue, links = await rescue_from(self.crawler, self.source, self.arguments, self._record)
        return await self._link_requests(await self._wanted(links, found_in=None))
