"""A crawl's summary on stderr: what was stored, repaired, removed, refused and failed, and warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from newsarchive.cli.host_lines import trouble_of
from newsarchive.cli.tables import table_lines
from newsarchive.listings.kind_registry import listing_kinds
from newsarchive.politeness.host_state import HostState
from newsarchive.storage.interfaces.crawl_store import CrawlSummary
from newsarchive.storage.interfaces.monitoring import Missed


def summary_lines(summary: CrawlSummary) -> Iterator[str]:
    """Yield the lines of the table; the parts of a sum are indented under it."""
    yield f"{summary.source or 'crawl'}: crawl {summary.crawl}"
    yield from table_lines((f"  {label}", number) for label, number in _rows(summary))


def summary_fields(summary: CrawlSummary) -> dict[str, object]:
    """Return the numbers of the table as fields of a JSON log line."""
    numbers = asdict(summary)
    return {name: numbers[name] for name in numbers if name not in {"crawl", "source"}}


def missed_lines(missed: Mapping[str, int]) -> Iterator[str]:
    """Yield a line for each selector that found nothing, and each error of the source's code."""
    for field, pages in sorted(missed.items()):
        if field.startswith("code "):
            yield f"the source's own code failed on {pages:,} pages; they were read without it: {field}."
        else:
            yield f"selector extraction.{field} found nothing on {pages:,} pages; they were read without it."


def expectation_lines(missed: Sequence[Missed]) -> Iterator[str]:
    """Yield two lines for each missed expectation: what was measured, and where to look."""
    if missed:
        yield f"newsarchive: {len(missed)} expectation{'s' if len(missed) > 1 else ''} missed:"
    for one in missed:
        yield f"  {one.expectation}: {one.detail}"
        yield f"    look at: {one.look}"


def not_stored_lines(number: int) -> Iterator[str]:
    """Yield a warning if responses could not be stored."""
    if number:
        responses = "one response" if number == 1 else f"{number:,} responses"
        yield f"newsarchive: {responses} could not be stored; the next crawl fetches them again."


def bug_lines(number: int, first: Exception | None) -> Iterator[str]:
    """Yield a message if a bug of ours ended calls of the archive."""
    if number:
        calls = "one call" if number == 1 else f"{number:,} calls"
        yield (
            f"newsarchive: a bug ended {calls} of the archive (first: {type(first).__name__}: {first}): what"
            " was to be stored is not. Please report it with the traceback above; the next crawl goes on."
        )


def later_lines(later: Mapping[str, int], hosts: Sequence[HostState], now: datetime) -> Iterator[str]:
    """Yield how many URLs were left for the next crawl, by reason, and the hosts that get no requests now."""
    if not later:
        return
    reasons = ", ".join(f"{number:,} {reason}" for reason, number in sorted(later.items()))
    yield f"left for the next crawl: {reasons}"
    yield from filter(None, (trouble_of(state, now) for state in hosts))


def left_out_lines(left_out: Mapping[str, int]) -> Iterator[str]:
    """Yield a warning if listings exceeded limits; `left_out`: the number of entries by kind of listing."""
    if left_out:
        plurals = {kind.name: kind.plural for kind in listing_kinds()}
        kinds = ", ".join(
            f"{number:,} from {plurals.get(kind, kind)}" for kind, number in sorted(left_out.items())
        )
        yield (
            f"URLs left out by a limit: {kinds}; 'newsarchive why URL' of the listing names the limit."
            " The next crawl fetches the listing again."
        )


def rendering_lines(counted: Mapping[str, int]) -> Iterator[str]:
    """Yield notes about pages that are filled by scripts; `counted` is by outcome."""
    without = counted.get("no_browser", 0)
    if without and counted.get("not_started", 0):
        yield (
            f"{without:,} pages are empty but for scripts, and the browser that would render them"
            " did not start; the log says why."
        )
    elif without:
        yield (
            f"{without:,} pages are empty but for scripts, and no browser is installed to render them."
            " Install one: pip install 'newsarchive[browser]', and Chromium"
            " (Debian: apt-get install chromium-headless-shell)."
        )
    if silent := counted.get("named_nothing", 0):
        what = "one listing" if silent == 1 else f"{silent:,} listings"
        yield (
            f"{what} named no article, though a browser rendered the page; the log names it."
            " Open it in a browser: articles that come only by a click, or for some readers, are not seen."
        )
    if part := counted.get("part", 0):
        pages = "one page shows" if part == 1 else f"{part:,} pages show"
        yield (
            f"{pages} only the beginning of a story to those without scripts, and no browser gave the rest;"
            " what was stored has a low text_confidence, or fewer words than the page says."
        )
    if tried := counted.get("asked", 0):
        helped = counted.get("helped", 0)
        # A page whose text is in doubt is no empty one.
        what = (
            "empty but for scripts or of doubtful text" if counted.get("doubt") else "empty but for scripts"
        )
        yield f"{tried:,} pages, {what}, were fetched with a browser, which helped with {helped:,}."


def ruled_out_lines(counted: Mapping[str, int]) -> Iterator[str]:
    """Yield how many links of listings rules of the source left out; `counted` is by reason."""
    not_kept = counted.get("left_out_not_kept", 0)
    reasons = {reason: count for reason, count in sorted(counted.items()) if reason != "left_out_not_kept"}
    if reasons:
        parts = ", ".join(f"{reason} {count:,}" for reason, count in reasons.items())
        yield (
            f"{sum(reasons.values()):,} links of listings were left out by rules ({parts});"
            " 'newsarchive why URL' names the rule."
        )
    if not_kept:
        yield f"  {not_kept:,} of them are not recorded: the archive records only so many a crawl."


def kept_out_lines(counted: Mapping[str, int]) -> Iterator[str]:
    """Yield how many listed URLs are kept out, since an operator took them down."""
    if number := sum(counted.values()):
        yield (
            f"{number:,} listed {'URL is' if number == 1 else 'URLs are'} kept out by a take-down;"
            " 'newsarchive why URL' tells when and why."
        )


def changed_rules_lines(counted: Mapping[str, int]) -> Iterator[str]:
    """Yield what a changed [links] did to stored URLs; `counted` has the fields of RulesApplied."""
    admitted, refused = counted.get("admitted", 0), counted.get("refused", 0)
    if admitted or refused:
        back, aside = counted.get("articles_back", 0), counted.get("articles_aside", 0)
        yield (
            f"[links] has changed: {admitted:,} URLs that it left out are fetched now"
            f" ({back:,} articles are shown again), {refused:,} known ones are left out"
            f" ({aside:,} articles are set aside, not deleted)."
        )


def _rows(summary: CrawlSummary) -> Iterator[tuple[str, int]]:
    yield "stored, new", summary.new
    yield "stored, changed", summary.changed
    yield "unchanged", summary.unchanged
    yield "not modified (304)", summary.not_modified
    for label, articles in (
        ("withdrawn", summary.withdrawn),
        ("back again", summary.returned),
        ("stated anew", summary.restated),
    ):
        if articles:
            yield label, articles
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
