"""What a process does that will be forked: it imports, reads and stores all that a crawl would do first.

A small crawl took 0.42 s of processor time, and half of it built what is the same in every crawl: tables of
characters, compiled SQL, the versions of libraries that Scrapy logs (2026-11).
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tests.compiling import compiled_once

# What a crawl imports, but for the settings (they read the environment) and the reactor (it is chosen later);
# and the servers of tests. Those of a browser take a third of a second, that of JSONPath 0.07 (2026-12).
PRELOADED = (
    "newsarchive.cli.crawl",
    "newsarchive.cli.crawl_commands",
    "newsarchive.cli.crawl_one",
    "newsarchive.cli.schedule",
    "newsarchive.cli.demo",
    "newsarchive.cli.sources_new",
    "newsarchive.cli.worker",
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
    "newsarchive.browser.renderer",
    "newsarchive.discovery.feeds.feed_links",
    "newsarchive.discovery.feeds.sitemaps",
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
    "tzdata.zoneinfo",
    "http.server",
    "jsonpath",
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
SOURCE = "quay"
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
    """Ask the archive what crawls ask: one that reads the first pages, and one that looks at them again."""
    from newsarchive.storage import open_archive  # noqa: PLC0415 - a test process does not need it
    from newsarchive.storage.interfaces.crawl_store import SourceFacts  # noqa: PLC0415
    from newsarchive.storage.interfaces.monitoring import AlarmKind  # noqa: PLC0415
    from tests.mockserver.articles import article  # noqa: PLC0415

    now = datetime.now(UTC)
    archive = open_archive(f"sqlite:///{file}")
    archive.crawls.register([])
    archive.crawls.register([SourceFacts(name=SOURCE, title="Quay", timezone="UTC")])
    stories = enumerate((*FIRST_PAGES, *map(article, range(8))))
    _visit(archive, now, {f"http://quay.example/{number}": page for number, page in stories})
    _visit(archive, now + timedelta(days=2), {"http://quay.example/2": article(0, edition=1)})
    archive.alarms.end(SOURCE, [AlarmKind.BLIND], now)
    archive.watching.counts()
    archive.close()


def _visit(archive: Any, at: datetime, pages: Mapping[str, str]) -> None:
    from newsarchive.items import FetchedPage  # noqa: PLC0415
    from newsarchive.lifecycle import CrawlKind, Outcome  # noqa: PLC0415
    from newsarchive.planning.polling import Poll  # noqa: PLC0415
    from newsarchive.politeness.host_state import HostState  # noqa: PLC0415
    from newsarchive.stages import run_stages  # noqa: PLC0415
    from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink, HostUpdate  # noqa: PLC0415
    from newsarchive.storage.interfaces.rechecks import RecheckPolicy  # noqa: PLC0415
    from newsarchive.testimony import ListedFacts  # noqa: PLC0415

    feed, gone, same = (f"http://quay.example/{name}" for name in ("feed.xml", "gone", "1"))
    crawl = archive.crawls.begin(SOURCE, CrawlKind.CRAWL, at)
    archive.incidents.judge_interrupted(crawl, at)
    archive.reads.shared()
    archive.renderings.load(SOURCE)
    archive.frontier.rules_key(crawl)
    archive.frontier.keep_rules_key(crawl, "key")
    archive.frontier.unfinished(crawl)
    archive.frontier.recheckable(crawl, at)
    archive.rechecks.listings([feed])
    archive.rechecks.due_articles(crawl, at, RecheckPolicy())
    archive.hosts.load(["quay.example"])
    told = ListedFacts(title="Ferry back", published_at="2026-05-03T12:00:00Z", guid="1", position=len(pages))
    links = [FoundLink(url=url, found_in=feed, told=told) for url in (*pages, gone, same)]
    archive.frontier.discover(crawl, links, at)
    archive.reads.told([*pages])
    answers = [
        Answer(
            url=feed, kind="feed", outcome=Outcome.FETCHED, at=at, status=200, poll=Poll(at=at, entries=2)
        ),
        Answer(url=gone, kind="article", outcome=Outcome.GONE, at=at, status=404, reason="not_found"),
        Answer(url=f"{gone}/for-now", kind="article", outcome=Outcome.FAILED, at=at, reason="http_503"),
    ]
    if same not in pages:
        answers.append(Answer(url=same, kind="article", outcome=Outcome.NOT_MODIFIED, at=at, status=304))
    archive.frontier.record(crawl, answers)
    read = [
        FetchedPage(url=url, body=page.encode(), content_type="text/html", fetched_at=at)
        for url, page in pages.items()
    ]
    archive.saves.save(crawl, [run_stages(page) for page in read])
    archive.incidents.judge(crawl, at)
    archive.rechecks.plan(crawl, at, RecheckPolicy())
    archive.hosts.record([HostUpdate(state=HostState(host="quay.example"))])
    archive.crawls.end(crawl, at, "finished")
    archive.crawls.summary(crawl)
    archive.health.measure(crawl, at)
    archive.health.record(crawl, [])
    archive.incidents.listed(SOURCE)
