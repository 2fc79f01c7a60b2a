"""Who is answered next: requests wait in lanes by what they may cost, and in each lane askers take turns.

A request that waits holds no thread and no connection of the database. Cheap pages never wait behind dear
questions, which have threads of their own; one who asks fifty things at once waits fifty times, and others
once. Who goes away while waiting leaves the lane, and whose answer is being made ends its query
(newsarchive.storage.queries.given_up).
"""

from __future__ import annotations

import asyncio
import os
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from newsarchive.storage.queries.given_up import Asking, current_asking
from newsarchive.web.guard.request_guard import Refuse

# Requests that may wait in a lane, and for how many seconds; as many as fifty people with four tabs each.
_MOST_WAITING, _LONGEST_WAIT = 200, 60.0
# Counts of all hits, gaps: each may read a large part of the archive. The past without words, or where most
# of it has changed since, is read article by article, for seconds.
_DEAR_PATHS = frozenset({"/api/v1/facets", "/api/v1/counts", "/api/v1/gaps"})
# An analyst's own SQL, and copies of all hits: for processes of their own (web.answers.bounded_calls).
_SQL_PATHS = ("/sql", "/search.", "/api/v1/query")


@dataclass(frozen=True, slots=True)
class LaneWidths:
    """How many requests of each kind are answered at a time."""

    plain: int
    dear: int
    past: int
    sql: int

    @classmethod
    def of(cls, threads: int) -> LaneWidths:
        """Share so many threads, eight or fewer of which would be too few to keep them apart."""
        quarter = max(1, threads // 4)
        # Each dear question takes a processor, of which cheap pages and the database's server want one.
        dear = max(1, min(quarter, (os.cpu_count() or 1) - 1))
        return cls(plain=max(1, threads - dear - 1 - quarter), dear=dear, past=1, sql=quarter)


def lane_of(path: str, query: bytes) -> str:
    """Return the lane of a request: `plain`, `dear`, `past` or `sql`."""
    given = parse_qs(query.decode("latin-1"))  # a name may be written as %61s_of, too
    if path.startswith(_SQL_PATHS):
        return "sql" if path != "/sql" or "sql" in given else "plain"
    if "as_of" in given:
        return "past"
    return "dear" if path in _DEAR_PATHS else "plain"


class Lane:
    """So many places; those who wait for one take turns by asker. For one event loop."""

    def __init__(self, width: int) -> None:
        self._free = width
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self.length = 0

    async def enter(self, asker: str) -> None:
        """Wait for a place. If the wait is cancelled, none is taken."""
        if self._free and not self.length:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(asker, deque()).append(turn)
        self.length += 1
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it was just called
                self.leave()
            else:
                self._forget(asker, turn)
            raise

    def leave(self) -> None:
        """Give the place to the next asker."""
        while self._waiting:
            asker, turns = next(iter(self._waiting.items()))
            turn = turns.popleft()
            self.length -= 1
            del self._waiting[asker]
            if turns:  # behind the others
                self._waiting[asker] = turns
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def _forget(self, asker: str, turn: asyncio.Future[None]) -> None:
        turns = self._waiting.get(asker)
        if turns is None or turn not in turns:
            return
        turns.remove(turn)
        self.length -= 1
        if not turns:
            del self._waiting[asker]


class FairShares:
    """ASGI middleware; `refuse` makes the answer for whom there is no room, `asker` names who asks."""

    def __init__(
        self, app: ASGIApp, *, widths: LaneWidths, refuse: Refuse, asker: Callable[[Scope], str]
    ) -> None:
        self._app = app
        self._refuse = refuse
        self._asker = asker
        self._lanes = {name: Lane(getattr(widths, name)) for name in ("plain", "dear", "past", "sql")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # A form has a body, which watching whether its sender went away would eat; it writes one small file.
        if scope["type"] != "http" or scope["method"] == "POST" or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        lane = self._lanes[lane_of(scope["path"], scope["query_string"])]
        if lane.length >= _MOST_WAITING:
            await self._busy(scope, receive, send)
            return
        await self._in_turn(lane, scope, _Watched(receive), send)

    async def _in_turn(self, lane: Lane, scope: Scope, watched: _Watched, send: Send) -> None:
        watching = asyncio.create_task(watched.watch())
        entering = asyncio.create_task(lane.enter(self._asker(scope)))
        try:
            await asyncio.wait(
                {watching, entering}, timeout=_LONGEST_WAIT, return_when=asyncio.FIRST_COMPLETED
            )
            if not entering.done():
                entering.cancel()
                if not watched.asking.gone:
                    await self._busy(scope, watched.receive, send)
                return
            try:
                current_asking.set(watched.asking)
                await self._app(scope, watched.receive, send)
            finally:
                lane.leave()
        finally:
            entering.cancel()
            watching.cancel()

    async def _busy(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._refuse(
            scope, 503, "Too many questions wait to be answered.", "Ask again in some seconds."
        )
        await answer(scope, receive, send)


class _Watched:
    """Reads what the asker sends: a request without a body, then perhaps that they went away."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._gone = asyncio.Event()
        self._given = False
        self.asking = Asking()

    async def watch(self) -> None:
        """Return when the asker has gone away."""
        while (await self._receive())["type"] != "http.disconnect":
            pass  # no route that comes here reads a body
        self._gone.set()
        self.asking.give_up()

    async def receive(self) -> Message:
        """Give the application the request, then the end of the connection."""
        if not self._given:
            self._given = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}
