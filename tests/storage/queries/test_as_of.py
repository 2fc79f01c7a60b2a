"""The archive as it stood: the same answer for a moment that is over, whatever is saved afterwards."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from newsarchive.errors import SqlError, UsageError
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import Archive, open_archive
from newsarchive.storage.articles import saving
from newsarchive.storage.frontier import crawl_records, url_records
from newsarchive.storage.interfaces.crawl_store import Answer
from newsarchive.storage.maintenance.pruning import Retention, prune_archive
from newsarchive.storage.queries.as_of import parse_moment
from newsarchive.storage.queries.query_values import Value
from newsarchive.storage.queries.run_query import run_query
from newsarchive.storage.schema import AS_OF_VIEWS
from tests.databases import BOTH, make_sqlite_archive
from tests.storage.making import SPAM, TEXT, URL, article, minutes, mirror_repair, refused

OTHER = "https://lantern.example/2026/another"
ALIAS = "https://lantern.example/0"
KNOWN_CAPTURES = (
    "SELECT url, article_id, revision, fetched_at, status, verdict, content_hash FROM captures"
    " WHERE url NOT LIKE '%/feed' ORDER BY url, fetched_at"
)
Step = Callable[[Archive, int], object]


def saved(*pages: CleanArticle) -> Step:
    return lambda archive, crawl: archive.saves.save(crawl, pages)


def answered(outcome: Any, at: int, url: str = URL) -> Step:
    answer = Answer(url=url, kind="article", outcome=outcome, at=minutes(at), status=404, reason="x")
    return lambda archive, crawl: archive.frontier.record(crawl, [answer])


def found_gone(at: int, url: str) -> Step:
    def twice(archive: Archive, crawl: int) -> None:
        for minute in (at, at + 65):
            answered("gone", minute, url)(archive, crawl)
        archive.crawls.end(crawl, minutes(at + 66), "finished")

    return twice


STEPS: list[Step] = [
    saved(article(removed=(SPAM,), tags=("ferry",)), article(OTHER, text="Another story, of two lamps.")),
    saved(article(fetched_at=minutes(10))),
    saved(article(text=TEXT + "\nTickets cost more.", fetched_at=minutes(20), repairs=(mirror_repair(),))),
    answered("not_modified", 25),
    found_gone(30, URL),
    saved(article(fetched_at=minutes(-60), body=b"older")),  # an older capture, imported late
    saved(article(ALIAS, canonical_url=URL, fetched_at=minutes(105))),
    saved(article(fetched_at=minutes(110), text=TEXT, body=b"again", authors=("Cy Moor",))),
    found_gone(115, OTHER),
    saved(
        article(
            OTHER, canonical_url=ALIAS + "1", text="Another story, of two lamps.", fetched_at=minutes(190)
        )
    ),
    saved(refused("https://lantern.example/spam", fetched_at=minutes(195))),
    saved(article("https://lantern.example/new", fetched_at=minutes(198), text="Quite new, and lamps.")),
]


class Clock:
    """Stands in for newsarchive.clock in the modules that say when something was recorded."""

    def __init__(self) -> None:
        self.now_at = minutes(0)

    def now(self) -> datetime:
        return self.now_at


@contextmanager
def standing() -> Iterator[Clock]:
    """The time of recording, an hour a step."""
    stands = Clock()
    with pytest.MonkeyPatch.context() as patch:
        for module in (saving, url_records, crawl_records):
            patch.setattr(module, "clock", stands)
        yield stands


@pytest.fixture
def clock() -> Iterator[Clock]:
    with standing() as stands:
        yield stands


def ask(url: str, sql: str, as_of: datetime | None) -> list[tuple[Value, ...]]:
    with run_query(url, sql, timeout=20, as_of=as_of) as result:
        return list(result.rows)


def everything(url: str, as_of: datetime | None) -> dict[str, list[str]]:
    """All rows of all views that can be asked so; sorted, since views have no order."""
    return {view: sorted(map(repr, ask(url, f"SELECT * FROM {view}", as_of))) for view in AS_OF_VIEWS}


def hours(count: int) -> datetime:
    return minutes(60 * count)


def test_what_was_answered_then_is_answered_ever_after(
    archive: Archive, crawl: int, archive_url: str, clock: Clock
) -> None:
    """After each step the views of now are kept; at the end every moment is asked for again.

    So it is when old answers 304 and bodies have gone: of the past only `captures.payload_kept` says so.
    """
    seen = []
    for number, step in enumerate(STEPS, start=1):
        clock.now_at = hours(number)
        step(archive, crawl)
        seen.append(everything(archive_url, None))
    assert all(one != other for one, other in itertools.pairwise(seen))
    for number, then in enumerate(seen, start=1):
        # At the very second and any time before the next: no repr differs, so no value and no type does.
        moment = hours(number) if number % 2 else minutes(60 * number + 59)
        assert everything(archive_url, moment) == then, number
    assert everything(archive_url, minutes(59)) == {view: [] for view in AS_OF_VIEWS}
    polled = Answer(url=URL + "/feed", kind="feed", outcome=Outcome.NOT_MODIFIED, at=minutes(26))
    archive.frontier.record(crawl, [polled])
    archive.close()
    moments = [hours(number) for number in range(1, len(STEPS) + 1)]
    seen[-1] = everything(archive_url, moments[-1])  # it was recorded by then
    known = [ask(archive_url, KNOWN_CAPTURES, moment) for moment in moments]
    lost = Retention(payload_days={"lantern": 0}, not_modified_days=0)
    done = prune_archive(archive_url, lost, minutes(24 * 60), dry=False)
    assert (done.fetches, done.expired > 0) == (1, True)
    for moment, then, captures in zip(moments, seen, known, strict=True):
        now = everything(archive_url, moment)
        assert {**now, "captures": None} == {**then, "captures": None}
        assert ask(archive_url, KNOWN_CAPTURES, moment) == captures


FIRST = saved(article(removed=(SPAM,)), article(OTHER, text="Another story, of two lamps."))
EDIT = saved(article(text=TEXT + "\nMore.", fetched_at=minutes(20)))


def edit(url: str) -> str:
    """Record two articles at 13:00, and an edit of one at 14:00."""
    archive = open_archive(url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(0))
    with standing() as clock:
        for number, step in enumerate((FIRST, EDIT), start=1):
            clock.now_at = hours(number)
            step(archive, crawl)
    archive.close()
    return url


@pytest.fixture(scope="module")
def edited_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The archive of `edited`, on SQLite alone."""
    return edit(make_sqlite_archive(tmp_path_factory.mktemp("edited") / "archive.db"))


@pytest.fixture(scope="module")
def edited_on_postgresql(module_postgres_url: str) -> str:
    """The archive of `edited`, on PostgreSQL alone."""
    return edit(module_postgres_url)


@pytest.fixture(params=BOTH)
def edited(request: pytest.FixtureRequest) -> str:
    """Two articles recorded at 13:00, one edited at 14:00; only to be read."""
    return str(request.getfixturevalue(f"edited_on_{request.param}"))


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT max(revision) FROM current_articles",
        "select max(revision) from (select revision from Current_Articles) as x",
        "/* from urls */ -- from tags\nSELECT max(revision) FROM current_articles",
        "WITH x AS (SELECT revision FROM current_articles) SELECT max(revision) FROM x",
        (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) "
            "SELECT max(revision) FROM current_articles, n"
        ),
        (
            "SELECT max(c.revision) FROM article_history AS h JOIN current_articles AS c "
            "ON c.article_id = h.article_id AND c.title <> 'from urls, tags'"
        ),
        'SELECT max(revision) FROM "current_articles" WHERE repairs IN (repairs, removed_blocks, 7)',
        "VALUES ((SELECT max(revision) FROM current_articles))",
    ],
)
def test_any_statement_is_asked_of_the_past(edited: str, sql: str) -> None:
    assert ask(edited, sql, hours(1)) == [(1,)]
    assert ask(edited, sql, hours(2)) == [(2,)]
    assert ask(edited, sql, None) == [(2,)]


VIEW_ON_SQLITE = (
    "CURRENT_ARTICLES",
    '"CURRENT_ARTICLES"',
    "[Current_Articles]",
    "`current_Articles`",
    "'current_articles'",
    "'Current_Articles' AS c",
    "(SELECT 1), 'current_articles'",
    "(SELECT 1) JOIN [CURRENT_ARTICLES]",
    "('current_articles')",
)
TABLES_ON_SQLITE = (
    '"Revisions"',
    "'revisions'",
    "[REVISIONS]",
    "`Revisions`",
    "current_articles, 'Revisions'",
    "current_articles WHERE 1 IN 'revisions'",
    "main.current_articles",
    'main."Current_Articles"',
    "'main'.'current_articles'",
    "[MAIN] . [Revisions]",
)


@pytest.mark.parametrize("view", VIEW_ON_SQLITE)
def test_sqlite_takes_any_spelling_of_a_view_for_it(edited_on_sqlite: str, view: str) -> None:
    sql = f"SELECT count(*), max(revision) FROM {view}"
    found = [ask(edited_on_sqlite, sql, moment) for moment in (minutes(59), hours(1), hours(2), None)]
    assert found == [[(0, None)], [(2, 1)], [(2, 2)], [(2, 2)]]


@pytest.mark.parametrize("read", TABLES_ON_SQLITE)
def test_sqlite_takes_any_spelling_of_a_table_for_it(edited_on_sqlite: str, read: str) -> None:
    sql = f"SELECT 1 FROM {read}"
    with pytest.raises(SqlError, match=r"kept as of today only|named with its schema"):
        ask(edited_on_sqlite, sql, hours(1))


@pytest.mark.parametrize(
    "sql",
    [
        "WITH current_articles AS (SELECT 1 AS x) SELECT * FROM current_articles",
        "WITH articles AS (SELECT 1 AS x) SELECT * FROM articles",
        "SELECT (WITH captures AS (SELECT 1 AS x) SELECT x FROM captures) AS x",
        "WITH RECURSIVE captures(x) AS (SELECT 1 UNION SELECT x FROM captures) SELECT * FROM captures",
        "WITH urls AS (SELECT 1 AS x), v AS (SELECT x FROM urls) SELECT * FROM v",
    ],
)
def test_a_subquery_of_its_own_may_have_any_name(edited: str, sql: str) -> None:
    assert ask(edited, sql, hours(1)) == ask(edited, sql, None) == [(1,)]


@pytest.mark.parametrize(
    ("sql", "then", "today"),
    [
        (
            (
                "WITH x AS (SELECT revision FROM current_articles), current_articles AS (SELECT * FROM x) "
                "SELECT max(revision) FROM current_articles"
            ),
            1,
            2,
        ),
        ("SELECT max(current_articles.revision) FROM current_articles", 1, 2),
        ("SELECT max(revision) FROM (TABLE current_articles UNION TABLE current_articles) AS u", 1, 2),
    ],
)
def test_a_view_means_the_past_wherever_it_is_read(
    postgres_url: str, clock: Clock, sql: str, then: int, today: int
) -> None:
    archive = open_archive(postgres_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(0))
    for number, step in enumerate((FIRST, EDIT), start=1):
        clock.now_at = hours(number)
        step(archive, crawl)
    archive.close()
    assert (ask(postgres_url, sql, hours(1)), ask(postgres_url, sql, None)) == ([(then,)], [(today,)])


def test_texts_that_are_no_tables_are_texts(edited: str) -> None:
    sql = (
        "SELECT count(*) FROM current_articles AS c WHERE 'revisions' NOT IN ('urls', c.url) AND 'tags' <> ''"
    )
    assert ask(edited, sql, hours(1)) == [(2,)]


@pytest.mark.parametrize("name", ['U&"revisions"', 'u&"\\0072evisions"'])
def test_names_of_postgresql_in_numbers_are_refused(postgres_url: str, name: str) -> None:
    with pytest.raises(SqlError, match="cannot be used with --as-of"):
        ask(postgres_url, f"SELECT 1 FROM {name}", hours(1))


def test_explain_explains(edited: str) -> None:
    assert ask(edited, "EXPLAIN SELECT url FROM current_articles", hours(1))


def test_nothing_of_the_views_is_left_as_it_is(edited: str) -> None:
    assert ask(edited, "SELECT 1, 'current'", hours(1)) == [(1, "current")]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT url FROM urls", "urls is kept as of today only"),
        ("SELECT 1 FROM current_articles AS c, revisions AS r", "revisions is kept"),
        ("SELECT 1 FROM current_articles WHERE EXISTS (SELECT 1 FROM fetches)", "fetches is kept"),
        ("WITH articles AS (SELECT 1) SELECT * FROM articles, current_articles", "the name of a table"),
        ("SELECT * FROM current_articles AS c WHERE c.title IN (SELECT title", "cannot be parsed"),
        ("SELECT url FROM main.current_articles", "named with its schema"),
        ("SELECT * FROM article_search('lamp') JOIN current_articles USING (article_id)", "today's texts"),
    ],
)
def test_what_would_mix_two_moments_is_refused(edited: str, sql: str, said: str) -> None:
    with pytest.raises(SqlError, match=said):
        ask(edited, sql, hours(1))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-24", datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC)),
        (" 2026-11-24T08:00+08:00 ", datetime(2026, 11, 24, tzinfo=UTC)),
        ("2026-11-24 08:00:01.9", datetime(2026, 11, 24, 8, 0, 1, tzinfo=UTC)),
        ("2026-11-24T08:00:00Z", datetime(2026, 11, 24, 8, tzinfo=UTC)),
    ],
)
def test_moments(text: str, moment: datetime) -> None:
    assert parse_moment(text) == moment


@pytest.mark.parametrize("text", ["", "yesterday", "2026-02-30", "24.11.2026", "0001-01-01T00:00+08:00"])
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(UsageError, match="not a day or a time"):
        parse_moment(text)
