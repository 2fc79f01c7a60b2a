"""The four steps in order: each takes the previous type, gives the next, and counts what came of it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from scrapy.statscollectors import MemoryStatsCollector, StatsCollector
from scrapy.utils.test import get_crawler

from newsarchive.addon import COMPONENTS
from newsarchive.errors import ArchiveUnavailableError
from newsarchive.hints import PageHints, Selectors
from newsarchive.items import CleanArticle, DecodedPage, ExtractedArticle, FetchedPage
from newsarchive.lifecycle import Outcome
from newsarchive.pipelines.drop_spam import DropSpamPipeline
from newsarchive.pipelines.extract_text import ExtractTextPipeline
from newsarchive.pipelines.normalize_encoding import NormalizeEncodingPipeline
from newsarchive.pipelines.render_empty import RenderEmptyPipeline
from newsarchive.pipelines.store import PageNotStored, StorePipeline
from newsarchive.storage.interfaces.crawl_store import Saved
from tests.mockserver.articles import chinese

PAGE = FetchedPage(
    url="http://h.example/a", body=chinese(7).encode("gb18030"), content_type="text/html; charset=utf-8"
)


class FakeArchive:
    """Saves in memory, or is away."""

    def __init__(self, *, away: bool = False) -> None:
        self.saved: list[CleanArticle] = []
        self._away = away

    async def save(self, article: CleanArticle) -> Saved:
        if self._away:
            raise ArchiveUnavailableError("away")
        self.saved.append(article)
        return Saved(url=article.page.url, outcome=Outcome.NEW, revision=1)


@pytest.fixture
def stats() -> StatsCollector:
    return MemoryStatsCollector(get_crawler())


def store(stats: StatsCollector, archive: Any) -> StorePipeline:
    return StorePipeline(stats, archive)


def test_bytes_become_a_stored_article(stats: StatsCollector) -> None:
    async def run() -> None:
        archive = FakeArchive()
        decoded = NormalizeEncodingPipeline(stats).process_item(PAGE)
        assert isinstance(decoded, DecodedPage)
        assert "疏浚第7号航道" in decoded.text
        extracting = ExtractTextPipeline(stats, workers=0)
        extracting.open_spider()
        extracted = await extracting.process_item(decoded)
        assert isinstance(extracted, ExtractedArticle)
        await extracting.close_spider()
        cleaned = DropSpamPipeline(stats).process_item(extracted)
        assert await store(stats, archive).process_item(cleaned) is cleaned
        assert archive.saved[0].title == "海港决定疏浚第7号航道"

    asyncio.run(run())
    assert stats.get_value("newsarchive/extract/article") == 1
    assert stats.get_value("newsarchive/clean/article") == 1
    assert stats.get_value("newsarchive/store/new") == 1
    assert (
        sum(value for name, value in stats.get_stats().items() if name.startswith("newsarchive/decode/")) == 1
    )


def test_the_hints_of_a_page_reach_extraction_and_misses_are_counted(stats: StatsCollector) -> None:
    hints = PageHints(selectors=Selectors(title="title", body=".none"), timezone="Asia/Shanghai")

    async def run() -> ExtractedArticle:
        extracting = ExtractTextPipeline(stats, workers=1, hints=lambda page: hints)
        extracting.open_spider()
        try:
            return await extracting.process_item(NormalizeEncodingPipeline(stats).process_item(PAGE))
        finally:
            await extracting.close_spider()

    assert asyncio.run(run()).missed_selectors == ("body",)
    assert stats.get_value("newsarchive/selector_missed/body") == 1
    assert stats.get_value("newsarchive/selector_missed/title") is None


def test_an_undecodable_page_reaches_the_archive(stats: StatsCollector) -> None:
    async def run() -> None:
        archive = FakeArchive()
        page = FetchedPage(url="http://h.example/b", body=bytes(range(256)) * 20)
        extracting = ExtractTextPipeline(stats, workers=0)
        extracting.open_spider()
        extracted = await extracting.process_item(NormalizeEncodingPipeline(stats).process_item(page))
        await store(stats, archive).process_item(DropSpamPipeline(stats).process_item(extracted))
        assert archive.saved[0].verdict == "undecodable"

    asyncio.run(run())


def test_an_archive_away_drops_with_a_class_and_a_counter(stats: StatsCollector) -> None:
    article = CleanArticle(page=PAGE, verdict="article", charset=None)
    with pytest.raises(PageNotStored):
        asyncio.run(store(stats, FakeArchive(away=True)).process_item(article))
    assert stats.get_value("newsarchive/store/not_stored") == 1


def test_the_journey_is_one_list_in_order() -> None:
    ordered = sorted(COMPONENTS["ITEM_PIPELINES"].items(), key=lambda pair: pair[1])
    assert ordered == [
        (NormalizeEncodingPipeline, 100),
        (ExtractTextPipeline, 200),
        (DropSpamPipeline, 300),
        (RenderEmptyPipeline, 350),
        (StorePipeline, 400),
    ]
