"""The full-text index of SQLite is written by our settings, in archives that were made before them too."""

from __future__ import annotations

from sqlalchemy import create_engine, text

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.derived.search_entries import FTS_SETTINGS
from tests.storage.making import NOON, article


def test_the_first_save_sets_them_and_the_index_answers(sqlite_url: str) -> None:
    engine = create_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO search_words (search_words, rank) VALUES ('automerge', 4)"))
    archive = open_archive(sqlite_url)
    archive.saves.save(archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON), [article()])
    archive.close()
    with engine.connect() as connection:
        known = {row[0]: row[1] for row in connection.execute(text("SELECT k, v FROM search_words_config"))}
        found = connection.scalar(text("SELECT count(*) FROM search_words WHERE search_words MATCH 'ferry'"))
    engine.dispose()
    assert {name: known[name] for name in FTS_SETTINGS} == FTS_SETTINGS
    assert found == 1
