"""0037 down and up again with rows: SQL tells why a page was refused, and that no crawl ran to its end."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.migrating.commands import downgrade_schema, schema_differences, upgrade_schema
from tests.migrations.test_upgrade import connected
from tests.storage.making import article, refused

STATES = "SELECT source, state FROM source_health ORDER BY source"
REASONS = "SELECT url, verdict, reason FROM captures ORDER BY url"


def told(connection: Connection, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text(sql))]


def test_down_and_up_again(own_url: str) -> None:
    archive = open_archive(own_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, datetime.now(UTC))
    archive.saves.save(
        crawl,
        [
            article("https://a.example/1", source="lantern"),
            refused("https://a.example/2", reason="too_short", verdict="not_article", source="lantern"),
        ],
    )
    archive.close()
    found = [("https://a.example/1", "article", None), ("https://a.example/2", "not_article", "too_short")]
    with connected(own_url) as connection:
        assert told(connection, STATES) == [("lantern", "unfinished")]
        assert told(connection, REASONS) == found
    downgrade_schema(own_url, "0036_fold_arabic", lose_data=True)
    with connected(own_url) as connection:
        assert told(connection, STATES) == [("lantern", "healthy")]
        assert told(connection, "SELECT count(*) FROM captures") == [(2,)]
    with connected(own_url) as connection, pytest.raises(DBAPIError):
        told(connection, REASONS)
    upgrade_schema(own_url)
    assert schema_differences(own_url) == []
    with connected(own_url) as connection:
        assert told(connection, REASONS) == found
