"""The verdict of Today: a source that brings nothing, or a gap of the last days, is no "All is well"."""

from __future__ import annotations

import lxml.html
import pytest
from starlette.testclient import TestClient

from newsarchive.web.answers import source_answers
from newsarchive.web.answers.archive_reader import ArchiveReader
from newsarchive.web.answers.records import (
    GapLine,
    HealthLine,
    HealthRecord,
    HourLine,
    TodayCounts,
    TodayRecord,
)
from newsarchive.web.answers.source_answers import recent_edits
from newsarchive.web.pages import overview_pages
from newsarchive.web.pages.overview_pages import source_lines

NONE = TodayCounts(new=0, edited=0, withdrawn=0, refused=0, failed=0, with_removed=0, with_repairs=0)


def health(source: str, state: str = "healthy") -> HealthLine:
    """A source."""
    return HealthLine(
        source=source,
        last_crawl_at="2026-11-27 08:00:00",
        last_new_at=None,
        articles_7d=70,
        expected_7d=80.0,
        fetch_errors_7d=0,
        state=state,
    )


def gap(source: str, day: str) -> GapLine:
    """A day on which it brought nothing."""
    return GapLine(source=source, day=day, expected=12.0, stored=0, cause="nothing_found")


def today(gaps: list[GapLine] | None, *hours: HourLine, state: str = "healthy") -> TodayRecord:
    """The archive at noon of 27 November, with two sources."""
    return TodayRecord(
        at="2026-11-27 12:00:00",
        counts=NONE,
        hours=list(hours),
        health=HealthRecord(sources=[health("daily", state), health("other")], alarms=[]),
        gaps=gaps,
        edits=[],
    )


def hours(count: int, usual: float | None) -> HourLine:
    """Hours of `daily`: all alike."""
    return HourLine(source="daily", counts=[count] * 24, usual=None if usual is None else [usual] * 24)


@pytest.mark.parametrize(
    ("found", "rank"),
    [
        (today([]), "good"),
        (today([gap("daily", "2026-11-26")]), "warn"),
        (today([gap("daily", "2026-11-25")]), "warn"),
        (today([gap("daily", "2026-11-24")]), "good"),  # it has brought enough since
        (today([gap("daily", "2026-11-26")], state="retired"), "good"),
        (today([gap("daily", "2026-11-26")], state="never_crawled"), "idle"),
        (today([gap("daily", "2026-11-26")], state="blind"), "bad"),
        (today([], hours(0, 0.5)), "warn"),
        (today([], hours(0, 0.1)), "good"),  # two a day: a day without any is chance
        (today([], hours(0, None)), "good"),
        (today([], hours(1, 5.0)), "good"),
    ],
)
def test_a_source_ranks_by_what_it_brought_of_late(found: TodayRecord, rank: str) -> None:
    assert {line.health.source: line.rank for line in source_lines(found)} == {"daily": rank, "other": "good"}


@pytest.mark.parametrize(
    ("found", "look", "words"),
    [
        (today([]), "good", "All is well."),
        (today(None), "warn", "Counting the gaps takes too long."),
        (today([gap("daily", "2026-11-25")]), "warn", "1 of 2 sources brings far less than is usual."),
        (today([], hours(0, 0.5)), "warn", "1 of 2 sources brings far less than is usual."),
    ],
)
def test_the_page_says_it_and_names_the_source(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, found: TodayRecord, look: str, words: str
) -> None:
    monkeypatch.setattr(overview_pages, "today_record", lambda _reader, _at, **_asked: found)
    tree = lxml.html.document_fromstring(client.get("/", headers={"Accept-Language": "en"}).text)
    (verdict,) = tree.xpath("//p[contains(@class, 'verdict')]")
    assert verdict.get("class") == f"verdict {look}"
    assert words in " ".join(verdict.text_content().split())
    named = tree.xpath("//ul[@class='troubles']")
    if "usual" in words:
        told = " ".join(named[0].text_content().split())
        assert told.startswith("daily")
        assert ("2026-11-25: 0 of 12" if found.gaps else "nothing in 24 hours; usual: 12") in told
    else:
        assert not named


def test_trouble_and_too_little_are_both_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    found = today([gap("other", "2026-11-26")], state="blind")
    monkeypatch.setattr(overview_pages, "today_record", lambda _reader, _at, **_asked: found)
    tree = lxml.html.document_fromstring(client.get("/", headers={"Accept-Language": "zh"}).text)
    assert [one.get("class") for one in tree.xpath("//p[contains(@class, 'verdict')]")] == [
        "verdict bad",
        "verdict warn",
    ]


def test_the_newest_edits_are_found_however_few_revisions_are_looked_at(
    filled_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = ArchiveReader(filled_url)
    with reader.reading() as reading:
        every = recent_edits(reading)
    assert every
    monkeypatch.setattr(source_answers, "_FIRST_EDITS", 1)
    with reader.reading() as reading:
        assert recent_edits(reading) == every
    monkeypatch.setattr(source_answers, "_MOST_EDITS", 1)
    with reader.reading() as reading:
        assert recent_edits(reading) == every[:1]


def test_no_gap_is_known_where_nothing_can_be_expected(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for expected, said in ((12.0, "None."), (None, "None can be known yet")):
        found = today([])
        lines = [one.model_copy(update={"expected_7d": expected}) for one in found.health.sources]
        shown = found.model_copy(update={"health": HealthRecord(sources=lines, alarms=[])})
        monkeypatch.setattr(overview_pages, "today_record", lambda _reader, _at, shown=shown, **_asked: shown)
        tree = lxml.html.document_fromstring(client.get("/", headers={"Accept-Language": "en"}).text)
        (section,) = tree.xpath("//section[@aria-labelledby='gaps']")
        assert said in section.text_content()
