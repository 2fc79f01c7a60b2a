"""Fills an archive with invented articles through the door every crawl uses, and says how fast.

    python -m benchmarks.archive.build --articles N --database URL [--from N] [--batch 50] [--profile FILE]
        [--record FILE]

The articles come from a process of their own, so that the rate is that of saving. A line for every 50,000
articles: the rate of those alone, and the size of the database. `--from` goes on with an archive that holds
the articles before it.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.archive.articles import ENDS, keeps_pages, stream
from benchmarks.archive.sizes import database_bytes
from benchmarks.archive.sources import all_sources
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.crawl_store import SourceFacts
from newsarchive.storage.migrating.commands import upgrade_schema

BATCH = 50  # as a crawl saves
STEP = 50_000
PART = 1000  # articles a message of the process that makes them
AHEAD = 8  # messages made before they are asked for


@dataclass(slots=True)
class Progress:
    """Seconds spent saving, outcomes, and the rate of each step, in articles a second.

    `cpu_rates` counts only the seconds this process had a processor: SQLite works inside of it, so that other
    work on the machine hardly shows.
    """

    seconds: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    rates: list[float] = field(default_factory=list)
    cpu_rates: list[float] = field(default_factory=list)

    def record(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return {
            "seconds": self.seconds,
            "outcomes": dict(self.outcomes),
            "rates": self.rates,
            "cpu_rates": self.cpu_rates,
        }


def build(
    url: str,
    count: int,
    *,
    start: int = 0,
    batch: int = BATCH,
    step: int = STEP,
    ends: datetime = ENDS,
) -> Progress:
    """Save articles `start` to `count` of `count`; the archive is made where there is none."""
    upgrade_schema(url)
    archive = open_archive(url, wait=60)
    try:
        archive.crawls.register(
            SourceFacts(
                name=source.name,
                timezone="Asia/Shanghai",
                keep_payloads="first_and_changed" if keeps_pages(source) else "none",
            )
            for source in all_sources()
        )
        crawl = archive.crawls.begin(None, CrawlKind.IMPORT, datetime.now(UTC))
        progress = _save(archive, crawl, made(count, start, ends), batch, step, url)
        began = time.perf_counter()
        archive.crawls.end(crawl, datetime.now(UTC), "finished")
        print(f"crawl ended in {time.perf_counter() - began:.1f} s", file=sys.stderr, flush=True)
    finally:
        archive.close()
    return progress


def made(count: int, start: int = 0, ends: datetime = ENDS) -> Iterator[CleanArticle]:
    """Yield the stream of articles, made ahead in another process."""
    with ProcessPoolExecutor(max_workers=1) as pool:
        parts: list[Future[list[CleanArticle]]] = []
        for first in range(start, count + 1, PART):
            parts.append(pool.submit(_part, count, first, min(first + PART, count + 1), ends))
            if len(parts) >= AHEAD:
                yield from parts.pop(0).result()
        for part in parts:
            yield from part.result()


def _part(count: int, first: int, end: int, ends: datetime) -> list[CleanArticle]:
    return list(stream(count, first, end, ends))


def _save(
    archive: Archive, crawl: int, pages: Iterator[CleanArticle], size: int, step: int, url: str
) -> Progress:
    progress, spent, done = Progress(), _Spent(), 0
    while part := list(islice(pages, size)):
        with spent:
            saved = archive.saves.save(crawl, part)
        progress.outcomes.update(one.outcome for one in saved)
        articles = progress.outcomes["new"]
        if articles - done >= step:
            _tell(progress, articles, articles - done, spent, url)
            spent, done = _Spent(), articles
            archive.crawls.heartbeat(crawl, datetime.now(UTC))
    if (articles := progress.outcomes["new"]) > done:
        _tell(progress, articles, articles - done, spent, url)
    return progress


class _Spent:
    """Adds up the seconds within it, on the wall and of this process on a processor."""

    def __init__(self) -> None:
        self.seconds = self.cpu = 0.0

    def __enter__(self) -> None:
        self.seconds -= time.perf_counter()
        self.cpu -= time.process_time()

    def __exit__(self, *_: object) -> None:
        self.seconds += time.perf_counter()
        self.cpu += time.process_time()


def _tell(progress: Progress, articles: int, more: int, spent: _Spent, url: str) -> None:
    progress.seconds += spent.seconds
    progress.rates.append(more / spent.seconds)
    progress.cpu_rates.append(more / spent.cpu)
    told = f"{more / spent.seconds:6.0f}/s {more / spent.cpu:6.0f}/cpu-s"
    size = database_bytes(url) / 2**20
    print(f"{datetime.now(UTC):%H:%M:%S} {articles:>9,} articles {told} {size:8,.0f} MiB", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--database", required=True)
    parser.add_argument("--from", type=int, default=0, dest="start")
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--step", type=int, default=STEP)
    parser.add_argument(
        "--ends", type=datetime.fromisoformat, default=ENDS, help="when the last article was published"
    )
    parser.add_argument("--profile")
    parser.add_argument(
        "--record", type=Path, help="rates and outcomes as JSON, for benchmarks.archive.measure"
    )
    given = parser.parse_args(arguments)
    with ExitStack() as stack:
        if given.profile:
            profile = stack.enter_context(cProfile.Profile())
            stack.callback(lambda: profile.dump_stats(given.profile))
        progress = build(
            given.database,
            given.articles,
            start=given.start,
            batch=given.batch,
            step=given.step,
            ends=given.ends,
        )
    if given.record:
        given.record.write_text(json.dumps(progress.record()), encoding="utf-8")
    print(f"{dict(progress.outcomes)} in {progress.seconds:.0f} s of saving")
    return 0


if __name__ == "__main__":
    sys.exit(main())
