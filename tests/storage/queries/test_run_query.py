"""Analysts' SQL gives the same values on both databases, and cannot write on either."""

from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path

import pytest

from newsarchive.errors import ArchiveUnavailableError, EndedEarlyError, SchemaNotAtHeadError, SqlError
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import Archive, open_archive
from newsarchive.storage.queries.query_values import Value, demand_reading
from newsarchive.storage.queries.run_query import run_query
from tests.storage.conftest import Rows
from tests.storage.making import NOON, SPAM, TEXT, URL, article, minutes, mirror_repair, refused

FOREVER = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"


def ask(url: str, sql: str, timeout: float = 20) -> list[tuple[Value, ...]]:
    with run_query(url, sql, timeout=timeout) as result:
        return list(result.rows)


@pytest.fixture(scope="module")
def filled(module_url: str) -> str:
    """An archive with an edited mirror page, a dateless Chinese page and a refused one; only to be read."""
    archive = open_archive(module_url)
    archive.saves.save(
        archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON),
        [
            article(repairs=(mirror_repair(),), removed=(SPAM, SPAM), editor="Cy Moor"),
            article(text=TEXT + "\nTickets cost more.", fetched_at=minutes(3)),
            article(
                URL + "/zh", title="渡轮复航", text="渡轮今日复航。", authors=(), published_at="2026-03-15"
            ),
            article(URL + "/clock", published_at="2026-03-13T23:00:00", authors=("Zed", "Ada")),
            article(URL + "/undated", published_at=None),
            refused(URL + "/spam"),
        ],
    )
    archive.close()
    return module_url


class TestNames:
    @pytest.mark.parametrize(
        "sql",
        [
            'SELECT "titel" FROM current_articles',
            "SELECT count(*) FROM current_articles WHERE \"publishd_on\" >= '2026-01-01'",
            'SELECT count(*) FROM current_articles WHERE source = "lantern"',
            'SELECT count(*) FROM current_articles WHERE source IN (\'b"x"\', "lantern")',
        ],
    )
    def test_what_is_in_double_quotes_is_a_name(self, filled: str, sql: str) -> None:
        with pytest.raises(SqlError) as raised:
            ask(filled, sql)
        assert "A text stands in single quotes" in (raised.value.hint or "")

    def test_names_in_double_quotes_are_read_and_kept(self, filled: str) -> None:
        sql = (
            'SELECT "title" AS "a ""b`c""", \'"d"\' AS d, a."url" FROM "current_articles" AS a -- "e"\n'
            " WHERE \"url\" LIKE '%/zh'"
        )
        with run_query(filled, sql, timeout=20) as result:
            assert (result.columns, [*result.rows]) == (
                ('a "b`c"', "d", "url"),
                [("渡轮复航", '"d"', URL + "/zh")],
            )

    def test_a_column_without_an_alias_is_called_as_written(self, filled: str) -> None:
        with run_query(filled, 'SELECT max("url") FROM current_articles', timeout=20) as result:
            assert result.columns[0] in {'max("url")', "max"}


class TestValues:
    def test_current_articles(self, filled: str) -> None:
        sql = "SELECT title, authors, published_at, published_on, published_offset, mirror, revision"
        found = ask(filled, f"{sql}, removed_blocks FROM current_articles ORDER BY url")
        at, day = datetime(2026, 3, 14, 1, 30), date(2026, 3, 14)  # noqa: DTZ001
        assert found[0] == ("Ferry runs again", "Ada Holm; Bo Lind", at, day, "+08:00", False, 2, 0)
        clock = datetime(2026, 3, 13, 23, 0)  # noqa: DTZ001
        assert found[1] == ("Ferry runs again", "Zed; Ada", clock, date(2026, 3, 13), None, False, 1, 0)
        assert found[2][2:5] == (None, None, None)
        midnight = datetime(2026, 3, 15)  # noqa: DTZ001
        assert found[3] == ("渡轮复航", None, midnight, date(2026, 3, 15), None, False, 1, 0)

    def test_history_tells_what_each_revision_was(self, filled: str) -> None:
        sql = "SELECT revision, text, cause, fetched_at, extractor LIKE 'newsarchive/%' FROM article_history"
        found = ask(filled, f"{sql} WHERE url = '{URL}' ORDER BY revision_id")
        assert [row[:3] for row in found] == [
            (1, TEXT, "publisher"),
            (2, TEXT + "\nTickets cost more.", "publisher"),
        ]
        assert found[1][3] == minutes(3).replace(tzinfo=None)

    def test_removed_text_of_articles_and_of_refused_pages(self, filled: str) -> None:
        sql = "SELECT url, revision, article_id IS NULL, score, hosts FROM removed_text"
        found = ask(filled, f"{sql} ORDER BY url, place")
        assert [row[:2] for row in found] == [(URL, 1), (URL, 1), (URL + "/spam", None)]
        assert found[0][3:] == (0.93, "a.example b.example")

    @pytest.mark.parametrize(
        ("sql", "value"),
        [
            ("SELECT mirror FROM revisions WHERE mirror", True),
            ("SELECT DISTINCT mirror FROM (SELECT mirror FROM current_articles) AS x", False),
            ("SELECT count(*) FROM current_articles", 4),
            ("SELECT sum(revision) FROM current_articles", 5),
            ("SELECT avg(revision) FROM current_articles", 1.25),
            ("SELECT max(word_count) FROM current_articles", 16),
            ("SELECT length(title) FROM current_articles WHERE title > 'a'", 4),
            ("SELECT syndication_id FROM current_articles WHERE url LIKE '%/zh'", None),
            ("VALUES ('x')", "x"),
            ("-- a note\n/* and /* another */ */ (SELECT 7)", 7),
        ],
    )
    def test_one_value(self, filled: str, sql: str, value: Value) -> None:
        if sql.startswith("--") and filled.startswith("sqlite"):
            sql = "-- a note\n/* and another */ SELECT 7"  # SQLite nests neither comments nor statements
        assert ask(filled, sql) == [(value,)]

    def test_literals_of_time_compare_alike(self, filled: str) -> None:
        sql = "SELECT count(*) FROM current_articles WHERE published_at >= '2026-03-14 01:30:00'"
        assert ask(filled, sql) == [(2,)]

    def test_text_sorts_by_code_point(self, archive: Archive, crawl: int, archive_url: str) -> None:
        titles = ["b", "B", "ä", "a", "中", "_"]
        archive.saves.save(crawl, [article(f"{URL}/{at}", title=title) for at, title in enumerate(titles)])
        found = ask(archive_url, "SELECT title FROM current_articles ORDER BY title")
        assert [row[0] for row in found] == ["B", "_", "a", "b", "ä", "中"]

    def test_names_are_known_without_rows(self, archive_url: str, archive: Archive) -> None:
        with run_query(archive_url, "SELECT url, title FROM current_articles", timeout=5) as result:
            assert result.columns == ("url", "title")
            assert list(result.rows) == []


WRITES = [
    "DELETE FROM urls",
    "INSERT INTO tags VALUES (1, 1, 1, 'x')",
    "UPDATE articles SET latest_number = 9",
    "DROP VIEW current_articles",
    "CREATE TABLE x (i int)",
    "BEGIN",
    "COMMIT",
    "COPY urls TO '/tmp/x'",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "ATTACH 'x.db' AS x",
    "PRAGMA journal_mode = DELETE",
    "VACUUM INTO 'x.db'",
    "SET ROLE postgres",
    "CALL x()",
    "DO $$ BEGIN END $$",
    "SELECT 1; DROP TABLE urls",
    "COMMIT; DROP TABLE urls",
    "/* SELECT */ DELETE FROM urls",
    "WITH x AS (SELECT 1) DELETE FROM urls",
    "SELECT title FROM nowhere",
    "SELECT 1 +",
    "SELECT ?",
    "SELECT 'a\x00b'",
    "",
    "-- nothing",
]


class TestRefusals:
    @pytest.mark.parametrize("sql", WRITES)
    def test_is_a_usage_error_and_writes_nothing(
        self, archive: Archive, archive_url: str, rows: Rows, sql: str
    ) -> None:
        archive.crawls.register([])
        with pytest.raises(SqlError) as caught:
            ask(archive_url, sql)
        assert caught.value.exit_code == 2
        assert "SELECT" in caught.value.hint
        assert rows("SELECT count(*) FROM urls") == [(0,)]

    @pytest.mark.parametrize("sql", ["SELECT * FROM nope", "SELECT nope FROM current_articles"])
    def test_an_unknown_name_is_told_where_the_names_are(self, archive_url: str, sql: str) -> None:
        with pytest.raises(SqlError, match="nope") as caught:
            ask(archive_url, sql)
        assert "data_dictionary" in caught.value.hint

    @pytest.mark.parametrize(
        ("sql", "said"),
        [
            ("", "is empty"),
            ("( -- nothing", "is empty"),
            ("0", "cannot begin with 0"),
            ("'" + "x" * 99, "begin with 'X{39}[.]"),
        ],
    )
    def test_what_it_begins_with_is_told(self, sql: str, said: str) -> None:
        with pytest.raises(SqlError, match=said):
            demand_reading(sql)

    @pytest.mark.parametrize(
        "call", ["pg_read_file('/etc/passwd')", "nextval('urls_id_seq')", "lo_create(0)"]
    )
    def test_functions_with_side_effects(self, postgres_url: str, call: str) -> None:
        with pytest.raises(SqlError):
            ask(postgres_url, f"SELECT {call}")

    def test_a_data_changing_cte(self, postgres_url: str) -> None:
        with pytest.raises(SqlError, match="only reads"):
            ask(postgres_url, "WITH x AS (DELETE FROM urls RETURNING id) SELECT * FROM x")

    def test_load_extension(self, sqlite_url: str) -> None:
        with pytest.raises(SqlError):
            ask(sqlite_url, "SELECT load_extension('x')")


class TestLimits:
    def test_timeout_ends_the_rows(self, archive_url: str) -> None:
        started = time.monotonic()
        with pytest.raises(EndedEarlyError, match="cut short"):
            ask(archive_url, f"SELECT count(*) FROM ({FOREVER}) AS x", timeout=0.3)
        assert time.monotonic() - started < 5

    def test_rows_come_as_they_are_read(self, archive_url: str) -> None:
        with run_query(archive_url, FOREVER, timeout=10) as result:
            assert next(result.rows) == (1,)
            assert next(result.rows) == (2,)

    def test_missing_archive(self, tmp_path: Path) -> None:
        with pytest.raises(ArchiveUnavailableError, match="no archive"):
            ask(f"sqlite:///{tmp_path}/none.db", "SELECT 1")

    def test_archive_without_schema(self, empty_postgres_url: str) -> None:
        with pytest.raises(SchemaNotAtHeadError):
            ask(empty_postgres_url, "SELECT 1")


def test_json_and_arrays_of_postgresql_are_json(postgres_url: str) -> None:
    sql = """SELECT '{"渡": [1, null]}'::jsonb, ARRAY[1, 2], ARRAY[true]"""
    assert ask(postgres_url, sql) == [('{"渡": [1, null]}', "[1, 2]", "[true]")]


def test_an_archive_whose_path_begins_with_two_slashes_is_queried(sqlite_url: str) -> None:
    """`sqlite:////$PWD/archive.db`: what could be upgraded could not be read."""
    with run_query(sqlite_url.replace("sqlite:////", "sqlite://///"), "SELECT 1 AS one", timeout=20) as found:
        assert [tuple(row) for row in found.rows] == [(1,)]
