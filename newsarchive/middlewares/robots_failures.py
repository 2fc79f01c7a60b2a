"""A robots.txt that cannot be downloaded is one line of the log and a count, not a traceback."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from urllib.parse import urlsplit

LOGGER = "scrapy.downloadermiddlewares.robotstxt"
STATISTIC = "newsarchive/robots/unreachable"


class RobotsFailureFilter(logging.Filter):
    """Rewrites what Scrapy's middleware says with a traceback: a site that is away is no bug of ours.

    Scrapy then asks for the page as if there were no robots.txt (RFC 9309, 2.3.1.4 would have it wait).
    """

    @classmethod
    def install(cls) -> None:
        """Put the filter on the middleware's logger; doing so again changes nothing."""
        logger = logging.getLogger(LOGGER)
        if not any(isinstance(there, cls) for there in logger.filters):
            logger.addFilter(cls())

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and isinstance(record.args, Mapping):
            page = urlsplit(getattr(record.args.get("request"), "url", ""))
            address = f"{page.scheme}://{page.netloc}/robots.txt"
            record.msg = "%s cannot be downloaded: %s"
            record.args = (address, str(error) or type(error).__name__)
            record.exc_info = record.exc_text = None
            record.levelno, record.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
            self._count(record)
        return True

    def _count(self, record: logging.LogRecord) -> None:
        spider = getattr(record, "spider", None)
        if spider is not None:
            spider.crawler.stats.inc_value(STATISTIC)
