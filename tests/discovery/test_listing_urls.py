"""Lists by author, tag, date and page are told from articles by their addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.urls.canonical_urls import matches_pattern
from newsarchive.discovery.urls.listing_urls import (
    deny_listings,
    is_page_number,
    listing_rules,
    lists_no_articles,
)

H = "https://h.example"
NUMBERED = f"{H}/archives/4711"
LISTS = [
    f"{H}/{path}"
    for path in (
        *("archives/2026/10/", "blog/archive/2026", "etiqueta/puerto/", "categoria/local.html", "autor/ada/"),
        *("auteur/jean", "categorie/ville/", "kategorie/stadt/", "schlagwort/hafen/", "?cat=4", "?author=2"),
        *("?tag=pier", "?m=202610", "spip.php?rubrique3", "spip.php?auteur12", "?mot7", "?paged=12"),
    )
]
STORIES = [
    f"{H}/{path}"
    for path in (
        *("archives/4711", "archives/n24118/", "archive/pier-opens/", "autorennen-am-hafen/", "?p=4"),
        *("spip.php?article3", "?id=20261012", "kategorien-im-sport-neu-geordnet.html", "news/show?m2=1"),
    )
]


@pytest.mark.parametrize("url", LISTS)
def test_lists_in_other_languages_and_systems_are_denied_where_seen(url: str) -> None:
    stories = [story for story in STORIES if story != NUMBERED]
    assert matches_pattern(url, deny_listings([url], stories))
    assert matches_pattern(url, listing_rules(stories))


@pytest.mark.parametrize(
    ("story", "later", "lists"),
    [
        (NUMBERED, f"{H}/archives/1950", f"{H}/archives/2024/05/"),
        (f"{H}/archives/41.html", f"{H}/archives/2026.html", f"{H}/archives/"),
        (f"{H}/41", f"{H}/1987", f"{H}/2024/05"),
        (f"{H}/news/41/", f"{H}/news/2001/", f"{H}/news/2024/5/"),
        (f"{H}/news/41/", f"{H}/news/2001/", f"{H}/2026/"),
    ],
)
def test_an_article_may_have_the_number_of_a_year(story: str, later: str, lists: str) -> None:
    """Articles 1900 to 2099 of a WordPress with numbers were never asked for."""
    rules = deny_listings([f"{H}/archives/2024", lists], [story], unseen=True)
    assert not matches_pattern(later, rules)
    assert matches_pattern(lists, rules)
    assert matches_pattern(later, deny_listings([], [f"{H}/2026/11/pier-opens"], unseen=True))


@pytest.mark.parametrize("url", STORIES)
def test_no_story_is_taken_for_a_list(url: str) -> None:
    assert not matches_pattern(url, listing_rules([]))


def test_what_was_not_seen_is_denied_where_not_all_was_seen() -> None:
    assert deny_listings(STORIES, STORIES) == ()
    rules = deny_listings(STORIES, STORIES, unseen=True)
    assert matches_pattern(f"{H}/authors/ada/", rules)
    assert not matches_pattern(f"{H}/schlagwort/hafen/", rules), "that is no word of this site"
    story = f"{H}/category/4711.html"
    assert not matches_pattern(story, deny_listings([], [story], unseen=True))


def test_pages_of_a_list_are_numbered() -> None:
    pages = ("page/2/", "world/page-3.html", "index-12.html", "index2.html", "?paged=4", "?s=pier&page=2")
    assert all(is_page_number(f"{H}/{path}") for path in pages)
    assert not any(
        is_page_number(f"{H}/{path}") for path in ("posts/2/", "page-of-history/", "?p=2", "index.html")
    )


@pytest.mark.parametrize(
    ("name", "is_of_pages"),
    [
        *((name, True) for name in ("sitemap-pages.xml", "page-sitemap.xml", "wp-sitemap-posts-page-1.xml")),
        *(
            (name, True)
            for name in ("post_tag-sitemap2.xml", "sitemap-authors.xml", "wp-sitemap-users-1.xml")
        ),
        *(
            (name, False)
            for name in ("sitemap-page-2.xml", "sitemap-posts.xml", "wp-sitemap-posts-post-1.xml")
        ),
        *((name, False) for name in ("sitemap-category-sport.xml", "homepages-2026.xml", "sitemap.xml")),
    ],
)
def test_sitemaps_of_pages_are_told_by_their_names(name: str, is_of_pages: bool) -> None:
    assert lists_no_articles(f"{H}/{name}") is is_of_pages


@given(st.lists(st.text(max_size=60), max_size=4), st.lists(st.text(max_size=60), max_size=4), st.booleans())
def test_rules_deny_no_article_whatever_it_is_called(
    named: list[str], known: list[str], unseen: bool
) -> None:
    kept = [f"{H}/{path}" for path in known]
    rules = deny_listings([f"{H}/{path}" for path in named], kept, unseen=unseen)
    assert not any(matches_pattern(url, rules) for url in kept)
