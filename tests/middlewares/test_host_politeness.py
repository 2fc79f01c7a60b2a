"""What becomes of an answer: passed on, asked again after a wait, or left for the next crawl."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from scrapy import exceptions
from scrapy.http import Request, Response
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from newsarchive import clock
from newsarchive.extensions.host_cache import HostCache
from newsarchive.middlewares.host_gate import HostGate, Pace
from newsarchive.middlewares.host_politeness import HostMiddleware
from newsarchive.middlewares.postponement import PostponedError
from newsarchive.politeness.host_state import HostState

HOST = "h.example"
Story = Callable[[HostMiddleware, HostCache], None]


def url(number: int = 1) -> str:
    return f"http://{HOST}/a/{number}"


def said(status: int, retry_after: str | None = None) -> Response:
    headers = {b"Retry-After": retry_after.encode()} if retry_after else {}
    return Response(url(), status=status, headers=headers)


def tell(story: Story, **facts: Any) -> HostState:
    """Run a story with a middleware, and return how the host stands at its end."""

    async def run() -> HostState:
        async def nothing(_: Any) -> dict[str, HostState]:
            return {}

        book = HostCache(nothing, nothing)
        await book.load(HOST)
        defaults = {"tries": 2, "patience": 300.0, "first_backoff": 60.0, "chance": lambda: 0.0}
        given: dict[str, Any] = defaults | facts
        stats = MemoryStatsCollector(get_crawler())
        story(HostMiddleware(HostGate(book, Pace()), book, stats, **given), book)
        await book.finish()
        return book.state(HOST)

    return asyncio.run(run())


def seconds(state: HostState) -> float:
    assert state.blocked_until is not None
    return (state.blocked_until - clock.now()).total_seconds()


@pytest.mark.parametrize("status", [200, 304, 404, 403, 500])
def test_most_answers_are_passed_on(status: int) -> None:
    def story(hosts: HostMiddleware, _: HostCache) -> None:
        response = said(status, "99")
        assert hosts.process_response(Request(url()), response) is response

    assert tell(story).blocked_until is None


def test_a_short_wait_is_for_this_crawl_but_not_without_end() -> None:
    def story(hosts: HostMiddleware, _: HostCache) -> None:
        request = Request(url(), priority=7, cb_kwargs={"known": 1})
        for _time in range(2):
            again = hosts.process_response(request, said(429, "2"))
            assert isinstance(again, Request)
            assert (again.url, again.priority, again.cb_kwargs) == (url(), 7, {"known": 1})
            request = again
        with pytest.raises(PostponedError) as caught:
            hosts.process_response(request, said(429, "2"))
        assert caught.value.response is not None

    assert seconds(tell(story)) <= 3


@pytest.mark.parametrize(("status", "retry_after"), [(429, "316800"), (503, "316800")])
def test_a_long_wait_is_for_the_next_crawl(status: int, retry_after: str) -> None:
    def story(hosts: HostMiddleware, _: HostCache) -> None:
        with pytest.raises(PostponedError, match="gets no requests before"):
            hosts.process_response(Request(url()), said(status, retry_after))

    assert 316_790 <= seconds(tell(story)) <= 316_801


@pytest.mark.parametrize(("status", "counted"), [(503, 1), (429, None)])
def test_a_robots_txt_in_maintenance_is_no_answer(status: int, counted: int | None) -> None:
    """With a Retry-After it is asked for again, and nothing else told that the site does not answer."""

    def story(hosts: HostMiddleware, _: HostCache) -> None:
        robots = Request(url(), meta={"dont_obey_robotstxt": True})
        with pytest.raises(PostponedError):
            hosts.process_response(robots, said(status, "316800"))
        assert hosts._stats.get_value("newsarchive/host/unanswered") == counted

    tell(story)


def test_a_redirect_that_names_a_wait_is_followed_then() -> None:
    def story(hosts: HostMiddleware, _: HostCache) -> None:
        response = said(301, "20")
        assert hosts.process_response(Request(url()), response) is response

    assert 19 <= seconds(tell(story)) <= 21


def test_one_bad_page_is_no_bad_host_three_are() -> None:
    def story(hosts: HostMiddleware, book: HostCache) -> None:
        for _ in range(9):
            assert isinstance(hosts.process_response(Request(url(1)), said(503)), Response)
        assert book.state(HOST).failures == 1
        assert isinstance(hosts.process_response(Request(url(2)), said(503)), Response)
        assert isinstance(hosts.process_response(Request(url(3)), said(503)), Request)

    assert 59 <= seconds(tell(story)) <= 61


def test_a_storm_that_goes_on_after_the_block_makes_it_longer_whichever_page_is_asked() -> None:
    def story(hosts: HostMiddleware, book: HostCache) -> None:
        for number in range(3):
            hosts.process_response(Request(url(number)), said(503))
        later = clock.now() + timedelta(seconds=61)
        with clock.using(lambda: later):
            assert isinstance(hosts.process_response(Request(url(2)), said(503)), Request)
            assert 119 <= seconds(book.state(HOST)) <= 121

    tell(story)


def test_broken_connections_count_other_errors_do_not() -> None:
    def story(hosts: HostMiddleware, book: HostCache) -> None:
        def fail(number: int, error: Exception) -> Request | None:
            request = Request(url(number))
            hosts._inside.add(request)
            hosts.gate._lane(HOST).active += 1
            return hosts.process_exception(request, error)

        for number in range(5):
            assert fail(number, exceptions.CannotResolveHostError("h")) is None
            assert fail(number, exceptions.ResponseDataLossError()) is None
        assert book.state(HOST).failures == 0
        assert fail(1, exceptions.DownloadTimeoutError("45 s")) is None
        assert fail(2, exceptions.DownloadConnectionRefusedError("h")) is None
        assert isinstance(fail(3, exceptions.DownloadFailedError("reset")), Request)
        assert hosts.process_exception(Request(url()), exceptions.DownloadFailedError("not ours")) is None

    assert seconds(tell(story)) > 59


def test_an_answer_between_failures_begins_anew() -> None:
    def story(hosts: HostMiddleware, _: HostCache) -> None:
        for number, status in enumerate([503, 503, 200, 503, 503]):
            hosts.process_response(Request(url(number)), said(status))

    assert tell(story).blocked_until is None


def test_moments_are_those_of_the_clock() -> None:
    month_later = clock.now() + timedelta(days=30)

    def story(hosts: HostMiddleware, _: HostCache) -> None:
        hosts.process_response(Request(url()), said(301, "60"))

    with clock.using(lambda: month_later):
        assert 59 <= seconds(tell(story)) <= 61
