"""From a page of links the articles win; menus, tags, files and other sites lose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.discovery.sections.front_page import read_front_page
from newsarchive.discovery.sections.section_links import may_be_section, read_section
from newsarchive.discovery.urls.scoring import ARTICLE_THRESHOLD, Anchor, score_anchor
from tests.discovery.promises import check_reading

URL = "https://www.harbour.example/news/"
PAGE = """<html><head><base href="/"></head><body>
<nav><a href="/news/">News</a> <a href="/tag/fish">Fish and all that lives in the sea</a></nav>
<a href="/2026/11/02/new-pier-opens-after-long-delay.html"><img src="x.jpg"></a>
<h2><a href="/2026/11/02/new-pier-opens-after-long-delay.html#top">New pier opens after a long delay</a></h2>
<a href="content/202611/02/c_1129876543.htm">海港新码头经过两年建设正式启用</a>
<a href="https://m.harbour.example/a/20261101-98765.html">Storm closes the outer harbour for two days</a>
<a href="https://elsewhere.example/2026/11/02/a-story-of-some-other-paper.html">Story of some other paper</a>
<a href="/about/imprint.html">Imprint and all about the people here</a> <a href="javascript:void(0)">x</a>
<a href="/files/2026/11/02/report-of-the-harbour-board.pdf">Report of the harbour board</a>
<footer><a href="/contact">Contact</a></footer></body></html>"""


def test_scores_choose_the_articles() -> None:
    reading = read_section(PAGE.encode(), URL)
    assert [(link.url, link.title) for link in reading.links] == [
        (
            "https://www.harbour.example/2026/11/02/new-pier-opens-after-long-delay.html",
            "New pier opens after a long delay",
        ),
        ("https://www.harbour.example/content/202611/02/c_1129876543.htm", "海港新码头经过两年建设正式启用"),
        ("https://m.harbour.example/a/20261101-98765.html", "Storm closes the outer harbour for two days"),
    ]


def test_what_looks_like_an_article_and_does_not_fit_the_pattern_is_named() -> None:
    reading = read_section(PAGE.encode(), URL, article=r"/2026/11/\d\d/[a-z-]+\.html$")
    assert [link.url.rpartition("/")[2] for link in reading.links] == [
        "new-pier-opens-after-long-delay.html",
        "a-story-of-some-other-paper.html",
    ]
    assert [(link.url.rpartition("/")[2], link.title) for link in reading.off_pattern] == [
        ("c_1129876543.htm", "海港新码头经过两年建设正式启用"),
        ("20261101-98765.html", "Storm closes the outer harbour for two days"),
    ], "menus, files and other sites are not missed"
    assert read_section(PAGE.encode(), URL).off_pattern == ()


@pytest.mark.parametrize(
    ("path", "is_one"),
    [("categories/local", True), ("topic/rail", True), ("channel/life", True), ("login/local", False)],
)
def test_folders_of_sections_are_called_in_many_ways(path: str, is_one: bool) -> None:
    assert may_be_section(Anchor(f"https://www.harbour.example/{path}", "Local"), URL) is is_one


def test_a_declared_pattern_decides_alone() -> None:
    reading = read_section(PAGE.encode(), URL, article=r"/about/|elsewhere")
    assert [link.url.split("/")[2] for link in reading.links] == ["elsewhere.example", "www.harbour.example"]


def test_charset_from_the_bytes() -> None:
    page = PAGE.replace("<head>", "<head><meta charset='utf-8'>").encode("gb18030")
    titles = [link.title for link in read_section(page, URL, "text/html; charset=utf-8").links]
    assert "海港新码头经过两年建设正式启用" in titles


@pytest.mark.parametrize("body", [b"", b"\x00\x01", b"plain words", b"<p>no links</p>"])
def test_what_has_no_links_says_so(body: bytes) -> None:
    reading = read_section(body, URL)
    assert not reading.links
    assert reading.problems == ("not_html",)


@pytest.mark.parametrize(
    ("url", "text", "wanted"),
    [
        ("https://h.example/a/7654321.html", "港口新码头启用 市民前往参观", True),
        ("https://h.example/story?id=1234567", "Fishing season opens with record catch", True),
        ("https://h.example/", "Harbour News, all the news of the harbour", False),
        ("https://h.example/politics", "Politics", False),
        ("https://h.example/tag/7654321", "All stories about the new pier", False),
        ("https://h.example/2026/11/", "November", False),
    ],
)
def test_scores(url: str, text: str, wanted: bool) -> None:
    assert (score_anchor(Anchor(url, text)) >= ARTICLE_THRESHOLD) == wanted


@given(st.text(), st.text())
def test_scores_are_total_and_bounded(url: str, text: str) -> None:
    assert 0 <= score_anchor(Anchor(url, text)) <= 1


@settings(deadline=None)  # the first page loads the charset tables
@given(st.binary() | st.text().map(lambda text: f"<a href='{text}'>{text}</a>".encode()), st.text())
def test_total(body: bytes, url: str) -> None:
    check_reading(read_section(body, url))


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/ar/MediaCenter/News/Pages/default.aspx", True),  # SharePoint keeps all pages in such a folder
        ("/en/town/news/index.html", True),
        ("/en/town/news/latest/index.html", False),
        ("/en/town/news/latest", False),
        ("/ar/MediaCenter/News/Pages/latest.aspx", False),
    ],
)
def test_the_page_of_a_folder_is_as_deep_as_the_folder(path: str, wanted: bool) -> None:
    assert may_be_section(Anchor(f"https://www.harbour.example{path}", "News"), URL) is wanted


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Home | The Eleven Gazette", "The Eleven Gazette"),
        ("The Eleven Gazette – Home page", "The Eleven Gazette"),
        ("海港日报_首页", "海港日报"),
        ("News from the whole of the coast | Gazette", "Gazette"),
        ("News of Holm", "News of Holm"),
        ("Blog", None),
        ("Index of /", None),
    ],
)
def test_a_front_page_is_called_by_its_name(title: str, name: str | None) -> None:
    page = f"<html><head><title>{title}</title></head><body><p>Ferries</p></body></html>"
    assert read_front_page(page.encode(), "https://h.example/").title == name
