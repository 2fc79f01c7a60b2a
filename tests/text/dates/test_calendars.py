"""Thai, Persian and Ethiopian years, Japanese eras, digits of other scripts."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.dates.nepali_calendar import from_nepali
from newsarchive.text.dates.numerals import western, without_eras
from newsarchive.text.dates.written_dates import find_times, gregorian


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (1399, 12, 30, date(2021, 3, 20)),  # the last day of a leap year
        (1400, 1, 1, date(2021, 3, 21)),
        (1402, 12, 29, date(2024, 3, 19)),
        (1403, 1, 1, date(2024, 3, 20)),
        (1402, 12, 30, None),
        (1402, 7, 31, None),
        (2562, 3, 4, date(2019, 3, 4)),
        (2019, 2, 29, None),
        (2020, 2, 29, date(2020, 2, 29)),
    ],
)
def test_gregorian(year: int, month: int, day: int, expected: date | None) -> None:
    assert gregorian(year, month, day) == expected


def test_persian_days_follow_each_other() -> None:
    days = [
        found
        for year in range(1380, 1410)
        for month in range(1, 13)
        for day in range(1, 32)
        if (found := gregorian(year, month, day))
    ]
    assert all(two - one == timedelta(days=1) for one, two in itertools.pairwise(days))


def test_digits_and_eras() -> None:
    assert western("٢٠٢٠ ۱۴۰۲ ๒๕๖๒ ２０１９") == "2020 1402 2562 2019"
    assert without_eras("平成31年4月30日、令和元年5月1日") == "2019年4月30日、2019年5月1日"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ታኅሣሥ 2 ቀን 2014 ዓ.ም.", "2021-12-11"),
        ("ግንቦት 2 ቀን 2016 ዓ.ም.", "2024-05-10"),
        ("መስከረም 1 2012", "2019-09-12"),  # New Year behind a year of 366 days
        ("ጳጉሜን 6 ቀን 2011", "2019-09-11"),
        ("ሜይ 20, 2023", "2023-05-20"),
    ],
)
def test_ethiopian_days(text: str, day: str) -> None:
    assert [found.time for found in find_times(text, language="am")] == [day]


def test_there_is_no_sixth_day_behind_a_common_year() -> None:
    assert find_times("ጳጉሜን 6 ቀን 2012", language="am") == []


def test_months_that_tigrinya_has_of_our_calendar_are_ours_there() -> None:
    assert [found.time for found in find_times("4 መስከረም 2021", language="ti")] == ["2021-09-04"]


AMHARIC_STORY = (
    "የወንዙ ድልድይ ለአንድ ዓመት ከተዘጋ በኋላ ዛሬ እንደገና ተከፍቷል፤ መኪናዎችና እግረኞች ማለፍ ጀምረዋል።",
    "የከተማው ምክር ቤት እንደገለጸው ሥራው ከታሰበው በላይ ጊዜ ወስዷል፤ ወጪውም ጨምሯል።",
    "በአካባቢው የሚኖሩ ሰዎች ደስታቸውን ገልጸዋል፤ ነጋዴዎችም ገበያው እንደሚነቃቃ ተስፋ አድርገዋል።",
)


@pytest.mark.parametrize(
    ("stated", "written", "day"),
    [
        ("am", "መስከረም 4 ቀን 2015", "2022-09-14"),
        ("ti", "4 መስከረም 2015", "2015-09-04"),
        ("ti-ER", "10 መጋቢት 2021", "2021-03-10"),
        ("", "10 መጋቢት 2021", "2021-03-10"),  # or it would be of 2029
        ("am", "መስከረም 14, 2020", "2020-09-14"),  # or of 2027
        ("am", "ነሐሴ 19 ቀን 2018", "2026-08-25"),  # tomorrow, where the clock is ahead
    ],
)
def test_no_day_of_publication_is_still_to_come(stated: str, written: str, day: str) -> None:
    # The story may announce one all the same.
    lines = (*AMHARIC_STORY, "የሚቀጥለው ስብሰባ ኅዳር 14 ቀን 2022 ዓ.ም. በከተማው አዳራሽ ይካሄዳል፤ ሁሉም ተጋብዘዋል።")
    text = "".join(f"<p>{line}</p>" for line in lines)
    page = (
        f"<html lang='{stated}'><head><title>ድልድዩ ተከፈተ</title></head><body><main><h1>ድልድዩ ተከፈተ</h1>"
        f"<p class=date>{written}</p><div>{text}</div></main></body></html>"
    )
    found = run_stages(
        FetchedPage(
            url="https://paper.example/a/1.html",
            body=page.encode(),
            content_type="text/html; charset=utf-8",
            fetched_at=datetime(2026, 8, 24, 12, tzinfo=UTC),
        )
    )
    assert (found.facts.published_at or "")[:10] == day


def test_nepali_days_follow_each_other() -> None:
    days = [
        found
        for year in range(2040, 2110)
        for month in range(14)
        for day in range(34)
        if (found := from_nepali(year, month, day))
    ]
    assert days[0] == date(1992, 4, 13)
    assert days[-1] > date(2040, 12, 31)
    assert all(later - earlier == timedelta(days=1) for earlier, later in itertools.pairwise(days))


@pytest.mark.parametrize(
    ("text", "language", "time"),
    [
        ("२०८१ मंसिर ३ गते १४:३५", "ne", "2024-11-18T14:35:00"),
        ("प्रकाशित : मंसिर ३, २०८१ १४:३५", None, "2024-11-18T14:35:00"),
        ("सोमबार, ३ मङ्सिर २०८१", "ne", "2024-11-18"),
        ("३२ असार २०८१", "ne", None),  # it had 31 days
        ("३ मंसिर २०२४", "ne", None),  # a year of our calendar
        ("28 آبان 1403", "fa", "2024-11-18"),
        ("18 พ.ย. 67 14:35 น.", "th", "2024-11-18T14:35:00"),
        ("1 มี.ค.68", None, "2025-03-01"),
        ("ซื้อ 18 คน 67 บาท", "th", None),
        ("อบรมอาสา 12 มี.ค. 50 คน", "th", None),  # fifty people
        ("12 มี.ค. 45 เส้นทาง", None, None),
        ("2026 он 3 сар 15 хоног", "mn", None),  # three months, fifteen days
        ("12 сар 10 мянган төгрөг 2026", "mn", None),  # money
        ("2024 оны 11 сарын 18", "mn", "2024-11-18"),
        ("2024-yil 18-noyabr, 14:35", "uz", "2024-11-18T14:35:00"),
        ("2024-йил 18-ноябрь", "uz", "2024-11-18"),
        ("2024 жылғы 18 қараша", "kk", "2024-11-18"),
        ("18 qarasha 2024", "kk", "2024-11-18"),
        ("Nofembar 18, 2024", "so", "2024-11-18"),
    ],
)
def test_days_of_other_calendars_and_forms(text: str, language: str | None, time: str | None) -> None:
    assert [one.time for one in find_times(text, language=language)] == ([] if time is None else [time])
