"""Leaves the lists that wait in the scheduler to the next crawl once `crawl --limit` has its articles.

A portal's index names hundreds of sitemaps, a hostile one fifty thousand; nobody tries twenty articles to
wait for those.
"""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request

from newsarchive.extensions.crawl_context import ArticleLimit, crawl_context
from newsarchive.middlewares.postponement import BeyondLimitError

# Request.meta: whether the request is for a list that the next crawl asks for, too, if this one does not.
FURTHER_LIST_KEY = "newsarchive_further_list"


class ArticleLimitMiddleware:
    """Refuses requests for lists that may wait once new articles reach the limit; declared ones are read."""

    def __init__(self, limit: ArticleLimit) -> None:
        self._limit = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawl_context(crawler).limit)

    def process_request(self, request: Request) -> None:
        """Raise BeyondLimitError for a further list of a crawl that has its articles."""
        if self._limit.has_news_enough and request.meta.get(FURTHER_LIST_KEY):
            raise BeyondLimitError(f"--limit {self._limit.most} is reached by new articles")
