"""The filtering proxy on loopback that every connection of the browser goes through."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import socket
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit
from urllib.request import proxy_bypass

from newsarchive.middlewares.private_networks import ip_literal
from newsarchive.middlewares.special_addresses import is_private

# What the browser may connect to: public addresses on two ports, directly or through the operator's proxy.

_PORTS = frozenset({80, 443})
_RESOLVE_TIMEOUT = 20.0  # seconds, as DNS_TIMEOUT
_CONNECT_TIMEOUT = 15.0

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Resolve = Callable[[str, int], Awaitable[list[str]]]


class RefusedError(Exception):
    """The browser may not connect to this host; the message is the reason in one word."""


@dataclass(frozen=True, slots=True)
class Relay:
    """A proxy that the operator has set for all crawls in `http_proxy` or `https_proxy`."""

    host: str
    port: int
    tls: bool
    authorization: bytes | None


async def resolve_host(host: str, port: int) -> list[str]:
    """Return the addresses of a host name, in the order in which to try them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


class Exits:
    """Checks an address and connects to that same address, so that DNS rebinding cannot bypass the check."""

    def __init__(
        self, *, allow_private: bool, proxies: Mapping[str, str], resolve: Resolve = resolve_host
    ) -> None:
        self._allow_private, self._proxies, self._resolve = allow_private, proxies, resolve

    def relay(self, scheme: str, host: str) -> Relay | None:
        """Return the operator's proxy for a host, chosen as Scrapy chooses it; None if there is none."""
        url = self._proxies.get(scheme)
        if url is None or proxy_bypass(host, dict(self._proxies)):
            return None
        return parse_relay(url)

    async def connect(self, host: str, port: int, relay: Relay | None) -> Streams:
        """Return a connection.

        Raises RefusedError if it is not allowed, OSError or TimeoutError if it fails. With a relay, which
        resolves host names itself, only IP addresses are checked.
        """
        address = ip_literal(host)
        if not self._allow_private:
            if address is not None and is_private(address):
                raise RefusedError("private_address")
            if port not in _PORTS:
                raise RefusedError("port")
        if relay is not None:
            return await _open(relay.host, relay.port, tls=relay.tls)
        found = (
            [host.strip("[]")]
            if address
            else await asyncio.wait_for(self._resolve(host, port), _RESOLVE_TIMEOUT)
        )
        return await self._first([one for one in found if self._is_allowed(one)], port)

    def _is_allowed(self, resolved: str) -> bool:
        address = ip_literal(resolved)
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
    """Return the proxy of an environment variable; None for schemes that Scrapy does not support either."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    tls = parts.scheme == "https"
    words = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else None
    authorization = b"Basic " + base64.b64encode(words.encode()) if words else None
    return Relay(parts.hostname, parts.port or (443 if tls else 80), tls, authorization)


async def _open(host: str, port: int, *, tls: bool = False) -> Streams:
    return await asyncio.wait_for(asyncio.open_connection(host, port, ssl=tls or None), _CONNECT_TIMEOUT)


# Parsing of HTTP message heads. It is strict, because lenient parsing enables request smuggling.

_END = b"\r\n\r\n"
# These headers describe one connection (RFC 9110, 7.6.1), so the proxy does not forward them.
_HOP_BY_HOP = frozenset(
    {b"connection", b"keep-alive", b"proxy-connection", b"proxy-authorization", b"te", b"trailer", b"upgrade"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestHead:
    """A request to the proxy: for a tunnel to a host and port, or for one http URL."""

    method: str
    host: str
    port: int
    url: str = ""  # of plain requests, as requested
    lines: tuple[bytes, ...] = ()  # header lines without hop-by-hop headers
    length: int = 0  # bytes of the body that follows

    @property
    def tunnel(self) -> bool:
        return self.method == "CONNECT"

    def direct(self) -> bytes:
        """Return the head to send to the site."""
        parts = urlsplit(self.url)
        return self._written((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))

    def relayed(self, authorization: bytes | None) -> bytes:
        """Return the head to send to the operator's proxy."""
        more = (b"Proxy-Authorization: " + authorization,) if authorization else ()
        return self._written(f"{self.host}:{self.port}" if self.tunnel else self.url, more)

    def _written(self, target: str, more: tuple[bytes, ...] = ()) -> bytes:
        first = f"{self.method} {target} HTTP/1.1".encode("latin-1")
        closing = () if self.tunnel else (b"Connection: close",)
        return b"\r\n".join((first, *self.lines, *more, *closing)) + _END


def read_request(raw: bytes) -> RequestHead | None:
    """Return the parsed request, None for anything that a browser would not send to a proxy."""
    try:
        first, *lines = raw.removesuffix(_END).split(b"\r\n")
        method, target, version = first.decode("ascii").split(" ")
        host, port, url = _target(method, target)
        length = _length(lines)
    except ValueError:
        return None
    if not version.startswith("HTTP/1.") or not host or not 0 < port < 65_536:
        return None
    kept = tuple(line for line in lines if _name(line) not in _HOP_BY_HOP)
    return RequestHead(method=method, host=host, port=port, url=url, lines=kept, length=length)


def is_interim(raw: bytes) -> bool:
    """Say whether the response is interim (1xx), so that another follows."""
    return raw.partition(b" ")[2].startswith(b"1")


def closing_answer(raw: bytes) -> bytes:
    """Return the head of a response with `Connection: close` added.

    Otherwise the browser would reuse the connection for its next request, which may be for another host.
    """
    first, *lines = raw.removesuffix(_END).split(b"\r\n")
    kept = (line for line in lines if _name(line) not in _HOP_BY_HOP)
    return b"\r\n".join((first, *kept, b"Connection: close")) + _END


def _target(method: str, target: str) -> tuple[str, int, str]:
    if method == "CONNECT":
        parts = urlsplit(f"//{target}")
        return parts.hostname or "", parts.port or 0, ""
    parts = urlsplit(target)
    if parts.scheme != "http":
        raise ValueError("a proxy is asked for http URLs only")
    return parts.hostname or "", parts.port or 80, target


def _length(lines: list[bytes]) -> int:
    values = {line.partition(b":")[2].strip() for line in lines if _name(line) == b"content-length"}
    if len(values) > 1 or any(_name(line) == b"transfer-encoding" for line in lines):
        raise ValueError("the end of the body is not clear")
    value = next(iter(values), b"0")
    if not value.isdigit():
        raise ValueError("no length")
    return int(value)


def _name(line: bytes) -> bytes:
    return line.partition(b":")[0].strip().lower()


# The proxy itself. The browser resolves names, follows redirects and loads resources on its own, so only a
# proxy sees all of its connections.
#
# It is our own code because the maintained proxies for Python (proxy.py, mitmproxy) are servers with
# processes and options of their own; this one runs in the crawl's event loop for one client. It never
# responds itself: a refused connection is closed, so that no error page of ours can be mistaken for the
# site's.

_LONGEST_HEAD = 256 * 1024  # bytes; the cookies of large portals take a few KB
_HEAD_WAIT = 60.0  # seconds a connection may stay open without a request
_CHUNK = 64 * 1024
_ESTABLISHED = b"HTTP/1.1 200 Connection established" + _END


@dataclass(slots=True)
class Visit:
    """The rendering of one page: how many bytes it may still load, and the reason for each refused host."""

    left: int
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def spent(self) -> bool:
        return self.left <= 0


class FilteringProxy:
    """The proxy server. A connection counts towards the visit that `begin` started last."""

    def __init__(self, exits: Exits, *, most_bytes: int) -> None:
        self._exits, self._most = exits, most_bytes
        self._visit = Visit(most_bytes)
        self._server: asyncio.Server | None = None
        self._running: set[asyncio.Task[None]] = set()

    async def start(self) -> str:
        """Listen on a free loopback port; return the URL to give to the browser."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=_LONGEST_HEAD)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def begin(self) -> Visit:
        """Start the count for another page."""
        self._visit = Visit(self._most)
        return self._visit

    async def close(self) -> None:
        """Stop listening and end all connections; idempotent."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve((reader, writer), self._visit))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _serve(self, browser: Streams, visit: Visit) -> None:
        # An error closes the connection, and the browser handles that.
        with contextlib.suppress(OSError, TimeoutError, EOFError, asyncio.LimitOverrunError, ValueError):
            try:
                await self._answer(browser, visit)
            finally:
                browser[1].close()

    async def _answer(self, browser: Streams, visit: Visit) -> None:
        raw = await asyncio.wait_for(browser[0].readuntil(_END), _HEAD_WAIT)
        head = read_request(raw)
        if head is None or visit.spent:
            return
        relay = self._exits.relay("https" if head.tunnel else "http", head.host)
        try:
            site = await self._exits.connect(head.host, head.port, relay)
        except RefusedError as error:
            visit.refused[head.host] = str(error)
            return
        try:
            if head.tunnel and relay is None:
                browser[1].write(_ESTABLISHED)
            else:
                site[1].write(head.relayed(relay.authorization) if relay else head.direct())
            await (_tunnel if head.tunnel else _plain)(browser, site, head, visit)
        finally:
            site[1].close()


async def _tunnel(browser: Streams, site: Streams, _head: RequestHead, visit: Visit) -> None:
    """Copy bytes in both directions until either side closes."""
    up = asyncio.ensure_future(_copy_bytes(browser[0], site[1]))
    down = asyncio.ensure_future(_copy_bytes(site[0], browser[1], visit))
    try:
        await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for direction in (up, down):
            direction.cancel()
        await asyncio.gather(up, down, return_exceptions=True)


async def _plain(browser: Streams, site: Streams, head: RequestHead, visit: Visit) -> None:
    """Forward one request and its response; a second request is never read."""
    if head.length:
        site[1].write(await browser[0].readexactly(min(head.length, visit.left)))
    await site[1].drain()
    answer = await site[0].readuntil(_END)
    while is_interim(answer):
        answer = await site[0].readuntil(_END)
    browser[1].write(closing_answer(answer))
    down = asyncio.ensure_future(_copy_bytes(site[0], browser[1], visit))
    gone = asyncio.ensure_future(browser[0].read(1))
    try:
        await asyncio.wait({down, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for waiting in (down, gone):
            waiting.cancel()
        await asyncio.gather(down, gone, return_exceptions=True)


async def _copy_bytes(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, visit: Visit | None = None
) -> None:
    while data := await reader.read(_CHUNK):
        if visit is not None:
            visit.left -= len(data)
            if visit.spent:
                return
        writer.write(data)
        await writer.drain()
