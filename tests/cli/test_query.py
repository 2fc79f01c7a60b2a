"""`newsarchive query` as a shell runs it: every format to the byte, on both databases, and exit codes."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

import pyarrow.parquet
import pytest

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from tests.cli import running
from tests.cli.inside import run
from tests.cli.running import FORKED, environment
from tests.forking import ForkedProcess
from tests.processes import wait_until_threads
from tests.storage.making import NOON, SPAM, TEXT, article, mirror_repair, refused

FOREVER = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
LATEST = "SELECT title, published_at, mirror, editor FROM current_articles ORDER BY published_at DESC, url"


@pytest.fixture(scope="module")
def filled(module_url: str) -> dict[str, str]:
    """The environment of an archive with two articles and a refused page, only to be read."""
    archive = open_archive(module_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    quoted = article(
        "https://lantern.example/zh",
        title='渡轮 "复航", 今日',
        published_at="2026-03-15",
        editor="",
        removed=(SPAM,),
    )
    archive.saves.save(
        crawl, [article(repairs=(mirror_repair(),)), quoted, refused("https://lantern.example/x")]
    )
    archive.close()
    return {"NEWSARCHIVE_DATABASE_URL": module_url}


def test_csv_to_the_byte(filled: dict[str, str], tmp_path: Path) -> None:
    code, out, err = running.run("query", LATEST, "--format", "csv", cwd=tmp_path, variables=filled)
    assert (code, err) == (0, "")
    assert out == (
        "title,published_at,mirror,editor\n"
        '"渡轮 ""复航"", 今日",2026-03-15 00:00:00,false,""\n'
        "Ferry runs again,2026-03-14 01:30:00,true,\n"
    )


def test_jsonl_to_the_byte(filled: dict[str, str], tmp_path: Path) -> None:
    code, out, _ = run("query", LATEST, "--format", "jsonl", "--limit", "1", cwd=tmp_path, variables=filled)
    assert code == 0
    assert out.count("\n") == 1
    assert json.loads(out) == {
        "title": '渡轮 "复航", 今日',
        "published_at": "2026-03-15 00:00:00",
        "mirror": False,
        "editor": "",
    }


def test_table_is_aligned_for_wide_characters(filled: dict[str, str], tmp_path: Path) -> None:
    sql = "SELECT text, title FROM current_articles ORDER BY url"
    _, out, _ = run("query", sql, cwd=tmp_path, variables=filled)
    lines = out.splitlines()
    assert len(lines) == 4
    assert lines[2].startswith(TEXT.replace("\n", "⏎") + "  Ferry")


def test_parquet_keeps_types(filled: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "out.parquet"
    code, out, _ = run(
        "query", LATEST, "--format", "parquet", "--output", str(file), cwd=tmp_path, variables=filled
    )
    assert (code, out) == (0, "")
    table = pyarrow.parquet.read_table(file)
    assert [str(kind) for kind in table.schema.types] == ["string", "timestamp[us]", "bool", "string"]
    assert table.column("mirror").to_pylist() == [False, True]


def test_parquet_of_nulls_alone_is_text(filled: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "out.parquet"
    words = ["--format", "parquet", "--output", str(file)]
    code, _, err = run("query", "SELECT 1 AS a, NULL AS b", *words, cwd=tmp_path, variables=filled)
    assert (code, err) == (0, "")
    table = pyarrow.parquet.read_table(file)
    assert str(table.schema.field("b").type) == "string"
    assert table.column("b").to_pylist() == [None]


def test_parquet_refuses_a_column_of_several_types(sqlite_url: str, tmp_path: Path) -> None:
    code, _, err = run(
        *("query", "SELECT 1 AS a UNION ALL SELECT 'x'", "--format", "parquet", "--output", "o.parquet"),
        cwd=tmp_path,
        variables={"NEWSARCHIVE_DATABASE_URL": sqlite_url},
    )
    assert code == 2
    assert "CAST it" in err
    assert list(tmp_path.glob("*o.parquet*")) == []


def test_output_appears_complete_or_not_at_all(filled: dict[str, str], tmp_path: Path) -> None:
    words = ["--format", "csv", "--output", "out.csv"]
    code, out, err = run("query", FOREVER, "--timeout", "0.3", *words, cwd=tmp_path, variables=filled)
    assert (code, out) == (3, "")
    assert "cut short" in err
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".out", "out"))] == []
    assert run("query", FOREVER, "--limit", "3", *words, cwd=tmp_path, variables=filled)[0] == 0
    assert (tmp_path / "out.csv").read_bytes() == b"i\n1\n2\n3\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["DELETE FROM urls"], 2, "only reads"),
        (["SELECT title FROM nowhere"], 2, "nowhere"),
        (["SELECT 1; SELECT 2"], 2, "one SELECT"),
        (["SELECT 1 AS a, 2 AS a", "--format", "jsonl"], 2, "named a"),
        (["SELECT 1", "--output", "none/out.csv"], 2, "none/out.csv"),
        (["SELECT 1", "--output", "."], 2, "not a regular file"),
        (["VALUES (1), (2)", "--limit", "1"], 0, ""),
        (["SELECT 1", "--limit", "-1"], 2, "--limit"),
        ([FOREVER.replace("SELECT i FROM n", "SELECT count(*) FROM n"), "--timeout", "0.3"], 3, "cut short"),
    ],
)
def test_exit_codes(filled: dict[str, str], tmp_path: Path, words: list[str], code: int, said: str) -> None:
    found, _, err = run("query", *words, cwd=tmp_path, variables=filled)
    assert (found, "Traceback" in err) == (code, False), err
    assert said in err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("counted", ["i", "count(*)"])
def test_a_signal_ends_it_with_3(
    archive_url: str, tmp_path: Path, number: signal.Signals, counted: str
) -> None:
    sql = FOREVER.replace("SELECT i FROM n", f"SELECT {counted} FROM n")
    with ForkedProcess(
        [*FORKED, "query", sql, "--format", "csv", "--output", "out.csv"],
        cwd=tmp_path,
        env=environment(NEWSARCHIVE_DATABASE_URL=archive_url),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        wait_until_threads(process.pid, 2)  # the watchdog's: the question is asked now
        time.sleep(0.3)
        process.send_signal(number)
        _, err = process.communicate(timeout=120)
    assert (process.returncode, "Traceback" in err) == (3, False), err
    assert "topped by" in err
    assert list(tmp_path.glob("*out.csv*")) == []


def test_chinese_in_the_sql_where_the_locale_has_none(filled: dict[str, str], tmp_path: Path) -> None:
    sql = "SELECT title AS 题 FROM current_articles WHERE title LIKE '%复航%'"
    code, out, err = run("query", sql, "--format", "csv", cwd=tmp_path, variables=filled)
    assert (code, out, err) == (0, '题\n"渡轮 ""复航"", 今日"\n', "")
