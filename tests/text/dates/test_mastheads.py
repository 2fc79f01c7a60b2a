"""The day of the visit over the menu of a page that was saved, and days with two-digit or foreign years."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.dates.markup_dates import in_common_years
from newsarchive.text.dates.numerals import western_days
from tests.text.dates.test_change_first import STORY


def published(over: str, head: str, *, meta: str = "", language: str = "en", after: str = "") -> str:
    page = (
        f"<html lang={language}><head>{meta}<title>Pier sold</title></head><body>{over}<article>"
        f"<h1>Pier sold to a sauna</h1>{head}{STORY}</article>{after}</body></html>"
    )
    record = run_stages(FetchedPage(url="https://pier.example/n/sauna", body=page.encode()))
    return (record.facts.published_at or "")[:10]


@pytest.mark.parametrize(
    "over",
    [
        "<div>Thursday, 19 November 2026 | 12:04 PM</div>",
        "<table><tr><td>Thursday, November 19, 2026</td><td><a href=/>Home</a></td></tr></table>",
        "<div>19 November 2026</div><nav><a href=/>Home</a></nav>",
    ],
)
def test_the_day_over_the_menu_is_not_the_story_s(over: str) -> None:
    assert published(over, "<p>July 25, 2019</p>") == "2019-07-25"
    assert published(over, "<p>By Ann Lee</p><p>July 25, 2019</p>") == "2019-07-25"
    assert published(over, "<p>July 25, 2019 By Ann Lee</p>") == "2019-07-25"
    assert published(over, "<p>News | July 25, 2019</p>") == "2019-07-25"
    for line in (
        "Flood of July 25, 2019",
        "Photo: Ada Roe, July 25, 2019",
        "Venue: Town Hall, July 25, 2019",
    ):
        assert published(over, f"<p>{line}</p>") == "2026-11-19"


def test_a_day_over_the_headline_may_be_the_story_s() -> None:
    assert published("<div class=post-head>Thursday, 19 November 2026</div>", "") == "2026-11-19"
    assert published("<div>19 November 2026</div>", "<p>Concert: 9 May 2027</p>") == "2026-11-19"


def test_a_day_stated_for_all_pages_is_not_kept_by_a_card_of_that_day() -> None:
    meta = '<script type="application/ld+json">{"@type": "Article", "datePublished": "2026-11-20"}</script>'
    card = "<aside><a href=/x>Other story</a> <time datetime=2026-11-20>20 November 2026</time></aside>"
    assert published("", "<p>Published 7 May 2019</p>", meta=meta, after=card) == "2019-05-07"
    assert published("", "", meta=meta, after=card) == "2026-11-20"


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("25 พ.ค. 2559 10:00 น.", "th"),
        ("25-05-16, 10:00", "nl"),
        ("25.05.16, 10:00 Uhr | Aktualisiert: 26.05.16, 11:00 Uhr", "de"),
        ("25. maj. 16 kl. 10.00", "da"),
        ("25/05/16 @ 10:00 | Rose Field | News", "en-GB"),
        ("25 مئی ، 2016", "ur"),
        ("1395-03-05 10:00", "fa"),
    ],
)
def test_a_short_or_foreign_year_dates_the_story(line: str, language: str) -> None:
    assert published("", f"<p>{line}</p>", language=language) == "2016-05-25"


def test_numbers_that_are_no_days_date_nothing() -> None:
    assert published("", "<p>25-21, 21-25, 25-20-24</p>") == ""
    assert published("", "<p>Tel. 06-12-24-36-18</p>") == ""


def test_both_years_of_a_japanese_day_and_those_of_the_republic() -> None:
    assert western_days("2019年（令和元年）5月7日") == "2019年5月7日"
    assert western_days("令和元年（2019年）5月7日") == "2019年5月7日"
    assert in_common_years("108/05/07 10:00") == "2019/05/07 10:00"
    for line in ("1080/05/07", "108/15/07", "tel. 108/05/07/11"):
        assert in_common_years(line) == line


@pytest.mark.parametrize(
    "meta",
    [
        "<meta class=swiftype name=published_at data-type=date content=2019-05-07T10:00:00Z>",
        """<meta name=parsely-page content='{"title": "x", "pub_date": "2019-05-07T10:00:00Z"}'>""",
    ],
)
def test_more_metas_state_the_publication(meta: str) -> None:
    assert published("", "", meta=meta) == "2019-05-07"
    assert published("", "", meta="<meta name=parsely-page content='{broken'>") == ""
