"""0039 down and up with rows: which texts are parts is lost, all else is as it was."""

from __future__ import annotations

from sqlalchemy import text

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.migrating.commands import downgrade_schema, schema_differences, upgrade_schema
from tests.migrations.test_upgrade import connected, contents
from tests.storage.making import article, minutes

PARTS = "SELECT url, shows_part FROM current_articles ORDER BY url"
BEFORE = "SELECT url FROM current_articles ORDER BY url"


def test_down_and_up_again(own_url: str) -> None:
    archive = open_archive(own_url)
    run = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(0))
    whole, part = "https://lantern.example/a", "https://lantern.example/b"
    archive.saves.save(run, [article(whole), article(part, text="A beginning …", shows_part=True)])
    archive.close()
    before = contents(own_url)
    with connected(own_url) as connection:
        rows = connection.execute(text(PARTS))
        assert [(url, bool(shows_part)) for url, shows_part in rows] == [(whole, False), (part, True)]
        history = connection.execute(text("SELECT shows_part FROM article_history ORDER BY url"))
        assert [bool(shows_part) for (shows_part,) in history] == [False, True]
    downgrade_schema(own_url, "0038_tell_restatements", lose_data=True)
    with connected(own_url) as connection:
        assert list(connection.scalars(text(BEFORE))) == [whole, part]
        assert connection.scalar(text("SELECT count(*) FROM article_history")) == 2
    upgrade_schema(own_url)
    assert schema_differences(own_url) == []
    after = contents(own_url)
    changed = {"revisions", "reader_logins", "dictionary"}  # of the last the order only
    assert {name: rows for name, rows in after.items() if name not in changed} == {
        name: rows for name, rows in before.items() if name not in changed
    }
    with connected(own_url) as connection:
        assert [tuple(row) for row in connection.execute(text(PARTS))] == [(whole, None), (part, None)]
