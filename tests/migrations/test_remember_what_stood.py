"""0008 down and up again with rows: what is lost, what is had again, what older rows are given."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import text

from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.crawl_store import Answer
from newsarchive.storage.migrating.commands import downgrade_schema, schema_differences, upgrade_schema
from tests.migrations.test_upgrade import connected, contents
from tests.storage.making import NOON, URL, article, minutes

BEFORE = "0007_group_copies"


def fill(url: str) -> None:
    """An article edited, withdrawn and back; a refetch that made nothing, recorded long after it was made."""
    archive = open_archive(url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(30))
    edited = article(text="Else.", body=b"2", fetched_at=minutes(41))
    archive.saves.save(crawl, [article(), article(fetched_at=minutes(40)), edited])
    gone = Answer(
        url=URL, kind="article", outcome=Outcome.GONE, at=minutes(50), status=404, reason="not_found"
    )
    archive.frontier.record(crawl, [gone, replace(gone, at=minutes(110))])
    archive.crawls.end(crawl, minutes(111), "finished")
    archive.saves.save(crawl, [article(fetched_at=minutes(120))])
    archive.close()


def test_down_and_up_again(own_url: str) -> None:
    fill(own_url)
    with connected(own_url) as connection:
        connection.execute(text("UPDATE urls SET next_check_at = NULL"))  # is lost with 0011
    before = contents(own_url)
    downgrade_schema(own_url, BEFORE, lose_data=True)
    upgrade_schema(own_url)
    assert schema_differences(own_url) == []
    after = contents(own_url)
    # Which outlines were learned from is lost with 0023.
    changed = {"article_pasts", "fetches", "revisions", "reader_logins", "learnings"}
    assert {name: rows for name, rows in after.items() if name not in changed} == {
        name: rows for name, rows in before.items() if name not in changed
    }
    assert (len(before["article_pasts"]), after["article_pasts"]) == (2, [])
    with connected(own_url) as connection:
        made = "SELECT f.recorded_at = r.recorded_at FROM fetches f JOIN revisions r ON r.fetch_id = f.id"
        assert all(connection.scalars(text(made)))
        others = "SELECT recorded_at FROM fetches WHERE outcome IN ('gone', 'unchanged') ORDER BY fetched_at"
        told = [datetime.fromisoformat(str(at)) for at in connection.scalars(text(others))]
        assert told == [minutes(at).replace(tzinfo=None) for at in (40, 50, 110)]
        whose = "SELECT count(*) FROM url_events WHERE article_id IS NOT NULL"
        assert connection.scalar(text(whose)) == 2


def test_older_capture_is_recorded_no_sooner_than_its_import_began(own_url: str) -> None:
    archive = open_archive(own_url)
    crawl = archive.crawls.begin(None, CrawlKind.IMPORT, minutes(30))
    archive.saves.save(crawl, [article(), article(fetched_at=NOON, body=b"else")])
    archive.close()
    downgrade_schema(own_url, BEFORE, lose_data=True)
    upgrade_schema(own_url)
    with connected(own_url) as connection:
        told = connection.scalar(text("SELECT recorded_at FROM fetches WHERE outcome = 'unchanged'"))
        assert datetime.fromisoformat(str(told)) == minutes(30).replace(tzinfo=None)
