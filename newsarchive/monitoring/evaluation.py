"""Compares what a crawl brought with what is expected of its source; returns the missed expectations.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from types import MappingProxyType

from newsarchive.monitoring import expectations
from newsarchive.monitoring.expectations import Expectation
from newsarchive.monitoring.wording import look, no_answer, sentence
from newsarchive.planning import disappearance
from newsarchive.sources import Expect
from newsarchive.storage.interfaces.monitoring import BoundOrigin, Measures, Missed, Proportion

_WEEK = timedelta(days=7)
# Shares of fewer than this are not judged: one refused page of three is no fault.
_FEWEST = 10
# The default bound where there is no history: a selector that finds nothing on most pages is out of date, and
# a source most of whose requests fail is down.
_MOST = 0.5
# With `--due` a crawl often makes one request only, and one that fails may be chance; this many are not.
_IN_A_ROW = 3

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
) -> list[Missed]:
    """Return the missed expectations, in the order of `Expectation`.

    A declared bound wins over one from history. A crawl that leaves out articles is judged by shares alone.
    `selectors`: on how many of the pages read each selector found nothing. `left`: the number of URLs left
    for the next crawl, by reason. `unanswered`: the number of requests without an answer, retries included.
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
    return [*missed, *_answered(measures, left, unanswered, due=scope.due)]


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


def _answered(measures: Measures, left: Mapping[str, int], unanswered: int, *, due: bool) -> Iterator[Missed]:
    reachability = measures.reachability
    unreachable, blocked = left.get("robots_unreachable", 0), left.get("host_blocked", 0)
    fetch_failed = bool(unanswered or reachability.unanswered or unreachable)
    # A host in back-off because it did not answer was not asked by this crawl: that is no answer either.
    if reachability.answered or not (fetch_failed or (blocked and reachability.previous_silent)):
        return
    in_a_row = reachability.in_a_row + unreachable + blocked
    if due and reachability.ever_answered and not reachability.previous_silent and in_a_row < _IN_A_ROW:
        return
    name = Expectation.ANSWERED
    yield Missed(
        expectation=name.value,
        measured=0.0,
        bound=1.0,
        origin=BoundOrigin.DEFAULT,
        detail=no_answer(max(unanswered, reachability.unanswered), unreachable + blocked),
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
