"""Search in the texts as they stood: what the index finds today, found without it; and what is no more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarchive.storage import Archive
from newsarchive.storage.articles import saving
from tests.storage.making import article, minutes
from tests.storage.queries.test_search_hits import ASKED, found, stories, url_of

NEVER_OVER = datetime(9000, 1, 1, tzinfo=UTC)


def test_all_is_found_as_by_the_index(archive: Archive, crawl: int, archive_url: str) -> None:
    archive.saves.save(crawl, stories())
    for words, names in ASKED:
        assert found(archive_url, words, as_of=NEVER_OVER) == names, words
    since = datetime(2026, 3, 2)  # noqa: DTZ001 - clock time
    assert found(archive_url, "经济", as_of=NEVER_OVER, since=since) == ["hant"]
    assert found(archive_url, "αθήνα", as_of=NEVER_OVER, since=since) == []
    assert found(archive_url, "经济", as_of=NEVER_OVER, source="lantern", sort="relevance") == [
        "hans",
        "hant",
    ]


def test_an_edited_text_is_found_as_it_was(
    archive: Archive, crawl: int, archive_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock:
        at = minutes(0)

        def now(self) -> datetime:
            return self.at

    clock = Clock()
    monkeypatch.setattr(saving, "clock", clock)
    archive.saves.save(crawl, stories())
    clock.at = minutes(60)
    edited = article(
        url_of("hans"), "港口重开。", title="港口", published_at="2026-04-01", fetched_at=minutes(60)
    )
    archive.saves.save(crawl, [edited])
    assert found(archive_url, "经济") == ["hant"]
    assert found(archive_url, "经济", as_of=minutes(30)) == ["hant", "hans"]
    assert found(archive_url, "港口", as_of=minutes(30)) == []
    assert found(archive_url, "港口", as_of=minutes(60)) == ["hans"]
    assert found(archive_url, "经济", as_of=minutes(-1)) == []
