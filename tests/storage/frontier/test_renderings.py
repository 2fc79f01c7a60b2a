"""What was found out of a source's rendering is kept, one row a source."""

from __future__ import annotations

from newsarchive.lifecycle import RenderMode
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import Rendering
from tests.storage.making import NOON, minutes


def test_the_last_word_is_kept_and_sources_are_apart(archive: Archive) -> None:
    assert archive.renderings.load("lantern") is None
    first = Rendering(mode=RenderMode.PLAIN, tried=1, helped=1, decided_at=NOON)
    archive.renderings.record("lantern", first)
    assert archive.renderings.load("lantern") == first
    then = Rendering(mode=RenderMode.BROWSER, tried=2, helped=2, decided_at=minutes(5))
    archive.renderings.record("lantern", then)
    assert archive.renderings.load("lantern") == then
    assert archive.renderings.load("beacon") is None
