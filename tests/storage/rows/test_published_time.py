"""Publication times: UTC with an offset, the page's clock without, midnight for a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.storage.rows.local_days import PublishedTime, published_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2026-03-14T01:30:00+08:00",
            PublishedTime(datetime(2026, 3, 13, 17, 30, tzinfo=UTC), date(2026, 3, 14), "+08:00"),
        ),
        (
            "2026-03-14T01:30:00Z",
            PublishedTime(datetime(2026, 3, 14, 1, 30, tzinfo=UTC), date(2026, 3, 14), "+00:00"),
        ),
        (
            "2026-03-14T01:30:00-03:30",
            PublishedTime(datetime(2026, 3, 14, 5, tzinfo=UTC), date(2026, 3, 14), "-03:30"),
        ),
        ("2026-03-14T01:30:00", PublishedTime(datetime(2026, 3, 14, 1, 30, tzinfo=UTC), date(2026, 3, 14))),
        ("2026-03-14", PublishedTime(datetime(2026, 3, 14, tzinfo=UTC), date(2026, 3, 14))),
        ("2026-02-30", PublishedTime()),
        ("0001-01-01T00:00:00+08:00", PublishedTime()),
        ("yesterday", PublishedTime()),
        (None, PublishedTime()),
    ],
)
def test_each_form(text: str | None, expected: PublishedTime) -> None:
    assert published_time(text) == expected


@given(st.text())
def test_what_is_no_time_gives_empty_values(text: str) -> None:
    found = published_time(text)
    assert (found.at is None) == (found.on is None)
    assert found.at is not None or found.offset is None
    assert found.at is None or text[:1].isdigit()


YEARS = (datetime(1900, 1, 2), datetime(9999, 12, 30))  # noqa: DTZ001 - hypothesis adds the zone


@given(st.datetimes(*YEARS, timezones=st.timezones()))
def test_the_instant_and_the_day_are_kept(stated: datetime) -> None:
    found = published_time(stated.isoformat())
    assert found.at == datetime.fromisoformat(stated.isoformat())
    assert found.on == stated.date()
