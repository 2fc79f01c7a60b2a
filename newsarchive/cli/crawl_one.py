"""One source, crawled in this process (a reactor cannot restart): its summary, its exit code.

`python -m newsarchive.cli.crawl_one NAME …` is what `newsarchive crawl` starts for each of several sources.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import dataclass

import click
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from newsarchive.cli.crawl_summary import summary_lines
from newsarchive.cli.project import project_settings
from newsarchive.cli.stopping import StopRequest
from newsarchive.errors import EndedEarlyError, NewsarchiveError, SourceBusyError
from newsarchive.extensions.archive import ArchiveExtension
from newsarchive.spiders.source import SourceSpider

PARENT_CHECK = 0.5  # seconds


@dataclass(frozen=True, slots=True)
class Request:
    """What the operator asked of each source; `due` makes a busy one no failure."""

    limit: int | None = None
    since: str | None = None
    due: bool = False


def crawl_one(settings: Settings, name: str, asked: Request) -> int:
    """Crawl one source, say on stderr what came of it, and return the exit code."""
    with StopRequest() as stop:
        process = AsyncCrawlerProcess(settings)
        crawler = process.create_crawler(SourceSpider)
        limit = None if asked.limit is None else str(asked.limit)
        task = process.crawl(crawler, source=name, limit=limit, since=asked.since)
        if stop.received is None:
            process.start()
    if stop.received is not None and not task.done():
        return EndedEarlyError.exit_code
    error = task.exception() if task.done() and not task.cancelled() else None
    if error is not None:
        raise error
    return _outcome(crawler, asked)


def _outcome(crawler: Crawler, asked: Request) -> int:
    archive = crawler.get_extension(ArchiveExtension)
    if archive is not None and archive.summary is not None:
        for line in summary_lines(archive.summary):
            click.echo(line, err=True)
    if archive is not None and archive.error is not None:
        return _failed(archive.error, asked)
    reason = crawler.stats.get_value("finish_reason")
    if reason == "finished":
        return 0
    click.echo(f"newsarchive: the crawl ended early ({reason}); run it again to go on.", err=True)
    return 1 if reason == "start_error" else EndedEarlyError.exit_code


def _failed(error: NewsarchiveError, asked: Request) -> int:
    click.echo(f"newsarchive: {error}", err=True)
    return 0 if asked.due and isinstance(error, SourceBusyError) else error.exit_code


def end_with_parent(parent: int) -> None:
    """Ask this process to end as by SIGTERM once its parent is gone (killed, perhaps)."""
    while os.getppid() == parent:
        time.sleep(PARENT_CHECK)
    os.kill(os.getpid(), signal.SIGTERM)


@click.command()
@click.argument("name")
@click.option("--limit", type=int)
@click.option("--since")
@click.option("--due", is_flag=True)
@click.pass_context
def main(context: click.Context, name: str, limit: int | None, since: str | None, *, due: bool) -> None:
    """Crawl one source as the child of `newsarchive crawl`."""
    threading.Thread(target=end_with_parent, args=[os.getppid()], daemon=True).start()
    try:
        context.exit(crawl_one(project_settings(), name, Request(limit=limit, since=since, due=due)))
    except NewsarchiveError as error:
        click.echo(f"newsarchive: {error}", err=True)
        context.exit(error.exit_code)


if __name__ == "__main__":
    main()
