"""What is linked beside articles and is none: versions to print, pages of the site, what lists call so."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.documents import ListingReading, page_root
from newsarchive.discovery.lists.list_paging import Paging
from newsarchive.discovery.lists.list_reading import ListRules, read_list
from newsarchive.discovery.lists.listed_kinds import is_no_news, only_news
from newsarchive.discovery.sections.anchors import anchors_of
from newsarchive.discovery.sections.section_links import read_section
from newsarchive.discovery.sections.site_pages import is_site_page, site_pages
from newsarchive.discovery.urls.link_versions import versions_among
from newsarchive.discovery.urls.scoring import Anchor

H = "https://h.example"


@pytest.mark.parametrize(
    "version",
    [
        "/index.php/news/12-flood-at-the-mill?tmpl=component&print=1&layout=default",
        "/index.php/news/12-flood-at-the-mill?format=pdf",
        "/index.php/news/12-flood-at-the-mill/print",
        "/index.php/news/12-flood-at-the-mill?replytocom=77",
    ],
)
def test_versions_of_an_article(version: str) -> None:
    plain = "/index.php/news/12-flood-at-the-mill"
    assert len(versions_among([H + plain, H + version])) == 1
    assert not versions_among([H + version])  # where the plain one is not linked, nothing is said


def _page(links: list[tuple[str, str]]) -> bytes:
    return "".join(f'<div><a href="{url}">{text}</a></div>' for url, text in links).encode()


_STORIES = [(f"/2026/11/{day}/a-flood-of-{day}-mills", f"A flood came over {day} mills") for day in (10, 11)]


@pytest.mark.parametrize("headline", ["1984", "Help!", "Jobs", "404", "Début", "投稿"])
def test_a_headline_may_be_a_label(headline: str) -> None:
    reading = read_section(_page([*_STORIES, ("/2026/11/03/a-book-is-read-again-here", headline)]), f"{H}/")
    assert [link.title for link in reading.links][-1] == headline
    assert reading.no_articles == ()


def test_what_a_label_leaves_out_is_told() -> None:
    others = [
        ("/about-us-and-our-paper-26371.html", "About us"),
        (f"{_STORIES[0][0]}?tmpl=print", "To print: A flood came over 10 mills"),
    ]
    for article in (None, r"\.html|/2026/"):
        reading = read_section(_page([*_STORIES, *others]), f"{H}/", article=article)
        assert len(reading.links) == 2
        assert [link.title for link in reading.no_articles] == [text for _, text in others]
        assert reading.off_pattern == ()


def test_a_list_of_numbers_is_one_where_the_declaration_says_so() -> None:
    issues = [(f"/issue/{number}", str(number)) for number in range(300, 306)]
    assert len(read_section(_page(issues), f"{H}/", article=r"/issue/\d+").links) == 6


@pytest.mark.parametrize("words", ["Weiter", "Далее", "»"])
def test_read_on_leads_to_articles(words: str) -> None:
    teasers = [(f"/news/2637{number}-flood-at-the-mill.html", words) for number in range(6)]
    reading = read_section(_page(teasers), f"{H}/")
    assert len(reading.links) == 6
    assert reading.next is None


def test_a_number_that_chooses_makes_no_version() -> None:
    plain = f"{H}/news/index-of-our-stories.php"
    assert not versions_among([plain, f"{plain}?id=12", f"{plain}?id=13"])
    assert not versions_among([plain, *(f"{plain}?view={number}" for number in range(10, 13))])
    assert len(versions_among([plain, f"{plain}?id=12&tmpl=print"])) == 1


def test_a_section_of_a_newspaper_is_news() -> None:
    assert not is_no_news({"section": "people"})
    assert is_no_news({"section": "pages"})
    assert is_no_news({"type": "people"})


def test_parameters_of_a_list_choose_articles() -> None:
    urls = [f"{H}/news-of-the-town?id={number}" for number in range(9)]
    assert not versions_among([f"{H}/news-of-the-town", *urls])
    assert not versions_among([f"{H}/portal.php", f"{H}/portal.php?mod=view&aid=7"])


@given(st.lists(st.text()))
def test_any_addresses_have_versions_or_none(urls: list[str]) -> None:
    assert len(versions_among(urls)) <= len(urls)


def test_pages_of_the_site_are_known_by_what_they_are_called() -> None:
    assert is_site_page("Impressum »")
    assert is_site_page("关于我们")
    assert not is_site_page("Contact tracing ends on Monday")
    story = f"{H}/news/flood-at-the-mill"
    anchors = [Anchor(story, "Flood at the mill"), Anchor(story, "Feedback"), Anchor(f"{H}/k", "Kontakt")]
    assert site_pages(anchors) == {"h.example/k"} or len(site_pages(anchors)) == 1


def test_what_a_list_calls_a_page_is_no_news() -> None:
    posts = [{"title": "Flood", "section": "posts"}, {"title": "Ferry", "section": "posts"}]
    about, promo = {"title": "About", "section": "page"}, {"title": "Sale", "type": "promo"}
    assert only_news([*posts, about, promo]) == posts
    assert only_news([about, about, posts[0]]) == [
        about,
        about,
        posts[0],
    ]  # there the word means something else


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none()))
def test_any_object_is_judged(item: dict[str, object]) -> None:
    assert is_no_news(item) in {True, False}


ITEM = (
    "<article class='entry'><header><h2><a href='/news/{0}'>{1}</a></h2></header>"
    "<footer><a href='/tag/water'>Water</a></footer></article>"
)


def test_an_items_own_header_is_no_furniture() -> None:
    root = page_root(
        "<header><a href='/top'>Top</a></header><main>"
        + ITEM.format("flood", "Flood at the mill")
        + "</main>"
    )
    assert root is not None
    assert [anchor.furniture for anchor in anchors_of(root, H)] == [True, False, False]


def test_a_section_page_names_articles_only() -> None:
    """The pattern would take the further pages, the versions and the imprint, too."""
    page = (
        ITEM.format("flood-at-the-mill", "Flood at the mill")
        + "<a href='/news/flood-at-the-mill?print=1'>Print</a>"
        + "<a href='/news/local-p2'>2</a><a href='/news/local-p3'>3</a><a href='/news/imprint'>Imprint</a>"
    )
    reading = read_section(page.encode(), f"{H}/news", article=r"^https://h\.example/news/[^/#]+$")
    assert [link.url for link in reading.links] == [f"{H}/news/flood-at-the-mill"]
    assert reading.next == f"{H}/news/local-p2"
    assert not reading.off_pattern


@pytest.mark.parametrize("articles", [None, "$[*]"])
def test_what_a_list_says_is_no_news_is_told(articles: str | None) -> None:
    posts = [
        {"url": f"/news/2637{number}-flood", "title": f"A flood at mill number {number}", "type": "post"}
        for number in range(5)
    ]
    about = {"url": "/news/26399-about", "title": "About our paper and its people", "type": "page"}
    body = json.dumps([*posts, about]).encode()
    rules = ListRules(url=f"{H}/all.json", articles=articles)
    reading = read_list(body, rules.url, "application/json", rules)
    assert len(reading.links) == 5
    assert [link.url for link in reading.no_articles] == [f"{H}/news/26399-about"]


def test_an_object_of_another_kind_without_a_time_is_no_news() -> None:
    """Notices, recipes and offers stand among articles, and have no time of publication."""
    news = [
        {"document": {"kind": "story", "path": f"/stories/{n}", "at": "2026-11-20T08:00:00Z"}}
        for n in range(6)
    ]
    notice = {"document": {"kind": "notice", "path": "/notices/201"}}
    offer = {"title": "A shed", "path": "/offers/1"}
    film = {"document": {"kind": "film", "path": "/films/7", "at": "2026-11-20T09:00:00Z"}}
    assert [*only_news([*news[:3], notice, *news[3:], offer])] == news
    assert [*only_news([*news, film])] == [*news, film]  # it has a time, as articles have
    # Where the kinds are no words for articles, or articles have no time, nothing is told from them.
    plain = [{"type": "a", "u": n, "at": "2026-11-20"} for n in range(4)]
    assert [*only_news([*plain, {"type": "b", "u": 5}])] == [*plain, {"type": "b", "u": 5}]
    bare = [{"type": "article", "u": n} for n in range(4)]
    assert [*only_news([*bare, {"type": "b", "u": 5}])] == [*bare, {"type": "b", "u": 5}]
    relay = [{"node": {"__typename": "Article", "url": f"/{n}", "at": "2026-11-20"}} for n in range(4)]
    assert [*only_news([*relay, {"node": {"__typename": "Recipe", "url": "/soup"}}])] == relay


def test_what_is_left_past_the_last_article_is_no_news() -> None:
    """A page after the last has the adverts of every page; one whose keys were renamed has times."""
    rules = ListRules(
        url=f"{H}/list.json?page=1",
        articles="$[*]",
        link="url",
        title="title",
        time="at",
        paging=Paging(next=f"{H}/list.json?page={{page}}"),
    )
    second = f"{H}/list.json?page=2"
    adverts = [{"url": f"/offers/{n}", "title": f"A shed for the garden, number {n}"} for n in range(3)]

    def read(items: object, kept: str | None) -> ListingReading:
        return read_list(json.dumps(items).encode(), kept or rules.url, "application/json", rules, kept)

    past = read(adverts, second)
    assert (past.links, past.problems) == ((), ())
    assert len(past.no_articles) == 3
    assert len(read(adverts, None).links) == 3  # of a list that has changed, as of before
    renamed = [{**one, "when": "2026-11-20T08:00:00Z"} for one in adverts]
    assert len(read(renamed, second).links) == 3
