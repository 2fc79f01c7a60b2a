"""A page older than the last capture of its article is kept, and is neither an edit nor what it says now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import Archive
from newsarchive.storage.maintenance.verifying import verify_archive
from newsarchive.storage.queries.article_history import history_of
from newsarchive.storage.queries.run_query import run_query
from tests.storage.conftest import Rows
from tests.storage.making import TEXT, URL, article, minutes

NOTE = "\nCorrection: an earlier version misstated the cost."
SHOWN = "SELECT text, revision FROM current_articles"
CHANGES = "SELECT revision, edits, stealth, changed_text, chars_added FROM article_changes ORDER BY revision"


@pytest.fixture
def run(archive: Archive) -> int:
    return archive.crawls.begin("lantern", CrawlKind.IMPORT, minutes(0))


def asked(url: str, sql: str) -> list[tuple[object, ...]]:
    with run_query(url, sql, timeout=20) as result:
        return [tuple(row) for row in result.rows]


def test_older_page_that_comes_late_changes_nothing(
    archive: Archive, archive_url: str, run: int, rows: Rows
) -> None:
    corrected = article(text=TEXT + NOTE, fetched_at=minutes(90))
    archive.saves.save(run, [corrected])
    [late] = archive.saves.save(run, [article(fetched_at=minutes(30))])
    assert (late.outcome, late.revision) == (Outcome.CHANGED, 2)
    assert asked(archive_url, SHOWN) == [(TEXT + NOTE, 1)]
    assert asked(archive_url, CHANGES) == [(2, 0, False, False, 0)]
    told = asked(archive_url, "SELECT revision, came_late FROM article_history ORDER BY fetched_at")
    assert told == [(2, True), (1, None)]
    history = history_of(archive_url, URL)
    assert history is not None
    assert [one.came_late for one in history.revisions] == [None, True]
    # Nor does the audit trail call it an edit.
    assert rows("SELECT outcome FROM fetches ORDER BY id") == [("new",), ("unchanged",)]
    assert rows("SELECT event FROM url_events WHERE event = 'changed'") == []
    assert verify_archive(archive_url) == []


def test_edit_after_it_is_compared_with_what_was_shown(archive: Archive, archive_url: str, run: int) -> None:
    for minute, text in ((90, TEXT + NOTE), (30, TEXT), (95, TEXT + NOTE + "\nIt sails on.")):
        archive.saves.save(run, [article(text=text, body=text.encode(), fetched_at=minutes(minute))])
    assert asked(archive_url, CHANGES)[1][:4] == (3, 1, True, True)
    [(_, *_, added)] = asked(archive_url, CHANGES)[1:]
    assert added == len("\nIt sails on.")
    assert asked(archive_url, SHOWN)[0][1] == 3


def test_same_older_text_is_kept_once(archive: Archive, archive_url: str, run: int, rows: Rows) -> None:
    archive.saves.save(run, [article(text=TEXT + NOTE, fetched_at=minutes(90))])
    for minute in (30, 40):
        body = f"<p>{minute}</p>".encode()
        archive.saves.save(run, [article(body=body, fetched_at=minutes(minute))])
    captures = "SELECT revision FROM captures ORDER BY fetched_at"
    assert asked(archive_url, captures) == [(2,), (2,), (1,)]


def test_page_between_two_looks_at_one_text_comes_late(archive: Archive, archive_url: str, run: int) -> None:
    archive.saves.save(run, [article(fetched_at=minutes(0)), article(fetched_at=minutes(60), body=b"as is")])
    archive.saves.save(run, [article(text="Else.", fetched_at=minutes(30))])
    assert asked(archive_url, SHOWN) == [(TEXT, 1)]


@pytest.mark.parametrize("later", [0, 1])
def test_page_as_old_or_newer_is_an_edit(archive: Archive, archive_url: str, run: int, later: int) -> None:
    archive.saves.save(run, [article(fetched_at=minutes(60))])
    archive.saves.save(run, [article(text="Else.", fetched_at=minutes(60 + later))])
    assert asked(archive_url, SHOWN) == [("Else.", 2)]
    assert asked(archive_url, CHANGES)[0][:2] == (2, 1)


def test_future_day_of_an_import_freezes_nothing(archive: Archive, archive_url: str, run: int) -> None:
    archive.saves.save(run, [article(fetched_at=minutes(60 * 24 * 365 * 8))])
    archive.saves.save(run, [article(text="Else.", fetched_at=minutes(30))])
    assert asked(archive_url, SHOWN) == [("Else.", 2)]


@pytest.mark.parametrize(("elsewhere", "shown"), [(False, ("Else.", 2)), (True, (TEXT, 1))])
def test_page_that_a_crawl_fetched_itself_is_never_late(
    archive: Archive, archive_url: str, elsewhere: bool, shown: tuple[str, int]
) -> None:
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(0))
    archive.saves.save(crawl, [article(fetched_at=minutes(60))])
    then = article(text="Else.", fetched_at=minutes(30))
    archive.saves.save(crawl, [replace(then, page=replace(then.page, from_elsewhere=elsewhere))])
    assert asked(archive_url, SHOWN) == [shown]


def test_url_answers_as_it_did_last(archive: Archive, run: int, rows: Rows) -> None:
    for minute, text, tag in ((60, TEXT + NOTE, "b"), (30, TEXT, "a"), (20, TEXT, "a")):
        page = article(text=text, body=text.encode(), headers=(("ETag", tag),), fetched_at=minutes(minute))
        archive.saves.save(run, [page], by_time=True)
    assert rows("SELECT etag, last_fetched_at = last_seen_at FROM urls") == [("b", True)]
    # Nor does one that was never asked get the validators of the older text.
    other = article(URL + "/b", canonical_url=URL, headers=(("ETag", "a"),), fetched_at=minutes(10))
    archive.saves.save(run, [other])
    assert rows("SELECT etag, state FROM urls ORDER BY id") == [("b", "stored"), (None, "stored")]


def test_page_older_than_what_a_list_said_is_followed_by_its_edits(
    archive: Archive, archive_url: str, run: int
) -> None:
    archive.saves.save(run, [article(stands_in_for="paywall", fetched_at=minutes(60))])
    for minute, text in ((10, TEXT), (50, TEXT + NOTE)):
        archive.saves.save(run, [article(text=text, body=b"%d" % minute, fetched_at=minutes(minute))])
    assert asked(archive_url, SHOWN) == [(TEXT + NOTE, 3)]
