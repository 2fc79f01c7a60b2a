"""Retry-After in all its forms."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.politeness.backoff import LONGEST_RETRY_AFTER, retry_after

NOW = datetime(2026, 11, 2, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 1 ", 1),
        ("1.5", 1.5),
        ("317100", 317_100),  # 88 hours, as Media Cloud saw it
        ("99999999999", LONGEST_RETRY_AFTER),
        ("1000000000000", LONGEST_RETRY_AFTER),
        ("9" * 5_000, LONGEST_RETRY_AFTER),
        ("0" * 20 + "7.0000000", 7),
        ("Mon, 02 Nov 2026 12:10:00 GMT", 600),
        ("Monday, 02-Nov-26 12:10:00 GMT", 600),  # RFC 850
        ("Mon Nov  2 12:10:00 2026", 600),  # asctime
        ("Mon, 02 Nov 2026 14:10:00 +0200", 600),
        ("Mon, 02 Nov 2126 12:10:00 GMT", LONGEST_RETRY_AFTER),
        ("Mon, 02 Nov 2026 11:59:00 GMT", None),
        ("0", None),
        ("-5", None),
        ("soon", None),
        ("１２０", None),
        ("1e9", None),
        ("nan", None),
        ("", None),
        (None, None),
    ],
)
def test_forms(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_a_date_counts_from_what_the_server_takes_for_now() -> None:
    until = "Mon, 02 Nov 2026 15:10:00 GMT"
    assert retry_after(until, NOW, "Mon, 02 Nov 2026 15:00:00 GMT") == 600
    assert retry_after(until, NOW, "yesterday") == 11_400
    assert retry_after("60", NOW, "Mon, 02 Nov 2026 15:00:00 GMT") == 60


@given(st.text(), st.text())
def test_total(value: str, date: str) -> None:
    seconds = retry_after(value, NOW, date)
    assert seconds is None or 0 < seconds <= LONGEST_RETRY_AFTER


@pytest.mark.parametrize("value", ["Mon, 02 Nov 0001 00:00:00 +2359", "Mon, 31 Dec 9999 23:59:59 -2359"])
def test_dates_at_the_ends_of_time(value: str) -> None:
    assert retry_after(value, NOW) in {None, LONGEST_RETRY_AFTER}
