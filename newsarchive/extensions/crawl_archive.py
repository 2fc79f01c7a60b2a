"""A crawl's access to the archive: opens it, claims the source, saves in batches, and ends the crawl.

Scrapy builds it before the pipelines and closes it after them, with the reason of the end
(docs/explanation/scrapy.md#who-owns-the-connection).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import ParamSpec, Self, TypeVar

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from newsarchive import clock
from newsarchive.compat.scrapy_private import bound_unfinished, is_downloader_idle, is_told_to_stop
from newsarchive.declared_schedule import recheck_policy
from newsarchive.environment import channels_file, metrics_folder, watches_folder
from newsarchive.errors import ArchiveError, NewsarchiveError, SourceBusyError
from newsarchive.extensions.crawl_context import crawl_context
from newsarchive.extensions.crawl_watch import crawl_counts, watch_of
from newsarchive.extensions.host_cache import HostCache
from newsarchive.extensions.writer import Batches, Writer
from newsarchive.hints import NOTHING_SHARED, SharedParts
from newsarchive.items import CleanArticle, FetchedPage, Reading
from newsarchive.lifecycle import CrawlKind
from newsarchive.logs.console import bind_context, print_message
from newsarchive.monitoring.report import FINISHED, Counted, Report
from newsarchive.monitoring.watch import CrawlWatch
from newsarchive.politeness.host_state import HostState
from newsarchive.storage import database_url, open_archive
from newsarchive.storage.frontier.clock_jumps import CLOCKS_DIFFER
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.crawl_store import (
    Answer,
    CrawlSummary,
    FoundLink,
    FrontierUrl,
    HostUpdate,
    NamedUrl,
    RefusedUrl,
    Rendering,
    RulesApplied,
    Saved,
    SkippedLink,
)
from newsarchive.storage.interfaces.rechecks import ListingDue, RecheckPolicy
from newsarchive.storage.rows.url_identity import sharing_key
from newsarchive.testimony import HeardFacts, by_weight
from newsarchive.watches.watch_run import tell_watchers
from newsarchive.workers import worker_count

_P = ParamSpec("_P")
_R = TypeVar("_R")

_HEARTBEAT = 15.0  # seconds
# The most responses that are fetched but not stored; a killed crawl's are fetched again. For each worker,
# what it reads while a batch is saved (workers.pool.LOOK_AHEAD) and some that gather. Operators are told in
# docs/how-to/recover-after-a-crash.md#a-crawl-was-killed.
_UNSTORED, _UNSTORED_EACH = 16, 16
# Articles dated later that the end of a crawl reads again, ours: seconds of one worker. The next goes on.
_MOST_DATED_LATER, _DATED_TOGETHER = 500, 50
# Answers stored in one transaction, in which no page can be saved.
_RECORDED_TOGETHER = 1_000
_UNAVAILABLE, _BUSY = "archive_unavailable", "source_busy"


def most_unstored(workers: int) -> int:
    """Return how many responses may wait to be read and stored before fetching pauses."""
    return _UNSTORED + _UNSTORED_EACH * max(1, workers)


class ArchiveExtension:
    """The archive for the spider and the pipelines.

    crawl    this crawl's number, once the archive is open
    shared   boilerplate by source and host, as stored when the crawl began
    hosts    the states of hosts
    error    why the archive cannot be used, None if it can
    """

    def __init__(
        self,
        source: str,
        *,
        opener: Callable[[], Archive],
        give_up: Callable[[str], Awaitable[None]],
        is_full: Callable[[], bool] = lambda: False,
        writer: Writer | None = None,
        policy: RecheckPolicy = RecheckPolicy(),  # noqa: B008 - frozen
        watch: CrawlWatch | None = None,
        counted: Callable[[], Counted] = Counted,
    ) -> None:
        self._source, self._opener, self._give_up = source, opener, give_up
        self._writer = writer or Writer()
        self._policy = policy
        self._watch, self._counted = watch, counted
        self._opening = asyncio.Lock()
        self._archive: Archive | None = None
        self._beating: asyncio.Task[None] | None = None
        self._articles: Batches[CleanArticle, Saved] = Batches(self._save, is_full=is_full)
        self.hosts = HostCache(self._load_hosts, self._record_hosts)
        self._answers: Batches[Answer, None] = Batches(self._record, is_full=is_full)
        self.crawl = 0
        self.called: set[str] = set()  # URLs asked for because a list said they had changed
        self.shared: Mapping[tuple[str, str], SharedParts] = {}
        self.error: NewsarchiveError | None = None
        self.not_stored = 0  # pages and answers that were fetched but not stored; the next crawl fetches them
        self.bug: Exception | None = None  # the first that ended a call of the archive, and how many did
        self.bugs = 0
        self.summary: CrawlSummary | None = None
        self.report: Report | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        async def give_up(reason: str) -> None:
            await crawler.engine.close_spider_async(reason=reason)

        def bound_answers() -> None:
            bound_unfinished(crawler, most_unstored(worker_count()))

        source = crawl_context(crawler).source
        extension = cls(
            source.name,
            opener=lambda: open_archive(database_url()),
            give_up=give_up,
            is_full=lambda: is_downloader_idle(crawler),
            writer=Writer(
                patience=crawler.settings.getfloat("NEWSARCHIVE_ARCHIVE_PATIENCE"),
                is_told_to_stop=lambda: is_told_to_stop(crawler),
            ),
            policy=recheck_policy(source),
            watch=watch_of(crawler),
            counted=lambda: crawl_counts(crawler.stats),
        )
        crawler.signals.connect(bound_answers, signal=signals.spider_opened, weak=False)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    @property
    def is_stalled(self) -> bool:
        """Whether nothing can be stored now, so that nothing should be fetched (Writer.is_stalled)."""
        return self._writer.is_stalled

    def shared_parts(self, page: FetchedPage) -> SharedParts:
        """Return what pages of the page's host share."""
        return self.shared.get(sharing_key(page), NOTHING_SHARED)

    async def open(self) -> None:
        """Open the archive and begin the crawl; later calls return at once.

        Raises CloseSpider if that fails; `error` then says why.
        """
        async with self._opening:
            if self.error is None and self._archive is None:
                await self._begin()
        if self.error is not None:
            raise CloseSpider(_BUSY if isinstance(self.error, SourceBusyError) else _UNAVAILABLE)

    async def lookup(self, urls: Sequence[str]) -> dict[str, FrontierUrl]:
        """Return the records of URLs that the archive has, by URL; nothing is written."""
        return await self._ask(self._opened.frontier.lookup, urls)

    async def discover(self, links: Sequence[FoundLink]) -> list[FrontierUrl]:
        """Add new URLs to the frontier, and return the record of each URL (Frontier.discover)."""
        return await self._ask(self._opened.frontier.discover, self.crawl, links, clock.now())

    async def record_skipped(self, links: Sequence[SkippedLink], most: int) -> tuple[int, int]:
        """Record URLs that are not fetched (Frontier.record_skipped)."""
        return await self._ask(self._opened.frontier.record_skipped, self.crawl, links, clock.now(), most)

    async def rules_key(self) -> str | None:
        """Return the key of the rules that stored URLs follow (Frontier.rules_key)."""
        return await self._ask(self._opened.frontier.rules_key, self.crawl)

    async def keep_rules_key(self, key: str) -> None:
        """Record which rules stored URLs follow (Frontier.keep_rules_key)."""
        await self._ask(self._opened.frontier.keep_rules_key, self.crawl, key)

    async def named(self, after: int) -> list[NamedUrl]:
        """Return some URLs that listings named (Frontier.named)."""
        return await self._ask(self._opened.frontier.named, self.crawl, after)

    async def apply_rules(self, admitted: Sequence[int], refused: Sequence[RefusedUrl]) -> RulesApplied:
        """Admit and refuse stored URLs (Frontier.apply_rules)."""
        return await self._ask(self._opened.frontier.apply_rules, self.crawl, admitted, refused, clock.now())

    async def unfinished(self) -> list[FrontierUrl]:
        """Return the URLs that killed and limited crawls left (Frontier.unfinished)."""
        return await self._ask(self._opened.frontier.unfinished, self.crawl)

    async def steps(self, urls: Sequence[str], roots: Sequence[str]) -> dict[str, int]:
        """Return how many documents lead from the roots to each URL (Frontier.steps)."""
        return await self._ask(self._opened.frontier.steps, urls, roots)

    async def told(self, *urls: str) -> tuple[HeardFacts, ...]:
        """Return what lists said of the article at these URLs (Reads.told)."""
        found = await self._ask(self._opened.reads.told, urls)
        return by_weight((one for url in urls for one in found.get(url, ())), None)

    async def recheckable(self, since: datetime | None) -> list[FrontierUrl]:
        """Return the stored articles since then (Frontier.recheckable)."""
        return await self._ask(self._opened.frontier.recheckable, self.crawl, since)

    async def listings(self, urls: Sequence[str]) -> dict[str, ListingDue]:
        """Return when listings are due (Rechecks.listings)."""
        return await self._ask(self._opened.rechecks.listings, urls)

    async def due_articles(self) -> list[FrontierUrl]:
        """Return the articles that are due (Rechecks.due_articles)."""
        return await self._ask(self._opened.rechecks.due_articles, self.crawl, clock.now(), self._policy)

    async def change_report_limit(self) -> int | None:
        """Return how many change reports of listings to follow (Rechecks.change_report_limit)."""
        return await self._ask(
            self._opened.rechecks.change_report_limit, self.crawl, clock.now(), self._policy
        )

    async def rendering(self) -> Rendering | None:
        """Return whether the source needs a browser, as stored, or None (Renderings.load)."""
        return await self._ask(self._opened.renderings.load, self._source)

    async def remember_rendering(self, rendering: Rendering) -> None:
        """Store whether the source needs a browser (Renderings.record)."""
        await self._ask(self._opened.renderings.record, self._source, rendering)

    async def record(self, answer: Answer) -> None:
        """Record a response without an article, in a batch; returns once it is written."""
        await self._ask_batch(answer)

    async def record_all(self, answers: Sequence[Answer]) -> None:
        """Record many answers at once (Frontier.record)."""
        for start in range(0, len(answers), _RECORDED_TOGETHER):
            part = answers[start : start + _RECORDED_TOGETHER]
            await self._ask(self._opened.frontier.record, self.crawl, part)

    async def save(self, article: CleanArticle) -> Saved:
        """Save a page, in a batch; returns once it is saved."""
        try:
            return await self._articles.add(article)
        except ArchiveError:
            self.not_stored += 1
            raise
        except Exception as error:
            self._count_bug(error)
            raise

    async def read_dated_later(self, read: Callable[[FetchedPage], Awaitable[Reading | None]]) -> int:
        """Read again the undated articles that a list has dated since; return how many got a date.

        `read` runs all stages on a page, and returns None for one that cannot be read. Nothing is done if the
        crawl is told to stop, or cannot store.
        """
        dated = 0
        with contextlib.suppress(ArchiveError):  # the crawl has it in `error`
            store = self._opened.reprocessing
            late = await self._call(store.dated_later, self._source, _MOST_DATED_LATER)
            for start in range(0, len(late), _DATED_TOGETHER):
                if self.error is not None or self._writer.is_told_to_stop():
                    break
                captures = await self._call(store.load, late[start : start + _DATED_TOGETHER])
                readings = await asyncio.gather(*(read(capture.page) for capture in captures))
                # No name of a reader: `reprocess` passes over nothing for it.
                given = [
                    (one, each.article, "") for one, each in zip(captures, readings, strict=True) if each
                ]
                save = partial(store.save, metadata=False)
                found = await self._call(save, self.crawl, given)
                dated += sum("published_at" in each.fields for each in found)
        return dated

    async def spider_closed(self, reason: str) -> None:
        """Save what waits, end the crawl with its reason, evaluate it, and close the archive."""
        if self._beating is not None:
            self._beating.cancel()
        if self.error is not None:
            self._writer.hurry()
        try:
            await self._end(reason)
        except NewsarchiveError as error:
            self.error = self.error or error
        except Exception as error:
            self._count_bug(error)
            raise
        finally:
            if self._watch is not None and self.error is not None:
                await self._writer.once(self._watch.failed, self.error)
            if self._archive is not None:
                with contextlib.suppress(ArchiveError):
                    await self._writer.once(self._archive.close)
            self._writer.close()

    @property
    def _opened(self) -> Archive:
        if self._archive is None:
            raise RuntimeError("the archive is not open: await ArchiveExtension.open() first")
        return self._archive

    async def _begin(self) -> None:
        try:
            self._archive = await self._writer.once(self._opener)
            self.crawl = await self._writer.once(
                self._archive.crawls.begin, self._source, CrawlKind.CRAWL, clock.now()
            )
            bind_context(crawl=self.crawl)
            differs = await self._writer.once(self._archive.crawls.clock_ahead)
            if abs(differs) >= CLOCKS_DIFFER:
                _warn_of_machine(differs)
            ahead = await self._writer.once(self._archive.crawls.undo_clock_jump, self.crawl, clock.now())
            if ahead is not None:
                _warn_of_clock(self._source, ahead)
            await self._writer.once(self._archive.incidents.judge_interrupted, self.crawl, clock.now())
            self.shared = await self._writer.once(self._archive.reads.shared)
        except NewsarchiveError as error:
            self.error = error
        else:
            self._beating = asyncio.get_running_loop().create_task(self._beat())

    async def _end(self, reason: str) -> None:
        if self._archive is None or not self.crawl:
            return
        await self._articles.flush()
        await self._answers.flush()
        if reason == FINISHED:
            # First: neither how often articles are edited nor what pages of a host share must be learned from
            # doubted ones.
            await self._writer.run(self._archive.incidents.judge, self.crawl, clock.now())
        learned = (self.crawl, clock.now(), self._policy, self.called)
        await self._writer.run(self._archive.rechecks.plan, *learned)
        await self.hosts.finish()
        await self._writer.run(self._archive.crawls.end, self.crawl, clock.now(), reason)
        self.summary = await self._writer.run(self._archive.crawls.summary, self.crawl)
        if self._watch is not None:
            told = (self._archive, self.summary, reason, replace(self._counted(), bugs=self.bugs))
            self.report = await self._writer.run(self._watch.judge, *told)
            await self._writer.once(self._watch.spread, self._archive, self.report)
            if reason == FINISHED:
                await self._writer.once(
                    tell_watchers, self._archive, watches_folder(), channels_file(), metrics_folder
                )

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(_HEARTBEAT)
            with contextlib.suppress(ArchiveError):  # calls that matter retry, and report the error
                await self._writer.once(self._opened.crawls.heartbeat, self.crawl, clock.now())
                await self.hosts.flush()

    async def _save(self, articles: Sequence[CleanArticle]) -> Sequence[Saved]:
        return await self._call(self._opened.saves.save, self.crawl, articles)

    async def _record(self, answers: Sequence[Answer]) -> Sequence[None]:
        await self._call(self._opened.frontier.record, self.crawl, answers)
        return [None] * len(answers)

    async def _load_hosts(self, hosts: Collection[str]) -> Mapping[str, HostState]:
        return await self._ask(self._opened.hosts.load, hosts)

    async def _record_hosts(self, updates: Sequence[HostUpdate]) -> Mapping[str, HostState]:
        return await self._call(self._opened.hosts.record, updates)

    async def _ask(self, function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return await self._call(function, *args, **kwargs)
        except ArchiveError as error:
            raise CloseSpider(_UNAVAILABLE) from error
        except Exception as error:
            self._count_bug(error)
            raise

    def _count_bug(self, error: Exception) -> None:
        """Count an error that only a bug explains: Scrapy logs it with its traceback and goes on."""
        if isinstance(error, NewsarchiveError):
            return
        self.bug = self.bug or error
        self.bugs += 1

    async def _ask_batch(self, answer: Answer) -> None:
        try:
            await self._answers.add(answer)
        except ArchiveError as error:
            self.not_stored += 1
            raise CloseSpider(_UNAVAILABLE) from error
        except Exception as error:
            self._count_bug(error)
            raise

    async def _call(self, function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
        """Run one call of the archive; if it stays unavailable, end the crawl and raise ArchiveError."""
        try:
            return await self._writer.run(function, *args, **kwargs)
        except ArchiveError as error:
            if self.error is None:
                self.error = error
                self._writer.hurry()
                self._closing = asyncio.get_running_loop().create_task(self._give_up_now())
            raise

    async def _give_up_now(self) -> None:
        await self._give_up(_UNAVAILABLE)


def _warn_of_machine(ahead: timedelta) -> None:
    print_message(
        f"The clock of this machine is {abs(ahead).total_seconds():,.0f} s"
        f" {'behind' if ahead < timedelta(0) else 'ahead of'} that of the database server. Set both by NTP:"
        " what a crawl records is told by the clock of its machine.",
        level=logging.WARNING,
    )


def _warn_of_clock(source: str, ahead: datetime) -> None:
    print_message(
        f"The last crawl of {source} has recorded times up to {ahead:%Y-%m-%d %H:%M:%S} UTC, which is still"
        " to come: the clock was ahead then, or is behind now. What it planned is planned anew; the times in"
        " its records stay.",
        level=logging.WARNING,
    )
