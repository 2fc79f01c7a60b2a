"""Every page of the sample newsroom comes out of the three stages as it was written."""

from __future__ import annotations

import pytest

from newsarchive.newsroom.library import SamplePage, all_pages
from newsarchive.record import article_record
from tests.newsroom.truth import differences_from_truth
from tests.newsroom_demo import newsroom_article

PAGES = all_pages()
EDITED = [page.at_visit(2) for page in PAGES if page.edited]


@pytest.mark.parametrize("truth", [*PAGES, *EDITED], ids=lambda page: page.url)
def test_page_comes_out_as_written(truth: SamplePage) -> None:
    found = differences_from_truth(truth, article_record(newsroom_article(truth)))
    assert not found, "\n".join(found)


def test_exactly_one_page_is_edited() -> None:
    assert len(EDITED) == 1
