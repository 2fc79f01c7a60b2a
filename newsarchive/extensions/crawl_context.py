"""The context of one crawl, built by its spider before any component."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from scrapy.crawler import Crawler

from newsarchive.crawl_arguments import Arguments
from newsarchive.discovery.urls.crawler_traps import CopyTrap
from newsarchive.hints import PageHints, ReservationPolicy, SharedParts
from newsarchive.sources import Source


@dataclass(slots=True)
class ArticleLimit:
    """How many articles a crawl may fetch (`most`, None without end), and how many it has `planned` to.

    `new` counts those of them that the archive has not.
    """

    most: int | None = None
    planned: int = 0
    new: int = 0

    @property
    def is_reached(self) -> bool:
        """Whether no further article is planned."""
        return self.most is not None and self.planned >= self.most

    @property
    def has_news_enough(self) -> bool:
        """Whether no list need be read for more: rechecks alone would leave the news unread for ever."""
        return self.most is not None and self.new >= self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlContext:
    """`source` is crawled with `arguments`; `rights` are the project's, where the source declares none.

    `copies` recognises templates that return one text under many URLs; `limit` counts articles.
    """

    source: Source
    arguments: Arguments = field(default_factory=Arguments)
    rights: ReservationPolicy = field(default_factory=ReservationPolicy)
    copies: CopyTrap = field(default_factory=CopyTrap)
    limit: ArticleLimit = field(default_factory=ArticleLimit)

    def hints(self, shared: SharedParts) -> PageHints:
        """Return what is known about a page before it is read; `shared` is the boilerplate of its host."""
        return replace(self.source.hints(self.rights), shared=shared)


def crawl_context(crawler: Crawler) -> CrawlContext:
    """Return the context of the crawl; raises TypeError if its spider has none."""
    context = getattr(crawler.spider, "context", None)
    if not isinstance(context, CrawlContext):
        raise TypeError(f"{crawler.spider!r} has no `context`, a CrawlContext: no spider of newsarchive")
    return context
