"""The contract with Scrapy's private parts: each test fails when an upgrade changes what is relied upon."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy.core.downloader import Downloader
from scrapy.core.engine import ExecutionEngine, _Slot
from scrapy.core.scraper import Slot
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, HtmlResponse, Request, Response
from scrapy.pqueues import DownloaderAwarePriorityQueue, DownloaderInterface
from scrapy.settings import Settings
from scrapy.squeues import FifoMemoryQueue
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from newsarchive.compat import scrapy_private
from newsarchive.compat.scrapy_private import HostSlots, SlotQueue
from newsarchive.extensions.crawl_archive import most_unstored

URL = "http://harbour.example/1"


def crawl(**engine: object) -> Crawler:
    """A crawler with as much of an engine as is looked at."""
    return cast("Crawler", SimpleNamespace(crawling=True, engine=SimpleNamespace(**engine)))


def test_the_engine_still_has_what_is_looked_at() -> None:
    """The stand-ins of the other tests are worth nothing where these names are gone."""
    assert {"_slot", "downloader", "scraper"} <= {*ExecutionEngine.__init__.__code__.co_names}
    assert isinstance(vars(ExecutionEngine)["scheduler"], property)
    assert isinstance(get_crawler().crawling, bool)
    assert "closing" in _Slot.__init__.__code__.co_names


def test_is_stopping() -> None:
    assert not scrapy_private.is_stopping(crawl(_slot=SimpleNamespace(closing=None)))
    assert scrapy_private.is_stopping(crawl(_slot=SimpleNamespace(closing=object())))
    assert scrapy_private.is_stopping(crawl(_slot=None))


def test_is_told_to_stop() -> None:
    told = crawl(_slot=SimpleNamespace(closing=None))
    assert not scrapy_private.is_told_to_stop(told)
    told.crawling = False
    assert scrapy_private.is_told_to_stop(told)
    assert scrapy_private.is_stopping(told)


def test_is_downloader_idle() -> None:
    class Scheduler:
        waits = False

        def has_pending_requests(self) -> bool:
            return self.waits

    assert "active" in Downloader.__init__.__code__.co_names
    scheduler, active, scraper = Scheduler(), set[Request](), SimpleNamespace(slot=Slot())
    at_work = crawl(downloader=SimpleNamespace(active=active), scheduler=scheduler, scraper=scraper)
    assert scrapy_private.is_downloader_idle(at_work)
    active.add(Request(URL))
    assert not scrapy_private.is_downloader_idle(at_work)
    active.clear()
    scheduler.waits = True
    assert not scrapy_private.is_downloader_idle(at_work)


def test_bound_unfinished_makes_many_small_answers_hold_up_the_downloader() -> None:
    most = most_unstored(2)
    slot = Slot(100_000_000)
    scrapy_private.bound_unfinished(crawl(scraper=SimpleNamespace(slot=slot)), most)
    request = Request(URL)
    for number in range(most):
        assert not slot.needs_backout(), number
        slot.add_response_request(Response(request.url, body=b"small"), request)
    assert slot.needs_backout()
    slot.next_response_request_deferred()
    slot.finish_response(Response(request.url, body=b"small"), request)
    assert not slot.needs_backout()
    slot.add_response_request(Response(request.url, body=bytes(100_000_000)), request)
    assert slot.needs_backout()


def redirected(request: Request) -> Request | Response:
    crawler = get_crawler(settings_dict={"REDIRECT_MAX_TIMES": 8})
    middleware = RedirectMiddleware.from_crawler(crawler)
    crawler.spider = cast("Any", SimpleNamespace())
    answer = Response(request.url, status=301, headers={"Location": "/2"}, request=request)
    return middleware.process_response(request, answer)


def test_is_redirect_limit_and_redirects_left() -> None:
    led_on = redirected(Request(URL, meta={scrapy_private.REDIRECTS_LEFT: 1}))
    assert isinstance(led_on, Request)
    with pytest.raises(IgnoreRequest) as caught:
        redirected(led_on)
    assert scrapy_private.is_redirect_limit(caught.value)
    assert not scrapy_private.is_redirect_limit(IgnoreRequest("Forbidden by robots.txt"))


def test_download_slot_names_the_slot() -> None:
    request = Request(URL, meta={scrapy_private.DOWNLOAD_SLOT: "harbour.example:8080"})
    assert Downloader.__new__(Downloader).get_slot_key(request) == "harbour.example:8080"


def test_response_class() -> None:
    headers = Headers({"Content-Type": "text/html"})
    assert scrapy_private.response_class(headers=headers, url=URL, body=b"<p>") is HtmlResponse


def test_remove_builtins_takes_a_component_out_of_what_scrapy_begins_with() -> None:
    cookies = "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"
    settings = Settings()
    assert cookies in settings.getdict("DOWNLOADER_MIDDLEWARES_BASE")
    scrapy_private.remove_builtins(settings, "DOWNLOADER_MIDDLEWARES_BASE", {cookies})
    left = settings.get_component_priority_dict_with_base("DOWNLOADER_MIDDLEWARES")
    assert cookies not in {str(name) for name in left}
    assert len(left) == len(Settings().getdict("DOWNLOADER_MIDDLEWARES_BASE")) - 1


class ByHost(HostSlots):
    def slot_of(self, request: Request) -> str:
        return request.url.split("/")[2]


def test_slot_queue_asks_the_slots_it_is_given() -> None:
    crawler = get_crawler()
    active = {Request(URL), Request("http://harbour.example/2")}
    crawler._engine = cast("Any", SimpleNamespace(downloader=SimpleNamespace(active=active)))
    assert set(vars(DownloaderAwarePriorityQueue(crawler, FifoMemoryQueue, ""))) >= {"_downloader_interface"}
    assert {"stats", "get_slot_key"} <= set(vars(DownloaderInterface))
    queue = SlotQueue(crawler, ByHost(crawler, 2), FifoMemoryQueue, "")
    for url in ("http://harbour.example/3", "http://lake.example/1"):
        queue.push(Request(url))
    found = queue.pop()
    assert found is not None
    assert found.url == "http://lake.example/1"
    assert queue.pop() is None, "harbour.example has as many as it may"


def test_is_forbidden_by_robots() -> None:
    """As Scrapy's own middleware says it."""
    crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True})
    crawler.spider = cast("Any", SimpleNamespace())
    crawler.stats = MemoryStatsCollector(crawler)
    middleware = RobotsTxtMiddleware.from_crawler(crawler)
    rules = cast("Any", SimpleNamespace(allowed=lambda _url, _agent: False))
    with pytest.raises(IgnoreRequest) as caught:
        middleware.process_request_2(rules, Request(URL))
    assert scrapy_private.is_forbidden_by_robots(caught.value)
    assert not scrapy_private.is_forbidden_by_robots(IgnoreRequest("max redirections reached"))
