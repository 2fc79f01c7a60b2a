"""Refuses requests into private networks: address literals here, names through the resolver."""

from __future__ import annotations

from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Request
from scrapy.statscollectors import StatsCollector

from newsarchive.middlewares.networks import is_private, literal
from newsarchive.middlewares.resolver import GuardedResolver


class PrivateAddressError(IgnoreRequest):
    """The host is, or resolves to, an address that is not part of the public web."""


class PrivateAddressMiddleware:
    """Runs for every request, redirected ones too, after the proxy is chosen.

    Through a proxy the operator set, names are the proxy's to resolve; only literals are checked here.
    """

    def __init__(
        self, stats: StatsCollector, *, allow: bool, resolver: GuardedResolver | None = None
    ) -> None:
        self._stats, self._allow, self._resolver = stats, allow, resolver
        if resolver is not None:
            resolver.allow_private = allow

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider: Any = crawler.spider
        return cls(
            crawler.stats, allow=spider.source.allow_private_addresses, resolver=GuardedResolver.installed
        )

    def process_request(self, request: Request) -> None:
        if self._allow:
            return
        proxy = request.meta.get("proxy")
        if proxy and self._resolver is not None:
            self._resolver.allowed_hosts.add(_host(proxy))
        address = literal(_host(request.url))
        if address is not None and is_private(address):
            self._refuse(request)

    def process_exception(self, request: Request, exception: Exception) -> None:
        refused = self._resolver.refused if self._resolver is not None else set()
        if isinstance(exception, CannotResolveHostError) and _host(request.url) in refused:
            self._refuse(request)

    def _refuse(self, request: Request) -> None:
        self._stats.inc_value("newsarchive/request/private_address")
        raise PrivateAddressError(f"{_host(request.url)} is a private address")


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
