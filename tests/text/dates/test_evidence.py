"""Which statements of markup are outright, and which belong to other stories."""

from __future__ import annotations

import pytest

from newsarchive.text.dates.markup_dates import is_explicit, published_claims, stated_clocks, url_date
from newsarchive.text.page.structured_data import MetaTags
from tests.text.dates.pages import tree_of


@pytest.mark.parametrize(
    ("evidence", "explicit"),
    [
        ("json-ld", True),
        ("meta:article:published_time", True),
        ("itemprop:datepublished", True),
        ("itemprops:datepublished", False),
        ("meta:date", False),
        ("meta:datecreated", False),
        ("time", False),
    ],
)
def test_explicit(evidence: str, explicit: bool) -> None:
    assert is_explicit(evidence) is explicit


def test_marked_elements_of_several_days_are_a_list() -> None:
    one = tree_of("<b itemprop=datePublished content='2024-05-02'>2 May</b>")
    assert published_claims(one, MetaTags(one), ()) == (("itemprop:datepublished", "2024-05-02"),)
    two = tree_of("<b itemprop=datePublished>2024-05-02</b><b itemprop=datePublished>2024-05-03</b>")
    assert {evidence for evidence, _ in published_claims(two, MetaTags(two), ())} == {
        "itemprops:datepublished"
    }


def test_older_templates_mark_the_publication_as_hatom_does() -> None:
    shown = "<abbr class='published small' title='2024-05-02T05:10:00Z'>2 May</abbr>"
    tree = tree_of(shown + "<abbr class='unpublished' title='2024-05-04'>x</abbr>")
    assert published_claims(tree, MetaTags(tree), ()) == (("time", "2024-05-02T05:10:00Z"),)
    timed = tree_of(shown + "<time datetime='2024-05-03'>3 May</time>")
    assert published_claims(timed, MetaTags(timed), ()) == (("time", "2024-05-03"),), "the newer mark first"


@pytest.mark.parametrize(
    "around", ["<div class=comment>{}</div>", "<ul class=related><li>{}</li></ul>", "<aside>{}</aside>"]
)
def test_what_older_templates_mark_in_other_boxes_is_not_the_page_s(around: str) -> None:
    tree = tree_of(around.format("<abbr class=published title='2020-01-01T10:00:00Z'>1 Jan</abbr>"))
    assert published_claims(tree, MetaTags(tree), ()) == ()


def test_clocks_are_moments_with_an_offset_of_the_publishers() -> None:
    times = ("2024-05-02T05:10:00+05:00", "2024-05-02T05:10:00Z", "2024-05-02", "2024-05-02T05:10", "soon")
    tree = tree_of("".join(f"<time datetime='{one}'>x</time>" for one in (*times, times[0])))
    assert stated_clocks(tree) == (times[0],)
    assert stated_clocks(None) == ()


def test_names_that_say_published_come_before_open_ones() -> None:
    tree = tree_of("", meta="<meta name=date content=2024-06-01><meta name=pubdate content=2024-05-02>")
    assert [evidence for evidence, _ in published_claims(tree, MetaTags(tree), ())] == [
        "meta:pubdate",
        "meta:date",
    ]


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://news.example/2018-07/31/c_1.htm", "2018-07-31"),
        ("https://news.example/2018/7/3/story", "2018-7-3"),
        ("https://news.example/20180731/1.html", "2018-07-31"),
        ("https://news.example/story-12345678", None),
        ("http://[broken", None),
    ],
)
def test_url_date(url: str, day: str | None) -> None:
    assert url_date(url) == day
