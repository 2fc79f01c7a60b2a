"""The browser's proxy: public addresses only, what was looked at is connected to, bytes are counted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

import pytest

from newsarchive.browser.proxy import Exits, FilteringProxy, RefusedError, Relay, parse_relay

MOST = 100_000
SILENCE = 0.5  # seconds
PUBLIC = "93.184.215.14"


def resolver(answers: Mapping[str, list[str]]) -> Callable[[str, int], Awaitable[list[str]]]:
    async def resolve(host: str, port: int) -> list[str]:
        if host not in answers:
            raise OSError("no such host")
        return answers[host]

    return resolve


@asynccontextmanager
async def site(seen: list[bytes], body: bytes = b"hello") -> AsyncIterator[int]:
    """A server that keeps its connections open, whatever it is told; gives its port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                seen.append(head)
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
                await writer.drain()
        except (EOFError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


@asynccontextmanager
async def proxy(exits: Exits) -> AsyncIterator[tuple[FilteringProxy, int]]:
    made = FilteringProxy(exits, most_bytes=MOST)
    port = urlsplit(await made.start()).port
    assert port is not None
    try:
        yield made, port
    finally:
        await made.close()
        await made.close()


async def ask(port: int, raw: bytes, then: bytes = b"") -> bytes:
    """Send bytes, wait for the beginning of an answer, send more; return all until the end, or a silence."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(raw)
    answer = await reader.read(1000)
    writer.write(then)
    with suppress(ConnectionError, TimeoutError):
        while more := await asyncio.wait_for(reader.read(65_536), SILENCE):
            answer += more
    writer.close()
    return answer


def get(url: str) -> bytes:
    return f"GET {url} HTTP/1.1\r\nHost: h\r\n\r\n".encode()


def test_plain_and_tunnelled() -> None:
    async def run() -> None:
        seen: list[bytes] = []
        open_exits = Exits(allow_private=True, proxies={}, resolve=resolver({"h.example": ["127.0.0.1"]}))
        async with site(seen) as far, proxy(open_exits) as (_, port):
            answer = await ask(port, get(f"http://h.example:{far}/a?b"))
            assert answer.endswith(b"hello")
            assert b"Connection: close" in answer
            assert seen[0].startswith(b"GET /a?b HTTP/1.1\r\n")
            through = await ask(
                port, f"CONNECT h.example:{far} HTTP/1.1\r\n\r\n".encode(), then=b"GET /t HTTP/1.1\r\n\r\n"
            )
            assert through.startswith(b"HTTP/1.1 200 ")
            assert through.endswith(b"hello")

    asyncio.run(run())


def test_a_second_request_on_a_plain_connection_goes_nowhere() -> None:
    async def run() -> None:
        seen: list[bytes] = []
        async with site(seen) as far, proxy(Exits(allow_private=True, proxies={})) as (_, port):
            await ask(port, get(f"http://127.0.0.1:{far}/1"), then=get(f"http://other.example:{far}/2"))
            assert len(seen) == 1

    asyncio.run(run())


@pytest.mark.parametrize(
    ("host", "port", "reason"),
    [
        ("127.0.0.1", 80, "private_address"),
        ("[::1]", 443, "private_address"),
        ("[::ffff:10.0.0.1]", 80, "private_address"),
        ("[fec0::1]", 80, "private_address"),
        ("[64:ff9b:1::7f00:1]", 80, "private_address"),
        ("site-local.example", 443, "private_address"),
        ("169.254.169.254", 80, "private_address"),
        ("inside.example", 80, "private_address"),
        ("0.0.0.0", 80, "private_address"),
        (PUBLIC, 22, "port"),
        ("mail.example", 25, "port"),
    ],
)
def test_refused(host: str, port: int, reason: str) -> None:
    async def run() -> None:
        names = {
            "inside.example": ["10.1.2.3", "fe80::1"],
            "site-local.example": ["fec0::1"],
            "mail.example": [PUBLIC],
        }
        exits = Exits(allow_private=False, proxies={}, resolve=resolver(names))
        with pytest.raises(RefusedError, match=reason):
            await exits.connect(host, port, None)
        async with proxy(exits) as (made, near):
            visit = made.begin()
            assert await ask(near, f"CONNECT {host}:{port} HTTP/1.1\r\n\r\n".encode()) == b""
            assert await ask(near, get(f"http://{host}:{port}/")) == b""
            assert visit.refused == {host.strip("[]"): reason}

    asyncio.run(run())


def test_a_name_is_resolved_once_and_connected_to_what_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    opened: list[str] = []

    async def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC, "127.0.0.1"] if len(asked) == 1 else ["127.0.0.1"]

    async def open_connection(host: str, port: int, **_: object) -> None:
        opened.append(host)
        raise OSError("no network in tests")

    monkeypatch.setattr(asyncio, "open_connection", open_connection)
    exits = Exits(allow_private=False, proxies={}, resolve=rebinding)
    with pytest.raises(OSError, match="no network"):
        asyncio.run(exits.connect("h.example", 80, None))
    assert (asked, opened) == (["h.example"], [PUBLIC])


def test_a_page_may_load_so_many_bytes_and_the_next_as_many() -> None:
    async def run() -> None:
        seen: list[bytes] = []
        async with (
            site(seen, b"x" * (MOST - 10_000)) as far,
            proxy(Exits(allow_private=True, proxies={})) as (
                made,
                port,
            ),
        ):
            url = get(f"http://127.0.0.1:{far}/")
            visit = made.begin()
            first, second = await ask(port, url), await ask(port, url)
            assert len(first) > MOST - 10_000 > len(second)
            assert visit.spent
            assert await ask(port, url) == b""
            assert len(seen) == 2
            assert not made.begin().spent
            assert len(await ask(port, url)) == len(first)

    asyncio.run(run())


def test_the_operators_proxy_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "direct.example")

    async def run() -> None:
        seen: list[bytes] = []
        async with site(seen) as far:
            address = f"http://user:pass@127.0.0.1:{far}"
            proxies = {"http": address, "https": address, "no": "direct.example"}
            exits = Exits(allow_private=False, proxies=proxies, resolve=resolver({}))
            assert exits.relay("http", "direct.example") is None
            async with proxy(exits) as (made, port):
                visit = made.begin()
                assert (await ask(port, get("http://app.example/1"))).endswith(b"hello")
                assert seen[0].startswith(b"GET http://app.example/1 HTTP/1.1\r\n")
                assert b"Proxy-Authorization: Basic dXNlcjpwYXNz\r\n" in seen[0]
                tunnel = b"CONNECT app.example:443 HTTP/1.1\r\n\r\n"
                assert (await ask(port, tunnel)).startswith(b"HTTP/1.1 200 OK")
                assert seen[1].startswith(b"CONNECT app.example:443 HTTP/1.1\r\n")
                # Names are the proxy's to resolve; addresses are looked at all the same.
                assert await ask(port, get("http://127.0.0.1/")) == b""
                assert visit.refused == {"127.0.0.1": "private_address"}

    asyncio.run(run())


@pytest.mark.parametrize(
    ("url", "relay"),
    [
        ("http://p.example:3128", Relay("p.example", 3128, False, None)),
        ("p.example:3128", Relay("p.example", 3128, False, None)),
        ("https://p.example", Relay("p.example", 443, True, None)),
        ("socks5://p.example:1080", None),
        ("/var/run/docker.sock", None),
    ],
)
def test_proxies_of_the_environment(url: str, relay: Relay | None) -> None:
    assert parse_relay(url) == relay
