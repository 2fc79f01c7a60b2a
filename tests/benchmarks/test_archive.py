"""The invented archive is what it says: the same every time, with every probe as often as planted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.archive.articles import article, edits, plan, stream
from benchmarks.archive.build import build
from benchmarks.archive.multiplying import multiply
from benchmarks.archive.words import ABSENT, COMMON, ONLY_HANT
from newsarchive.storage.queries.search_archive import search_articles


def test_articles_are_functions_of_their_number() -> None:
    whole = list(stream(700))
    assert whole == [*stream(700, 0, 300), *stream(700, 300, 701)]
    assert next(one for one in whole if one.page.url == article(5, 700).page.url) == article(5, 700)


def test_every_edit_comes_once_and_after_its_article() -> None:
    urls = [page.page.url for page in stream(1200) if page.verdict == "article"]
    edited = {article(number, 1200).page.url for number in range(1200) if any(edits(number, 1200))}
    assert {url for url in urls if urls.count(url) == 2} == edited
    assert 30 <= len(edited) <= 90  # one in twenty


def test_probes_stand_where_they_should() -> None:
    pages = [page for page in stream(2000) if page.verdict == "article"]
    chinese = [page for page in pages if page.facts.language == "zh"]
    assert len(chinese) / 2 < sum(COMMON in page.text for page in chinese)
    assert not any(ABSENT in page.text or ONLY_HANT in page.text for page in pages)
    assert any("鐵塔" in page.text for page in pages)
    assert any(plan(number).copy_of is not None for number in range(2000))


def test_a_small_archive_is_built(tmp_path: Path) -> None:
    progress = build(f"sqlite:///{tmp_path}/archive.db", 300, step=100)
    assert progress.outcomes["new"] == 300
    assert progress.outcomes["changed"] == sum(plan(number).revisions for number in range(300))
    assert len(progress.rates) == 3


def test_a_multiplied_archive_is_a_sound_one(tmp_path: Path) -> None:
    small, large = tmp_path / "small.db", tmp_path / "large.db"
    build(f"sqlite:///{small}", 40, step=40)
    multiply(small, large, 3)
    with closing(sqlite3.connect(large)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*), count(DISTINCT url) FROM articles").fetchone() == (
            120,
            120,
        )
    found = [len(search_articles(f"sqlite:///{one}", COMMON, limit=500).rows) for one in (small, large)]
    assert found[1] == 3 * found[0] > 0
