"""What is linked beside articles and is none: versions to print, pages of the site, what lists call so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.anchors import anchors_of, page_root
from newsarchive.discovery.link_versions import versions_among
from newsarchive.discovery.listed_kinds import is_no_news, only_news
from newsarchive.discovery.scoring import Anchor
from newsarchive.discovery.sections import read_section
from newsarchive.discovery.site_pages import is_site_page, site_pages

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
