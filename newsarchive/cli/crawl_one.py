"""One source, crawled in this process (a reactor cannot restart): its summary, its exit code."""

from __future__ import annotations

from dataclasses import dataclass

import click
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from newsarchive.cli.crawl_summary import missed_lines, summary_lines
from newsarchive.cli.stopping import StopRequest
from newsarchive.errors import EndedEarlyError, NewsarchiveError, SourceBusyError
from newsarchive.extensions.archive import ArchiveExtension
from newsarchive.pipelines.extract_text import MISSED
from newsarchive.spiders.source import SourceSpider


@dataclass(frozen=True, slots=True)
class Request:
    """What the operator asked of each source; `due` makes a busy one no failure.

    `until`, `backfill` and `wayback` as in newsarchive.spiders.arguments.
    """

    limit: int | None = None
    since: str | None = None
    due: bool = False
    until: str | None = None
    backfill: bool = False
    wayback: bool = False

    def arguments(self) -> dict[str, str | None]:
        """Return what the spider takes beside `limit` and `since`: only what was asked for."""
        given = {"until": self.until, "backfill": self.backfill, "wayback": self.wayback}
        return {name: str(value) for name, value in given.items() if value}


def crawl_one(settings: Settings, name: str, asked: Request) -> int:
    """Crawl one source, say on stderr what came of it, and return the exit code."""
    with StopRequest() as stop:
        process = AsyncCrawlerProcess(settings)
        crawler = process.create_crawler(SourceSpider)
        limit = None if asked.limit is None else str(asked.limit)
        task = process.crawl(crawler, source=name, limit=limit, since=asked.since, **asked.arguments())
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
    for line in missed_lines(_missed(crawler)):
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


def _missed(crawler: Crawler) -> dict[str, int]:
    """The selectors that found nothing, as the extraction pipeline counted them."""
    counted = crawler.stats.get_stats().items()
    return {name.removeprefix(MISSED): int(count) for name, count in counted if name.startswith(MISSED)}
