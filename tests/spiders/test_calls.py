"""Which known articles a list calls for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.documents import Link
from newsarchive.lifecycle import UrlState
from newsarchive.spiders.url_choice import changed_at, reported_changes
from newsarchive.storage.interfaces.crawl_store import FrontierUrl

URL = "https://lantern.example/2026/ferry"
LOOKED = datetime(2026, 3, 4, 12, tzinfo=UTC)
NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


def known(looked: datetime | None = LOOKED) -> FrontierUrl:
    return FrontierUrl(url=URL, kind="article", state=UrlState.STORED, new=False, last_fetched_at=looked)


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2026-03-04T12:00:01+00:00", [URL]),
        ("2026-03-04T12:00:00Z", []),
        ("2026-03-04T20:30:00+08:00", [URL]),
        ("2026-03-04T13:00:00+08:00", []),
        ("2026-03-05", [URL]),
        ("2026-03-04", []),
        ("2026-03-04T18:00:00", []),
        ("20260304T180000", []),
        ("2026-03-04T18", []),
        ("20260305", [URL]),
        ("2026-03-06T00:00:00Z", []),
        ("yesterday", []),
        ("", []),
        (None, []),
    ],
)
def test_a_stamp_later_than_the_last_look_calls(stamp: str | None, expected: list[str]) -> None:
    assert reported_changes([Link(url=URL, changed_at=stamp)], [known()], NOW) == expected


def test_what_was_never_looked_at_or_not_named_is_not_called_for() -> None:
    stamped = Link(url=URL, changed_at="2026-03-05T00:00:00Z")
    assert reported_changes([stamped], [known(None)], NOW) == []
    assert reported_changes([], [known()], NOW) == []
    assert reported_changes([stamped], [known(LOOKED + timedelta(days=1))], NOW) == []


@given(st.text())
def test_total(text: str) -> None:
    moment = changed_at(text)
    assert moment is None or moment.utcoffset() == timedelta(0)
