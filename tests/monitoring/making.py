"""Invented measures for the tests of health."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from newsarchive.storage.interfaces.monitoring import Measures, Proportion, WeeklyHistory

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
GOOD = Proportion(50, 50)
NONE = Proportion(0, 50)
HISTORY = WeeklyHistory(
    articles=(100,) * 8,
    refused=(Proportion(1, 100),) * 8,
    failed=(Proportion(1, 100),) * 8,
    titled=Proportion(400, 400),
    dated=Proportion(400, 400),
)


def measures(**facts: Any) -> Measures:
    """A healthy source with two months of history."""
    given: dict[str, Any] = {
        "source": "lantern",
        "crawl": 7,
        "at": NOON,
        "watched_since": NOON - timedelta(days=100),
        "articles_7d": 98,
        "last_new_at": NOON - timedelta(hours=3),
        "titled": GOOD,
        "dated": GOOD,
        "refused": NONE,
        "failed": NONE,
        "history": HISTORY,
    }
    return Measures(**(given | facts))
