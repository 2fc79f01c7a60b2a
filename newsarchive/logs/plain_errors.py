"""Errors of operators are told without a traceback where Scrapy, not our command line, meets them."""

from __future__ import annotations

import logging

from newsarchive.errors import NewsarchiveError


def tell_plainly() -> None:
    """Have asyncio's log, where an error of a crawl's start ends, show our own errors as messages alone."""
    logger = logging.getLogger("asyncio")
    if _plain not in logger.filters:
        logger.addFilter(_plain)


def _plain(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, NewsarchiveError):
        record.msg, record.args, record.exc_info, record.exc_text = str(error), (), None, None
    return True
