"""What answers lead to goes before what a crawl began with, at the same priority."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any, cast

from scrapy.http import Request
from scrapy.spidermiddlewares.start import StartSpiderMiddleware
from scrapy.squeues import FifoMemoryQueue
from scrapy.utils.test import get_crawler

from newsarchive.middlewares.host_gate import HostQueue


async def start() -> AsyncIterator[Any]:
    for number in (1, 2):
        yield Request(f"http://h.example/left/{number}")


async def begun() -> list[Request]:
    return [request async for request in StartSpiderMiddleware(get_crawler()).process_start(start())]


def test_news_first() -> None:
    crawler = get_crawler()
    crawler._engine = cast("Any", SimpleNamespace(downloader=SimpleNamespace(active=set())))
    queue = HostQueue(crawler, FifoMemoryQueue, "", start_queue_cls=FifoMemoryQueue)
    for request in (*asyncio.run(begun()), Request("http://h.example/news")):
        queue.push(request)
    found = [queue.pop() for _ in range(3)]
    assert [request.url.partition("example/")[2] for request in found if request] == [
        "news",
        "left/1",
        "left/2",
    ]
