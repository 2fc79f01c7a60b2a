"""What fifty askers cost a crawl that writes to the same archive, in alternating rounds.

    python -m benchmarks.serving.beside --database URL [--rounds 3] [--askers 50] [--articles 600] [--first N]
        [--pace SECONDS] [--crawl] [--serve-option OPTION ...]

Each round saves invented articles as a crawl does, 50 a transaction, alone and then while `newsarchive
serve` answers so many askers; with `--crawl` each also crawls the sample newsroom. Told are the processor
seconds of who writes (what 5 % are asked of: on shared processors the wall grows in any case), the wall, the
longest wait for one save, the largest SQLite log, and the errors of the askers. With `--pace` a batch is due
every so many seconds, as the pages of a polite crawl come: then the wall says by how much the crawl is late,
and the articles a minute what it stores. Rounds alone and beside change places from pair to pair; the askers
give way to all else (nice 19), since they would sit at other machines. The archive grows by what is
saved; `--first` is the number of the first new article, beyond those that it holds.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy.engine import make_url

from benchmarks.archive.articles import stream
from benchmarks.serving.asking import Answer, Served, is_at_the_limit, many_askers, served
from benchmarks.serving.routes import Route, routes, samples_of
from newsarchive.cli.demo import NewsroomProcess
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive

BATCH = 50
WARM = 5.0  # seconds that askers ask before the writing begins


@dataclass(slots=True)
class Writing:
    """What it took to write: seconds of processor and wall, the longest save, megabytes of SQLite's log."""

    processor: float = 0.0
    wall: float = 0.0
    longest: float = 0.0
    log: float = 0.0
    crawl_processor: float = 0.0
    crawl_wall: float = 0.0
    answers: list[Answer] = field(default_factory=list)


def save(url: str, pages: Sequence[CleanArticle], into: Writing, pace: float = 0) -> None:
    """Save the pages, batch by batch; each is due `pace` seconds after the one before it."""
    archive = open_archive(url, wait=60)
    crawl = archive.crawls.begin(None, CrawlKind.IMPORT, datetime.now(UTC))
    began, spent = time.perf_counter(), time.process_time()
    due = began
    for start in range(0, len(pages), BATCH):
        due += pace
        time.sleep(max(0.0, due - time.perf_counter()))
        before = time.perf_counter()
        archive.saves.save(crawl, pages[start : start + BATCH])
        into.longest = max(into.longest, time.perf_counter() - before)
        into.log = max(into.log, _log_size(url))
    into.processor, into.wall = time.process_time() - spent, time.perf_counter() - began
    archive.crawls.end(crawl, datetime.now(UTC), "finished")
    archive.close()


def crawl(url: str, into: Writing) -> None:
    """Crawl the sample newsroom, at its first visit."""
    with tempfile.TemporaryDirectory() as folder, NewsroomProcess(Path(folder) / "visits") as newsroom:
        environment = {**os.environ, "NEWSARCHIVE_DATABASE_URL": url, "http_proxy": newsroom.proxy}
        environment |= {"no_proxy": "", "NO_PROXY": ""}
        command = [str(Path(sys.executable).with_name("newsarchive")), "crawl", "newsroom"]
        before, began = _children(), time.perf_counter()
        subprocess.run(command, env=environment, check=False, capture_output=True)
        into.crawl_processor, into.crawl_wall = _children() - before, time.perf_counter() - began


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _log_size(url: str) -> float:
    file = make_url(url).database
    log = Path(f"{file}-wal")
    return log.stat().st_size / 2**20 if url.startswith("sqlite") and log.exists() else 0.0


@contextmanager
def asked(server: Served, of: Sequence[Route], count: int, into: Writing) -> Iterator[None]:
    """Have so many askers ask all the while."""
    going = threading.Event()
    going.set()

    def ask() -> None:
        into.answers += many_askers(server, of, count, going=going, nice=19)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(WARM)
    try:
        yield
    finally:
        going.clear()
        thread.join()


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--askers", type=int, default=50)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--first", type=int, default=2_000_000)
    parser.add_argument("--pace", type=float, default=0.0, help="seconds from batch to batch")
    parser.add_argument("--crawl", action="store_true")
    parser.add_argument("--serve-option", action="append", default=[])
    given = parser.parse_args()
    url = given.database
    of = routes(samples_of(url))
    number, alone, beside = given.first, list[Writing](), list[Writing]()
    with served(url, given.serve_option) as server:
        for number_of_pair in range(given.rounds):
            for kind in (alone, beside) if number_of_pair % 2 == 0 else (beside, alone):
                end = number + given.articles
                pages = list(stream(end, number, end))
                number = end
                kind.append(_round(url, pages, server if kind is beside else None, of, given))
            one, two = alone[-1], beside[-1]
            print(
                f"pair {number_of_pair + 1}: processor {one.processor:.2f} and {two.processor:.2f} s,"
                f" wall {one.wall:.2f} and {two.wall:.2f} s, {len(two.answers)} answers",
                flush=True,
            )
    _tell("alone", alone)
    _tell(f"{given.askers} askers", beside)
    failed = [one for writing in beside for one in writing.answers if one.status >= 500 or one.status == 0]
    unbounded = {route.name for route in of if not route.bounded}
    errors = [one for one in failed if not is_at_the_limit(one, unbounded)]
    print(
        f"errors of askers: {len(errors)}; questions of analysts at their limit: {len(failed) - len(errors)}"
    )
    for name in ("processor", "wall", "longest"):
        pairs = [getattr(two, name) / getattr(one, name) - 1 for one, two in zip(alone, beside, strict=True)]
        middle = statistics.median(pairs)
        print(f"{name} of saving: {middle:+.1%} ({', '.join(f'{one:+.1%}' for one in sorted(pairs))})")
    for (status, name), count in Counter((one.status, one.route) for one in errors).most_common(10):
        print(f"  {count} times {status}: {name}")
    if given.crawl:
        grown = _middle(beside, "crawl_processor") / _middle(alone, "crawl_processor") - 1
        print(f"processor time of newsarchive crawl: {grown:+.1%}")
    return 1 if errors else 0


def _round(
    url: str,
    pages: Sequence[CleanArticle],
    server: Served | None,
    of: Sequence[Route],
    given: argparse.Namespace,
) -> Writing:
    writing = Writing()

    def write() -> None:
        # The askers are threads of this process, whose own time must not count.
        _in_own_process(url, pages, writing, given.pace)
        if given.crawl:
            crawl(url, writing)

    if server is None:
        write()
    else:
        with asked(server, of, given.askers, writing):
            write()
    return writing


def _in_own_process(url: str, pages: Sequence[CleanArticle], into: Writing, pace: float) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        told = pool.submit(_saved, url, list(pages), pace).result()
    into.processor, into.wall, into.longest, into.log = told


def _saved(url: str, pages: list[CleanArticle], pace: float) -> tuple[float, float, float, float]:
    writing = Writing()
    save(url, pages[:BATCH], Writing())  # what is loaded with the first batch
    save(url, pages[BATCH:], writing, pace)
    return writing.processor, writing.wall, writing.longest, writing.log


def _middle(of: Sequence[Writing], name: str) -> float:
    return statistics.median(float(getattr(one, name)) for one in of)


def _tell(name: str, of: Sequence[Writing]) -> None:
    told = ", ".join(
        f"{label} {_middle(of, field_name):.2f}"
        for field_name, label in (
            ("processor", "processor s"),
            ("wall", "wall s"),
            ("longest", "longest save s"),
            ("log", "log MB"),
            ("crawl_processor", "crawl processor s"),
            ("crawl_wall", "crawl wall s"),
        )
    )
    print(f"{name:12} {told}, answers {sum(len(one.answers) for one in of)}")


if __name__ == "__main__":
    sys.exit(main())
