"""Keeps track of what a crawl has requested, and decides which of the next URLs fit into it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from newsarchive import clock
from newsarchive.crawl_arguments import Arguments
from newsarchive.discovery.documents import Link
from newsarchive.discovery.urls.canonical_urls import canonical_key
from newsarchive.extensions.crawl_context import ArticleLimit
from newsarchive.lifecycle import NEVER_ASKED, UNANSWERED
from newsarchive.listings.listing_kind import Listing
from newsarchive.sources import Links
from newsarchive.spiders.url_choice import (
    OUT_OF_RANGE_REASONS,
    Choice,
    choose,
    choose_due,
    out_of_range,
    why_left_out,
)
from newsarchive.storage.interfaces.crawl_store import FrontierUrl

# Pages of one listing: thirty years of twenty headlines a day, ten on a page.
_MOST_BACKFILLED = 20_000
# The most new URLs that one crawl stores, and listings that it requests. At one request in two seconds a
# hundred thousand pages take two days; the next crawl finds what is left out. An index of 2,000 sitemaps of
# 2,000 URLs wrote 257,672 in 90 s (2026-11).
_MOST_NEW = 100_000
_MOST_LISTINGS = 25_000  # of which one index may name 50,000
# Listings that are read before the articles that they name: portals have some dozens for the news of the day.
# Of 50,000 sitemaps of one index none of the articles had come after 7,787 (2026-12).
_LISTINGS_FIRST = 100

Count = Callable[[str, str], None]


class Plan:
    """Admits each URL once a crawl, whichever listing names it, and as many articles as `limit` allows.

    `count(stage, outcome)` counts every decision.
    """

    def __init__(
        self,
        rules: Links,
        cutoff: datetime | None,
        arguments: Arguments,
        count: Count,
        limit: ArticleLimit | None = None,
    ) -> None:
        self._rules, self._cutoff, self._arguments, self._count = rules, cutoff, arguments, count
        self._asked: set[str] = set()
        self._left: set[str] = set()
        self._new: set[str] = set()
        self._listed: set[str] = set()
        # The first page of the list, of each page that one led to; what a list has named, by its first page.
        self._first_page: dict[str, str] = {}
        self._shown: dict[str, set[str]] = {}
        self.called: set[str] = set()  # URLs rechecked only because of a change report
        self.left_out: list[tuple[Link, str]] = []
        self._limit = limit or ArticleLimit(arguments.limit)
        self.new_left, self.listings_left = _MOST_NEW, _MOST_LISTINGS

    @property
    def listings_first(self) -> int:
        """How many more listings are read before the articles that they name."""
        return _LISTINGS_FIRST - (_MOST_LISTINGS - self.listings_left)

    def wanted(self, links: Sequence[Link]) -> list[Link]:
        """Return the links that the source's rules and the operator's options admit.

        `left_out` are those that the rules exclude, with the reason; not those outside the operator's range,
        which the next crawl may fetch.
        """
        wanted: list[Link] = []
        self.left_out = []
        for link in links:
            reason = why_left_out(link, self._rules, self._arguments.since, self._arguments.until)
            if reason is None:
                wanted.append(link)
                continue
            if reason not in OUT_OF_RANGE_REASONS:
                self.left_out.append((link, reason))
            self._count("link", reason)
        return wanted

    def refusals(self, urls: Sequence[str]) -> list[str | None]:
        """Return for each URL which kind of rule of the source refuses it, None if it is admitted."""
        return [why_left_out(Link(url=url), self._rules, None) for url in urls]

    def reach(self, listing: Listing) -> Listing:
        """Return the listing with its limit of pages; a backfill is limited by date instead."""
        return replace(listing, pages=_MOST_BACKFILLED) if self._arguments.backfill else listing

    def fresh(self, listings: Sequence[Listing]) -> dict[str, Listing]:
        """Return the listings that this crawl has not requested yet, by key."""
        fresh: dict[str, Listing] = {}
        for listing in listings:
            key = canonical_key(listing.url)
            if listing.changed_at and self._is_past(listing):
                self._count(listing.kind, "older_than_since")
            elif self._first(key):
                fresh[key] = listing
        return fresh

    def articles(
        self, urls: Sequence[FrontierUrl], called: Collection[str] = ()
    ) -> list[tuple[FrontierUrl, Choice]]:
        """Return the articles to fetch, and whether each is new or a recheck.

        `called` are those with a change report: they are not left for later.
        """
        chosen: list[tuple[FrontierUrl, Choice]] = []
        for known in urls:
            key = canonical_key(known.url)
            if known.new or known.state in NEVER_ASKED:
                self._new.add(key)
            if key in self._asked:
                continue
            choice = self._choose(known)
            if choice == "known" and known.url in called:
                choice = "recheck"
                self.called.add(known.url)
                self._count("frontier", "called")
            if choice not in {"new", "recheck"}:
                # Not fetched because of this listing; it may still be due, or named by another one.
                self._count_once(key, choice)
            elif self._limit.is_reached:
                self._count("frontier", "beyond_limit")
            else:
                self._asked.add(key)
                self._count("frontier", choice)
                self._plan(choice)
                chosen.append((known, choice))
        return chosen

    def due(self, urls: Sequence[FrontierUrl]) -> list[tuple[FrontierUrl, Choice]]:
        """Return the articles that are due and that this crawl has not requested yet."""
        chosen: list[tuple[FrontierUrl, Choice]] = []
        for known in urls:
            if self._limit.is_reached:
                self._count("frontier", "beyond_limit")
            elif self._first(canonical_key(known.url)):
                choice: Choice = "new" if known.state in UNANSWERED else "recheck"
                self._count("frontier", choice)
                self._plan(choice)
                chosen.append((known, choice))
        return chosen

    def leads_to(self, page: str, following: str) -> None:
        """Remember that a page of a list leads to the next one, by their URLs."""
        self._first_page[following] = self._first_page.get(page, page)

    def goes_on(self, links: Sequence[Link], wanted: Sequence[Link], page: str) -> bool:
        """Say whether to fetch the page after the one with these links; call it once they are planned.

        True if this crawl found one of their articles first, in any listing, and no earlier page of this list
        (`page` is the URL of this one) named all of them: some lists begin anew at their end. A backfill, or
        a crawl that reads everything anew, also continues past known and too new articles, but not past too
        old ones, nor in a circle.
        """
        keys = {canonical_key(link.url) for link in links}
        if not (self._arguments.backfill or self._arguments.fresh):
            shown = self._shown.setdefault(self._first_page.get(page, page), set())
            repeats = keys <= shown
            shown |= keys
            return not repeats and any(canonical_key(link.url) in self._new for link in wanted)
        unseen = keys - self._listed
        self._listed |= keys
        return bool(unseen) and bool(wanted or any(self._is_newer(link) for link in links))

    def _plan(self, choice: Choice) -> None:
        self._limit.planned += 1
        self._limit.new += choice == "new"

    def _count_once(self, key: str, choice: Choice) -> None:
        if key not in self._left:
            self._left.add(key)
            self._count("frontier", choice)

    def _choose(self, known: FrontierUrl) -> Choice:
        if self._arguments.due:
            return choose_due(known, clock.now())
        return choose(known, self._cutoff)

    def _is_newer(self, link: Link) -> bool:
        why = why_left_out(link, self._rules, self._arguments.since, self._arguments.until)
        return why == "newer_than_until"

    def _is_past(self, listing: Listing) -> bool:
        """Say whether a sitemap last changed before `since`: it then names nothing published later."""
        return bool(out_of_range("", None, listing.changed_at, self._arguments.since, None))

    def _first(self, key: str) -> bool:
        first = key not in self._asked
        self._asked.add(key)
        return first
