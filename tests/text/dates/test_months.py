"""Month names and their beginnings; what languages share under different months is left open."""

from __future__ import annotations

import pytest

from newsarchive.text.dates.written_dates import month_of


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("Sept", 9),
        ("MÄRZ", 3),
        ("févr.", 2),
        ("มี.ค.", 3),
        ("خرداد", 15),
        ("Mrz", 3),
        ("Εκ", None),
        ("rooms", None),
    ],
)
def test_month_of(word: str, month: int | None) -> None:
    assert month_of(word) == month


def test_a_language_settles_what_several_share() -> None:
    assert [month_of("srpnja"), month_of("lipca", "pl"), month_of("listopada", "hr")] == [7, 7, 10]
    assert month_of("listopada") is None
    assert month_of("May", "de") == 5
