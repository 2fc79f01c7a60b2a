"""Each address once a crawl, within the limit, and every choice counted."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise

import pytest

from newsarchive.crawl_arguments import Arguments, read_arguments
from newsarchive.discovery.documents import Link
from newsarchive.errors import DocumentTooCostlyError, UsageError
from newsarchive.extensions.crawl_context import ArticleLimit
from newsarchive.lifecycle import UrlState
from newsarchive.listings.listing_kind import Listing
from newsarchive.sources import Links
from newsarchive.spiders.crawl_plan import Plan
from newsarchive.storage.interfaces.crawl_store import FrontierUrl
from newsarchive.workers.document_readers import in_time

PAGE = "http://h.example/news/"


def plan(counts: Counter[str], arguments: Arguments | None = None, rules: Links | None = None) -> Plan:
    def count(stage: str, outcome: str) -> None:
        counts[f"{stage}/{outcome}"] += 1

    return Plan(rules or Links(), None, arguments or Arguments(), count)


def new(number: int) -> FrontierUrl:
    return FrontierUrl(url=f"http://h.example/{number}", kind="article", state=UrlState.FOUND, new=True)


def test_once_whatever_the_spelling() -> None:
    counts: Counter[str] = Counter()
    one = plan(counts)
    assert len(one.articles([new(1), new(2)])) == 2
    again = FrontierUrl(
        url="https://h.example/1?utm_source=x", kind="article", state=UrlState.FOUND, new=False
    )
    assert not one.articles([again])
    assert counts == {"frontier/new": 2}


def test_what_a_list_calls_for_does_not_wait() -> None:
    counts: Counter[str] = Counter()
    one = plan(counts, Arguments(due=True))
    later = datetime(9999, 1, 1, tzinfo=UTC)
    stored = [replace(new(n), state=UrlState.STORED, new=False, next_check_at=later) for n in range(3)]
    assert one.articles(stored[:1]) == []
    chosen = one.articles(stored, ["http://h.example/1", "http://h.example/2"])
    assert [(known.url[-1], choice) for known, choice in chosen] == [("1", "recheck"), ("2", "recheck")]
    assert one.called == {"http://h.example/1", "http://h.example/2"}
    assert counts == {"frontier/known": 1, "frontier/called": 2, "frontier/recheck": 2}


def test_what_a_list_did_not_call_for_may_still_be_due() -> None:
    counts: Counter[str] = Counter()
    one = plan(counts, Arguments(due=True))
    passed = datetime(2026, 1, 1, tzinfo=UTC)
    stored = [replace(new(n), state=UrlState.STORED, new=False, next_check_at=passed) for n in range(3)]
    assert one.articles(stored) == one.articles(stored) == []
    assert counts == {"frontier/known": 3}
    assert len(one.articles(stored, ["http://h.example/2"])) == 1
    assert [(known.url[-1], choice) for known, choice in one.due(stored)] == [
        ("0", "recheck"),
        ("1", "recheck"),
    ]


def test_the_limit_is_said() -> None:
    counts: Counter[str] = Counter()
    one = plan(counts, Arguments(limit=2))
    assert len(one.articles([new(n) for n in range(5)])) == 2
    assert counts == {"frontier/new": 2, "frontier/beyond_limit": 3}


def test_rechecks_alone_are_not_news_enough() -> None:
    """A source that is crawled with a limit only would read no further list for ever."""
    limit = ArticleLimit(2)
    one = Plan(Links(), None, Arguments(limit=2, due=True), lambda *_: None, limit)
    passed = datetime(2026, 1, 1, tzinfo=UTC)
    one.due([replace(new(n), state=UrlState.STORED, new=False, next_check_at=passed) for n in range(3)])
    assert (limit.is_reached, limit.has_news_enough) == (True, False)
    limit.planned = 0
    one.articles([new(n) for n in range(3, 6)])
    assert (limit.is_reached, limit.has_news_enough) == (True, True)


def test_rules_and_dates_leave_links_out() -> None:
    counts: Counter[str] = Counter()
    rules = Links(allow=("/a/",), deny=("/video/",))
    one = plan(counts, read_arguments(None, "2026-11-01"), rules)
    links = [
        Link(url="http://h.example/a/1"),
        Link(url="http://h.example/b/1"),
        Link(url="http://h.example/a/video/1"),
        Link(url="http://h.example/a/2", published_at="2026-10-31T23:00:00+00:00"),
        Link(url="http://h.example/a/3", published_at="2026-11-01"),
        Link(url="http://h.example/a/4", published_at="yesterday"),
    ]
    assert [link.url[-1] for link in one.wanted(links)] == ["1", "3", "4"]
    assert counts == {"link/off_pattern": 1, "link/denied": 1, "link/older_than_since": 1}


def test_listings_once() -> None:
    one = plan(Counter())
    listing = Listing(url="http://h.example/feed", kind="feed")
    assert list(one.fresh([listing, listing]).values()) == [listing]
    assert not one.fresh([listing])


def test_a_section_goes_on_where_it_names_what_this_crawl_met_first() -> None:
    planned = plan(Counter())
    links = [Link(url="http://h.example/1"), Link(url="http://h.example/2")]
    assert not planned.goes_on(links, links, PAGE)
    planned.articles([new(1)])  # a feed named it before the section did
    assert planned.goes_on(links, links, "http://h.example/other")


def test_a_list_that_begins_anew_at_its_end_is_at_its_end() -> None:
    planned = plan(Counter())
    links = [Link(url=f"http://h.example/{number}") for number in (1, 2, 3, 4)]
    planned.articles([new(number) for number in (1, 2, 3, 4)])
    pages = [PAGE, f"{PAGE}?page=2", f"{PAGE}?page=3"]
    for page, following in pairwise(pages):
        planned.leads_to(page, following)
    assert planned.goes_on(links[:2], links[:2], pages[0])
    assert planned.goes_on(links[2:], links[2:], pages[1])
    assert not planned.goes_on(links[1:3], links[1:3], pages[2]), "named by the pages before"
    assert planned.goes_on(links, links, "http://h.example/sport/"), "another list that has the same articles"


def test_a_backfill_goes_on_through_what_is_known_but_not_round_in_a_circle() -> None:
    planned = plan(Counter(), read_arguments(None, "2026-11-01", None, True))
    links = [Link(url="http://h.example/1")]
    assert planned.goes_on(links, links, PAGE)
    assert not planned.goes_on(links, links, PAGE), "the same page again"
    old = [Link(url="http://h.example/2020/01/01/x")]
    assert not planned.goes_on(old, planned.wanted(old), PAGE), "past the day"


def test_sitemaps_last_changed_before_the_range_are_passed_over() -> None:
    counts: Counter[str] = Counter()
    planned = plan(counts, read_arguments(None, "2026-11-01"))
    listings = [
        Listing(url=f"http://h.example/{n}.xml", kind="sitemap", changed_at=day)
        for n, day in enumerate(("2026-11-02", "2026-09-30", None))
    ]
    assert [listing.url[-5] for listing in planned.fresh(listings).values()] == ["0", "2"]
    assert counts["sitemap/older_than_since"] == 1


def test_a_rule_that_searches_for_ever_ends_soon() -> None:
    """Such as a pattern of `[links]` that takes twice as long for each further character of a URL."""
    one = plan(Counter(), rules=Links(deny=(r"/(a+)+$",)))
    links = [Link(url=f"https://h.example/{'a' * 60}-{number}") for number in range(3)]
    began = time.process_time()
    with pytest.raises(DocumentTooCostlyError, match=r"matching took more than 0\.2 s"):
        in_time(partial(one.wanted, links), "matching", 0.2)
    assert time.process_time() - began < 2


def test_days_the_wrong_way_round_are_refused() -> None:
    """No article is dated after a day and before an earlier one; a crawl of none would tell nothing."""
    with pytest.raises(UsageError, match=r"--since 2026-12-05 is after --until 2026-12-01"):
        read_arguments(None, "2026-12-05", "2026-12-01")
    assert read_arguments(None, "2026-12-01", "2026-12-01").since is not None
