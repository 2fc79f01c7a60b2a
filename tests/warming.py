"""What a process does that will be forked: it imports, reads and stores all that a crawl would do first.

A small crawl took 0.42 s of processor time, and half of it built what is the same in every crawl: tables of
characters, compiled SQL, the versions of libraries that Scrapy logs (2026-11).
"""

from __future__ import annotations

import importlib
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from tests.compiling import compiled_once

# What a crawl imports, but for the settings (they read the environment) and the reactor (it is chosen later);
# and the servers of tests.
PRELOADED = (
    "newsarchive.cli.crawl",
    "newsarchive.cli.crawl_commands",
    "newsarchive.cli.crawl_one",
    "newsarchive.cli.schedule",
    "newsarchive.cli.demo",
    "newsarchive.cli.sources_new",
    "newsarchive.schedule.fleet.jobs",
    "newsarchive.addon",
    "newsarchive.stages",
    "newsarchive.storage.archive",
    "newsarchive.storage.derived.copy_groups",
    "newsarchive.listings.address_kind",
    "newsarchive.listings.feed_kind",
    "newsarchive.listings.section_kind",
    "newsarchive.listings.sitemap_kind",
    "newsarchive.browser.handler",
    "newsarchive.discovery.feeds",
    "newsarchive.discovery.sitemaps",
    "newsarchive.workers.warm",
    "newsarchive.text.testimony.weighing",
    "scrapy.dupefilters",
    "scrapy.extensions.closespider",
    "scrapy.extensions.corestats",
    "scrapy.extensions.feedexport",
    "scrapy.extensions.logcount",
    "scrapy.extensions.logstats",
    "scrapy.extensions.memdebug",
    "scrapy.extensions.memusage",
    "scrapy.extensions.spiderstate",
    "scrapy.extensions.throttle",
    "scrapy.downloadermiddlewares.defaultheaders",
    "scrapy.downloadermiddlewares.downloadtimeout",
    "scrapy.downloadermiddlewares.httpcache",
    "scrapy.downloadermiddlewares.httpproxy",
    "scrapy.downloadermiddlewares.redirect",
    "scrapy.downloadermiddlewares.stats",
    "scrapy.downloadermiddlewares.useragent",
    "scrapy.logformatter",
    "scrapy.spidermiddlewares.referer",
    "scrapy.spidermiddlewares.start",
    "scrapy.squeues",
    "xml.sax.expatreader",
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.dialects.postgresql.psycopg",
    "psycopg",
    "http.server",
    "tests.fuzz.hostile_lists",
    "tests.mockserver.robots",
    "tests.mockserver.site",
    "tests.text.extraction.site_software",
)
# Read before anything is forked: a third of the processor time of a small crawl (0.55 s) went into the tables
# that the first page of a process has built, those of spam above all (2026-11).
FIRST_PAGES = (
    "<title>Ferry back</title><article><h1>Ferry back</h1><p>By Ann Poole</p><p>3 May 2026</p>"
    "<p>{}</p></article>".format(
        "The ferry is back on 3 May 2026, the harbour office said, after the winter it spent in dock. " * 9
    ),
    "<title>渡轮恢复</title><article><h1>渡轮恢复</h1><p>記者 山田太郎</p><p>2026年5月3日</p>"
    "<p>{}</p></article>".format(
        "港务处说，渡轮在船坞里过了一个冬天，从五月三日起每天开六班。加微信 abc123 免费看片。" * 9
    ),
)
_FOR_LIFE = ExitStack()  # of the process, and of those forked from it


def warm_up(archive: Path) -> None:
    """Do what the first crawl of a process would; `archive` is a migrated file, which is filled."""
    for name in PRELOADED:
        importlib.import_module(name)
    importlib.import_module("newsarchive.sources.declaration").source_model()
    versions: Any = importlib.import_module("scrapy.utils.versions")
    versions.version = cache(versions.version)
    versions.get_versions()
    _FOR_LIFE.enter_context(compiled_once())
    _crawl(archive)


def _crawl(file: Path) -> None:
    """Ask the archive what a crawl that reads the first pages asks."""
    from newsarchive.items import FetchedPage  # noqa: PLC0415 - a test process does not need it
    from newsarchive.lifecycle import CrawlKind, Outcome  # noqa: PLC0415
    from newsarchive.politeness.host_state import HostState  # noqa: PLC0415
    from newsarchive.stages import run_stages  # noqa: PLC0415
    from newsarchive.storage import open_archive  # noqa: PLC0415
    from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink, HostUpdate  # noqa: PLC0415
    from newsarchive.storage.interfaces.rechecks import RecheckPolicy  # noqa: PLC0415

    now, feed, source = datetime.now(UTC), "http://quay.example/feed.xml", "quay"
    archive = open_archive(f"sqlite:///{file}")
    crawl = archive.crawls.begin(source, CrawlKind.CRAWL, now)
    archive.reads.shared()
    archive.renderings.load(source)
    archive.frontier.rules_key(crawl)
    archive.frontier.keep_rules_key(crawl, "key")
    archive.frontier.unfinished(crawl)
    archive.frontier.recheckable(crawl, None)
    archive.rechecks.listings([feed])
    archive.rechecks.due_articles(crawl, now, RecheckPolicy())
    archive.hosts.load(["quay.example"])
    pages = [
        FetchedPage(
            url=f"http://quay.example/{number}", body=page.encode(), content_type="text/html", fetched_at=now
        )
        for number, page in enumerate(FIRST_PAGES)
    ]
    links = [FoundLink(url=page.url, found_in=feed) for page in pages]
    archive.frontier.discover(crawl, links, now)
    archive.reads.told([page.url for page in pages])
    answer = Answer(url=feed, kind="feed", outcome=Outcome.FETCHED, at=now, status=200)
    archive.frontier.record(crawl, [answer])
    archive.saves.save(crawl, [run_stages(page) for page in pages])
    archive.incidents.judge(crawl, now)
    archive.rechecks.plan(crawl, now, RecheckPolicy())
    archive.hosts.record([HostUpdate(state=HostState(host="quay.example"))])
    archive.crawls.end(crawl, now, "finished")
    archive.crawls.summary(crawl)
    archive.health.measure(crawl, now)
    archive.health.record(crawl, [])
    archive.incidents.listed(source)
    archive.close()
