"""The newest gaps, looked for stretch by stretch, are those of the view."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from newsarchive import clock
from newsarchive.web.answers import source_answers
from newsarchive.web.answers.archive_reader import ArchiveReader
from newsarchive.web.answers.records import GapLine
from newsarchive.web.answers.source_answers import gaps_of, newest_gaps, today_record
from tests.databases import make_sqlite_archive

DAYS = 200


@pytest.fixture
def gappy(tmp_path: Path) -> ArchiveReader:
    """An archive of a source with eight articles a day for 200 days, and one on every ninth day."""
    url = make_sqlite_archive(tmp_path / "archive.db")
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        connection.execute("INSERT INTO sources (id, name, declared) VALUES (1, 'gappy', 1)")
        begun = clock.now().date() - timedelta(days=DAYS)
        connection.execute(
            "INSERT INTO crawls (id, source_id, kind, started_at, heartbeat_at, host, pid)"
            " VALUES (1, 1, 'crawl', ?, ?, 'h', 1)",
            [f"{begun - timedelta(days=1)} 00:00:00"] * 2,
        )
        for number in range(DAYS):
            _add_day(connection, begun + timedelta(days=number), 1 if number % 9 == 0 else 8)
        connection.commit()
    return ArchiveReader(url)


def _add_day(connection: sqlite3.Connection, day: date, count: int) -> None:
    at = f"{day} 05:00:00"
    for place in range(count):
        url = f"https://gappy.example/{day}/{place}"
        number = connection.execute(
            "INSERT INTO urls (source_id, url_key, url, kind, state, attempts, first_seen_at, last_seen_at)"
            " VALUES (1, ?, ?, 'article', 'stored', 0, ?, ?)",
            (url, url, at, at),
        ).lastrowid
        connection.execute(
            "INSERT INTO articles (source_id, url_id, url, first_seen_at, last_seen_at, latest_number, day)"
            " VALUES (1, ?, ?, ?, ?, 1, ?)",
            (number, url, at, at, f"{day}"),
        )
        connection.execute(
            "INSERT INTO fetches (crawl_id, url_id, url, fetched_at, outcome, source_id, day, recorded_at)"
            " VALUES (1, ?, ?, ?, 'new', 1, ?, ?)",
            (number, url, at, f"{day}", at),
        )


@pytest.mark.parametrize("source", [None, "gappy", "nobody"])
@pytest.mark.parametrize(("stretch", "most"), [(1, 200), (7, 3), (30, 200), (1000, 5)])
def test_gaps_are_those_of_the_view(
    gappy: ArchiveReader, monkeypatch: pytest.MonkeyPatch, source: str | None, stretch: int, most: int
) -> None:
    monkeypatch.setattr(source_answers, "_STRETCH", stretch)
    monkeypatch.setattr(source_answers, "_MOST_GAPS", most)
    since = f"{clock.now().date() - timedelta(days=100)}"
    of_source = "" if source is None else f" AND source = '{source}'"
    with gappy.reading() as reading:
        whole = f"SELECT day FROM coverage_gaps WHERE 1 = 1{of_source} ORDER BY day DESC"
        every = [str(row[0]) for row in reading.index.rows(whole)]
        for first in (None, since, "0001-01-01", "9999-12-31"):
            asked = (
                f"SELECT day FROM coverage_gaps WHERE day >= '{first or '0001-01-01'}'{of_source}"
                f" ORDER BY day DESC LIMIT {most + 1}"
            )
            days = [str(row[0]) for row in reading.index.rows(asked)]
            assert len(days) > 2 or source == "nobody" or first == "9999-12-31"
            found = gaps_of(reading, source=source, since=first)
            assert [one.day for one in found.gaps] == days[:most]
            assert found.more == (len(days) > most)
            until = clock.now().date() - timedelta(days=40)
            upto = [day for day in every if (first or "") <= day <= f"{until}"]
            told = newest_gaps(reading, source=source, since=first, until=until, wanted=most)
            assert [one.day for one in told][:most] == upto[:most]
            assert len(told) >= min(most, len(upto))


def test_today_weighs_every_source_that_has_a_gap(
    gappy: ArchiveReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The network was down: of 500 sources the verdict of Today counted the first 200."""
    day = f"{clock.now().date() - timedelta(days=2)}"
    lines = [
        GapLine(source=f"s{number:03}", day=day, expected=9.0, stored=0, cause="blind")
        for number in range(500)
    ]
    monkeypatch.setattr(
        source_answers, "_gaps_between", lambda _reading, _begin, _end, _source, most: lines[:most]
    )
    record = today_record(gappy, clock.now(), gaps=15, most_gaps=10_000)
    assert record.gaps is not None
    assert {one.source for one in record.gaps} == {one.source for one in lines}
    answered = today_record(gappy, clock.now()).gaps
    assert answered is not None
    assert len(answered) == 200
