"""The edits of a source are told, whatever became of the article since."""

from __future__ import annotations

from sqlalchemy import update

from newsarchive.lifecycle import CrawlKind, RevisionCause
from newsarchive.storage import open_archive
from newsarchive.storage.schema import revisions
from newsarchive.web.answers.archive_reader import ArchiveReader
from newsarchive.web.answers.source_answers import recent_edits
from tests.asking import asking_engine
from tests.storage.making import NOON, article, minutes


def test_an_edit_is_told_though_the_page_was_read_anew_since(archive_url: str) -> None:
    """Of each article the newest revision alone was looked at: read anew, a source had no edits."""
    archive = open_archive(archive_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    for place in range(3):
        archive.saves.save(crawl, [article(text=f"The ferry runs {place}", fetched_at=minutes(place))])
    archive.close()
    with asking_engine(archive_url) as engine, engine.begin() as connection:
        read_anew = update(revisions).where(revisions.c.number == 3)
        connection.execute(read_anew.values(cause=RevisionCause.REPROCESS))
    with ArchiveReader(archive_url).reading() as reading:
        number = reading.index.source_id("lantern")
        assert [one.revision for one in recent_edits(reading, number)] == [2]
        assert [one.revision for one in recent_edits(reading)] == [2]
