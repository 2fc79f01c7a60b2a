"""What an incident did to an article is told as that by its pages, and is compared with nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from newsarchive import clock
from newsarchive.incident_states import IncidentKind, IncidentState
from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.crawl_store import Answer
from newsarchive.storage.interfaces.monitoring import Proportion
from newsarchive.web.answers.archive_reader import ArchiveReader
from newsarchive.web.answers.feed_entries import feed_page
from newsarchive.web.answers.search_answers import ArticleChoice
from newsarchive.web.answers.source_answers import recent_edits
from newsarchive.web.application import make_application
from newsarchive.web.guard.web_settings import WebSettings
from tests.databases import make_sqlite_archive
from tests.storage.articles.test_moved_articles import NEW, OLD, STORY
from tests.storage.making import article, minutes
from tests.storage.monitoring.test_incident_records import DAY, HOUR, Desk, story
from tests.web.conftest import ORIGIN

URL = "https://lantern.example/0"


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    """An archive in which by-lines were lost and came back, one text was edited, and all was gone once."""
    url = make_sqlite_archive(tmp_path / "archive.db")
    desk = Desk(url)
    desk.well(0)
    desk.bare(HOUR)
    desk.well(2 * HOUR)
    edited = "Story 0 of the pier.\nNobody knows why it is shut.\nIt opens on Monday."
    desk.crawl(DAY, story(0, DAY, text=edited))
    moved = [article(at, text=STORY, fetched_at=minutes(DAY)) for at in (OLD, NEW)]
    desk.crawl(DAY + HOUR, *moved, article(OLD, text=STORY, final_url=NEW, fetched_at=minutes(DAY + HOUR)))
    with clock.using(lambda: minutes(2 * DAY)):
        crawl = desk.archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(2 * DAY))
        gone = Answer(
            url=URL,
            kind="article",
            outcome=Outcome.GONE,
            at=minutes(2 * DAY),
            status=404,
            reason="not_found",
        )
        desk.archive.frontier.record(crawl, [gone])
        desk.archive.crawls.end(crawl, minutes(2 * DAY), "finished")
        part = Proportion(8, 8)
        kind = IncidentKind.VANISHED
        desk.archive.incidents.follow(crawl, minutes(2 * DAY), kind, detail="8 of 8", part=part)
    desk.archive.close()
    return TestClient(make_application(WebSettings(archive_url=url)), base_url=ORIGIN)


def test_pages_tell_of_incidents(client: TestClient) -> None:
    number = 1  # the first page that was saved
    told = client.get(f"/api/v1/articles/{number}/revisions").json()["revisions"]
    assert [(one["revision"], one["incident_id"], one["incident_state"]) for one in told] == [
        (1, None, None),
        (2, 1, "over"),
        (3, None, None),
    ]
    difference = client.get(f"/api/v1/articles/{number}/differences").json()
    assert (difference["before"], difference["after"]) == (1, 3), "what was undone is nobody's edit"
    page = client.get(f"/articles/{number}/changes").text
    assert "incident 1: undone" in page
    assert page.count("the publisher") == 1
    assert "1 → 3" in page
    assert "事件 1：已撤销" in client.get(f"/articles/{number}/changes?lang=zh").text
    why = client.get(f"/why?url={URL}&lang=en").text
    assert "incident 1: " in why
    assert "undone" in why
    assert "during incident 2: many articles are gone at once" in why
    events = client.get(f"/api/v1/why?url={URL}").json()["events"]
    assert [(one["what"], one["incident"], one["doubt"]) for one in events if one["incident"]] == [
        ("changed", 1, "over"),
        ("gone", 2, None),
    ]


def test_an_old_saved_page_is_no_part_of_an_incident(client: TestClient, tmp_path: Path) -> None:
    archive = open_archive(f"sqlite:///{tmp_path}/archive.db")
    with clock.using(lambda: minutes(3 * DAY)):
        crawl = archive.crawls.begin(None, CrawlKind.IMPORT, minutes(3 * DAY))
        past = minutes(-3_000 * DAY)
        gone = Answer(url=URL, kind="article", outcome=Outcome.GONE, at=past, status=404, reason="not_found")
        archive.frontier.record(crawl, [gone])
        archive.crawls.end(crawl, minutes(3 * DAY), "finished")
    archive.close()
    events = client.get(f"/api/v1/why?url={URL}").json()["events"]
    assert [one["incident"] for one in events if one["what"] == "gone"] == [None, 2]


def test_the_page_of_an_article_tells_what_its_address_shows_now(client: TestClient) -> None:
    page = client.get("/articles/1?lang=en").text
    assert "Its page now" in page
    assert "gone</a>: not found" in page
    now = client.get("/api/v1/articles/1/evidence").json()["shows_instead"]
    assert (now["outcome"], now["reason"]) == ("gone", "not_found")
    assert "Its page now" not in client.get("/articles/2?lang=en").text


def test_only_what_the_publisher_changed_is_told_as_an_edit(client: TestClient) -> None:
    """Neither what an incident did, nor a move without a word."""
    [moved] = {
        one["article_id"] for one in client.get("/api/v1/articles").json()["articles"] if one["url"] == NEW
    }
    assert len(client.get(f"/api/v1/articles/{moved}/revisions").json()["revisions"]) == 2
    page = client.get(f"/articles/{moved}/changes?lang=en").text
    assert page.count("as it was, at another of its URLs") == 1
    assert "the publisher" not in page
    today = client.get("/api/v1/today").json()
    assert [(one["article_id"], one["revision"]) for one in today["edits"]] == [(1, 3)]
    feed = client.get("/feeds/json?limit=50").json()["items"]
    assert [one["title"] for one in feed if "edited" in one["tags"]] == ["Pier 0"]


def test_feeds_tell_what_counts_as_an_edit(tmp_path: Path) -> None:
    """What an accepted incident changed is one, a page that comes for a list's text is none."""
    url = make_sqlite_archive(tmp_path / "archive.db")
    desk = Desk(url)
    desk.well(0)
    desk.bare(HOUR)
    desk.archive.incidents.settle(1, IncidentState.ACCEPTED, minutes(HOUR + 30))
    edited = "Story 0 of the pier.\nNobody knows why it is shut.\nIt opens on Monday."
    listed: dict[str, Any] = {"text": "The list has a line of it.\nAnd another.", "stands_in_for": "paywall"}
    desk.crawl(DAY, story(0, DAY, (), text=edited), story(9, DAY, **listed))
    desk.crawl(DAY + HOUR, story(9, DAY + HOUR))
    desk.archive.close()
    reader = ArchiveReader(url)
    with reader.reading() as reading:
        edits = [(one.article_id, one.revision) for one in recent_edits(reading)]
    assert edits == [(1, 3), *((number, 2) for number in range(8, 0, -1))]
    new = [(number, 1) for number in range(1, 10)]
    for before in (None, 1_000):  # of the index, and of the views
        page = feed_page(reader, ArticleChoice(), edits=True, before=before, limit=50)
        told = [(one.article_id, one.revision) for one in page.entries]
        assert [one for one in told if one not in new] == edits
        assert set(new) <= set(told)
