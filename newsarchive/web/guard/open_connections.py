"""Connections that send or take nothing: they are closed in time, and keep neither places nor memory."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections import OrderedDict
from typing import ClassVar

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

logger = logging.getLogger(__name__)

# Seconds for a request line with its headers to arrive whole; over slow lines a kilobyte takes one.
_HEADERS_WITHIN = 10.0
# More seconds for the body: a form of 64 KB comes in time at 18 kbit/s.
_BODY_WITHIN = 30.0
# Seconds in which some of an answer must be taken, as of nginx (`send_timeout`).
_TAKEN_WITHIN = 60.0
# Bytes of answers that wait to be taken, all together: ten downloads of 20 MB. Beyond it those go that were
# waiting for some seconds and are taken more slowly than half a megabit a second; one alone stays.
_MOST_UNTAKEN = 200 << 20
_UNHURRIED = 5.0
_SLOW = 64 << 10
# Seconds between two looks at how much was taken.
_LOOK_EVERY = 1.0
# Bytes that the system takes beyond those under way (Linux, ip-sysctl: tcp_notsent_lowat). It would take
# megabytes, and who reads ten kilobytes a second would seem to take nothing for minutes.
_MOST_AHEAD = 128 << 10
# Open connections; each is a file of the process, of which systems allow 1,024 at least.
_MOST_OPEN = 500

_FULL = b"Too many requests at a time.\n"


class BoundedRequests:
    """ASGI middleware: answers at most so many requests at a time, and others with 503.

    A request takes its place when its body is there: one that is on its way, or never comes, keeps none.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif self._running >= self._most:
            await _refuse(send)
        elif _has_body(scope):
            await self._answer_when_whole(scope, receive, send)
        else:
            self._running += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._running -= 1

    async def _answer_when_whole(self, scope: Scope, receive: Receive, send: Send) -> None:
        placed = begun = refused = False

        async def received() -> Message:
            nonlocal placed, refused
            message = await receive()
            if placed or begun or message["type"] != "http.request" or message.get("more_body", False):
                return message
            if self._running >= self._most:
                refused = True
                await _refuse(send)
                return {"type": "http.disconnect"}
            placed = True
            self._running += 1
            return message

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            if not refused:
                await send(message)

        try:
            await self._app(scope, received, sent)
        finally:
            if placed:
                self._running -= 1


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "transfer-encoding" in headers or headers.get("content-length", "0").strip() != "0"


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain"), (b"retry-after", b"5"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": _FULL})


class WatchedConnection(H11Protocol):
    """A connection of uvicorn that is closed if no whole request comes, or no answer is taken, in time.

    If too many are open, the one that has been idle for longest is closed for a new one.
    """

    _idle: ClassVar[OrderedDict[WatchedConnection, None]] = OrderedDict()
    _untaken: ClassVar[dict[WatchedConnection, _UntakenAnswer]] = {}
    _deadline: asyncio.TimerHandle | None = None
    # The request whose body was not there at a deadline.
    _late: RequestResponseCycle | None = None
    # Whether the next request waits until the answer before it was taken.
    _held_back = False

    @property
    def _asked(self) -> bool:
        """Whether there is a request that was not answered."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete

    @property
    def is_answering(self) -> bool:
        """Whether a request of the connection came whole, and is being answered."""
        return self._asked and not self.cycle.more_body

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to watch."""
        # asyncio then tells of every byte that the system does not take at once.
        transport.set_write_buffer_limits(high=0)
        if (option := getattr(socket, "TCP_NOTSENT_LOWAT", None)) is not None:
            transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, option, _MOST_AHEAD)
        super().connection_made(transport)
        self._idle[self] = None
        self._await_request()
        if len(self.connections) > _MOST_OPEN:
            waiting = (one for one in self._idle if not (one.is_answering or one.transport.is_closing()))
            longest = next(waiting, None)
            if longest is not None:
                longest.transport.close()

    def data_received(self, data: bytes) -> None:
        """Read; what has begun must come whole in time."""
        super().data_received(data)
        self._idle.move_to_end(self)
        self._await_request()

    def handle_events(self) -> None:
        """Begin the next request, but not while the answer before it waits: it would take a place with it."""
        if self.flow.write_paused and not self._asked:
            self._held_back = True
            if self.timeout_keep_alive_task is not None:
                self.timeout_keep_alive_task.cancel()
                self.timeout_keep_alive_task = None
            self.flow.pause_reading()
        else:
            super().handle_events()

    def pause_writing(self) -> None:
        """Watch how the answer is taken."""
        super().pause_writing()
        self._untaken[self] = _UntakenAnswer(self.loop.time(), self.transport.get_write_buffer_size())
        self.loop.call_later(_LOOK_EVERY, self._look, self._untaken[self])

    def resume_writing(self) -> None:
        """Forget the answer: it was taken."""
        self._untaken.pop(self, None)
        super().resume_writing()
        if self._held_back and not self.transport.is_closing():
            self._held_back = False
            self.flow.resume_reading()
            self.handle_events()
            self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._idle.pop(self, None)
        self._untaken.pop(self, None)
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)

    def _await_request(self) -> None:
        waits = not self.is_answering and not self._held_back and not self.transport.is_closing()
        if self._deadline is None and waits:
            self._deadline = self.loop.call_later(_HEADERS_WITHIN, self._too_late)

    def _too_late(self) -> None:
        self._deadline = None
        if self.is_answering or self._held_back:
            return
        if self._asked and (self._late is not self.cycle or self.flow.read_paused):
            # The head came; where reading is paused, the body waits for us.
            self._late = self.cycle
            self._deadline = self.loop.call_later(_BODY_WITHIN, self._too_late)
        # Between two requests uvicorn counts by itself (timeout_keep_alive).
        elif self._asked or self.timeout_keep_alive_task is None:
            self.transport.close()

    def _look(self, answer: _UntakenAnswer) -> None:
        if self._untaken.get(self) is not answer:
            return
        now = self.loop.time()
        answer.note(now, self.transport.get_write_buffer_size())
        waiting = sum(one.left for one in self._untaken.values())
        crowded = len(self._untaken) > 1 and waiting > _MOST_UNTAKEN
        if now - answer.taken_at >= _TAKEN_WITHIN or (crowded and answer.is_slow(now)):
            logger.warning(
                "A connection was closed: of its answer %d bytes were not taken after %.0f s.",
                answer.left,
                now - answer.since,
            )
            self._untaken.pop(self)
            self.transport.abort()
        else:
            self.loop.call_later(_LOOK_EVERY, self._look, answer)


class _UntakenAnswer:
    """How much of an answer waits to be taken; times are the loop's."""

    def __init__(self, now: float, size: int) -> None:
        self.since = self.taken_at = now
        self.size = self.left = size

    def note(self, now: float, left: int) -> None:
        """Note how much is left."""
        if left < self.left:
            self.left, self.taken_at = left, now

    def is_slow(self, now: float) -> bool:
        """Say whether it has been waiting for a while, and is taken slowly."""
        spent = now - self.since
        return spent >= _UNHURRIED and self.size - self.left < _SLOW * spent
