"""Days whose order or zone something else on the page tells: its language, the visit, its own clock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsarchive.text.dates.page_times import page_times
from newsarchive.text.dates.written_dates import find_times
from tests.text.dates.pages import page_of, tree_of


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("입력 17.09.15 11:12", "ko", "2017-09-15"),
        ("17-09-15", "ko", "2017-09-15"),
        ("05.03.24", "ko", "2005-03-24"),
        ("25.03.24", "ko", "2025-03-24"),
        ("公開：19.12.31", "ja", "2019-12-31"),
        # Where there is no such day it is the other way round, on a site for readers elsewhere.
        ("31.12.19", "ko", "2019-12-31"),
        ("31-12-23", "ja", "2023-12-31"),
        # Between slashes the day or the month comes first there, too, where the year is not one long to come.
        ("31/12/23", "ko", "2023-12-31"),
        ("03/05/24", "ja", "2024-05-03"),
        ("17/09/15 11:12", "ja", "2015-09-17"),
        ("24/03/31", "ja", "2024-03-31"),
        ("17.13.15", "ko", None),
        # Others keep their order.
        ("17.09.15 11:12", "de", "2015-09-17"),
        ("17/09/15", "fr", "2015-09-17"),
        ("17.09.15", None, "2015-09-17"),
    ],
)
def test_years_of_two_digits(text: str, language: str | None, day: str | None) -> None:
    found = find_times(text, language=language, short_years=True)
    assert [one.time[:10] for one in found] == ([day] if day else [])


@pytest.mark.parametrize(
    ("head", "language", "day"),
    [
        # A day to come is read in the other order, if that one has been.
        ("<div>입력 31.12.19 11:12</div>", "ko", "2019-12-31"),
        ("<div>05/11/2024</div>", "en", "2024-05-11"),
        # In this order it has been, and so it stays.
        ("<div>입력 17.09.15 11:12</div>", "ko", "2017-09-15"),
        ("<div>05/03/2024</div>", "en", "2024-03-05"),
    ],
)
def test_no_day_to_come_where_the_other_order_has_been(head: str, language: str, day: str) -> None:
    page = page_of(tree_of(head), language=language, url="https://news.example.co.uk/ferry")
    published, _ = page_times(replace(page, visited="2024-06-01"))
    assert published is not None
    assert published[0][:10] == day


@pytest.mark.parametrize(
    "text",
    ["15 စက်တင်ဘာ၊ 2022", "၁၅ စက်တင်ဘာ၊ ၂၀၂၂", "စက်တင်ဘာ ၁၅၊ ၂၀၂၂", "15 စက်တင်ဘာ 2022"],
)
def test_the_comma_of_burmese(text: str) -> None:
    assert [one.time for one in find_times(text, language="my")] == ["2022-09-15"]


STATED = "2024-03-13T02:30:00Z"


@pytest.mark.parametrize(
    ("shown", "time"),
    [
        ("March 12, 2024 10:30 PM", "2024-03-12T22:30:00-04:00"),
        ("13 March 2024, 08:00", "2024-03-13T08:00:00+05:30"),
        ("13 March 2024, 08:00 IST", "2024-03-13T08:00:00+05:30"),
        # No offset is twenty minutes, or sixteen hours; a day alone tells none.
        ("March 12, 2024 10:10 PM", "2024-03-13T02:30:00+00:00"),
        ("March 12, 2024 10:30 AM", "2024-03-13T02:30:00+00:00"),
        ("March 13, 2024", "2024-03-13T02:30:00+00:00"),
        ("March 13, 2024 2:30 AM", "2024-03-13T02:30:00+00:00"),
    ],
)
def test_the_clock_within_a_marked_moment_tells_its_offset(shown: str, time: str) -> None:
    tree = tree_of(f'<time datetime="{STATED}">{shown}</time>')
    published, _ = page_times(page_of(tree, published=(("json-ld", STATED),)))
    assert published is not None
    assert published[0] == time


@pytest.mark.parametrize(
    ("stated", "shown", "language"),
    [
        # Half a day apart is a clock whose "p.m." is not read; other words tell that it is of something else.
        ("2024-03-05T22:00:00Z", "5 Μαρτίου 2024 10:00 μ.μ.", "el"),
        ("2024-03-05T22:00:00Z", "5 tháng 3, 2024 10:00 CH", "vi"),
        ("2024-03-05T22:00:00Z", "5 مارس 2024 10:00 مساءً", "ar"),
        ("2024-03-05T22:00:00Z", "5 مارس 2024 10:00 م", "ar"),
        ("2024-03-05T22:00:00Z", "5. března 2024 10:00 odp.", "cs"),
        ("2024-03-05T20:00:00Z", "5 March 2024 8:00 in the evening", "en"),
        ("2024-03-05T20:00:00Z", "5 March 2024 8:00", "en"),
        ("2024-03-05T20:00:00Z", "Updated 6 March 2024 09:00", "en"),
        ("2024-03-05T20:00:00Z", "Kick-off: 6 March 2024 06:00", "en"),
        # Midnight was put where only the day was known.
        ("2024-03-05T00:00:00Z", "5 March 2024 09:30", "en"),
        ("2024-03-05T00:00:00Z", "5 March 2024 14:00", "en"),
    ],
)
def test_other_clocks_within_a_marked_moment_tell_no_offset(stated: str, shown: str, language: str) -> None:
    tree = tree_of(f'<time datetime="{stated}">{shown}</time>')
    published, _ = page_times(page_of(tree, language=language))
    assert published is not None
    assert published[0] == stated.replace("Z", "+00:00")


@pytest.mark.parametrize(
    "shown",
    ["5 March 2024 12:28", "Tuesday, 5 March 2024 12:28", "12:28 pm, 5 March 2024", "5 March 2024 12:28 EST"],
)
def test_a_clock_that_shows_no_seconds_takes_none_away(shown: str) -> None:
    tree = tree_of(f'<time datetime="2024-03-05T17:28:46Z">{shown}</time>')
    published, _ = page_times(page_of(tree))
    assert published is not None
    assert published[0] == "2024-03-05T12:28:46-05:00"
