"""Who holds a source: one living crawl, and never a dead one."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest

from newsarchive.errors import SourceBusyError
from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import Archive, open_archive
from newsarchive.storage.database.processes import HEARTBEAT_TIMEOUT
from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink, SourceFacts
from tests.asking import change
from tests.forking import ForkedProcess
from tests.storage.conftest import Rows
from tests.storage.making import NOON, SPAM, URL, article, minutes, mirror_repair, refused

BEGIN = """
import sys
from datetime import UTC, datetime
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.crawl_store import FoundLink
noon = datetime(2026, 3, 14, 12, tzinfo=UTC)
archive = open_archive(sys.argv[1])
crawl = archive.crawls.begin("lantern", "crawl", noon)
archive.frontier.discover(crawl, [FoundLink(url=sys.argv[2])], noon)
archive.frontier.unfinished(crawl)
print("begun", flush=True)
sys.stdin.read()
"""


class TestLock:
    def test_second_crawl_of_a_source_is_told_who_holds_it(self, archive: Archive, crawl: int) -> None:
        with pytest.raises(
            SourceBusyError, match=r"lantern is being crawled since 2026-03-14 12:00:00"
        ) as caught:
            archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(0))
        assert caught.value.exit_code == 3

    def test_ended_crawl_gives_it_back(self, archive: Archive, crawl: int) -> None:
        archive.crawls.end(crawl, minutes(1), "finished")
        assert archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(1)) != crawl

    def test_other_sources_and_imports_are_free(self, archive: Archive, crawl: int) -> None:
        others = {
            archive.crawls.begin("beacon", CrawlKind.CRAWL, NOON),
            archive.crawls.begin(None, CrawlKind.IMPORT, NOON),
            archive.crawls.begin(None, CrawlKind.IMPORT, NOON),
        }
        assert len(others - {crawl}) == 3

    def test_silence_is_death_and_a_heartbeat_life(self, archive: Archive, crawl: int) -> None:
        archive.crawls.heartbeat(crawl, NOON + HEARTBEAT_TIMEOUT)
        with pytest.raises(SourceBusyError):
            archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON + 2 * HEARTBEAT_TIMEOUT)
        later = NOON + 2 * HEARTBEAT_TIMEOUT + timedelta(seconds=1)
        assert archive.crawls.begin("lantern", CrawlKind.CRAWL, later) != crawl
        with pytest.raises(SourceBusyError, match="considered dead"):
            archive.crawls.heartbeat(crawl, later)

    def test_a_clock_that_is_ahead_elsewhere_holds_no_source_for_long(
        self, archive: Archive, crawl: int, archive_url: str
    ) -> None:
        """Another machine said last, of a month to come, that it is alive: it must say so again."""
        change(archive_url, "UPDATE crawls SET host = 'elsewhere.example'")
        archive.crawls.heartbeat(crawl, NOON + timedelta(days=30))
        with pytest.raises(SourceBusyError) as caught:
            archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
        assert "clock of that machine is ahead" in str(caught.value.hint)
        archive.crawls.heartbeat(crawl, NOON + timedelta(days=30))  # it is alive
        for _ in range(2):
            with pytest.raises(SourceBusyError):
                archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
        later = NOON + HEARTBEAT_TIMEOUT + timedelta(seconds=1)
        assert archive.crawls.begin("lantern", CrawlKind.CRAWL, later) != crawl

    def test_killed_process_is_taken_over_at_once(self, archive_url: str, rows: Rows) -> None:
        command = [sys.executable, "-c", BEGIN, archive_url, URL]
        with ForkedProcess(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "begun\n"
            archive = open_archive(archive_url)
            with pytest.raises(SourceBusyError):
                archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
            child.kill()  # SIGKILL: no chance to say good-bye
            child.wait()
        crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
        assert rows("SELECT reason FROM crawls WHERE ended_at IS NOT NULL") == [("died",)]
        assert [known.url for known in archive.frontier.unfinished(crawl)] == [URL]
        archive.close()


class TestRegister:
    def test_vanished_source_is_retired_and_comes_back(self, archive: Archive, rows: Rows) -> None:
        lantern, beacon = SourceFacts(name="lantern", title="The Lantern"), SourceFacts(name="beacon")
        retired = "SELECT name, retired_at IS NOT NULL FROM sources ORDER BY name"
        archive.crawls.register([lantern, beacon])
        archive.crawls.register([lantern])
        assert [(name, bool(gone)) for name, gone in rows(retired)] == [("beacon", True), ("lantern", False)]
        archive.crawls.register([lantern, beacon])
        assert [(name, bool(gone)) for name, gone in rows(retired)] == [("beacon", False), ("lantern", False)]

    def test_hosts_of_imports_are_never_retired(self, archive: Archive, rows: Rows) -> None:
        crawl = archive.crawls.begin(None, CrawlKind.IMPORT, NOON)
        archive.saves.save(crawl, [article()])
        archive.crawls.register([])
        assert rows("SELECT retired_at FROM sources") == [(None,)]

    def test_all_payloads_keeps_unchanged_ones(self, archive: Archive, rows: Rows) -> None:
        archive.crawls.register([SourceFacts(name="lantern", keep_payloads="all")])
        crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
        archive.saves.save(crawl, [article(body=b"1"), article(body=b"2")])
        assert rows("SELECT count(*) FROM payloads") == [(2,)]

    def test_no_payloads_keeps_none(self, archive: Archive, rows: Rows) -> None:
        archive.crawls.register([SourceFacts(name="lantern", keep_payloads="none")])
        crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
        archive.saves.save(crawl, [article(), article(text="Else."), refused(URL + "/spam")])
        assert rows("SELECT count(*) FROM payloads") == [(0,)]
        assert rows("SELECT count(*), count(payload_sha256) FROM fetches") == [(3, 0)]


def test_summary_counts_everything(archive: Archive, crawl: int) -> None:
    pages = [article(repairs=(mirror_repair(),), removed=(SPAM,)), article(), refused(URL + "/spam")]
    archive.saves.save(crawl, [*pages, article(text="Else."), article(URL + "/two")])
    at = minutes(1)
    archive.frontier.record(
        crawl,
        [
            Answer(url=URL, kind="article", outcome=Outcome.NOT_MODIFIED, at=at, status=304),
            Answer(url=URL + "/slow", kind="article", outcome=Outcome.FAILED, at=at, reason="timeout"),
            Answer(url=URL + "/closed", kind="article", outcome=Outcome.SKIPPED, at=at, reason="robots"),
            Answer(url=URL + "/feed", kind="feed", outcome=Outcome.FETCHED, at=at, status=200),
        ],
    )
    archive.frontier.discover(crawl, [FoundLink(url=URL + "/later")], at)
    found = archive.crawls.summary(crawl)
    assert (found.source, found.new, found.changed, found.unchanged, found.not_modified) == (
        "lantern",
        2,
        1,
        1,
        1,
    )
    assert found.refused == {"robots": 1, "spam_only": 1}
    assert found.failed == {"timeout": 1}
    assert found.repaired == {"pinyin_note": 12}
    assert found.removed == {"gambling": 2}
