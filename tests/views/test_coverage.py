"""The coverage ledger: what is a gap, what is none, and why; the state of each source. On both databases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.engine import Connection

from newsarchive.storage.schema import (
    articles,
    crawls,
    fetches,
    missed_expectations,
    revisions,
    sources,
    urls,
)
from tests.asking import asking_engine

# The last day that is over in every time zone, as the views have it.
LAST = (datetime.now(UTC) - timedelta(hours=36)).date()
GAPS = "SELECT source, CAST(day AS text), expected, stored, cause FROM coverage_gaps ORDER BY source, day"


class Ledger:
    """Writes rows as saves would, by the day."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.count = 0

    def source(self, name: str, **facts: Any) -> int:
        values = {"name": name, "declared": True, "retired_at": None} | facts
        return int(self.connection.scalars(insert(sources).returning(sources.c.id), [values]).one())

    def crawl(
        self, source: int | None, at: datetime, kind: str = "crawl", reason: str | None = "finished"
    ) -> int:
        values = {"source_id": source, "kind": kind, "started_at": at, "heartbeat_at": at}
        more = {"ended_at": reason and at, "reason": reason, "host": "here", "pid": 1}
        return int(self.connection.scalars(insert(crawls).returning(crawls.c.id), [values | more]).one())

    def answer(self, source: int, crawl: int, day: date, outcome: str, **facts: Any) -> None:
        kind = facts.pop("kind", "article")
        self._fetch(self._url(source, day, kind), source, crawl, day, outcome, **facts)

    def articles(self, source: int, crawl: int, day: date, count: int) -> None:
        for _ in range(count):
            self._article(source, crawl, day)

    def _article(self, source: int, crawl: int, day: date) -> None:
        at = noon(day)
        url = self._url(source, day, "article")
        fetch = self._fetch(url, source, crawl, day, "new")
        times = {"first_seen_at": at, "last_seen_at": at, "published_on": day, "day": day}
        values = {"source_id": source, "url_id": url, "url": f"u{url}", "latest_number": 1} | times
        article = self.connection.scalars(insert(articles).returning(articles.c.id), [values]).one()
        revision = {
            "article_id": article,
            "fetch_id": fetch,
            "number": 1,
            "recorded_at": at,
            "cause": "publisher",
            "revision_key": "k",
            "canonical_url": f"u{url}",
            "text": "t",
            "published_on": day,
            "mirror": False,
            "word_count": 1,
            "extractor": "x",
        }
        self.connection.execute(insert(revisions), [revision])

    def _url(self, source: int, day: date, kind: str) -> int:
        self.count += 1
        at = noon(day)
        name = f"https://x.example/{self.count}"
        values = {"source_id": source, "url_key": name, "url": name, "kind": kind, "state": "stored"}
        more = {"attempts": 0, "first_seen_at": at, "last_seen_at": at}
        return int(self.connection.scalars(insert(urls).returning(urls.c.id), [values | more]).one())

    def _fetch(self, url: int, source: int, crawl: int, day: date, outcome: str, **facts: Any) -> int:
        values = {"url_id": url, "source_id": source, "crawl_id": crawl, "url": f"u{url}", "day": day}
        more = {"fetched_at": noon(day), "recorded_at": noon(day), "outcome": outcome} | facts
        return int(self.connection.scalars(insert(fetches).returning(fetches.c.id), [values | more]).one())


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


@pytest.fixture
def connection(archive_url: str) -> Iterator[Connection]:
    with asking_engine(archive_url) as engine, engine.begin() as opened:
        yield opened


@pytest.fixture
def ledger(connection: Connection) -> Ledger:
    return Ledger(connection)


def fill(
    ledger: Ledger, source: int, counts: Mapping[int, int], *, weeks: int = 12, usual: int = 4
) -> Mapping[int, date]:
    """Give a source the usual number of articles each week on one weekday; `counts` has the others.

    Weeks are numbered backwards from the last day that is over (0). -1 is a week nobody asked anything.
    """
    days = {week: LAST - timedelta(weeks=week) for week in range(weeks)}
    crawl = ledger.crawl(source, noon(days[weeks - 1]) - timedelta(days=2))
    for week, day in days.items():
        count = counts.get(week, usual)
        if count >= 0:
            ledger.answer(source, crawl, day, "fetched", kind="feed")
            ledger.articles(source, crawl, day, count)
    return days


def rows(connection: Connection, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(text(sql))]


def gaps(connection: Connection) -> list[tuple[Any, ...]]:
    return rows(connection, GAPS)


def test_a_day_with_less_than_a_quarter_is_a_gap(connection: Connection, ledger: Ledger) -> None:
    days = fill(ledger, ledger.source("a"), {2: 0, 0: 1})  # 1 of 4 is a quarter, not less
    assert gaps(connection) == [("a", str(days[2]), 4.0, 0, "nothing_found")]


def test_expected_is_the_median_of_the_eight_weeks_before(connection: Connection, ledger: Ledger) -> None:
    counts = {8: 9, 7: 9, 6: 9, 5: 6, 4: 7, 3: 2, 2: 2, 1: 2, 0: 1, 9: 100}
    days = fill(ledger, ledger.source("a"), counts)
    expected = "SELECT expected, busiest FROM source_days WHERE CAST(day AS text) = '{}'"
    assert rows(connection, expected.format(days[0])) == [(6.5, 9)]
    assert gaps(connection)[-1] == ("a", str(days[0]), 6.5, 1, "nothing_found")


def test_days_with_too_little_history_expect_nothing(connection: Connection, ledger: Ledger) -> None:
    days = fill(ledger, ledger.source("a"), {0: 0}, weeks=4)
    assert gaps(connection) == []
    assert rows(connection, f"SELECT expected FROM source_days WHERE CAST(day AS text) = '{days[0]}'") == [
        (None,)
    ]


def test_four_weeks_of_history_suffice(connection: Connection, ledger: Ledger) -> None:
    days = fill(ledger, ledger.source("a"), {0: 0}, weeks=5)
    assert [row[1] for row in gaps(connection)] == [str(days[0])]


def test_a_long_silence_stays_a_gap_to_its_end(connection: Connection, ledger: Ledger) -> None:
    """Weeks in which nobody asked do not lower what is expected, or blindness would look like calm."""
    days = fill(ledger, ledger.source("a"), dict.fromkeys(range(1, 15), -1), weeks=22)
    found = gaps(connection)
    assert [row[1] for row in found] == [str(days[week]) for week in range(14, 0, -1)]
    assert {row[2:] for row in found} == {(4.0, 0, "no_crawl")}


def test_a_source_that_answers_and_has_no_more_is_expected_to_have_none(
    connection: Connection, ledger: Ledger
) -> None:
    days = fill(ledger, ledger.source("a"), dict.fromkeys(range(8), 0), weeks=20)
    # From the fifth such week on, half of the eight weeks before had none.
    assert [row[1] for row in gaps(connection)] == [str(days[week]) for week in (7, 6, 5, 4, 3)]


def test_no_gaps_before_it_was_known_or_after_it_was_retired(connection: Connection, ledger: Ledger) -> None:
    retired = LAST - timedelta(weeks=2)
    days = fill(ledger, ledger.source("a", retired_at=noon(retired)), {0: -1, 1: -1, 3: -1})
    assert [row[1] for row in gaps(connection)] == [str(days[3])]
    span = "SELECT CAST(min(day) AS text), CAST(max(day) AS text) FROM source_days"
    assert rows(connection, span) == [(str(days[11]), str(retired))]


def imported(ledger: Ledger, source: int, weeks: Iterable[int], count: int = 8) -> None:
    """Bring articles of one weekday into the archive, long after: no crawl was at work then."""
    run = ledger.crawl(None, noon(LAST), kind="import")
    for week in weeks:
        ledger.articles(source, run, LAST - timedelta(weeks=week), count)


@pytest.mark.parametrize("declared", [True, False])
def test_days_of_imports_alone_are_unknown_and_not_blind(
    connection: Connection, ledger: Ledger, *, declared: bool
) -> None:
    source = ledger.source("a", declared=declared)
    imported(ledger, source, [week for week in range(5, 30) if week not in {9, 10, 20}])
    assert gaps(connection) == []
    assert rows(connection, "SELECT count(*) FROM source_days WHERE expected IS NOT NULL") == [(0,)]
    assert rows(connection, "SELECT sum(stored) FROM source_days") == [(22 * 8,)]
    assert rows(connection, "SELECT expected_7d, state FROM source_health") == [(None, "never_crawled")]


def test_an_imported_source_ends_with_its_last_capture(connection: Connection, ledger: Ledger) -> None:
    imported(ledger, ledger.source("a", declared=False), range(5, 12))
    last = LAST - timedelta(weeks=5)
    assert rows(connection, "SELECT CAST(max(day) AS text) FROM source_days") == [(str(last),)]


def test_after_imports_days_are_judged_from_the_first_crawl_on(
    connection: Connection, ledger: Ledger
) -> None:
    """By what imports brought too: what such a day brings is known, and whether we looked."""
    source = ledger.source("a")
    imported(ledger, source, [week for week in range(5, 20) if week != 9])
    began = ledger.crawl(source, noon(LAST - timedelta(weeks=4)))
    ledger.answer(source, began, LAST - timedelta(weeks=4), "fetched", kind="feed")  # the day it began on
    ledger.answer(source, began, LAST - timedelta(weeks=2), "fetched", kind="feed")
    ledger.articles(source, began, LAST - timedelta(weeks=1), 8)
    found = [(row[1], *row[2:]) for row in gaps(connection)]
    assert found == [
        (str(LAST - timedelta(weeks=3)), 8.0, 0, "no_crawl"),
        (str(LAST - timedelta(weeks=2)), 8.0, 0, "nothing_found"),
        (str(LAST), 8.0, 0, "no_crawl"),
    ]


def test_a_day_an_import_brought_articles_of_is_not_blind(connection: Connection, ledger: Ledger) -> None:
    source = ledger.source("a")
    days = fill(ledger, source, {0: -1, 1: 0, 2: -1, 3: -1}, usual=8)
    imported(ledger, source, [0, 1], count=1)  # less than a quarter of the eight
    run = ledger.crawl(None, noon(LAST), kind="import")
    ledger.answer(source, run, days[2], "refused", reason="spam_only")
    assert [(row[1], row[3], row[4]) for row in gaps(connection)] == [
        (str(days[3]), 0, "no_crawl"),
        (str(days[2]), 0, "no_crawl"),  # a capture is no answer to a crawl
        (str(days[1]), 1, "nothing_found"),  # a crawl asked, and is judged
    ]


def test_imports_do_not_make_a_source_quiet_that_was_just_begun(
    connection: Connection, ledger: Ledger
) -> None:
    source = ledger.source("a")
    imported(ledger, source, range(2, 20))
    ledger.crawl(source, datetime.now(UTC) - timedelta(hours=2))
    assert rows(connection, "SELECT state FROM source_health") == [("healthy",)]


@pytest.mark.parametrize(
    ("answers", "stored", "cause"),
    [
        ([], -1, "no_crawl"),
        ([("failed", {"reason": "timeout"})], -1, "fetch_errors"),
        ([("failed", {"reason": "timeout"})] * 2, 0, "fetch_errors"),  # half of the four missing
        ([("failed", {"reason": "timeout"})], 0, "nothing_found"),  # explains a quarter of them
        ([("failed", {"reason": "timeout", "kind": "feed"})], 0, "fetch_errors"),  # hides any number
        ([("skipped", {"reason": "robots"})], -1, "robots"),
        ([("skipped", {"reason": "private_address"})], -1, "skipped"),
        ([("refused", {"reason": "spam_only"})] * 3, 0, "refused"),
        ([("refused", {"reason": "spam_only"})] * 2 + [("failed", {})] * 3, 0, "fetch_errors"),
        ([("not_modified", {"kind": "feed"})], 0, "nothing_found"),
    ],
)
def test_cause(
    connection: Connection,
    ledger: Ledger,
    answers: list[tuple[str, dict[str, Any]]],
    stored: int,
    cause: str,
) -> None:
    source = ledger.source("a")
    days = fill(ledger, source, {0: stored})
    crawl = ledger.crawl(source, noon(LAST))
    for outcome, facts in answers:
        ledger.answer(source, crawl, days[0], outcome, **facts)
    assert gaps(connection) == [("a", str(days[0]), 4.0, 0, cause)]


def test_each_state_of_a_source(connection: Connection, ledger: Ledger) -> None:
    now = datetime.now(UTC)
    retired = ledger.source("retired", retired_at=now)
    ledger.crawl(retired, now)
    ledger.source("new")
    blind = ledger.source("blind")
    ledger.crawl(blind, now - timedelta(hours=49))
    failing = ledger.source("failing")
    crawl = ledger.crawl(failing, now)
    for outcome in ("failed", "failed", "fetched"):
        ledger.answer(failing, crawl, now.date(), outcome, fetched_at=now - timedelta(hours=1))
    for name, count in (("quiet", 0), ("healthy", 4)):
        source = ledger.source(name)
        fill(ledger, source, {0: count})
        ledger.crawl(source, now - timedelta(hours=2))
    below = ledger.source("below")
    crawl = ledger.crawl(below, now)
    miss = {"expectation": "refused", "measured": 0.4, "bound": 0.2, "origin": "declared", "detail": "…"}
    connection.execute(insert(missed_expectations), [{"crawl_id": crawl} | miss])
    for name, expectation in (("unreachable", "answered"), ("vanishing", "vanished")):
        more = {"crawl_id": ledger.crawl(ledger.source(name), now), "expectation": expectation}
        connection.execute(insert(missed_expectations), [miss | more])
    for name, reason in (("begun", None), ("died", "database_error")):
        ledger.crawl(ledger.source(name), now, reason=reason)
    better = ledger.source("better")
    connection.execute(insert(missed_expectations), [{"crawl_id": ledger.crawl(better, now)} | miss])
    ledger.crawl(better, now)
    health = (
        "SELECT source, articles_7d, expected_7d, fetch_errors_7d, state FROM source_health ORDER BY source"
    )
    assert rows(connection, health) == [
        ("begun", 0, None, 0, "unfinished"),
        ("below", 0, None, 0, "below_expectations"),
        ("better", 0, None, 0, "healthy"),
        ("blind", 0, None, 0, "blind"),
        ("died", 0, None, 0, "unfinished"),
        ("failing", 0, None, 2, "failing"),
        ("healthy", 4, 4.0, 0, "healthy"),
        ("new", 0, None, 0, "never_crawled"),
        ("quiet", 0, 4.0, 0, "quiet"),
        ("retired", 0, None, 0, "retired"),
        ("unreachable", 0, None, 0, "unanswered"),
        ("vanishing", 0, None, 0, "vanished"),
    ]
