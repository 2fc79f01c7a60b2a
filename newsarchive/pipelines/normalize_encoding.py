"""First step: the bytes of a page become characters, whatever its header and tags say."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newsarchive.items import DecodedPage, FetchedPage
from newsarchive.stages import decode


class NormalizeEncodingPipeline:
    """FetchedPage in, DecodedPage out; counts what decided the charset."""

    def __init__(self, stats: StatsCollector) -> None:
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats)

    def process_item(self, item: FetchedPage) -> DecodedPage:
        page = decode(item)
        outcome = page.charset.evidence if page.charset else "undecodable"
        self._stats.inc_value(f"newsarchive/decode/{outcome}")
        return page
