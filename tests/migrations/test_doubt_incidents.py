"""0022 down and up again with rows: below it the edits of an incident are ordinary ones, and shown."""

from __future__ import annotations

from sqlalchemy import text

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.monitoring import AlarmKind
from newsarchive.storage.migrating.commands import downgrade_schema, schema_differences, upgrade_schema
from tests.migrations.test_upgrade import connected
from tests.storage.making import article, minutes

SHOWN = "SELECT count(*), count(authors), max(revision) FROM current_articles"
STORIES = 6


def stories(at: int, authors: tuple[str, ...]) -> list[object]:
    return [
        article(
            f"https://lantern.example/{n}",
            f"Story {n} of the pier.\nNobody knows.",
            authors=(*authors, f"Writer {n}") if authors else (),
            body=f"{n} {authors}".encode(),
            fetched_at=minutes(at),
        )
        for n in range(STORIES)
    ]


def test_down_and_up_again(own_url: str) -> None:
    archive = open_archive(own_url)
    for at, authors in ((0, ("Ada Roe",)), (60, ())):
        crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(at))
        archive.saves.save(crawl, stories(at, authors))  # type: ignore[arg-type]
        archive.incidents.judge(crawl, minutes(at + 1))
        archive.crawls.end(crawl, minutes(at + 1), "finished")
    archive.alarms.begin("lantern", AlarmKind.INCIDENT, "all of six", minutes(90))
    archive.close()
    with connected(own_url) as connection:
        assert connection.execute(text(SHOWN)).one() == (STORIES, STORIES, 1)
    downgrade_schema(own_url, "0021_tell_kinds", lose_data=True)
    with connected(own_url) as connection:
        assert connection.execute(text(SHOWN)).one() == (STORIES, 0, 2)
        assert connection.scalar(text("SELECT count(*) FROM alarms")) == 0
        assert connection.scalar(text("SELECT count(*) FROM url_events WHERE event = 'doubted'")) == 0
    upgrade_schema(own_url)
    assert schema_differences(own_url) == []
    with connected(own_url) as connection:
        assert connection.execute(text(SHOWN)).one() == (STORIES, 0, 2)
        assert connection.scalar(text("SELECT count(*) FROM incidents")) == 0
