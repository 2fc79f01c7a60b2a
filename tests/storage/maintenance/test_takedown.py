"""A takedown leaves a reason and nothing of the text, and nothing brings the address back."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from newsarchive.errors import ArchiveError
from newsarchive.evidence import ReservationKind, ReservationOrigin
from newsarchive.items import Reservation
from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import Archive, open_archive
from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink, SourceFacts
from newsarchive.storage.maintenance.takedown import forget, purge_source
from newsarchive.storage.schema import VIEWS, metadata
from newsarchive.testimony import ListedFacts
from tests.asking import ask, change
from tests.storage.conftest import Rows
from tests.storage.making import NOON, SPAM, URL, article, minutes, mirror_repair, refused

SECRET = "Ottoline Quarrington"
AMP = URL + "/amp"
OTHER = "https://lantern.example/2026/other"


def told(url: str = URL, words: str = "signed the letter", **facts: Any) -> Any:
    parts: dict[str, Any] = {
        "title": f"{SECRET} speaks",
        "authors": (SECRET,),
        "tags": (SECRET,),
        "editor": SECRET,
        "removed": (SPAM.__class__(**{**_fields(SPAM), "text": f"{SECRET} WIN"}),),
        "repairs": (mirror_repair(),),
        "headers": (("X-About", SECRET),),
    }
    return article(url, text=f"{SECRET} {words}.\n" + "The pier was mended. " * 400, **(parts | facts))


def _fields(block: Any) -> dict[str, Any]:
    return {name: getattr(block, name) for name in ("place", "kind", "rule", "score", "hosts")}


def fill(archive: Archive, crawl: int) -> None:
    archive.frontier.discover(crawl, [FoundLink(url=URL, hint_title=f"{SECRET} speaks")], NOON)
    archive.saves.save(
        crawl,
        [
            told(),
            told(words="tore the letter up", fetched_at=minutes(5)),
            told(AMP, words="tore the letter up", canonical_url=URL, fetched_at=minutes(6)),
            article(OTHER, text="Another story altogether."),
            refused("https://lantern.example/refused"),
        ],
    )
    archive.crawls.end(crawl, minutes(9), "finished")


def everything(rows: Rows) -> str:
    return "\n".join(str(rows(f"SELECT * FROM {name}")) for name in (*metadata.tables, *VIEWS))


def test_nothing_of_the_text_stays_but_a_reason(
    archive: Archive, crawl: int, archive_url: str, rows: Rows
) -> None:
    fill(archive, crawl)
    assert SECRET in everything(rows)
    done = forget(archive_url, AMP, "request of the author")
    assert done.urls == (URL, AMP)
    assert (done.articles, done.revisions, done.payloads, done.known_before) == (1, 2, 2, False)
    assert SECRET not in everything(rows)
    assert rows("SELECT url, reason FROM takedowns ORDER BY url") == [
        (URL, "request of the author"),
        (AMP, "request of the author"),
    ]
    assert rows("SELECT url FROM current_articles") == [(OTHER,)]
    assert rows("SELECT count(*) FROM payloads") == [(2,)]
    archive.close()


def test_the_bytes_are_gone_from_the_file(sqlite_url: str) -> None:
    archive = open_archive(sqlite_url)
    fill(archive, archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON))
    archive.close()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    # The index has it in lower case; its words share beginnings, so the rarest part of the name.
    assert SECRET.encode() in file.read_bytes()
    assert b"quarrington" in file.read_bytes()
    assert forget(sqlite_url, URL, "court order").traces is None
    found = [path.name for path in file.parent.glob(f"{file.name}*") if b"uarrington" in path.read_bytes()]
    assert found == []


def test_every_table_it_took_from_is_vacuumed(postgres_url: str) -> None:
    archive = open_archive(postgres_url)
    fill(archive, archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON))
    archive.close()
    statements: list[str] = []

    def note(*given: Any) -> None:
        statements.append(given[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        done = forget(postgres_url, URL, "court order")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    touched = {found[1] for sql in statements if (found := re.match(r"(?:DELETE FROM|UPDATE) (\w+)", sql))}
    assert touched >= {"articles", "fingerprints", "injected_paragraphs", "repairs", "rereads", "revisions"}
    command = "VACUUM (ANALYZE) "
    (vacuum,) = (sql.removeprefix(command) for sql in statements if sql.startswith(command))
    assert touched <= set(vacuum.split(", "))
    assert "VACUUM FULL" in str(done.traces)


def test_the_statistics_of_the_server_forget_too(postgres_url: str) -> None:
    """The planner keeps common values of each column, and who may read the column can read them."""
    archive = open_archive(postgres_url)
    fill(archive, archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON))
    archive.close()
    change(postgres_url, "ANALYZE")
    kept = (
        "SELECT tablename, attname FROM pg_stats WHERE schemaname = current_schema() AND"
        f" concat(most_common_vals::text, histogram_bounds::text) LIKE '%{SECRET}%'"
    )
    assert ("revisions", "title") in ask(postgres_url, kept)
    traces = str(forget(postgres_url, URL, "court order").traces)
    assert ask(postgres_url, kept) == [("tags", "tag")]  # nothing renews those of a table without rows
    assert re.search(r"tables that have no rows now \(.*\btags\b.*\)", traces)


def test_nothing_brings_it_back(archive: Archive, crawl: int, archive_url: str, rows: Rows) -> None:
    fill(archive, crawl)
    forget(archive_url, URL, "court order")
    again = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(20))
    assert archive.frontier.discover(again, [FoundLink(url=URL), FoundLink(url=AMP)], minutes(20)) == []
    assert URL not in {known.url for known in archive.frontier.unfinished(again)}
    assert URL not in {known.url for known in archive.frontier.recheckable(again, None)}
    gone = Answer(url=URL, kind="article", outcome=Outcome.NOT_MODIFIED, at=minutes(21))
    archive.frontier.record(again, [gone])
    leading_there = "https://lantern.example/2026/ferry?from=front"
    saved = archive.saves.save(
        again,
        [
            told(fetched_at=minutes(22)),
            told(leading_there, canonical_url=URL, fetched_at=minutes(23)),
            told("https://lantern.example/moved", final_url=AMP, fetched_at=minutes(24)),
        ],
    )
    assert [(one.outcome, one.reason) for one in saved] == [("refused", "forgotten")] * 3
    assert SECRET not in everything(rows)
    assert rows("SELECT url FROM current_articles") == [(OTHER,)]
    archive.close()


def test_repeating_is_no_error_and_keeps_the_first_reason(
    archive: Archive, crawl: int, archive_url: str, rows: Rows
) -> None:
    fill(archive, crawl)
    forget(archive_url, URL, "first")
    before = rows("SELECT * FROM forgotten")
    done = forget(archive_url, URL, "second")
    assert (done.known_before, done.articles) == (True, 0)
    assert rows("SELECT * FROM forgotten") == before
    archive.close()


def test_an_unknown_address_is_kept_out_in_advance(
    archive: Archive, crawl: int, archive_url: str, rows: Rows
) -> None:
    assert forget(archive_url, URL, "asked beforehand").articles == 0
    assert archive.frontier.discover(crawl, [FoundLink(url=URL)], NOON) == []
    assert archive.saves.save(crawl, [told()])[0].reason == "forgotten"
    assert SECRET not in everything(rows)
    archive.close()


def test_bytes_another_address_needs_stay_and_are_named(
    archive: Archive, crawl: int, archive_url: str, rows: Rows
) -> None:
    archive.saves.save(crawl, [article(body=b"same"), article(OTHER, body=b"same")])
    done = forget(archive_url, URL, "court order")
    assert (done.payloads, done.shared) == (0, (OTHER,))
    assert rows("SELECT count(*) FROM payloads") == [(1,)]
    archive.close()


@pytest.mark.parametrize(
    ("facts", "outcome", "payload", "text"),
    [
        ({}, "new", 1, 1),
        ({"keep_body": False}, "new", 0, 1),
        ({"keep_body": False, "withheld": "tdm_reserved", "removed": (SPAM,)}, "refused", 0, 0),
    ],
)
def test_reservations_are_recorded_and_obeyed(
    archive: Archive, crawl: int, rows: Rows, facts: dict[str, Any], outcome: str, payload: int, text: int
) -> None:
    reserved = (
        Reservation(ReservationKind.NOARCHIVE, ReservationOrigin.META, "noarchive"),
        Reservation(ReservationKind.TDM, ReservationOrigin.HEADER, "1"),
    )
    (saved,) = archive.saves.save(crawl, [article(reservations=reserved, **facts)])
    assert (saved.outcome, saved.reason) == (outcome, facts.get("withheld"))
    assert rows("SELECT source, url, kind, origin, value FROM reservations ORDER BY kind") == [
        ("lantern", URL, "noarchive", "meta", "noarchive"),
        ("lantern", URL, "tdm", "header", "1"),
    ]
    assert rows("SELECT count(*) FROM payloads") == [(payload,)]
    assert rows("SELECT count(*) FROM revisions") == [(text,)]
    assert rows("SELECT count(*) FROM removed_blocks") == [(0,)]
    archive.close()


THERE, NAMED = "https://lantern.example/there", "https://lantern.example/named"
DOG = (
    "The dog of the harbour master was sold.\nNobody would name the sum, and the council met in the evening."
)


def at_one_address(archive: Archive, other: str) -> None:
    """An article whose URL leads, since another crawl, to an article of `other`."""
    first = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    archive.saves.save(first, [told(THERE, canonical_url=NAMED)])
    archive.saves.save(first, [told(THERE, canonical_url=NAMED, body=b"once more", fetched_at=minutes(1))])
    archive.saves.save(first, [refused("https://lantern.example/refused")])
    archive.crawls.end(first, minutes(2), "finished")
    second = archive.crawls.begin(other, CrawlKind.CRAWL, minutes(4))
    archive.saves.save(
        second, [article(THERE, DOG, title="Sold", canonical_url=OTHER, fetched_at=minutes(5))]
    )
    archive.saves.save(second, [article(THERE, f"{DOG}\nMore.", title="Sold", fetched_at=minutes(9))])
    archive.crawls.end(second, minutes(10), "finished")


def test_a_purge_leaves_the_articles_of_other_sources(archive: Archive, archive_url: str, rows: Rows) -> None:
    at_one_address(archive, "harbour")
    assert rows("SELECT count(*) FROM articles WHERE url = '" + THERE + "'") == [(2,)]
    steps: list[int] = []
    done = purge_source(archive_url, "lantern", "never ours", steps.append)
    assert (done.articles, sum(steps)) == (1, 1)
    assert SECRET not in everything(rows)
    assert rows("SELECT url, revision, title FROM current_articles") == [(THERE, 2, "Sold")]
    kept = "SELECT crawl_id, count(*) FROM fetches WHERE payload_sha256 IS NOT NULL GROUP BY crawl_id"
    assert rows(kept) == [(2, 2)], "the pages of the other source"
    assert rows("SELECT url FROM takedowns ORDER BY url") == [(NAMED,), ("https://lantern.example/refused",)]
    again = archive.crawls.begin("harbour", CrawlKind.CRAWL, minutes(20))
    [saved] = archive.saves.save(
        again, [article(THERE, f"{DOG}\nMost.", title="Sold", fetched_at=minutes(21))]
    )
    assert saved.outcome is Outcome.CHANGED, "its URL is not kept out"


def test_a_purge_leaves_what_another_source_lists_too(archive: Archive, archive_url: str, rows: Rows) -> None:
    """A mirror that was crawled first has the articles of others, whose addresses it names."""
    archive.crawls.register([SourceFacts(name=name, title=name) for name in ("mirror", "paper")])
    urls = [f"https://paper.example/{name}" for name in ("ferry", "bridge")]
    for source, named in (("mirror", urls), ("paper", urls[:1])):
        crawl = archive.crawls.begin(source, CrawlKind.CRAWL, minutes(0))
        feed = f"https://{source}.example/feed"
        heard = Answer(url=feed, kind="feed", outcome=Outcome.FETCHED, at=minutes(1), status=200)
        archive.frontier.record(crawl, [heard])
        told = [FoundLink(url=url, found_in=feed, told=ListedFacts(title="A ferry")) for url in named]
        archive.frontier.discover(crawl, told, minutes(1))
        if source == "mirror":
            for url in urls:
                archive.saves.save(crawl, [article(url, text=f"{DOG} {url}", fetched_at=minutes(2))])
                archive.saves.save(crawl, [refused(url, fetched_at=minutes(3))])
        archive.crawls.end(crawl, minutes(3), "finished")
    done = purge_source(archive_url, "mirror", "never ours", lambda _: None)
    assert done.articles == 1
    assert rows("SELECT url FROM current_articles") == [(urls[0],)]
    assert rows("SELECT count(*) FROM fetches WHERE payload_sha256 IS NOT NULL") == [(1,)]
    assert (urls[0],) not in rows("SELECT url FROM takedowns")


def test_a_purge_takes_both_articles_of_one_address(archive: Archive, archive_url: str, rows: Rows) -> None:
    at_one_address(archive, "lantern")
    done = purge_source(archive_url, "lantern", "never ours", lambda _: None)
    assert done.articles == 2
    assert rows("SELECT count(*) FROM articles") == rows("SELECT count(*) FROM payloads") == [(0,)]


def test_a_purge_that_removes_nothing_stops(sqlite_url: str) -> None:
    archive = open_archive(sqlite_url)
    at_one_address(archive, "harbour")
    archive.close()
    file = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    file.execute("CREATE TRIGGER held BEFORE DELETE ON articles BEGIN SELECT RAISE(IGNORE); END")
    file.commit()
    file.close()
    with pytest.raises(ArchiveError, match="The purge of lantern stopped: article 1 cannot be removed"):
        purge_source(sqlite_url, "lantern", "never ours", lambda _: None)
