"""The next page by its address alone: arrows, pictures and words of many kinds stand on the links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.documents import page_root
from newsarchive.discovery.sections.anchors import anchors_of
from newsarchive.discovery.sections.front_page import read_front_page
from newsarchive.discovery.sections.pagination import find_pager
from newsarchive.discovery.sections.turning_links import turning_link

URL = "https://h.example/"


def following(html: str, url: str = URL) -> str | None:
    root = page_root(f"<html><body><p>x</p>{html}</body></html>")
    assert root is not None
    return find_pager(root, url).next


@pytest.mark.parametrize(
    ("html", "url", "expected"),
    [
        ("<a href='/?start=10'><img src='r.gif' alt=''></a>", URL, "/?start=10"),
        ("<a href='?start=0'>«</a><a href='?start=20'>»</a>", f"{URL}?start=10", "/?start=20"),
        ("<a class='btn' href='/?before=4711'>More stories</a>", URL, "/?before=4711"),
        ("<a href='/sport/2/' aria-label='Next page'><svg/></a>", f"{URL}sport/", "/sport/2/"),
        ("<a href='/sport/1/'>‹</a><a href='/sport/3/'>›</a>", f"{URL}sport/2/", "/sport/3/"),
        ("<a href='index.php?from=15'>&raquo;</a>", URL, "/index.php?from=15"),
        ("<a href='/?seite=2'>Ältere Artikel anzeigen</a>", URL, "/?seite=2"),
        ("<span class='next'><a href='/news/2'></a></span>", f"{URL}news", "/news/2"),
        ("<a href='/?start=20'>3</a><a href='/?start=10'>2</a>", URL, "/?start=10"),
        # Brightspot names the parameter after its list.
        ("<a href='/?0000018c-2f00-d7e1-page=2'>Load more</a>", URL, "/?0000018c-2f00-d7e1-page=2"),
        ("<a href='/?a-1-page=3'>Load more</a>", f"{URL}?a-1-page=2", "/?a-1-page=3"),
        ("<a href='/?a-1-page=2'>Offers</a>", URL, None),
        ("<a href='/?before=12'>Back</a>", URL, None),
        ("<a href='/ch/102.html'>社会</a><a href='/ch/103.html'>体育</a>", f"{URL}ch/101.html", None),
        ("<a href='/?lang=2'>English</a>", URL, None),
        ("<a href='/?print=1'>Print</a>", URL, None),
        ("<a href='/?id=4711'>More stories</a>", URL, None),
        ("<a href='/?page=1'>More</a>", f"{URL}?page=2", None),
        ("<a href='/sport/2024/'>More</a>", f"{URL}sport/", None),
        ("<a href='/?before=4711'>Man hurt in accident before dawn in Port Linden</a>", URL, None),
    ],
)
def test_a_link_that_turns_the_page(html: str, url: str, expected: str | None) -> None:
    assert following(html, url) == (expected and "https://h.example" + expected)


@pytest.mark.parametrize(
    ("card", "words"),
    [
        (
            "<div><h3>Bridge over the Mill closed for a year</h3><a href='/p/77'>Read more</a></div>",
            "Bridge over the Mill closed for a year",
        ),
        (
            "<div><a href='/p/77'><img src='a.jpg'></a><h3>Bridge closed for a year</h3></div>",
            "Bridge closed for a year",
        ),
        (
            "<div><b class='title'>Bridge closed for a year</b><p><a href='/p/77'>全文</a></p></div>",
            "Bridge closed for a year",
        ),
        ("<div><h3>News from all of our towns</h3><a href='/towns/'>More</a></div>", "More"),
        (
            (
                "<div><h3>News from all our towns</h3><a href='/p/1'>Bridge closed for a year</a>"
                "<a href='/?page=2'>More</a></div>"
            ),
            "More",
        ),
        (
            (
                "<div><h3>One headline of the day</h3><h3>Another headline of the day</h3>"
                "<a href='/p/77'>More</a></div>"
            ),
            "More",
        ),
        ("<nav><h3>Where our readers live</h3><a href='/p/77'>More</a></nav>", "More"),
        ("<a href='/p/77' aria-label='Bridge closed for a year'></a>", "Bridge closed for a year"),
    ],
)
def test_a_link_is_called_as_the_card_around_it(card: str, words: str) -> None:
    page = read_front_page(f"<html><body>{card}<p>x</p></body></html>".encode(), URL)
    assert page.anchors[-1].text == words


@given(st.text(alphabet="a<>='/?&2 href page", max_size=60), st.text(max_size=40))
def test_total(html: str, path: str) -> None:
    root = page_root(f"<p>x</p><a href='?{html}'>»</a>{html}")
    if root is not None:
        turning_link(root, URL + path, [])


def test_links_behind_the_end_of_the_page_are_links() -> None:
    root = page_root(
        "<html><head></head></html><body><a href='/a/1'>The bridge opens again</a></body></html>"
    )
    assert root is not None
    assert [anchor.url for anchor in anchors_of(root, "https://bay.example/")] == ["https://bay.example/a/1"]
