"""0023 down and up again with rows: below it what a rule set aside is shown again."""

from __future__ import annotations

from sqlalchemy import text

from newsarchive.lifecycle import CrawlKind, SkipReason
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.crawl_store import FoundLink, RefusedUrl
from newsarchive.storage.migrating.commands import downgrade_schema, schema_differences, upgrade_schema
from tests.migrations.test_upgrade import connected
from tests.storage.making import URL, article, minutes

SHOWN = "SELECT count(*) FROM current_articles"
VOLUME = "SELECT coalesce(sum(articles), 0) FROM daily_volume"


def test_down_and_up_again(own_url: str) -> None:
    archive = open_archive(own_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(0))
    archive.frontier.discover(
        crawl, [FoundLink(url=URL, found_in="https://lantern.example/feed")], minutes(0)
    )
    archive.saves.save(crawl, [article(URL)])
    archive.frontier.keep_rules_key(crawl, "some rules")
    (named,) = archive.frontier.named(crawl, 0)
    refused = RefusedUrl(number=named.number, reason=SkipReason.DENIED, detail="[links] deny has 'ferry'")
    done = archive.frontier.apply_rules(crawl, [], [refused], minutes(5))
    assert (done.refused, done.articles_aside) == (1, 1)
    assert archive.frontier.apply_rules(crawl, [named.number], [], minutes(6)).articles_back == 1
    assert archive.frontier.apply_rules(crawl, [], [refused], minutes(7)).articles_aside == 1
    archive.crawls.end(crawl, minutes(9), "finished")
    archive.close()
    with connected(own_url) as connection:
        assert [connection.scalar(text(sql)) for sql in (SHOWN, VOLUME)] == [0, 0]
    downgrade_schema(own_url, "0022_doubt_incidents", lose_data=True)
    with connected(own_url) as connection:
        assert [connection.scalar(text(sql)) for sql in (SHOWN, VOLUME)] == [1, 1]
        assert connection.scalar(text("SELECT count(*) FROM url_events WHERE event = 'admitted'")) == 0
    upgrade_schema(own_url)
    assert schema_differences(own_url) == []
    archive = open_archive(own_url)
    again = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(20))
    assert archive.frontier.rules_key(again) is None
    archive.close()
    with connected(own_url) as connection:
        assert connection.scalar(text(SHOWN)) == 1
