"""Only what nothing needs goes, and what a source keeps for a while only."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Engine, event

from newsarchive.evidence import ReservationKind, ReservationOrigin
from newsarchive.items import Reservation
from newsarchive.lifecycle import Outcome
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import Answer
from newsarchive.storage.maintenance.pruning import Retention, prune_archive
from newsarchive.storage.maintenance.verifying import verify_archive
from tests.asking import ask, change
from tests.storage.conftest import Rows
from tests.storage.making import article, minutes

DAY = 24 * 60
OLD, YOUNG, SAID, FEED = (f"https://lantern.example/{name}" for name in ("old", "young", "said", "feed"))


def fill(archive: Archive, crawl: int) -> None:
    said = (Reservation(ReservationKind.NOARCHIVE, ReservationOrigin.META, "noarchive"),)
    archive.saves.save(
        crawl,
        [
            article(OLD, body=b"old"),
            article(YOUNG, body=b"young", fetched_at=minutes(20 * DAY)),
            article(SAID, body=b"said", fetched_at=minutes(20 * DAY), reservations=said),
        ],
    )
    seen = Answer(url=OLD, kind="article", outcome=Outcome.NOT_MODIFIED, at=minutes(5))
    polled = [
        Answer(url=FEED, kind="feed", outcome=Outcome.NOT_MODIFIED, at=minutes(at)) for at in (5, 20 * DAY)
    ]
    archive.frontier.record(crawl, [seen, *polled])
    archive.crawls.end(crawl, minutes(9), "finished")
    archive.close()


def test_nothing_goes_that_something_refers_to(
    archive: Archive, crawl: int, archive_url: str, rows: Rows
) -> None:
    fill(archive, crawl)
    done = prune_archive(archive_url, Retention(payload_days={}), minutes(30 * DAY), dry=False)
    assert (done.expired, done.bodies, done.fetches) == (0, 0, 0)
    assert rows("SELECT count(*) FROM payloads") == [(3,)]


def test_settings_are_obeyed_and_a_dry_run_only_counts(
    archive: Archive, crawl: int, archive_url: str, rows: Rows
) -> None:
    fill(archive, crawl)
    wanted = Retention(payload_days={"lantern": 25}, text_only=("lantern",), not_modified_days=25)
    would = prune_archive(archive_url, wanted, minutes(30 * DAY), dry=True)
    assert rows("SELECT count(*) FROM payloads") == [(3,)]
    assert rows("SELECT count(*) FROM fetches") == [(6,)]
    done = prune_archive(archive_url, wanted, minutes(30 * DAY), dry=False)
    assert done == would
    assert (done.expired, done.bodies, done.fetches) == (2, 2, 1)
    assert rows("SELECT url FROM fetches WHERE payload_sha256 IS NOT NULL") == [(YOUNG,)]
    # The feed's old answer went, the article's stays: it was seen then.
    assert rows("SELECT url FROM fetches WHERE outcome = 'not_modified' ORDER BY 1") == [(FEED,), (OLD,)]
    assert rows("SELECT count(*) FROM current_articles") == [(3,)]
    assert verify_archive(archive_url) == []


def test_bodies_are_not_compared_with_fetches_one_by_one(
    archive: Archive, crawl: int, archive_url: str
) -> None:
    """No plan looks through the fetches for each body: at 13,000 it took 20 s, with the archive locked."""
    fill(archive, crawl)
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, sql: str, _given: Any, _context: Any, _many: Any) -> None:
        if "payloads" in sql and sql.startswith(("SELECT count", "DELETE")):
            asked.append(sql)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        change(archive_url, "UPDATE fetches SET payload_sha256 = NULL, payload_kept = false")
        prune_archive(archive_url, Retention(payload_days={}), minutes(30 * DAY), dry=False)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(asked) == 2
    for sql in asked:
        plan = "\n".join(str(row) for row in ask(archive_url, _explained(archive_url, sql)))
        assert "CORRELATED" not in plan
        assert "SubPlan" not in plan
    assert ask(archive_url, "SELECT count(*) FROM payloads") == [(0,)]


def _explained(url: str, sql: str) -> str:
    words = "EXPLAIN QUERY PLAN" if url.startswith("sqlite") else "EXPLAIN"
    plain = re.sub(r"%\(\w+\)s::INTEGER|\?", "0", sql)  # what an empty sum counts as
    return f"{words} {plain}"
