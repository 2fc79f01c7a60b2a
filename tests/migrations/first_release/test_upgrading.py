"""An archive that the first released code made of the sample newsroom, brought to today's schema."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, create_engine, text

from newsarchive.cli import main
from newsarchive.storage.database.location import parsed
from newsarchive.storage.migrating.commands import upgrade_schema
from newsarchive.storage.queries.search_archive import search_articles
from tests.migrations.first_release.rows import FILE, dump, load

RELEASED = "0002_learn_shared_lines"
EDITED = "http://news.example/2025/1103/ferry.html"
ARTICLES, REVISIONS = 27, 28
# The views of the first release, in an order that names no row number.
VIEWS = {
    "current_articles": "url",
    "article_history": "url, revision",
    "removed_text": "url, revision, place, kind, text",
}


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_engine(parsed(url))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def ask(url: str, sql: str) -> list[dict[str, Any]]:
    with connected(url) as connection:
        return [dict(row._mapping) for row in connection.execute(text(sql))]


def command(url: str, *words: str) -> tuple[int, str]:
    with mock.patch.dict(os.environ, {"NEWSARCHIVE_DATABASE_URL": url}):
        done = CliRunner().invoke(main, words)
    return done.exit_code, done.output


@pytest.fixture
def first_url(empty_url: str) -> str:
    upgrade_schema(empty_url, RELEASED)
    load(empty_url)
    return empty_url


def test_all_that_was_there_is_there_and_all_that_is_new_is_made(first_url: str) -> None:
    before = shown(first_url)
    assert [len(rows) for rows in before.values()][:2] == [ARTICLES, REVISIONS]
    assert command(first_url, "db", "upgrade")[0] == 0
    assert shown(first_url, before) == before
    edited = ask(first_url, f"SELECT revision, cause FROM article_history WHERE url = '{EDITED}' ORDER BY 1")
    assert edited == [{"revision": 1, "cause": "publisher"}, {"revision": 2, "cause": "publisher"}]
    check_changes(first_url)
    check_days(first_url)
    check_search(first_url)
    for words in (("db", "check"), ("db", "verify")):
        code, said = command(first_url, *words)
        assert code == 0, said
    code, said = command(first_url, "db", "upgrade")
    assert (code, "Computed:" in said) == (0, False), "nothing is left to compute"


def shown(url: str, like: dict[str, list[dict[str, Any]]] | None = None) -> dict[str, list[dict[str, Any]]]:
    """The views of the first release: later ones may have more columns, which `like` leaves out."""
    return {
        view: [
            {name: row[name] for name in (like[view][0] if like else row)}
            for row in ask(url, f"SELECT * FROM {view} ORDER BY {order}")
        ]
        for view, order in VIEWS.items()
    }


def check_changes(url: str) -> None:
    joined = "article_changes JOIN current_articles USING (article_id)"
    (change,) = ask(url, f"SELECT article_changes.*, url FROM {joined}")
    assert change["url"] == EDITED
    told = ("revision", "changed_title", "changed_text", "changed_authors", "stealth")
    # Its modified date moved on with the edit.
    assert [int(change[name]) for name in told] == [2, 1, 1, 0, 0]
    assert min(change["chars_added"], change["chars_removed"]) > 0


def check_days(url: str) -> None:
    days = ask(url, "SELECT source, day, articles, revisions FROM daily_volume WHERE articles > 0")
    assert sum(row["articles"] for row in days) == ARTICLES
    assert sum(row["revisions"] for row in days) == REVISIONS
    of_edited = "source = 'newsroom' AND day = '2025-11-03'"
    assert len(ask(url, f"SELECT * FROM daily_volume WHERE {of_edited}")) == 1


def check_search(url: str) -> None:
    for words, titles in {
        "临江轮渡": ["临江轮渡新增四条航线 早高峰班次加密"],
        "臨江輪渡 四条": ["临江轮渡新增四条航线 早高峰班次加密"],
        '"tidal mill"': ["Tidal mill turns again after ninety years"],
        "三条航线": [],  # of the revision before
    }.items():
        assert [row[3] for row in search_articles(url, words).rows] == titles, words


def test_the_rows_are_those_of_the_file(first_url: str, tmp_path: Path) -> None:
    dump(first_url, tmp_path / "again.gz")
    assert (tmp_path / "again.gz").read_bytes() == FILE.read_bytes()
