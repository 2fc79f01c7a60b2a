"""What was found out of a source's rendering is kept, one row a source."""

from __future__ import annotations

from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import Rendering
from tests.storage.making import NOON, minutes


def test_the_last_word_is_kept_and_sources_are_apart(archive: Archive) -> None:
    assert archive.renderings.of("lantern") is None
    first = Rendering(mode="plain", tried=1, helped=1, decided_at=NOON)
    archive.renderings.remember("lantern", first)
    assert archive.renderings.of("lantern") == first
    then = Rendering(mode="browser", tried=2, helped=2, decided_at=minutes(5))
    archive.renderings.remember("lantern", then)
    assert archive.renderings.of("lantern") == then
    assert archive.renderings.of("beacon") is None
