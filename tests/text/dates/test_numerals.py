"""Days in ideographs, as Chinese and Japanese print has them; Greek capitals; moments for scripts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.dates.numerals import days_in_digits, western_days
from newsarchive.text.dates.written_dates import find_times

PLACES = "〇一二三四五六七八九"


def counted(number: int) -> str:
    """Write a number up to 199 with tens and hundreds."""
    hundred, rest = divmod(number, 100)
    ten, one = divmod(rest, 10)
    text = f"{PLACES[hundred]}百" if hundred else ""
    text += (PLACES[ten] if ten > 1 or hundred else "") + "十" if ten else ("〇" if hundred and one else "")
    return text + (PLACES[one] if one else "")


@given(st.dates(date(1995, 1, 1), date(2039, 12, 31)), st.sampled_from(["places", "republic", "counted"]))
def test_every_day_in_ideographs_is_read(day: date, form: str) -> None:
    republic = day.year - 1911
    year = {
        "places": "".join(PLACES[int(digit)] for digit in str(day.year)),
        "republic": "民國" + "".join(PLACES[int(digit)] for digit in str(republic)),
        "counted": f"中華民國{counted(republic)}",
    }[form]
    text = f"本報訊 {year}年{counted(day.month)}月{counted(day.day)}日 星期六"
    assert [one.time for one in find_times(text)] == [day.isoformat()]


@given(st.text(alphabet=f"{PLACES}零○元十百廿卅年月日號号 0123456789民國令和上个的"))
def test_no_text_raises_and_other_text_stays(text: str) -> None:
    written = days_in_digits(text)
    assert western_days(written) == western_days(text)
    if "日" not in text and "號" not in text and "号" not in text:
        assert written == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二零二六年三月十四日", "2026-03-14"),
        ("二○二六年廿六號", None),
        ("二○二六年三月廿六號", "2026-03-26"),
        ("2026年三月卅一日", "2026-03-31"),
        ("令和八年三月十四日", "2026-03-14"),
        ("令和元年五月一日", "2019-05-01"),
        ("二〇二六年三月三十二日", None),
        ("九年三月十四日", None),  # the ninth year of something
        ("三月十四日", None),
        ("一二三年四五六月", None),
        ("10 ΜΑΪΟΥ 2026", "2026-05-10"),
        ("10 ΜΑΙΟΥ 2026", "2026-05-10"),
        ("10 Μαΐου 2026", "2026-05-10"),
        ("3 ΑΥΓΟΥΣΤΟΥ 2026", "2026-08-03"),
        ("3 Δεκεμβρίου 2026", "2026-12-03"),
        ("3 ΔΕΚ 2026", "2026-12-03"),
    ],
)
def test_days(text: str, day: str | None) -> None:
    assert [one.time for one in find_times(text)] == ([] if day is None else [day])


VISITED = datetime(2026, 3, 14, 13, tzinfo=UTC)
STORY = "".join(
    f"<p>The head of the board said that pier {number} was mended earlier than was planned.</p>"
    for number in range(5)
)


def dated(head: str, below: str = "") -> str | None:
    page = (
        "<html lang='en'><head><title>Ferry runs again</title></head><body><article><h1>Ferry runs again</h1>"
        f"<div class='by'>{head}</div>{STORY}</article>{below}</body></html>"
    )
    url = "https://lantern.example/ferry"
    return run_stages(FetchedPage(url=url, body=page.encode(), fetched_at=VISITED)).facts.published_at


MOMENT = VISITED - timedelta(hours=3)
SECONDS = int(MOMENT.timestamp())


@pytest.mark.parametrize(
    "head",
    [
        f'<span data-timestamp="{SECONDS}">3 hours ago</span>',
        f'<span class="post-date" data-time="{SECONDS}000">3 hours ago</span>',
        f'<time data-utc="{MOMENT.isoformat()}">3h</time>',
        f'<i data-livestamp="{SECONDS}"></i>',
    ],
)
def test_a_moment_that_a_script_writes_out(head: str) -> None:
    assert dated(head) == MOMENT.isoformat()


@pytest.mark.parametrize(
    "head",
    [
        f'<div class="player" data-time="{SECONDS}">Play</div>',
        '<span data-timestamp="94">1:34</span>',
        '<span data-timestamp="1">now</span>',
        f'<div class="comments-count" data-timestamp="{SECONDS}">12 comments</div>',
        f'<div class="share-bar" data-published="{SECONDS}">Share</div>',
        f'<span class="stock-price" data-timestamp="{SECONDS}">31.20</span>',
        f'<div class="ad" data-timestamp="{SECONDS}"></div>',
        f'<span class="event-date" data-date="{MOMENT.isoformat()}">Town hall</span>',
        f'<figure data-published="{SECONDS}"><img src="a.jpg"></figure>',
        f'<form data-timestamp="{SECONDS}"><input name="q"></form>',
        f'<li><a href="/other">The gate opens</a> <span data-timestamp="{SECONDS}">3 hours ago</span></li>',
        f'<ul class="comments"><li class="comment"><b data-user="{SECONDS}">Ada</b></li></ul>',
    ],
)
def test_other_numbers_are_no_moments(head: str) -> None:
    assert dated(head) is None


def test_a_remark_s_moment_is_not_the_story_s() -> None:
    said = f'<div class="comment" data-timestamp="{SECONDS}"><p>Well done, says Ada Roe.</p></div>'
    remarks = f'<div class="comments">{said}</div>'
    assert dated('<span class="post-date">12 March 2026</span>', remarks) == "2026-03-12"
    assert dated("", remarks) is None


def test_another_story_s_moment_is_not_this_one_s() -> None:
    entry = f'<li><a href="/other">The sluice gate opens</a> <span data-timestamp="{SECONDS}">3h</span></li>'
    assert dated("", f'<aside class="latest"><ul>{entry * 3}</ul></aside>') is None
