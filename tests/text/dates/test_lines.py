"""Dates printed in the lines about an article."""

from __future__ import annotations

from newsarchive.text.dates.markup_dates import line_dates
from newsarchive.text.dates.time_choice import choose_time


def test_day_first_with_dots_keeps_its_time() -> None:
    assert choose_time(line_dates(["14.02.2024 08:45 Автор: Вера Лугова"], "", day_first=True)) == (
        "2024-02-14T08:45:00",
        "text",
    )


def test_slashes_day_first_are_not_read() -> None:
    assert line_dates(["03/04/2024 08:45"], "", day_first=True) == ()


def test_labelled_lines_come_first_and_the_address_last() -> None:
    claims = line_dates(
        ["2024-02-13 archive", "发布时间：2024-02-14 09:00"], "http://news.example/2024/0215/1.html"
    )
    assert [text[:10] for _, text in claims] == ["2024-02-14", "2024-02-13", "2024-02-15"]


def test_the_day_of_the_last_change_is_no_publication() -> None:
    for label in ("最近更新：", "最后更新时间:", "更新于 ", "最終更新日："):
        assert line_dates([f"{label}2024-02-14"], "") == ()
    claims = line_dates(["发布于：2024-02-13 更新于：2024-02-14", "来源：2024-02-15"], "")
    assert [text[:10] for _, text in claims] == ["2024-02-13", "2024-02-15"]
    # Portals print the day of the news so; not where another line has that of the publication.
    assert len(line_dates(["更新时间：2024-02-15"], "")) == 1
    assert len(line_dates(["更新时间：2024-02-15", "发布时间：2024-02-13"], "")) == 1


def test_version_numbers_are_no_dates() -> None:
    assert line_dates(["Release 1.2.3.2004.1"], "", day_first=True) == ()
