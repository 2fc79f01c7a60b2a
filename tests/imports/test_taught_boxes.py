"""Boxes that an import taught are applied by the next; no order, worker count or interruption shows."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.asking import ask, asking_engine
from tests.cli.inside import run
from tests.imports.making import Saved
from tests.imports.test_sharing import bring
from tests.text.boilerplate.gazette import gazette_story, gazette_text

CONTENT = (
    "SELECT url, revision, title, text, authors, cause FROM article_history ORDER BY url, revision",
    "SELECT url, place, kind, rule, text FROM removed_text ORDER BY 1, 2, 3, 4, 5",
    "SELECT f.url, r.kind, r.count FROM repairs r JOIN fetches f ON f.id = r.fetch_id ORDER BY 1, 2",
    "SELECT host, role, box_key, path, pages, pages_seen FROM host_boxes ORDER BY 1, 2, 3",
    "SELECT url, outline FROM page_outlines JOIN articles ON articles.id = article_id ORDER BY 1",
)

CAUSES = "SELECT cause, count(*) FROM article_history GROUP BY 1"


def reprocess(url: str, folder: Path, *words: str) -> int:
    (folder / "sources").mkdir(exist_ok=True)
    variables = {
        "NEWSARCHIVE_DATABASE_URL": url,
        "NEWSARCHIVE_SOURCES": str(folder / "sources"),
        "NEWSARCHIVE_WORKERS": "0",
    }
    code, _, _ = run("reprocess", *words, cwd=folder, variables=variables)
    return code


def manifest(folder: Path, numbers: list[int], name: str) -> Path:
    saved = Saved(folder)
    for number in numbers:
        url = f"https://gull.example/{number}"
        saved.add(f"{number}.html", gazette_story(number).encode(), url=url, source="gull")
    return saved.manifest(name)


def content(url: str) -> list[list[tuple[Any, ...]]]:
    return [ask(url, sql) for sql in CONTENT]


def wrong(url: str) -> set[int]:
    """The stories whose text is not theirs, or that were refused."""
    found = dict(ask(url, "SELECT url, text FROM current_articles"))
    texts = {int(one.rpartition("/")[2]): text for one, text in found.items()}
    asked = {int(one.rpartition("/")[2]) for (one,) in ask(url, "SELECT url FROM fetches")}
    return {number for number in asked if texts.get(number) != gazette_text(number)}


@pytest.mark.parametrize("workers", [0, 2])
def test_no_order_nor_interruption_shows(sqlite_url: str, tmp_path: Path, workers: int) -> None:
    bring(sqlite_url, manifest(tmp_path, list(range(1, 17)), "first.jsonl"))
    assert wrong(sqlite_url) == set(range(2, 17, 2))
    other = f"sqlite:///{shutil.copy(sqlite_url.removeprefix('sqlite:///'), tmp_path / 'other.db')}"
    numbers = list(range(1, 33))
    bring(sqlite_url, manifest(tmp_path, numbers, "second.jsonl"))
    random.Random(workers).shuffle(numbers)
    shuffled = manifest(tmp_path, numbers, "shuffled.jsonl")
    bring(other, shuffled, workers=workers, patience=20)
    assert len(ask(other, CONTENT[0])) < 32
    bring(other, shuffled, workers=workers)
    assert content(other) == content(sqlite_url)
    assert wrong(other) == set(range(2, 17, 2)), "what was stored before stays as it was"


def test_an_archive_without_outlines_learns_by_reprocess(archive_url: str, tmp_path: Path) -> None:
    bring(archive_url, manifest(tmp_path, list(range(1, 17)), "first.jsonl"))
    with asking_engine(archive_url) as engine, engine.begin() as connection:  # as it is after an upgrade
        for table in ("page_outlines", "host_boxes"):
            connection.execute(text(f"DELETE FROM {table}"))
    before = ask(archive_url, CONTENT[0])
    assert reprocess(archive_url, tmp_path, "--again") == 0
    assert ask(archive_url, CONTENT[0]) == before, "nothing was known yet"
    assert len(ask(archive_url, CONTENT[4])) == 16
    assert reprocess(archive_url, tmp_path) == 0
    assert wrong(archive_url) == set()
    causes = dict(ask(archive_url, CAUSES))
    assert causes == {"publisher": 16, "reprocess": 8}
    assert reprocess(archive_url, tmp_path) == 0
    assert dict(ask(archive_url, CAUSES)) == causes
