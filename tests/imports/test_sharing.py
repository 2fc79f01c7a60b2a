"""What an import learned, the next applies; the result shows no order, worker count or interruption."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from newsarchive.imports.line_results import import_page, refuse_import
from newsarchive.imports.manifest import read_manifest
from newsarchive.imports.page_import import PageImport
from newsarchive.storage import open_archive
from newsarchive.workers import open_pool
from tests.asking import ask
from tests.imports.making import Saved, html
from tests.text.boilerplate.making import BUTTON, MASTHEAD, NOTICE, sentences

CONTENT = (
    "SELECT url, revision, title, text, authors, cause FROM article_history ORDER BY url, revision",
    "SELECT source, url, text, revision, removed_blocks FROM current_articles ORDER BY url",
    "SELECT url, place, kind, rule, text FROM removed_text ORDER BY 1, 2, 3, 4, 5",
    "SELECT host, place, line, stories, stories_seen FROM host_lines ORDER BY 1, 2, 3",
)


def page(number: int) -> bytes:
    return html(title=f"Lamp {number}", paragraphs=(MASTHEAD, *sentences(number), NOTICE, BUTTON))


def manifest(folder: Path, numbers: list[int], name: str) -> Path:
    """Pages of two hosts, some of one address; in the order of `numbers`."""
    saved = Saved(folder)
    for number in numbers:
        host = "bay" if number % 2 else "cape"
        saved.add(f"{number}.html", page(number), url=f"https://{host}.example/{number}")
    return saved.manifest(name)


def bring(url: str, file: Path, *, workers: int = 0, patience: int = 10**9) -> None:
    """Import, or stop when asked so often whether to stop: it is asked at each page read and each done."""
    asked = iter(range(10**9))
    archive = open_archive(url, wait=5)
    with open_pool(import_page, workers=workers, refuse=refuse_import) as pool:
        run = PageImport(
            archive, pool, step=lambda _: None, stopping=lambda: next(asked) >= patience, say=print
        )
        run.run(read_manifest(file))
    archive.close()


def content(url: str) -> list[list[tuple[Any, ...]]]:
    return [ask(url, sql) for sql in CONTENT]


@pytest.fixture
def taught(archive_url: str, tmp_path: Path) -> tuple[str, Path]:
    """An archive that has learned from a first import, and the folder of pages."""
    bring(archive_url, manifest(tmp_path, list(range(12)), "first.jsonl"))
    return archive_url, tmp_path


def test_the_first_import_keeps_what_it_cannot_know_the_second_cuts_it(taught: tuple[str, Path]) -> None:
    url, folder = taught
    before = content(url)
    assert all(NOTICE in row[3] for row in before[0])
    assert {row[:3] for row in before[3]} == {
        (f"{host}.example", place, line)
        for host in ("bay", "cape")
        for place, line in (("head", MASTHEAD), *(("tail", line) for line in (MASTHEAD, NOTICE, BUTTON)))
    }
    bring(url, manifest(folder, list(range(30)), "second.jsonl"))
    after = content(url)
    texts = {row[0].rsplit("/", 1)[1]: row[3] for row in after[0]}
    assert len(texts) == 30
    for number in range(30):
        expected = (MASTHEAD, *sentences(number), NOTICE, BUTTON) if number < 12 else sentences(number)
        assert texts[str(number)] == "\n".join(expected)
    cut = {row[1:] for row in after[2] if row[0].endswith("/20") and row[3] == "host_lines"}
    assert cut == {
        ("head", "furniture", "host_lines", MASTHEAD),
        ("tail", "furniture", "host_lines", NOTICE),
        ("tail", "furniture", "host_lines", BUTTON),
    }


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_order_workers_and_interruptions_do_not_show(sqlite_url: str, tmp_path: Path, workers: int) -> None:
    bring(sqlite_url, manifest(tmp_path, list(range(12)), "first.jsonl"))
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    other = f"sqlite:///{shutil.copy(file, tmp_path / 'other.db')}"
    numbers = list(range(40))
    bring(sqlite_url, manifest(tmp_path, numbers, "second.jsonl"))
    random.Random(workers).shuffle(numbers)
    shuffled = manifest(tmp_path, numbers, "shuffled.jsonl")
    bring(other, shuffled, workers=workers, patience=30)
    assert len(content(other)[1]) < 40
    bring(other, shuffled, workers=workers)
    assert content(other) == content(sqlite_url)
