"""Makes the requests of a crawl: listings that are due, new links, articles to recheck."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Self, TypeVar

from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.statscollectors import StatsCollector
from twisted.python.failure import Failure

from newsarchive import clock
from newsarchive.compat.scrapy_private import is_stopping
from newsarchive.declared_schedule import declared_interval
from newsarchive.discovery.documents import Link
from newsarchive.discovery.urls.canonical_urls import canonical_key
from newsarchive.errors import CrawlStoppingError, DocumentTooCostlyError
from newsarchive.extensions.crawl_archive import ArchiveExtension
from newsarchive.extensions.crawl_context import CrawlContext
from newsarchive.extensions.crawl_watch import LATER_COUNTER
from newsarchive.extensions.document_reading import ReadingExtension
from newsarchive.extensions.page_reader import PageReaderExtension
from newsarchive.extensions.rendering import LEAF_KEY, RENDER_KEY, SCROLL_KEY, RenderingExtension
from newsarchive.items import FetchedPage, Reading
from newsarchive.lifecycle import ARTICLE_KIND, Outcome, SkipReason, UrlState, Withheld
from newsarchive.listings.kind_registry import kind_named
from newsarchive.listings.listing_kind import Listing, ListingRequest
from newsarchive.middlewares.article_limit import FURTHER_LIST_KEY
from newsarchive.middlewares.host_gate import HostGate
from newsarchive.middlewares.host_politeness import HostMiddleware
from newsarchive.middlewares.list_tokens import meta_of_tokens
from newsarchive.middlewares.robots import NO_REFERER
from newsarchive.politeness.host_state import authority
from newsarchive.spiders.browser_use import is_rendered
from newsarchive.spiders.crawl_plan import Plan
from newsarchive.spiders.listing_answers import is_conditional
from newsarchive.spiders.responses import failed_answer
from newsarchive.spiders.url_choice import OFF_PATTERN, Choice, recheck_since, reported_changes, rule_behind
from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink, FrontierUrl, RefusedUrl, SkippedLink
from newsarchive.storage.interfaces.rechecks import ListingDue
from newsarchive.workers.document_readers import in_time

logger = logging.getLogger(__name__)

# Making a request: conditional if the archive has an earlier answer, with the errback set.

# Feeds before articles, new articles before rechecks: a crawl that ends early has the news. Listings without
# end are read between articles, so that these come at all.
_LISTING, _NEW, _FURTHER_LISTING, _RECHECK = 20, 10, 5, 0


_RENDERED_ONCE = {RENDER_KEY: True, "max_retry_times": 1}


def request_for(
    known: FrontierUrl,
    *,
    conditional: bool,
    priority: int,
    callback: Callable[..., AsyncIterator[Any]],
    errback: Callable[[Failure], AsyncIterator[Any]],
    rendered: bool = False,
    asked: ListingRequest | None = None,
    **facts: Any,
) -> Request:
    """Return the request for a URL with the options in `asked`; callback and errback get `known` and `facts`.

    A page to be rendered is requested unconditionally: a 304 only says that the shell has not changed.
    """
    asked = asked or ListingRequest(url=known.url)
    rendered = rendered or asked.rendered
    shown = _RENDERED_ONCE | {SCROLL_KEY: known.kind != ARTICLE_KIND, LEAF_KEY: asked.rendered}
    return Request(
        asked.url,
        method=asked.method,
        body=asked.body,
        callback=callback,
        errback=errback,
        priority=priority,
        dont_filter=True,  # the frontier and the plan know what was requested
        headers={**asked.headers, **(conditions(known) if conditional and not rendered else {})},
        meta=NO_REFERER | (shown if rendered else {}) | meta_of_tokens(asked),
        cb_kwargs={"known": known, **facts},
    )


def conditions(known: FrontierUrl) -> dict[str, str]:
    """Return both headers of a conditional request, since many servers support only one of them."""
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {
        name: value for name, value in headers.items() if value and value.isascii() and value.isprintable()
    }


_E = TypeVar("_E")
_V = TypeVar("_V")
LATER_STAGE = "later"
_NO_ARTICLE = "what it is called where it is listed"  # the rule, for people
LEFT_OUT_STAGE = "left_out"
LEFT_OUT_COUNTER = f"newsarchive/{LEFT_OUT_STAGE}/"  # counters of URLs beyond limits, by kind of listing
_AT_A_TIME = 1_000  # URLs stored at a time, which takes some tens of milliseconds
_KEPT_OUT_STAGE = "kept_out"
KEPT_OUT_COUNTER = f"newsarchive/{_KEPT_OUT_STAGE}/"  # counters of listed URLs that were taken down
RULES_STAGE = "rules"
RULES_COUNTER = f"newsarchive/{RULES_STAGE}/"  # counters of stored URLs that changed rules admit or refuse
LINK_COUNTER = "newsarchive/link/"  # counters of links that were left out, by reason
# The most rows that a crawl stores about URLs which rules exclude: a site may generate URLs without end.
_MOST_LEFT_OUT = 10_000
LATER = LATER_COUNTER  # counters of URLs left for the next crawl, by reason


def batched(values: Sequence[_V]) -> Iterator[Sequence[_V]]:
    """Yield the values in batches."""
    for start in range(0, len(values), _AT_A_TIME):
        yield values[start : start + _AT_A_TIME]


@dataclass(frozen=True, slots=True)
class CrawlParts:
    """The parts of a running crawl: archive (with hosts), readers, browser, counters, the gate of hosts."""

    archive: ArchiveExtension
    reading: ReadingExtension
    reader: PageReaderExtension
    rendering: RenderingExtension
    stats: StatsCollector
    is_stopping: Callable[[], bool]
    gate: HostGate

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """Return the parts of a crawl that has started; raises RuntimeError without the add-on."""
        politeness = crawler.get_downloader_middleware(HostMiddleware)
        if politeness is None:
            raise RuntimeError("newsarchive.addon is not among ADDONS: no gate to ask")
        return cls(
            _extension(crawler, ArchiveExtension),
            _extension(crawler, ReadingExtension),
            _extension(crawler, PageReaderExtension),
            _extension(crawler, RenderingExtension),
            crawler.stats,
            lambda: is_stopping(crawler),
            politeness.gate,
        )

    def count(self, stage: str, outcome: str, number: int = 1) -> None:
        """Count an outcome of a stage."""
        self.stats.inc_value(f"newsarchive/{stage}/{outcome}", number)

    def count_answer(self, answer: Answer) -> None:
        """Count an answer without an article, and apart what is left for the next crawl."""
        if answer.outcome == Outcome.POSTPONED:
            self.count(LATER_STAGE, answer.reason or answer.outcome)
        self.count(answer.kind, answer.reason or answer.outcome)

    def demand_going_on(self) -> None:
        """Raise CrawlStoppingError if the crawl is being stopped."""
        if self.is_stopping():
            raise CrawlStoppingError("the crawl is being stopped")


def _extension(crawler: Crawler, kind: type[_E]) -> _E:
    extension = crawler.get_extension(kind)
    if extension is None:
        raise RuntimeError("newsarchive.addon is not among ADDONS: no archive and no browser to ask")
    return extension


@dataclass(frozen=True, slots=True)
class Callbacks:
    """The callbacks for listings, for articles, and for failed requests."""

    listing: Callable[..., AsyncIterator[Request]]
    article: Callable[..., AsyncIterator[FetchedPage | Reading]]
    failed: Callable[[Failure], AsyncIterator[FetchedPage]]


class SourceRequests:
    """Makes the requests of one crawl; `plan` keeps track of what was requested."""

    def __init__(self, context: CrawlContext, parts: CrawlParts, callbacks: Callbacks) -> None:
        self._source, self._arguments = context.source, context.arguments
        self._parts, self._callbacks = parts, callbacks
        self._archive, self._rendering = parts.archive, parts.rendering
        self._list_key = self._source.list_key()
        self._left_out = 0
        self._kept_out: set[str] = set()
        now, since = clock.now(), self._arguments.since
        self._cutoff = now if self._arguments.backfill else recheck_since(self._source, now, since)
        self._writing = asyncio.Lock()
        self.plan = Plan(self._source.links, self._cutoff, self._arguments, parts.count, context.limit)

    async def listing_requests(
        self, listings: Sequence[Listing], *, may_wait: bool = False
    ) -> tuple[list[Request], list[FrontierUrl]]:
        """Return the requests, and the records of the requested listings.

        Listings that `may_wait` are named by an index, which each crawl reads whole, or unfinished: a crawl
        that has its articles leaves them to the next one. The next page of a list is named only to a crawl
        that finds the page before it changed.
        """
        requests: list[Request] = []
        asked: list[FrontierUrl] = []
        for part in batched(listings):
            of_part = await self._some_listings(part, may_wait=may_wait)
            requests += of_part[0]
            asked += of_part[1]
        return requests, asked

    async def _some_listings(
        self, listings: Sequence[Listing], *, may_wait: bool
    ) -> tuple[list[Request], list[FrontierUrl]]:
        due = await self._archive.listings([listing.url for listing in listings]) if listings else {}
        fresh = self.plan.fresh([listing for listing in listings if self._is_due(listing, due)])
        first = 0 if self._arguments.limit is not None else self.plan.listings_first
        self.plan.listings_left -= len(fresh)
        found = [
            FoundLink(url=listing.url, kind=listing.kind, found_in=listing.found_in)
            for listing in fresh.values()
        ]
        named = await self._archive.discover(found) if found else []
        requests = [
            self._listing_request(
                known,
                fresh[canonical_key(known.url)],
                due,
                may_wait=may_wait,
                priority=_FURTHER_LISTING if may_wait and at >= first else _LISTING,
            )
            for at, known in enumerate(named)
        ]
        return requests, named

    def _listing_request(
        self,
        known: FrontierUrl,
        listing: Listing,
        due: Mapping[str, ListingDue],
        *,
        may_wait: bool,
        priority: int,
    ) -> Request:
        request = self._request(
            known,
            priority,
            self._callbacks.listing,
            # A backfill looks for older articles than earlier crawls, which an unchanged list may name.
            conditional=not (self._arguments.backfill or self._arguments.fresh)
            and is_conditional(known.url, due, self._list_key),
            asked=self._asked(listing),
            listing=listing,
        )
        request.meta[FURTHER_LIST_KEY] = may_wait
        return request

    def _asked(self, listing: Listing) -> ListingRequest:
        """Return the options of a request for a listing.

        The default ones if the code of the kind or source fails.
        """
        kind = kind_named(listing.kind)
        try:
            plain = kind.request(listing) if kind is not None else ListingRequest(url=listing.url)
            return self._source.code.request(listing, plain) if self._source.code is not None else plain
        except Exception as error:  # code of third parties may raise anything
            self._parts.count(listing.kind, "request_failed")
            logger.warning("%s: its request cannot be made: %s: %s", listing.url, type(error).__name__, error)
            return ListingRequest(url=listing.url)

    async def apply_changed_rules(self) -> None:
        """Where [links] has changed: admit stored URLs that it allows now, set aside what it refuses.

        What did so is counted. Patterns that take too long change nothing, and are tried by the next crawl.
        """
        key, stored = self._source.rules_key(), await self._archive.rules_key()
        if stored == key:
            return
        if stored is not None:
            try:
                await self._apply_rules()
            except DocumentTooCostlyError as error:
                logger.warning("The changed [links] was not applied to stored URLs: %s.", error)
                return
        await self._archive.keep_rules_key(key)

    async def _apply_rules(self) -> None:
        after = 0
        while part := await self._archive.named(after):
            self._parts.demand_going_on()
            after = part[-1].number
            judge = partial(self.plan.refusals, [one.url for one in part])
            reasons = in_time(judge, "matching stored URLs with [links] allow and deny")
            told = list(zip(part, reasons, strict=True))
            refused = [
                RefusedUrl(
                    number=one.number,
                    reason=why,
                    detail=rule_behind(Link(url=one.url), self._source.links, why),
                )
                for one, why in told
                if why is not None and not one.left_out
            ]
            admitted = [one.number for one, why in told if why is None and one.left_out and one.by_links]
            if not (admitted or refused):
                continue
            done = await self._archive.apply_rules(admitted, refused)
            for outcome, number in asdict(done).items():
                if number:
                    self._parts.count(RULES_STAGE, outcome, number)

    async def link_requests(self, links: Sequence[Link]) -> list[Request]:
        named: list[FrontierUrl] = []
        for part in batched(links):
            named += await self._discover_some(part, found_in=None)
        return await self.requests_for(named)

    async def discover_links(self, links: Sequence[Link], found_in: str) -> tuple[list[FrontierUrl], int]:
        """Store new URLs in batches, between which the event loop runs and a stop is noticed.

        Return the records of the URLs, and how many did not fit: one crawl stores at most _MOST_NEW new
        ones. URLs stored by an earlier crawl do not count.
        """
        named: list[FrontierUrl] = []
        written = unwritten = 0
        async with self._writing:  # one listing at a time uses what is left of the limit
            while written < len(links) and self.plan.new_left > 0:
                self._parts.demand_going_on()
                # Smaller batches towards the limit, since most URLs may be known; a hundred too many do no
                # harm.
                taken = links[written : written + min(_AT_A_TIME, max(100, self.plan.new_left))]
                written += len(taken)
                known = await self._discover_some(taken, found_in)
                self.plan.new_left -= sum(one.new for one in known)
                named += known
        for part in batched(links[written:]):
            self._parts.demand_going_on()
            stored = await self._archive.lookup([link.url for link in part])
            named += stored.values()
            unwritten += sum(link.url not in stored for link in part)
        return named, unwritten

    async def requests_for(self, urls: Sequence[FrontierUrl], called: Collection[str] = ()) -> list[Request]:
        """Return the requests for articles, made in batches: a listing may name fifty thousand."""
        requests: list[Request] = []
        for part in batched(urls):
            requests += await self._article_requests(part, called)
            await asyncio.sleep(0)
        return requests

    async def wanted(self, links: Sequence[Link], found_in: str | None) -> list[Link]:
        """Return the links that the source and the operator want; the others are counted and stored.

        Raises DocumentTooCostlyError if the patterns of [links] take longer than a document may: some
        regular expressions search for ever in a few URLs.
        """
        wanted: list[Link] = []
        for part in batched(links):
            wanted += in_time(
                partial(self.plan.wanted, part), "matching its links with [links] allow and deny"
            )
            await self._remember_left_out(self.plan.left_out, found_in)
            await asyncio.sleep(0)
        return wanted

    async def _discover_some(self, links: Sequence[Link], found_in: str | None) -> list[FrontierUrl]:
        found = [
            FoundLink(
                url=link.url,
                found_in=found_in,
                hint_title=link.title,
                hint_published_at=link.published_at,
                told=link.told,
            )
            for link in links
        ]
        named = await self._archive.discover(found) if found else []
        self._count_kept_out(found, named)
        return named

    def _count_kept_out(self, found: Sequence[FoundLink], named: Sequence[FrontierUrl]) -> None:
        """Count the URLs that the archive leaves out, since they were taken down; each one once a crawl."""
        kept = {canonical_key(link.url) for link in found} - {canonical_key(one.url) for one in named}
        if new := len(kept - self._kept_out):
            self._kept_out |= kept
            self._parts.count(_KEPT_OUT_STAGE, Withheld.FORGOTTEN, new)

    async def remember_off_pattern(self, links: Sequence[Link], listing: Listing, found_in: str) -> None:
        """Count and store links that look like articles but do not match the pattern of the listing."""
        if links:
            self._parts.count("link", OFF_PATTERN, len(links))
            kind = kind_named(listing.kind)
            rule = kind.rule_behind(listing) if kind is not None else None
            await self._remember_left_out([(link, OFF_PATTERN) for link in links], found_in, rule)

    async def remember_no_articles(self, links: Sequence[Link], found_in: str) -> None:
        """Count and store links that look like articles and whose label or list says that they are none."""
        if links:
            reason = SkipReason.NO_ARTICLE
            self._parts.count("link", reason, len(links))
            await self._remember_left_out([(link, reason) for link in links], found_in, _NO_ARTICLE)

    async def _remember_left_out(
        self, links: Sequence[tuple[Link, str]], found_in: str | None, rule: str | None = None
    ) -> None:
        """Store links that a listing named and a rule of the source excludes; `rule` names the rule."""
        left = [
            SkippedLink(
                url=link.url,
                found_in=found_in,
                hint_title=link.title,
                hint_published_at=link.published_at,
                reason=reason,
                detail=rule or rule_behind(link, self._source.links, reason),
            )
            for link, reason in links
        ]
        if not left:
            return
        new, too_many = await self._archive.record_skipped(left, _MOST_LEFT_OUT - self._left_out)
        self._left_out += new
        if too_many:
            self._parts.count("link", "left_out_not_kept", too_many)

    async def rechecks(self) -> list[Request]:
        if self._arguments.due:
            return await self._chosen_requests(self.plan.due(await self._archive.due_articles()))
        if self._arguments.backfill:
            return []
        return await self._article_requests(await self._archive.recheckable(self._cutoff))

    async def _article_requests(
        self, urls: Sequence[FrontierUrl], called: Collection[str] = ()
    ) -> list[Request]:
        chosen = self.plan.articles(urls, called)
        self._archive.called |= self.plan.called
        return await self._chosen_requests(chosen)

    async def called_for(self, links: Sequence[Link], named: Sequence[FrontierUrl]) -> Sequence[str]:
        """Return the change reports of a listing to follow, limited by their reliability and the budget."""
        called = [] if self._arguments.backfill else reported_changes(links, named, clock.now())
        most = await self._archive.change_report_limit() if called else None
        if most is None:
            return called
        followed = called[: max(0, most - len(self._archive.called))]
        if len(followed) < len(called):
            self._parts.count("frontier", "call_not_followed", len(called) - len(followed))
        return followed

    async def _chosen_requests(self, chosen: Sequence[tuple[FrontierUrl, Choice]]) -> list[Request]:
        closed = await self._parts.gate.closed(authority(known.url) for known, _ in chosen)
        left = [
            failed_answer(closed[authority(known.url)], known)
            for known, _ in chosen
            if authority(known.url) in closed
        ]
        for answer in left:
            self._parts.count_answer(answer)
        await self._archive.record_all(left)
        return [
            self._request(
                known,
                _RECHECK if choice == "recheck" else _NEW,
                self._callbacks.article,
                # A shell stays the same although a browser would fill it now, so a 304 must not be the
                # response.
                conditional=choice == "recheck" and not (self._arguments.fresh or self.is_shell(known)),
            )
            for known, choice in chosen
            if authority(known.url) not in closed
        ]

    def _request(
        self,
        known: FrontierUrl,
        priority: int,
        callback: Callable[..., AsyncIterator[Any]],
        *,
        conditional: bool,
        **facts: Any,
    ) -> Request:
        return request_for(
            known,
            conditional=conditional,
            priority=priority,
            callback=callback,
            errback=self._callbacks.failed,
            rendered=self._rendering.from_start and is_rendered(known.kind),
            **facts,
        )

    def _is_due(self, listing: Listing, due: Mapping[str, ListingDue]) -> bool:
        known = due.get(listing.url)
        waits = known is not None and known.piggyback_at > clock.now()
        if not (self._arguments.due and declared_interval(self._source) is None and waits):
            return True
        self._parts.count(listing.kind, "not_due")
        return False

    def is_shell(self, known: FrontierUrl) -> bool:
        return known.state == UrlState.REFUSED and self._rendering.tries
