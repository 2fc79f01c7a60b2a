"""Patterns match the articles they were learned from and those like them, and none of the rest."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.urls.canonical_urls import matches_pattern
from newsarchive.discovery.urls.listing_urls import deny_listings
from newsarchive.discovery.urls.url_patterns import learn_patterns, proven_patterns, try_halves

H = "https://h.example"


def test_a_new_folder_is_let_in_and_a_known_gallery_is_not() -> None:
    seen = [f"{H}/{name}/2026/11/03/c_{n}.htm" for n, name in enumerate(("sport", "world", "money"), 1129)]
    learned = learn_patterns(seen, [f"{H}/photo/2026/11/03/c_1131.htm", f"{H}/sport/", H])
    assert learned.unmatched == ()
    assert learned.wants(f"{H}/culture/2027/01/31/c_20456.htm")
    assert not any(
        map(learned.wants, (f"{H}/photo/2026/12/01/c_2201.htm", f"{H}/sport/2026/11/03/", f"{H}/sport/"))
    )


def test_what_hangs_on_an_address_does_not_match() -> None:
    learned = learn_patterns(
        [f"{H}/show.asp?newsid=21877", f"{H}/show.asp?newsid=21880"], [f"{H}/list.asp?typeid=3"]
    )
    assert learned.allow == (r"^https?://h\.example/show\.asp\?newsid=\d+$",)
    assert learned.wants(f"{H}/show.asp?newsid=31877&utm_source=rss")
    assert not learned.wants(f"{H}/show.asp?newsid=21877&page=2")


def test_a_page_that_looks_like_an_article_is_denied_by_name() -> None:
    learned = learn_patterns(
        [f"{H}/new-pier-opens-late/", f"{H}/storm-hits-the-coast/"], [f"{H}/terms-and-conditions-of-use/"]
    )
    assert learned.wants(f"{H}/ferry-returns-to-lake/")
    assert not learned.wants(f"{H}/about-us/")
    assert not learned.wants(f"{H}/terms-and-conditions-of-use/")


def test_many_hosts_of_one_site() -> None:
    seen = [
        f"http://{name}.h.example/a/{n}.html"
        for n, name in enumerate(("news", "sport", "tech", "ent"), 10_000)
    ]
    learned = learn_patterns(seen, [])
    assert learned.wants("http://finance.h.example/a/10009.html")
    assert not learned.wants("http://finance.elsewhere.example/a/10009.html")


PIECES = st.sampled_from(
    ["a", "sport", "12345", "20261103", "new-pier-opens-now", "c_77123.html", "x.y", "(a|b)"]
)
ADDRESSES = st.lists(PIECES, min_size=1, max_size=4).map(lambda pieces: f"{H}/{'/'.join(pieces)}")


@given(st.lists(ADDRESSES, max_size=12), st.lists(ADDRESSES, max_size=12), st.text())
def test_patterns_compile_and_deny_what_is_none(articles: list[str], others: list[str], odd: str) -> None:
    others = [url for url in others if url not in articles]
    learned = learn_patterns([*articles, odd], [*others, odd])
    assert all(re.compile(pattern) for pattern in (*learned.allow, *learned.deny))
    if len(learned.deny) < 10:
        assert not any(map(learned.wants, others))


@pytest.mark.parametrize(
    ("seen", "later"),
    [
        # One, two or three words after a date, and a number that is the headline's.
        (
            [f"{H}/2026/10/01/pier-opens-late-again/", f"{H}/2026/10/03/fire3/"],
            [f"{H}/2026/11/04/storm/", f"{H}/2026/11/05/pier-shut/", f"{H}/2027/01/06/a/"],
        ),
        ([f"{H}/news/45", f"{H}/news/46"], [f"{H}/news/7", f"{H}/news/100", f"{H}/news/1234"]),
        ([f"{H}/news/4512.html", f"{H}/news/4513.html"], [f"{H}/news/99.html", f"{H}/news/10000.html"]),
        ([f"{H}/posts/fire12/"], [f"{H}/posts/fire13/", f"{H}/posts/pier-opens/", f"{H}/posts/a-b-c-d-e/"]),
        ([f"{H}/spip.php?article123", f"{H}/spip.php?article124"], [f"{H}/spip.php?article9"]),
        ([f"{H}/spip.php?article7"], [f"{H}/spip.php?article12", f"{H}/spip.php?article20261012"]),
        ([f"{H}/?p=4", f"{H}/?p=12"], [f"{H}/?p=7", f"{H}/?p=1999", f"{H}/?p=2026", f"{H}/?p=20261012"]),
        ([f"{H}/story/c8x2l0q3d4yo"], [f"{H}/story/cx29v5p0"]),
        (
            [f"{H}/fire12.html", f"{H}/harbour-opens-11.html"],
            [f"{H}/storm.html", f"{H}/harbour-opens-9.html"],
        ),
    ],
    ids=[
        "dated",
        "short-numbers",
        "shorter-numbers",
        "folder",
        "bare-query",
        "shorter-query",
        "numbers-in-query",
        "identifiers",
        "root",
    ],
)
def test_a_few_articles_do_not_say_what_the_next_is_called(seen: list[str], later: list[str]) -> None:
    learned = learn_patterns(seen, [H, f"{H}/about/"])
    assert not learned.unmatched
    assert [url for url in later if not learned.wants(url)] == []


def test_folders_in_other_letters() -> None:
    learned = learn_patterns([f"{H}/новости/2026/10/03/c_1129.htm"], [])
    assert not learned.unmatched
    assert learned.wants(f"{H}/новости/2026/10/04/c_1140.htm")


def test_a_folder_of_which_one_page_is_no_article_is_not_denied() -> None:
    learned = learn_patterns([f"{H}/sport/2026/11/03/c_1129.htm"] * 3, [f"{H}/harbour/2026/11/03/c_1131.htm"])
    assert learned.wants(f"{H}/sport/2026/11/04/c_1140.htm")
    assert not any("/harbour/" in pattern and "c_1131" not in pattern for pattern in learned.deny)


LISTS = [
    f"{H}/{path}"
    for path in (
        *("tag/pier/", "tags.html", "blog/category/world.html", "categories/", "author/ada", "archives/"),
        *("archive.html", "2026/", "2026/10", "blog/2026/10/03/", "page/2/", "world/page-3.html"),
        *("index2.html", "index-1.html", "?paged=4"),
    )
]
STORIES = [
    f"{H}/{path}"
    for path in (
        *("2026/10/03/fire/", "posts/tag-team-wins/", "author-of-the-year.html", "?p=123", "world/2026"),
        *("2026-in-pictures/", "archives-burn-down.html", "page-of-history/"),
    )
]


@pytest.mark.parametrize("url", LISTS)
def test_listings_of_site_software_are_denied(url: str) -> None:
    deny = deny_listings([url, *STORIES], [])
    assert matches_pattern(url, deny)


def test_listings_deny_no_story_and_nothing_where_articles_stand() -> None:
    deny = deny_listings(LISTS, [])
    assert [url for url in STORIES if matches_pattern(url, deny)] == [f"{H}/world/2026"], (
        "which is a year's list elsewhere"
    )
    kept = deny_listings(LISTS, [f"{H}/archives/4711"])  # a common permalink of WordPress
    assert not matches_pattern(f"{H}/archives/4712", kept)
    assert matches_pattern(f"{H}/tag/pier/", kept)
    assert deny_listings(STORIES[:1], STORIES) == ()


@given(st.lists(ADDRESSES, max_size=8), st.lists(ADDRESSES, max_size=8))
def test_no_article_is_allowed_and_denied(articles: list[str], others: list[str]) -> None:
    learned = learn_patterns(articles, [*others, *articles])
    assert learned.unmatched == ()


def test_no_pattern_names_one_article() -> None:
    """It would say nothing of the next one; whoever names the article still has it fetched."""
    learned = learn_patterns(
        [f"{H}/ferry/index.html", f"{H}/2026/10/03/fire/", f"{H}/2026/10/04/storm/"], [H]
    )
    assert learned.wants(f"{H}/2026/10/05/flood/")
    assert learned.unmatched == (f"{H}/ferry/index.html",)
    assert not any("ferry" in pattern for pattern in learned.allow)
    assert learn_patterns([f"{H}/ferry/index.html"], []).allow == ()


def test_halves_show_what_was_learned() -> None:
    """Articles of one template tell of each other; those of which each has its own tell nothing."""
    dated = [
        f"{H}/2026/10/{day:02}/pier-{word}/" for day, word in enumerate(("opens", "shut", "sold", "burns"), 1)
    ]
    lists = [f"{H}/tag/pier/", f"{H}/world/", f"{H}/about/", f"{H}/2026/10/"]
    trial = try_halves(dated, lists)
    assert (trial.accepted, trial.articles, trial.refused, trial.others) == (4, 4, 4, 4)
    odd = [f"{H}/ferry/index.html", f"{H}/b/c/ship.php?x=1", f"{H}/a/2026/q.html", f"{H}/d-1/e-2/f.jsp"]
    assert try_halves(odd, lists).accepted == 0
    assert try_halves([], []).articles == 0


def test_patterns_that_lose_the_other_half_are_learned_wider() -> None:
    """Of four folders each half sees two, which say nothing of the others."""
    folders = ("sport", "world", "city", "arts")
    articles = [f"{H}/{folders[number % 4]}/story-{1_000 + number}.html" for number in range(8)]
    assert try_halves(articles, [H]).accepted == 0
    learned, trial = proven_patterns(articles, [H, f"{H}/about.html"])
    assert (trial.accepted, trial.refused, trial.holds) == (8, 2, True)
    assert learned.wants(f"{H}/science/story-2000.html")
    assert not learned.wants(f"{H}/about.html")


def test_what_a_trial_cannot_prove_is_said() -> None:
    odd = [
        f"{H}/{chr(97 + n)}/{'x/' * n}p{'abcdefgh'[n]}.{ending}"
        for n, ending in enumerate(["php", "jsp"] * 4)
    ]
    _, trial = proven_patterns(odd, [])
    assert (trial.loses_articles, trial.holds) == (True, False)
    assert try_halves(odd[:4], []).holds  # of few nothing can be told
