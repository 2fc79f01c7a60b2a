"""What lists say is stored once, bounded, read back as it was, and goes with what it is about."""

from __future__ import annotations

from dataclasses import replace

from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import FoundLink
from newsarchive.storage.maintenance.pruning import Retention, prune_archive
from newsarchive.storage.maintenance.takedown import forget
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
