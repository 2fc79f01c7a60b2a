"""The proxy on loopback that the browser must go through, since it resolves, redirects and loads by itself.

Own code: the proxies kept for Python (proxy.py, mitmproxy) are servers with processes and options of their
own; this one lives in the crawl's loop and knows one client. It answers nothing itself: a connection it
refuses is closed, so that no page of ours is ever taken for the site's.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field

from newsarchive.browser.exits import Exits, RefusedError, Streams
from newsarchive.browser.heads import END, RequestHead, closing_answer, is_interim, read_request

LONGEST_HEAD = 256 * 1024  # bytes; cookies of large portals come to some KB
HEAD_WAIT = 60.0  # seconds a connection may stand open without asking
PIECE = 64 * 1024
ESTABLISHED = b"HTTP/1.1 200 Connection established" + END


@dataclass(slots=True)
class Visit:
    """One page: how many bytes it may still load, and what it was refused, by host."""

    left: int
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def spent(self) -> bool:
        return self.left <= 0


class FilteringProxy:
    """Listens while started; connections opened after `begin` belong to that visit."""

    def __init__(self, exits: Exits, *, most_bytes: int) -> None:
        self._exits, self._most = exits, most_bytes
        self._visit = Visit(most_bytes)
        self._server: asyncio.Server | None = None
        self._running: set[asyncio.Task[None]] = set()

    async def start(self) -> str:
        """Listen on a free port of loopback, and return the address to give to the browser."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=LONGEST_HEAD)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def begin(self) -> Visit:
        """Count anew: another page is asked for."""
        self._visit = Visit(self._most)
        return self._visit

    async def close(self) -> None:
        """Stop listening and end all connections; closing twice is no error."""
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
        # What goes wrong on one connection is the browser's to notice: it was closed.
        with contextlib.suppress(OSError, TimeoutError, EOFError, asyncio.LimitOverrunError, ValueError):
            try:
                await self._answer(browser, visit)
            finally:
                browser[1].close()

    async def _answer(self, browser: Streams, visit: Visit) -> None:
        raw = await asyncio.wait_for(browser[0].readuntil(END), HEAD_WAIT)
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
                browser[1].write(ESTABLISHED)
            else:
                site[1].write(head.relayed(relay.authorization) if relay else head.direct())
            await (_tunnel if head.tunnel else _plain)(browser, site, head, visit)
        finally:
            site[1].close()


async def _tunnel(browser: Streams, site: Streams, _head: RequestHead, visit: Visit) -> None:
    """Pass bytes both ways until either side ends."""
    up = asyncio.ensure_future(_pour(browser[0], site[1]))
    down = asyncio.ensure_future(_pour(site[0], browser[1], visit))
    try:
        await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for direction in (up, down):
            direction.cancel()
        await asyncio.gather(up, down, return_exceptions=True)


async def _plain(browser: Streams, site: Streams, head: RequestHead, visit: Visit) -> None:
    """Pass one request and its answer; nothing after the body is read, so there is no second request."""
    if head.length:
        site[1].write(await browser[0].readexactly(min(head.length, visit.left)))
    await site[1].drain()
    answer = await site[0].readuntil(END)
    while is_interim(answer):
        answer = await site[0].readuntil(END)
    browser[1].write(closing_answer(answer))
    down = asyncio.ensure_future(_pour(site[0], browser[1], visit))
    gone = asyncio.ensure_future(browser[0].read(1))
    try:
        await asyncio.wait({down, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for waiting in (down, gone):
            waiting.cancel()
        await asyncio.gather(down, gone, return_exceptions=True)


async def _pour(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, visit: Visit | None = None
) -> None:
    while data := await reader.read(PIECE):
        if visit is not None:
            visit.left -= len(data)
            if visit.spent:
                return
        writer.write(data)
        await writer.drain()
