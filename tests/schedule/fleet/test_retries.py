"""Which crawls are tried again, and when."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from procrastinate.jobs import Job

from newsarchive.schedule.crawl_runs import FailureBackoff, pause_after
from newsarchive.schedule.fleet.jobs import CrawlEndedError, CrawlRetries


def minutes(code: int, attempts: int, *, stopped: bool = False, replaced: bool = False) -> float | None:
    """Return in how many minutes a crawl that ended so is tried again."""
    job = Job(
        id=1, queue="crawls", lock="a", queueing_lock="a", task_name="crawl", attempts=attempts, priority=0
    )
    error = CrawlEndedError("a", code, stopped=stopped, replaced=replaced)
    decision = CrawlRetries().get_retry_decision(exception=error, job=job)
    if decision is None:
        return None
    assert decision.retry_at is not None
    return round((decision.retry_at - datetime.now(UTC)).total_seconds() / 60)


@pytest.mark.parametrize(
    ("code", "attempts", "expected"),
    [(1, 0, 1), (1, 1, 2), (4, 2, 4), (1, 4, 16), (1, 5, None), (2, 0, None), (3, 0, 1), (3, 50, 60)],
)
def test_by_exit_code_and_attempts(code: int, attempts: int, expected: float | None) -> None:
    assert minutes(code, attempts) == expected


def test_a_stopped_worker_hands_on_at_once_and_a_relieved_one_not_at_all() -> None:
    assert minutes(3, 0, stopped=True) == 0
    assert minutes(1, 9, stopped=True) == 0
    assert minutes(3, 0, replaced=True) is None


def test_the_scheduler_holds_back_by_the_same_pauses() -> None:
    held, now = FailureBackoff(), datetime(2026, 11, 3, tzinfo=UTC)
    for times in (1, 2, 3):
        held.crawl_ended("a", 1, now)
        found = held.get("a")
        assert found is not None
        assert (found.until, found.times, found.code) == (now + pause_after(times), times, 1)
    held.crawl_ended("a", 0, now)
    assert held.get("a") is None
