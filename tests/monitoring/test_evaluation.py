"""What is missed, by which bound, in which words: one table."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from newsarchive.monitoring.evaluation import CrawlScope, expected_articles, judge_crawl
from newsarchive.sources import Expect
from newsarchive.storage.interfaces.monitoring import Proportion, Reachability, WeeklyHistory
from tests.monitoring.making import HISTORY, NOON, measures

YOUNG = {"watched_since": NOON - timedelta(days=6), "history": WeeklyHistory()}
NO_HISTORY = {"history": WeeklyHistory()}
DAYS = timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "expect", "missed"),
    [
        ({}, {}, []),
        (NO_HISTORY, {}, []),
        # volume
        ({"articles_7d": 24}, {}, [("articles_per_week", 24, 25, "history")]),
        ({"articles_7d": 25}, {}, []),
        ({"articles_7d": 24}, {"articles_per_week": 20}, []),  # declared wins
        ({"articles_7d": 98}, {"articles_per_week": 99}, [("articles_per_week", 98, 99, "declared")]),
        ({"articles_7d": 0}, {"articles_per_week": 0}, []),  # switched off
        (YOUNG | {"articles_7d": 0}, {"articles_per_week": 99}, []),
        (NO_HISTORY | {"articles_7d": 0}, {}, []),
        # silence
        (
            {"last_new_at": NOON - 3 * DAYS},
            {"silent_for": "2d"},
            [("silent_for", 259_200, 172_800, "declared")],
        ),
        ({"last_new_at": NOON - 2 * DAYS}, {"silent_for": "2d"}, []),
        ({"last_new_at": None} | YOUNG, {"silent_for": "2d"}, [("silent_for", 518_400, 172_800, "declared")]),
        ({"last_new_at": NOON - 5 * DAYS}, {}, []),  # no silence of the past is known
        # shares
        ({"titled": Proportion(39, 50)}, {}, [("with_title", 0.78, 0.8, "history")]),
        ({"titled": Proportion(39, 50)}, {"with_title": 0.5}, []),
        ({"titled": Proportion(0, 9)}, {"with_title": 1.0}, []),  # too few to tell
        ({"dated": Proportion(9, 10)}, {"with_date": 0.95}, [("with_date", 0.9, 0.95, "declared")]),
        ({"refused": Proportion(20, 50)}, {}, [("refused", 0.4, 0.25, "history")]),
        ({"refused": Proportion(50, 50)}, {"refused": 1.0}, []),
        ({"refused": Proportion(50, 50)} | NO_HISTORY, {}, []),
        ({"refused": Proportion(6, 50)}, {"refused": 0.1}, [("refused", 0.12, 0.1, "declared")]),
        ({"failed": Proportion(30, 50)}, {}, [("failed", 0.6, 0.25, "history")]),
        ({"failed": Proportion(5, 50)}, {"failed": 0.1}, []),
        ({"failed": Proportion(26, 50)} | NO_HISTORY, {}, [("failed", 0.52, 0.5, "default")]),
        ({"failed": Proportion(25, 50)} | NO_HISTORY, {}, []),
        ({"failed": Proportion(9, 9)} | NO_HISTORY, {}, []),
        ({"failed": Proportion(50, 50)} | NO_HISTORY, {"failed": 1.0}, []),
        # many known articles gone
        ({"vanished": Proportion(58, 60)}, {}, [("vanished", 0.9667, 0.25, "default")]),
        ({"vanished": Proportion(58, 60)}, {"vanished": 1.0}, []),
        ({"vanished": Proportion(6, 60)}, {"vanished": 0.05}, [("vanished", 0.1, 0.05, "declared")]),
        ({"vanished": Proportion(2, 2)}, {}, []),
        # no answer at all
        (
            {"reachability": Reachability(unanswered=1, in_a_row=1, ever_answered=True)},
            {},
            [("answered", 0, 1, "default")],
        ),
        ({"reachability": Reachability(answered=1, unanswered=99)}, {}, []),
        ({"reachability": Reachability(in_a_row=3)}, {}, []),  # and nothing was asked
        # several, in their order
        (
            {"failed": Proportion(30, 50), "articles_7d": 0},
            {"articles_per_week": 10},
            [("articles_per_week", 0, 10, "declared"), ("failed", 0.6, 0.25, "history")],
        ),
    ],
)
def test_judge(facts: dict[str, Any], expect: dict[str, Any], missed: list[tuple[Any, ...]]) -> None:
    found = judge_crawl(measures(**facts), Expect(**expect), {})
    assert [
        (one.expectation, pytest.approx(one.measured, abs=1e-4), pytest.approx(one.bound), one.origin)
        for one in found
    ] == missed


def test_a_silence_twice_as_long_as_any_before() -> None:
    history = WeeklyHistory(articles=(100,) * 8, longest_gap=3 * DAYS)
    [missed] = judge_crawl(measures(last_new_at=NOON - 7 * DAYS, history=history), Expect(), {})
    assert missed.detail == "no new article for 7 days, at most 6 days expected (from its own history)"


def test_a_limited_crawl_is_judged_by_shares_alone() -> None:
    facts = measures(articles_7d=0, last_new_at=NOON - 9 * DAYS, failed=Proportion(30, 50))
    expect = Expect(articles_per_week=10, silent_for="1d")  # type: ignore[arg-type] # parsed by pydantic
    assert [one.expectation for one in judge_crawl(facts, expect, {}, scope=CrawlScope(complete=False))] == [
        "failed"
    ]


@pytest.mark.parametrize(
    ("reachability", "left", "due", "said"),
    [
        (
            Reachability(),
            {"robots_unreachable": 1},
            False,
            "the site did not answer the last request, so no page was requested",
        ),
        (Reachability(), {"robots_unreachable": 1}, True, "one URL is left for the next crawl"),
        (Reachability(unanswered=60, in_a_row=60), {}, True, "none of 60 requests was answered"),
        (
            Reachability(unanswered=1, in_a_row=3, ever_answered=True),
            {"host_blocked": 9},
            True,
            "9 URLs are left",
        ),
        (Reachability(unanswered=1, in_a_row=2, ever_answered=True), {}, True, None),  # a hiccup
        (
            Reachability(unanswered=1, in_a_row=1, ever_answered=True),
            {},
            False,
            "the one request was not answered",
        ),
        (
            Reachability(previous_silent=True),
            {"host_blocked": 9},
            False,
            "9 URLs are left",
        ),  # still away
        (
            Reachability(answered=3, silent_pages=5),
            {},
            True,
            "none of 5 articles asked for was answered",
        ),
        (Reachability(answered=3, silent_pages=4), {}, True, None),  # a few broken pages
        (
            Reachability(answered=3, refused_pages=5),
            {},
            True,
            "every article asked for is refused (401, 403 or 451), 5 that were shown before among them",
        ),
        (Reachability(answered=3, refused_pages=4), {}, True, None),  # a few closed by themselves
        (Reachability(), {"host_blocked": 9}, False, None),  # it said when to come again
        (Reachability(), {"over_budget": 9}, False, None),
        # Its robots.txt leaves one URL of each crawl of what is due, and no request.
        (
            Reachability(ever_answered=True, in_vain=3),
            {"robots_unreachable": 1},
            True,
            "the site did not answer the last request",
        ),
        (Reachability(ever_answered=True, in_vain=2), {"robots_unreachable": 1}, True, None),
        # It asks to be left alone again and again: not for three days because it is busy.
        (
            Reachability(nothing_since=NOON - 3 * DAYS, in_vain=3),
            {"host_blocked": 9},
            True,
            "nothing since 2026-03-11 12:00",
        ),
        (Reachability(nothing_since=NOON - 9 * DAYS, in_vain=2), {"host_blocked": 9}, True, None),
        (Reachability(nothing_since=NOON - 1 * DAYS, in_vain=9), {"host_blocked": 9}, True, None),
        # A ban: what was shown before is kept from us, list and articles alike.
        (
            Reachability(
                closed=21,
                closed_by=("robots_refused",),
                lost=20,
                host_refuses=True,
                ever_shown=True,
                closed_lists=1,
                ever_answered=True,
            ),
            {},
            False,
            "kept all 21 URLs of this crawl from us (the host refuses even its robots.txt)",
        ),
        (
            Reachability(
                closed=1,
                closed_by=("robots_refused",),
                lost=1,
                host_refuses=True,
                ever_shown=True,
                closed_lists=1,
                ever_answered=True,
            ),
            {},
            True,
            "the one URL",
        ),
        (
            Reachability(
                closed=21,
                closed_by=("403", "robots"),
                lost=20,
                ever_shown=True,
                closed_lists=1,
                ever_answered=True,
            ),
            {},
            False,
            "robots.txt forbids them, status 403",
        ),
        (
            Reachability(
                closed=1, closed_by=("403",), lost=3, ever_shown=True, closed_lists=1, ever_answered=True
            ),
            {},
            True,
            "status 403",
        ),
        (
            Reachability(
                closed=1,
                closed_by=("403",),
                lost=1,
                ever_shown=True,
                closed_lists=1,
                ever_answered=True,
                previous_silent=True,
            ),
            {},
            True,
            "403",
        ),
        (
            Reachability(closed=2, closed_by=("robots",), closed_lists=1),
            {},
            False,
            "robots.txt forbids them",
        ),  # ever since
        # Pages closed by themselves: a few of what is due, or never shown.
        (
            Reachability(
                closed=2, closed_by=("robots",), lost=2, ever_shown=True, closed_lists=1, ever_answered=True
            ),
            {},
            True,
            None,
        ),
        (
            Reachability(
                closed=9, closed_by=("robots",), ever_shown=True, closed_lists=1, ever_answered=True
            ),
            {},
            True,
            None,
        ),
        # Articles alone: for members, or under a part of the site that no robot may see.
        (Reachability(closed=3, closed_by=("403",), lost=3, ever_shown=True), {}, True, None),
        (Reachability(closed=3, closed_by=("robots",), lost=3, ever_shown=True), {}, False, None),
        (Reachability(answered=3), {}, False, None),
    ],
)
def test_a_site_that_does_not_answer(
    reachability: Reachability, left: dict[str, int], due: bool, said: str | None
) -> None:
    found = judge_crawl(
        measures(reachability=reachability), Expect(), {}, scope=CrawlScope(due=due), left=left
    )
    assert [one.expectation for one in found] == (["answered"] if said else [])
    assert said is None or said in found[0].detail


def test_dead_links_are_no_failures_of_a_backfill() -> None:
    facts = measures(failed=Proportion(50, 50), vanished=Proportion(50, 50))
    assert judge_crawl(facts, Expect(failed=0.1), {}, scope=CrawlScope(backfill=True)) == []


def test_selectors_that_find_nothing_on_most_pages() -> None:
    selectors = {"title": Proportion(8, 10), "body": Proportion(5, 10), "date": Proportion(9, 9)}
    [missed] = judge_crawl(measures(), Expect(), selectors)
    assert (missed.expectation, missed.origin) == ("selectors.title", "default")
    assert missed.detail.startswith("extraction.title found nothing on 8 of 10 (80%) pages, at most 50%")
    assert "extraction.title in the declaration of lantern" in missed.look
    assert judge_crawl(measures(), Expect(selectors=0.8), selectors) == []
    assert len(judge_crawl(measures(), Expect(selectors=0.2), selectors)) == 2


def test_sentences_say_what_was_expected_and_where_to_look() -> None:
    missed = judge_crawl(measures(articles_7d=3, dated=Proportion(5, 50)), Expect(with_date=0.9), {})
    assert [one.detail for one in missed] == [
        "3 new articles in the last seven days, at least 25 expected (from its own history, median 100)",
        "5 of 50 (10%) articles have a date, at least 90% expected (declared in [expect])",
    ]
    assert "coverage_gaps WHERE source = 'lantern'" in missed[0].look


def test_expected_articles() -> None:
    assert expected_articles(measures(), Expect()) == 100.0
    assert expected_articles(measures(), Expect(articles_per_week=80)) == 80.0
    assert expected_articles(measures(history=WeeklyHistory()), Expect()) is None
    assert HISTORY.articles
