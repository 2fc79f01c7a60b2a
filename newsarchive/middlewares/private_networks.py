"""Refuses requests into private networks: IP addresses at once, host names when they are resolved."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Request
from scrapy.resolver import CachingThreadedResolver
from scrapy.statscollectors import StatsCollector
from twisted.internet.address import IPv6Address as TwistedIPv6Address
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError
from twisted.internet.interfaces import IAddress
from twisted.internet.threads import deferToThreadPool

from newsarchive.extensions.crawl_context import crawl_context
from newsarchive.middlewares.special_addresses import IpAddress, is_private


def ip_literal(host: str) -> IpAddress | None:
    """Return the IP address that a host is written as (without brackets and zone), None for names."""
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


# Names that resolve to private addresses are refused at connect time, whatever a page says
# (docs/explanation/hostile-web.md#private-addresses).


class GuardedResolver(CachingThreadedResolver):
    """Resolves as Scrapy does, and fails for private addresses unless `allow_private`.

    `allowed_hosts` are proxies the operator set; `refused` remembers which names were private, since Twisted
    turns the reason into "no results". One resolver serves a process, hence one crawl.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.allow_private = False
        self.allowed_hosts: set[str] = set()
        self.refused: set[str] = set()
        GuardedResolver.installed = self

    # The middleware finds the resolver here: the reactor hides what was installed behind an adapter.
    installed: GuardedResolver | None = None

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's
        return super().getHostByName(name, timeout).addCallback(self._guard, name)

    def install_on_reactor(self) -> None:
        """Resolve IPv4 as Scrapy's resolver does, through Twisted's adapter, and IPv6 beside it."""
        super().install_on_reactor()
        reactor: Any = self.reactor
        reactor.installNameResolver(_BothFamilies(self, reactor.nameResolver))

    def is_allowed(self, resolved: str, name: str) -> bool:
        """Say whether a name may be the address that it resolves to."""
        address = ip_literal(resolved)
        return bool(self.allow_private or name in self.allowed_hosts or (address and not is_private(address)))

    def _guard(self, resolved: str, name: str) -> str:
        if self.is_allowed(resolved, name):
            return resolved
        self.refused.add(name)
        raise DNSLookupError(f"{name} is {resolved}, a private address")


class _BothFamilies:
    """Twisted's IHostnameResolver: IPv6 for its literals and for names without an IPv4 address.

    All else is `first`'s, which knows IPv4 alone: a name that has both keeps the address it always had. (Any:
    methods of Twisted's interfaces have no types.)
    """

    def __init__(self, guard: GuardedResolver, first: Any) -> None:
        self._guard, self._first = guard, first

    def resolveHostName(  # noqa: N802 - Twisted's
        self,
        resolutionReceiver: Any,  # noqa: N803 - Twisted's
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        takes_both = addressTypes is None or TwistedIPv6Address in addressTypes
        second = _SecondFamily(resolutionReceiver, self._guard, portNumber)
        receiver = second if takes_both else resolutionReceiver
        return self._first.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


class _SecondFamily:
    """Twisted's IResolutionReceiver: passes on what is resolved, and looks for IPv6 if that is nothing."""

    def __init__(self, receiver: Any, guard: GuardedResolver, port: int) -> None:
        self._receiver, self._guard, self._port = receiver, guard, port
        self._name, self._found = "", False

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 - Twisted's
        self._name = str(resolution.name)  # in ASCII, whatever was asked for
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        self._found = True
        self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        if self._found or self._name in self._guard.refused:
            self._receiver.resolutionComplete()
            return
        reactor: Any = self._guard.reactor
        asked = (self._name, self._port, socket.AF_INET6, socket.SOCK_STREAM)
        looked_up: Deferred[Any] = deferToThreadPool(
            reactor, reactor.getThreadPool(), socket.getaddrinfo, *asked
        )
        looked_up.addTimeout(self._guard.timeout, reactor)
        looked_up.addCallbacks(self._resolved, lambda _: None)  # no such name: none is passed on
        looked_up.addBoth(lambda _: self._receiver.resolutionComplete())

    def _resolved(self, answers: Sequence[tuple[Any, ...]]) -> None:
        addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        allowed = [one for one in addresses if self._guard.is_allowed(one, self._name)]
        if addresses and not allowed:
            self._guard.refused.add(self._name)
        for one in allowed:
            self._receiver.addressResolved(TwistedIPv6Address("TCP", one, self._port))


# Refuses requests into private networks: address literals here, names through the resolver.


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
        allow = crawl_context(crawler).source.allow_private_addresses
        return cls(crawler.stats, allow=allow, resolver=GuardedResolver.installed)

    def process_request(self, request: Request) -> None:
        if self._allow:
            return
        proxy = request.meta.get("proxy")
        if proxy and self._resolver is not None:
            self._resolver.allowed_hosts.add(_host(proxy))
        address = ip_literal(_host(request.url))
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
