"""Every page of the sample newsroom comes out of the three stages as it was written."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.newsroom.answering import page_resource
from newsarchive.newsroom.comparing import differences
from newsarchive.newsroom.library import all_pages, sites
from newsarchive.newsroom.page import Page
from newsarchive.record import article_record
from newsarchive.stages import run_stages

PAGES = all_pages()
EDITED = [page.at_visit(2) for page in PAGES if page.edited]


@pytest.mark.parametrize("truth", [*PAGES, *EDITED], ids=lambda page: page.url)
def test_page_comes_out_as_written(truth: Page) -> None:
    served = page_resource(sites()[truth.host], truth)
    fetched = FetchedPage(url=truth.url, body=served.body, content_type=served.content_type)
    found = differences(truth, article_record(run_stages(fetched)))
    assert not found, "\n".join(found)


def test_exactly_one_page_is_edited() -> None:
    assert len(EDITED) == 1
