"""A page that was read is free at once, not when the collector comes by: most of it is lxml's memory."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import clean, decode, extract
from newsarchive.text.page.page_model import PageModel
from tests.text.sanitising.pages import ARTICLE, FARM

# Styles that hide and show, so that the page's visibility is asked for and remembered.
STYLED = "<style>.farm {display: none} p {display: block}</style>"


@pytest.fixture
def without_collector() -> Iterator[None]:
    """No collector, as between two of its rounds."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("without_collector")
@pytest.mark.parametrize(
    "body",
    [ARTICLE, STYLED + FARM + ARTICLE, "<p>Nothing to read.</p>"],
    ids=["article", "article under a farm", "nothing"],
)
def test_nothing_of_a_page_is_left_when_it_was_read(body: str) -> None:
    html = f"<html><body>{body}</body></html>".encode()
    held = _models()
    clean(extract(decode(FetchedPage(url="https://harbour.example/news/wall-1", body=html))))
    assert _models() == held


def _models() -> int:
    return sum(isinstance(found, PageModel) for found in gc.get_objects())
