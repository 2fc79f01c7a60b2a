"""0020 down and up again with rows: below it organisations are lost, persons and views stay as they were."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.migrating.commands import downgrade_schema, schema_differences, upgrade_schema
from tests.migrations.test_upgrade import connected
from tests.storage.making import URL, article, minutes

PEOPLE = "SELECT role, name FROM article_people ORDER BY role"
PERSONS = [("author", "Ada Roe"), ("editor", "Edda Told")]


def test_down_and_up_again(own_url: str) -> None:
    archive = open_archive(own_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(0))
    written = article(URL, authors=("Ada Roe",), editor="Edda Told", organisations=("Bay Agency",))
    archive.saves.save(crawl, [written])
    archive.close()
    with connected(own_url) as connection:
        assert _people(connection) == [*PERSONS, ("organisation", "Bay Agency")]
    downgrade_schema(own_url, "0019_doubt_texts", lose_data=True)
    with connected(own_url) as connection:
        assert _people(connection) == PERSONS
        with pytest.raises(IntegrityError):
            connection.execute(text("UPDATE people SET role = 'organisation'"))
    upgrade_schema(own_url)
    assert schema_differences(own_url) == []
    with connected(own_url) as connection:
        assert _people(connection) == PERSONS


def _people(connection: Connection) -> list[tuple[str, str]]:
    return [tuple(row) for row in connection.execute(text(PEOPLE))]
