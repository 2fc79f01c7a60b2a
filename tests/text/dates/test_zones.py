"""A clock time gets the offset its zone had that day."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.text.dates.time_choice import in_zone


@pytest.mark.parametrize(
    ("time", "zone", "expected"),
    [
        ("2024-01-15T09:30:00", "Europe/Berlin", ("2024-01-15T09:30:00+01:00", "text+source-zone")),
        ("2024-07-15T09:30:00", "Europe/Berlin", ("2024-07-15T09:30:00+02:00", "text+source-zone")),
        ("2024-07-15", "Europe/Berlin", ("2024-07-15", "text")),
        ("2024-07-15T09:30:00-05:00", "Europe/Berlin", ("2024-07-15T09:30:00-05:00", "text")),
        ("2024-07-15T09:30:00", None, ("2024-07-15T09:30:00", "text")),
        ("2024-07-15T09:30:00", "../../etc/passwd", ("2024-07-15T09:30:00", "text")),
    ],
)
def test_in_zone(time: str, zone: str | None, expected: tuple[str, str]) -> None:
    assert in_zone(time, "text", zone) == expected


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_what_is_no_time_or_no_zone_stays_as_it_is(time: str, zone: str) -> None:
    assert in_zone(time, "x", zone) == (time, "x")
    assert in_zone("2024-07-15T09:30:00", "x", f"?{zone}") == ("2024-07-15T09:30:00", "x")
