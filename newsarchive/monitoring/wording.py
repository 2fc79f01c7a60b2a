"""A missed expectation in words: what was measured, what was expected and why, and where to look."""

from __future__ import annotations

import math

from newsarchive.durations import DAY, HOUR, MINUTE
from newsarchive.monitoring.expectations import Expectation, median_articles
from newsarchive.planning import disappearance
from newsarchive.storage.interfaces.monitoring import BoundOrigin, Measures, Proportion

_FAILURES = "SELECT * FROM fetch_failures WHERE source = '{}' ORDER BY at DESC LIMIT 20"
_QUERIES = {
    Expectation.ARTICLES_PER_WEEK: "SELECT * FROM coverage_gaps WHERE source = '{}' ORDER BY day DESC",
    Expectation.SILENT_FOR: "SELECT * FROM coverage_gaps WHERE source = '{}' ORDER BY day DESC",
    Expectation.WITH_TITLE: "SELECT url FROM current_articles WHERE source = '{}' AND title IS NULL"
    " ORDER BY first_seen_at DESC LIMIT 20",
    Expectation.WITH_DATE: "SELECT url FROM current_articles WHERE source = '{}' AND published_at IS NULL"
    " ORDER BY first_seen_at DESC LIMIT 20",
    Expectation.REFUSED: "SELECT url, verdict FROM captures WHERE source = '{}' AND article_id IS NULL"
    " ORDER BY fetched_at DESC LIMIT 20",
    Expectation.FAILED: _FAILURES,
    Expectation.VANISHED: _FAILURES,
    Expectation.ANSWERED: _FAILURES,
}
_AFTERWARDS = {
    Expectation.VANISHED: "; they are fetched again, and count as withdrawn only if they are still gone"
    f" {disappearance.APART_IN_INCIDENT / HOUR:.0f} hours after they were first found gone"
}
_SECONDS = {"day": DAY, "hour": HOUR, "minute": MINUTE}


def sentence(
    measures: Measures,
    name: Expectation,
    measured: float,
    bound: float,
    origin: BoundOrigin,
    part: Proportion,
    field: str,
) -> str:
    """Return what was measured and what was expected, with the origin of the bound."""
    by = origin.phrase
    match name:
        case Expectation.ARTICLES_PER_WEEK:
            median = median_articles(measures.history.articles)
            by += f", median {median:,.0f}" if origin is BoundOrigin.HISTORY and median is not None else ""
            few = f"{measured:,.0f} new articles in the last seven days"
            return f"{few}, at least {math.ceil(bound):,} expected ({by})"
        case Expectation.SILENT_FOR:
            return f"no new article for {span(measured)}, at most {span(bound)} expected ({by})"
        case Expectation.WITH_TITLE | Expectation.WITH_DATE:
            what = "title" if name is Expectation.WITH_TITLE else "date"
            return f"{_of(part)} articles have a {what}, at least {bound:.0%} expected ({by})"
    finding = {
        Expectation.REFUSED: f"{_of(part)} fetched pages were refused",
        Expectation.FAILED: f"{_of(part)} requests failed",
        Expectation.VANISHED: f"{_of(part)} articles rechecked last are gone (404, 410 or sent home)",
    }.get(name, f"extraction.{field} found nothing on {_of(part)} pages")
    return f"{finding}, at most {bound:.0%} expected ({by}){_AFTERWARDS.get(name, '')}"


def no_answer(requests: int, left: int) -> str:
    """Return the sentence for a site that did not answer; `left`: URLs not requested because of that."""
    urls = "one URL is" if left == 1 else f"{left:,} URLs are"
    later = f"; {urls} left for the next crawl" if left else ""
    if not requests:
        return f"the site did not answer the last request, so no page was requested{later}"
    none = (
        "the one request was not answered" if requests == 1 else f"none of {requests:,} requests was answered"
    )
    return f"{none} (timeout, no connection, unknown host, or 5xx){later}"


def look(name: Expectation, source: str, field: str) -> str:
    """Return the command that shows more, or the part of the declaration to look at."""
    if name is Expectation.SELECTORS:
        return f"the pages' markup may have changed: extraction.{field} in the declaration of {source}"
    return f'newsarchive query "{_QUERIES[name].format(source)}"'


def span(seconds: float) -> str:
    """Return a duration in the largest unit that fits twice: `5 days`, `36 hours`."""
    for unit, length in _SECONDS.items():
        if seconds >= 2 * length:
            return f"{seconds / length:,.0f} {unit}s"
    return f"{seconds:,.0f} seconds"


def _of(part: Proportion) -> str:
    return f"{part.count:,} of {part.of:,} ({part.share:.0%})"
