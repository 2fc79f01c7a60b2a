"""The commands that fetch: crawl, schedule, worker, demo and sources.

Each declares its options here and imports its work when it is called: `--help` must not wait for Scrapy.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from newsarchive.cli.gc_tuning import loading
from newsarchive.cli.options import MOST, Seconds

DATES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]


@click.command("crawl")
@click.argument("sources", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Crawl every declared source.")
@click.option(
    "--due",
    is_flag=True,
    help="Crawl what is due, by `every`, `at` or what earlier visits brought; what waited longest first.",
)
@click.option(
    "--limit", type=click.IntRange(1, MOST), help="Ask for at most so many articles of each source."
)
@click.option(
    "--since",
    type=click.DateTime(DATES),
    help="Leave out what is dated earlier (UTC); recheck what was stored or published since.",
)
@click.option("--child", is_flag=True, hidden=True, help="One of several: what concerns all was said.")
@click.option("--until", type=click.DateTime(DATES), help="Leave out what is dated later (UTC).")
@click.option(
    "--backfill",
    is_flag=True,
    help="Look for what was published since --since: lists are read back to that day; nothing is rechecked.",
)
@click.option(
    "--wayback",
    is_flag=True,
    help="With --backfill: look into the Wayback Machine too, and take from it what is gone.",
)
def crawl_command(
    sources: tuple[str, ...],
    *,
    every: bool,
    due: bool,
    child: bool,
    limit: int | None,
    since: datetime | None,
    until: datetime | None,
    backfill: bool,
    wayback: bool,
) -> None:
    """Crawl SOURCE…: ask for its feeds, sitemaps and sections, store what is new, recheck what is recent.

    A source declared wrongly is left out, and said; the others are crawled, and the exit code is 2 at least.

    Exits 0 when done, 2 for mistakes, 3 when ended early, expectations were missed or the source is busy,
    4 when there is no archive or no worker.
    """
    with loading():
        from newsarchive.cli.crawl import crawl_sources
        from newsarchive.cli.crawl_one import Request
    first, last = (moment.isoformat() if moment else None for moment in (since, until))
    asked = Request(limit=limit, since=first, due=due, until=last, backfill=backfill, wayback=wayback)
    sys.exit(crawl_sources(sources, asked, every=every, child=child))


@click.command("schedule")
@click.option("--once", is_flag=True, help="Crawl what is due now, then end with the gravest exit code.")
@click.option("--list", "listing", is_flag=True, help="Print what is due when, and do nothing.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="Sources crawled at once."
)
def schedule_command(*, once: bool, listing: bool, jobs: int) -> None:
    """Crawl each source when it is due, until SIGTERM or Ctrl-C (exit code 3); SIGUSR1 prints what is due.

    Each crawl is a process of its own, no source is crawled twice at once, missed runs are made up for once.
    Changed declarations are read again; of a broken file the last good state goes on.
    """
    with loading():
        from newsarchive.cli.schedule import run_schedule
    sys.exit(run_schedule(once=once, listing=listing, jobs=jobs))


@click.command("worker")
@click.option("--status", is_flag=True, help="Print workers, jobs and the last job of each source.")
@click.option(
    "--concurrency",
    type=click.IntRange(0, 64),
    default=2,
    show_default=True,
    help="Sources crawled at once; 0: only make jobs of what is due, for others.",
)
@click.option("--name", help="What --status calls this worker (default: machine and process).")
def worker_command(*, status: bool, concurrency: int, name: str | None) -> None:
    """Crawl what is due together with other workers, on this and other machines, until SIGTERM (exit code 3).

    Each minute one of the workers makes jobs of the sources that are due; whoever has room takes the next.
    The jobs of a worker that died are taken over within a minute. All machines need the same declarations.
    """
    with loading():
        from newsarchive.cli.worker import print_fleet_status, run_worker
    if status:
        print_fleet_status()
    else:
        sys.exit(run_worker(concurrency, name))


@click.command("demo")
@click.argument("source", default="newsroom")
def demo_command(source: str) -> None:
    """Migrate the archive, crawl SOURCE (default: the bundled sample newsroom), show what came of it.

    The exit code is the crawl's.
    """
    with loading():
        from newsarchive.cli.demo import run_demo
    sys.exit(run_demo(source))


# `newsarchive sources`: the declarations.


@click.group("sources")
def sources_group() -> None:
    """Show, check and find sources (settings/sources/NAME.toml)."""


@sources_group.command("list")
def list_sources_command() -> None:
    """List the declared sources, one a line: name, places to look, title; say which are declared wrongly."""
    with loading():
        from newsarchive.cli.sources import list_sources
    list_sources()


@sources_group.command("show")
@click.argument("name")
def show_source_command(name: str) -> None:
    """Print the declaration of NAME as written, each field as it stands, and how its hosts stand."""
    with loading():
        from newsarchive.cli.sources import show_source
    show_source(name)


@sources_group.command("check")
@click.argument("names", nargs=-1)
def check_sources_command(names: tuple[str, ...]) -> None:
    """Check all sources, or those named; each mistake is said with file, field, value and what is allowed."""
    with loading():
        from newsarchive.cli.sources import check_sources
    check_sources(names)


@sources_group.command("new")
@click.argument("url", metavar="URL")
@click.option("--name", help="What the source is called (default: by its host).")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE|-",
    help="Where the declaration goes; '-' only prints it (default: NAME.toml in the folder of sources).",
)
@click.option("--dry-run", is_flag=True, help="Only print the declaration.")
@click.option(
    "--delay",
    type=Seconds(0, 600),
    help="Seconds between two requests, now and as declared (default: 2, or robots.txt's Crawl-delay).",
)
@click.option("--allow-private-addresses", is_flag=True, help="The site is in a private network.")
def new_source_command(
    url: str,
    *,
    name: str | None,
    output: Path | None,
    dry_run: bool,
    delay: float | None,
    allow_private_addresses: bool,
) -> None:
    """Look at the site at URL: find feeds, sitemaps and sections, try them, write a declaration.

    The declaration goes to stdout too; what was tried, and three articles as they would be stored, to stderr.
    At most 40 pages are asked for, robots.txt is obeyed. Exits 2, and writes nothing, when no article could
    be read.
    """
    with loading():
        from newsarchive.cli.sources_new import declare_site
    printed_only = dry_run or str(output) == "-"
    declare_site(
        url,
        name,
        output,
        printed_only=printed_only,
        delay=delay,
        allow_private=allow_private_addresses,
    )
