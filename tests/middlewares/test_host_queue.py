"""One slow host does not fill the downloader."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from scrapy.http import Request
from scrapy.squeues import FifoMemoryQueue
from scrapy.utils.test import get_crawler

from newsarchive.middlewares.host_gate import SPARE_REQUESTS, HostQueue


def test_each_host_gets_what_it_can_use_and_the_others_go_on() -> None:
    crawler = get_crawler(settings_dict={"CONCURRENT_REQUESTS_PER_DOMAIN": 2})
    active: set[Request] = set()
    crawler._engine = cast("Any", SimpleNamespace(downloader=SimpleNamespace(active=active)))
    queue = HostQueue(crawler, FifoMemoryQueue, "")
    for number in range(20):
        queue.push(Request(f"http://slow.example/{number}", priority=5))
    queue.push(Request("http://quick.example/1"))
    while (request := queue.pop()) is not None:
        active.add(request)
    hosts = sorted(request.url.split("/")[2] for request in active)
    assert hosts == ["quick.example"] + ["slow.example"] * (2 + SPARE_REQUESTS)
    assert len(queue) == 20 - 2 - SPARE_REQUESTS
    active.pop()
    active.discard(next(request for request in active if "slow" in request.url))
    assert queue.pop() is not None
