"""A page may print its last change before its publication: labels tell which is which. Months in URLs."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.dates.markup_dates import line_dates, url_date

STORY = "".join(
    f"<p>{line}</p>"
    for line in (
        "The old ferry pier at Stokkøy has been sold to a company that wants to build a sauna on it.",
        "Neighbours had hoped that the county would open it for bathers, as it had once promised them.",
        "The county says that it never had the money, and that the planks are rotten to the core.",
    )
)


def published(dates: str) -> str | None:
    page = f"<title>Pier sold</title><article><h1>Pier sold to a sauna</h1>{dates}{STORY}</article>"
    record = run_stages(FetchedPage(url="https://pier.example/n/sauna", body=page.encode()))
    return (record.facts.published_at or "")[:10]


LATER, FIRST = (
    "<time datetime=2031-03-19T16:02Z>19 March 2031</time>",
    "<time datetime=2031-03-14>14 March 2031</time>",
)


@pytest.mark.parametrize(
    "dates",
    [
        f"<div>Updated: {LATER} Published: {FIRST}</div>",
        f"<div><span>Updated</span> {LATER}</div><div><span>Published</span> {FIRST}</div>",
        (
            "<div class='widget updated'><span>Updated: 19 March 2031 16:02</span> "
            "<span>Published: 14 March 2031 12:24</span></div>"
        ),
    ],
)
def test_the_labelled_publication_counts_behind_the_change(dates: str) -> None:
    assert published(dates) == "2031-03-14"


def test_a_change_alone_is_the_only_day_there_is() -> None:
    assert published(f"<div>Updated: {LATER}</div>") == "2031-03-19"
    assert published(f"<div>{FIRST}</div>") == "2031-03-14"


def test_a_chinese_line_with_both_labels_tells_them_apart() -> None:
    both = "更新时间：2031年3月19日 16:02 发布时间：2031年3月14日 12:24"
    assert [text[:10] for _, text in line_dates((both,), "")] == ["2031年3月14日"]
    # Alone it is how portals label the day of the news.
    assert len(line_dates(("更新时间：2031年3月19日 16:02",), "")) == 1


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/world/2031/mar/14/pier-sold", "2031-03-14"),
        ("/2031/march/4/", "2031-03-04"),
        ("/2031/page/14/", None),
        ("/2031/mar/pier-sold", None),
        ("/2031/mar/99/", None),
    ],
)
def test_a_month_may_be_named_in_a_url(path: str, day: str | None) -> None:
    assert url_date(f"https://pier.example{path}") == day
