"""Rates by hour and weekday: learned, faded, written down and read back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.planning.polling import Rhythm

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def office(days: int, an_hour: int = 2) -> Rhythm:
    """So many days of a site that publishes from 9 to 12, Monday to Friday."""
    rhythm = Rhythm()
    for day in range(days):
        morning = MONDAY + timedelta(days=day)
        new = [morning + timedelta(hours=hour) for hour in (9, 10, 11)] * an_hour
        rhythm = rhythm.watched(1, new if morning.weekday() < 5 else [])
    return rhythm


def test_nobody_has_watched() -> None:
    assert Rhythm().rate(MONDAY) == 10  # FEW / SHORT


def test_hours_and_weekdays_are_learned() -> None:
    rhythm = office(28)
    morning, night = MONDAY + timedelta(days=28, hours=10), MONDAY + timedelta(days=28, hours=3)
    assert rhythm.rate(morning) > 10 * rhythm.rate(night)
    saturday = morning + timedelta(days=5)
    assert rhythm.rate(morning) > 4 * rhythm.rate(saturday)


def test_a_day_in_all_is_what_was_seen() -> None:
    rhythm = office(28)
    week = [MONDAY + timedelta(days=28, hours=hour) for hour in range(7 * 24)]
    assert 5 * 6 * 0.9 < sum(map(rhythm.rate, week)) / 24 < 5 * 6 * 1.1


def test_what_is_old_fades() -> None:
    busy = office(28)
    quiet = busy.watched(28, [])
    assert quiet.rate(MONDAY) < busy.rate(MONDAY) / 2


@given(st.floats(0, 1000), st.lists(MOMENTS, max_size=20), MOMENTS)
def test_written_and_read(days: float, new: list[datetime], at: datetime) -> None:
    rhythm = Rhythm().watched(days, new)
    again = Rhythm.read(rhythm.written())
    assert abs(again.rate(at) - rhythm.rate(at)) <= 1e-4 * rhythm.rate(at)
    assert rhythm.rate(at) > 0


@given(st.text(max_size=300) | st.none())
def test_any_line_is_a_rhythm(text: str | None) -> None:
    assert Rhythm.read(text).rate(MONDAY) > 0
