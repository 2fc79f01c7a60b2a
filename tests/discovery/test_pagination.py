"""The next page is found as sites write it: rel=next, words of many languages, numbers, TRS' script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.documents import page_root
from newsarchive.discovery.sections.pagination import NO_PAGER, Pager, find_pager

URL = "https://h.example/news/"


def pager(html: str, url: str = URL) -> Pager:
    root = page_root(f"<html><body><p>x</p>{html}</body></html>")
    assert root is not None
    return find_pager(root, url)


@pytest.mark.parametrize(
    ("html", "url", "following"),
    [
        ("<link rel='next' href='/news/page/2/'>", URL, "/news/page/2/"),
        ("<a href='/news/?page=2'>Ещё новости</a>", URL, "/news/?page=2"),
        ("<a href='?page=1'>1</a> <a href='?page=2'>2</a> <a href='?page=3'>3</a>", URL, "/news/?page=2"),
        ("<a href='/news/page/3'>mehr Meldungen</a>", f"{URL}page/2", "/news/page/3"),
        ("<a rel='nofollow next' href='?p=2'>x</a>", URL, "/news/?p=2"),
        # Each number of the pager says that it is the next page, the first one too (NukeViet).
        (
            "<a rel='next' href='/news/'>1</a><b>2</b><a rel='next' href='/news/page-3/'>3</a>",
            f"{URL}page-2/",
            "/news/page-3/",
        ),
        ("<a rel='next' href='/news/'>1</a><a rel='next' href='/news/page-2/'>2</a>", f"{URL}page-3/", None),
        ("<a rel='next' href='?p=2'>x</a> <a rel='next' href='?p=2'>y</a>", URL, "/news/?p=2"),
        ("<a href='node_12_2.htm'>下一页</a>", "https://h.example/node_12.htm", "/node_12_2.htm"),
        ("<a href='/news/page/2/'>Older posts »</a>", URL, "/news/page/2/"),
        ("<a href='seite-2.html'>Weiter</a>", URL, "/news/seite-2.html"),
        ("<b>1</b><a href='?page=2'>2</a><a href='?page=3'>3</a>", URL, "/news/?page=2"),
        ("<a href='?page=1'>1</a><a href='?page=3'>3</a>", f"{URL}?page=2", "/news/?page=3"),
        ("<a href='?page=1'>1</a><a href='?page=2'>2</a>", f"{URL}?page=3", None),
        ("<a href='index_1.html'>2</a><a href='index_2.html'>3</a>", URL, "/news/index_1.html"),
        ("<script>createPageHTML(8, 0, 'index', 'html');</script>", URL, "/news/index_1.html"),
        ("<script>createPageHTML(8, 7, 'index', 'html');</script>", URL, None),
        ("<a href='/a/2026-story.html'>Next of kin found after the long storm</a>", URL, None),
        ("<a href='https://other.example/2'>Next</a>", URL, None),
        ("<a href='/news/'>Next</a>", URL, None),
        ("<a href='/sport/12345.html'>4</a>", URL, None),
    ],
)
def test_next_page(html: str, url: str, following: str | None) -> None:
    found = pager(html, url).next
    assert found == (f"https://h.example{following}" if following else None)


def test_number_of_pages_where_the_page_tells() -> None:
    assert pager("<div>共35页 <a href='l_2.htm'>下一页</a></div>").pages == 35
    assert pager("<script>createPageHTML(8, 0, 'index', 'html');</script>").pages == 8
    assert pager("<b>1</b><a href='?page=2'>2</a><a href='?page=9'>9</a>").pages == 9
    assert pager("<b>1</b><a href='?page=2'>2</a><a href='?page=3'>3</a><a href='?page=2'>»</a>").pages == 0


@given(st.text(), st.text())
def test_total(html: str, url: str) -> None:
    root = page_root(html)
    found = find_pager(root, url) if root is not None else NO_PAGER
    assert found.pages >= 0
    assert found.next is None or found.next.startswith(("http://", "https://"))
