"""A page may print its last change before its publication: labels tell which is which. Months in URLs."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.dates.markup_dates import line_dates, told_changes, url_date
from newsarchive.text.dates.page_places import is_dated_line

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


@pytest.mark.parametrize(
    "line",
    [
        "Updated 19 March 2031 | Published 14 March 2031",
        "It was last updated on 19 March 2031. It was published on 14 March 2031.",
        "Modifié le 19 mars 2031, publié le 14 mars 2031",
        "Actualitzat el 19 de març de 2031, publicat el 14 de març de 2031",
        "Aktualizacja: 19 marca 2031, Publikacja: 14 marca 2031",
        "עודכן: 19.03.2031 פורסם: 14.03.2031",
        "ปรับปรุง 19 มี.ค. 2574 เผยแพร่ 14 มี.ค. 2574",
        "Cập nhật lần cuối 19/3/2031 - Đăng: 14/3/2031",
        "اپ ڈیٹ 19 مارچ 2031 | شائع 14 مارچ 2031",
        "Print edition, 15 March 2031 | 14 March 2031",
    ],
)
def test_one_line_may_begin_with_the_change(line: str) -> None:
    assert published(f"<p>{line}</p>") == "2031-03-14"
    parts = "".join(f"<p>{part}</p>" for part in line.split(" | "))
    assert published(parts) == "2031-03-14"


def test_the_day_of_the_printed_edition_alone_is_the_only_day_there_is() -> None:
    assert published("<p>Print edition, 15 March 2031</p>") == "2031-03-15"


def test_a_line_that_tells_of_a_day_is_text() -> None:
    assert is_dated_line("By Ann van der Lee & Bo Ek | 14/03/31 @ 10:00 | News")
    assert not is_dated_line("The council met on 14 March 2031 and sold the pier")
    assert not is_dated_line("The ferry to the island")


def test_japanese_and_korean_lines_tell_the_change_from_the_publication() -> None:
    for lines in (
        ("更新 2031年3月19日 公開 2031年3月14日",),
        ("2031年3月19日 更新", "2031年3月14日 公開"),
    ):
        assert [text[:10] for _, text in line_dates(lines, "")] == ["2031年3月14日"]
        assert [text[:10] for text in told_changes(lines)] == ["2031年3月19日"]
    korean = ("수정 2031.03.19 10:00", "입력 2031.03.14 10:00")
    assert [text[:10] for _, text in line_dates(korean, "")] == ["2031.03.14"]


def test_no_first_of_a_year_is_made_up_of_the_year() -> None:
    assert published("<p>Die Saison 2031 beginnt</p>") == ""
