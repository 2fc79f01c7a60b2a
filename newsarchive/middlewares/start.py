"""Which requests a crawl began with: those that answers led to since go before them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy.http import Request

IS_START = "is_start_request"  # the scheduler's queue goes by it (scrapy.pqueues)


class StartMiddleware:
    """Takes the place of Scrapy's, which for this looks through what each answer gives, too.

    A crawl that is cut short then has what today's lists name before what earlier crawls left.
    """

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        async for one in start:
            if isinstance(one, Request):
                one.meta.setdefault(IS_START, True)
            yield one
