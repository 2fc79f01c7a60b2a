"""Which address of an article is shown never depends on which one was fetched first."""

from __future__ import annotations

from itertools import permutations

import pytest

from newsarchive.items import CleanArticle
from newsarchive.storage import Archive
from tests.storage.conftest import Rows
from tests.storage.making import URL, article

OLD = "https://lantern.example/?id=7"
COPY, SECOND = URL + "/a-copy", URL + "/b-copy"
NEVER_ASKED = "https://lantern.example/2026/the-ferry"

CASES = {
    "a redirect and its target": ((article(OLD, final_url=URL), article(URL)), URL),
    "only the redirect": ((article(OLD, final_url=URL),), URL),
    "an address the downloader escaped": (
        (article("https://lantern.example/fähre", final_url="https://lantern.example/f%C3%A4hre"),),
        "https://lantern.example/fähre",
    ),
    "two copies and the canonical one": (
        (article(SECOND, canonical_url=URL), article(COPY, canonical_url=URL), article(URL)),
        URL,
    ),
    "two copies of one that was never asked": (
        (article(SECOND, canonical_url=NEVER_ASKED), article(COPY, canonical_url=NEVER_ASKED)),
        COPY,
    ),
}
ORDERS = [
    pytest.param(order, shown, id=f"{name}, order {number}")
    for name, (pages, shown) in CASES.items()
    for number, order in enumerate(permutations(pages))
]


@pytest.mark.parametrize(("pages", "shown"), ORDERS)
def test_the_same_address_is_shown_in_any_order(
    archive: Archive, crawl: int, rows: Rows, pages: tuple[CleanArticle, ...], shown: str
) -> None:
    for page in pages:
        archive.saves.save(crawl, [page])
    assert rows("SELECT url FROM current_articles") == [(shown,)]
    assert rows("SELECT url, revision FROM article_history") == [(shown, 1)]
