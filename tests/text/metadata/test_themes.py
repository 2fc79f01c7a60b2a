"""Titles, days and persons of sixty pages in the manner of real themes, in twelve languages (themes.py)."""

from __future__ import annotations

from collections import Counter

import pytest

from newsarchive.items import FetchedPage
from newsarchive.record import article_record
from newsarchive.stages import run_stages
from tests.text.metadata.themes import LANGUAGES, THEMES, ThemePage, theme_pages

PAGES = theme_pages()


def test_twelve_languages_and_each_theme_thrice() -> None:
    assert len(PAGES) == 60
    assert len(LANGUAGES) == 12
    assert set(Counter(page.name.partition("-")[2] for page in PAGES).values()) == {3}
    assert len(THEMES) == 20


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_facts_of_a_theme(page: ThemePage) -> None:
    read = article_record(
        run_stages(
            FetchedPage(url=page.facts.url, body=page.html.encode(), content_type="text/html; charset=utf-8")
        )
    )
    assert read["title"] == page.facts.title
    assert str(read["published_at"])[:10] == page.facts.day
    assert read["authors"] == list(page.names)
