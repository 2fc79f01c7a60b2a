"""Lets sites of real software live for a month and asks what the archive says of what happened.

python -m benchmarks.sites.life [--folder var/park] [--days 30] [--only pelican]

New stories, edits, deletions, an address that moves, stories that are taken off and come back, another theme,
a template without by-lines, a paywall; for an hour every address answers 404, for a day 500. Pelican builds
each state of its site; WordPress and Ghost run, and their own functions do it. The source is as `sources
new` proposes it; time is injected, as in benchmarks.month. It ends with 1 where an event is told as what it
was not.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from scrapy.utils.reactor import install_reactor

from benchmarks.evaluation.telling import doing, say
from benchmarks.sites.crawling import command
from benchmarks.sites.ghost_life import GhostLife
from benchmarks.sites.life_told import Row, told
from benchmarks.sites.living_plan import DAYS, HOST, Life, LifeOf, planned
from benchmarks.sites.pelican_life import PelicanLife
from benchmarks.sites.serving import serving
from benchmarks.sites.wordpress_life import WordPressLife
from benchmarks.training.rendered_programs import BuildFailedError
from benchmarks.training.rendered_sites import FOLDER as RENDERED

REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
BEGINS = datetime(2026, 10, 30, tzinfo=UTC)
# The exit code where this machine cannot have the program.
SKIPPED = 3
PROGRAMS: Mapping[str, Callable[[Path, Path], LifeOf]] = {
    "pelican": PelicanLife,
    "wordpress": WordPressLife,
    "ghost": GhostLife,
}


def main() -> int:
    """Let the sites live, print what is told of them, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.sites.life",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--folder", type=Path, default=RENDERED.parent / "park")
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--only", default="", help=f"one of {', '.join(PROGRAMS)}")
    options = parser.parse_args()
    folder: Path = options.folder.resolve()
    if not options.only:
        return _each(folder, options.days)
    if options.only not in PROGRAMS:
        parser.error(f"no such program: {options.only}; there are {', '.join(PROGRAMS)}")
    install_reactor(REACTOR)
    place = folder / f"life-{options.only}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    program = PROGRAMS[options.only](folder, place / "states")
    try:
        rows = one_life(program, place, options.days)
    except BuildFailedError as error:
        say(f"{options.only} is SKIPPED: {error}")
        return SKIPPED
    width = max(len(row.what) for row in rows)
    sys.stdout.write(f"{options.only}\n")
    for row in rows:
        good = "yes" if row.is_good else "NO"
        sys.stdout.write(f"{row.what:{width}}  {row.measured:>35}  {row.asked:>20}  {good}\n")
    return 0 if all(row.is_good for row in rows) else 1


def _each(folder: Path, days: int) -> int:
    """Run each program in a process of its own: a reactor starts once."""
    begins = [sys.executable, "-m", "benchmarks.sites.life", "--folder", str(folder), "--days", str(days)]
    codes = [subprocess.run([*begins, "--only", name], check=False).returncode for name in PROGRAMS]
    measured = [code for code in codes if code != SKIPPED]
    return max(measured) if measured else 1


def one_life(program: LifeOf, place: Path, days: int) -> list[Row]:
    """Return what is told of a life of one program."""
    plan = planned(BEGINS, one_author=program.one_author)
    say("making the site ready …")
    with program.living(plan) as life:
        with doing("surveying it"):
            declare(life, place)
        with doing("letting it live"):
            live(life, place, days)
        return told(life, place / "life.db")


def declare(life: Life, folder: Path) -> None:
    """Propose a source for the site as it is at first."""
    (folder / "sources").mkdir(parents=True)
    with serving({HOST: life.first}) as server:
        command(folder, server.address, "sources", "new", f"http://{HOST}/", "--name", "life", "--delay", "0")


def live(life: Life, folder: Path, days: int) -> None:
    """Let the days pass."""
    from twisted.internet import defer, task  # noqa: PLC0415 - after the reactor is chosen

    from benchmarks.month import network, running  # noqa: PLC0415 - likewise
    from newsarchive.gc_tuning import relieve_collector  # noqa: PLC0415 - likewise

    settings, declared = running.begin_archive(folder / "life.db", folder / "sources")
    network.SITES.clear()
    network.SITES[HOST] = life.site  # type: ignore[assignment] # it answers as those do
    begins = life.plan.begins
    passing = running.Passing(now=begins)

    def begin(_reactor: object) -> defer.Deferred[None]:
        passes = running.pass_days(settings, declared, days, passing, begins, life.plan.looks)
        return defer.Deferred.fromFuture(asyncio.ensure_future(passes))

    relieve_collector()  # as each crawl does
    try:
        task.react(begin)
    except SystemExit as end:
        if end.code:
            raise


if __name__ == "__main__":
    sys.exit(main())
