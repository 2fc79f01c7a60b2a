"""The commands that fetch: crawl, schedule, worker, demo and sources.

Each command declares its options here and imports its implementation when it runs, so that `--help` is quick.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from newsarchive.cli.options import MAX_INTEGER, Seconds
from newsarchive.gc_tuning import loading

_DATES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]


@click.command("crawl")
@click.argument("sources", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Crawl every declared source.")
@click.option(
    "--due",
    is_flag=True,
    help="Crawl only sources that are due, by `every`, `at` or the planned polls and rechecks;"
    " those due longest come first.",
)
@click.option(
    "--limit", type=click.IntRange(1, MAX_INTEGER), help="Fetch at most this many articles of each source."
)
@click.option(
    "--since",
    type=click.DateTime(_DATES),
    help="Skip articles dated earlier (UTC); recheck those stored or published since.",
)
@click.option("--child", is_flag=True, hidden=True, help="One of several: skip what concerns all of them.")
@click.option("--until", type=click.DateTime(_DATES), help="Skip articles dated later (UTC).")
@click.option(
    "--backfill",
    is_flag=True,
    help="Look for articles published since --since: read listings back to that day; recheck nothing.",
)
@click.option(
    "--wayback",
    is_flag=True,
    help="With --backfill: search the Wayback Machine, too, and fetch from it what is gone from the site.",
)
@click.option(
    "--fresh",
    is_flag=True,
    help="Ask for everything anew: ignore ETags and dates of change, read listings to their last page.",
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
    fresh: bool,
) -> None:
    """Crawl SOURCE…: poll its feeds, sitemaps and sections, store new articles, recheck recent ones.

    A source whose declaration is invalid is reported and skipped; the others are crawled, and the exit code
    is at least 2.

    Exits with 0 when done; 2 for mistakes; 3 if a crawl ended early, missed expectations or found its source
    busy; 4 if the archive or the workers cannot be used.
    """
    with loading():
        from newsarchive.cli.crawl import crawl_sources
        from newsarchive.cli.crawl_one import Request
    first, last = (moment.isoformat() if moment else None for moment in (since, until))
    asked = Request(
        limit=limit, since=first, due=due, until=last, backfill=backfill, wayback=wayback, fresh=fresh
    )
    sys.exit(crawl_sources(sources, asked, every=every, child=child))


@click.command("schedule")
@click.option("--once", is_flag=True, help="Crawl what is due now, then exit with the worst exit code.")
@click.option("--list", "listing", is_flag=True, help="Print when each source is due, and exit.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Crawl this many sources at once.",
)
def schedule_command(*, once: bool, listing: bool, jobs: int) -> None:
    """Crawl each source when it is due, until SIGTERM or Ctrl-C (exit code 3); SIGUSR1 prints what is due.

    Each crawl is a process of its own, and no source is crawled twice at once. However many crawls of a
    source were missed, one makes up for them. Changed declarations are read again; while one is invalid, the
    last valid one is used.
    """
    with loading():
        from newsarchive.cli.schedule import run_schedule
    sys.exit(run_schedule(once=once, listing=listing, jobs=jobs))


@click.command("worker")
@click.option("--status", is_flag=True, help="Print the workers, the jobs and the last job of each source.")
@click.option(
    "--concurrency",
    type=click.IntRange(0, 64),
    default=2,
    show_default=True,
    help="Crawl this many sources at once; 0: only make jobs for other workers.",
)
@click.option("--name", help="The worker's name in --status (default: machine and process).")
def worker_command(*, status: bool, concurrency: int, name: str | None) -> None:
    """Crawl what is due together with other workers, on this and other machines, until SIGTERM (exit code 3).

    Each minute one of the workers makes jobs for the sources that are due; a worker with a free slot takes
    the next job. Others take over the jobs of a dead worker within a minute. All machines need the same
    declarations.
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
    """Upgrade the archive, crawl SOURCE (default: the bundled sample newsroom), and show the results.

    The exit code is that of the crawl.
    """
    with loading():
        from newsarchive.cli.demo import run_demo
    sys.exit(run_demo(source))


# `newsarchive sources`: the declarations.


@click.group("sources")
def sources_group() -> None:
    """Show, check and create declarations of sources (settings/sources/NAME.toml)."""


@sources_group.command("list")
def list_sources_command() -> None:
    """List the declared sources, one a line: name, listings, title; then the mistakes in declarations."""
    with loading():
        from newsarchive.cli.sources import list_sources
    list_sources()


@sources_group.command("show")
@click.argument("name")
def show_source_command(name: str) -> None:
    """Print the declaration of NAME as written, each field with its value, and the state of its hosts."""
    with loading():
        from newsarchive.cli.sources import show_source
    show_source(name)


@sources_group.command("check")
@click.argument("names", nargs=-1)
def check_sources_command(names: tuple[str, ...]) -> None:
    """Check all declarations, or those of NAMES; print each mistake with what is allowed."""
    with loading():
        from newsarchive.cli.sources import check_sources
    check_sources(names)


@sources_group.command("record")
@click.argument("name")
@click.argument("page", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", help="URL of PAGE.")
@click.option("--fetched-at", type=click.DateTime(_DATES), help="When PAGE was fetched (UTC).")
@click.option("--content-type", help="The header Content-Type that PAGE was sent with.")
@click.option("--listing", metavar="KIND", help="PAGE is a listing of this kind, not an article.")
def record_page_command(
    name: str,
    page: Path | None,
    *,
    url: str | None,
    fetched_at: datetime | None,
    content_type: str | None,
    listing: str | None,
) -> None:
    """Record PAGE for the source NAME, and write down what the source's rules make of it.

    Without PAGE, write what is missing for the pages recorded so far. Look over what it writes: from then on
    `sources check` demands it. Exits 2 whenever it has written something.
    """
    with loading():
        from newsarchive.cli.sources import record_page
    record_page(name, page, url=url, fetched_at=fetched_at, content_type=content_type, listing=listing)


@sources_group.command("retire")
@click.argument("name")
@click.option(
    "--purge", is_flag=True, help="Take down all its articles, too: texts and bytes are gone for good."
)
@click.option("--yes", is_flag=True, help="Do not ask whether --purge is meant.")
@click.option("--reason", help="Why its articles are taken down; stored with their URLs.")
def retire_source_command(name: str, *, purge: bool, yes: bool, reason: str | None) -> None:
    """Retire the source NAME: it is crawled no more; what is stored of it stays, unless --purge is given.

    Its declaration is renamed to NAME.toml.retired. Rename it back to crawl the source again; what was taken
    down stays kept out.
    """
    with loading():
        from newsarchive.cli.retiring import retire_source
    retire_source(name, reason, purge=purge, confirmed=yes)


@sources_group.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.opml")
@click.option("--dry-run", is_flag=True, help="Only print the declarations.")
def import_sources_command(file: Path, *, dry_run: bool) -> None:
    """Declare a source for each site of an OPML file, the list of feeds of other programs.

    Feeds with one `htmlUrl` are one source. Feeds that are declared already are left out. Outlines that are
    no feeds are mistakes (exit code 2); the others are declared all the same.
    """
    with loading():
        from newsarchive.cli.sources_opml import import_opml
    import_opml(file, printed_only=dry_run)


@sources_group.command("export")
@click.argument("names", nargs=-1)
@click.option("--opml", is_flag=True, required=True, help="Write OPML, which other programs read.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Default: stdout."
)
def export_sources_command(names: tuple[str, ...], *, opml: bool, output: Path | None) -> None:
    """Write the feeds of all sources, or of NAMES, as a list for other programs."""
    del opml  # the one form there is
    with loading():
        from newsarchive.cli.sources_opml import export_opml
    export_opml(names, output)


@sources_group.command("new")
@click.argument("url", metavar="URL")
@click.option("--name", help="The source's name (default: from its host).")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE|-",
    help="Write the declaration to FILE; '-' only prints it (default: NAME.toml in the folder of sources).",
)
@click.option("--dry-run", is_flag=True, help="Only print the declaration.")
@click.option(
    "--delay",
    type=Seconds(0, 600),
    help="Seconds between two requests, now and in the declaration (default: 2, or the Crawl-delay of"
    " robots.txt).",
)
@click.option("--allow-private-addresses", is_flag=True, help="Allow a site in a private network.")
@click.option("--no-browser", is_flag=True, help="Start no browser, also where only scripts show the lists.")
def new_source_command(
    url: str,
    *,
    name: str | None,
    output: Path | None,
    dry_run: bool,
    delay: float | None,
    allow_private_addresses: bool,
    no_browser: bool,
) -> None:
    """Survey the site at URL: find its feeds, sitemaps and sections, try them, and write a declaration.

    The declaration is also printed on stdout; what was tried, and three articles as they would be stored, on
    stderr. At most 40 requests are made, 64 of a site without a feed, and robots.txt is obeyed. There the
    lists that its scripts ask for are asked for as they do, some by POST; requests whose words speak of a
    change (login, vote, delete …) are left out, and told. Where that does not show how the lists go on, and
    there is a Chromium, up to three pages are opened in it to see what their scripts ask for as they are
    scrolled and "more" is pressed; what would change something is stopped. Exits with 2, and writes nothing,
    if no article could be read.
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
        browser=not no_browser,
    )
