"""0037 down and up again with rows: SQL tells why a page was refused, that no crawl ran to its end, and what
pages state anew.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.migrating.commands import (
    LossyDowngradeError,
    downgrade_schema,
    schema_differences,
    upgrade_schema,
)
from tests.migrations.test_upgrade import connected
from tests.storage.articles.test_restated_facts import FOURTEENTH, TENTH, TWELFTH, markup, read, saved
from tests.storage.making import article, refused

STATES = "SELECT source, state FROM source_health ORDER BY source"
ANEW = "SELECT said_before, said_after FROM article_restatements ORDER BY seen_at"
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


def test_what_was_stated_anew_goes_down_and_the_next_move_is_told(own_url: str) -> None:
    """The rows go, which the downgrade says; their captures stay, and are compared with no more."""
    archive = open_archive(own_url)
    saved(archive, read(markup()), read(markup(TWELFTH), 1))
    archive.close()
    with connected(own_url) as connection:
        assert told(connection, ANEW) == [(TENTH, TWELFTH)]
    with pytest.raises(LossyDowngradeError, match="stated anew"):
        downgrade_schema(own_url, "0036_fold_arabic")
    downgrade_schema(own_url, "0036_fold_arabic", lose_data=True)
    with connected(own_url) as connection:
        kept = "SELECT count(*) FROM captures WHERE payload_kept"
        assert told(connection, kept) == [(2,)]
    upgrade_schema(own_url)
    assert schema_differences(own_url) == []
    with connected(own_url) as connection:
        assert told(connection, ANEW) == []
    archive = open_archive(own_url)
    saved(archive, read(markup(FOURTEENTH), 2))
    archive.close()
    with connected(own_url) as connection:
        assert told(connection, ANEW) == [(TENTH, FOURTEENTH)]
