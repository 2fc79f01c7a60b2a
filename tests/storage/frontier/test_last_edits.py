"""The plan of rechecks takes for an edit what readers are shown as one, and nothing else."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select, text

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import Archive
from newsarchive.storage.frontier.article_rechecks import edited_at
from newsarchive.storage.interfaces.rechecks import RecheckPolicy
from newsarchive.storage.schema import articles
from tests.asking import asking_engine
from tests.storage.conftest import Rows
from tests.storage.making import URL, article, minutes

NEW = "https://lantern.example/new/ferry"
STORY = " ".join(f"The ferry to Holm runs again on day {n}, said pilot {n} of the board." for n in range(9))
EDITS = "SELECT revision FROM article_changes WHERE edits = 1 ORDER BY revision"
RATES = "SELECT sum(checks), sum(edits) FROM edit_rates"


def last_edits(archive_url: str) -> list[datetime | None]:
    with asking_engine(archive_url) as engine, engine.connect() as connection:
        return list(connection.scalars(select(edited_at()).select_from(articles)))


def test_an_article_that_only_moved_was_not_edited(
    archive: Archive, crawl: int, rows: Rows, archive_url: str, hands: list[datetime]
) -> None:
    archive.saves.save(crawl, [article(URL, text=STORY)])
    archive.saves.save(crawl, [article(NEW, text=STORY, fetched_at=minutes(5))])
    archive.rechecks.plan(crawl, minutes(6), RecheckPolicy())
    archive.crawls.end(crawl, minutes(7), "finished")
    hands.append(minutes(90))
    later = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(90))
    archive.saves.save(later, [article(URL, text=STORY, final_url=NEW, fetched_at=minutes(91))])
    archive.rechecks.plan(later, minutes(92), RecheckPolicy())
    archive.crawls.end(later, minutes(93), "finished")
    assert rows("SELECT number FROM revisions WHERE number > 1") == [(2,)]
    assert rows(EDITS) == []
    assert last_edits(archive_url) == [None]
    assert rows(RATES) == [(1, 0)]


def test_the_page_in_place_of_a_stand_in_is_no_edit(
    archive: Archive, crawl: int, rows: Rows, archive_url: str
) -> None:
    archive.saves.save(crawl, [article(URL, text="The ferry runs.", stands_in_for="paywall")])
    archive.saves.save(crawl, [article(URL, text=STORY, fetched_at=minutes(5))])
    assert (rows(EDITS), last_edits(archive_url)) == ([], [None])


@pytest.mark.parametrize(("state", "edits"), [("open", []), ("dismissed", []), ("accepted", [(2,)])])
def test_an_edit_in_doubt_is_one_once_its_incident_was_accepted(
    archive: Archive, crawl: int, rows: Rows, archive_url: str, state: str, edits: list[tuple[int]]
) -> None:
    archive.saves.save(crawl, [article(URL, text=STORY)])
    archive.saves.save(crawl, [article(URL, text=f"{STORY} It is full.", fetched_at=minutes(5))])
    with asking_engine(archive_url) as engine, engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO source_incidents (id, source_id, kind, state, opened_at, opened_crawl_id,"
                " last_crawl_id, crawls_seen, affected, looked_at, detail)"
                " SELECT 1, source_id, 'fields_lost', :state, started_at, id, id, 1, 1, 1, '' FROM crawls"
            ),
            {"state": state},
        )
        connection.execute(text("UPDATE revisions SET incident_id = 1 WHERE number = 2"))
    assert rows(EDITS) == edits
    assert [one is not None for one in last_edits(archive_url)] == [bool(edits)]
