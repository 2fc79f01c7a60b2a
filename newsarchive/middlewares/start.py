"""Marks the requests that a crawl starts with; the scheduler takes those found in responses first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy.http import Request

IS_START = "is_start_request"  # the scheduler's queue goes by it (scrapy.pqueues)


class StartMiddleware:
    """Replaces Scrapy's, which also iterates over the results of every response.

    A crawl that is cut short has then fetched what today's listings name before what earlier crawls left.
    """

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        async for one in start:
            if isinstance(one, Request):
                one.meta.setdefault(IS_START, True)
            yield one
