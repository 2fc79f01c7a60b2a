"""What a crawl's end does to the memory of trouble, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive import clock
from newsarchive.errors import ArchiveUnavailableError, SourceBusyError
from newsarchive.lifecycle import CrawlKind
from newsarchive.monitoring.evaluation import CrawlScope
from newsarchive.monitoring.notify import Notifier, OutageMarker
from newsarchive.monitoring.report import Counted, Report
from newsarchive.monitoring.watch import CrawlWatch
from newsarchive.sources import Expect, Source, source_model
from newsarchive.storage import Archive, open_archive
from newsarchive.storage.interfaces.crawl_store import SourceFacts
from newsarchive.storage.interfaces.monitoring import Proportion
from tests.monitoring.making import NOON
from tests.monitoring.test_notify import Listener

OUT_OF_DATE = Counted(selectors={"title": Proportion(20, 20)})


@pytest.fixture
def archive(archive_url: str) -> Iterator[Archive]:
    opened = open_archive(archive_url, wait=5)
    opened.crawls.register([SourceFacts(name="lantern")])
    yield opened
    opened.close()


def source(**expect: float) -> Source:
    feeds = ({"url": "https://lantern.example/feed"},)
    expected = Expect(**expect)  # type: ignore[arg-type]
    return source_model().model_validate(
        {"name": "lantern", "title": "Lantern", "feeds": feeds, "expect": expected}
    )


def ended(
    archive: Archive,
    reason: str = "finished",
    counted: Counted = Counted(),  # noqa: B008 - frozen
    *,
    complete: bool = True,
    notifier: Notifier | None = None,
    metrics: Path | None = None,
) -> Report:
    """Let a crawl begin and end, and return its report."""
    watch = CrawlWatch(
        source(), scope=CrawlScope(complete=complete), notifier=notifier or Listener(), metrics=metrics
    )
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    archive.crawls.end(crawl, NOON, reason)
    with clock.using(lambda: NOON + timedelta(minutes=1)):
        report = watch.judge(archive, archive.crawls.summary(crawl), reason, counted)
        watch.spread(archive, report)
    return report


def test_trouble_from_first_failure_to_recovery(archive: Archive) -> None:
    listener = Listener()
    assert ended(archive, notifier=listener).code == 0
    report = ended(archive, counted=OUT_OF_DATE, notifier=listener)
    assert (report.code, [one.expectation for one in report.missed]) == (3, ["selectors.title"])
    ended(archive, counted=OUT_OF_DATE, notifier=listener)
    ended(archive, "shutdown", notifier=listener)  # proves nothing
    ended(archive, complete=False, notifier=listener)  # nor does one that was told to leave out articles
    assert [heard.title for heard in listener.heard] == ["newsarchive: lantern: expectations missed"]
    ended(archive, notifier=listener)
    ended(archive, notifier=listener)
    assert [heard.title for heard in listener.heard][1:] == [
        "newsarchive: lantern is well again (expectations missed)"
    ]


def test_a_bug_and_the_crawl_after_it(archive: Archive) -> None:
    listener = Listener()
    assert ended(archive, "start_error", notifier=listener).code == 1
    assert ended(archive, "start_error", notifier=listener).code == 1
    ended(archive, counted=OUT_OF_DATE, notifier=listener)
    assert [heard.title for heard in listener.heard] == [
        "newsarchive: lantern: crawls fail",
        "newsarchive: 1 in trouble, 1 well again",
    ]


def test_judging_twice_changes_nothing(archive: Archive) -> None:
    """The archive may go away in between: then all of it is done again."""
    watch = CrawlWatch(source(), notifier=Listener())
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    archive.crawls.end(crawl, NOON, "finished")
    for _ in range(2):
        watch.judge(archive, archive.crawls.summary(crawl), "finished", OUT_OF_DATE)
    assert len(archive.alarms.claim(NOON)) == 1


def test_metrics_that_cannot_be_written_are_a_warning(
    archive: Archive, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert ended(archive, metrics=tmp_path).code == 0
    assert (tmp_path / "newsarchive_lantern.prom").is_file()
    assert ended(archive, metrics=tmp_path / "missing").code == 0
    assert "NEWSARCHIVE_METRICS" in caplog.text


def test_metrics_of_retired_sources_go(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "newsarchive_old.prom").touch()
    archive.crawls.register([SourceFacts(name="lantern"), SourceFacts(name="old")])
    archive.crawls.register([SourceFacts(name="lantern")])
    ended(archive, metrics=tmp_path)
    assert [path.name for path in tmp_path.glob("*.prom")] == ["newsarchive_lantern.prom"]


def test_only_an_archive_that_went_away_is_told(tmp_path: Path) -> None:
    listener = Listener()
    watch = CrawlWatch(
        source(), notifier=listener, outages=OutageMarker("sqlite:///a.db", listener, tmp_path)
    )
    watch.failed(SourceBusyError("busy"))
    assert listener.heard == []
    watch.failed(ArchiveUnavailableError("away"))
    assert len(listener.heard) == 1
