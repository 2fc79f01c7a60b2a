"""What lists say is stored once, bounded, read back as it was, and goes with what it is about."""

from __future__ import annotations

from dataclasses import replace

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import FoundLink
from newsarchive.storage.maintenance.pruning import Retention, prune_archive
from newsarchive.storage.maintenance.takedown import forget, purge_source
from newsarchive.storage.maintenance.verifying import verify_archive
from newsarchive.storage.rows.testimony_rows import MOST_OF_ONE
from newsarchive.testimony import ListedFacts
from tests.storage.conftest import Rows
from tests.storage.making import NOON, URL, article, minutes

FEED = "https://lantern.example/feed"
TAGGED = "https://lantern.example/tag/ferry/feed"
GIVEN = ListedFacts(
    title="Ferry runs",
    published_at="2026-03-14T09:30:15+08:00",
    changed_at="2026-03-14T10:00:00+08:00",
    authors=("Ada Roe", "Bo Lind"),
    categories=("Harbour", "Ferry"),
    guid="lantern-1",
    language="en",
    summary="The ferry.",
    content="<p>The ferry runs again.</p>",
    image="https://lantern.example/a.jpg",
    position=3,
    uniform=("image",),
)


def hear(archive: Archive, crawl: int, facts: ListedFacts, at: int = 0, *, feed: str = FEED) -> None:
    archive.frontier.discover(crawl, [FoundLink(url=feed, kind="feed")], minutes(at))
    archive.frontier.discover(crawl, [FoundLink(url=URL, found_in=feed, told=facts)], minutes(at))


def test_what_was_heard_is_told_as_it_was(archive: Archive, crawl: int) -> None:
    hear(archive, crawl, GIVEN)
    hear(archive, crawl, replace(GIVEN, position=7, uniform=()), 10)
    [(url, (told,))] = archive.reads.told([URL, "https://lantern.example/other"]).items()
    assert (url, told.listing, told.kind, told.is_own) == (URL, FEED, "feed", True)
    assert (told.heard_at, told.last_heard_at) == (NOON, minutes(10))
    assert told.facts == replace(GIVEN, position=7, uniform=())


def test_one_row_for_each_list_and_content(archive: Archive, crawl: int, rows: Rows) -> None:
    for at in range(3):
        hear(archive, crawl, GIVEN, at)
    hear(archive, crawl, replace(GIVEN, title="Ferry runs again"), 4)
    hear(archive, crawl, GIVEN, 5, feed=TAGGED)
    hear(archive, crawl, ListedFacts(changed_at="2026-03-14T10:00:00+08:00", position=1), 6, feed=TAGGED)
    assert rows("SELECT count(*) FROM testimonies") == [(3,)]
    assert rows("SELECT count(*) FROM payloads") == [(1,)], "one text is stored once"


def test_a_list_that_always_says_something_else_fills_nothing(
    archive: Archive, crawl: int, rows: Rows
) -> None:
    for at in range(MOST_OF_ONE + 5):
        hear(archive, crawl, replace(GIVEN, title=f"Ferry {at}"), at)
    titles = {title for (title,) in rows("SELECT title FROM testimonies")}
    assert titles == {*(f"Ferry {at}" for at in range(MOST_OF_ONE - 1)), f"Ferry {MOST_OF_ONE + 4}"}


def test_a_text_that_is_replaced_is_gone(archive: Archive, crawl: int, rows: Rows, archive_url: str) -> None:
    for at in range(MOST_OF_ONE + 4):
        hear(archive, crawl, replace(GIVEN, content=f"<p>The ferry runs again, {at}.</p>"), at)
    assert rows("SELECT count(*) FROM testimonies") == [(MOST_OF_ONE,)]
    assert rows("SELECT count(*) FROM payloads") == [(MOST_OF_ONE,)]
    told = archive.reads.told([URL])[URL]
    last = next(one for one in told if f"again, {MOST_OF_ONE + 3}." in (one.facts.content or ""))
    assert (last.heard_at, last.last_heard_at) == (minutes(MOST_OF_ONE + 3),) * 2, "not when the former was"
    archive.close()
    forget(archive_url, URL, "asked for by a court")
    assert rows("SELECT count(*) FROM testimonies") == [(0,)]
    assert rows("SELECT count(*) FROM payloads") == [(0,)]
    assert verify_archive(archive_url) == []


def test_a_replaced_text_stays_while_another_says_it(archive: Archive, crawl: int, rows: Rows) -> None:
    for at in range(MOST_OF_ONE):
        hear(archive, crawl, replace(GIVEN, content=f"<p>{at}</p>"), at)
    hear(archive, crawl, replace(GIVEN, content=f"<p>{MOST_OF_ONE - 1}</p>"), 20, feed=TAGGED)
    hear(archive, crawl, replace(GIVEN, content="<p>new</p>"), 21)
    assert rows("SELECT count(*) FROM payloads") == [(MOST_OF_ONE + 1,)]


def test_what_differs_in_comments_and_counters_is_stored_once(
    archive: Archive, crawl: int, rows: Rows, archive_url: str
) -> None:
    for at in range(MOST_OF_ONE + 4):
        content = f"<p>The ferry runs again.</p><img src='/pixel?{at}'><!-- {at} -->"
        hear(archive, crawl, replace(GIVEN, content=content), at)
    assert rows("SELECT count(*) FROM testimonies") == [(1,)]
    assert rows("SELECT count(*) FROM payloads") == [(1,)]
    [told] = archive.reads.told([URL])[URL]
    assert (told.heard_at, told.last_heard_at) == (NOON, minutes(MOST_OF_ONE + 3))
    archive.close()
    forget(archive_url, URL, "asked for by a court")
    assert rows("SELECT count(*) FROM payloads") == [(0,)]


def test_two_at_once_that_replace_one_leave_no_text(archive: Archive, crawl: int, rows: Rows) -> None:
    for at in range(MOST_OF_ONE):
        hear(archive, crawl, replace(GIVEN, content=f"<p>{at}</p>"), at)
    links = [
        FoundLink(url=URL, found_in=FEED, told=replace(GIVEN, content=f"<p>{text}</p>")) for text in "ab"
    ]
    archive.frontier.discover(crawl, links, minutes(20))
    orphans = "SELECT count(*) FROM payloads WHERE sha256 NOT IN (SELECT content_sha256 FROM testimonies)"
    assert rows(orphans) == [(0,)]


def test_a_purge_takes_what_was_heard_of_pages_never_kept(
    archive: Archive, crawl: int, rows: Rows, archive_url: str
) -> None:
    hear(archive, crawl, GIVEN)
    other = archive.crawls.begin("harbour", CrawlKind.CRAWL, NOON)
    theirs = "https://harbour.example/1"
    archive.frontier.discover(other, [FoundLink(url=f"{theirs}/feed", kind="feed")], NOON)
    said = replace(GIVEN, content="<p>Of the harbour.</p>")
    archive.frontier.discover(other, [FoundLink(url=theirs, found_in=f"{theirs}/feed", told=said)], NOON)
    archive.close()
    purge_source(archive_url, "lantern", "asked for by a court", lambda _: None)
    assert rows("SELECT u.url FROM testimonies t JOIN urls u ON u.id = t.url_id") == [(theirs,)]
    assert rows("SELECT count(*) FROM payloads") == [(1,)]
    assert rows("SELECT url FROM forgotten") == [(URL,)]
    assert verify_archive(archive_url) == []


def test_all_addresses_of_an_article_testify(archive: Archive, crawl: int) -> None:
    """A feed names it by another address than the one that is read again."""
    hear(archive, crawl, GIVEN)
    other = "https://lantern.example/2026/ferry-to-holm"
    archive.saves.save(crawl, [article(URL, final_url=other)])
    assert [one.facts.title for one in archive.reads.told([other])[other]] == ["Ferry runs"]


def test_a_takedown_takes_it_away(archive: Archive, crawl: int, rows: Rows, archive_url: str) -> None:
    hear(archive, crawl, GIVEN)
    archive.saves.save(crawl, [article(URL)])
    archive.close()
    forget(archive_url, URL, "asked for by a court")
    assert rows("SELECT count(*) FROM testimonies") == [(0,)]
    assert rows("SELECT count(*) FROM votes") == [(0,)]
    assert rows("SELECT count(*) FROM payloads") == [(0,)]


def test_pruning_keeps_it_and_verifying_knows_it(
    archive: Archive, crawl: int, rows: Rows, archive_url: str
) -> None:
    hear(archive, crawl, GIVEN)
    archive.close()
    done = prune_archive(archive_url, Retention(payload_days={}), NOON, dry=False)
    assert done.bodies == 0
    assert verify_archive(archive_url) == []
