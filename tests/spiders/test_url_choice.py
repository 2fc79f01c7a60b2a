"""What is asked again, and how."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.lifecycle import UrlState
from newsarchive.sources import Source
from newsarchive.spiders.url_choice import choose, choose_due, recheck_since
from newsarchive.storage.interfaces.crawl_store import FrontierUrl

NOW = datetime(2026, 11, 24, tzinfo=UTC)
WEEK = NOW - timedelta(days=7)
LATER = NOW + timedelta(days=3)


def known(
    state: UrlState, *, stored: datetime | None = None, published: datetime | None = None
) -> FrontierUrl:
    return FrontierUrl(
        url="http://h.example/a",
        kind="article",
        state=state,
        new=False,
        first_stored_at=stored,
        published_at=published,
    )


@pytest.mark.parametrize("state", [UrlState.FOUND, UrlState.CLAIMED, UrlState.FAILED, UrlState.SKIPPED])
def test_what_has_no_answer_is_asked_as_new(state: UrlState) -> None:
    assert choose(known(state), WEEK) == "new"


@pytest.mark.parametrize("state", [UrlState.STORED, UrlState.REFUSED])
def test_recent_ones_are_rechecked_and_old_ones_not(state: UrlState) -> None:
    old = NOW - timedelta(days=8)
    assert choose(known(state, stored=WEEK), WEEK) == "recheck"
    assert choose(known(state, stored=old), WEEK) == "known"
    assert choose(known(state, stored=old, published=NOW), WEEK) == "recheck"
    assert choose(known(state, stored=old), None) == "recheck"
    assert choose(known(state, stored=old, published=datetime(2026, 11, 23)), WEEK) == "recheck"  # noqa: DTZ001


def test_the_window() -> None:
    source = Source(name="h", title="h")
    assert recheck_since(source, NOW, None) == NOW - timedelta(days=7)
    assert recheck_since(source, NOW, NOW) == NOW
    assert recheck_since(source.model_copy(update={"recheck_days": "always"}), NOW, None) is None


def missing(state: UrlState, times: int, *, seen: datetime | None) -> FrontierUrl:
    stored = known(state, stored=NOW - timedelta(days=400))
    return replace(stored, attempts=times, last_fetched_at=seen, missing_since=seen, next_check_at=LATER)


@pytest.mark.parametrize("state", [UrlState.STORED, UrlState.REFUSED, UrlState.GONE])
def test_a_list_that_names_a_missing_page_contradicts(state: UrlState) -> None:
    """Whatever its age; when only what is due is asked for, ever more seldom where it stays away."""
    away = missing(state, 1, seen=NOW - timedelta(minutes=59))
    assert choose(away, WEEK) == "recheck"
    assert choose_due(away, NOW) == "known"
    assert choose_due(missing(state, 1, seen=NOW - timedelta(hours=1)), NOW) == "recheck"
    assert choose_due(missing(state, 5, seen=NOW - timedelta(hours=15)), NOW) == "known"
    assert choose_due(missing(state, 5, seen=NOW - timedelta(hours=16)), NOW) == "recheck"
