"""What was imported counts and stands at the time it happened; what counts by recording says so."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from newsarchive import clock
from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.crawl_store import Answer, SourceFacts
from newsarchive.storage.queries.period_articles import edits_of, withdrawals_of
from newsarchive.storage.queries.period_ledger import Period, reported_sources
from newsarchive.storage.queries.source_evidence import publishing_hours
from newsarchive.web.answers.archive_reader import ArchiveReader
from newsarchive.web.answers.article_answers import article_evidence, article_now
from newsarchive.web.answers.source_answers import recent_edits, today_record
from newsarchive.web.display.charts import bar_chart
from newsarchive.web.pages.article_timeline import article_timeline
from tests.databases import make_sqlite_archive
from tests.storage.making import TEXT, article

GONE, KEPT = "https://paper.example/gone", "https://paper.example/kept"
FIRST = datetime(2025, 10, 2, 13, tzinfo=UTC)
OCTOBER = Period(since=date(2025, 10, 1), until=date(2025, 10, 31))


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> ArchiveReader:
    """Two articles of October, imported later: one edited, one gone from the 4th, and back in November."""
    url = make_sqlite_archive(tmp_path_factory.mktemp("imported") / "archive.db")
    archive = open_archive(url, wait=5)
    archive.crawls.register(
        [SourceFacts(name="paper", home="https://paper.example/", timezone="America/New_York")]
    )
    run = archive.crawls.begin("paper", CrawlKind.IMPORT, clock.now())
    at = "2025-10-02T21:05:00+00:00"
    kept = article(KEPT, text=f"{TEXT}\nTickets cost as before.", published_at=at, fetched_at=FIRST)
    archive.saves.save(run, [article(GONE, published_at=at, fetched_at=FIRST), kept])
    edited = article(KEPT, title="A ferry", text=kept.text, body=b"2", fetched_at=FIRST + timedelta(days=1))
    archive.saves.save(run, [edited])
    for day in (2, 9):
        gone = Answer(
            url=GONE,
            kind="article",
            outcome=Outcome.GONE,
            at=FIRST + timedelta(days=day),
            status=404,
            reason="not_found",
        )
        archive.frontier.record(run, [gone], once=True)
    archive.crawls.end(run, clock.now(), "finished")
    archive.close()
    return ArchiveReader(url)


def test_report_counts_edits_and_withdrawals_when_they_happened(reader: ArchiveReader) -> None:
    later = Period(since=clock.now().date() - timedelta(days=2), until=clock.now().date())
    with reader.reading() as reading:
        sources = reported_sources(reading.index)
        found = list(edits_of(reading.index, OCTOBER, sources))
        assert [(one.day, one.age) for one in found] == [(date(2025, 10, 3), 86_400.0)]
        assert list(edits_of(reading.index, later, sources)) == []
        gone = withdrawals_of(reading.index, OCTOBER, sources)
        assert gone == (("withdrawn", date(2025, 10, 4), 1),)
        assert withdrawals_of(reading.index, later, sources) == ()


def test_last_edits_say_when_and_what(reader: ArchiveReader) -> None:
    with reader.reading() as reading:
        [edit] = recent_edits(reading)
    assert edit.fetched_at == "2025-10-03 13:00:00"
    assert edit.is_recorded_apart
    assert (edit.changed_title, edit.changed_text) == (True, False)
    counts = today_record(reader, clock.now()).counts
    assert (counts.new, counts.edited, counts.withdrawn) == (2, 1, 1)


def test_rhythm_is_that_of_the_source(reader: ArchiveReader) -> None:
    with reader.reading() as reading:
        number = reading.index.source_id("paper")
        assert number is not None
        hours = publishing_hours(reading.index, number)
    assert hours[3][17] == 1  # Thursday in New York; the edited page states another time
    assert sum(map(sum, hours)) == 2


def test_time_line_tells_when_the_page_was_gone(reader: ArchiveReader) -> None:
    with reader.reading() as reading:
        [row] = reading.records(("article_id",), "FROM current_articles WHERE url = ?", GONE)
        gone = article_now(reading, int(str(row["article_id"])))
        events = article_timeline(gone, article_evidence(reading, gone)).events
    [absence] = [one for one in events if one.kind == "absence"]
    assert (absence.at, absence.until) == ("2025-10-04 13:00:00", "2025-10-11 13:00:00")
    assert (absence.word, absence.count) == ("404 not_found", 2)


def test_each_of_a_few_bars_has_a_name() -> None:
    names = ["paper", "Harbour Gazette of the North", "南方日报网络版", "mirror.example", "pier"]
    chart = str(bar_chart(names, [5, 4, 3, 2, 1], title="t", unit=""))
    assert chart.count('class="label middle') == len(names)
    alike = [f"https://paper.example/{number}" for number in range(9)]
    assert "…" not in str(bar_chart(alike, [1] * 9, title="t", unit=""))
