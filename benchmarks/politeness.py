"""Are hosts asked as they wish? A real crawl of three hosts, judged by what the servers saw.

python -m benchmarks.politeness [--seconds 300]

127.0.0.1 states nothing: the source's delay of a second, two at a time, some pages slow. 127.0.0.2 states a
Crawl-delay of three seconds. 127.0.0.3 refuses every tenth request, by turns with 429 and seconds, 503 and a
date, and a 429 that says nothing. The crawl is ended by SIGTERM when the time is over. Exits 1 when a wish
was not heeded.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

DELAY, CONCURRENCY, CRAWL_DELAY = 1.0, 2, 3.0
REFUSED_FOR = 12  # seconds
BACKOFF = 60.0  # of the crawler, where a refusal names no time
# Between sending and arriving lies a machine at work: seen from the server, requests may be so much closer
# than they were sent, and one may be under way when a refusal is answered.
TOLERANCE = 0.2
STORY = "<html><head><title>Harbour {n}</title></head><body><h1>Harbour {n}</h1>{p}</body></html>"
PARAGRAPH = (
    "<p>The harbour board met on day {n} and agreed to deepen the channel before the autumn storms come.</p>"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as the server saw it; `quiet` is how long it asked not to be asked again."""

    arrived: float
    answered: float
    path: str
    status: int
    quiet: float = 0.0


@dataclass(slots=True)
class Verdict:
    """What one host was asked, and each wish that was not heeded."""

    requests: int
    closest: float
    at_once: int
    refusals: int
    wrongs: list[str] = field(default_factory=list)


def judge(log: Sequence[Seen], *, gap: float, at_once: int) -> Verdict:
    """Return how a host was treated; robots.txt need not keep a Crawl-delay, so it is not among `log`."""
    seen = sorted(log, key=lambda one: one.arrived)
    gaps = [later.arrived - earlier.arrived for earlier, later in pairwise(seen)]
    most = max(
        (sum(other.arrived <= one.arrived < other.answered for other in seen) for one in seen), default=0
    )
    verdict = Verdict(len(seen), min(gaps, default=0.0), most, sum(one.quiet > 0 for one in seen))
    if gaps and verdict.closest < gap - TOLERANCE:
        verdict.wrongs.append(f"two requests {verdict.closest:.2f} s apart, allowed are {gap:.2f} s")
    if most > at_once:
        verdict.wrongs.append(f"{most} requests at once, allowed are {at_once}")
    for refusal in (one for one in seen if one.quiet):
        ends = refusal.answered + refusal.quiet
        early = [one for one in seen if refusal.answered + TOLERANCE < one.arrived < ends - TOLERANCE]
        verdict.wrongs += [
            f"{one.path} asked {ends - one.arrived:.2f} s before a block ended" for one in early
        ]
    return verdict


class Host(ThreadingHTTPServer):
    """One host: its manners and its log."""

    daemon_threads = True

    def __init__(
        self, address: str, robots: str | None, *, refuses: bool = False, slow: bool = False
    ) -> None:
        super().__init__((address, 0), Answering)
        self.robots, self.refuses, self.slow = robots, refuses, slow
        self.log: list[Seen] = []
        self.pages = 0
        self.lock = threading.Lock()

    @property
    def base(self) -> str:
        return f"http://{self.server_address[0]!s}:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    """Answers, and remembers when."""

    server: Host

    def do_GET(self) -> None:
        arrived = time.monotonic()
        if self.path == "/robots.txt":
            self.reply(200 if self.server.robots else 404, (self.server.robots or "").encode(), None)
            return
        with self.server.lock:
            self.server.pages += 1
            number = self.server.pages
        if self.server.slow and number % 4 == 0:
            time.sleep(2.5)
        status, retry_after, quiet = self.manner(number)
        body = STORY.format(n=number, p=PARAGRAPH.format(n=number) * 4).encode() if status == 200 else b""
        self.server.log.append(Seen(arrived, time.monotonic(), self.path, status, quiet))
        self.reply(status, body, retry_after)

    def manner(self, number: int) -> tuple[int, str | None, float]:
        """Return status, Retry-After and the seconds of quiet that are to follow."""
        if not self.server.refuses or number % 10:
            return 200, None, 0.0
        until = formatdate(time.time() + REFUSED_FOR, usegmt=True)
        # A date has no fractions of a second: it may be up to one earlier.
        forms = (
            (429, str(REFUSED_FOR), float(REFUSED_FOR)),
            (503, until, REFUSED_FOR - 1.0),
            (429, None, BACKOFF),
        )
        return forms[number // 10 % 3 - 1]

    def reply(self, status: int, body: bytes, retry_after: str | None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if retry_after is not None:
            self.send_header("Retry-After", retry_after)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Quiet."""


def crawl(hosts: Sequence[Host], seconds: float, folder: Path) -> str:
    """Crawl the hosts for a time, end the crawl, return what it said."""
    (folder / "sources").mkdir()
    urls = [f"{host.base}/a/{n}" for n in range(int(seconds / DELAY) + 10) for host in hosts]
    declared = (
        f'title = "three"\ndelay = {DELAY}\nconcurrency = {CONCURRENCY}\nallow_private_addresses = true\n'
        f"addresses = {{ urls = {urls} }}\n"
    )
    (folder / "sources" / "three.toml").write_text(declared)
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment = kept | {
        "NEWSARCHIVE_SOURCES": str(folder / "sources"),
        "NEWSARCHIVE_DATABASE_URL": f"sqlite:///{folder}/archive.db",
        "NEWSARCHIVE_WORKERS": "1",
    }
    command = [sys.executable, "-c", "from newsarchive.cli import main; main()"]
    subprocess.run([*command, "db", "upgrade"], env=environment, check=True, capture_output=True)
    process = subprocess.Popen(
        [*command, "crawl", "three"], env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        stopped = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
        said += f"stopped {time.monotonic() - stopped:.1f} s after SIGTERM\n"
    return said


def main() -> int:
    """Crawl, judge, say."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=300.0)
    seconds = parser.parse_args().seconds
    hosts = [
        Host("127.0.0.1", None, slow=True),
        Host("127.0.0.2", f"User-agent: *\nCrawl-delay: {CRAWL_DELAY:g}\n"),
        Host("127.0.0.3", None, refuses=True),
    ]
    for host in hosts:
        threading.Thread(target=host.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(crawl(hosts, seconds, Path(folder)))
    allowed = [(DELAY, CONCURRENCY), (CRAWL_DELAY, 1), (DELAY, CONCURRENCY)]
    wrongs = 0
    for host, (gap, at_once) in zip(hosts, allowed, strict=True):
        verdict = judge(host.log, gap=gap, at_once=at_once)
        wrongs += len(verdict.wrongs)
        sys.stdout.write(
            f"{host.base}: {verdict.requests} requests, closest {verdict.closest:.3f} s of {gap:g} s,"
            f" at most {verdict.at_once} of {at_once} at once, {verdict.refusals} refusals\n"
        )
        sys.stdout.writelines(f"  WRONG: {wrong}\n" for wrong in verdict.wrongs)
    sys.stdout.write(f"{wrongs} wishes not heeded (tolerance {TOLERANCE} s)\n")
    return 1 if wrongs else 0


if __name__ == "__main__":
    sys.exit(main())
