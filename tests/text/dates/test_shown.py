"""What a page shows: each date once, with traits of its place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml.html import document_fromstring

from newsarchive.text.dates.page_times import page_times
from newsarchive.text.dates.visible_dates import Sighting, shown_dates
from tests.text.dates.pages import LEAD, TAIL, page_of, tree_of


def shown(head: str, inside: str = "", after: str = "") -> list[Sighting]:
    return shown_dates(tree_of(head, inside, after), (LEAD, TAIL), month_first=True, language="en")


def test_regions_follow_headline_and_text() -> None:
    found = shown(
        "<p>1 May 2024</p>",
        "<p>In the storm of 2 May 2024 a pier fell.</p>",
        "<div>Read on: 3 May 2024</div>",
    )
    assert [(each.time, trait) for each in found for trait in each.traits if trait.startswith("region")] == [
        ("2024-05-01", "region:head"),
        ("2024-05-02", "region:inside"),
        ("2024-05-03", "region:after"),
    ]


def test_labels_are_found_beside_the_date_and_before_its_element() -> None:
    beside, before = shown("<p>Updated: 1 May 2024</p><div><b>Published</b> <span>2 May 2024</span></div>")
    assert "label:updated" in beside.traits
    assert {"label:published", "label:near"} <= {*before.traits}


def test_a_date_split_over_elements_is_read_whole() -> None:
    (found,) = shown("<div class='date'><b>12</b> <i>March</i> <span>2024</span></div>")
    assert found.time == "2024-03-12"
    assert "class:dated" in found.traits


def test_machine_readable_times_count_once() -> None:
    (found,) = shown("<time datetime='2024-05-02T08:15:00+02:00'>2 May 2024</time>")
    assert (found.time, found.source) == ("2024-05-02T08:15:00+02:00", "time")


def test_lists_and_other_stories_are_told() -> None:
    found = shown("", after="<aside>" + "<a class=t>4 May 2024</a>" * 3 + "</aside>")
    assert all({"tag:aside", "tag:a", "list:more"} <= {*each.traits} for each in found)


def test_scripts_are_not_shown_and_many_dates_are_bounded() -> None:
    assert shown("<script>var date = '2 May 2024'</script>") == []
    assert len(shown("<p>2 May 2024</p>" * 500)) == 80


def test_a_page_without_body_or_text() -> None:
    tree = document_fromstring("<html><head><title>x</title></head></html>")
    assert shown_dates(tree, (), month_first=False, language=None) == []


def test_dates_of_copyrights_and_members_are_left_out() -> None:
    assert shown("<p>Joined: 3 May 2017</p><p>© 4 May 2024 The News</p>") == []


def test_a_summary_not_found_again_does_not_hide_where_the_text_begins() -> None:
    tree = tree_of("", inside="<p>In the storm of 2 May 2024 a pier fell.</p>")
    (found,) = shown_dates(tree, ("A summary", LEAD, TAIL), month_first=True, language="en")
    assert "region:inside" in found.traits


def test_an_element_that_names_itself_says_what_its_date_is() -> None:
    changed, published = shown(
        "<time class=updated datetime=2024-06-09>9 June</time>"
        "<time itemprop=datePublished datetime=2024-05-02>2 May</time>"
    )
    assert "own:changed" in changed.traits
    assert "own:published" in published.traits


CLOCK = "<span><b>Mittwoch, </b>26.02.2020</span>"


def heads(box: str) -> list[str]:
    page = (
        f"<html><body>{box}<article><h1>Ein Titel</h1><p>01.05.2017</p><p>{LEAD}</p></article></body></html>"
    )
    found = shown_dates(document_fromstring(page), (LEAD,), month_first=False, language="de")
    return [each.time for each in found]


def test_the_day_of_the_visit_in_the_head_of_the_site_is_no_date_of_the_story() -> None:
    for box in (
        "<header>{}</header>",
        '<div id="headerContainer">{}</div>',
        '<div class="x topbar">{}</div>',
    ):
        assert heads(box.format(CLOCK)) == ["2017-05-01"]


def test_a_day_with_its_weekday_elsewhere_may_be_the_story_s() -> None:
    for box in (
        '<div class="article-header">{}</div>',
        "<article><header>{}</header></article>",
        "<header>Veröffentlicht {}</header>",
    ):
        assert heads(box.format(CLOCK)) == ["2020-02-26", "2017-05-01"]


def test_a_clock_in_the_next_element_belongs_to_a_marked_day() -> None:
    (found,) = shown('<span><time datetime="3 May 2022">3 May 2022</time><time>21:25</time></span>')
    assert found.time == "2022-05-03T21:25:00"
    (found,) = shown('<span><time datetime="3 May 2022">3 May 2022</time><b>21:25 people came</b></span>')
    assert found.time == "2022-05-03"


def test_the_year_of_a_journal_cited_is_no_date_of_the_story() -> None:
    assert not shown("<p>Science; Vol. 371, pp. 260 - 264, 15 January 2021, DOI 10.1126/science.abe4688</p>")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("12 jan 23 | 5h27", "2023-01-12T05:27:00"),
        ("12. Jan. ’23", "2023-01-12"),
        ("12-Jan-23", "2023-01-12"),
        ("12 mai 23, 12:30", "2023-05-12T12:30:00"),
        ("12 janv. 23 à 5h27", "2023-01-12T05:27:00"),
    ],
)
def test_a_year_of_two_digits_behind_a_named_month(text: str, time: str) -> None:
    (found,) = shown(f"<span class=date>{text}</span>")
    assert found.time == time


@pytest.mark.parametrize(
    "text",
    [
        "12 Mar, 10–12 Uhr",
        "Sat 5 Dec 10-4",
        "5 May 20 replies",
        "12 jan 23:15",
        "Page 3 of 24",
        "3 Mar 24 hours",
    ],
)
def test_what_only_looks_like_a_year_of_two_digits(text: str) -> None:
    assert shown(f"<span class=date>{text}</span>") == []


@pytest.mark.parametrize("visited", ["2026-08-24", "2026-08-25", "2026-08-23"])
def test_the_day_of_the_visit_is_not_the_storys(visited: str) -> None:
    """Sites print it over their menus, in boxes of any name."""
    over = "<table><tr><td><span class=fecha2>Lunes, 24 de agosto de 2026</span> | Bahía</td></tr></table>"
    head = f"<div class=volanta_fecha>Viernes, 30 de abril de 2021</div><p>{LEAD}</p><p>{TAIL}</p>"
    page = document_fromstring(f"<body>{over}<div class=titulo>El ferry vuelve</div>{head}</body>")
    told = replace(page_of(page, language="es"), visited=visited)
    assert (page_times(told)[0] or ("",))[0] == "2021-04-30"


@pytest.mark.parametrize("beside", ["Hearing: 12 March 2026", "Opened on 12 March 2026 by the mayor"])
def test_on_the_day_of_publication_other_days_are_not_the_storys(beside: str) -> None:
    """They stand with words, and the story's own under its headline without a weekday."""
    menu = "<ul><li><a href=/a>A</a></li><li><a href=/b>B</a></li></ul>"
    meta = f"<div class=meta><p class=date>29 November 2026</p><p>{beside}</p></div>"
    page = document_fromstring(
        f"<body>{menu}<div><h2>Ferry runs</h2>{meta}<div><p>{LEAD}</p><p>{TAIL}</p></div></div></body>"
    )
    told = replace(page_of(page), visited="2026-11-29")
    assert (page_times(told)[0] or ("",))[0] == "2026-11-29"


def test_a_day_of_publication_is_not_the_visits() -> None:
    page = document_fromstring(
        "<body><div class=date>Published: Sunday, 29 November 2026</div><h1>Ferry runs</h1>"
        f"<div class=event>12 March 2026</div><p>{LEAD}</p><p>{TAIL}</p></body>"
    )
    for visited in ("2026-11-29", "x", "0001-01-01", "9999-12-31"):
        told = replace(page_of(page), visited=visited)
        assert (page_times(told)[0] or ("",))[0] == "2026-11-29"


def test_a_day_in_the_articles_own_box_is_not_the_visits() -> None:
    page = document_fromstring(
        f"<body><article><p class=date>Sunday, 29 November 2026</p><h1>Ferry</h1><p><b>12 March 2026</b> –"
        f" {LEAD}</p><p>{TAIL}</p></article></body>"
    )
    told = replace(page_of(page), visited="2026-11-29")
    assert (page_times(told)[0] or ("",))[0] == "2026-11-29"


@pytest.mark.parametrize(
    "listed",
    [
        "<ul><li>12 Oct 25</li><li>13 Oct 30</li><li>14 Oct 19</li></ul>",
        "<table><tr><td>Opened</td><td>12 Jan 61</td></tr><tr><td>Shut</td><td>3 Feb 21</td></tr></table>",
    ],
)
def test_lists_and_tables_have_no_years_of_two_digits_behind_months(listed: str) -> None:
    """They may be degrees, prices, anything."""
    assert shown(listed) == []


def test_the_only_day_is_the_storys_though_it_is_that_of_the_visit() -> None:
    page = document_fromstring(
        f"<body><div class=fecha>24 de agosto de 2026</div><p>{LEAD}</p><p>{TAIL}</p></body>"
    )
    told = replace(page_of(page, language="es"), visited="2026-08-24")
    assert (page_times(told)[0] or ("",))[0] == "2026-08-24"
    earlier = document_fromstring(
        f"<body><div class=fecha>24 de agosto de 2026</div><p>{LEAD}</p><p>Desde el 3 de mayo de 2021 no"
        f" salía.</p><p>{TAIL}</p></body>"
    )
    told = replace(page_of(earlier, language="es"), visited="2026-08-24")
    assert (page_times(told)[0] or ("",))[0] == "2026-08-24"


REMARK = "<p>They should have done this years ago, and everybody on the island knows it.</p>"


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (f"<div class='comment'><b>Tom Hay</b> <i>3 May 2024</i>{REMARK}</div>", []),
        (f"<ol class='kommentare'><li><i>3 May 2024</i>{REMARK}</li></ol>", []),
        # No remark stands in it: it may be the foot of the story.
        ("<div class='comment-count'><i>3 May 2024</i></div>", ["2024-05-03"]),
        (f"<div class='post no-comments-open'><i>3 May 2024</i>{REMARK}</div>", ["2024-05-03"]),
        (f"<div class='commentary'><i>3 May 2024</i>{REMARK}</div>", ["2024-05-03"]),
    ],
)
def test_the_day_of_a_remark_is_not_the_storys(after: str, days: list[str]) -> None:
    assert [each.time for each in shown("", after=after)] == days
