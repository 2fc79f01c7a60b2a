"""The sample newsroom holds what the demonstration promises."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from newsarchive.newsroom.library import SamplePage, all_pages, read_site, sites
from newsarchive.newsroom.listing_documents import entries
from newsarchive.newsroom.page_markup import page_body, page_markup
from newsarchive.paths import bundled
from newsarchive.sources import load_source

PAGES = all_pages()
ARTICLES = [page for page in PAGES if page.verdict == "article"]


def markup_of(page: SamplePage) -> str:
    return page_markup(sites()[page.host], page)


def test_two_dozen_articles_of_real_length() -> None:
    assert len(ARTICLES) >= 24
    assert all(4 <= len(page.paragraphs) <= 12 for page in ARTICLES)


def test_languages_and_scripts() -> None:
    assert {page.language for page in ARTICLES} >= {"zh", "en", "ru", "de", "ja", "es"}
    assert {page.script for page in ARTICLES if page.language == "zh"} == {"Hans", "Hant"}


def test_charsets() -> None:
    served = {page.look.encoding for page in ARTICLES}
    assert served >= {"utf-8", "gbk", "big5", "shift_jis", "windows-1251"}


def test_one_gbk_page_lies_and_one_page_declares_nothing() -> None:
    lying = [
        page for page in PAGES if page.look.encoding == "gbk" and "utf-8" in (page.look.content_type or "")
    ]
    silent = [
        page for page in PAGES if page.look.content_type == "text/html" and page.look.meta_charset == ""
    ]
    assert lying and {page.look.encoding for page in silent} >= {"gbk", "windows-1251"}
    assert all(b"charset" not in page_body(sites()[page.host], page) for page in silent)


def test_every_sort_of_page_is_there() -> None:
    assert Counter(page.verdict for page in PAGES).keys() == {"article", "not_article", "hijacked"}


@pytest.mark.parametrize("page", [page for page in PAGES if page.look.damage], ids=lambda page: page.url)
def test_mirrors_are_really_damaged(page: SamplePage) -> None:
    shown = markup_of(page)
    assert shown.count("?") - page.title.count("？") >= 3  # wreckage: lead bytes that met a note
    assert "ì" in shown or "é" in shown or "ǎ" in shown
    assert not any(paragraph in shown for paragraph in page.paragraphs)


@pytest.mark.parametrize("page", [page for page in PAGES if page.spam], ids=lambda page: page.url)
def test_spam_is_in_the_page_as_written(page: SamplePage) -> None:
    assert page.spam is not None
    shown = markup_of(page)
    assert page.spam.phrases()
    assert all(phrase in shown for phrase in page.spam.phrases())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url)
def test_bytes_hold_every_character(page: SamplePage) -> None:
    """No page may need character references for want of a charset that can write it."""
    assert b"&#" not in page_body(sites()[page.host], page).replace(b"&#x27;", b"")


def test_every_page_is_named_by_the_declared_source() -> None:
    source = load_source(bundled("settings") / "sources" / "newsroom.toml")
    named = set(source.urls())
    for site in sites().values():
        for listing in site.listings:
            named |= {entry.url for entry in entries(site, listing)}
    assert {page.url for page in PAGES} <= named


def test_a_misspelt_key_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "odd.example"
    folder.mkdir()
    (folder / "site.toml").write_text('title = "x"\nlanguage = "en"\n[look]\ntemplate = "gazette"\n')
    (folder / "page.toml").write_text('path = "/x"\ntitle = "x"\nparagraphs = []\nauthor = ["misspelt"]\n')
    with pytest.raises(TypeError, match="author"):
        read_site(folder)
