"""How crawls end, and which of them nobody has judged."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, exists, select

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage.schema import crawls

# The end reason of a crawl whose process died.
DIED = "died"
# These crawls were interrupted from outside: they are still to be made, and continue from the frontier.
INTERRUPTED_REASONS = (DIED, "shutdown", "archive_unavailable")


def unjudged_crawls() -> Select[Any]:
    """Return the query of crawls that were cut short, after which none of their source ended otherwise.

    Nobody has judged their pages: whether what they saw was an incident is judged at a crawl's end.
    """
    later = crawls.alias()
    outweighed = (
        exists()
        .where(later.c.source_id == crawls.c.source_id, later.c.id > crawls.c.id)
        .where(later.c.kind == CrawlKind.CRAWL, later.c.ended_at.is_not(None))
        .where(later.c.reason.not_in(INTERRUPTED_REASONS))
    )
    return select(crawls.c.id).where(
        crawls.c.kind == CrawlKind.CRAWL, crawls.c.reason.in_(INTERRUPTED_REASONS), ~outweighed
    )
