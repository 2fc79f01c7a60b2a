"""Literals are refused at once, names when found private; proxies resolve for themselves."""

from __future__ import annotations

import pytest
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Request
from scrapy.statscollectors import MemoryStatsCollector, StatsCollector
from scrapy.utils.test import get_crawler

from newsarchive.middlewares.private_networks import PrivateAddressError, PrivateAddressMiddleware


class Resolver:
    """The three facts the middleware shares with GuardedResolver."""

    def __init__(self) -> None:
        self.allow_private = True
        self.allowed_hosts: set[str] = set()
        self.refused: set[str] = set()


@pytest.fixture
def stats() -> StatsCollector:
    return MemoryStatsCollector(get_crawler())


def middleware(stats: StatsCollector, resolver: Resolver, *, allow: bool = False) -> PrivateAddressMiddleware:
    return PrivateAddressMiddleware(stats, allow=allow, resolver=resolver)  # type: ignore[arg-type]


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/", "http://[::1]/", "http://169.254.169.254/latest"])
@pytest.mark.parametrize("proxy", [None, "http://proxy.example:3128"])
def test_literals_are_refused_with_and_without_proxy(
    stats: StatsCollector, url: str, proxy: str | None
) -> None:
    request = Request(url, meta={"proxy": proxy} if proxy else {})
    with pytest.raises(PrivateAddressError):
        middleware(stats, Resolver()).process_request(request)
    assert stats.get_value("newsarchive/request/private_address") == 1


def test_public_and_names_pass(stats: StatsCollector) -> None:
    one = middleware(stats, Resolver())
    one.process_request(Request("http://93.184.215.14/"))
    one.process_request(Request("http://news.example/"))
    assert stats.get_value("newsarchive/request/private_address") is None


def test_the_proxy_may_be_private(stats: StatsCollector) -> None:
    resolver = Resolver()
    middleware(stats, resolver).process_request(
        Request("http://news.example/", meta={"proxy": "http://proxy.internal:3128"})
    )
    assert resolver.allowed_hosts == {"proxy.internal"}
    assert not resolver.allow_private


def test_a_name_the_resolver_refused_is_said_to_be_private(stats: StatsCollector) -> None:
    resolver = Resolver()
    one = middleware(stats, resolver)
    request = Request("http://inside.example/")
    one.process_exception(request, CannotResolveHostError("no results"))
    resolver.refused.add("inside.example")
    with pytest.raises(PrivateAddressError):
        one.process_exception(request, CannotResolveHostError("no results"))
    one.process_exception(request, ValueError("something else"))


def test_a_source_may_allow_them(stats: StatsCollector) -> None:
    resolver = Resolver()
    middleware(stats, resolver, allow=True).process_request(Request("http://127.0.0.1/"))
    assert resolver.allow_private
