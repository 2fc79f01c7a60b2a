"""What the watch over a source needs of a crawler: its settings, and what it counted."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newsarchive.extensions.crawl_context import crawl_context
from newsarchive.monitoring.evaluation import CrawlScope
from newsarchive.monitoring.notify import OutageMarker, metrics_folder, notifier
from newsarchive.monitoring.report import Counted
from newsarchive.monitoring.watch import CrawlWatch
from newsarchive.storage import database_url
from newsarchive.storage.interfaces.monitoring import Proportion

# Stats of this beginning count the selectors of a source that found nothing, by field.
MISSED = "newsarchive/selector_missed/"
# Of this one addresses left for the next crawl, by reason.
LEFT = "newsarchive/later/"
# Requests of pages and lists that no host answered.
UNANSWERED = "newsarchive/host/unanswered"
# And of this one the pages that were read, by verdict.
READ = "newsarchive/extract/"


def watch_of(crawler: Crawler) -> CrawlWatch:
    """Return the watch over the source that is crawled."""
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
        metrics=metrics_folder(crawler.settings),
        notifier=people,
        outages=OutageMarker(database_url(), people),
    )


def crawl_counts(stats: StatsCollector) -> Counted:
    """Return what a crawl counted beside the archive."""
    numbers = stats.get_stats()
    pages = sum(int(count) for name, count in numbers.items() if name.startswith(READ))
    missed = {name.removeprefix(MISSED): count for name, count in numbers.items() if name.startswith(MISSED)}
    return Counted(
        received=int(numbers.get("downloader/response_bytes", 0)),
        unanswered=int(numbers.get(UNANSWERED, 0)),
        left={
            name.removeprefix(LEFT): int(count) for name, count in numbers.items() if name.startswith(LEFT)
        },
        selectors={field: Proportion(int(count), pages) for field, count in missed.items()},
    )
