"""What a site shows says nothing of the articles of another, wherever its addresses led the day before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import Answer, SourceFacts
from newsarchive.storage.maintenance.verifying import verify_archive
from tests.storage.conftest import Rows
from tests.storage.making import NOON, article, minutes

GOOD, EVIL, COPY = (f"https://{host}" for host in ("good.example/bridge", "evil.example/x", "evil.example/y"))
STORY = " ".join(
    f"The bridge over the Holm is built for {n} crowns, said member {n} of the board." for n in range(9)
)
FORGED = STORY.replace("member 4 of the board", "the thief of the town")
FOUND = (
    "SELECT s.name, a.url, a.latest_number FROM articles a JOIN sources s ON s.id = a.source_id"
    " ORDER BY a.url"
)


@pytest.fixture
def begun(archive: Archive) -> dict[str, int]:
    """Crawls of the two sources."""
    archive.crawls.register(
        [SourceFacts(name=name, title=name, home=f"https://{name}.example/") for name in ("good", "evil")]
    )
    return {name: archive.crawls.begin(name, CrawlKind.CRAWL, NOON) for name in ("good", "evil")}


def save(archive: Archive, crawl: int, source: str, at: int, url: str, text: str, **facts: str) -> Outcome:
    """Save one page."""
    made = article(url, text=text, source=source, fetched_at=minutes(at), **facts)
    (saved,) = archive.saves.save(crawl, [made])
    return saved.outcome


def test_a_page_where_a_redirect_was_is_an_article_of_its_own(
    archive: Archive, begun: dict[str, int], rows: Rows, archive_url: str
) -> None:
    save(archive, begun["good"], "good", 0, GOOD, STORY)
    assert save(archive, begun["evil"], "evil", 1, EVIL, STORY, final_url=GOOD) is Outcome.UNCHANGED
    assert save(archive, begun["evil"], "evil", 2, EVIL, FORGED) is Outcome.NEW
    assert save(archive, begun["evil"], "evil", 3, EVIL, f"{FORGED} He fled.") is Outcome.CHANGED
    assert rows(FOUND) == [("evil", EVIL, 2), ("good", GOOD, 1)]
    relations = "SELECT url, relation FROM urls WHERE article_id IS NOT NULL ORDER BY url"
    assert rows(relations) == [(EVIL, "canonical"), (GOOD, "canonical")]
    archive.close()
    assert verify_archive(archive_url) == []


def test_nor_does_another_page_speak_for_it_that_calls_the_redirect_canonical(
    archive: Archive, begun: dict[str, int], rows: Rows
) -> None:
    save(archive, begun["good"], "good", 0, GOOD, STORY)
    save(archive, begun["evil"], "evil", 1, EVIL, STORY, final_url=GOOD)
    save(archive, begun["evil"], "evil", 2, COPY, FORGED, canonical_url=EVIL)
    assert ("good", GOOD, 1) in rows(FOUND)
    assert len(rows(FOUND)) == 2


def test_a_copy_that_redirects_to_the_original_stays_another_article(
    archive: Archive, begun: dict[str, int], rows: Rows
) -> None:
    save(archive, begun["good"], "good", 0, GOOD, STORY)
    save(archive, begun["evil"], "evil", 1, EVIL, STORY)
    assert save(archive, begun["evil"], "evil", 2, EVIL, STORY, final_url=GOOD) is Outcome.REFUSED
    assert rows("SELECT reason FROM fetches WHERE outcome = 'refused'") == [("other_page",)]
    save(archive, begun["evil"], "evil", 3, EVIL, FORGED)
    assert rows(FOUND) == [("evil", EVIL, 2), ("good", GOOD, 1)]


def test_a_forged_copy_does_not_become_the_first_state_of_the_original(
    archive: Archive, begun: dict[str, int], rows: Rows, archive_url: str
) -> None:
    """The original was not known yet, but its source has its home there."""
    save(archive, begun["evil"], "evil", 0, EVIL, FORGED)
    assert save(archive, begun["evil"], "evil", 1, EVIL, STORY, final_url=GOOD) is Outcome.NEW
    assert save(archive, begun["good"], "good", 2, GOOD, STORY) is Outcome.UNCHANGED
    save(archive, begun["evil"], "evil", 3, EVIL, f"{FORGED} He fled.")
    assert [row[1:] for row in rows(FOUND)] == [(EVIL, 2), (GOOD, 1)]
    told = rows("SELECT text FROM current_articles ORDER BY url")
    assert [("thief" in text) for (text,) in told] == [True, False]
    archive.close()
    assert verify_archive(archive_url) == []


def test_two_sources_of_one_site_that_moves_are_one_publisher(archive: Archive, rows: Rows) -> None:
    archive.crawls.register(
        [SourceFacts(name=name, title=name, home="https://good.example/") for name in ("politics", "sport")]
    )
    new = "https://good-news.example/bridge"
    crawl = archive.crawls.begin("politics", CrawlKind.CRAWL, NOON)
    save(archive, crawl, "politics", 0, GOOD, STORY)
    assert save(archive, crawl, "politics", 1, GOOD, STORY, final_url=new) is Outcome.UNCHANGED
    assert rows(FOUND) == [("politics", new, 1)]


def test_a_redirect_of_another_source_keeps_no_article_there_that_is_gone(
    archive: Archive, begun: dict[str, int], rows: Rows
) -> None:
    """Nobody asks it again; nor is an answer of its own, that nothing has changed, one of the article."""
    save(archive, begun["good"], "good", 0, GOOD, STORY)
    save(archive, begun["evil"], "evil", 1, EVIL, STORY, final_url=GOOD)
    same = Answer(url=EVIL, kind="article", outcome=Outcome.NOT_MODIFIED, at=minutes(60), status=304)
    archive.frontier.record(begun["evil"], [same])
    assert str(rows("SELECT last_seen_at FROM articles")[0][0])[:16] == "2026-03-14 12:01"
    closed = {"verdict": "not_article", "reason": "paywall"}
    for day in (1, 3, 9):
        crawl = archive.crawls.begin("good", CrawlKind.CRAWL, minutes(day * 1440))
        gone = Answer(url=GOOD, kind="article", outcome=Outcome.GONE, at=minutes(day * 1440 + 1), status=404)
        archive.frontier.record(crawl, [gone])
        archive.frontier.record(begun["evil"], [replace(same, at=minutes(day * 1440 + 1))])
        save(archive, begun["evil"], "evil", day * 1440 + 1, EVIL, STORY[:200], **closed)
        archive.crawls.end(crawl, minutes(day * 1440 + 2), "finished")
    assert rows("SELECT count(*) FROM articles WHERE withdrawn_at IS NOT NULL") == [(1,)]
    archive.frontier.record(begun["evil"], [replace(same, at=minutes(20 * 1440))])
    save(archive, begun["evil"], "evil", 21 * 1440, EVIL, STORY[:200], **closed)
    assert rows("SELECT count(*) FROM articles WHERE withdrawn_at IS NOT NULL") == [(1,)]


def test_another_edition_on_the_same_site_keeps_it_there(
    archive: Archive, begun: dict[str, int], rows: Rows
) -> None:
    edition = f"{GOOD}?edition=sport"
    save(archive, begun["evil"], "evil", 0, edition, STORY, canonical_url=GOOD)
    save(archive, begun["good"], "good", 1, GOOD, STORY)
    for day in (1, 3, 9):
        crawl = archive.crawls.begin("good", CrawlKind.CRAWL, minutes(day * 1440))
        gone = Answer(url=GOOD, kind="article", outcome=Outcome.GONE, at=minutes(day * 1440 + 1), status=404)
        archive.frontier.record(crawl, [gone])
        archive.crawls.end(crawl, minutes(day * 1440 + 2), "finished")
    assert rows("SELECT count(*) FROM articles WHERE withdrawn_at IS NOT NULL") == [(0,)]


def test_a_site_that_moves_to_another_domain_and_back_keeps_its_articles(
    archive: Archive, begun: dict[str, int], rows: Rows
) -> None:
    new = "https://good-news.example/bridge"
    save(archive, begun["good"], "good", 0, GOOD, STORY)
    save(archive, begun["good"], "good", 1, GOOD, STORY, final_url=new)
    assert [row[1:] for row in rows(FOUND)] == [(new, 1)]
    assert save(archive, begun["good"], "good", 2, GOOD, f"{STORY} It opens soon.") is Outcome.CHANGED
    assert [row[2] for row in rows(FOUND)] == [2]


def test_hosts_of_imports_are_no_declared_publishers(archive: Archive, rows: Rows) -> None:
    """A domain that moved within a file: each host is a source by its name, and nobody said they are two."""
    crawl = archive.crawls.begin(None, CrawlKind.IMPORT, NOON)
    old, new = "https://old.example/bridge", "https://new.example/bridge"
    for at, url in enumerate((old, new)):
        archive.saves.save(crawl, [article(url, text=STORY, fetched_at=minutes(at))])
    archive.saves.save(
        crawl, [article(old, text=f"{STORY} It is full.", final_url=new, fetched_at=minutes(2))]
    )
    assert rows("SELECT url FROM articles") == [(new,)]
