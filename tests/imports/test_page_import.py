"""Saved pages reach the archive once, in order of fetching, whatever interrupts them (both databases)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from newsarchive.errors import ArchiveUnavailableError
from newsarchive.hints import PageHints, Selectors
from newsarchive.imports import page_import
from newsarchive.imports.line_results import import_page
from newsarchive.imports.manifest import read_manifest
from newsarchive.imports.page_import import BATCH_PAGES, ImportTally, PageImport, capture_order
from newsarchive.imports.patient_calls import PatientCalls
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import Archive, open_archive
from newsarchive.storage.interfaces.crawl_store import FoundLink
from newsarchive.storage.interfaces.crawl_store import Saved as SavedPage
from newsarchive.storage.queries.run_query import run_query
from newsarchive.workers import InlinePool
from tests.imports.making import STORY, Saved, html
from tests.text.extraction.site_software import WORDS, Post, ghost, paragraphs, wordpress_blocks

PIER = "https://bay.example/pier"


@pytest.fixture
def archive(archive_url: str) -> Iterator[Archive]:
    opened = open_archive(archive_url, wait=5)
    yield opened
    opened.close()


class Watched:
    """The pages handed to the stages, the batches handed to the archive, and a brake."""

    def __init__(self, archive: Archive, stop_after: int = 10**9) -> None:
        self.archive = archive
        self.extracted: list[str] = []
        self.saved: list[CleanArticle] = []
        self.steps = 0
        self.stop_after = stop_after

    def run(self, manifest: Path) -> ImportTally:
        saves = self.archive.saves

        class Saves:
            def save(_self, crawl: int, articles: Any, *, by_time: bool = False) -> list[SavedPage]:  # noqa: N805
                self.saved += articles
                return saves.save(crawl, articles)

        with patch.object(self.archive, "saves", Saves()):
            return PageImport(
                self.archive,
                InlinePool(self._extract),
                step=self._step,
                stopping=lambda: len(self.extracted) >= self.stop_after,
                say=print,
            ).run(read_manifest(manifest))

    def _extract(self, read: Any) -> CleanArticle:
        self.extracted.append(read.page.url)
        return import_page(read)

    def _step(self, count: int) -> None:
        self.steps += count


def counts(tally: ImportTally) -> dict[str, int]:
    return {name: count for name, count in tally.rows() if count}


def edition(number: int) -> bytes:
    return html(
        paragraphs=(*STORY, f"This is edition {number} of the report, with more details than before.")
    )


def test_captures_of_one_address_are_taken_in_order_of_fetching(tmp_path: Path, archive: Archive) -> None:
    saved = Saved(tmp_path)
    saved.add("now", edition(4), url=PIER)
    saved.add("third", edition(3), url=PIER, fetched_at="2026-03-03T00:00:00+08:00")
    saved.add("first", edition(1), url=PIER, fetched_at="2026-03-01T12:00:00Z")
    saved.add("later", edition(5), url=PIER)
    saved.add("second", edition(2), url=PIER, fetched_at="2026-03-02 15:59:00")
    lines = read_manifest(saved.manifest())
    assert [line.id for line in capture_order(lines)] == ["first", "second", "third", "now", "later"]
    watched = Watched(archive)
    assert counts(watched.run(saved.manifest())) == {"new": 1, "changed": 4}
    editions = [re.findall(r"This is edition (\d)", article.text) for article in watched.saved]
    assert editions == [["1"], ["2"], ["3"], ["4"], ["5"]]


def test_again_costs_no_extraction_and_changes_nothing(tmp_path: Path, archive: Archive) -> None:
    saved = Saved(tmp_path)
    for number in range(5):
        saved.add(f"{number}.html.gz", edition(number), url=f"{PIER}/{number}")
    assert counts(Watched(archive).run(saved.manifest())) == {"new": 5}
    again = Watched(archive)
    assert counts(again.run(saved.manifest())) == {"already there": 5}
    assert (again.extracted, again.saved, again.steps) == ([], [], 5)


def test_a_capture_that_comes_back_is_done_whatever_came_after_it(tmp_path: Path, archive: Archive) -> None:
    saved = Saved(tmp_path)
    for name, number in (("a", 1), ("b", 2), ("a again", 1)):
        saved.add(name, edition(number), url=PIER)
    assert counts(Watched(archive).run(saved.manifest())) == {"new": 1, "changed": 1, "already there": 1}


def test_every_state_of_a_file_is_stored_with_its_reason(tmp_path: Path, archive: Archive) -> None:
    saved = Saved(tmp_path)
    saved.add("good.html", html(), url=PIER)
    saved.add("none.html", None, url=f"{PIER}/none")
    saved.add("empty.html", b"", url=f"{PIER}/empty")
    saved.add("bad.html", b"no gzip", url=f"{PIER}/bad")
    saved.lines[-1]["path"] += ".gz"
    (tmp_path / "bad.html.gz").write_bytes(b"no gzip")
    tally = Watched(archive).run(saved.manifest())
    assert counts(tally)["new"] == 1
    assert tally.refused["unreadable"] == tally.refused["corrupt"] == 1
    assert tally.refused.total() == 3
    assert [(one.id, one.path, one.why) for one in tally.first_refused] == [
        ("none.html", str(tmp_path / "none.html"), "unreadable: No such file or directory"),
        ("empty.html", str(tmp_path / "empty.html"), "no_bytes: empty_body"),
        (
            "bad.html",
            str(tmp_path / "bad.html.gz"),
            "corrupt: gzip: Error -3 while decompressing data: incorrect header check",
        ),
    ]
    again = {"already there": 2, "refused: corrupt": 1, "refused: unreadable": 1}
    assert counts(Watched(archive).run(saved.manifest())) == again


def test_pages_without_address_are_kept_apart_by_their_bytes_or_their_id(
    tmp_path: Path, archive: Archive
) -> None:
    saved = Saved(tmp_path)
    saved.add("one.html", edition(1))
    saved.add("two.html", edition(2))
    saved.add("none.html", None)
    saved.add("gone.html", None)
    saved.add("strange.html", edition(3), url="hard::strange.example")
    assert counts(Watched(archive).run(saved.manifest())) == {"new": 3, "refused: unreadable": 2}
    assert counts(Watched(archive).run(saved.manifest())) == {"already there": 3, "refused: unreadable": 2}
    (tmp_path / "none.html").write_bytes(edition(4))
    late = {"already there": 3, "new": 1, "refused: unreadable": 1}
    assert counts(Watched(archive).run(saved.manifest())) == late


@pytest.mark.parametrize("stop_after", [1, BATCH_PAGES, BATCH_PAGES + 7])
def test_stopping_stores_what_is_in_hand_and_goes_on_later(
    tmp_path: Path, archive: Archive, stop_after: int
) -> None:
    saved = Saved(tmp_path)
    total = BATCH_PAGES + 10
    for number in range(total):
        saved.add(f"{number}.html", edition(number), url=f"{PIER}/{number}")
    first = Watched(archive, stop_after)
    tally = first.run(saved.manifest())
    assert counts(tally) == {"new": stop_after, "not reached": total - stop_after}
    assert len(first.saved) == stop_after
    rest = Watched(archive).run(saved.manifest())
    assert counts(rest) == {"new": total - stop_after, "already there": stop_after}


def test_pages_of_a_declared_source_are_read_by_its_selectors(tmp_path: Path, archive: Archive) -> None:
    saved = Saved(tmp_path)
    saved.add("bay", edition(1), url=PIER, source="bay")
    saved.add("cape", edition(1), url="https://cape.example/1", source="cape")
    selectors = Selectors(body="article p:last-child", title=".none")
    run = PageImport(
        archive,
        InlinePool(import_page),
        step=lambda _: None,
        stopping=lambda: False,
        say=print,
        declared={"bay": PageHints(selectors=selectors)},
    )
    tally = run.run(read_manifest(saved.manifest()))
    assert counts(tally)["new"] == 1
    assert tally.refused == {"too_short": 1}
    assert tally.missed == {"title": 1}


class Away:
    """The articles' store of an archive that goes away for so many calls."""

    def __init__(self, archive: Archive, times: int) -> None:
        self._saves, self._times = archive.saves, times

    def save(self, crawl: int, articles: Any, *, by_time: bool = False) -> list[SavedPage]:
        if self._times:
            self._times -= 1
            raise ArchiveUnavailableError("the server went away")
        return self._saves.save(crawl, articles, by_time=by_time)


def test_an_archive_that_was_away_for_a_while_is_waited_for(
    tmp_path: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_import, "PatientCalls", partial(PatientCalls, pause=0.01))
    saved, said = Saved(tmp_path), list[str]()
    saved.add("one.html", html(), url=PIER)
    run = PageImport(
        archive, InlinePool(import_page), step=lambda _: None, stopping=lambda: False, say=said.append
    )
    with patch.object(archive, "saves", Away(archive, 3)):
        assert counts(run.run(read_manifest(saved.manifest()))) == {"new": 1}
    assert len(said) == 2


def test_when_the_archive_fails_the_crawl_is_closed_and_the_error_told(
    tmp_path: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_import, "PatientCalls", partial(PatientCalls, patience=0.05, pause=0.01))
    saved = Saved(tmp_path)
    saved.add("one.html", html(), url=PIER)
    ended: list[str] = []
    end = archive.crawls.end

    def note_end(crawl: int, at: datetime, reason: str) -> None:
        ended.append(reason)
        end(crawl, at, reason)

    monkeypatch.setattr(archive.crawls, "end", note_end)
    run = PageImport(archive, InlinePool(import_page), step=lambda _: None, stopping=lambda: False, say=print)
    with patch.object(archive, "saves", Away(archive, 10_000)), pytest.raises(ArchiveUnavailableError):
        run.run(read_manifest(saved.manifest()))
    assert ended == ["failed"]
    assert counts(Watched(archive).run(saved.manifest())) == {"new": 1}


def test_an_article_put_behind_a_paywall_keeps_its_text(
    tmp_path: Path, archive: Archive, archive_url: str
) -> None:
    """However much of it is shown still: nobody edited it."""

    def post(shown: int, wall: str = "") -> bytes:
        body = paragraphs(*STORY[:shown]) + wall
        return ghost(Post(WORDS["en"], body)).encode()

    wall = '<aside class="gh-post-upgrade-cta"><h2>This post is for paying subscribers only</h2></aside>'
    saved = Saved(tmp_path)
    states = (post(4), post(3, wall), post(0, wall), post(4))
    for day, body in enumerate(states, start=1):
        saved.add(f"{day}", body, url=PIER, fetched_at=f"2026-03-0{day}T12:00:00Z")
    assert counts(Watched(archive).run(saved.manifest())) == {
        "new": 1,
        "refused: paywall": 2,
        "already there": 1,
    }
    with run_query(archive_url, "SELECT revision, text FROM article_history", timeout=20) as result:
        assert list(result.rows) == [(1, "\n".join(STORY))]
    with run_query(
        archive_url, "SELECT count(*) FROM article_changes WHERE revision > 1", timeout=20
    ) as result:
        assert list(result.rows) == [(0,)]


def test_what_a_feed_said_dates_the_page_that_says_nothing(
    tmp_path: Path, archive: Archive, archive_url: str
) -> None:
    """Whoever named the address first: a section page says no time, the feed that follows does."""
    now = datetime(2026, 3, 4, tzinfo=UTC)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, now)
    for told in (None, "2026-03-03T08:15:00+01:00", "2026-03-09T00:00:00+01:00"):
        (known,) = archive.frontier.discover(crawl, [FoundLink(url=PIER, hint_published_at=told)], now)
    assert known.listed_at == "2026-03-03T08:15:00+01:00"
    archive.crawls.end(crawl, now, "finished")
    saved = Saved(tmp_path)
    page = wordpress_blocks(Post(WORDS["en"], paragraphs(*STORY)))
    saved.add("listed", page.encode(), url=PIER)
    saved.add("not listed", page.encode(), url=PIER + "/2")
    Watched(archive).run(saved.manifest())
    sql = "SELECT published_at, published_offset, date_source FROM current_articles ORDER BY url"
    with run_query(archive_url, sql, timeout=20) as result:
        assert [tuple(map(str, row)) for row in result.rows] == [
            ("2026-03-03 07:15:00", "+01:00", "listing"),
            ("None", "None", "None"),
        ]


PAID = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": %s}</script>'


@pytest.mark.parametrize(
    ("free", "shown", "became"),
    [
        ("false", STORY[:2], {"new": 1, "refused: paywall": 1}),  # its beginning, for those who do not pay
        ("false", STORY[2:], {"new": 1, "changed": 1}),  # its end: the publisher cut the beginning
        ("false", STORY[:3], {"new": 1, "changed": 1}),  # nearly all of it: so editors cut
        ("false", (STORY[0], STORY[-1]), {"new": 1, "changed": 1}),  # its beginning and its end: so, too
        ("true", STORY[:2], {"new": 1, "changed": 1}),  # free to read: so editors cut, too
    ],
)
def test_a_preview_of_what_was_whole_is_no_edit(
    tmp_path: Path, archive: Archive, free: str, shown: tuple[str, ...], became: dict[str, int]
) -> None:
    saved = Saved(tmp_path)
    saved.add("whole", html(), url=PIER, fetched_at="2026-03-01T12:00:00Z")
    later = html(paragraphs=shown, head=PAID % free)
    saved.add("later", later, url=PIER, fetched_at="2026-03-02T12:00:00Z")
    assert counts(Watched(archive).run(saved.manifest())) == became
