"""How the index is read on PostgreSQL, whatever the planner would rather do."""

from __future__ import annotations

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.queries.run_query import reading_index
from newsarchive.storage.queries.search_indexes import FOUND_ON_POSTGRESQL
from tests.storage.making import NOON
from tests.storage.queries.test_search_hits import stories


def test_all_rows_are_never_read(postgres_url: str) -> None:
    """Of so few articles the planner would read all, as of many while their words wait to be sorted in."""
    archive = open_archive(postgres_url)
    archive.saves.save(archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON), stories())
    archive.close()
    with reading_index(postgres_url, timeout=20, wait=20) as index:
        values = ("'经济'", 1 << 62, 0, None, None, 21)
        plan = "\n".join(row[0] for row in index.rows("EXPLAIN " + FOUND_ON_POSTGRESQL, *values))
    assert "ix_search_entries_words" in plan
    assert "Seq Scan" not in plan
