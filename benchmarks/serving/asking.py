"""One `newsarchive serve` on a free port, and askers that walk the routes and note what came."""

from __future__ import annotations

import http.client
import json
import math
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.serving.routes import Route

_TOTAL = re.compile(r"total;dur=([0-9.]+)")
_NEXT = re.compile(r'rel="next" href="([^"]+)"|href="([^"]+cursor=[^"]+)"')
PATIENCE = 120
_ENDED = 504


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: status (0: the connection broke), milliseconds of the server and on the wall, bytes."""

    route: str
    path: str
    status: int
    server: float
    wall: float
    size: int
    followed: str | None = None


def is_at_the_limit(answer: Answer, unbounded: Collection[str]) -> bool:
    """Say whether an analyst's own question was ended by its limit, and told so (504): no error.

    `unbounded` are the names of routes whose questions may take as long as they like.
    """
    return answer.status == _ENDED and answer.route in unbounded


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs."""

    host: str
    port: int
    pid: int

    def processor_seconds(self) -> float:
        """Return the processor time of the server and of all processes it began and has not buried."""
        return sum(map(_seconds_of, self._family()))

    def resident(self) -> int:
        """Return the megabytes that it and its processes hold."""
        pages = (int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in self._family())
        return sum(pages) * os.sysconf("SC_PAGE_SIZE") // 2**20

    def _family(self) -> list[int]:
        found, todo = [], [self.pid]
        while todo:
            one = todo.pop()
            found.append(one)
            try:
                tasks = list(Path(f"/proc/{one}/task").iterdir())
                todo += [int(child) for task in tasks for child in (task / "children").read_text().split()]
            except OSError:
                continue
        return [one for one in found if Path(f"/proc/{one}/stat").exists()]


def _seconds_of(pid: int) -> float:
    try:
        rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(rest[at]) for at in (11, 12, 13, 14)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(url: str, options: Sequence[str]) -> Iterator[Served]:
    """Run `newsarchive serve` on the archive, as an operator does."""
    command = [str(Path(sys.executable).with_name("newsarchive")), "serve", "--port", "0", *options]
    environment = {**os.environ, "NEWSARCHIVE_DATABASE_URL": url}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    stream = process.stderr
    assert stream is not None
    try:
        line = ""
        while "http://" not in line:
            line = stream.readline()
            if not line:
                raise SystemExit("newsarchive serve did not begin.")
        threading.Thread(target=lambda: [None for _ in stream], daemon=True).start()
        found = re.search(r"http://([^:/]+):([0-9]+)/", line)
        assert found is not None, line
        yield Served(found[1], int(found[2]), process.pid)
    finally:
        process.terminate()
        process.wait(30)


class Asker:
    """Asks over one connection that stays open, as a browser does."""

    def __init__(self, server: Served) -> None:
        self._server = server
        self._connection = http.client.HTTPConnection(server.host, server.port, timeout=PATIENCE)

    def ask(self, route: Route, path: str) -> Answer:
        """Ask once."""
        began = time.perf_counter()
        try:
            self._connection.request("GET", path, headers={"Host": f"localhost:{self._server.port}"})
            answer = self._connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return Answer(route.name, path, 0, 0.0, 1000 * (time.perf_counter() - began), 0)
        wall = 1000 * (time.perf_counter() - began)
        told = _TOTAL.search(answer.headers.get("Server-Timing", ""))
        return Answer(
            route.name,
            path,
            answer.status,
            float(told[1]) if told else wall,
            wall,
            len(body),
            _next(path, body) if route.follows and answer.status == 200 else None,
        )

    def walk(self, route: Route, path: str) -> Iterator[Answer]:
        """Ask, and follow the cursor as deep as the route says."""
        for _ in range(1 + route.follows):
            answer = self.ask(route, path)
            yield answer
            if answer.followed is None:
                return
            path = answer.followed

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _next(path: str, body: bytes) -> str | None:
    if path.startswith("/api/"):
        cursor = json.loads(body).get("next_cursor")
        base = re.sub(r"&cursor=[^&]*", "", path)
        return f"{base}{'&' if '?' in base else '?'}cursor={cursor}" if cursor else None
    found = _NEXT.search(body.decode("utf-8", "replace"))
    return None if found is None else (found[1] or found[2]).replace("&amp;", "&")


def one_asker(server: Served, routes: Sequence[Route], rounds: int) -> tuple[list[Answer], dict[str, float]]:
    """Ask everything, one after another; return the answers, and milliseconds of processor time by route."""
    asker = Asker(server)
    answers: list[Answer] = []
    spent: dict[str, float] = {}
    for route in routes:
        began, before = server.processor_seconds(), len(answers)
        for _ in range(rounds):
            for path in route.paths:
                answers += asker.walk(route, path)
        spent[route.name] = 1000 * (server.processor_seconds() - began) / max(1, len(answers) - before)
    asker.close()
    return answers, spent


def many_askers(
    server: Served,
    routes: Sequence[Route],
    count: int,
    seconds: float = math.inf,
    going: threading.Event | None = None,
    nice: int = 0,
) -> list[Answer]:
    """Ask by so many connections at once, each in its own order, for so long or while `going` is set.

    Askers sit at machines of their own: `nice` has their threads give way to what is measured.
    """
    answers: list[Answer] = []
    ends = time.monotonic() + seconds

    def goes_on() -> bool:
        return time.monotonic() < ends and (going is None or going.is_set())

    def work(number: int) -> None:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), nice)
        dice, asker = random.Random(number), Asker(server)
        while goes_on():
            route = dice.choice(routes)
            for answer in asker.walk(route, dice.choice(route.paths)):
                answers.append(answer)
                if not goes_on():
                    break
        asker.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
