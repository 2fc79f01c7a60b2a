"""Searches as of any moment of archives in which all kinds of things happened: as the texts alone say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, func, insert, select, update

from newsarchive import clock
from newsarchive.incident_states import IncidentKind, IncidentState
from newsarchive.lifecycle import CrawlKind, Outcome, SkipReason
from newsarchive.storage import Archive, open_archive
from newsarchive.storage.articles.moved_articles import JoiningRun, join_articles
from newsarchive.storage.articles.shown_revisions import show_newest_ordinary
from newsarchive.storage.database.location import parsed
from newsarchive.storage.interfaces.crawl_store import Answer, RefusedUrl
from newsarchive.storage.maintenance.takedown import forget
from newsarchive.storage.queries import changed_since, revision_feed
from newsarchive.storage.queries.article_search import read_words
from newsarchive.storage.queries.as_of import as_of_sql
from newsarchive.storage.queries.facet_counts import FACETS, FacetChoice, facet_counts, past_facet_counts
from newsarchive.storage.queries.past_index import PastIndex, PastTexts
from newsarchive.storage.queries.revision_feed import newest_revisions
from newsarchive.storage.queries.run_query import reading_index
from newsarchive.storage.queries.search_archive import answer_query
from newsarchive.storage.queries.search_hits import Index, SearchCandidate, Within, hits
from newsarchive.storage.schema import article_pasts, articles, revisions, source_incidents, sources, urls
from newsarchive.words import parse
from tests.storage.making import NOON, article

WORDS = ("ferry", "Holm", "lamp", "经济", "經濟", "发布", "rates", "GPT-4", "C++")
ASKED = (
    *("ferry", "经济", "lamp -ferry", '"ferry holm"', 'holm -"ferry holm"', "经济发布", "gpt-4 lamp", "c"),
    *("经", "rates 發布", "nowhere"),
)
STEPS = 60
HOURS = 7  # a step; so that a night's steps are of two days


def at(step: int) -> datetime:
    return NOON + timedelta(hours=HOURS * step)


class Life:
    """An archive of two sources to which something happens at each step."""

    def __init__(self, archive: Archive, connection: Connection, url: str, seed: int) -> None:
        self.archive, self.connection, self.url = archive, connection, url
        self.random = Random(seed)
        self.crawls = {
            name: archive.crawls.begin(name, CrawlKind.CRAWL, NOON) for name in ("lantern", "beacon")
        }
        self.step = 0
        self.happened: set[str] = set()

    def go_on(self) -> None:
        self.step += 1
        kinds = ("save", "moved", "gone", "aside", "back", "doubt", "settle", "forget", "join")
        (kind,) = self.random.choices(kinds, (16, 6, 5, 2, 2, 3, 3, 1, 2))
        with clock.using(lambda: at(self.step)):
            if getattr(self, kind)() is not False:
                self.happened.add(kind)

    def _address(self) -> tuple[str, str]:
        source = self.random.choice(list(self.crawls))
        return source, f"https://{source}.example/{self.random.randrange(7)}"

    def _page(self, address: str, **facts: Any) -> Any:
        now = at(self.step)
        ahead = self.random.choice((None, -400, -3, -1, -1, 0, 0, 0, 1, 2, 3, 40, 400))
        published = None if ahead is None else now + timedelta(days=ahead, hours=self.random.randrange(12))
        shown = published and f"{published:%Y-%m-%dT%H:00:00}{self.random.choice(('', '+08:00', '-11:00'))}"
        text = (
            " ".join(self.random.choices(WORDS, k=4)) + "\n" + "".join(self.random.choices(WORDS[3:6], k=3))
        )
        title = self.random.choice((None, *WORDS))
        return article(address, text, title=title, published_at=shown, fetched_at=now, **facts)

    def save(self) -> None:
        for _ in range(self.random.choice((1, 1, 3))):
            source, address = self._address()
            self.archive.saves.save(self.crawls[source], [self._page(address)])

    def moved(self) -> None:
        source, address = self._address()
        page = self._page(f"{address}?moved={self.random.randrange(3)}", canonical_url=address)
        self.archive.saves.save(self.crawls[source], [page])

    def gone(self) -> None:
        source, address = self._address()
        for minute in (0, 65):
            answer = Answer(
                url=address,
                kind="article",
                outcome=Outcome.GONE,
                at=at(self.step) + timedelta(minutes=minute),
                status=404,
                reason="x",
            )
            self.archive.frontier.record(self.crawls[source], [answer])
        # What is gone is settled at the end of a crawl.
        over = at(self.step) + timedelta(minutes=66)
        self.archive.crawls.end(self.crawls[source], over, "finished")
        self.crawls[source] = self.archive.crawls.begin(source, CrawlKind.CRAWL, over)

    def _numbers(self, *, aside: bool) -> tuple[str, list[int]]:
        source = self.random.choice(list(self.crawls))
        query = (
            select(urls.c.id)
            .join(articles, articles.c.id == urls.c.article_id)
            .join(sources, sources.c.id == articles.c.source_id)
            .where(sources.c.name == source, articles.c.set_aside_at.is_not(None) == aside)
        )
        numbers = list(self.connection.scalars(query.order_by(urls.c.id)))
        self.connection.rollback()
        return source, self.random.sample(numbers, min(len(numbers), 3))

    def aside(self) -> bool:
        source, numbers = self._numbers(aside=False)
        refused = [RefusedUrl(number=one, reason=SkipReason.DENIED, detail="x") for one in numbers]
        return bool(
            self.archive.frontier.apply_rules(self.crawls[source], [], refused, at(self.step)).articles_aside
        )

    def back(self) -> bool:
        source, numbers = self._numbers(aside=True)
        return bool(
            self.archive.frontier.apply_rules(self.crawls[source], numbers, [], at(self.step)).articles_back
        )

    def doubt(self) -> bool:
        """Put some revisions in doubt, as a judged incident does."""
        doubtless = select(revisions.c.id, revisions.c.article_id).where(revisions.c.incident_id.is_(None))
        found = list(self.connection.execute(doubtless.order_by(revisions.c.id)))
        opened = self.connection.scalar(
            select(source_incidents.c.id).where(source_incidents.c.state == IncidentState.OPEN)
        )
        chosen = self.random.sample(found, min(len(found), 3))
        if opened is None:
            crawl = self.crawls["lantern"]
            values = {
                "source_id": self.connection.scalar(select(sources.c.id).where(sources.c.name == "lantern")),
                "kind": next(iter(IncidentKind)),
                "state": IncidentState.OPEN,
                "opened_at": at(self.step),
                "opened_crawl_id": crawl,
                "last_crawl_id": crawl,
                "crawls_seen": 1,
                "affected": 1,
                "looked_at": 1,
                "detail": "x",
            }
            made = insert(source_incidents).values(values).returning(source_incidents.c.id)
            opened = self.connection.scalar(made)
        mark = update(revisions).where(revisions.c.id.in_([row.id for row in chosen]))
        self.connection.execute(mark.values(incident_id=opened, doubted_at=at(self.step)))
        show_newest_ordinary(self.connection, {row.article_id for row in chosen})
        self.connection.commit()
        return bool(chosen)

    def settle(self) -> bool:
        number = self.connection.scalar(
            select(source_incidents.c.id).where(source_incidents.c.state == IncidentState.OPEN)
        )
        self.connection.rollback()
        if number is None:
            return False
        state = self.random.choice((IncidentState.ACCEPTED, IncidentState.DISMISSED))
        self.archive.incidents.settle(number, state, at(self.step))
        return True

    def forget(self) -> None:
        forget(self.url, self._address()[1], "x")

    def join(self) -> bool:
        """Make one article of two, as where a site moved it."""
        name = self.random.choice(list(self.crawls))
        of_source = select(articles.c.id).join(sources).where(sources.c.name == name).order_by(articles.c.id)
        two = list(self.connection.scalars(of_source))
        if len(two) > 1:
            former, current = self.random.sample(two, 2)
            run = JoiningRun(crawl=self.crawls[name], at=at(self.step), now=at(self.step))
            join_articles(self.connection, run, former=former, current=current)
        self.connection.commit()
        return len(two) > 1


@contextmanager
def lived(url: str, seed: int, steps: int = STEPS) -> Iterator[Life]:
    archive = open_archive(url)
    engine = create_engine(parsed(url))
    with engine.connect() as connection:
        life = Life(archive, connection, url, seed)
        for _ in range(steps):
            life.go_on()
        yield life
    engine.dispose()
    archive.close()


def asked(index: Index, words: str, within: Within) -> list[SearchCandidate]:
    if words:
        return list(hits(index, read_words(words), within, 5))
    rest = {"source_id": within.source_id, "since": within.since, "until": within.until}
    return list(index.candidates(parse(""), **rest, likely=5))  # type: ignore[arg-type] # as they are


@pytest.mark.parametrize(
    ("database", "seed"), [("sqlite", 0), ("sqlite", 2), ("sqlite", 7), ("postgresql", 7)]
)
def test_the_past_is_found_as_by_reading_it(
    request: pytest.FixtureRequest, database: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On several lives on SQLite; on one on PostgreSQL, where the same is asked in its SQL."""
    archive_url = str(request.getfixturevalue("sqlite_url" if database == "sqlite" else "postgres_url"))
    with lived(archive_url, seed) as life:
        assert {"save", "gone", "aside", "doubt", "join"} <= life.happened
        pasts = articles.join(article_pasts, article_pasts.c.article_id == articles.c.id)
        for changed in ("url", "withdrawn_at"):
            counted = select(func.count()).select_from(pasts)
            counted = counted.where(articles.c[changed].is_distinct_from(article_pasts.c[changed]))
            assert life.connection.scalar(counted), changed
    random = Random(seed)
    # At each step, or a second before it.
    moments = [at(step) - timedelta(seconds=random.randrange(2)) for step in range(STEPS + 2)]
    moments += [at(-1000), datetime(2026, 3, 20, 23, 59, 59, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]
    ends = [*(at(step).date() for step in range(-9, STEPS, 3)), date.max, None, None, None]
    texts_read: list[int] = []
    read = PastTexts.candidates
    with reading_index(archive_url, timeout=300, wait=20) as today:
        assert today.whole(), "else the texts alone are read"
        sources_known = [None, None, today.source_id("lantern"), today.source_id("beacon")]
        found = 0
        for moment in moments:
            for words in (*random.sample(ASKED, 3), ""):
                since = random.choice((None, None, at(random.randrange(-9, STEPS)).replace(tzinfo=None)))
                within = Within(
                    source_id=random.choice(sources_known), since=since, until=random.choice(ends)
                )
                wanted = asked(PastTexts(today, moment), words, within)
                with monkeypatch.context() as patch:
                    patch.setattr(PastTexts, "candidates", texts_read.append)
                    got = asked(PastIndex(today, moment), words, within)
                assert [hit[:4] for hit in got] == [hit[:4] for hit in wanted], (moment, words, within)
                found += len(wanted)
            found += counted_then_alike(today, moment, random)
        assert found > 100
        assert PastTexts.candidates is read
        assert not texts_read
        for words in ASKED:
            for sort in ("date", "relevance"):
                moment = random.choice(moments)
                told = {"limit": 4, "sort": sort}
                query = read_words(words)
                one, other = (
                    answer_query(kind(today, moment), query, Within(), **told)  # type: ignore[arg-type]
                    for kind in (PastIndex, PastTexts)
                )
                assert one == other


def counted_then_alike(today: Index, moment: datetime, random: Random) -> int:
    """Compare counts of a past moment with those of its view; return how many articles were counted."""
    sql = "SELECT source, language, CAST(published_on AS text) FROM current_articles"
    names = {name: number for number, name in today.rows("SELECT id, name FROM sources")}
    rows = today.rows(as_of_sql(sql, moment, today.dialect))
    shown = [(names[source], language, day) for source, language, day in rows]
    choice = FacetChoice(
        source_id=random.choice([None, None, *names.values()]),
        language=random.choice([None, None, *{row[1] for row in shown}]),
        since=random.choice([None, at(random.randrange(STEPS)).date()]),
        until=random.choice([None, at(random.randrange(STEPS)).date()]),
    )
    meant = [row for row in shown if is_chosen(row, choice)]
    counts = past_facet_counts(today, moment, choice)
    assert counts is not None
    for place, name in enumerate(FACETS):
        told = {None if value is None else str(value): count for value, count in counts[name].items()}
        values = Counter(None if row[place] is None else str(row[place]) for row in meant)
        assert told == values, (moment, choice, name)
    return len(meant)


def is_chosen(row: tuple[int, str | None, str | None], choice: FacetChoice) -> bool:
    return (
        choice.source_id in {None, row[0]}
        and choice.language in {None, row[1]}
        and (choice.since is None or (row[2] is not None and row[2] >= f"{choice.since}"))
        and (choice.until is None or (row[2] is not None and row[2] <= f"{choice.until}"))
    )


def test_what_has_changed_all_over_is_read(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with lived(sqlite_url, 9):
        pass
    monkeypatch.setattr(changed_since, "MOST_CHANGED", 0)
    called = []
    read = PastTexts.candidates

    def noted(self: PastTexts, *given: Any, **named: Any) -> Iterator[Any]:
        called.append(1)
        return read(self, *given, **named)

    monkeypatch.setattr(PastTexts, "candidates", noted)
    with reading_index(sqlite_url, timeout=60, wait=20) as today:
        moment = at(STEPS // 2)
        assert list(hits(PastIndex(today, moment), read_words("ferry"), Within(), 5))
    assert called


def counted_alike(index: Index, random: Random) -> int:
    """Compare counts by `article_facets` with those of the view; return how many articles were counted."""
    sql = (
        "SELECT c.article_id, s.id, c.language, CAST(c.published_on AS text)"
        " FROM current_articles AS c JOIN sources AS s ON s.name = c.source"
    )
    shown = {row[0]: row[1:] for row in index.rows(sql)}
    days = sorted(date.fromisoformat(row[2]) for row in shown.values() if row[2])
    counted = 0
    for words in (*ASKED, *[""] * 9):
        query = read_words(words) if words else None
        found = {hit.article_id for hit in hits(index, query, Within(), 5)} if query else set(shown)
        choice = FacetChoice(
            source_id=random.choice([None, None, *{row[0] for row in shown.values()}]),
            language=random.choice([None, *{row[1] for row in shown.values()}]),
            since=random.choice([None, None, *days]),
            until=random.choice([None, None, *days]),
        )
        meant = [row for article_id, row in shown.items() if article_id in found and is_chosen(row, choice)]
        names = random.sample(list(FACETS), random.randrange(1, 4))
        got = facet_counts(index, query, choice, names)
        assert set(got) == set(names)
        for name in names:
            values = (row[list(FACETS).index(name)] for row in meant)
            told = {None if value is None else str(value): count for value, count in got[name].items()}
            assert told == Counter(None if value is None else str(value) for value in values), (words, choice)
        counted += len(meant)
    return counted


def fed_alike(index: Index, random: Random) -> int:
    """Compare the newest revisions of feeds with those of all; return how many there were."""
    sql = (
        "SELECT h.revision_id, c.article_id, s.id, c.language, CAST(c.published_on AS text), h.revision"
        " FROM article_history AS h JOIN current_articles AS c ON c.article_id = h.article_id"
        " JOIN sources AS s ON s.name = c.source"
        " LEFT JOIN source_incidents AS i ON i.id = h.incident_id"
        " WHERE (h.incident_id IS NULL OR i.state = 'accepted')"
        " AND (h.revision = 1 OR h.cause = 'publisher')"
    )
    every = sorted(index.rows(sql), reverse=True)
    told = 0
    for words in (*ASKED, *[""] * 9):
        query = read_words(words) if words else None
        found = {hit.article_id for hit in hits(index, query, Within(), 5)} if query else None
        choice = FacetChoice(
            source_id=random.choice([None, None, *{row[2] for row in every}]),
            language=random.choice([None, None, "en", "zh"]),
            since=random.choice([None, None, *(date.fromisoformat(row[4]) for row in every if row[4])]),
        )
        edits = random.choice([True, False])
        meant = [
            row[0]
            for row in every
            if (found is None or row[1] in found)
            and choice.source_id in {None, row[2]}
            and choice.language in {None, row[3]}
            and (choice.since is None or (row[4] is not None and row[4] >= f"{choice.since}"))
            and (edits or row[5] == 1)
        ]
        for wanted in (1, 3, 100):
            got = newest_revisions(index, query, choice, edits=edits, wanted=wanted)
            assert got == meant[:wanted], (words, choice)
        told += len(meant)
    return told


def test_what_is_shown_is_counted_and_fed_whatever_happened(
    archive_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So that the newest texts are not all there are.
    for name, number in (("_NEWEST_TEXTS", 4), ("_FEW", 2), ("_MANY", 3)):
        monkeypatch.setattr(revision_feed, name, number)
    counted = fed = 0
    with lived(archive_url, 4, steps=0) as life:
        for _ in range(8):
            for _ in range(4):
                life.go_on()
            with reading_index(archive_url, timeout=300, wait=20) as index:
                assert index.whole()
                counted += counted_alike(index, life.random)
                fed += fed_alike(index, life.random)
        assert {"save", "moved", "gone", "aside", "doubt"} <= life.happened
    assert counted > 100
    assert fed > 100
