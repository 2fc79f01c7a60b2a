"""A date in a box that leads to another article, or in a comment, is not this article's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml.html import document_fromstring

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.dates.other_stories import OtherStories
from tests.text.extraction.site_software import (
    SOFTWARE,
    WORDS,
    Post,
    Words,
    paragraphs,
    wordpress_blocks,
    wordpress_classic,
)

URL = "https://post.example/ferry/"
ENGLISH = WORDS["en"]
LONG = tuple(
    f"The {ordinal} part of the report says what the harbour office spent on the quay, on its cranes and on "
    f"the boats in that year, and how the council judged it when it met in the spring."
    for ordinal in ("first", "second", "third", "fourth")
)


def read(html: str, url: str = URL, listed_at: str | None = None) -> CleanArticle:
    return run_stages(FetchedPage(url=url, body=html.encode(), listed_at=listed_at))


@pytest.mark.parametrize("build", SOFTWARE.values(), ids=SOFTWARE)
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_page_without_a_date_has_none(build: Callable[[Post], str], words: Words) -> None:
    """Whatever days stand in its list of other stories, its sidebar and its comments."""
    for lines in ((words.one,), (words.one, words.two) * 4):
        article = read(build(Post(words, paragraphs(*lines))))
        assert (article.facts.published_at, article.facts.date_source) == (None, None)


@pytest.mark.parametrize("build", [wordpress_blocks, wordpress_classic])
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_its_own_date_is_found_beside_theirs(build: Callable[[Post], str], words: Words) -> None:
    article = read(build(Post(words, paragraphs(words.one, words.two), day="2026-03-03")))
    assert (article.facts.published_at, article.facts.date_source) == ("2026-03-03", "time+day")


@pytest.mark.parametrize("url", [URL, "", "https://post.example/?p=4"])
def test_it_does_not_take_the_address_to_tell(url: str) -> None:
    assert read(wordpress_blocks(Post(ENGLISH, paragraphs(*LONG))), url=url).facts.published_at is None


# Dates in boxes with links that are this story's all the same.
OWN = {
    "the author": '<p class="meta">By <a href="/author/alexander-hamilton/">Alexander Hamilton</a>, {0}</p>',
    "itself": '<p class="meta"><a href="https://post.example/ferry">{0}</a></p>',
    "the day's archive": '<p class="meta"><a href="/2026/03/03/">{0}</a></p>',
    "its comments": '<p class="meta">{0} <a href="/ferry/#comments">Ten people have written</a></p>',
    "its gallery": '<p class="meta"><a href="/ferry/the-gallery-of-pictures/">{0}</a></p>',
    "its second page": '<div class="meta"><h4><a href="/ferry/2">Read on page two</a></h4><b>{0}</b></div>',
    "a rubric": '<div class="meta"><a href="/category/town/" rel="tag">Town and harbour</a> <i>{0}</i></div>',
    "a series": '<div class="meta"><a href="/series-on-the-quay">A series on the quay</a> <b>{0}</b></div>',
    "facts in a list": '<ul><li><a href="/by/ada-holm-writer">Ada Holm, our writer</a></li><li>{0}</li>'
    '<li><a href="/town-and-harbour-news">Town and harbour</a></li></ul>',
}


@pytest.mark.parametrize("markup", OWN.values(), ids=OWN)
@pytest.mark.parametrize("headline", ["<h1>{0}</h1>", '<h2><a href="/ferry/">{0}</a></h2>', "<b>{0}</b>"])
def test_links_beside_the_headline_make_no_other_story(markup: str, headline: str) -> None:
    html = (
        f"<html lang=en><head><title>{ENGLISH.title}</title></head><body><div class=story>"
        f"{headline.format(ENGLISH.title)}{markup.format('3 March 2026')}{paragraphs(*LONG)}</div></body>"
    )
    assert read(html).facts.published_at == "2026-03-03"


@pytest.mark.parametrize("headline", ["<h1>{0}</h1>", '<h2><a href="/ferry/">{0}</a></h2>'])
def test_a_day_that_leads_to_the_list_of_its_day_is_the_storys(headline: str) -> None:
    """Between headline and text; a calendar's days below it and the teasers' above it are others'."""
    day = '<p class="meta"><a href="/newsroom/2026-03-03/kalendarium.html">3 March 2026</a></p>'
    page = (
        f"<html lang=en><head><title>{ENGLISH.title}</title></head><body>{{0}}<div class=story>"
        f"{headline.format(ENGLISH.title)}{{1}}{paragraphs(*LONG)}</div>{{2}}</body>"
    )
    for lines, found in (
        (("", day, ""), "2026-03-03"),
        ((day, "", ""), None),
        (("", "", day), None),
        (("", day.replace("<a", "Next concert: <a"), ""), None),
        (("", day.replace("2026-03-03", "2026/3/3"), ""), "2026-03-03"),
    ):
        assert read(page.format(*lines)).facts.published_at == found


ONE, TWO = '<a href="/b{0}">Another story number {0}</a>', '<a href="/c{0}">Yet another story {0}</a>'
# Boxes of other stories in forms no software of the other tests has.
OTHER = {
    "heading and day": f'<div class="x"><h4>{ONE}</h4><i>{{0}} May 2026</i></div>',
    "link around all": '<a href="/b{0}"><h4>Another story number {0}</h4><i>{0} May 2026</i></a>',
    "items of a list": f"<ul><li>{ONE} <i>{{0}} May 2026</i></li><li>{TWO} <i>{{0}} June 2026</i></li></ul>",
    "rows of a table": f"<table><tr><td>{ONE}</td><td>{{0}} May 2026</td></tr>"
    f"<tr><td>{TWO}</td><td>{{0}} June 2026</td></tr></table>",
    "a headline with a day": '<p><a href="/2026/05/0{0}/expo.html">Expo opens {0} May 2026</a></p>',
    "the story before": '<p>Before: <a href="/2026/05/0{0}/storm.html">{0} May 2026</a></p>',
    "a number as a name": '<p><a href="/news/2026050{0}/storm">Storm of {0} May 2026</a></p>',
    "a day to come": '<p>Next concert: <a href="/calendar/2026/05/0{0}">{0} May 2026</a></p>',
    "a day that is a link": '<p><a href="/b{0}">{0} May 2026</a></p>',
}


@pytest.mark.parametrize("markup", OTHER.values(), ids=OTHER)
def test_boxes_of_other_stories_in_many_forms(markup: str) -> None:
    others = "".join(markup.format(number) for number in (4, 5, 6))
    html = (
        f"<html lang=en><head><title>{ENGLISH.title}</title></head><body><h1>{ENGLISH.title}</h1>"
        f"{paragraphs(*LONG)}<div>{others}</div></body></html>"
    )
    assert read(html).facts.published_at is None
    above = html.replace("<h1>", f"<div>{others}</div><h1>").replace("</h1>", "</h1><p>3 March 2026</p>")
    assert read(above).facts.published_at == "2026-03-03"


DAYS = (
    "March 20, 2026",
    "November 12, 2026",
    "Wednesday, 4 November 2026",
    "20 de noviembre de 2026",
    "20. März 2026",
)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    "box", ["<time datetime='{1}'>{0}</time>", "<i>{0}</i>", "<div class=date>{0}</div>"]
)
def test_a_day_of_any_length_that_is_a_link_is_no_headline(day: str, box: str) -> None:
    """WordPress prints the date of each of "More posts" as a link, longer than many a headline."""
    items = "".join(
        f"<li><h3><a href=/s{at}/>Another story number {at}</a></h3>"
        + box.format(f"<a href=/s{at}/>{day}</a>", "2026-11-12T08:00:00+00:00")
        for at in (1, 2, 3)
    )
    html = (
        f"<html lang=en><head><title>{ENGLISH.title}</title></head><body><h1>{ENGLISH.title}</h1>"
        f"{paragraphs(*LONG)}<h2>More posts</h2><ul>{items}</ul></body></html>"
    )
    assert read(html).facts.published_at is None


def test_a_story_between_others_is_told_by_its_headline_and_text() -> None:
    tree = document_fromstring(
        "<html><body><div id=a><h3><a href=/x>Another story of the quay</a></h3><i>1</i></div>"
        f"<div id=b><h1>{ENGLISH.title}</h1><i>2</i><p>{LONG[0]}</p></div><div id=c><i>3</i></div></body>"
    )
    others = OtherStories(tree, URL, LONG)
    assert [others.hold(day) for day in tree.iter("i")] == [True, False, False]


def test_the_section_a_story_is_in_is_no_other_story() -> None:
    tree = document_fromstring(
        '<html><body><div><h3><a href="/blog/">A blog</a></h3><i>1</i></div></body></html>'
    )
    day = next(tree.iter("i"))
    assert not OtherStories(tree, "https://post.example/blog/ferry.html").hold(day)
    assert OtherStories(tree, "https://post.example/ferry.html").hold(day)


def test_a_front_page_is_dated_by_its_newest_story() -> None:
    html = wordpress_blocks(Post(ENGLISH, paragraphs(*LONG)))
    assert read(html, url="https://post.example/").facts.published_at is not None


@pytest.mark.parametrize(
    "href", ["http://[bad", "//", "mailto:a@b.example", "javascript:void 0", "http://h:x/", ""]
)
def test_no_address_makes_it_raise(href: str) -> None:
    tree = document_fromstring(f'<html><body><h3><a href="{href}">A headline</a></h3><i>1</i></body></html>')
    for url in (URL, "", href):
        assert OtherStories(tree, url).hold(next(tree.iter("i"))) in {True, False}


def test_what_the_list_said_is_taken_where_the_page_says_nothing() -> None:
    article = read(wordpress_blocks(Post(ENGLISH, paragraphs(*LONG))), listed_at="2026-03-03T08:15:00+01:00")
    assert (article.facts.published_at, article.facts.date_source) == ("2026-03-03T08:15:00+01:00", "listing")


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_the_list_counts_in_every_language(words: Words) -> None:
    article = read(
        wordpress_blocks(Post(words, paragraphs(words.one))), listed_at="2026-03-03T08:15:00+01:00"
    )
    assert (article.facts.published_at, article.facts.date_source) == ("2026-03-03T08:15:00+01:00", "listing")


STATED = '<meta property="article:published_time" content="{0}">'
LISTED = ("2026-03-03T08:15:00+01:00", "listing")
OPENED = "<p>The pier that was opened on 1 May 2019 is to be closed for repairs, the office said.</p>"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        # What the page states outright stands; of its day the list may tell the hour.
        (
            STATED.format("2026-03-01T07:00:00Z"),
            "",
            ("2026-03-01T07:00:00+00:00", "meta:article:published_time"),
        ),
        (STATED.format("2026-03-03"), "", LISTED),
        # A line beside the headline is the publisher's own word; a day in a sentence is any day.
        ("", "<time datetime=2026-03-01>1 March 2026</time>", ("2026-03-01", "time+day")),
        ("", "<time datetime=2026-03-03>3 March 2026</time>", LISTED),
        ("", OPENED, LISTED),
    ],
)
def test_the_list_is_weighed_with_what_the_page_says(head: str, body: str, expected: tuple[str, str]) -> None:
    html = (
        f"<html lang=en><head><title>{ENGLISH.title}</title>{head}</head><body><article>"
        f"<header><h1>{ENGLISH.title}</h1>{body}</header>{paragraphs(*LONG)}</article></body></html>"
    )
    article = read(html, listed_at="2026-03-03T08:15:00+01:00")
    assert (article.facts.published_at, article.facts.date_source) == expected


@pytest.mark.parametrize(
    "listed", ["", "yesterday", "0000-00-00", "\x00", "9" * 5000, "2026-13-45T99:99:99Z"]
)
def test_what_a_list_says_may_be_nonsense(listed: str) -> None:
    assert (
        read(wordpress_blocks(Post(ENGLISH, paragraphs(*LONG))), listed_at=listed).facts.published_at is None
    )
