"""Compares what a crawl brought with what is expected of its source.

Returns the missed expectations, each in words: what was measured, what was expected and why, and where to
look. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType

from newsarchive.durations import DAY, HOUR, MINUTE
from newsarchive.lifecycle import SkipReason
from newsarchive.monitoring import expectations
from newsarchive.monitoring.expectations import Expectation, median_articles
from newsarchive.planning import disappearance
from newsarchive.sources import Expect
from newsarchive.storage.interfaces.monitoring import (
    BoundOrigin,
    Incident,
    Measures,
    Missed,
    Proportion,
    Reachability,
)

# A missed expectation in words.

_FAILURES = "SELECT * FROM fetch_failures WHERE source = '{}' ORDER BY at DESC LIMIT 20"
_QUERIES = {
    Expectation.ARTICLES_PER_WEEK: "SELECT * FROM coverage_gaps WHERE source = '{}' ORDER BY day DESC",
    Expectation.SILENT_FOR: "SELECT * FROM coverage_gaps WHERE source = '{}' ORDER BY day DESC",
    Expectation.WITH_TITLE: "SELECT url FROM current_articles WHERE source = '{}' AND title IS NULL"
    " ORDER BY first_seen_at DESC LIMIT 20",
    Expectation.WITH_DATE: "SELECT url FROM current_articles WHERE source = '{}' AND published_at IS NULL"
    " ORDER BY first_seen_at DESC LIMIT 20",
    Expectation.REFUSED: "SELECT url, reason FROM captures WHERE source = '{}' AND verdict <> 'article'"
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


def no_answer(requests: int, unreachable: int, blocked: int) -> str:
    """Return the sentence for a site that did not answer, and how many URLs were not requested for that.

    `unreachable`: for its robots.txt; `blocked`: for its host, which did not answer before, or asked to be
    left alone.
    """
    left = unreachable + blocked
    urls = "one URL is" if left == 1 else f"{left:,} URLs are"
    later = f"; {urls} left for the next crawl" if left else ""
    if not requests and not unreachable:
        return f"no page was shown: the host did not answer before, or asks to be left alone{later}"
    if not requests:
        return f"the site did not answer the last request, so no page was requested{later}"
    none = (
        "the one request was not answered" if requests == 1 else f"none of {requests:,} requests was answered"
    )
    return f"{none} (timeout, no connection, unknown host, or 5xx){later}"


def no_page(pages: int) -> str:
    """Return the sentence for a site whose lists answer, and whose `pages` of articles do not."""
    return f"none of {pages:,} articles asked for was answered (timeout or 5xx), though other pages were"


def no_page_shown(pages: int) -> str:
    """Return the sentence for a site whose lists answer, and which refuses `pages` that it showed before."""
    return (
        f"every article asked for is refused (401, 403 or 451), {pages:,} that were shown before among them,"
        " though other pages were shown"
    )


_KEPT_BY = {
    SkipReason.ROBOTS_REFUSED: "the host refuses even its robots.txt",
    SkipReason.ROBOTS: "robots.txt forbids them",
}


def shut_out(site: Reachability) -> str:
    """Return the sentence for a site that keeps all that was asked for from us."""
    urls = "the one URL" if site.closed == 1 else f"all {site.closed:,} URLs"
    statuses = [f"status {how}" for how in site.closed_by if how not in _KEPT_BY]
    why = [*(said for reason, said in _KEPT_BY.items() if reason in site.closed_by), *statuses]
    return f"the site shows us nothing: it kept {urls} of this crawl from us ({', '.join(why)})"


def put_off(since: datetime) -> str:
    """Return the sentence for a site that has only asked to be left alone since a moment."""
    return (
        f"the site has shown us nothing since {since:%Y-%m-%d %H:%M} UTC: it asks to be left alone each time"
    )


def look(name: Expectation, source: str, field: str) -> str:
    """Return the command that shows more, or the part of the declaration to look at."""
    if name is Expectation.SELECTORS:
        return f"the pages' markup may have changed: extraction.{field} in the declaration of {source}"
    if name is Expectation.LIST_KEYS:
        return f"the site was redesigned: [[lists]] in the declaration of {source}; the log names the lists"
    return f'newsarchive query "{_QUERIES[name].format(source)}"'


def span(seconds: float) -> str:
    """Return a duration in the largest unit that fits twice: `5 days`, `36 hours`."""
    for unit, length in _SECONDS.items():
        if seconds >= 2 * length:
            return f"{seconds / length:,.0f} {unit}s"
    return f"{seconds:,.0f} seconds"


def _of(part: Proportion) -> str:
    return f"{part.count:,} of {part.of:,} ({part.share:.0%})"


# The comparison.

_WEEK = timedelta(days=7)
# Shares of fewer than this are not judged: one refused page of three is no fault.
_FEWEST = 10
# The default bound where there is no history: a selector that finds nothing on most pages is out of date, and
# a source most of whose requests fail is down.
_MOST = 0.5
# With `--due` a crawl often makes one request only, and one that fails may be chance; this many are not.
_IN_A_ROW = 3
# A host that asks to be left alone is obeyed; longer than the longest back-off (a day) twice over, it is more
# likely to keep us out than to be busy.
_LONGEST_REST = timedelta(days=2)
# URLs of articles, all without an answer, from which they are down though lists answer: as of pages that
# show one thing (newsarchive.planning.incidents), fewer are a few broken pages.
_FEWEST_SILENT = 5

Bound = tuple[float, BoundOrigin] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlScope:
    """The options of a crawl that decide what can be expected of it.

    complete   no option leaves articles out, so the number of articles can be judged
    due        only what is due is fetched, often one URL
    backfill   old articles are fetched, so dead links are no failures
    """

    complete: bool = True
    due: bool = False
    backfill: bool = False


def judge_crawl(
    measures: Measures,
    expect: Expect,
    selectors: Mapping[str, Proportion],
    *,
    scope: CrawlScope = CrawlScope(),
    left: Mapping[str, int] = MappingProxyType({}),
    unanswered: int = 0,
    keys_changed: int = 0,
) -> list[Missed]:
    """Return the missed expectations, in the order of `Expectation`.

    A declared bound wins over one from history. A crawl that leaves out articles is judged by shares alone.
    `selectors`: on how many of the pages read each selector found nothing. `left`: the number of URLs left
    for the next crawl, by reason. `unanswered`: the number of requests without an answer, retries included.
    `keys_changed`: the number of lists' answers without the declared keys.
    """
    missed = [*_volume(measures, expect)] if scope.complete else []
    missed += _shares(measures, expect, backfill=scope.backfill)
    most: Bound = (
        (_MOST, BoundOrigin.DEFAULT) if expect.selectors is None else (expect.selectors, BoundOrigin.DECLARED)
    )
    for field, pages in sorted(selectors.items()):
        missed += _most(measures, Expectation.SELECTORS, pages, most, detail=field)
    if not scope.backfill:
        missed += _vanished(measures, expect)
    missed += _list_keys(measures, keys_changed)
    return [*missed, *_answered(measures, left, unanswered, due=scope.due)]


def missed_by_incident(incident: Incident) -> Missed:
    """Return an open incident of a source's pages as what a crawl missed."""
    name = Expectation.INCIDENT
    return Missed(
        expectation=f"{name}.{incident.kind}",
        measured=incident.affected / max(1, incident.looked_at),
        bound=0.0,
        origin=BoundOrigin.DEFAULT,
        detail=f"{incident.detail}; incident {incident.number}, open since"
        f" {incident.opened_at:%Y-%m-%d %H:%M} UTC. Its edits are in doubt and not shown",
        look=f"newsarchive incidents --source {incident.source}",
    )


def expected_articles(measures: Measures, expect: Expect) -> float | None:
    """Return the articles expected in seven days: the declared minimum, else the median of earlier weeks."""
    if expect.articles_per_week is not None:
        return float(expect.articles_per_week)
    return expectations.median_articles(measures.history.articles)


def _volume(measures: Measures, expect: Expect) -> Iterator[Missed]:
    miss = partial(_missed, measures)
    weeks = measures.history.articles
    least = _bound(expect.articles_per_week, expectations.least_articles(weeks))
    old_enough = measures.at - measures.watched_since >= _WEEK
    if least and old_enough and measures.articles_7d < least[0]:
        yield miss(Expectation.ARTICLES_PER_WEEK, float(measures.articles_7d), least)
    tolerated = expectations.tolerated_silence(measures.history.longest_gap, weeks)
    most = _bound(expect.silent_for, tolerated.total_seconds() if tolerated else None)
    silence = (measures.at - (measures.last_new_at or measures.watched_since)).total_seconds()
    if most and silence > most[0]:
        yield miss(Expectation.SILENT_FOR, silence, most)


def _shares(measures: Measures, expect: Expect, *, backfill: bool) -> Iterator[Missed]:
    history = measures.history
    titled, dated, refused, failed = measures.titled, measures.dated, measures.refused, measures.failed
    least = expectations.least_share(history.titled, titled.of)
    yield from _least(measures, Expectation.WITH_TITLE, titled, _bound(expect.with_title, least))
    least = expectations.least_share(history.dated, dated.of)
    yield from _least(measures, Expectation.WITH_DATE, dated, _bound(expect.with_date, least))
    most = expectations.most_share(history.refused, refused.of)
    yield from _most(measures, Expectation.REFUSED, refused, _bound(expect.refused, most))
    if backfill:
        return
    most = expectations.most_share(history.failed, failed.of)
    bound = _bound(expect.failed, most)
    if bound is None and not expectations.is_known(history.failed):
        bound = _MOST, BoundOrigin.DEFAULT
    yield from _most(measures, Expectation.FAILED, failed, bound)


def _vanished(measures: Measures, expect: Expect) -> Iterator[Missed]:
    part = measures.vanished
    declared = expect.vanished
    bound: tuple[float, BoundOrigin] = (
        (disappearance.INCIDENT_SHARE, BoundOrigin.DEFAULT)
        if declared is None
        else (declared, BoundOrigin.DECLARED)
    )
    if disappearance.is_incident(part.count, part.of, bound[0]):
        yield _missed(measures, Expectation.VANISHED, part.share, bound, part)


def _list_keys(measures: Measures, changed: int) -> Iterator[Missed]:
    if not changed:
        return
    name = Expectation.LIST_KEYS
    answers = "an answer of a list" if changed == 1 else f"{changed:,} answers of lists"
    yield Missed(
        expectation=name.value,
        measured=float(changed),
        bound=0.0,
        origin=BoundOrigin.DEFAULT,
        detail=f"{answers} had not the keys that [[lists]] names; their articles were found without them",
        look=look(name, measures.source, ""),
    )


def _answered(measures: Measures, left: Mapping[str, int], unanswered: int, *, due: bool) -> Iterator[Missed]:
    reachability = measures.reachability
    unreachable, blocked = left.get("robots_unreachable", 0), left.get("host_blocked", 0)
    fetch_failed = bool(unanswered or reachability.unanswered or unreachable)
    if reachability.answered and reachability.silent_pages >= _FEWEST_SILENT:
        yield _silent(measures, no_page(reachability.silent_pages))
    elif reachability.answered and reachability.refused_pages >= _FEWEST_SILENT:
        yield _silent(measures, no_page_shown(reachability.refused_pages))
    if _is_shut_out(reachability, due=due):
        yield _silent(measures, shut_out(reachability))
        return
    # A host in back-off because it did not answer was not asked by this crawl: that is no answer either.
    refused = any(map(str.isdigit, reachability.closed_by))
    if reachability.answered or refused or not (fetch_failed or (blocked and reachability.previous_silent)):
        if blocked and not reachability.answered:
            yield from _put_off(measures)
        return
    # Of a robots.txt without an answer nothing is left but the URLs of this crawl: so crawls count, too.
    in_a_row = max(reachability.in_a_row + unreachable + blocked, reachability.in_vain)
    if due and reachability.ever_answered and not reachability.previous_silent and in_a_row < _IN_A_ROW:
        return
    yield _silent(measures, no_answer(max(unanswered, reachability.unanswered), unreachable, blocked))


def _is_shut_out(site: Reachability, *, due: bool) -> bool:
    """Say whether the site keeps from us what it showed before; or all, from the first crawl on.

    A list must be among it: articles may be closed by themselves, to readers or to all robots. So may a list,
    of which a crawl of what is due may ask for one alone.
    """
    if not site.closed or not site.closed_lists or site.unanswered or not (site.lost or not site.ever_shown):
        return False
    first = not site.ever_shown or site.host_refuses
    return not due or first or site.previous_silent or site.lost >= _IN_A_ROW


def _put_off(measures: Measures) -> Iterator[Missed]:
    since = measures.reachability.nothing_since
    is_long = since is not None and measures.at - since > _LONGEST_REST
    if since is not None and is_long and measures.reachability.in_vain >= _IN_A_ROW:
        yield _silent(measures, put_off(since))


def _silent(measures: Measures, detail: str) -> Missed:
    name = Expectation.ANSWERED
    return Missed(
        expectation=name.value,
        measured=0.0,
        bound=1.0,
        origin=BoundOrigin.DEFAULT,
        detail=detail,
        look=look(name, measures.source, ""),
    )


def _bound(declared: float | None, historical: float | None) -> Bound:
    if declared is not None:
        return float(declared), BoundOrigin.DECLARED
    return None if historical is None else (historical, BoundOrigin.HISTORY)


def _least(measures: Measures, name: Expectation, part: Proportion, bound: Bound) -> Iterator[Missed]:
    if bound and part.of >= _FEWEST and part.share < bound[0]:
        yield _missed(measures, name, part.share, bound, part)


def _most(
    measures: Measures, name: Expectation, part: Proportion, bound: Bound, detail: str = ""
) -> Iterator[Missed]:
    if bound and part.of >= _FEWEST and part.share > bound[0]:
        yield _missed(measures, name, part.share, bound, part, detail)


def _missed(
    measures: Measures,
    name: Expectation,
    measured: float,
    bound: tuple[float, BoundOrigin],
    part: Proportion = Proportion(),  # noqa: B008 - frozen
    field: str = "",
) -> Missed:
    limit, origin = bound
    return Missed(
        expectation=f"{name}.{field}" if field else name.value,
        measured=measured,
        bound=limit,
        origin=origin,
        detail=sentence(measures, name, measured, limit, origin, part, field),
        look=look(name, measures.source, field),
    )
