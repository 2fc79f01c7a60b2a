"""What dates no story: places, pictures and things with a day, numbers; changes of something else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from tests.text.dates.test_change_first import STORY

STATED = "<meta property=article:published_time content=2024-05-10T08:00:00Z>"


def read(head: str, *, over: str = "", after: str = "", meta: str = STATED) -> CleanArticle:
    page = (
        f"<html lang=en><head>{meta}<title>Pier sold</title></head><body>{over}<article>"
        f"<h1>Pier sold to a sauna</h1>{head}<div class=content>{STORY}{after}</div></article></body></html>"
    )
    fetched = datetime(2026, 11, 20, tzinfo=UTC)
    return run_stages(FetchedPage(url="https://pier.example/n/sauna", body=page.encode(), fetched_at=fetched))


@pytest.mark.parametrize(
    "line",
    [
        "Northfield, 3 March 1998",
        "Photo: Ada Roe, 3 March 2019",
        "Killed on 3 March 1998",
        "Flood of 3 March 1998",
        "Since 3 March 1998",
        "Case no. 1399-02-21",
    ],
)
def test_a_place_or_a_thing_with_a_day_overrules_no_markup(line: str) -> None:
    record = read(f"<p>{line}</p>")
    assert (record.facts.published_at or "")[:10] == "2024-05-10"
    assert not record.removed


@pytest.mark.parametrize(
    ("over", "head", "day"),
    [
        ("<div class=date>Monday, 20 May 2024</div>", "<p>Photo: Ada Roe, 3 March 2019</p>", "2024-05-20"),
        ("<div class=date>Monday, 20 May 2024</div>", "<p>Flood of 3 March 1998</p>", "2024-05-20"),
        ("<nav>Home</nav><p>20 May 2024</p>", "<p>Photo: Ada Roe, 3 March 2019</p>", "2024-05-20"),
        ("", "<p>8 May 2024, print edition</p><p>Photo taken 1 March 2020</p>", "2024-05-08"),
    ],
)
def test_a_picture_s_day_makes_no_masthead_of_the_story_s(over: str, head: str, day: str) -> None:
    assert (read(head, over=over, meta="").facts.published_at or "")[:10] == day


CARD = (
    "<div><div><a href=/n/1>Bus fares rise again in the county</a></div>"
    "<div>Last updated: 20 May 2024</div></div>"
)


@pytest.mark.parametrize(
    ("head", "after", "over"),
    [
        ("", CARD, ""),
        ("", "<div class=reply><time class=updated datetime=2024-05-20>20 May</time><p>No.</p></div>", ""),
        ("", "<div><b>joe</b><i>Last updated: 20 May 2024</i></div>", ""),
        ("", "</div></article><p>Last updated: 20 May 2024</p><p>© 2024 Gazette</p><article><div>", ""),
        ("<div class=weather>Northfield 12 °C <small>Last updated: 20 May 2024</small></div>", "", ""),
        ("<div class=x>EUR/USD 1.08</div><div>Last updated: 20 May 2024</div>", "", ""),
        (
            "<div><a href=/l>Live: the storm over the town</a><br>Last updated: 20 May 2024</div>",
            "",
            "",
        ),
        ("<figure><img src=a.jpg><figcaption>Updated 21 May 2024 | Council</figcaption></figure>", "", ""),
        ("<p>To be updated 12 June 2024</p>", "", ""),
        ("<p>Updated 31 December 2030</p>", "", ""),
        ("<p>แก้ไขกฎหมาย 12 พ.ค. 2567</p>", "", ""),
        ("<p>ปรับปรุงถนน 12 พ.ค. 2567</p>", "", ""),
        ("", "", "<div><a href=/n/1>Storm</a><time class=updated datetime=2024-05-20>20 May</time></div>"),
    ],
)
def test_a_change_of_something_else_is_none(head: str, after: str, over: str) -> None:
    assert read(head, after=after, over=over).facts.modified_at is None


@pytest.mark.parametrize(
    ("head", "after", "day"),
    [
        ("", "<p>Last updated: 20 May 2024</p>", "2024-05-20"),
        ("<p>Updated 20 May 2024</p>", "", "2024-05-20"),
        ("<p>10 May 2024 <time class=updated datetime=2024-05-20>20 May 2024</time></p>", "", "2024-05-20"),
        ("<p>แก้ไขล่าสุด 20 พ.ค. 2567</p>", "", "2024-05-20"),
    ],
)
def test_a_change_in_the_story_s_head_or_behind_it_counts(head: str, after: str, day: str) -> None:
    assert (read(head, after=after).facts.modified_at or "")[:10] == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Rovers beat City 25-08-24", None),
        ("Call 05-08-24", None),
        ("Buses 10-12-14", None),
        ("25-08-24", "2024-08-25"),
        ("Case: 1399-02-21", None),
        ("تاریخ انتشار: 1403-06-04", "2024-08-25"),
        ("Geplaatst op 25-08-24 door Redactie", "2024-08-25"),
        ("Jan de Vries • 25-08-24 • 10:15", "2024-08-25"),
        ("Af Anna Berg 25-08-24", "2024-08-25"),
        ("This story will be updated. Updated: 25 August 2024", "2024-08-25"),
        ("To be updated: 25 August 2024", None),
        ("Updated: 25-08-24", "2024-08-25"),
    ],
)
def test_six_digits_with_hyphens_are_a_day_alone_or_beside_who_signs(line: str, day: str | None) -> None:
    published = read(f"<p>{line}</p>", meta="").facts.published_at
    assert (published and published[:10]) == day


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<font size=6>EVENING GAZETTE</font><p><font size=4>Council sells the pier</font></p>", True),
        ("<p><font size=5>Council sells the pier</font></p><font size=5>Northfield, 10 May</font>", True),
        ("<font size=5>Northfield, 10 May</font>", False),
    ],
)
def test_the_headline_in_large_type_is_no_paper_and_no_day(head: str, title: bool) -> None:
    page = f"<html lang=en><title>Gazette</title><body><article>{head}{STORY}</article></body></html>"
    record = run_stages(FetchedPage(url="https://pier.example/n/sauna", body=page.encode()))
    assert record.title == ("Council sells the pier" if title else "Gazette")
