"""Two stored articles that are one are joined, with all that is known of both; others are left alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from newsarchive.lifecycle import Outcome
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import FoundLink
from newsarchive.storage.maintenance.verifying import verify_archive
from newsarchive.testimony import ListedFacts
from tests.storage.conftest import Rows
from tests.storage.making import article, minutes

OLD, NEW = "https://lantern.example/2026/ferry", "https://lantern.example/neu/faehre"
FEED = "https://lantern.example/feed"
STORY = " ".join(f"The ferry to Holm runs again on day {n}, said pilot {n} of the board." for n in range(9))
OTHER = " ".join(f"Nobody on the market square of Lund bought fish {n} for {n} crowns." for n in range(9))


def revisions(rows: Rows) -> Sequence[tuple[Any, ...]]:
    return rows(
        "SELECT a.url, r.number, substr(r.text, 1, 9) FROM revisions r"
        " JOIN articles a ON a.id = r.article_id ORDER BY a.url, r.number"
    )


def both(archive: Archive, crawl: int, at: int = 0, texts: tuple[str, str] = (STORY, STORY)) -> None:
    for url, text in zip((OLD, NEW), texts, strict=True):
        archive.saves.save(crawl, [article(url, text=text, fetched_at=minutes(at))])


def test_a_redirect_joins_what_was_stored_apart(
    archive: Archive, crawl: int, rows: Rows, archive_url: str
) -> None:
    both(archive, crawl)
    [(kept,)] = rows(f"SELECT id FROM articles WHERE url = '{OLD}'")
    archive.saves.save(
        crawl, [article(OLD, text=STORY + " It is full.", final_url=NEW, fetched_at=minutes(9))]
    )
    assert rows("SELECT id, url, latest_number FROM articles") == [(kept, NEW, 3)]
    assert [row[:2] for row in revisions(rows)] == [(NEW, 1), (NEW, 2), (NEW, 3)]
    assert rows("SELECT reason, detail FROM url_events WHERE event = 'redirected'") == [("moved", NEW)]
    archive.crawls.end(crawl, minutes(10), "finished")
    archive.close()
    assert verify_archive(archive_url) == []


@pytest.mark.parametrize("texts", [(STORY, OTHER), ("Lamp one was lit.", "Lamp two was lit.")])
def test_a_redirect_to_another_story_joins_nothing(
    texts: tuple[str, str], archive: Archive, crawl: int, rows: Rows
) -> None:
    both(archive, crawl, texts=texts)
    archive.saves.save(crawl, [article(OLD, text=texts[1], final_url=NEW, fetched_at=minutes(9))])
    assert rows("SELECT count(*) FROM articles") == [(2,)]


@pytest.mark.parametrize("target", ["https://lantern.example/", "https://lantern.example/login?to=ferry"])
def test_the_front_page_and_a_login_are_no_new_address(
    target: str, archive: Archive, crawl: int, rows: Rows
) -> None:
    archive.saves.save(crawl, [article(OLD, text=STORY)])
    [saved] = archive.saves.save(crawl, [article(OLD, text=OTHER, final_url=target, fetched_at=minutes(9))])
    assert saved.outcome == Outcome.REFUSED
    assert [row[:2] for row in revisions(rows)] == [(OLD, 1)]


def listed(archive: Archive, crawl: int, url: str, at: int, guid: str = "lantern-1") -> None:
    archive.frontier.discover(crawl, [FoundLink(url=FEED, kind="feed")], minutes(at))
    told = ListedFacts(title="Ferry", guid=guid)
    archive.frontier.discover(crawl, [FoundLink(url=url, found_in=FEED, told=told)], minutes(at))


@pytest.mark.parametrize("new_first", [False, True])
def test_a_guid_joins_what_a_list_named_in_turn(
    new_first: bool, archive: Archive, crawl: int, rows: Rows
) -> None:
    if new_first:
        archive.saves.save(crawl, [article(NEW, text=STORY)])
    listed(archive, crawl, OLD, 1)
    listed(archive, crawl, NEW, 5)
    archive.saves.save(crawl, [article(OLD, text=STORY, fetched_at=minutes(6))])
    archive.saves.save(crawl, [article(NEW, text=STORY, fetched_at=minutes(7))])
    archive.crawls.end(crawl, minutes(10), "finished")
    assert rows("SELECT url FROM articles") == [(NEW,)]
    assert rows("SELECT url, relation FROM urls WHERE kind = 'article' ORDER BY url") == [
        (OLD, "former"),
        (NEW, "canonical"),
    ]


def test_a_guid_of_many_is_none(archive: Archive, crawl: int, rows: Rows) -> None:
    third = "https://lantern.example/third"
    for at, url in enumerate((OLD, NEW, third)):
        listed(archive, crawl, url, at * 3, guid="0")
        archive.saves.save(crawl, [article(url, text=STORY, fetched_at=minutes(at))])
    archive.crawls.end(crawl, minutes(20), "finished")
    assert rows("SELECT count(*) FROM articles") == [(3,)]


def test_a_guid_of_other_stories_joins_nothing(archive: Archive, crawl: int, rows: Rows) -> None:
    listed(archive, crawl, OLD, 1)
    listed(archive, crawl, NEW, 5)
    both(archive, crawl, 6, texts=(STORY, OTHER))
    archive.crawls.end(crawl, minutes(10), "finished")
    assert rows("SELECT count(*) FROM articles") == [(2,)]


def test_nothing_is_joined_by_a_crawl_that_was_stopped(archive: Archive, crawl: int, rows: Rows) -> None:
    listed(archive, crawl, OLD, 1)
    listed(archive, crawl, NEW, 5)
    both(archive, crawl, 6)
    archive.crawls.end(crawl, minutes(10), "shutdown")
    assert rows("SELECT count(*) FROM articles") == [(2,)]
