"""0016 down and up again with rows: what was withdrawn stays so, and is missing since its last look."""

from __future__ import annotations

from sqlalchemy import text

from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink
from newsarchive.storage.interfaces.monitoring import AlarmKind
from newsarchive.storage.migrating.commands import downgrade_schema, schema_differences, upgrade_schema
from tests.migrations.test_upgrade import connected
from tests.storage.making import URL, article, minutes

WITHDRAWN, WAITING = URL, "https://lantern.example/2026/pier"


def test_down_and_up_again(own_url: str) -> None:
    archive = open_archive(own_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(0))
    archive.saves.save(crawl, [article(WITHDRAWN), article(WAITING, "The pier is shut.\nNobody knows why.")])
    for url, at in ((WITHDRAWN, 10), (WITHDRAWN, 80), (WAITING, 80)):
        gone = Answer(
            url=url, kind="article", outcome=Outcome.GONE, at=minutes(at), status=404, reason="not_found"
        )
        archive.frontier.record(crawl, [gone])
    archive.frontier.discover(
        crawl, [FoundLink(url=WAITING, found_in="https://lantern.example/feed")], minutes(85)
    )
    archive.alarms.begin("lantern", AlarmKind.VANISHED, "two of two", minutes(90))
    archive.alarms.begin("lantern", AlarmKind.MISSED, "few", minutes(90))
    archive.crawls.end(crawl, minutes(90), "finished")
    archive.close()
    downgrade_schema(own_url, "0015_tell_unknown_days", lose_data=True)
    with connected(own_url) as connection:
        states = "SELECT url, state FROM urls ORDER BY url"
        kept = connection.execute(text(states)).all()
        assert [tuple(row) for row in kept] == [(WITHDRAWN, "gone"), (WAITING, "stored")]
    upgrade_schema(own_url)
    assert schema_differences(own_url) == []
    archive = open_archive(own_url)
    known = archive.frontier.lookup([WITHDRAWN, WAITING])
    assert [known[url].missing_since for url in (WITHDRAWN, WAITING)] == [minutes(80), None]
    again = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(100))
    archive.saves.save(again, [article(WITHDRAWN, fetched_at=minutes(101))])
    archive.close()
    with connected(own_url) as connection:
        assert connection.scalar(text("SELECT count(*) FROM articles WHERE withdrawn_at IS NOT NULL")) == 0
        assert connection.scalars(text("SELECT kind FROM alarms")).all() == ["missed"]
