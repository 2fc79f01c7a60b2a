"""Crawls one source in this process (a reactor cannot restart), prints the summary, returns the exit code."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import asdict, dataclass
from logging import ERROR, WARNING
from typing import NoReturn

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from newsarchive import clock
from newsarchive.cli.crawl_summary import (
    bug_lines,
    changed_rules_lines,
    expectation_lines,
    kept_out_lines,
    later_lines,
    left_out_lines,
    missed_lines,
    not_stored_lines,
    rendering_lines,
    ruled_out_lines,
    summary_fields,
    summary_lines,
)
from newsarchive.cli.stopping import StopRequest
from newsarchive.errors import EndedEarlyError, NewsarchiveError, SourceBusyError
from newsarchive.extensions.crawl_archive import ArchiveExtension
from newsarchive.extensions.crawl_watch import MISSED_SELECTOR_COUNTER
from newsarchive.extensions.page_reader import PageReaderExtension
from newsarchive.extensions.rendering import RENDER_COUNTER as RENDERINGS
from newsarchive.logs.console import bind_context, print_error, print_message
from newsarchive.monitoring.alarms import remember_crash
from newsarchive.monitoring.notify import notifier
from newsarchive.monitoring.report import FINISHED, crawl_exit_code
from newsarchive.pipelines.read import NOT_READ_COUNTER
from newsarchive.spiders.source_requests import (
    KEPT_OUT_COUNTER,
    LATER,
    LEFT_OUT_COUNTER,
    LINK_COUNTER,
    RULES_COUNTER,
)
from newsarchive.spiders.source_spider import SourceSpider
from newsarchive.storage import database_url


@dataclass(frozen=True, slots=True)
class Request:
    """The command's options for each source; with `due` a busy source is no failure.

    `until`, `backfill`, `wayback` and `fresh` as in newsarchive.crawl_arguments.
    """

    limit: int | None = None
    since: str | None = None
    due: bool = False
    until: str | None = None
    backfill: bool = False
    wayback: bool = False
    fresh: bool = False

    def arguments(self) -> dict[str, str | None]:
        """Return the spider's arguments beside `limit` and `since`, those that are set."""
        given = {"until": self.until, "backfill": self.backfill, "wayback": self.wayback}
        given |= {"fresh": self.fresh}
        named: dict[str, str | None] = {name: str(value) for name, value in given.items() if value}
        return named | ({"due": "1"} if self.due else {})


def crawl_one(settings: Settings, name: str, asked: Request) -> int:
    """Crawl one source, print its summary on stderr, and return the exit code."""
    bind_context(source=name)
    with StopRequest() as stop:
        process = AsyncCrawlerProcess(settings)
        crawler = process.create_crawler(SourceSpider)
        limit = None if asked.limit is None else str(asked.limit)
        task = process.crawl(crawler, source=name, limit=limit, since=asked.since, **asked.arguments())
        if stop.received is None:
            process.start()
            if not task.done():
                _leave_at_once()
    if stop.received is not None and not task.done():
        return EndedEarlyError.exit_code
    error = task.exception() if task.done() and not task.cancelled() else None
    if error is not None:
        if not isinstance(error, NewsarchiveError):
            remember_crash(database_url(), name, error, notifier(settings))
        raise error
    archive = crawler.get_extension(ArchiveExtension)
    if archive is not None and archive.bug is not None:
        remember_crash(database_url(), name, archive.bug, notifier(settings))
    return _outcome(crawler, asked)


def _leave_at_once() -> NoReturn:
    """End at once after a second signal; Python would wait for its threads, which may wait for the archive.

    Workers and browser end, too, and the next crawl goes on, as after `kill -9`.
    """
    print_message(
        "newsarchive: a second signal ended the crawl at once; run it again to go on.", level=WARNING
    )
    logging.shutdown()
    sys.stderr.flush()
    os._exit(EndedEarlyError.exit_code)


def _outcome(crawler: Crawler, asked: Request) -> int:
    archive = crawler.get_extension(ArchiveExtension)
    if archive is not None and archive.summary is not None:
        print_message("\n".join(summary_lines(archive.summary)), counts=summary_fields(archive.summary))
    for line in (
        *missed_lines(_counted(crawler, MISSED_SELECTOR_COUNTER)),
        *rendering_lines(_counted(crawler, RENDERINGS)),
        *ruled_out_lines(_counted(crawler, LINK_COUNTER)),
        *kept_out_lines(_counted(crawler, KEPT_OUT_COUNTER)),
        *changed_rules_lines(_counted(crawler, RULES_COUNTER)),
    ):
        print_message(line)
    lost = not_stored_lines(archive.not_stored if archive is not None else 0)
    for line in (*left_out_lines(_counted(crawler, LEFT_OUT_COUNTER)), *lost):
        print_message(line, level=WARNING)
    hosts = archive.hosts.states() if archive is not None else ()
    for line in later_lines(_counted(crawler, LATER), hosts, clock.now()):
        print_message(line)
    missed = archive.report.missed if archive is not None and archive.report is not None else ()
    if missed:
        print_message(
            "\n".join(expectation_lines(missed)), level=WARNING, missed=[asdict(one) for one in missed]
        )
    not_read = crawler.stats.get_value(NOT_READ_COUNTER, 0)
    if not_read:
        print_message(
            f"{not_read:,} pages were not read: their workers were killed. The next crawl fetches them."
        )
    return _exit_code(crawler, archive, asked, missed=bool(missed))


def _exit_code(crawler: Crawler, archive: ArchiveExtension | None, asked: Request, *, missed: bool) -> int:
    """Return the exit code, and print why it is not that of a good crawl."""
    if archive is not None and archive.bugs:
        for line in bug_lines(archive.bugs, archive.bug):
            print_message(line, level=ERROR)
        return crawl_exit_code(None, missed=missed, bugs=archive.bugs)
    if archive is not None and archive.error is not None:
        return _failed(archive.error, asked)
    reader = crawler.get_extension(PageReaderExtension)
    if reader is not None and reader.error is not None:
        return _failed(reader.error, asked)
    reason = crawler.stats.get_value("finish_reason")
    if reason != FINISHED:
        print_message(f"newsarchive: the crawl ended early ({reason}); run it again to go on.", level=WARNING)
    return crawl_exit_code(reason, missed=missed)


def _failed(error: NewsarchiveError, asked: Request) -> int:
    print_error(error)
    return 0 if asked.due and isinstance(error, SourceBusyError) else error.exit_code


def _counted(crawler: Crawler, prefix: str) -> dict[str, int]:
    """Return the stats with a prefix, without it."""
    counted = crawler.stats.get_stats().items()
    return {name.removeprefix(prefix): int(count) for name, count in counted if name.startswith(prefix)}
