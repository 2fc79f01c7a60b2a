"""Patterns match the articles they were learned from and those like them, and none of the rest."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.patterns import learn

H = "https://h.example"


def test_a_new_folder_is_let_in_and_a_known_gallery_is_not() -> None:
    seen = [f"{H}/{name}/2026/11/03/c_{n}.htm" for n, name in enumerate(("sport", "world", "money"), 1129)]
    learned = learn(seen, [f"{H}/photo/2026/11/03/c_1131.htm", f"{H}/sport/", H])
    assert learned.unmatched == ()
    assert learned.wants(f"{H}/culture/2027/01/31/c_20456.htm")
    assert not any(
        map(learned.wants, (f"{H}/photo/2026/12/01/c_2201.htm", f"{H}/sport/2026/11/03/", f"{H}/sport/"))
    )


def test_what_hangs_on_an_address_does_not_match() -> None:
    learned = learn([f"{H}/show.asp?newsid=21877", f"{H}/show.asp?newsid=21880"], [f"{H}/list.asp?typeid=3"])
    assert learned.allow == (r"^https?://h\.example/show\.asp\?newsid=\d{4,}$",)
    assert learned.wants(f"{H}/show.asp?newsid=31877&utm_source=rss")
    assert not learned.wants(f"{H}/show.asp?newsid=21877&page=2")


def test_a_page_that_looks_like_an_article_is_denied_by_name() -> None:
    learned = learn(
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
    learned = learn(seen, [])
    assert learned.wants("http://finance.h.example/a/10009.html")
    assert not learned.wants("http://finance.elsewhere.example/a/10009.html")


PIECES = st.sampled_from(
    ["a", "sport", "12345", "20261103", "new-pier-opens-now", "c_77123.html", "x.y", "(a|b)"]
)
ADDRESSES = st.lists(PIECES, min_size=1, max_size=4).map(lambda pieces: f"{H}/{'/'.join(pieces)}")


@given(st.lists(ADDRESSES, max_size=12), st.lists(ADDRESSES, max_size=12), st.text())
def test_patterns_compile_and_deny_what_is_none(articles: list[str], others: list[str], odd: str) -> None:
    others = [url for url in others if url not in articles]
    learned = learn([*articles, odd], [*others, odd])
    assert all(re.compile(pattern) for pattern in (*learned.allow, *learned.deny))
    if len(learned.deny) < 10:
        assert not any(map(learned.wants, others))
