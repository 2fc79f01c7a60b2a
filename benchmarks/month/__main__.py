"""Lets a month pass and measures it: `python -m benchmarks.month [--days 30] [--sites 20] [--write]`.

One process, one reactor, one injected clock, which the planner and the sites read; download delay 0. Sites
answer Scrapy's downloader through a handler (benchmarks.month.network) instead of a socket; everything above
it is the real thing. `--write` puts the figures into benchmarks/MONTH.md. Politeness is measured apart, in
real time, by `python -m benchmarks.politeness`.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from scrapy.utils.reactor import install_reactor

REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
RESULTS = Path(__file__).parents[1] / "MONTH.md"


def main() -> int:
    """Run, print the figures, and return 1 where one is not what is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--sites", type=int, default=20)
    parser.add_argument("--write", action="store_true", help="write the figures into benchmarks/MONTH.md")
    parser.add_argument("--folder", type=Path, help="keep the archive here (default: a temporary folder)")
    given = parser.parse_args()
    install_reactor(REACTOR)
    folder = given.folder or Path(tempfile.mkdtemp(prefix="month"))
    text, good = run(folder, given.days, given.sites)
    sys.stdout.write(text)
    if given.write:
        RESULTS.write_text(text, encoding="utf-8")
    return 0 if good else 1


def run(folder: Path, days: int, sites: int) -> tuple[str, bool]:
    """Let the days pass in `folder`; return the figures as text, and whether all are as asked."""
    from twisted.internet import defer, task  # noqa: PLC0415 - after the reactor is chosen

    from benchmarks.month import measuring, network, report, running  # noqa: PLC0415 - likewise
    from newsarchive.gc_tuning import relieve_collector  # noqa: PLC0415 - likewise

    settings, declared = running.prepare(folder, days, sites)
    passing = running.Passing()
    wall, cpu = time.monotonic(), time.process_time()

    def begin(_reactor: object) -> defer.Deferred[None]:
        passes = running.pass_days(settings, declared, days + 1, passing)
        return defer.Deferred.fromFuture(asyncio.ensure_future(passes))

    relieve_collector()  # as each crawl does
    try:
        task.react(begin)
    except SystemExit as end:
        if end.code:
            raise
    took = report.Took(time.monotonic() - wall, time.process_time() - cpu, passing.crawls, passing.in_vain)
    month = measuring.measure(folder / "month.db", network.SITES, running.BEGINS, days)
    return report.text_of(month, took, days), report.is_good(month)


if __name__ == "__main__":
    sys.exit(main())
