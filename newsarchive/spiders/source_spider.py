"""Crawls one source: unfinished URLs, the articles that its listings name, and rechecks that are due."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from newsarchive.crawl_arguments import Arguments, read_arguments
from newsarchive.declared_schedule import declared_interval
from newsarchive.discovery.documents import Link, ListingReading, testifying_links
from newsarchive.discovery.sections.front_page import read_front_page
from newsarchive.errors import CrawlStoppingError, DocumentTooCostlyError, PageNotReadError
from newsarchive.extensions.crawl_context import ArticleLimit, CrawlContext
from newsarchive.hints import ReservationPolicy
from newsarchive.items import FetchedPage, Reading
from newsarchive.lifecycle import FetchFailure, Outcome, ReadingNote
from newsarchive.listings.kind_registry import listing_kinds
from newsarchive.listings.listing_kind import Listing
from newsarchive.logs.plain_errors import tell_plainly
from newsarchive.middlewares.postponement import StoppingError
from newsarchive.sources import Source, declaration_file, load_sources
from newsarchive.sources.declaration import project_rights
from newsarchive.sources.source_code import read_by_source
from newsarchive.spiders.browser_use import (
    browser_settings,
    is_rendered,
    left_unfinished,
    may_be_filled,
    page_to_read,
    read_section_again,
)
from newsarchive.spiders.listing_answers import content_type_header, poll_of
from newsarchive.spiders.responses import (
    READ_TO_ITS_LIMIT,
    failed_answer,
    fetched_page,
    listing_answer,
    seen_again,
    without_page,
)
from newsarchive.spiders.source_requests import (
    LATER_STAGE,
    LEFT_OUT_STAGE,
    Callbacks,
    CrawlParts,
    SourceRequests,
)
from newsarchive.spiders.source_settings import behaviour
from newsarchive.spiders.stand_ins import StandIns, may_stand_in
from newsarchive.spiders.wayback import Rescue, require_wayback, rescue_from
from newsarchive.storage.interfaces.crawl_store import Answer, FrontierUrl
from newsarchive.text.revision_identity import sha256_hex

_MOST_LEFT_OUT_TOLD = 5  # listings that exceed one limit and are named in the log


class SourceSpider(Spider):
    """`scrapy crawl source -a source=NAME`; `newsarchive crawl NAME` runs the same.

    Handles the responses; SourceRequests, made when the crawl starts, decides what is requested.
    """

    name = "source"
    _parts: CrawlParts
    _requests: SourceRequests
    _stand_ins: StandIns

    def __init__(self, source: Source, folder: Path, arguments: Arguments, rights: ReservationPolicy) -> None:
        super().__init__()
        limit = ArticleLimit(arguments.limit)
        self.context = CrawlContext(source=source, arguments=arguments, rights=rights, limit=limit)
        self._source, self._arguments, self._folder = source, arguments, folder
        self._list_key = source.list_key()
        self._rescue: Rescue | None = None
        self._asks_wayback = arguments.backfill and (arguments.wayback or source.wayback.enabled)
        if self._asks_wayback:
            require_wayback()
        self._left_out_for: Counter[str] = Counter()  # listings, by reason
        self._kinds = {kind.name: kind for kind in listing_kinds()}

    @classmethod
    def from_crawler(
        cls,
        crawler: Crawler,
        source: str = "",
        limit: str | None = None,
        since: str | None = None,
        _job: str | None = None,  # Scrapyd passes its name for the run to every spider
        **more: Any,
    ) -> Self:
        tell_plainly()  # `scrapy crawl` lets asyncio log what is raised here
        folder = Path(crawler.settings["NEWSARCHIVE_SOURCES"])
        declared = load_sources(folder, [source])[source]
        rights = project_rights(crawler.settings)
        arguments = read_arguments(limit, since, **more)
        spider = super().from_crawler(
            crawler, declared, declaration_file(folder, source).parent, arguments, rights
        )
        for name, value in (behaviour(declared) | browser_settings(declared, crawler.settings)).items():
            crawler.settings.set(name, value, priority="spider")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        self._parts = parts = CrawlParts.of(self.crawler)
        await parts.archive.open()
        await parts.rendering.open(parts.archive)
        self._stand_ins = StandIns(self._source.name, parts.reader.read, self._record)
        for signal in (signals.item_scraped, signals.item_dropped):
            self.crawler.signals.connect(self._stand_ins.stored, signal=signal, weak=False)
        callbacks = Callbacks(self.parse_listing, self.parse_article, self.failed)
        self._requests = SourceRequests(self.context, parts, callbacks)
        try:
            await self._requests.apply_changed_rules()
        except CrawlStoppingError:  # the next crawl does it
            return
        for request in await self._unfinished_requests():
            yield request
        listings = [self._requests.plan.reach(each) for each in self._source.listings()]
        for request in (await self._requests.listing_requests(listings))[0]:
            yield request
        if self._asks_wayback:
            for request in await self._wayback_requests():
                yield request
        for kind, table in self._source.declared():
            listed = kind.links(table, self._folder)
            self._count_problems(kind.field, listed)
            for request in await self._requests.link_requests(listed.links):
                yield request
        for request in await self._requests.rechecks():
            yield request

    async def parse_listing(
        self, response: Response, known: FrontierUrl, listing: Listing
    ) -> AsyncIterator[Any]:
        """Store the URLs of a listing, and only then that it was read, so that a kill loses nothing."""
        refusal = without_page(response, known, home_is_page=True)
        if refusal is not None:
            await self._record(refusal)
            return
        try:
            self._parts.demand_going_on()
            requests = await self._follow(response, known, listing)
        except CrawlStoppingError:  # it stays claimed, and the next crawl fetches it
            self._parts.count(LATER_STAGE, "stopping")
            return
        for request in requests:
            yield request

    async def _follow(self, response: Response, known: FrontierUrl, listing: Listing) -> list[Request]:
        """Read a listing, store its URLs, and return the requests that follow from it."""
        reading = await self._read(response, listing)
        reading = replace(reading, links=testifying_links(reading.links))
        try:
            wanted = await self._requests.wanted(reading.links, found_in=known.url)
        except DocumentTooCostlyError as error:
            self.logger.warning("%s was not read: %s. Simplify these patterns.", known.url, error)
            reading, wanted = ListingReading(problems=(FetchFailure.TOO_COSTLY,)), []
        named, unwritten = await self._requests.discover_links(wanted, found_in=known.url)
        requests = await self._requests.requests_for(named, await self._requests.called_for(wanted, named))
        await self._requests.remember_off_pattern(reading.off_pattern, listing, known.url)
        await self._requests.remember_no_articles(reading.no_articles, known.url)
        goes_on = self._requests.plan.goes_on(reading.links, wanted, listing.url)
        if reading.next is not None:
            self._requests.plan.leads_to(listing.url, reading.next)
        reading, further = self._further(reading, listing, goes_on=goes_on)
        room = max(0, self._requests.plan.listings_left)
        reading = _beyond_budget(reading, unwritten, len(further) - room)
        self._count_problems(listing.kind, reading)
        self._parts.count(listing.kind, "links", len(reading.links))
        children = [replace(one, found_in=known.url) for one in further[:room]]
        more, fresh = await self._requests.listing_requests(children, may_wait=bool(reading.children))
        answer = listing_answer(response, known, reading, complete=self._arguments.since is None)
        self._parts.count(answer.kind, answer.outcome)  # its problems are counted above
        if reading.left_out:
            self._parts.count(LEFT_OUT_STAGE, listing.kind, reading.left_out)
            self._say_left_out(known.url, answer.detail, ", ".join(reading.problems))
        elif not READ_TO_ITS_LIMIT.isdisjoint(reading.problems):
            cut = "larger than is read, the rest of it is left out"
            self._say_left_out(known.url, cut, ", ".join(reading.problems))
        if ReadingNote.KEYS_CHANGED in reading.problems:
            self.logger.warning(
                "%s has not the keys that [[lists]] names; its %d articles were found without them. Look at"
                " the declaration: the site was redesigned.",
                known.url,
                len(reading.links),
            )
        if reading.error is not None:
            self.logger.error("%s: the code of the kind %s fails: %s", known.url, listing.kind, reading.error)
        await self._parts.archive.record(self._polled(answer, wanted, [*named, *fresh]))
        return [*requests, *more]

    def _say_left_out(self, url: str, detail: str | None, problems: str) -> None:
        """Warn of a listing that names more than is read; of many for one reason, the first ones only.

        An index may lead to thousands of them. The summary counts what all left out, `fetches` has each.
        """
        self._left_out_for[problems] += 1
        told = self._left_out_for[problems]
        if told <= _MOST_LEFT_OUT_TOLD:
            more = "; others like it are only counted" if told == _MOST_LEFT_OUT_TOLD else ""
            self.logger.warning("%s: %s (%s)%s", url, detail, problems, more)

    def _further(
        self, reading: ListingReading, listing: Listing, *, goes_on: bool
    ) -> tuple[ListingReading, Sequence[Listing]]:
        """Return the listings that it leads to.

        An error in the code of its kind becomes a problem of the reading.
        """
        try:
            return reading, self._kinds[listing.kind].further(reading, listing, goes_on=goes_on)
        except Exception as error:  # as in read_listing
            problems = (*reading.problems, FetchFailure.READER_FAILED)
            return replace(reading, problems=problems, error=f"{type(error).__name__}: {error}"[:500]), ()

    async def parse_article(
        self, response: Response, known: FrontierUrl
    ) -> AsyncIterator[FetchedPage | Reading]:
        """Pass a page or its reading on to the pipelines, or record why there is none."""
        refusal = without_page(response, known)
        if refusal is not None:
            told = await self._parts.archive.told(known.url) if may_stand_in(refusal, known) else ()
            listed = await self._stand_ins.reading(response, known, refusal, told)
            for rescued in [listed] if listed else await self._refused(refusal, known):
                yield rescued
            return
        again = seen_again(response, known)
        if again is not None and self._may_be_skipped(response, known):
            await self._record(again)
            return
        # Made first, with its time: what lists say from now on is heard later.
        page = fetched_page(response, known, self._source.name)
        told = await self._parts.archive.told(known.url, response.url)
        page = replace(page, told=told)
        self._parts.count("article", "redirected_page" if response.url != known.url else "page")
        self._watch_copies(response, known)

        def page_of(rendered: Response) -> FetchedPage | None:
            refused = without_page(rendered, known) is not None
            made = fetched_page(rendered, known, self._source.name)
            return None if refused else replace(made, told=told)

        try:
            yield await page_to_read(page, self._parts.rendering, self._parts.reader.read, page_of)
        except CrawlStoppingError:  # the extension has counted it; the next crawl fetches the page
            return
        except PageNotReadError:
            self._parts.count("extract", "not_read")

    async def failed(self, failure: Failure) -> AsyncIterator[FetchedPage]:
        """Record a request without a response: forbidden by robots.txt, timed out, not resolved …

        URLs that were not requested because of a stop stay claimed, and are unfinished when the crawl ends.
        """
        if isinstance(failure.value, StoppingError):
            self._parts.count(LATER_STAGE, failure.value.reason)
            return
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy sets it for errbacks
        known: FrontierUrl = request.cb_kwargs["known"]
        error = failure.value or RuntimeError("unknown failure")
        if left_unfinished(error, self.crawler):
            return
        for rescued in await self._refused(failed_answer(error, known), known):
            yield rescued

    async def _refused(self, answer: Answer, known: FrontierUrl) -> list[FetchedPage]:
        """Record the answer, or return a capture from the Wayback Machine.

        Then the answer is recorded later.
        """
        page = await self._rescue.page(answer, known, self._source.name) if self._rescue else None
        if page is None:
            await self._record(answer)
        return [page] if page else []

    async def _read(self, response: Response, listing: Listing) -> ListingReading:
        reader = partial(read_by_source, self._source.code, self._kinds[listing.kind], listing)

        async def read(answer: Response) -> ListingReading:
            return await self._parts.reading.reading(
                reader, answer.body, answer.url, content_type_header(answer)
            )

        if not is_rendered(listing.kind):
            return await read(response)
        return await read_section_again(
            self._parts.rendering,
            response,
            await read(response),
            read,
            declared=listing.found_in is None and listing.depth == 0,
        )

    def _watch_copies(self, response: Response, known: FrontierUrl) -> None:
        digest = sha256_hex(response.body)
        if self.context.copies.met(
            known.url, digest, lambda: read_front_page(response.body, response.url).is_shell
        ):
            self._parts.count("trap", "closed")
            self.logger.warning(
                "Many URLs like %s give the same text; no more of them are fetched in this crawl", known.url
            )

    def _may_be_skipped(self, response: Response, known: FrontierUrl) -> bool:
        """Say whether a page with the same bytes as before need not be read.

        It must be read if every body is kept, if a browser may fill it, or if everything is read anew.
        """
        if self._source.keep_payloads == "all" or self._arguments.fresh:
            return False
        if not self._requests.is_shell(known):
            return True
        return not may_be_filled(fetched_page(response, known, self._source.name))

    async def _unfinished_requests(self) -> list[Request]:
        """Return the requests that killed or stopped crawls left unfinished, listings first."""
        unfinished = await self._parts.archive.unfinished()
        lists = [known for known in unfinished if known.kind != "article"]
        declared = [one.url for one in self._source.listings()]
        steps = await self._parts.archive.steps([known.url for known in lists], declared) if lists else {}
        resumed = [self._resumed(known, steps.get(known.url, 0)) for known in lists]
        listings = [self._requests.plan.reach(listing) for listing in resumed if listing is not None]
        requests = (await self._requests.listing_requests(listings, may_wait=True))[0]
        return requests + await self._requests.requests_for(
            [known for known in unfinished if known.kind == "article"]
        )

    def _resumed(self, known: FrontierUrl, steps: int) -> Listing | None:
        kind = self._kinds.get(known.kind)
        if kind is None:  # its distribution was uninstalled
            self._parts.count("frontier", "unknown_kind")
            return None
        return kind.resumed(self._source.tables(kind), known.url, steps)

    async def _wayback_requests(self) -> list[Request]:
        self._rescue, links = await rescue_from(self.crawler, self._source, self._arguments, self._record)
        try:
            return await self._requests.link_requests(await self._requests.wanted(links, found_in=None))
        except DocumentTooCostlyError as error:
            self.logger.warning(
                "No captures of the Wayback Machine are fetched: %s. Simplify these patterns.", error
            )
            return []

    def _polled(self, answer: Answer, links: Sequence[Link], named: Sequence[FrontierUrl]) -> Answer:
        """Return the answer for a listing with the result of the poll.

        Without one if it was not requested.
        """
        if answer.kind == "article" or answer.outcome in {Outcome.SKIPPED, Outcome.POSTPONED}:
            return answer
        return replace(
            answer,
            poll=poll_of(answer, links, named),
            every=declared_interval(self._source),
            read_by=self._list_key,
        )

    async def _record(self, answer: Answer) -> None:
        self._parts.count_answer(answer)
        await self._parts.archive.record(self._polled(answer, (), ()) if answer.poll is None else answer)

    def _count_problems(self, kind: str, reading: ListingReading) -> None:
        for problem in reading.problems:
            self._parts.count(kind, problem.partition(":")[0])


def _beyond_budget(reading: ListingReading, unwritten: int, unasked: int) -> ListingReading:
    """Return the reading with the entries beyond the limits of this crawl counted as left out."""
    left_out = unwritten + max(0, unasked)
    if not left_out:
        return reading
    problems = (*reading.problems, ReadingNote.TOO_MANY_ADDRESSES)
    return replace(reading, problems=problems, left_out=reading.left_out + left_out)
