"""Each relation of an address to an article is written by saves; an article has one canonical address."""

from __future__ import annotations

from newsarchive.storage import Archive
from tests.storage.conftest import Rows
from tests.storage.making import article

HOST = "https://lantern.example"
RELATIONS = "SELECT url, relation FROM article_urls ORDER BY url, relation"


def test_every_relation_is_written(archive: Archive, crawl: int, rows: Rows) -> None:
    known = f"{HOST}/ferry"
    archive.saves.save(
        crawl,
        [
            article(known),
            article(f"{HOST}/ferry?print=1", canonical_url=known),
            article(f"{HOST}/amp/ferry", canonical_url=known),
            article(f"{HOST}/short", final_url=known),
            article(known, canonical_url=f"{HOST}/2026/ferry"),
        ],
    )
    assert rows(RELATIONS) == [
        (f"{HOST}/2026/ferry", "canonical"),
        (f"{HOST}/amp/ferry", "amp"),
        (f"{HOST}/ferry", "former"),
        (f"{HOST}/ferry?print=1", "duplicate"),
        (f"{HOST}/short", "redirect"),
    ]


def test_an_address_of_its_own_that_leads_elsewhere_today(archive: Archive, crawl: int, rows: Rows) -> None:
    """Where the page at the other address says what this one said, not what that one was stored with."""
    one, other = f"{HOST}/one", f"{HOST}/other"
    archive.saves.save(crawl, [article(one), article(other, text="Another story.\nOf another pier.")])
    archive.saves.save(crawl, [article(one, final_url=other)])
    found = rows(
        "SELECT a.url, u.url, u.relation FROM article_urls AS u JOIN articles AS a ON a.id = u.article_id"
    )
    assert sorted(found) == [
        (one, one, "canonical"),
        (other, one, "redirect"),
        (other, other, "canonical"),
    ]
