"""0025 down and up again with rows: below it what lists said is lost, and articles stay as they were."""

from __future__ import annotations

from sqlalchemy import text

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.crawl_store import FoundLink
from newsarchive.storage.migrating.commands import downgrade_schema, schema_differences, upgrade_schema
from newsarchive.testimony import ListedFacts, Vote
from tests.migrations.test_upgrade import connected
from tests.storage.making import URL, article, minutes

FEED = "https://lantern.example/feed"
SAID = "SELECT witness, said, standing FROM article_evidence WHERE field = 'title' ORDER BY witness"
TITLES = "SELECT title FROM current_articles"


def test_down_and_up_again(own_url: str) -> None:
    archive = open_archive(own_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(0))
    archive.frontier.discover(crawl, [FoundLink(url=FEED, kind="feed")], minutes(0))
    told = ListedFacts(title="Ferry runs", content="<p>The ferry runs.</p>")
    archive.frontier.discover(crawl, [FoundLink(url=URL, found_in=FEED, told=told)], minutes(1))
    vote = Vote(field="title", page_said="Ferry", listing=FEED)
    archive.saves.save(crawl, [article(URL, title="Ferry runs", votes=(vote,), stands_in_for="paywall")])
    archive.close()
    with connected(own_url) as connection:
        rows = [tuple(row) for row in connection.execute(text(SAID))]
        assert rows == [("feed", "Ferry runs", "decided"), ("page", "Ferry", "heard")]
        stored = connection.scalar(text("SELECT count(*) FROM payloads"))
    downgrade_schema(own_url, "0024_set_aside", lose_data=True)
    with connected(own_url) as connection:
        assert connection.scalar(text(TITLES)) == "Ferry runs"
        assert connection.scalar(text("SELECT count(*) FROM payloads")) == stored - 1
    upgrade_schema(own_url)
    assert schema_differences(own_url) == []
    with connected(own_url) as connection:
        assert connection.scalar(text(TITLES)) == "Ferry runs"
        assert connection.scalar(text("SELECT stands_in_for FROM current_articles")) is None
