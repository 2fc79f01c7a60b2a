"""Lets the month pass: whatever is due is crawled, then the clock jumps to the minute when something is."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping, Sequence
from contextlib import closing
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import BaseSettings, Settings

from benchmarks.month.events import stories
from benchmarks.month.habits import HABITS, Habit
from benchmarks.month.network import SITES
from benchmarks.month.sites import Site
from newsarchive import clock
from newsarchive.cli.project import project_settings
from newsarchive.declared_schedule import declared_schedule
from newsarchive.sources import load_sources
from newsarchive.spiders.source_spider import SourceSpider
from newsarchive.storage import open_archive
from newsarchive.storage.frontier.recheck_store import mark_due, planned_moments
from newsarchive.storage.interfaces.crawl_store import SourceFacts
from newsarchive.storage.interfaces.rechecks import DeclaredSchedule
from newsarchive.storage.migrating.commands import upgrade_schema

BEGINS = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday
MINUTE = timedelta(minutes=1)
TICK = timedelta(microseconds=1)
LISTING = {
    "feed": '[[feeds]]\nurl = "http://{host}/feed.xml"\n',
    "section": "[[sections]]\nurl = \"http://{host}/latest/\"\narticle = '/a/\\d{{4}}/'\n",
    "sitemap": '[[sitemaps]]\nurl = "http://{host}/sitemap.xml"\n',
    "index": '[[sitemaps]]\nurl = "http://{host}/index.xml"\n',
}


class Shared(Settings):
    """Settings whose values all crawls share: deep copies of the same values were a sixth of the time."""

    def copy(self) -> Self:
        """Return settings whose names can be set anew; tables of components are copied."""
        new = copy(self)
        new.attributes = {name: copy(attribute) for name, attribute in self.attributes.items()}
        for attribute in new.attributes.values():
            if isinstance(attribute.value, BaseSettings):
                attribute.value = attribute.value.copy()
        return new


@dataclass(slots=True)
class Passing:
    """The injected clock, and what was done under it.

    Like any clock it goes on between two readings: who reads it twice where once is meant is found out.
    `in_vain` counts crawls that were due to whoever starts them, and not to themselves.
    """

    now: datetime = BEGINS
    crawls: int = 0
    in_vain: int = 0
    reasons: dict[str, int] | None = None

    def __call__(self) -> datetime:
        self.now += TICK
        return self.now


def declare(habit: Habit, folder: Path) -> None:
    """Write the declaration of a site."""
    text = (
        f'title = "{habit.name}"\ndelay = 0\nconcurrency = 16\nrequests_per_day = {habit.budget}\n'
        f"allow_private_addresses = true\n" + LISTING[habit.lists].format(host=habit.host)
    )
    (folder / f"{habit.name}.toml").write_text(text, encoding="utf-8")


def prepare(folder: Path, days: int, sites: int) -> tuple[Settings, Mapping[str, DeclaredSchedule]]:
    """Make sites, declarations and an empty archive; return Scrapy's settings and what is declared."""
    sources = folder / "sources"
    sources.mkdir(parents=True)
    SITES.clear()
    for habit in HABITS[:: len(HABITS) // sites][:sites]:
        declare(habit, sources)
        # A day more than is judged, so that the last day's edits are there to be looked for.
        SITES[habit.host] = Site(habit, stories(habit, BEGINS, days + 1))
    return begin_archive(folder / "month.db", sources)


def begin_archive(file: Path, sources: Path) -> tuple[Settings, Mapping[str, DeclaredSchedule]]:
    """Make an empty archive of the declared sources, which this process then uses; return as `prepare`."""
    os.environ |= {
        "NEWSARCHIVE_DATABASE_URL": f"sqlite:///{file}",
        "NEWSARCHIVE_SOURCES": str(sources),
        "NEWSARCHIVE_WORKERS": "0",
    }
    upgrade_schema(os.environ["NEWSARCHIVE_DATABASE_URL"])
    settings = Shared()
    settings.update(project_settings())
    settings.setdict(
        {
            "DOWNLOAD_HANDLERS": {"http": "benchmarks.month.network.SitesHandler"},
            "TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver",
            "LOG_ENABLED": False,
            "MEMUSAGE_ENABLED": False,
        },
        priority="cmdline",
    )
    declared = {name: declared_schedule(source) for name, source in load_sources(sources).items()}
    archive = open_archive(os.environ["NEWSARCHIVE_DATABASE_URL"])
    archive.crawls.register([SourceFacts(name=name, title=name) for name in declared])
    archive.close()
    return settings, declared


async def pass_days(
    settings: Settings,
    declared: Mapping[str, DeclaredSchedule],
    days: int,
    passing: Passing,
    begins: datetime = BEGINS,
    whole: Sequence[datetime] = (),
) -> None:
    """Crawl what is due, minute by minute, until so many days have passed since `begins`.

    At the moments `whole` an operator has all that is stored rechecked.
    """
    runner = AsyncCrawlerRunner(settings)
    url = os.environ["NEWSARCHIVE_DATABASE_URL"]
    ends = begins + timedelta(days=days)
    passing.reasons = {}
    # One that stays open keeps the connections of this process, which crawls of their own would make anew.
    with closing(open_archive(url)), clock.using(passing):
        moments = dict.fromkeys(declared, begins)
        began: dict[str, datetime] = {}
        asked_for = sorted(whole)
        while (first := min(moments.values())) < ends:
            if asked_for and asked_for[0] <= max(passing.now, _whole(first, begins)):
                passing.now = max(passing.now, asked_for.pop(0))
                began |= dict.fromkeys(declared, clock.now())
                mark_due(url, list(declared), None, clock.now())
                await asyncio.gather(*(runner.crawl(SourceSpider, source=name, due="1") for name in declared))
                continue
            passing.now = max(passing.now, _whole(first, begins))
            started = [name for name, due in moments.items() if due <= passing.now]
            # A crawl asks itself whether it is due, as `crawl --due` does in a process of its own.
            now = clock.now()
            again = planned_moments(url, {name: declared[name] for name in started}, began, now)
            names = [name for name in started if again.get(name, now) <= now]
            passing.in_vain += len(started) - len(names)
            began |= dict.fromkeys(names, now)
            crawlers = [runner.create_crawler(SourceSpider) for _ in names]
            await asyncio.gather(
                *(
                    runner.crawl(crawler, source=name, due="1")
                    for crawler, name in zip(crawlers, names, strict=True)
                )
            )
            for crawler in crawlers:
                reason = str(crawler.stats.get_value("finish_reason"))
                passing.reasons[reason] = passing.reasons.get(reason, 0) + 1
            passing.crawls += len(names)
            after = planned_moments(url, {name: declared[name] for name in started}, began, clock.now())
            # Whatever is still due is due in a minute: cron would not start it sooner.
            moments |= {name: max(due, passing.now + MINUTE) for name, due in after.items()}


def _whole(moment: datetime, begins: datetime) -> datetime:
    """The minute at which cron starts what became due."""
    if moment < begins:
        return begins
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + MINUTE
