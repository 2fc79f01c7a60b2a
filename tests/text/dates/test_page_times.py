"""A page's two times: what is said outright, else the likeliest date, never an impossible one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from newsarchive.text.dates.other_stories import OtherStories
from newsarchive.text.dates.page_times import count_statements, page_times
from tests.text.dates.pages import LEAD, TAIL, page_of, tree_of

LIST = (
    "<ul class='related'>"
    + "".join(
        f"<li><a href='/{day}'>Other story</a> <span class='date'>{day} June 2024</span></li>"
        for day in range(10, 16)
    )
    + "</ul>"
)


def test_a_statement_wins_over_what_the_page_shows() -> None:
    tree = tree_of("<p class='date'>Updated 9 June 2024</p>")
    published, _ = page_times(page_of(tree, published=(("json-ld", "2024-05-02T08:15:00+02:00"),)))
    assert published == ("2024-05-02T08:15:00+02:00", "json-ld")


@pytest.mark.parametrize(
    ("shown", "zone", "found"),
    [
        ("2026-11-15", None, ("2026-11-15", "json-ld+day")),
        ("November 15, 2026", "Asia/Kathmandu", ("2026-11-15T01:40:00+05:45", "json-ld+source-zone")),
        # The zone has another day than the page.
        ("2026-11-15", "America/New_York", ("2026-11-15", "json-ld+day")),
        ("2026-11-14", "Asia/Kathmandu", ("2026-11-14T19:55:00+00:00", "json-ld")),
        # In no zone it was that day; the day's order is unsure; a clock that is no zone's.
        ("2026-11-13", None, ("2026-11-14T19:55:00+00:00", "json-ld")),
        ("12.11.10", None, ("2026-11-14T19:55:00+00:00", "json-ld")),
        ("2026-11-15 11:11", None, ("2026-11-14T19:55:00+00:00", "json-ld")),
        ("Sunday", None, ("2026-11-14T19:55:00+00:00", "json-ld")),
    ],
)
def test_a_moment_in_utc_has_the_day_that_its_own_element_shows(
    shown: str, zone: str | None, found: tuple[str, str]
) -> None:
    stated = "2026-11-14T19:55:00.000Z"
    tree = tree_of(f"<p><time datetime='{stated}'>{shown}</time></p>")
    page = replace(page_of(tree, published=(("json-ld", stated),), language="en"), zone=zone)
    assert page_times(page)[0] == found


def test_a_change_in_the_night_of_publication_is_kept() -> None:
    stated, changed = "2026-11-14T19:55:00Z", "2026-11-14T20:10:00Z"
    tree = tree_of(f"<p><time datetime='{stated}'>2026-11-15</time></p>")
    page = page_of(tree, published=(("json-ld", stated),), modified=(("meta:y", changed),))
    assert page_times(page) == (("2026-11-15", "json-ld+day"), ("2026-11-14T20:10:00+00:00", "meta:y"))


def test_date_under_the_headline_wins_over_those_of_other_stories() -> None:
    tree = tree_of("<p class='byline'>By Ann Lee, 2 May 2024, 8:15 am</p>", after=LIST)
    assert page_times(page_of(tree))[0] == ("2024-05-02T08:15:00", "text+no-offset")


def test_published_wins_over_updated() -> None:
    tree = tree_of("<p>Published 2 May 2024. Updated 9 June 2024</p>")
    assert page_times(page_of(tree))[0] == ("2024-05-02", "text+day")


def test_the_day_of_a_change_says_what_it_is() -> None:
    tree = tree_of("<p>Last updated: 9 June 2024</p>")
    assert page_times(page_of(tree))[0] == ("2024-06-09", "text:updated+day")


@pytest.mark.parametrize(
    "line",
    [
        "<li id=footer-info-lastmod>Folaşadé ti ojúewé yìí: 9 June 2024</li>",
        "<p class='last-modified'>Sayfa 9 June 2024 tarihinde kaydedildi</p>",
        "<div class=page_lastUpdated>Mise en ligne 9 June 2024</div>",
    ],
)
def test_what_software_calls_the_day_of_a_change_is_one_in_any_words(line: str) -> None:
    tree = tree_of("", after=f"<footer>{line}</footer>")
    assert page_times(page_of(tree))[0] == ("2024-06-09", "text:updated+day")


@pytest.mark.parametrize("name", ["module last-module", "last-edition", "blast-model", "last-modal"])
def test_the_last_of_several_boxes_says_nothing_of_a_change(name: str) -> None:
    tree = tree_of(f"<div class='{name}'>9 June 2024</div>")
    assert page_times(page_of(tree))[0] == ("2024-06-09", "text+day")


@pytest.mark.parametrize(
    "label", ["Printed on", "Druckdatum:", "Imprimé le", "打印时间：", "Дата печати:", "인쇄일:"]
)
def test_the_day_of_a_print_is_not_the_story_s(label: str) -> None:
    tree = tree_of(f"<p>{label} 9 June 2024</p><p>2 May 2024</p>")
    assert page_times(page_of(tree))[0] == ("2024-05-02", "text+day")


def test_copyright_years_and_bare_months_are_no_dates() -> None:
    tree = tree_of("<p>May 2024</p>", after="<footer>© 2019-2024 The News</footer>")
    assert page_times(page_of(tree)) == (None, None)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("2 May 2024, 21:30", "2024-05-02T21:30:10-04:00"),
        ("3 May 2024, 1:10", "2024-05-03T01:30:10+00:00"),
        ("3 May 2024", "2024-05-03T01:30:10+00:00"),
    ],
)
def test_a_moment_in_utc_takes_the_offset_of_the_clock_shown(shown: str, expected: str) -> None:
    page = page_of(tree_of(f"<p>{shown}</p>"), published=(("json-ld", "2024-05-03T01:30:10Z"),))
    assert page_times(page)[0] == (expected, "json-ld")


@pytest.mark.parametrize(
    ("head", "claims", "expected"),
    [
        (
            "<p class='date'>1 May 2024</p>",
            (("meta:article:published_time", "2024-05-02T08:15:00Z"), ("meta:pubdate", "2024-05-01")),
            "2024-05-01",
        ),
        ("<p class='date'>2 May 2024</p>", (("json-ld", "2024-05-03T01:30:10Z"),), "2024-05-02"),
        ("<p class='date'>9 June 2024</p>", (("json-ld", "2024-05-03T01:30:10Z"),), "2024-05-03"),
        ("<p>Updated 2 May 2024</p>", (("json-ld", "2024-05-03T01:30:10Z"),), "2024-05-03"),
    ],
)
def test_a_statement_is_weighed_where_the_page_tells_another_day(
    head: str, claims: tuple[tuple[str, str], ...], expected: str
) -> None:
    published, _ = page_times(page_of(tree_of(head), published=claims))
    assert published is not None
    assert published[0][:10] == expected


def test_clocks_of_other_stories_say_nothing_about_the_offset() -> None:
    tree = tree_of("", after=LIST.replace("June 2024", "May 2024, 21:30").replace("10 May", "2 May"))
    page = page_of(tree, published=(("json-ld", "2024-05-03T01:30:10Z"),))
    assert page_times(page)[0] == ("2024-05-03T01:30:10+00:00", "json-ld")


def test_a_day_takes_the_time_of_day_shown_with_it() -> None:
    page = page_of(tree_of("<p>2 May 2024, 8:15</p>"), published=(("meta:pubdate", "2024-05-02"),))
    assert page_times(page)[0] == ("2024-05-02T08:15:00", "text+no-offset")


@pytest.mark.parametrize(
    ("language", "shown", "expected"),
    [
        ("zh", "2026-10-26 00:00", ("2026-10-26", "text+day")),
        ("en", "26 October 2026 00:00", ("2026-10-26", "text+day")),
        ("en", "26 October 2026 12:00 AM", ("2026-10-26", "text+day")),
        ("zh", "2026-10-26 00:01", ("2026-10-26T00:01:00+08:00", "text+source-zone")),
        ("en", "26 October 2026 00:01", ("2026-10-26T00:01:00+08:00", "text+source-zone")),
    ],
)
def test_midnight_in_print_is_a_day_in_any_language(
    language: str, shown: str, expected: tuple[str, str]
) -> None:
    page = replace(page_of(tree_of(f"<p>{shown}</p>")), language=language, zone="Asia/Shanghai")
    assert page_times(page)[0] == expected


@pytest.mark.parametrize(
    ("modified", "kept"),
    [
        ("2024-05-02T09:00:00+02:00", True),
        ("2024-05-02T06:15:00Z", True),
        ("2024-05-02T06:14:59Z", False),
        ("2024-05-01", False),
        ("2024-05-02", True),
        ("2023-05-02 09:00", False),
    ],
)
def test_a_change_is_never_before_the_publication(modified: str, kept: bool) -> None:
    page = page_of(
        tree_of(""),
        published=(("json-ld", "2024-05-02T08:15:00+02:00"),),
        modified=(("json-ld", modified),),
    )
    assert (page_times(page)[1] is not None) is kept


@pytest.mark.parametrize(
    ("url", "head", "day"),
    [
        ("https://news.example/a", "<p>03/04/2024</p>", "2024-03-04"),
        ("https://news.example.co.uk/a", "<p>03/04/2024</p>", "2024-04-03"),
        ("https://news.example/2024/04/03/a", "<p>03/04/2024</p>", "2024-04-03"),
        (
            "https://news.example/a",
            "<p>03/04/2024</p><p>18/04/2024 Other story of the week</p>",
            "2024-04-03",
        ),
        ("https://news.example/a", "<p>03/04/2024</p><p>18 April 2024</p><p>19 April 2024</p>", "2024-04-03"),
    ],
)
def test_order_of_day_and_month_is_decided_by_page_domain_and_language(url: str, head: str, day: str) -> None:
    published, _ = page_times(page_of(tree_of(head), url=url))
    assert published is not None
    assert published[0] == day


@pytest.mark.parametrize("domain", ["example", "example.co.uk"])
@pytest.mark.parametrize(("month", "day"), [(1, 2), (4, 3), (12, 1), (11, 12)])
def test_the_day_of_the_url_decides_an_open_order(domain: str, month: int, day: int) -> None:
    for shown in (f"{month:02}/{day:02}/2024", f"{day:02}/{month:02}/2024"):
        url = f"https://news.{domain}/2024/{month:02}/{day:02}/a"
        published, _ = page_times(page_of(tree_of(f"<p>{shown}</p>"), url=url))
        assert published is not None
        assert published[0] == f"2024-{month:02}-{day:02}"


def test_state_of_a_script_is_read_where_nothing_is_shown() -> None:
    script = (
        '<script>window.__STATE__={"post":{"publishedAt":"2024-05-02T08:15:00Z","title":"Ferry"}}</script>'
    )
    assert page_times(page_of(tree_of("", after=script)))[0] == ("2024-05-02T08:15:00+00:00", "script")


@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=60))
def test_is_total(body: str, claim: str, url: str) -> None:
    tree = document_fromstring("<html><body><h1>x</h1><p>3 May 2024</p></body></html>")
    tree[0][1].text = "".join(letter for letter in body if letter.isprintable()) + " 2 May 2024 10:00"
    times = page_times(
        page_of(tree, published=(("json-ld", claim),), modified=(("json-ld", claim),), url=url)
    )
    assert all(time is None or (datetime.fromisoformat(time[0]).year >= 1993 and time[1]) for time in times)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_labelled_days_the_published_one_counts(order: tuple[int, int]) -> None:
    lines = ("<li>Updated 9 June 2024</li>", "<li>Published 2 May 2024</li>")
    tree = tree_of(f"<ul class='dates'>{lines[order[0]]}{lines[order[1]]}</ul>")
    assert page_times(page_of(tree))[0] == ("2024-05-02", "text+day")


def test_a_label_of_a_story_below_says_nothing_of_this_one() -> None:
    tree = tree_of("<p>Updated 9 June 2024</p>", after="<p>Published 2 May 2024</p>")
    published, _ = page_times(page_of(tree))
    assert published is not None
    assert published[0] == "2024-06-09"


def test_the_address_the_page_says_it_has_may_tell_the_day() -> None:
    page = page_of(tree_of("<p>By Ann Lee</p>"))
    assert page_times(page)[0] is None
    told = replace(page, canonical="https://news.example/2024/05/02/ferry.html")
    assert page_times(told)[0] == ("2024-05-02", "url+day")
    own = replace(told, url="https://news.example/2024/05/03/ferry.html")
    assert page_times(own)[0] == ("2024-05-03", "url+day")


@pytest.mark.parametrize("name", ["ago", "post-age age", "relative-time", "moment"])
def test_a_moment_stands_in_the_title_of_how_long_ago_it_was(name: str) -> None:
    tree = tree_of(f"<span class='{name}' title='2024-05-02 08:15'>3 h</span>")
    assert page_times(page_of(tree))[0] == ("2024-05-02T08:15:00", "time+no-offset")


def test_an_archives_bar_has_the_days_of_its_captures() -> None:
    bar = "<div id='wm-ipp-base'><div id='wm-ipp'>Captured <b>5 January 2025</b></div></div>"
    tree = document_fromstring(
        f"<html><body>{bar}<h1>Ferry runs</h1><p>2 May 2024</p><p>{LEAD}</p><p>{TAIL}</p></body></html>"
    )
    page = replace(page_of(tree), others=OtherStories(tree, "https://news.example/ferry", (LEAD, TAIL)))
    assert page_times(page)[0] == ("2024-05-02", "text+day")


def test_a_labelled_line_comes_before_a_tag_that_leaves_open_what_day_it_is() -> None:
    tree = tree_of("<p>x</p>")
    open_tag = (("meta:date", "2026-01-02T00:00:00Z"),)
    page = replace(page_of(tree, published=open_tag), lines=("发布时间：2023.10.21",), language="zh")
    assert page_times(page)[0] == ("2023-10-21", "text+day")
    unlabelled = replace(page, lines=("2023.10.21",))
    assert page_times(unlabelled)[0] == ("2026-01-02T00:00:00+00:00", "meta:date")
    outright = replace(page, published=(("json-ld", "2023-10-20T08:00:00+08:00"),))
    assert page_times(outright)[0] == ("2023-10-20T08:00:00+08:00", "json-ld")


def test_each_kind_of_markup_that_states_the_time_counts_once() -> None:
    claims = (
        ("json-ld", "2024-05-02T08:15:00+02:00"),
        ("json-ld:second", "2024-05-02T06:15:20Z"),  # the same minute
        ("meta:article", "2024-05-02"),
        ("element", "2 days ago, or so"),
        ("elements", "2024-06-09T08:15:00+02:00"),
    )
    assert count_statements(claims, ("2024-05-02T08:15:00+02:00", "json-ld")) == 2
    assert count_statements(claims, ("2024-06-09", "text+day")) == 1
    assert count_statements(claims, ("2024-07-09", "text+day")) == 0
    assert count_statements(claims, None) == 0
