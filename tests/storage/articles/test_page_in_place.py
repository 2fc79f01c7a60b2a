"""That a page shows its own text, for which a list's stood in, is told as what it is: no edit."""

from __future__ import annotations

from sqlalchemy import text

from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.rechecks import RecheckPolicy
from newsarchive.storage.rows.publisher_edits import IS_EDIT
from tests.asking import asking_engine
from tests.storage.conftest import Rows
from tests.storage.making import URL, article, minutes

PART, WHOLE, EDITED = (
    "The ferry to Holm runs again.",
    "The ferry to Holm runs again, and the pier was mended in nine days.",
    "The ferry to Holm runs again, and the pier was mended in ten days.",
)
# As docs/how-to/follow-edits.md asks.
EDITS = "SELECT revision FROM article_changes WHERE edits = 1 ORDER BY revision"


# As pages, feeds and reports count them.
EDITS_SHOWN = f"SELECT r.number FROM revisions AS r WHERE {IS_EDIT} ORDER BY r.number"


def crawled(archive: Archive, at: int, said: str, stands_in_for: str | None = None) -> Outcome:
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(at))
    page = article(URL, text=said, stands_in_for=stands_in_for, fetched_at=minutes(at + 1))
    [saved] = archive.saves.save(crawl, [page])
    archive.rechecks.plan(crawl, minutes(at + 2), RecheckPolicy())
    archive.crawls.end(crawl, minutes(at + 3), "finished")
    return saved.outcome


def test_the_page_in_place_of_a_stand_in_is_no_edit(archive: Archive, rows: Rows) -> None:
    crawled(archive, 0, PART, "paywall")
    assert crawled(archive, 100, WHOLE) == Outcome.CHANGED
    told = "SELECT reason FROM url_events WHERE event = 'changed' ORDER BY id"
    assert rows(told) == [("page_came",)]
    assert rows(EDITS) == rows(EDITS_SHOWN) == []
    assert rows("SELECT sum(checks), sum(edits) FROM edit_rates") == [(1, 0)]
    assert crawled(archive, 200, EDITED) == Outcome.CHANGED
    assert rows(told) == [("page_came",), (None,)]
    assert rows(EDITS) == rows(EDITS_SHOWN) == [(3,)]
    assert rows("SELECT sum(edits) > 0.5 FROM edit_rates") in ([(1,)], [(True,)])


def test_another_text_of_the_list_is_an_edit(archive: Archive, rows: Rows) -> None:
    crawled(archive, 0, PART, "paywall")
    crawled(archive, 100, WHOLE, "paywall")
    assert rows("SELECT reason FROM url_events WHERE event = 'changed'") == [(None,)]
    assert rows(EDITS) == rows(EDITS_SHOWN) == [(2,)]


def test_the_page_after_a_stand_in_and_a_block_is_no_edit(
    archive: Archive, rows: Rows, archive_url: str
) -> None:
    """Between the list's text and the page an incident came; the page counted as an edit."""
    crawled(archive, 0, PART, "paywall")
    crawled(archive, 100, "Please turn off what blocks our adverts, and read on.")
    with asking_engine(archive_url) as engine, engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO source_incidents (id, source_id, kind, state, opened_at, opened_crawl_id,"
                " last_crawl_id, crawls_seen, affected, looked_at, detail)"
                " SELECT 1, source_id, 'fields_lost', 'over', started_at, id, id, 1, 1, 1, ''"
                " FROM crawls ORDER BY id DESC LIMIT 1"
            )
        )
        connection.execute(text("UPDATE revisions SET incident_id = 1 WHERE number = 2"))
    crawled(archive, 200, WHOLE)
    assert rows(EDITS) == rows(EDITS_SHOWN) == []
    assert rows("SELECT sum(edits) FROM edit_rates") == [(0,)]
    crawled(archive, 300, EDITED)
    assert rows(EDITS) == rows(EDITS_SHOWN) == [(4,)]
