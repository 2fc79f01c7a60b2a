"""Third step: injected spam goes out of the text and stays as evidence."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newsarchive.items import CleanArticle, ExtractedArticle
from newsarchive.stages import clean


class DropSpamPipeline:
    """ExtractedArticle in, CleanArticle out; counts verdicts and what was cut, by kind."""

    def __init__(self, stats: StatsCollector) -> None:
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats)

    def process_item(self, item: ExtractedArticle) -> CleanArticle:
        article = clean(item)
        self._stats.inc_value(f"newsarchive/clean/{article.verdict}")
        for block in article.removed:
            self._stats.inc_value(f"newsarchive/removed/{block.kind}")
        return article
