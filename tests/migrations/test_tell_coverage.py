"""0009: the calendar has each of its days once, with its week and weekday."""

from __future__ import annotations

from datetime import date, timedelta

from tests.asking import ask

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)


def test_the_calendar_has_every_day_with_its_week_and_weekday(archive_url: str) -> None:
    rows = ask(archive_url, "SELECT day, week, weekday FROM calendar ORDER BY day")
    days = [FIRST + timedelta(days=at) for at in range((LAST - FIRST).days + 1)]
    # Weeks are numbered from the Monday 0001-01-01, the first day that Python has.
    told = [(str(day), (day.toordinal() - 1) // 7, day.isoweekday()) for day in days]
    assert [(str(day), week, weekday) for day, week, weekday in rows] == told
