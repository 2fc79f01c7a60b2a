"""Whether a source brings what is expected of it: measures and bounds in, what was missed out. Pure."""

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
from newsarchive.storage.interfaces.monitoring import Measures, Missed, Origin, Proportion

WEEK = timedelta(days=7)
# Shares of fewer say nothing: one of three refused is no illness.
FEWEST = 10
# A selector that finds nothing on most pages is out of date, and a source most of whose requests fail is not
# well, where no history says what is usual.
MOST = 0.5
# One request that is not answered is a hiccup of a source that is asked a little at a time.
IN_A_ROW = 3

Bound = tuple[float, Origin] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What a crawl was told, as far as it matters to what can be expected of it.

    complete   it leaves no articles out: its volume can be judged
    due        it asks only for what is due, one request mostly
    backfill   it looks for what is old: dead links are no failures
    """

    complete: bool = True
    due: bool = False
    backfill: bool = False


def judge_crawl(
    measures: Measures,
    expect: Expect,
    selectors: Mapping[str, Proportion],
    *,
    manner: Manner = Manner(),
    left: Mapping[str, int] = MappingProxyType({}),
    unanswered: int = 0,
) -> list[Missed]:
    """Return what the source missed, in the order of `Expectation`.

    A declared bound wins over one from history. A crawl that was told to leave out articles is judged by
    shares alone. `selectors`: of the pages read, on how many each found nothing. `left`: addresses left for
    the next crawl, by reason. `unanswered`: requests that no host answered, those tried again too.
    """
    missed = [*_volume(measures, expect)] if manner.complete else []
    missed += _shares(measures, expect, backfill=manner.backfill)
    most: Bound = (MOST, "default") if expect.selectors is None else (expect.selectors, "declared")
    for field, pages in sorted(selectors.items()):
        missed += _most(measures, Expectation.SELECTORS, pages, most, detail=field)
    if not manner.backfill:
        missed += _vanished(measures, expect)
    return [*missed, *_answered(measures, left, unanswered, due=manner.due)]


def expected_articles(measures: Measures, expect: Expect) -> float | None:
    """Return how many articles of seven days are expected: the declared minimum, else the usual number."""
    if expect.articles_per_week is not None:
        return float(expect.articles_per_week)
    return expectations.usual_articles(measures.history.articles)


def _volume(measures: Measures, expect: Expect) -> Iterator[Missed]:
    miss = partial(_missed, measures)
    weeks = measures.history.articles
    least = _bound(expect.articles_per_week, expectations.least_articles(weeks))
    old_enough = measures.at - measures.watched_since >= WEEK
    if least and old_enough and measures.articles_7d < least[0]:
        yield miss(Expectation.ARTICLES_PER_WEEK, float(measures.articles_7d), least)
    usual = expectations.tolerated_silence(measures.history.longest_gap, weeks)
    most = _bound(expect.silent_for, usual.total_seconds() if usual else None)
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
        bound = MOST, "default"
    yield from _most(measures, Expectation.FAILED, failed, bound)


def _vanished(measures: Measures, expect: Expect) -> Iterator[Missed]:
    part = measures.vanished
    declared = expect.vanished
    bound: tuple[float, Origin] = (
        (disappearance.SHARE, "default") if declared is None else (declared, "declared")
    )
    if disappearance.is_incident(part.count, part.of, bound[0]):
        yield _missed(measures, Expectation.VANISHED, part.share, bound, part)


def _answered(measures: Measures, left: Mapping[str, int], unanswered: int, *, due: bool) -> Iterator[Missed]:
    reachability, away, blocked = (
        measures.reachability,
        left.get("robots_unreachable", 0),
        left.get("host_blocked", 0),
    )
    asked_in_vain = bool(unanswered or reachability.unanswered or away)
    # A host that is left alone because it did not answer has not been asked, and is not well for that.
    if reachability.answered or not (asked_in_vain or (blocked and reachability.previous_silent)):
        return
    in_a_row = reachability.in_a_row + away + blocked
    if due and reachability.ever_answered and not reachability.previous_silent and in_a_row < IN_A_ROW:
        return
    name = Expectation.ANSWERED
    yield Missed(
        expectation=name.value,
        measured=0.0,
        bound=1.0,
        origin="default",
        detail=no_answer(max(unanswered, reachability.unanswered), away + blocked),
        look=look(name, measures.source, ""),
    )


def _bound(declared: float | None, usual: float | None) -> Bound:
    if declared is not None:
        return float(declared), "declared"
    return None if usual is None else (usual, "history")


def _least(measures: Measures, name: Expectation, part: Proportion, bound: Bound) -> Iterator[Missed]:
    if bound and part.of >= FEWEST and part.share < bound[0]:
        yield _missed(measures, name, part.share, bound, part)


def _most(
    measures: Measures, name: Expectation, part: Proportion, bound: Bound, detail: str = ""
) -> Iterator[Missed]:
    if bound and part.of >= FEWEST and part.share > bound[0]:
        yield _missed(measures, name, part.share, bound, part, detail)


def _missed(
    measures: Measures,
    name: Expectation,
    measured: float,
    bound: tuple[float, Origin],
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
