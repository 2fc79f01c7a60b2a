"""No article is withdrawn unless it was seen gone twice, apart in time, whatever the sequence of answers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from newsarchive import clock
from newsarchive.lifecycle import AnswerOutcome, CrawlKind, Outcome
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink
from newsarchive.storage.interfaces.rechecks import RecheckPolicy
from tests.storage.conftest import Rows
from tests.storage.making import NOON, article, minutes, refused

Seen = Literal["page", "304", "same", "404", "410", "home", "refused", "503", "timeout", "robots"]
SHOWN, GONE, FAILED = ("page", "304", "same"), ("404", "410", "home"), ("503", "timeout", "robots")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANSWERS: dict[str, tuple[AnswerOutcome, int | None, str | None]] = {
    "304": (Outcome.NOT_MODIFIED, 304, None),
    "same": (Outcome.UNCHANGED, 200, None),
    "404": (Outcome.GONE, 404, "not_found"),
    "410": (Outcome.GONE, 410, "gone"),
    "home": (Outcome.REDIRECTED, 200, "to_home"),
    "503": (Outcome.FAILED, 503, "http_503"),
    "timeout": (Outcome.FAILED, None, "timeout"),
    "robots": (Outcome.SKIPPED, None, "robots"),
}
_numbers = itertools.count()


@dataclass
class Site:
    """A source of its own with some stored articles, asked by one crawl after another."""

    archive: Archive
    count: int
    at: datetime = NOON
    looks: dict[str, list[tuple[datetime, Seen]]] = field(default_factory=dict)
    gone_in: dict[str, list[int]] = field(default_factory=dict)
    confirmed: dict[str, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name = f"site{next(_numbers)}"
        self.urls = [f"https://{self.name}.example/2026/{number}" for number in range(self.count)]
        self.crawl = self.archive.crawls.begin(self.name, CrawlKind.CRAWL, self.at)
        for url in self.urls:
            self.looks[url], self.gone_in[url] = [], []
            self.look(url, "page")
        self.end()

    def look(self, url: str, seen: Seen) -> None:
        """Let the crawl see the page so."""
        self.looks[url].append((self.at, seen))
        if seen in GONE:
            self.gone_in[url].append(self.crawl)
        elif seen not in FAILED:
            self.gone_in[url].clear()
        if seen == "page":
            self.archive.saves.save(
                self.crawl, [article(url, f"Story {url}.\nIts line.", fetched_at=self.at)]
            )
        elif seen == "refused":
            self.archive.saves.save(self.crawl, [refused(url, fetched_at=self.at)])
        else:
            outcome, status, reason = ANSWERS[seen]
            home = f"https://{self.name}.example/" if seen == "home" else url
            answer = Answer(
                url=url,
                kind="article",
                outcome=outcome,
                at=self.at,
                status=status,
                final_url=home,
                reason=reason,
            )
            self.archive.frontier.record(self.crawl, [answer])

    def end(self, reason: str = "finished") -> None:
        """End the crawl, and begin another."""
        self.archive.crawls.end(self.crawl, self.at, reason)
        self.crawl = self.archive.crawls.begin(self.name, CrawlKind.CRAWL, self.at)

    def gone_since(self, url: str) -> tuple[datetime, datetime] | None:
        """The first and the last time the page was gone, since it was anything else; failures apart."""
        told = [look for look in self.looks[url] if look[1] not in FAILED]
        run = list(itertools.takewhile(lambda look: look[1] in GONE, reversed(told)))
        return (run[-1][0], run[0][0]) if run else None

    def confirm(self) -> None:
        """At the end of a crawl, confirm what was gone long enough, by docs/explanation/polling.md.

        Of a source of up to four articles all of three or more must be gone for an incident. What was
        confirmed longer ago than an incident lasts is no part of it.
        """
        spells = {url: spell for url in self.urls if (spell := self.gone_since(url)) is not None}
        begun = {url: spell[0] for url, spell in spells.items()}
        waiting = [url for url in spells if self.confirmed.get(url) != begun[url]]
        if not waiting:
            return
        near = min(begun[url] for url in waiting) - 2 * DAY
        missing = [url for url in spells if url in waiting or begun[url] >= near]
        incident = len(spells) == self.count and len(missing) >= 3
        for url in waiting:
            lasted, crawls = spells[url][1] - begun[url], len(set(self.gone_in[url]))
            if (lasted >= 2 * DAY and crawls >= 3) if incident else lasted >= HOUR:
                self.confirmed[url] = begun[url]

    def shows(self, url: str) -> bool:
        """Whether the last look saw the article: a 304 after a refusal says that it is refused still."""
        read = [seen for _, seen in self.looks[url] if seen in {"page", "refused"}]
        return self.looks[url][-1][1] in SHOWN and read[-1] == "page"

    def withdrawn(self, rows: Rows) -> dict[str, datetime | None]:
        """When each article counts as withdrawn since."""
        found = rows(f"SELECT url, withdrawn_at FROM current_articles WHERE source = '{self.name}'")
        return {url: _aware(at) for url, at in found}


def _aware(value: Any) -> datetime | None:
    if value is None:
        return None
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment.replace(tzinfo=NOON.tzinfo)


@st.composite
def steps(draw: st.DrawFn) -> tuple[int, list[tuple[int, int, Seen | None]]]:
    """Articles, then steps: minutes passed, which article, how it is seen (None: the crawl ends)."""
    count = draw(st.integers(1, 4))
    seen = st.sampled_from([*SHOWN, *GONE, *GONE, "refused", "503", "timeout", "robots", None, None])
    passed = st.sampled_from([0, 1, 10, 59, 60, 61, 240, 1439, 1441, 2881])
    return count, draw(st.lists(st.tuples(passed, st.integers(0, count - 1), seen), max_size=12))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(  # three of three are gone: a day is not enough
    told=(
        3,
        [
            *((0, 0, "page"), (0, 0, "page"), (0, 2, "404"), (0, 0, "page")),
            *((0, 1, "home"), (0, 0, "410"), (1441, 0, "410"), (0, 0, None)),
        ],
    )
)
@example(  # a failure is no look that finds it gone
    told=(
        3,
        [
            *((0, 0, "404"), (0, 1, "404"), (0, 2, "404"), (0, 0, None), (60, 0, "timeout"), (0, 0, None)),
            *((2881, 0, "404"), (0, 0, None), (60, 0, "404"), (0, 0, None)),
        ],
    )
)
@example(told=(1, [(0, 0, "404"), (60, 0, "404"), (0, 0, None), (0, 0, "refused"), (0, 0, "304")]))
@given(told=steps())
def test_withdrawn_is_what_was_gone_twice_and_nothing_else(
    archive: Archive, rows: Rows, told: tuple[int, Sequence[tuple[int, int, Seen | None]]]
) -> None:
    count, sequence = told
    site = Site(archive, count)
    after = site.withdrawn(rows)
    for passed, number, seen in sequence:
        site.at += timedelta(minutes=passed)
        before = after
        if seen is None:
            site.confirm()
            site.end()
        else:
            site.look(site.urls[number], seen)
        after = site.withdrawn(rows)
        for url in site.urls:
            gone = site.gone_since(url)
            if after[url] is not None and before[url] is None:
                assert seen is None, "only when a crawl has ended"
                assert gone is not None
                assert after[url] == gone[0] == site.confirmed.get(url)
            if gone is None and site.shows(url):
                assert after[url] is None, "it is back"
            if gone is not None and site.confirmed.get(url) == gone[0]:
                assert after[url] is not None, "and in the end it is told"


def test_half_a_site_gone_for_a_moment_withdraws_nothing(archive: Archive, rows: Rows) -> None:
    site = Site(archive, 12)
    for hours in (2, 9, 23):  # looked at again and again on one day
        site.at = NOON + hours * HOUR
        for url in site.urls[:8]:
            site.look(url, "404")
        site.end()
        measured = archive.health.measure(site.crawl, site.at)
        assert (measured.vanished.count, measured.vanished.of) == (8, 12)
    assert set(site.withdrawn(rows).values()) == {None}
    site.at += HOUR
    for url in site.urls:
        site.look(url, "304")
    site.end()
    assert archive.health.measure(site.crawl, site.at).vanished.count == 0
    assert rows("SELECT count(*) FROM urls WHERE missing_since IS NOT NULL") == [(0,)]


def test_half_a_site_gone_for_good_is_withdrawn_after_two_days(archive: Archive, rows: Rows) -> None:
    """With the time it was missed first, and the crawl that withdraws still tells of it."""
    site = Site(archive, 12)
    for hours in (2, 27, 51):
        site.at = NOON + hours * HOUR
        last = site.crawl
        for url in site.urls[:8]:
            site.look(url, "410")
        site.end()
    found = list(site.withdrawn(rows).values())
    assert (found.count(NOON + 2 * HOUR), found.count(None)) == (8, 4)
    assert archive.health.measure(last, site.at).vanished.count == 8
    assert archive.crawls.summary(last).withdrawn == 8
    site.at += HOUR
    again = site.crawl
    site.look(site.urls[0], "page")
    site.end()
    told = archive.crawls.summary(again)
    assert (told.withdrawn, told.returned) == (0, 1)
    site.end()
    assert archive.health.measure(site.crawl, site.at).vanished.count == 0


def test_a_crawl_that_ends_early_withdraws_nothing(archive: Archive, rows: Rows) -> None:
    site = Site(archive, 2)
    for hours in (1, 3):
        site.at = NOON + hours * HOUR
        site.look(site.urls[0], "404")
    site.end("shutdown")
    assert set(site.withdrawn(rows).values()) == {None}
    site.end()
    assert site.withdrawn(rows)[site.urls[0]] == NOON + HOUR


def test_what_was_only_imported_and_is_gone_is_no_incident(archive: Archive, rows: Rows) -> None:
    """It may have been gone for years: nobody of us ever saw it."""
    imported = archive.crawls.begin(None, CrawlKind.IMPORT, NOON)
    urls = [f"https://old.example/{number}" for number in range(9)]
    pages = [article(url, f"Story {url}.\nAnd so on.", source="old", fetched_at=NOON) for url in urls]
    archive.saves.save(imported, pages)
    archive.crawls.end(imported, NOON, "finished")
    for hours in (1, 3):
        crawl = archive.crawls.begin("old", CrawlKind.CRAWL, NOON + hours * HOUR)
        gone = [
            Answer(url=url, kind="article", outcome=Outcome.GONE, at=NOON + hours * HOUR, status=404)
            for url in urls
        ]
        archive.frontier.record(crawl, gone)
        archive.crawls.end(crawl, NOON + hours * HOUR, "finished")
    assert rows("SELECT count(*) FROM articles WHERE withdrawn_at IS NULL") == [(0,)]


def test_what_is_missing_is_due_again_soon_and_named_when_all_is_asked(archive: Archive) -> None:
    site = Site(archive, 2)
    late = NOON + timedelta(days=200)  # far outside of any window of rechecks
    site.at = late
    site.look(site.urls[0], "404")
    archive.rechecks.plan(site.crawl, late, RecheckPolicy())
    [planned] = archive.frontier.lookup([site.urls[0]]).values()
    assert (planned.missing_since, planned.next_check_at) == (late, late + HOUR)
    assert [known.url for known in archive.frontier.recheckable(site.crawl, late)] == [site.urls[0]]
    site.at += 2 * HOUR
    site.look(site.urls[0], "404")
    site.end()
    assert [known.url for known in archive.frontier.recheckable(site.crawl, late)] == [site.urls[0]]
    assert archive.frontier.recheckable(site.crawl, late + DAY) == [], "withdrawn long before that"


def test_an_outage_before_it_does_not_put_the_second_look_off(archive: Archive) -> None:
    """After a day of 500 a deleted article was looked at again eleven days later."""
    site = Site(archive, 6)
    for _ in range(9):
        site.at += HOUR
        site.look(site.urls[0], "503")
    site.at += HOUR
    site.look(site.urls[0], "404")
    site.end()
    [known] = archive.frontier.lookup([site.urls[0]]).values()
    assert (known.attempts, known.next_check_at) == (1, site.at + HOUR)
    for _ in range(9):
        site.at += HOUR
        site.look(site.urls[0], "timeout")
    site.look(site.urls[0], "404")
    [known] = archive.frontier.lookup([site.urls[0]]).values()
    assert known.next_check_at == site.at + DAY, "nor does one after it, by more than a day"


def test_what_nobody_ever_got_is_tried_again(archive: Archive, crawl: int) -> None:
    """A list may name a page before it is there: it was not asked for again for a day, or ever."""
    url = "https://lantern.example/embargoed"
    archive.frontier.discover(crawl, [FoundLink(url=url, found_in="https://lantern.example/feed")], NOON)
    tried = []
    for hour in range(24 * 40):
        now = minutes(60 * hour)
        due = archive.rechecks.due_articles(crawl, now, RecheckPolicy(every=1)) if hour else [url]
        if due:
            tried.append(hour)
            gone = Answer(
                url=url, kind="article", outcome=Outcome.GONE, at=now, status=404, reason="not_found"
            )
            archive.frontier.record(crawl, [gone])
    assert tried == [0, 1, 3, 7, 15, 31, 63, 127]
    assert [known.url for known in archive.frontier.recheckable(crawl, NOON)] == [url]


def test_a_contradiction_is_written_once_a_spell(archive: Archive, rows: Rows) -> None:
    site = Site(archive, 1)
    feed = f"https://{site.name}.example/feed"
    named = [FoundLink(url=site.urls[0], found_in=feed)]
    told = f"SELECT reason, detail FROM url_events WHERE event = 'contradicted' AND detail = '{feed}'"
    archive.frontier.discover(site.crawl, named, site.at)
    assert rows(told) == []
    for spell in (1, 2):
        site.at += HOUR
        site.look(site.urls[0], "404")
        for _ in range(2):
            site.at += timedelta(minutes=1)
            [known] = archive.frontier.discover(site.crawl, named, site.at)
            assert known.is_missing
        assert rows(told) == [("listed", feed)] * spell
        site.look(site.urls[0], "304")


def test_what_a_list_names_again_is_looked_at_again_however_long_it_was_gone(archive: Archive) -> None:
    site = Site(archive, 1)
    for days in (0, 0.1, 1, 40):  # the last look has none after it
        site.at += days * DAY
        site.look(site.urls[0], "404")
        site.end()
    late = site.at + 30 * DAY
    archive.rechecks.plan(site.crawl, site.at, RecheckPolicy())
    assert archive.rechecks.due_articles(site.crawl, late, RecheckPolicy()) == []
    named = [FoundLink(url=site.urls[0], found_in=f"https://{site.name}.example/feed")]
    archive.frontier.discover(site.crawl, named, late)
    due = archive.rechecks.due_articles(site.crawl, late, RecheckPolicy())
    assert [known.url for known in due] == site.urls


def test_a_spell_of_404_is_one_event(archive: Archive, crawl: int, rows: Rows) -> None:
    with clock.using(lambda: NOON):
        archive.saves.save(crawl, [article()])
        site = article().page.url
        for at in (1, 2, 3):
            gone = Answer(
                url=site, kind="article", outcome=Outcome.GONE, at=minutes(at), status=404, reason="x"
            )
            archive.frontier.record(crawl, [gone])
    assert rows("SELECT event FROM url_events ORDER BY id") == [("new",), ("failed",)]
    assert rows("SELECT count(*) FROM fetches WHERE outcome = 'gone'") == [(3,)]


@pytest.mark.parametrize("ends", ["finished", "shutdown"])
def test_other_sources_are_left_alone(archive: Archive, rows: Rows, ends: str) -> None:
    one, other = Site(archive, 1), Site(archive, 1)
    for hours in (1, 3):
        one.at = NOON + hours * HOUR
        one.look(one.urls[0], "404")
    other.end(ends)
    assert one.withdrawn(rows) == {one.urls[0]: None}


def test_a_page_that_says_it_was_taken_off_is_missing(archive: Archive, rows: Rows) -> None:
    """As with a 404, a second look decides, and the text stays; the page may come back."""
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    archive.saves.save(crawl, [article()])
    told = "SELECT withdrawn_at IS NOT NULL, (SELECT count(*) FROM revisions) FROM articles"
    found = []
    for minute in (1, 62):
        note = refused(verdict="not_article", reason="taken_off", fetched_at=minutes(minute), removed=())
        archive.saves.save(crawl, [note])
        archive.crawls.end(crawl, minutes(minute + 1), "finished")
        found += rows(told)
        crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(minute + 2))
    assert [(bool(gone), count) for gone, count in found] == [(False, 1), (True, 1)]
    archive.saves.save(crawl, [article(fetched_at=minutes(90))])
    assert [(bool(gone), count) for gone, count in rows(told)] == [(False, 1)]
