"""0040 down and up again with rows: below it the incident is told as one of another kind."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.migrating.commands import downgrade_schema, schema_differences, upgrade_schema
from tests.migrations.test_upgrade import connected
from tests.storage.making import article, minutes

STORIES = 11
KINDS = "SELECT kind, state FROM incidents ORDER BY incident_id"
DOUBTED = "SELECT count(*) FROM revisions WHERE incident_id IS NOT NULL"
BESIDE = (
    "INSERT INTO source_incidents (source_id, kind, state, opened_at, opened_crawl_id, last_crawl_id,"
    " crawls_seen, affected, looked_at, detail) SELECT source_id, 'fields_lost', 'open', opened_at,"
    " opened_crawl_id, last_crawl_id, 1, 5, 5, 'beside' FROM source_incidents"
)


@pytest.mark.parametrize(("beside", "below"), [(False, "fields_lost"), (True, "same_text")])
def test_down_and_up_again(own_url: str, beside: bool, below: str) -> None:
    archive = open_archive(own_url)
    for at, also in ((0, ""), (60, "Join our readers.\n")):
        crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(at))
        pages = [
            article(
                f"https://lantern.example/{n}",
                f"Story {n} of the pier.\n{also}Nobody knows why {n} is shut.",
                body=f"{n} {also}".encode(),
                fetched_at=minutes(at),
            )
            for n in range(STORIES)
        ]
        archive.saves.save(crawl, pages)
        archive.incidents.judge(crawl, minutes(at + 1))
        archive.crawls.end(crawl, minutes(at + 1), "finished")
    archive.close()
    with connected(own_url) as connection:
        assert connection.execute(text(KINDS)).one() == ("same_lines", "open")
        assert connection.scalar(text(DOUBTED)) == STORIES
        if beside:
            connection.execute(text(BESIDE))
    downgrade_schema(own_url, "0039_tell_parts", lose_data=True)
    with connected(own_url) as connection:
        assert connection.execute(text(KINDS)).first() == (below, "open")
        assert connection.scalar(text(DOUBTED)) == STORIES
    upgrade_schema(own_url)
    assert schema_differences(own_url) == []
    with connected(own_url) as connection:
        assert connection.execute(text(KINDS)).first() == (below, "open")
