"""What was away and is back within one import; whose URLs of its answers are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import Answer
from tests.storage.conftest import Rows
from tests.storage.making import URL, article, minutes

TOLD = "SELECT event, at FROM url_events WHERE event IN ('withdrawn', 'returned') ORDER BY id"
DAY = 24 * 60


def gone(minute: int) -> Answer:
    return Answer(
        url=URL, kind="article", outcome=Outcome.GONE, at=minutes(minute), status=404, reason="not_found"
    )


def same(minute: int) -> Answer:
    return Answer(url=URL, kind="article", outcome=Outcome.NOT_MODIFIED, at=minutes(minute), status=304)


def import_all(archive: Archive, misses: Sequence[int], back: int, *, as_304: bool) -> None:
    run = archive.crawls.begin(None, CrawlKind.IMPORT, minutes(0))
    archive.saves.save(run, [article()], by_time=True)
    archive.frontier.record(run, [gone(minute) for minute in misses], once=True)
    if as_304:
        archive.frontier.record(run, [same(back)], once=True)
    else:
        archive.saves.save(run, [article(fetched_at=minutes(back))], by_time=True)
    archive.crawls.end(run, minutes(back), "finished")


@pytest.mark.parametrize("as_304", [False, True])
@pytest.mark.parametrize("misses", [(DAY,), (DAY, 3 * DAY, 10 * DAY)])
def test_who_is_back_within_an_import_was_not_withdrawn(
    archive: Archive, rows: Rows, misses: Sequence[int], as_304: bool
) -> None:
    """Half of a site may have been down: only the end of an import tells."""
    import_all(archive, misses, 11 * DAY, as_304=as_304)
    assert rows(TOLD) == []
    assert rows("SELECT state, missing_since FROM urls") == [("stored", None)]


def test_source_of_a_known_url_stays_and_a_named_one_is_taken(archive: Archive, rows: Rows) -> None:
    run = archive.crawls.begin(None, CrawlKind.IMPORT, minutes(0))
    archive.saves.save(run, [article(source="paper")])
    other = Answer(
        url=f"{URL}/else",
        kind="article",
        outcome=Outcome.GONE,
        at=minutes(5),
        status=404,
        reason="not_found",
        source="paper",
    )
    archive.frontier.record(run, [gone(DAY), other], once=True)
    assert rows("SELECT name FROM sources") == [("paper",)]
