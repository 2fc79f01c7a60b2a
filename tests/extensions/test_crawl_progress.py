"""What a crawl says of itself while it runs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector

from newsarchive.extensions.crawl_progress import ProgressExtension


def test_nothing_is_said_before_something_was_asked_for() -> None:
    """The crawl of a source that another one holds ends so."""
    said: list[str] = []
    stats = MemoryStatsCollector(cast("Any", SimpleNamespace(settings=Settings())))
    progress = ProgressExtension("pier", stats, said.append)
    progress.report()
    assert said == []
    stats.set_value("downloader/request_count", 2)
    progress.report()
    progress.report()
    stats.set_value("newsarchive/store/new", 1)
    progress.report()
    assert said == ["pier: 2 requests", "pier: 2 requests, 1 new"]
