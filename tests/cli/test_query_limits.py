"""What one question may take: time, memory and the length of a value, on both databases."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from newsarchive.cli import watchdog
from newsarchive.errors import SqlError
from newsarchive.storage.queries import query_values, sqlite
from newsarchive.storage.queries.allowed_functions import SQLITE_FUNCTIONS
from newsarchive.storage.queries.run_query import run_query
from tests.cli.inside import run
from tests.cli.running import PROGRAM, environment
from tests.forking import ForkedProcess

# One function, which takes ten minutes in C and looks neither at the clock nor at signals.
STUCK = """SELECT instr(replace(hex(zeroblob(1000000)), '0', 'aaaa'),
replace(hex(zeroblob(500000)), '0', 'aaaa') || 'b')"""
VIEW_NAMES = sorted(
    page.stem
    for page in (Path(__file__).resolve().parents[2] / "docs" / "reference" / "views").glob("*.md")
    if page.stem != "index"
)
DOUBLED = "WITH RECURSIVE r(x) AS (SELECT '12345678' UNION ALL SELECT x || x FROM r WHERE length(x) < {}) "


@pytest.fixture
def variables(archive_url: str) -> dict[str, str]:
    return {"NEWSARCHIVE_DATABASE_URL": archive_url}


def test_a_value_that_is_too_long_is_a_clear_error(
    variables: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query_values, "LONGEST_VALUE", 100_000)
    monkeypatch.setitem(sqlite.SQLITE_LIMITS, sqlite3.SQLITE_LIMIT_LENGTH, 100_000)
    for most, code in ((60_000, 0), (200_000, 2)):
        sql = DOUBLED.format(most) + "SELECT x FROM r"
        found, _, err = run("query", sql, "--format", "jsonl", cwd=tmp_path, variables=variables)
        assert found == code, err
        assert ("longer than" in err) == bool(code)


def test_half_a_gigabyte_of_sqlite_is_refused_unmade(sqlite_url: str, tmp_path: Path) -> None:
    variables = {"NEWSARCHIVE_DATABASE_URL": sqlite_url}
    for made in (
        "hex(zeroblob(499999999))",
        "zeroblob(60000000)",
        "replace(hex(zeroblob(4000)), '0', hex(zeroblob(4000)))",
        "randomblob(60000000)",
    ):
        began = time.process_time()
        code, out, err = run("query", f"SELECT {made}", cwd=tmp_path, variables=variables)
        assert (code, out) == (2, ""), made
        assert "longer than 50,000,000" in err
        assert time.process_time() - began < 10


# The program with less patience: for what computes, after a signal, and for a server that does not answer.
HASTY = """
from newsarchive.cli import main, watchdog
watchdog._GRACE, watchdog._BUSY = 0.5, 0.3
watchdog.SIGNALLED_GRACE, watchdog.WAITING_GRACE = 1.5, 2.0
main()
"""


def hasty(*words: str, cwd: Path, url: str) -> ForkedProcess:
    """Start the command line with that patience."""
    return ForkedProcess(
        [*PROGRAM[:1], "-c", HASTY, *words],
        cwd=cwd,
        env=environment(NEWSARCHIVE_DATABASE_URL=url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_function_that_never_ends_is_ended(sqlite_url: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "query", STUCK, "--timeout", "0.5", "--output", "out.csv", "--format", "csv"],
        cwd=tmp_path,
        env=environment(NEWSARCHIVE_DATABASE_URL=sqlite_url),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, ""), done.stderr
    assert "cut short" in done.stderr
    assert list(tmp_path.glob("*out.csv*")) == []


def test_so_is_one_within_a_condition(sqlite_url: str, tmp_path: Path) -> None:
    sql = STUCK.replace("SELECT instr(", "SELECT sum(1) FROM (SELECT 1) WHERE 0 = instr(")
    with hasty("query", sql, "--timeout", "0.5", cwd=tmp_path, url=sqlite_url) as process:
        try:
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, out) == (3, ""), err
    assert "cut short" in err


def test_so_is_one_that_hears_no_signal(sqlite_url: str, tmp_path: Path) -> None:
    with hasty("query", STUCK, cwd=tmp_path, url=sqlite_url) as process:
        while _ticks(process.pid) < os.sysconf("SC_CLK_TCK"):  # a fork starts with far less than a second's
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        try:
            _, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 3, err
    assert "by a signal" in err


# A server that hears nothing, and a driver that waits for it until it does, whatever is raised meanwhile.
DEAF = """
import time
from newsarchive.cli import watchdog as watching
from newsarchive.cli.stopping import StopAtOnce
watching.WAITING_GRACE = watching.SIGNALLED_GRACE = 1.0
with StopAtOnce(), watching.Watchdog({}) as watch, watch.calling():
    try:
        print("waiting", flush=True)
        time.sleep(120)
    finally:
        time.sleep(120)
"""


@pytest.mark.parametrize(("timeout", "when"), [(0.5, "after 0.5 s"), (600, "by a signal")])
def test_a_server_that_hears_nothing_is_not_waited_for(timeout: float, when: str) -> None:
    with ForkedProcess(
        [*PROGRAM[:1], "-c", DEAF.format(timeout)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "waiting\n"
            if timeout > 1:
                process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 3, err
    assert when in err


@contextmanager
def _frozen_backend(url: str, mark: str) -> Iterator[None]:
    """Freeze the server's process that runs the statement in which `mark` stands, once it does."""
    found = "SELECT pid FROM pg_stat_activity WHERE query LIKE %s AND pid <> pg_backend_pid()"
    with closing(psycopg.connect(url.replace("+psycopg", ""), autocommit=True)) as connection:
        pids: list[tuple[int]] = []
        until = time.monotonic() + 30
        while not pids and time.monotonic() < until:
            pids = connection.execute(found, (f"%{mark}%",)).fetchall()
        [(pid,)] = pids
        time.sleep(0.3)  # so that it is past planning, and the client waits
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)


ENDLESS = "SELECT count(*) AS {0} FROM generate_series(1, 1000000000)"
# Rows come all the time; the reader leaves after the first, while the server is frozen.
FLOOD = "SELECT i AS {0}, sin(i) FROM generate_series(1, 1000000000) AS s(i)"


@pytest.mark.xdist_group("postgresql")
@pytest.mark.parametrize(
    ("sql", "more", "sent", "most"),
    [
        (ENDLESS, ("--timeout", "2"), None, 4),
        (ENDLESS, (), signal.SIGTERM, 1.5),
        (ENDLESS, (), signal.SIGINT, 1.5),
        (FLOOD, ("--timeout", "2", "--output", "out"), None, 4),
        (FLOOD, ("--output", "out"), signal.SIGTERM, 1.5),
    ],
)
def test_a_server_that_is_frozen_is_left(
    postgres_url: str,
    tmp_path: Path,
    sql: str,
    more: tuple[str, ...],
    sent: signal.Signals | None,
    most: float,
) -> None:
    mark = f"m{uuid.uuid4().hex[:10]}"
    words = ("query", sql.format(mark), "--format", "csv", *more)
    with hasty(*words, cwd=tmp_path, url=postgres_url) as process:
        began = time.monotonic()
        try:
            with _frozen_backend(postgres_url, mark):
                if sent:
                    began = time.monotonic()
                    process.send_signal(sent)
                _, err = process.communicate(timeout=90)
                took = time.monotonic() - began
        finally:
            process.kill()
    assert process.returncode == 3, err
    assert "cut short" in err
    assert list(tmp_path.glob("*out*")) == []
    assert took < most + 5  # a busy machine


def test_a_statement_too_complex_for_the_server_is_no_fault_of_the_archive(postgres_url: str) -> None:
    """psycopg counts it as an error of operation, like a server that is away."""
    for sql in (f"SELECT '{'[' * 100_000}'::json", f"SELECT {', '.join(['1'] * 2_000)}"):
        with (
            pytest.raises(SqlError, match="The SQL cannot be run"),
            run_query(postgres_url, sql, timeout=30) as result,
        ):
            list(result.rows)


def _ticks(pid: int) -> int:
    """Return the processor time of a process (fields 14 and 15 of proc_pid_stat(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def test_rows_of_few_steps_that_take_long_are_counted(sqlite_url: str) -> None:
    """The clock of SQLite looks every so many steps; these rows have ten each."""
    text, part = (f"replace(hex(zeroblob({size} + 0 * i)), '0', 'aa')" for size in (50_000, 25_000))
    slow = f"instr({text}, {part} || 'b')"
    counted = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500)"
    sql = f"{counted} SELECT i, {slow} FROM n"
    read = 0
    with (
        pytest.raises(Exception, match="cut short"),
        run_query(sqlite_url, sql, timeout=0.5) as result,
    ):
        for _ in result.rows:
            read += 1
    assert read < 500


def test_memory_that_is_used_up_ends_it_with_3(
    variables: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "_MEMORY", 150 << 20)
    columns = ", ".join(f"x || '{number}'" for number in range(40))
    sql = f"{DOUBLED.format(8_000_000)} SELECT {columns} FROM r WHERE length(x) > 5000000"
    for form in ("csv", "parquet"):
        words = ("query", sql, "--format", form, "--output", "out")
        code, _, err = run(*words, cwd=tmp_path, variables=variables)
        assert (code, "Traceback" in err) == (3, False), err
        assert "memory" in err
    assert list(tmp_path.glob("*out*")) == []
    assert run("query", "SELECT 1", cwd=tmp_path, variables=variables)[0] == 0


def test_every_function_of_sqlite_is_on_the_list_or_refused(sqlite_url: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        known = connection.execute("SELECT DISTINCT name, narg FROM pragma_function_list").fetchall()
    assert len(known) > 100
    for name, count in known:
        arguments = ", ".join("1" for _ in range(max(count, 0)))
        refused = ""
        try:
            with run_query(sqlite_url, f'SELECT "{name}"({arguments})', timeout=20) as result:
                list(result.rows)
        except SqlError as error:
            refused = error.message
        assert ("Not allowed" in refused) == (name not in SQLITE_FUNCTIONS), (name, refused)


CLOSED = [
    "sqlite_dbpage",
    "sqlite_dbpage('main')",
    "main.sqlite_dbpage",
    "dbstat",
    "SQLITE_STMT",
    '"sqlite_stmt"',
    "bytecode('SELECT_1')",
    "tables_used('SELECT_1')",
    "search_words_data",
    "[search_words_content]",
    "`search_words_config`",
    "'search_words_idx'",
    "main.search_words_docsize",
    "pragma_table_list",
    "pragma_function_list",
    "sqlite_temp_master",
    "fts5vocab",
]
CLOSED_WAYS = ["SELECT * FROM {}", "SELECT count(*) FROM {}", "SELECT 1 WHERE EXISTS (SELECT * FROM {})"]
CLOSED_WAYS += [
    "WITH current_articles AS (SELECT * FROM {}) SELECT 1 FROM current_articles",
    "EXPLAIN SELECT * FROM {}",
]


@pytest.mark.parametrize("way", CLOSED_WAYS)
@pytest.mark.parametrize("table", CLOSED)
def test_nothing_but_the_tables_of_the_archive_is_read(sqlite_url: str, table: str, way: str) -> None:
    with pytest.raises(SqlError) as refused, run_query(sqlite_url, way.format(table), timeout=20) as result:
        list(result.rows)
    missing = ("no such table", "is not a function", "syntax error", "no such module")  # in some builds
    assert "Not allowed" in refused.value.message or any(word in refused.value.message for word in missing)


def test_every_module_of_sqlite_is_a_table_function_that_computes_or_refused(sqlite_url: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        modules = {name for (name,) in connection.execute("SELECT name FROM pragma_module_list")}
    assert {"sqlite_dbpage", "dbstat"} & modules, "this SQLite has nothing to close"
    for name in modules - {"json_each", "json_tree", "generate_series"}:
        with pytest.raises(SqlError), run_query(sqlite_url, f"SELECT * FROM {name}", timeout=20) as result:
            list(result.rows)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT value FROM json_each('[1]')",
        "SELECT count(*) FROM json_tree('[1, 2]')",
        "WITH kept AS (SELECT 1) SELECT count(*) FROM kept",
        "WITH RECURSIVE R(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT 1 FROM R",
        "SELECT count(*) FROM current_articles, (SELECT 1 FROM data_dictionary) AS d",
        "SELECT count(*) FROM Articles JOIN main.urls ON urls.article_id = articles.id",
        "SELECT name FROM sqlite_master",
        "SELECT * FROM article_search('ferry')",
        "SELECT a.title FROM article_search('ferry boat') JOIN current_articles AS a USING (article_id)",
        "EXPLAIN QUERY PLAN SELECT * FROM article_search('ferry')",
        "EXPLAIN SELECT 1",
        "/* all */ VALUES (1)",
        "-- first\nSELECT 1",
    ],
)
def test_what_only_reads_the_archive_is_answered(sqlite_url: str, sql: str) -> None:
    with run_query(sqlite_url, sql, timeout=20) as result:
        assert result.columns
        list(result.rows)


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_every_view_is_read(sqlite_url: str, view: str) -> None:
    for what in ("*", "count(*)"):
        with run_query(sqlite_url, f"SELECT {what} FROM {view}", timeout=60) as result:
            list(result.rows)


def test_search_is_over_when_its_time_is(archive_url: str, tmp_path: Path) -> None:
    """All its statements together."""
    variables = {"NEWSARCHIVE_DATABASE_URL": archive_url}
    for more in ((), ("--as-of", "2026-01-01")):
        words = ("search", "ferry", "--timeout", "0.000001", *more)
        code, _, err = run(*words, cwd=tmp_path, variables=variables)
        assert code in {0, 3}, err
        assert "Traceback" not in err
