"""Requests wait by what they may cost, askers take turns, and who goes away ends the query."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from newsarchive.errors import EndedEarlyError
from newsarchive.storage.queries.given_up import Asking, current_asking, nobody_waits
from newsarchive.storage.queries.sqlite import sqlite_query
from newsarchive.web.guard.fair_shares import FairShares, Lane, LaneWidths, lane_of


@pytest.mark.parametrize(
    ("path", "query", "lane"),
    [
        ("/", b"", "plain"),
        ("/search", b"q=%E6%B8%AF%E5%8F%A3", "plain"),
        ("/search", b"q=%E6%B8%AF%E5%8F%A3&as_of=", "plain"),
        ("/search", b"q=%E6%B8%AF%E5%8F%A3&as_of=2026-01-01", "past"),
        ("/search", b"q=\xff&as_of=2026-01-01", "past"),
        ("/search", b"q=a&%61s%5Fof=2026-01-01", "past"),
        ("/sql", b"sq%6C=SELECT+1", "sql"),
        ("/api/v1/facets", b"", "dear"),
        ("/sql", b"", "plain"),
        ("/sql", b"sql=SELECT+1", "sql"),
        ("/search.csv", b"", "sql"),
        ("/api/v1/query", b"sql=SELECT+1", "sql"),
    ],
)
def test_lane_of(path: str, query: bytes, lane: str) -> None:
    assert lane_of(path, query) == lane


@pytest.mark.parametrize("threads", range(1, 33))
def test_each_lane_has_a_place(threads: int) -> None:
    widths = LaneWidths.of(threads)
    assert min(widths.plain, widths.dear, widths.past, widths.sql) >= 1
    assert widths.plain + widths.dear + widths.past + widths.sql <= max(threads, 4)


def test_askers_take_turns() -> None:
    async def in_turn() -> list[str]:
        lane, order = Lane(1), list[str]()
        await lane.enter("first")

        async def ask(asker: str) -> None:
            await lane.enter(asker)
            order.append(asker)
            lane.leave()

        tasks = [asyncio.create_task(ask(one)) for one in ("greedy",) * 5 + ("modest",)]
        await asyncio.sleep(0)
        lane.leave()
        await asyncio.gather(*tasks)
        assert lane.length == 0
        return order

    assert asyncio.run(in_turn()) == ["greedy", "modest", *["greedy"] * 4]


def test_who_goes_away_takes_no_place() -> None:
    async def gone() -> None:
        lane = Lane(1)
        await lane.enter("first")
        waiting = [asyncio.create_task(lane.enter("other")) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()  # while it waits
        await asyncio.sleep(0)
        assert lane.length == 2
        lane.leave()
        waiting[1].cancel()  # just as its turn comes
        await asyncio.wait_for(waiting[2], 30)
        lane.leave()
        await asyncio.wait_for(lane.enter("last"), 30)

    asyncio.run(gone())


def _scope(path: str, address: str = "192.0.2.1") -> Scope:
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "client": (address, 1),
        "headers": [],
    }


def _refuse(_scope: Scope, status: int, _detail: str, _hint: str) -> ASGIApp:
    async def refused(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": status})

    return refused


class _Connection:
    """The asker's side: the messages sent, and when they go away."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.gone = asyncio.Event()
        self._asked = False

    async def receive(self) -> Message:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b""}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.sent.append(message)


def _shares(app: ASGIApp) -> FairShares:
    widths = LaneWidths(plain=1, dear=1, past=1, sql=1)
    return FairShares(app, widths=widths, refuse=_refuse, asker=lambda scope: str(scope["client"][0]))


def test_a_cheap_page_does_not_wait_behind_dear_questions() -> None:
    async def both() -> None:
        finish = asyncio.Event()

        async def app(scope: Scope, _receive: Receive, send: Send) -> None:
            if scope["path"] == "/api/v1/facets":
                await finish.wait()
            await send({"type": "http.response.start", "status": 200})

        shares = _shares(app)
        dear = [_Connection() for _ in range(50)]
        tasks = [asyncio.create_task(shares(_scope("/api/v1/facets"), one.receive, one.send)) for one in dear]
        await asyncio.sleep(0.01)
        cheap = _Connection()
        await asyncio.wait_for(shares(_scope("/articles/1"), cheap.receive, cheap.send), 30)
        assert cheap.sent[0]["status"] == 200
        assert not any(one.sent for one in dear)
        finish.set()
        await asyncio.gather(*tasks)
        assert all(one.sent[0]["status"] == 200 for one in dear)

    asyncio.run(both())


def test_who_goes_away_ends_the_question_and_frees_the_place() -> None:
    async def going() -> None:
        begun, ended = threading.Event(), threading.Event()

        def query() -> None:
            begun.set()
            while not nobody_waits():
                time.sleep(0.001)
            ended.set()

        async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
            await asyncio.to_thread(query)

        shares = _shares(app)
        first, second = _Connection(), _Connection()
        running = asyncio.create_task(shares(_scope("/articles/1"), first.receive, first.send))
        waiting = asyncio.create_task(shares(_scope("/articles/2"), second.receive, second.send))
        await asyncio.to_thread(begun.wait, 5)
        second.gone.set()
        await asyncio.wait_for(waiting, 5)
        assert not ended.is_set()
        first.gone.set()
        await asyncio.wait_for(running, 5)
        assert ended.is_set()

    asyncio.run(going())


_ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_a_query_that_nobody_waits_for_is_ended(tmp_path: Path) -> None:
    file = tmp_path / "archive.db"
    sqlite3.connect(file).close()
    asking = Asking()
    current_asking.set(asking)
    timer = threading.Timer(0.05, asking.give_up)
    timer.start()
    began = time.monotonic()
    with pytest.raises(EndedEarlyError), sqlite_query(file, _ENDLESS, timeout=60, wait=1) as result:
        list(result.rows)
    assert time.monotonic() - began < 30
    current_asking.set(None)


def test_what_ends_a_query_is_called_even_if_the_asker_left_before() -> None:
    asking, called = Asking(), list[str]()
    end: Callable[[], object] = lambda: called.append("ended")  # noqa: E731 - typed
    with asking.ended_by(end):
        pass
    asking.give_up()
    assert not called  # it had finished
    with asking.ended_by(end):
        assert called == ["ended"]
