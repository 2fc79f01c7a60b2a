"""Which date holds: the page's or a list's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.testimony import HeardFacts, ListedFacts, by_weight, placed_facts
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
        pytest.param(
            page("2026-03-04", "url+day", clocks=("2026-03-01T09:00:00+05:00", "2026-02-20T10:00:00+05:00")),
            "2026-03-03T20:15:30+00:00",
            "2026-03-04T01:15:30+05:00",
            id="the_same_day_by_the_clock_of_other_stories",
        ),
        pytest.param(
            page("2026-03-04", "url+day", clocks=("2026-03-01T09:00:00+05:00", "2026-02-20T10:00:00+06:00")),
            "2026-03-03T20:15:30+00:00",
            None,
            id="clocks_that_differ_tell_nothing",
        ),
        pytest.param(
            page("2026-03-04", "url+day", clocks=("2025-09-01T09:00:00+05:00",)),
            "2026-03-03T20:15:30+00:00",
            None,
            id="a_clock_of_another_season_tells_nothing",
        ),
        pytest.param(
            page("2026-03-02", "text+day", clocks=("2026-03-01T09:00:00+05:00",)),
            FEED,
            None,
            id="other_stories'_clocks_do_not_contradict_the_page",
        ),
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
        pytest.param(
            page("2026-02-01T10:00:00+00:00", changed_at="2026-03-03T08:17:40+00:00"),
            FEED,
            None,
            id="feed_has_the_change_some_minutes_off",
        ),
        pytest.param(
            page("2026-02-01T10:00:00+00:00", changed_at="2026-03-05T08:00:00+00:00"),
            FEED,
            None,
            id="feed_has_a_change_before_the_last",
        ),
        pytest.param(
            page("2026-02-01T10:00:00+00:00", "time", changed_at="2026-03-05T08:00:00+00:00"),
            FEED,
            FEED,
            id="a_template's_date_and_a_true_change",
        ),
        pytest.param(
            page("2026-02-01T10:00:00+00:00", statements=2), FEED, None, id="later_than_what_agrees"
        ),
        pytest.param(
            page("2026-03-05T10:00:00+00:00", statements=3), FEED, FEED, id="earlier_than_what_agrees"
        ),
        pytest.param(page("2026-02-01T10:00:00+00:00"), "2026-04-03T08:15:30+00:00", None, id="future"),
        pytest.param(page("2026-02-01T10:00:00+00:00"), "2026-03-20T12:20:00+00:00", None, id="soon"),
        pytest.param(page(None, None), "2026-03-20T20:00:00+00:00", None, id="eight_hours_ahead"),
        pytest.param(
            page(None, None, zone="Asia/Shanghai"),
            "2026-03-20T20:00:00+00:00",
            "2026-03-20T20:00:00+08:00",
            id="eight_hours_ahead_is_the_declared_zone's_clock",
        ),
        pytest.param(page("2026-03-20T10:00:00+00:00"), "2026-03-21", None, id="tomorrow"),
        pytest.param(page(None, None), "2026-03-21", "2026-03-21", id="tomorrow's_paper"),
        pytest.param(
            page("2026-03-20T20:00:00+08:00", zone="Asia/Shanghai"),
            "2026-03-20T20:00:00+00:00",
            None,
            id="local_clock_called_gmt",
        ),
        pytest.param(
            page("2026-03-19T20:00:00+08:00"), "2026-03-19T20:00:00+00:00", None, id="one_clock_two_zones"
        ),
        pytest.param(
            page("2026-03-19T20:00:00+00:00", zone="Asia/Shanghai"),
            "2026-03-19T20:00:00+08:00",
            "2026-03-19T20:00:00+08:00",
            id="the_page_has_the_zone_wrong",
        ),
        pytest.param(page("2026-02-01T10:00:00+00:00"), "2026-03-20T12:00:04+00:00", None, id="of_the_poll"),
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


MINUTE = "2026-03-20T08:{:02d}:{:02d}+00:00"


@pytest.mark.parametrize(
    ("moments", "without_vote"),
    [
        pytest.param([MINUTE.format(0, n) for n in range(4)], {0, 1, 2, 3}, id="a_second_apart"),
        pytest.param([*[MINUTE.format(0, 0)] * 4, MINUTE.format(9, 0)], {0, 1, 2, 3}, id="all_but_one"),
        pytest.param([MINUTE.format(n, 0) for n in range(4)], set(), id="minutes_apart"),
        pytest.param([MINUTE.format(0, 0)] * 2, set(), id="too_few"),
        pytest.param(
            [*[MINUTE.format(0, 0)] * 3, *(MINUTE.format(n, 0) for n in (1, 2, 3))], set(), id="half"
        ),
        pytest.param(["2026-03-20", "2026-03-20", "2026-03-20", "2026-03-19"], set(), id="days"),
    ],
)
def test_moments_of_the_lists_making_have_no_vote(moments: list[str], without_vote: set[int]) -> None:
    placed = placed_facts([ListedFacts(title=f"Story {n}", published_at=at) for n, at in enumerate(moments)])
    assert {n for n, one in enumerate(placed) if "published_at" in one.uniform} == without_vote


def test_the_first_moment_that_a_list_gave_is_the_publication() -> None:
    """Some feeds give the moment of an edit later."""
    told = [heard("2026-03-05T10:00:00+00:00"), heard(FEED)]
    for order in permutations(told):
        found = decide_date(page(None, None), by_weight(order, FETCHED))
        assert found is not None
        assert found.time == FEED


CLOCK = "2026-03-03T09:15:00"  # without an offset
STATED = "2026-03-03T09:15:30+01:00"


@pytest.mark.parametrize(
    ("shown", "listed", "expected"),
    [
        pytest.param(page(STATED), CLOCK, None, id="the_page's_own_clock"),
        pytest.param(page(STATED), "2026-03-03T08:15:00", None, id="the_page's_moment_in_utc"),
        pytest.param(
            page(STATED, zone="America/Lima"),
            CLOCK,
            None,
            id="a_zone_that_is_declared_is_not_the_list's_word",
        ),
        pytest.param(
            page("2026-03-03T09:15:00+08:00", "text+source-zone", zone="Asia/Shanghai"),
            CLOCK,
            None,
            id="one_clock_by_the_declared_zone",
        ),
        pytest.param(
            page("2026-03-03T09:15:00+08:00", "text+assumed-zone", mainland=True),
            CLOCK,
            None,
            id="one_clock_on_a_mainland_page",
        ),
        pytest.param(
            page("2026-03-03T09:15:00", "text+no-offset"),
            "2026-03-03T09:15:30",
            ("2026-03-03T09:15:30", "listing+no-offset"),
            id="one_clock_of_nobody_knows_where",
        ),
        pytest.param(page(None, None), CLOCK, (CLOCK, "listing+no-offset"), id="nobody_knows_where"),
        pytest.param(
            page(None, None, zone="Asia/Shanghai"),
            CLOCK,
            ("2026-03-03T09:15:00+08:00", "listing+source-zone"),
            id="alone_with_the_declared_zone",
        ),
        pytest.param(
            page("2026-03-03", "text+day", zone="America/Lima", mainland=True),
            CLOCK,
            ("2026-03-03T09:15:00-05:00", "listing+source-zone"),
            id="the_page's_day_and_the_declared_zone",
        ),
        pytest.param(
            page("2026-03-03", "text+day", mainland=True),
            CLOCK,
            ("2026-03-03T09:15:00+08:00", "listing+assumed-zone"),
            id="the_page's_day_on_a_mainland_page",
        ),
        pytest.param(
            page("2026-02-01T10:00:00+01:00"), CLOCK, (CLOCK, "listing+no-offset"), id="another_day"
        ),
        pytest.param(
            page("2026-03-03T09:00:00-05:00"),
            "2026-03-03T07:40:00",
            ("2026-03-03T07:40:00", "listing+no-offset"),
            id="another_time_of_that_day",
        ),
        pytest.param(
            page("2026-03-03T09:00:00-05:00", statements=2),
            "2026-03-03T11:40:00",
            None,
            id="a_change_by_the_page's_clock",
        ),
        pytest.param(
            page("2026-03-03T05:00:00-05:00", changed_at="2026-03-03T09:20:00-05:00"),
            CLOCK,
            None,
            id="the_change_by_the_page's_clock",
        ),
        pytest.param(
            page(None, None, zone="Asia/Shanghai"),
            "2026-03-20T19:30:00",
            ("2026-03-20T19:30:00+08:00", "listing+source-zone"),
            id="half_an_hour_ago_in_the_declared_zone",
        ),
        pytest.param(
            page(None, None), "2026-03-20T19:30:00", ("2026-03-20T19:30:00", "listing+no-offset"), id="recent"
        ),
        pytest.param(page(None, None), "2026-03-21T02:30:00", None, id="after_the_fetch_everywhere"),
        pytest.param(
            page(None, None, zone="America/Lima"), "2026-03-20T11:30:00", None, id="after_the_fetch_there"
        ),
        pytest.param(
            page("2026-02-01T10:00:00+08:00"), "2026-03-20T20:30:00", None, id="after_the_fetch_by_the_page"
        ),
        pytest.param(
            page("2026-02-01T10:00:00+08:00", zone="Asia/Shanghai"),
            "2026-03-20T20:00:04",
            None,
            id="of_the_poll_by_the_declared_zone",
        ),
    ],
)
def test_a_clock_without_an_offset(shown: PageDate, listed: str, expected: tuple[str, str] | None) -> None:
    found = decide_date(shown, [heard(listed)])
    assert ((found.time, found.evidence) if found else None) == expected


@given(
    st.integers(0, 10**9),
    st.integers(-48, 56).map(lambda quarters: timezone(timedelta(minutes=15 * quarters))),
    st.sampled_from([None, "Asia/Shanghai", "America/Lima", "Europe/Berlin"]),
    st.booleans(),
)
def test_a_clock_of_the_page_s_own_moment_takes_no_offset_away(
    ago: int, place: timezone, zone: str | None, mainland: bool
) -> None:
    """Whatever zone is declared: the page says more."""
    stated = (FETCHED - timedelta(days=1, seconds=ago)).astimezone(place)
    shown = page(stated.isoformat(), zone=zone, mainland=mainland)
    for clock in (stated, stated.astimezone(UTC)):
        if any((clock.hour, clock.minute, clock.second)):  # midnight is a day
            assert decide_date(shown, [heard(clock.replace(tzinfo=None).isoformat())]) is None
