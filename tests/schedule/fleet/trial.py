"""A fleet at work: three workers on one PostgreSQL crawl some sites, one is killed with -9 in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, build_opener

from tests.asking import ask, change
from tests.forking import ForkedProcess, run_forked
from tests.processes import family, still_alive

ROOT = Path(__file__).resolve().parents[3]
COMMAND = "from newsarchive.cli import main; main()"
# Everything that takes a minute, in seconds.
HASTY = (
    "from newsarchive.schedule.fleet import jobs as t; t._DEFERRAL = t._TAKE_OVER = '* * * * * */2';"
    "t.WORKER_HEARTBEAT, t.WORKER_SILENCE, t.UPKEEP_INTERVAL, t.QUEUE_POLL = 1.0, 6.0, 1.0, 0.5; "
)


@dataclass
class Trial:
    """The archive, the sites and the workers of one trial."""

    url: str
    folder: Path
    sites: int
    articles: int
    slow: float
    hasty: bool = True
    workers: int = 1  # of each crawl
    ports: list[int] = field(default_factory=list)

    def environment(self, contact: str = "mailto:desk@harbour.example") -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        return kept | {
            "NEWSARCHIVE_SOURCES": str(self.folder / "sources"),
            "NEWSARCHIVE_DATABASE_URL": self.url,
            "NEWSARCHIVE_CONTACT": contact,
            "NEWSARCHIVE_WORKERS": str(self.workers),
            "SCRAPY_PROJECT": "test",
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        command = [sys.executable, "-c", COMMAND, *words]
        return run_forked(command, cwd=ROOT, env=self.environment(), timeout=180)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Start the sites and declare a source for each."""
        arguments = [str(self.sites), str(self.articles), str(self.slow)]
        command = [sys.executable, "-m", "tests.mockserver.fleet", *arguments]
        with ForkedProcess(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                self.ports = [int(port) for port in server.stdout.readline().split()]
                self._declare()
                yield
            finally:
                server.kill()

    def _declare(self) -> None:
        (self.folder / "sources").mkdir()
        for number, port in enumerate(self.ports, start=1):
            (self.folder / "sources" / f"s{number:02}.toml").write_text(
                f'title = "Site {number}"\ndelay = 0\nconcurrency = 2\nevery = "1d"\n'
                f'allow_private_addresses = true\n[[feeds]]\nurl = "http://127.0.0.{number}:{port}/feed.xml"\n'
            )

    @contextmanager
    def worker(self, name: str) -> Iterator[subprocess.Popen[str]]:
        """Run a worker that says what it does in NAME.log, and whose crawls give its name as contact."""
        program = (HASTY if self.hasty else "") + COMMAND
        command = [sys.executable, "-c", program, "worker", "--concurrency", "1", "--name", name]
        with (self.folder / f"{name}.log").open("w") as log:
            process = ForkedProcess(command, env=self.environment(name), cwd=ROOT, stderr=log)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=30)

    def log(self) -> list[dict[str, Any]]:
        """Return what the sites were asked."""
        opener = build_opener(ProxyHandler({}))
        body = opener.open(f"http://127.0.0.1:{self.ports[0]}/-/log", timeout=10).read()
        answer: list[dict[str, Any]] = json.loads(body)
        return answer

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the archive."""
        return ask(self.url, sql)

    def change(self, sql: str) -> None:
        """Change the jobs behind the fleet's back."""
        change(self.url, "SET search_path = jobs", sql)

    def stories_asked(self, name: str) -> int:
        """Return how many stories a worker's crawls have asked for."""
        return sum(name in entry["agent"] and entry["path"].startswith("/a/") for entry in self.log())

    def finished(self) -> int:
        """Return how many sources have been crawled to the end."""
        return int(self.rows("SELECT count(DISTINCT source_id) FROM crawls WHERE reason = 'finished'")[0][0])

    def turns(self) -> dict[int, list[str]]:
        """Return for each site who asked it, in order: a crawler's requests in a row are one turn."""
        asked: dict[int, list[str]] = {}
        for entry in sorted(self.log(), key=lambda entry: float(entry["time"])):
            asked.setdefault(entry["site"], []).append(entry["agent"].rpartition("+")[2].strip(")"))
        return {site: [agent for agent, _ in groupby(agents)] for site, agents in asked.items()}

    def overlaps(self) -> list[tuple[Any, ...]]:
        """Return pairs of crawls of one source at one time."""
        return self.rows(
            "SELECT a.id, b.id FROM crawls a JOIN crawls b ON b.source_id = a.source_id AND b.id > a.id"
            " WHERE b.started_at < coalesce(a.ended_at, 'infinity')"
        )


def wait_until(true: Callable[[], object], seconds: float) -> None:
    """Look ten times a second; AssertionError when it does not come true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def kill_whole(process: subprocess.Popen[str]) -> None:
    """End a worker and its crawls with -9, as when a machine loses power."""
    everyone = family(process.pid)
    process.kill()
    for number in everyone:
        os.kill(number, signal.SIGKILL)
    process.wait()
    assert not still_alive(everyone)
