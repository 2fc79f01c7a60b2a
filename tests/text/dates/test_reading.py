"""Dates are found in text of many languages, orders and calendars; what is none, or two, is not one."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.dates.written_dates import find_times, read_time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Порт 14 августа 2017, 12:40", "2017-08-14T12:40:00"),
        ("luni, 21 septembrie 2020", "2020-09-21"),
        ("08 أكتوبر 2020 - 12:09", "2020-10-08T12:09:00"),
        ("١٢ مارس ٢٠٢٠", "2020-03-12"),
        ("Martes 5 de abril de 2022 4:03 PM", "2022-04-05T16:03:00"),
        ("Publicado em 5 de Março de 2019 às 08h15", "2019-03-05T08:15:00"),
        ("26 | 02 | 2022", "2022-02-26"),
        ("Jan 05 09:34 2021", "2021-01-05"),
        ("Mar. 19 2020", "2020-03-19"),
        ("July 4th, 2019 at 5 p.m. EDT", "2019-07-04T17:00:00-04:00"),
        ("10:46 AM - 20 Mar 2007", "2007-03-20T10:46:00"),
        ("14:45 Uhr, 12. Mai 2020", "2020-05-12T14:45:00"),
        ("Stand: 12.03.2019, 14.30 Uhr", "2019-03-12T14:30:00"),
        ("3. července 2019", "2019-07-03"),
        ("7 kwietnia 2021", "2021-04-07"),
        ("2019. március 4. 12:30", "2019-03-04T12:30:00"),
        ("2019 m. kovo 4 d. 10:00", "2019-03-04T10:00:00"),
        ("2019. gada 4. marts", "2019-03-04"),
        ("ngày 4 tháng 3 năm 2019", "2019-03-04"),
        ("2019년 3월 4일 오후 2:05", "2019-03-04T14:05:00"),
        ("4 มีนาคม 2562 10:15 น.", "2019-03-04T10:15:00"),
        ("۱۴۰۲/۰۳/۱۲ - ۱۲:۳۰", "2023-06-02T12:30:00"),
        ("12 خرداد 1402", "2023-06-02"),
        ("令和元年5月1日", "2019-05-01"),
        ("中華民國108年3月4日", "2019-03-04"),
        ("2018年7月31日 (火) 22:19", "2018-07-31T22:19:00"),
        ("十月 20, 2026", "2026-10-20"),
        ("十一月 3, 2026", "2026-11-03"),
        ("10月 20, 2026", "2026-10-20"),
        ("10월 20, 2026 09:05", "2026-10-20T09:05:00"),
        ("Nr. 49 · 3,50 € 7. Dezember 2023", "2023-12-07"),
        ("The £25 was paid on 4 July 2023", "2023-07-04"),
    ],
)
def test_finds(text: str, time: str) -> None:
    assert [reading.time for reading in find_times(text)] == [time]


@pytest.mark.parametrize(
    "text",
    [
        "Top 10 rooms in 2025",
        "Quay Press, 320 pp., £25, July 2023",
        "Hafen Verlag, € 25, Juli 2023",
        "31 February 2020",
        "4.7 out of 5",
        "Release 1.2.3.2004.1",
        "5 rooms 2020",
        "12 March 1402",
        "1985-01-02",
        "2041-01-02",
        "",
    ],
)
def test_finds_none(text: str) -> None:
    assert find_times(text) == []


def test_order_of_numbers_is_told_or_both_are_kept() -> None:
    (european,) = find_times("03/04/2019")
    assert (european.time, european.other) == ("2019-04-03", "2019-03-04")
    (american,) = find_times("03/04/2019", month_first=True)
    assert (american.time, american.other) == ("2019-03-04", "2019-04-03")
    (sure,) = find_times("9/22/2016")
    assert (sure.time, sure.other) == ("2016-09-22", None)
    (dotted,) = find_times("03.04.2019", month_first=True)
    assert (dotted.time, dotted.other) == ("2019-04-03", None)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2/1/2031, 7:41:14 PM", "2031-02-01T19:41:14"),
        ("2/1/2031, 7:41:14\u202fPM", "2031-02-01T19:41:14"),
        ("2/1/2031, 7:41:14 pm", "2031-01-02T19:41:14"),
        ("02/01/2031, 19:41:14", "2031-01-02T19:41:14"),
        ("2/1/2031", "2031-01-02"),
    ],
)
def test_a_machine_that_speaks_american_english_puts_the_month_first(text: str, time: str) -> None:
    assert read_time(text) == time


def test_short_years_only_when_asked_for() -> None:
    assert find_times("31.10.23") == []
    assert [reading.time for reading in find_times("31.10.23", short_years=True)] == ["2023-10-31"]


def test_language_settles_a_shared_name() -> None:
    assert find_times("5 listopada 2019") == []
    assert find_times("5 listopada 2019", language="pl")[0].time == "2019-11-05"
    assert find_times("5 listopada 2019", language="hr")[0].time == "2019-10-05"


@given(st.text(max_size=500), st.booleans())
def test_is_total_and_in_order(text: str, month_first: bool) -> None:
    found = find_times(text, month_first=month_first, short_years=True)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))


@given(st.text(alphabet="0123456789./-:年月日 Marzma,APM|", max_size=200))
def test_what_is_found_is_a_time(text: str) -> None:
    for reading in find_times(text, short_years=True):
        assert "1993" <= reading.time[:4] <= "2040"
