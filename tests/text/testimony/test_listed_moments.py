"""Which date holds: the page's or a list's."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest

from newsarchive.testimony import HeardFacts, ListedFacts, by_weight
from newsarchive.text.testimony.listed_moments import PageDate, decide_date

FETCHED = datetime(2026, 3, 20, 12, tzinfo=UTC)
URL = "https://bay.example/news/ferry"


def heard(moment: str | None, *, listing: str = "https://bay.example/feed", **facts: object) -> HeardFacts:
    is_own = bool(facts.pop("is_own", True))
    return HeardFacts(
        listing=listing,
        kind="feed",
        is_own=is_own,
        heard_at=FETCHED,
        last_heard_at=FETCHED,
        facts=ListedFacts(published_at=moment, **facts),  # type: ignore[arg-type]
    )


def page(time: str | None, evidence: str | None = "json-ld", **facts: object) -> PageDate:
    given: dict[str, object] = {"url": URL, "fetched_at": FETCHED}
    return PageDate(published_at=time, evidence=evidence, **(given | facts))  # type: ignore[arg-type]


FEED = "2026-03-03T08:15:30+00:00"


@pytest.mark.parametrize(
    ("shown", "listed", "expected"),
    [
        pytest.param(page(None, None), FEED, FEED, id="page_says_nothing"),
        pytest.param(page("2026-02-01T10:00:00+00:00"), FEED, FEED, id="contradicted"),
        pytest.param(page("2026-03-03", "text+day"), FEED, FEED, id="day_gets_its_clock"),
        pytest.param(page("2026-03-03T09:15:00+01:00"), FEED, None, id="the_same_moment"),
        pytest.param(
            page("2026-03-03T16:15:00", "text+no-offset"),
            FEED,
            "2026-03-03T16:15:30+08:00",
            id="clock_gets_its_offset",
        ),
        pytest.param(
            page("2026-02-20T10:00:00+08:00"), FEED, "2026-03-03T16:15:30+08:00", id="offset_of_the_page"
        ),
        pytest.param(
            page("2026-02-01T10:00:00+00:00", zone="Europe/Berlin"),
            FEED,
            "2026-03-03T09:15:30+01:00",
            id="offset_of_the_declared_zone",
        ),
        pytest.param(page("2026-03-02", "text+day"), FEED, None, id="perhaps_the_same_day_elsewhere"),
        pytest.param(page("2026-02-01", "text+day"), FEED, FEED, id="another_day"),
        pytest.param(page("2026-02-01T10:00:00+00:00", "selector"), FEED, None, id="declared"),
        pytest.param(
            page("2026-02-01T10:00:00+00:00", changed_at="2026-03-03T08:15:00+00:00"),
            FEED,
            None,
            id="feed_has_the_change",
        ),
        pytest.param(
            page("2026-02-01T10:00:00+00:00", url="https://bay.example/2026/02/01/ferry"),
            FEED,
            None,
            id="address_has_the_page's_day",
        ),
        pytest.param(page("2026-02-01T10:00:00+00:00"), "2026-04-03T08:15:30+00:00", None, id="future"),
        pytest.param(page("2026-02-01T10:00:00+00:00"), "1970-01-01T00:00:00+00:00", None, id="no_time"),
        pytest.param(page("2026-03-03T10:00:00+00:00"), "2026-03-03T00:00:00+00:00", None, id="midnight"),
        pytest.param(page(None, None), "2026-03-03T00:00:00+00:00", "2026-03-03", id="midnight_is_a_day"),
    ],
)
def test_the_rule(shown: PageDate, listed: str, expected: str | None) -> None:
    found = decide_date(shown, [heard(listed)])
    assert (found.time if found else None) == expected


def test_another_sites_list_decides_only_where_the_page_says_nothing() -> None:
    told = [heard(FEED, is_own=False, listing="https://planet.example/feed")]
    assert decide_date(page("2026-02-01T10:00:00+00:00"), told) is None
    found = decide_date(page(None, None), told)
    assert found is not None
    assert found.time == FEED


def test_a_list_that_dates_all_its_entries_alike_has_no_vote() -> None:
    told = [heard(FEED, uniform=("published_at",))]
    assert decide_date(page("2026-02-01T10:00:00+00:00"), told) is None


def test_the_first_moment_that_a_list_gave_is_the_publication() -> None:
    """Some feeds give the moment of an edit later."""
    told = [heard("2026-03-05T10:00:00+00:00"), heard(FEED)]
    for order in permutations(told):
        found = decide_date(page(None, None), by_weight(order, FETCHED))
        assert found is not None
        assert found.time == FEED
