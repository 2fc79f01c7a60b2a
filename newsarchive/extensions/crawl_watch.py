"""Connects monitoring to Scrapy: makes a crawl's CrawlWatch from its settings, and reads its stats."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newsarchive.extensions.crawl_context import crawl_context
from newsarchive.monitoring.evaluation import CrawlScope
from newsarchive.monitoring.notify import OutageMarker, configured_metrics_folder, notifier
from newsarchive.monitoring.report import Counted
from newsarchive.monitoring.watch import CrawlWatch
from newsarchive.storage import database_url
from newsarchive.storage.interfaces.monitoring import Proportion

# Prefixes of stats: pages on which a selector of the source found nothing, by field;
MISSED_SELECTOR_COUNTER = "newsarchive/selector_missed/"
# URLs left for the next crawl, by reason;
LATER_COUNTER = "newsarchive/later/"
# pages that were read, by verdict.
_READ = "newsarchive/extract/"
# Stats: answers of lists without the keys that are declared;
KEYS_CHANGED_COUNTER = "newsarchive/list/keys_changed"
# requests for pages and listings without an answer.
_UNANSWERED = "newsarchive/host/unanswered"


def watch_of(crawler: Crawler) -> CrawlWatch:
    """Return the CrawlWatch of a crawl."""
    context = crawl_context(crawler)
    arguments = context.arguments
    people = notifier(crawler.settings)
    return CrawlWatch(
        context.source,
        scope=CrawlScope(
            complete=arguments.limit is None and arguments.since is None,
            due=arguments.due,
            backfill=arguments.backfill,
        ),
        metrics=configured_metrics_folder(crawler.settings),
        notifier=people,
        outages=OutageMarker(database_url(), people),
    )


def crawl_counts(stats: StatsCollector) -> Counted:
    """Return the counts of a crawl that the archive does not keep, from its stats."""
    numbers = stats.get_stats()
    pages = sum(int(count) for name, count in numbers.items() if name.startswith(_READ))
    missed = {
        name.removeprefix(MISSED_SELECTOR_COUNTER): count
        for name, count in numbers.items()
        if name.startswith(MISSED_SELECTOR_COUNTER)
    }
    return Counted(
        received=int(numbers.get("downloader/response_bytes", 0)),
        unanswered=int(numbers.get(_UNANSWERED, 0)),
        left={
            name.removeprefix(LATER_COUNTER): int(count)
            for name, count in numbers.items()
            if name.startswith(LATER_COUNTER)
        },
        selectors={field: Proportion(int(count), pages) for field, count in missed.items()},
        keys_changed=int(numbers.get(KEYS_CHANGED_COUNTER, 0)),
    )
