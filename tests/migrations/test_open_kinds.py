"""0018 down and up again with rows: below it a kind of others counts as a feed; views stay as they were."""

from __future__ import annotations

from sqlalchemy import text

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.crawl_store import FoundLink
from newsarchive.storage.migrating.commands import downgrade_schema, schema_differences, upgrade_schema
from tests.migrations.test_upgrade import connected
from tests.storage.making import URL, article, minutes

TIMELINE, FEED = "https://lantern.example/api", "https://lantern.example/feed"


def test_down_and_up_again(own_url: str) -> None:
    archive = open_archive(own_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(0))
    found = [FoundLink(url=TIMELINE, kind="timeline"), FoundLink(url=FEED, kind="feed")]
    archive.frontier.discover(crawl, found, minutes(1))
    archive.saves.save(crawl, [article(URL)])
    archive.close()
    kinds = "SELECT url, kind FROM urls ORDER BY url"
    downgrade_schema(own_url, "0017_name_the_reader", lose_data=True)
    with connected(own_url) as connection:
        rows = {row.url: row.kind for row in connection.execute(text(kinds))}
        assert rows == {URL: "article", TIMELINE: "feed", FEED: "feed"}
        assert connection.scalar(text("SELECT count(*) FROM article_urls")) == 1
    upgrade_schema(own_url)
    assert schema_differences(own_url) == []
    with connected(own_url) as connection:
        assert {row.url: row.kind for row in connection.execute(text(kinds))} == rows
        assert connection.scalar(text("SELECT count(*) FROM article_urls")) == 1
