"""0035 down and up with rows: the marks of late pages are lost, all else is as it was."""

from __future__ import annotations

from sqlalchemy import text

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.migrating.commands import downgrade_schema, schema_differences, upgrade_schema
from tests.migrations.test_upgrade import connected, contents
from tests.storage.making import TEXT, article, minutes

LATE = "SELECT number, came_late FROM revisions ORDER BY number"


def test_down_and_up_again(own_url: str) -> None:
    archive = open_archive(own_url)
    run = archive.crawls.begin("lantern", CrawlKind.IMPORT, minutes(0))
    archive.saves.save(run, [article(text=f"{TEXT}\nCorrected.", fetched_at=minutes(60))])
    archive.saves.save(run, [article(fetched_at=minutes(30))])
    archive.close()
    before = contents(own_url)
    with connected(own_url) as connection:
        assert [(number, bool(late)) for number, late in connection.execute(text(LATE))] == [
            (1, False),
            (2, True),
        ]
    downgrade_schema(own_url, "0034_count_edits", lose_data=True)
    with connected(own_url) as connection:
        assert connection.scalar(text("SELECT count(*) FROM article_history")) == 2
    upgrade_schema(own_url)
    assert schema_differences(own_url) == []
    after = contents(own_url)
    changed = {"revisions", "reader_logins", "dictionary"}  # of the last the order only
    assert {name: rows for name, rows in after.items() if name not in changed} == {
        name: rows for name, rows in before.items() if name not in changed
    }
    with connected(own_url) as connection:
        assert [tuple(row) for row in connection.execute(text(LATE))] == [(1, None), (2, None)]
