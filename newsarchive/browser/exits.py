"""Where a connection of the browser may go: public addresses, two ports, or through the operator's proxy."""

from __future__ import annotations

import asyncio
import base64
import socket
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from urllib.request import proxy_bypass

from newsarchive.middlewares.networks import is_private, literal

PORTS = frozenset({80, 443})
RESOLVING = 20.0  # seconds, as DNS_TIMEOUT
CONNECTING = 15.0

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Resolve = Callable[[str, int], Awaitable[list[str]]]


class RefusedError(Exception):
    """The browser may not go there; says why in a word."""


@dataclass(frozen=True, slots=True)
class Relay:
    """A proxy the operator set for all crawls, in `http_proxy` or `https_proxy`."""

    host: str
    port: int
    tls: bool
    authorization: bytes | None


async def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a name, in the order to try them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


class Exits:
    """Decides, and connects to the very address it looked at: a name that resolves anew is no way round."""

    def __init__(
        self, *, allow_private: bool, proxies: Mapping[str, str], resolve: Resolve = resolve
    ) -> None:
        self._allow_private, self._proxies, self._resolve = allow_private, proxies, resolve

    def relay(self, scheme: str, host: str) -> Relay | None:
        """Return the operator's proxy for a host, as Scrapy's plain requests choose it."""
        url = self._proxies.get(scheme)
        if url is None or proxy_bypass(host, dict(self._proxies)):
            return None
        return parse_relay(url)

    async def connect(self, host: str, port: int, relay: Relay | None) -> Streams:
        """Return a connection; RefusedError says why there is none, OSError and TimeoutError that it failed.

        Names are the operator's proxy to resolve, where there is one; only literal addresses are looked at.
        """
        address = literal(host)
        if not self._allow_private:
            if address is not None and is_private(address):
                raise RefusedError("private_address")
            if port not in PORTS:
                raise RefusedError("port")
        if relay is not None:
            return await _open(relay.host, relay.port, tls=relay.tls)
        found = (
            [host.strip("[]")] if address else await asyncio.wait_for(self._resolve(host, port), RESOLVING)
        )
        return await self._first([one for one in found if self._is_open(one)], port)

    def _is_open(self, resolved: str) -> bool:
        address = literal(resolved)
        return address is not None and (self._allow_private or not is_private(address))

    async def _first(self, addresses: list[str], port: int) -> Streams:
        if not addresses:
            raise RefusedError("private_address")
        for address in addresses[:-1]:
            try:
                return await _open(address, port)
            except (OSError, TimeoutError):
                continue
        return await _open(addresses[-1], port)


def parse_relay(url: str) -> Relay | None:
    """Return the proxy of an environment variable; None for kinds that Scrapy does not know either."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    tls = parts.scheme == "https"
    words = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else None
    authorization = b"Basic " + base64.b64encode(words.encode()) if words else None
    return Relay(parts.hostname, parts.port or (443 if tls else 80), tls, authorization)


async def _open(host: str, port: int, *, tls: bool = False) -> Streams:
    return await asyncio.wait_for(asyncio.open_connection(host, port, ssl=tls or None), CONNECTING)
