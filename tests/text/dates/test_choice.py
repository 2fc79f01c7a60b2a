"""Which of a page's statements becomes its time, and whose zone it has."""

from __future__ import annotations

import pytest

from newsarchive.text.dates.time_choice import choose_time, is_mainland, with_zone


def test_first_readable_claim_wins() -> None:
    assert choose_time([("a", "soon"), ("b", "2020-01-02T03:04:05"), ("c", "2021-01-01")]) == (
        "2020-01-02T03:04:05",
        "b",
    )
    assert choose_time([("a", "soon")]) is None


def test_time_of_day_comes_from_a_later_claim_of_that_day() -> None:
    assert choose_time([("a", "2020-01-02"), ("b", "2020-01-02 09:30")]) == ("2020-01-02T09:30:00", "b")
    assert choose_time([("a", "2020-01-02"), ("b", "2020-01-05 09:30")]) == ("2020-01-02", "a")


def test_midnight_without_zone_is_a_day() -> None:
    assert choose_time([("a", "2020-01-02 00:00:00")]) == ("2020-01-02", "a")


@pytest.mark.parametrize("local", ["2020-01-01 22:28:35", "2020-01-01T22:28:35-05:00"])
def test_utc_takes_the_offset_another_claim_shows(local: str) -> None:
    assert choose_time([("a", "2020-01-02T03:28:35Z"), ("b", local)]) == ("2020-01-01T22:28:35-05:00", "a")


def test_zone_is_assumed_for_mainland_pages_only() -> None:
    assert with_zone("2020-01-02T09:30:00", "text", mainland=True) == (
        "2020-01-02T09:30:00+08:00",
        "text+assumed-zone",
    )
    assert with_zone("2020-01-02T09:30:00", "text", mainland=False) == (
        "2020-01-02T09:30:00",
        "text+no-offset",
    )
    assert with_zone("2020-01-02T09:30:00+02:00", "x", mainland=True) == ("2020-01-02T09:30:00+02:00", "x")
    assert with_zone("2020-01-02", "x", mainland=True) == ("2020-01-02", "x+day")


def test_mainland() -> None:
    assert is_mainland("http://news.example/1", "zh", "Hans")
    assert not is_mainland("https://news.example.tw/1", "zh", "Hans")
    assert not is_mainland("http://news.example/1", "zh", "Hant")
    assert not is_mainland("http://news.example/1", "ja", None)
    assert is_mainland("http://[broken", "zh", "Hans")
