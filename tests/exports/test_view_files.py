"""`export tables` on both databases: the rows of the views, typed, by month, the same bytes again."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet
import pytest

from newsarchive.exports.folder import size_and_hash
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.exporting.exported_views import exported_view, reader_of, view_columns
from newsarchive.storage.exporting.view_rows import tables_snapshot
from newsarchive.storage.queries.run_query import run_query
from newsarchive.storage.schema import VIEWS as KNOWN_VIEWS
from tests.cli.inside import run
from tests.cli.running import FORKED, environment
from tests.forking import ForkedProcess
from tests.storage.making import NOON, SPAM, article, minutes, refused

BAY, CAPE = "https://bay.example", "https://cape.example"


def fill(url: str) -> dict[str, str]:
    """Articles of three months and of none, one of them edited, and a refused page."""
    archive = open_archive(url)
    crawl = archive.crawls.begin(None, CrawlKind.IMPORT, NOON)
    # Saved in another order than they are exported in: ids must not show.
    for address, published, text in (
        (f"{BAY}/z", "2026-03-31T23:30:00-05:00", "Still March there."),
        (f"{BAY}/é", "2026-03-02", "An accent sorts after z."),
        (f"{CAPE}/b", None, "No date.\n渡轮复航"),
        (f"{CAPE}/a", "2025-12-31", "December."),
    ):
        archive.saves.save(crawl, [article(address, text, published_at=published, removed=(SPAM,))])
    edited = article(f"{CAPE}/a", "December, edited.", published_at="2025-12-31", fetched_at=minutes(9))
    archive.saves.save(crawl, [edited, refused(f"{CAPE}/spam")])
    archive.crawls.end(crawl, minutes(10), "finished")
    archive.close()
    return {"NEWSARCHIVE_DATABASE_URL": url}


@pytest.fixture(scope="module")
def filled(module_url: str) -> dict[str, str]:
    """Only to be read."""
    return fill(module_url)


@pytest.fixture(scope="module")
def exported(filled: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `export tables` writes of it; only to be read."""
    return export(filled, tmp_path_factory.mktemp("exported") / "out", "out")


def export(filled: dict[str, str], folder: Path, *words: str) -> Path:
    code, out, err = run("export", "tables", *words, cwd=folder.parent, variables=filled)
    assert (code, out) == (0, ""), err
    return folder


def rows(folder: Path, view: str, columns: str = "*", order: str = "") -> list[Any]:
    with duckdb.connect() as connection:
        return connection.execute(f"SELECT {columns} FROM '{folder}/{view}/*.parquet' {order}").fetchall()


def test_files_are_by_month_and_listed_with_rows_and_hashes(exported: Path) -> None:
    folder = exported
    months = {path.stem for path in (folder / "current_articles").iterdir()}
    assert months == {"2025-12", "2026-03", "unknown"}
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}
    assert {entry["path"] for entry in manifest["files"]} == there
    for entry in manifest["files"]:
        path = folder / entry["path"]
        assert size_and_hash(path) == {"bytes": entry["bytes"], "sha256": entry["sha256"]}
        assert pyarrow.parquet.read_metadata(path).num_rows == entry["rows"]
    assert manifest["views"]["current_articles"]["rows"] == 4
    assert sum(manifest["extractors"].values()) == manifest["views"]["article_history"]["rows"] == 5


def test_rows_stand_by_address_and_carry_what_query_gives(
    exported: Path, filled: dict[str, str], tmp_path: Path
) -> None:
    folder = exported
    march = pyarrow.parquet.read_table(folder / "current_articles" / "2026-03.parquet")
    assert march.column("url").to_pylist() == [f"{BAY}/z", f"{BAY}/é"]
    words = ["--format", "parquet", "--output", "q.parquet"]
    run("query", "SELECT * FROM current_articles ORDER BY url", *words, cwd=tmp_path, variables=filled)
    queried = pyarrow.parquet.read_table(tmp_path / "q.parquet").to_pylist()
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT * FROM '{folder}/current_articles/*.parquet' ORDER BY url")
        names = [column[0] for column in found.description]
        written = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    assert written == queried
    history = rows(folder, "article_history", "url, revision", "WHERE url LIKE '%/a' ORDER BY revision")
    assert history == [(f"{CAPE}/a", 1), (f"{CAPE}/a", 2)]
    assert rows(folder, "removed_text", "count(*)", "WHERE article_id IS NULL") == [(1,)]


def test_types_are_those_of_the_dictionary_even_where_all_is_null(exported: Path) -> None:
    folder = exported
    spoken = {
        "bigint": "int64",
        "integer": "int32",
        "text": "string",
        "timestamp": "timestamp[us]",
        "date": "date32[day]",
        "boolean": "bool",
        "double": "double",
    }
    for path in folder.rglob("*.parquet"):
        schema = pyarrow.parquet.read_schema(path)
        columns = view_columns(path.parent.name)
        assert [(field.name, str(field.type)) for field in schema] == [
            (column.name, spoken[column.type]) for column in columns
        ]


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_the_same_export_twice_is_the_same_to_the_byte(
    filled: dict[str, str], tmp_path: Path, form: str
) -> None:
    first = export(filled, tmp_path / "one", "one", "--format", form)
    again = export(filled, tmp_path / "two", "two", "--format", form)
    assert hashes(first) == hashes(again)
    export(filled, tmp_path / "one", "one", "--format", "csv")  # over an earlier one, of any format
    assert {path.suffix for path in first.rglob("*") if path.is_file()} == {".csv", ".json"}


def hashes(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): size_and_hash(path)["sha256"] for path in files}


def test_both_databases_give_the_same_files(sqlite_url: str, postgres_url: str, tmp_path: Path) -> None:
    one = export(fill(sqlite_url), tmp_path / "one", "one")
    other = export(fill(postgres_url), tmp_path / "other", "other")
    mine, others = hashes(one), hashes(other)
    mine.pop("manifest.json"), others.pop("manifest.json")  # the SQL in it is each database's own
    recorded = {name for name in mine if name.startswith("article_history")}  # has the time of import
    assert {name: mine[name] for name in mine.keys() - recorded} == {
        name: others[name] for name in others.keys() - recorded
    }
    told = "* EXCLUDE (recorded_at)"
    assert rows(one, "article_history", told) == rows(other, "article_history", told)


def test_one_source(filled: dict[str, str], tmp_path: Path) -> None:
    folder = export(filled, tmp_path / "out", "out", "--source", "bay.example")
    assert {source for (source,) in rows(folder, "current_articles", "source")} == {"bay.example"}
    assert len(rows(folder, "article_history")) == 2
    code, _, err = run("export", "tables", "new", "--source", "none", cwd=tmp_path, variables=filled)
    assert code == 2
    assert "no source 'none'" in err
    assert "SELECT name FROM sources" in err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", KNOWN_VIEWS)
def test_every_view_has_a_place_and_an_order(name: str) -> None:
    columns = tuple(column.name for column in view_columns(name))
    view = exported_view(name, columns)
    needed = {column for column in view.order if "." not in column} | {view.month, view.key}
    assert needed - {"article", "none", None} <= set(columns)
    assert not any(column.endswith("_id") for column in view.order)


@pytest.mark.parametrize("words", [(), ("--source", "bay.example"), ("--as-of", "2999-01-01")])
def test_the_sql_of_the_manifest_gives_what_was_exported(
    filled: dict[str, str], tmp_path: Path, words: tuple[str, ...]
) -> None:
    """Asked as it stands it gives the exported columns, and the rows of the files one after another."""
    folder = export(filled, tmp_path / "out", "out", *words)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for view, facts in manifest["views"].items():
        # Those without a month come first, as in SQL; their file is the last by name.
        files = sorted((folder / view).iterdir(), key=lambda path: (path.stem != "unknown", path.stem))
        exported = [row for path in files for row in pyarrow.parquet.read_table(path).to_pylist()]
        with run_query(filled["NEWSARCHIVE_DATABASE_URL"], facts["query"], timeout=20) as found:
            readers = [reader_of(column) for column in view_columns(view)]
            asked = [
                dict(
                    zip(
                        found.columns,
                        (read(value) for read, value in zip(readers, row, strict=True)),
                        strict=True,
                    )
                )
                for row in found.rows
            ]
            assert list(found.columns) == list(facts["columns"])
        assert asked == exported, view
        assert len(asked) == facts["rows"]


def test_killed_it_leaves_nothing_that_looks_complete(sqlite_url: str, tmp_path: Path) -> None:
    filled = fill(sqlite_url)
    slow = "import time; from newsarchive.exports import view_files as t; w = t.write_rows\n"
    slow += "t.write_rows = lambda *a: (print('x', flush=True), time.sleep(60), w(*a))\n"
    slow += "from newsarchive.cli import main; main()"
    command = [*FORKED[:-1], slow, "export", "tables", "out"]
    with ForkedProcess(
        command, cwd=tmp_path, env=environment(**filled), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "x\n"
        os.kill(process.pid, signal.SIGKILL)
    assert not (tmp_path / "out").exists()
    left = list(tmp_path.glob(".out.*.partial"))
    assert len(left) == 1
    assert not (left[0] / "manifest.json").exists()
    time.sleep(0.1)
    export(filled, tmp_path / "out", "out")
    assert list(tmp_path.glob(".out.*")) == []


def test_as_of_a_moment_later_saves_do_not_show(archive_url: str, tmp_path: Path) -> None:
    filled = fill(archive_url)
    time.sleep(1.1)
    moment = datetime.now(UTC).isoformat()
    time.sleep(1.1)
    first = export(filled, tmp_path / "one", "one", "--as-of", moment)
    assert len(rows(first, "current_articles")) == 4
    archive = open_archive(filled["NEWSARCHIVE_DATABASE_URL"])
    crawl = archive.crawls.begin(None, CrawlKind.IMPORT, NOON)
    later = article(f"{CAPE}/a", "December, edited again.", published_at="2025-12-31", fetched_at=minutes(20))
    archive.saves.save(crawl, [later, article(f"{BAY}/new", "New.", fetched_at=minutes(20))])
    archive.close()
    again = export(filled, tmp_path / "two", "two", "--as-of", moment)
    assert hashes(first) == hashes(again)
    assert len(rows(export(filled, tmp_path / "now", "now"), "current_articles")) == 5
    manifest = json.loads((first / "manifest.json").read_text("utf-8"))
    assert "daily_volume" in manifest["left_out"]
    code, _, err = run("export", "tables", "x", "--as-of", "then", cwd=tmp_path, variables=filled)
    assert (code, "Traceback" in err) == (2, False)


def test_an_export_that_fails_amid_its_rows_says_so_alone(
    filled: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """What the disk refuses ends the reading too, before the connection is closed."""
    with (
        pytest.raises(OSError, match="no room"),
        tables_snapshot(filled["NEWSARCHIVE_DATABASE_URL"]) as snapshot,
    ):
        [table] = [one for one in snapshot.tables() if one.view.name == "current_articles"]
        for _, rows in snapshot.months(table):
            next(rows)
            raise OSError("no room")
    gc.collect()
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []
