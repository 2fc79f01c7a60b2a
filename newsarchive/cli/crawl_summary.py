"""What a crawl did, as the table on stderr: stored, repaired, removed, refused, failed, with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from newsarchive.cli.host_lines import trouble_of
from newsarchive.politeness.host import HostState
from newsarchive.storage.interfaces import CrawlSummary


def summary_lines(summary: CrawlSummary) -> Iterator[str]:
    """Yield the lines of the table, numbers right-aligned; parts of a sum are indented under it."""
    rows = list(_rows(summary))
    width = max(len(label) for label, _ in rows)
    yield f"{summary.source or 'crawl'}: crawl {summary.crawl}"
    for label, number in rows:
        yield f"  {label:<{width}}  {number:>8,}"


def missed_lines(missed: Mapping[str, int]) -> Iterator[str]:
    """Yield a line for each selector of a source that found nothing, with the number of pages."""
    for field, pages in sorted(missed.items()):
        yield f"selector extraction.{field} found nothing on {pages:,} pages, read the general way."


def later_lines(later: Mapping[str, int], hosts: Sequence[HostState], now: datetime) -> Iterator[str]:
    """Yield what was left for the next crawl and why, then the hosts that are not asked now."""
    if not later:
        return
    reasons = ", ".join(f"{number:,} {reason}" for reason, number in sorted(later.items()))
    yield f"left for the next crawl: {reasons}"
    yield from filter(None, (trouble_of(state, now) for state in hosts))


def _rows(summary: CrawlSummary) -> Iterator[tuple[str, int]]:
    yield "stored, new", summary.new
    yield "stored, changed", summary.changed
    yield "unchanged", summary.unchanged
    yield "not modified (304)", summary.not_modified
    for label, parts in (
        ("repaired", summary.repaired),
        ("removed", summary.removed),
        ("refused", summary.refused),
        ("failed", summary.failed),
    ):
        yield label, sum(parts.values())
        yield from _parts(parts)


def _parts(parts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    for name, number in sorted(parts.items(), key=lambda part: (-part[1], part[0])):
        yield f"  {name}", number
