"""What one crawl did, counted from its rows."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from newsarchive.storage.interfaces import CrawlSummary
from newsarchive.storage.schema import crawls, fetches, removed_blocks, repairs, sources

COUNTED = ("new", "changed", "unchanged", "not_modified")
REFUSED = frozenset({"refused", "skipped"})
FAILED = frozenset({"failed", "gone", "redirected"})
# The host said "not now": its addresses are left for the next crawl, and no failures of theirs.
POSTPONED = frozenset({"host_blocked"})


def summarise(connection: Connection, crawl: int) -> CrawlSummary:
    """Count outcomes, reasons, repairs and removed blocks of the crawl."""
    source = connection.scalar(
        select(sources.c.name).join(crawls, crawls.c.source_id == sources.c.id).where(crawls.c.id == crawl)
    )
    plain = dict.fromkeys(COUNTED, 0)
    refused: dict[str, int] = {}
    failed: dict[str, int] = {}
    for outcome, reason, count in _outcomes(connection, crawl):
        if outcome in plain:
            plain[outcome] += count
        elif outcome in REFUSED:
            refused[reason or outcome] = refused.get(reason or outcome, 0) + count
        elif outcome in FAILED and reason not in POSTPONED:
            failed[reason or outcome] = failed.get(reason or outcome, 0) + count
    return CrawlSummary(
        crawl=crawl,
        source=source,
        refused=refused,
        failed=failed,
        repaired=_repaired(connection, crawl),
        removed=_removed(connection, crawl),
        **plain,
    )


def _outcomes(connection: Connection, crawl: int) -> list[tuple[str, str | None, int]]:
    query = (
        select(fetches.c.outcome, fetches.c.reason, func.count())
        .where(fetches.c.crawl_id == crawl)
        .group_by(fetches.c.outcome, fetches.c.reason)
        .order_by(fetches.c.outcome, fetches.c.reason)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def _repaired(connection: Connection, crawl: int) -> dict[str, int]:
    query = (
        select(repairs.c.kind, func.sum(repairs.c.count))
        .join(fetches, fetches.c.id == repairs.c.fetch_id)
        .where(fetches.c.crawl_id == crawl)
        .group_by(repairs.c.kind)
        .order_by(repairs.c.kind)
    )
    return {kind: int(count) for kind, count in connection.execute(query)}


def _removed(connection: Connection, crawl: int) -> dict[str, int]:
    query = (
        select(removed_blocks.c.kind, func.count())
        .join(fetches, fetches.c.id == removed_blocks.c.fetch_id)
        .where(fetches.c.crawl_id == crawl)
        .group_by(removed_blocks.c.kind)
        .order_by(removed_blocks.c.kind)
    )
    return {kind: int(count) for kind, count in connection.execute(query)}
