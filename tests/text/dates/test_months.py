"""Month names and their beginnings; what languages share under different months is left open."""

from __future__ import annotations

import pytest

from newsarchive.text.dates.written_dates import find_times, month_of


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


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("الأربعاء، 28 آب/اغسطس 2013", "2013-08-28"),
        ("28 أغسطس / آب 2013", "2013-08-28"),
        ("28 آب (أغسطس) 2013 - 10:15", "2013-08-28T10:15:00"),
        ("١٢ كانون الثاني/يناير ٢٠٢٤", "2024-01-12"),
        ("كانون الأول/ديسمبر 5, 2023", "2023-12-05"),
    ],
)
@pytest.mark.parametrize("language", ["ar", None])
def test_both_arabic_names_of_a_month(line: str, time: str, language: str | None) -> None:
    """Papers that are read from Iraq to Morocco write the one of the east and the one of the west."""
    assert [one.time for one in find_times(line, language=language)] == [time]


@pytest.mark.parametrize("line", ["28 آب/أيلول 2013", "30 يونيو/يوليو 2013", "5 مايو (بتوقيت 2013"])
def test_two_months_are_no_day(line: str) -> None:
    assert find_times(line, language="ar") == []
