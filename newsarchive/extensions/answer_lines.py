"""Scrapy's log line about each response, made only if the log level shows it."""

from __future__ import annotations

import logging
from typing import Any, Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.logformatter import LogFormatter, LogFormatterResult


class AnswerLines(LogFormatter):
    """LOG_FORMATTER: Scrapy's own makes a DEBUG record of each response, whatever the log level."""

    def __init__(self, *, wanted: bool = True) -> None:
        self._wanted = wanted

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        level: Any = crawler.settings["LOG_LEVEL"]
        number = level if isinstance(level, int) else logging.getLevelNamesMapping().get(level, 0)
        return cls(wanted=number <= logging.DEBUG)

    def crawled(self, request: Request, response: Response, spider: Spider) -> LogFormatterResult | None:  # type: ignore[override]
        return super().crawled(request, response, spider) if self._wanted else None
