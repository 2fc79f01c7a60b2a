"""What a crawl did, as the table on stderr: stored, repaired, removed, refused, failed, with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from newsarchive.cli.host_lines import trouble_of
from newsarchive.politeness.host_state import HostState
from newsarchive.storage.interfaces.crawl_store import CrawlSummary
from newsarchive.storage.interfaces.monitoring import Missed


def summary_lines(summary: CrawlSummary) -> Iterator[str]:
    """Yield the lines of the table, numbers right-aligned; parts of a sum are indented under it."""
    rows = list(_rows(summary))
    width = max(len(label) for label, _ in rows)
    yield f"{summary.source or 'crawl'}: crawl {summary.crawl}"
    for label, number in rows:
        yield f"  {label:<{width}}  {number:>8,}"


def summary_fields(summary: CrawlSummary) -> dict[str, object]:
    """Return the numbers of the table as fields of a line of the log."""
    numbers = asdict(summary)
    return {name: numbers[name] for name in numbers if name not in {"crawl", "source"}}


def missed_lines(missed: Mapping[str, int]) -> Iterator[str]:
    """Yield a line for each selector of a source that found nothing, with the number of pages."""
    for field, pages in sorted(missed.items()):
        yield f"selector extraction.{field} found nothing on {pages:,} pages, read the general way."


def expectation_lines(missed: Sequence[Missed]) -> Iterator[str]:
    """Yield two lines for each expectation that was missed: what was measured, and where to look."""
    if missed:
        yield f"newsarchive: {len(missed)} expectation{'s' if len(missed) > 1 else ''} missed:"
    for one in missed:
        yield f"  {one.expectation}: {one.detail}"
        yield f"    look at: {one.look}"


def not_stored_lines(number: int) -> Iterator[str]:
    """Yield how many answers could not be stored, and what becomes of them."""
    if number:
        them = "one answer that was fetched" if number == 1 else f"{number:,} answers that were fetched"
        yield f"newsarchive: {them} could not be stored: asked for again when the crawl is run again."


def later_lines(later: Mapping[str, int], hosts: Sequence[HostState], now: datetime) -> Iterator[str]:
    """Yield what was left for the next crawl and why, then the hosts that are not asked now."""
    if not later:
        return
    reasons = ", ".join(f"{number:,} {reason}" for reason, number in sorted(later.items()))
    yield f"left for the next crawl: {reasons}"
    yield from filter(None, (trouble_of(state, now) for state in hosts))


def left_out_lines(left_out: Mapping[str, int]) -> Iterator[str]:
    """Yield what limits kept out of the lists; `left_out` is by kind of list."""
    if left_out:
        kinds = ", ".join(f"{number:,} of {kind}s" for kind, number in sorted(left_out.items()))
        yield (
            f"addresses left out by a limit: {kinds}; `newsarchive why URL` of the list says which limit,"
            " and the next crawl asks for the list again."
        )


def rendering_lines(counted: Mapping[str, int]) -> Iterator[str]:
    """Yield what an operator should know of pages that only scripts fill; `counted` is by outcome."""
    if without := counted.get("no_browser", 0):
        yield (
            f"{without:,} pages are empty but for scripts, and there is no browser to show them:"
            " pip install 'newsarchive[browser]', and a Chromium (Debian: apt-get install chromium)."
        )
    if tried := counted.get("asked", 0):
        helped = counted.get("helped", 0)
        yield f"{tried:,} pages, empty but for scripts, were asked for in a browser; it filled {helped:,}."


def ruled_out_lines(counted: Mapping[str, int]) -> Iterator[str]:
    """Yield what lists named and rules of the source left out; `counted` is by reason."""
    not_kept = counted.get("left_out_not_kept", 0)
    reasons = {reason: count for reason, count in sorted(counted.items()) if reason != "left_out_not_kept"}
    if reasons:
        parts = ", ".join(f"{reason} {count:,}" for reason, count in reasons.items())
        yield (
            f"{sum(reasons.values()):,} links of lists were left out ({parts});"
            " 'newsarchive why URL' says which rule left an address out."
        )
    if not_kept:
        yield f"  Of {not_kept:,} of them no row is kept: the archive has as many of this crawl as it takes."


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
