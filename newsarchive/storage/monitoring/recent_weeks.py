"""A source's articles and answers: the newest, and those of the eight weeks before the last seven days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise, takewhile
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    bindparam,
    case,
    distinct,
    func,
    or_,
    select,
)

from newsarchive.lifecycle import (
    READ,
    WITHOUT_PAGE,
    CrawlKind,
    FetchFailure,
    JournalEvent,
    Outcome,
    Postponement,
    SkipReason,
)
from newsarchive.storage.interfaces.monitoring import Proportion, Reachability
from newsarchive.storage.schema import (
    articles,
    crawls,
    fetches,
    missed_expectations,
    revisions,
    source_incidents,
    url_events,
    urls,
)

# As many as the view source_days looks back: two months follow the seasons.
WEEKS = 8
WEEK = timedelta(days=7)


def new_articles(connection: Connection, source: int, at: datetime) -> list[int]:
    """Return how many articles were first seen in each week, the last seven days first."""
    ends = {f"end_{number}": at - WEEK * number for number in range(WEEKS + 2)}
    return [int(count) for count in connection.execute(_weekly(), {"source": source, **ends}).one()]


@cache
def _weekly() -> Select[Any]:
    """Built once, since building the query takes longer than running it."""
    seen = articles.c.first_seen_at
    ends = [bindparam(f"end_{number}", type_=seen.type) for number in range(WEEKS + 2)]
    counts = [
        func.coalesce(func.sum(case(((seen > start) & (seen <= end), 1), else_=0)), 0)
        for end, start in pairwise(ends)
    ]
    return select(*counts).where(
        articles.c.source_id == bindparam("source"), seen > ends[-1], seen <= ends[0]
    )


class Answers:
    """Outcomes of a source's requests by week; week 1 is the first before the last seven days."""

    def __init__(self, connection: Connection, source: int, at: datetime) -> None:
        self._weeks: dict[int, Counter[str]] = {}
        today = at.date()
        query = (
            select(fetches.c.day, fetches.c.outcome, func.count())
            .where(fetches.c.source_id == source, fetches.c.day > today - WEEK * (WEEKS + 1))
            .where(fetches.c.day <= today - WEEK)
            .group_by(fetches.c.day, fetches.c.outcome)
        )
        for day, outcome, count in connection.execute(query):
            self._weeks.setdefault(_week(today, day), Counter())[outcome] += count

    def answered_in(self, number: int) -> bool:
        """Say whether the source answered anything in that week; if not, we know nothing about it."""
        week = self._weeks.get(number, Counter())
        return any(
            count for outcome, count in week.items() if outcome not in {Outcome.FAILED, Outcome.SKIPPED}
        )

    def refused(self, number: int) -> Proportion:
        """Return how many of the pages that were read were refused."""
        return refused_of(self._weeks[number])

    def failed(self, number: int) -> Proportion:
        """Return how many of the requests failed."""
        return failed_of(self._weeks[number])


def refused_of(outcomes: Counter[str]) -> Proportion:
    """Return how many of the pages with these outcomes were refused; answers without a page do not count."""
    return Proportion(outcomes[Outcome.REFUSED], sum(outcomes[name] for name in READ))


def failed_of(outcomes: Counter[str]) -> Proportion:
    """Return how many of the requests with these outcomes brought no page, gone ones included.

    URLs that were not requested do not count.
    """
    return Proportion(
        sum(outcomes[name] for name in WITHOUT_PAGE), sum(outcomes.values()) - outcomes[Outcome.SKIPPED]
    )


def _week(today: date, day: date) -> int:
    return (today - day).days // WEEK.days


# Fewer than fifty say little about a share: 80 % of them is 40 ± 3 (standard error of a binomial).
SAMPLE_SIZE = 50
# Crawls that are searched for that many: two days of hourly crawls.
_MAX_CRAWLS = 50
# Reasons of a failed request whose host did not answer.
_SILENT = (
    FetchFailure.TIMEOUT,
    FetchFailure.UNKNOWN_HOST,
    FetchFailure.CONNECTION_REFUSED,
    FetchFailure.CONNECTION_FAILED,
    FetchFailure.DOWNLOAD_ERROR,
)
# Statuses by which a site refuses a page to us: of a firewall, or of a country's law.
_REFUSING = (401, 403, 451)
# Reasons to leave a URL alone that its host gives; the others are rules of ours.
_KEPT_OUT = (SkipReason.ROBOTS, SkipReason.ROBOTS_REFUSED)
# By which a crawl leaves a URL for the next one that its host let it not have.
_HELD_OFF = (Postponement.HOST_BLOCKED, Postponement.ROBOTS_UNREACHABLE)
# A condition on rows of `fetches`, or of an alias of it.
_Failed = Callable[[FromClause], ColumnElement[bool]]
# How many articles before the newest ones these are compared with.
EARLIER_ARTICLES = 400


def titled_and_dated(
    connection: Connection, source: int, until: datetime, *, skip: int, count: int
) -> tuple[Proportion, Proportion]:
    """Return how many of `count` articles, counted back after the newest `skip`, have a title and a date."""
    newest = (
        select(articles.c.id, articles.c.latest_number, articles.c.published_at)
        .where(articles.c.source_id == source, articles.c.first_seen_at <= until)
        .order_by(articles.c.first_seen_at.desc(), articles.c.id.desc())
        .offset(skip)
        .limit(count)
        .subquery()
    )
    query = select(
        func.count(),
        func.sum(case((revisions.c.title != "", 1), else_=0)),
        func.sum(case((newest.c.published_at.is_not(None), 1), else_=0)),
    ).join_from(
        newest,
        revisions,
        (revisions.c.article_id == newest.c.id) & (revisions.c.number == newest.c.latest_number),
    )
    total, titled, dated = connection.execute(query).one()
    return Proportion(int(titled or 0), total), Proportion(int(dated or 0), total)


def recent_answers(
    connection: Connection, source: int, crawl: int
) -> tuple[Proportion, Proportion, Reachability]:
    """Return the refused pages and failed requests of a crawl, and whether the site answered at all.

    The crawls before are added until there are fifty, but for those that saw an incident: it is told by
    itself, and must not make a crawl fail that finds all well again.
    """
    newest = (
        select(crawls.c.id)
        .where(crawls.c.source_id == source, crawls.c.kind == CrawlKind.CRAWL, crawls.c.id <= crawl)
        .order_by(crawls.c.id.desc())
        .limit(_MAX_CRAWLS)
    )
    numbers = list(connection.scalars(newest))
    query = (
        select(fetches.c.crawl_id, fetches.c.outcome, _how().label("how"), func.count())
        .where(fetches.c.crawl_id.in_(numbers))
        .group_by(fetches.c.crawl_id, fetches.c.outcome, "how")
    )
    outcomes: dict[int, Counter[str]] = {number: Counter() for number in numbers}
    came: dict[int, Counter[str]] = {number: Counter() for number in numbers}
    for number, outcome, which, count in connection.execute(query):
        outcomes[number][outcome] += count
        if which != "answered" or outcome != Outcome.SKIPPED:
            came[number][which] += count
    left_out = [outcomes[number][Outcome.SKIPPED] + came[number]["put off"] for number in numbers]
    asked = [sum(outcomes[number].values()) - count for number, count in zip(numbers, left_out, strict=True)]
    reachability = _reachability(
        list(zip(asked, (came[number]["silent"] for number in numbers), strict=True))
    )
    reachability = replace(
        reachability,
        previous_silent=_was_silent(connection, source, crawl),
        silent_pages=_pages_without(connection, source, numbers, _unanswered),
        refused_pages=_pages_without(connection, source, numbers, _refused, _shown_before()),
    )
    if numbers and not came[numbers[0]]["answered"]:
        came_of = [came[number] for number in numbers]
        reachability = _held_off(connection, source, reachability, crawl)
        reachability = _shut_out(connection, source, reachability, numbers, came_of)
    seen = _crawls_of_incidents(connection, source)
    told = [outcomes[number] for number in numbers if number == crawl or number not in seen]
    return _until_enough([*map(refused_of, told)]), _until_enough([*map(failed_of, told)]), reachability


def _held_off(connection: Connection, source: int, known: Reachability, crawl: int) -> Reachability:
    """Return `known` of a crawl that nothing was shown to, with how long and how often that has been so.

    A URL that waits for its host leaves one event, and no fetch, however many crawls meet it. So each crawl
    since the first that left one counts, though one of what is due may have wanted nothing.
    """
    of_source = (crawls.c.source_id == source) & (crawls.c.kind == CrawlKind.CRAWL) & (crawls.c.id <= crawl)
    answered = select(fetches.c.id).where(
        fetches.c.crawl_id == crawls.c.id, fetches.c.outcome != Outcome.SKIPPED, _how() == "answered"
    )
    came = select(crawls.c.id).where(of_source, answered.correlate(crawls).exists())
    last = connection.scalar(came.order_by(crawls.c.id.desc()).limit(1))
    since = crawls.c.id > (last or 0)
    asked = select(fetches.c.id).where(
        fetches.c.crawl_id == crawls.c.id,
        or_(fetches.c.outcome != Outcome.SKIPPED, fetches.c.reason.in_(_KEPT_OUT)),
    )
    first_asked = connection.scalar(
        select(func.min(crawls.c.id)).where(of_source, since, asked.correlate(crawls).exists())
    )
    first_left = connection.scalar(
        select(func.min(url_events.c.crawl_id))
        .join(urls, urls.c.id == url_events.c.url_id)
        .where(urls.c.source_id == source, urls.c.last_error.in_(_HELD_OFF))
        .where(url_events.c.event == JournalEvent.SKIPPED, url_events.c.reason.in_(_HELD_OFF))
        .where(url_events.c.crawl_id > (last or 0), url_events.c.crawl_id <= crawl)
    )
    first = min((number for number in (first_asked, first_left) if number is not None), default=None)
    if first is None:
        return known
    began, count = connection.execute(
        select(func.min(crawls.c.started_at), func.count()).where(of_source, crawls.c.id >= first)
    ).one()
    return replace(known, nothing_since=began, in_vain=int(count))


def _shut_out(
    connection: Connection,
    source: int,
    known: Reachability,
    numbers: Sequence[int],
    came: Sequence[Counter[str]],
) -> Reachability:
    """Return `known` of a crawl that nothing was shown to, with what its site keeps from us."""
    dark = takewhile(lambda each: not each[1]["answered"], zip(numbers, came, strict=True))
    wanted = select(fetches.c.crawl_id).where(fetches.c.crawl_id.in_([each[0] for each in dark])).distinct()
    wanted = wanted.where(or_(fetches.c.outcome != Outcome.SKIPPED, fetches.c.reason.in_(_KEPT_OUT)))
    since = sorted(connection.scalars(wanted))
    if not since:
        return known
    shown = fetches.c.outcome.not_in((Outcome.FAILED, Outcome.SKIPPED))
    ever = select(fetches.c.id).where(fetches.c.source_id == source, fetches.c.crawl_id < since[0], shown)
    refused = fetches.c.reason == SkipReason.ROBOTS_REFUSED
    query = select(func.count(distinct(fetches.c.url_id)), func.max(case((refused, 1), else_=0))).where(
        fetches.c.crawl_id.in_(since), _closed(), _shown_before()
    )
    lost, host_refuses = connection.execute(query).one()
    lists = select(func.count(distinct(fetches.c.url_id))).join(urls, urls.c.id == fetches.c.url_id)
    lists = lists.where(fetches.c.crawl_id.in_(since), _closed(), urls.c.kind != "article")
    how = select(func.coalesce(fetches.c.reason, ""), fetches.c.status, func.count())
    how = how.where(fetches.c.crawl_id == numbers[0], _closed())
    rows = connection.execute(how.group_by(fetches.c.reason, fetches.c.status)).all()
    return replace(
        known,
        answered=0,
        ever_shown=connection.scalar(ever.limit(1)) is not None,
        closed=came[0]["closed"],
        closed_by=tuple(sorted({str(row[1] or row[0]) for row in rows})),
        lost=int(lost or 0),
        host_refuses=bool(host_refuses),
        closed_lists=int(connection.scalar(lists) or 0),
    )


def _crawls_of_incidents(connection: Connection, source: int) -> set[int]:
    table = source_incidents
    query = select(table.c.opened_crawl_id, table.c.last_crawl_id).where(table.c.source_id == source)
    query = query.order_by(table.c.id.desc()).limit(_MAX_CRAWLS)
    return {
        number
        for row in connection.execute(query)
        for number in range(row.opened_crawl_id, row.last_crawl_id + 1)
    }


def _pages_without(
    connection: Connection,
    source: int,
    numbers: Sequence[int],
    failed: _Failed,
    more: ColumnElement[bool] | None = None,
) -> int:
    """Return how many URLs of articles these crawls, newest first, asked for since one had not `failed`.

    Those that failed already while others did not are broken pages, or closed ones: to try them again tells
    nothing. Only URLs count of which `more` is true.
    """
    of_articles = (
        select(fetches.c.crawl_id, func.sum(case((failed(fetches), 0), else_=1)))
        .join(urls, urls.c.id == fetches.c.url_id)
        .where(
            fetches.c.crawl_id.in_(numbers), fetches.c.outcome != Outcome.SKIPPED, urls.c.kind == "article"
        )
        .group_by(fetches.c.crawl_id)
        .order_by(fetches.c.crawl_id.desc())
    )
    asked = connection.execute(of_articles).all()
    silent = [row[0] for row in takewhile(lambda row: not row[1], asked)]
    if not silent:
        return 0
    answered = asked[len(silent)][0] if len(silent) < len(asked) else None
    if answered is None and len(numbers) == _MAX_CRAWLS:
        answered = _last_answered(connection, source, min(silent), failed)
    query = (
        select(func.count(distinct(fetches.c.url_id)))
        .join(urls, urls.c.id == fetches.c.url_id)
        .where(fetches.c.crawl_id.in_(silent), fetches.c.outcome != Outcome.SKIPPED, urls.c.kind == "article")
    )
    if answered is not None:
        query = query.where(~_failed_last(answered, failed))
    if more is not None:
        query = query.where(more)
    return int(connection.scalar(query) or 0)


def _last_answered(connection: Connection, source: int, before: int, failed: _Failed) -> int | None:
    """Return the last crawl before another one in which the page of an article had not `failed`."""
    query = (
        select(fetches.c.crawl_id)
        .join(urls, urls.c.id == fetches.c.url_id)
        .where(fetches.c.source_id == source, fetches.c.crawl_id < before, urls.c.kind == "article")
        .where(fetches.c.outcome != Outcome.SKIPPED, ~failed(fetches))
        .order_by(fetches.c.crawl_id.desc())
        .limit(1)
    )
    return connection.scalar(query)


def _failed_last(crawl: int, failed: _Failed) -> ColumnElement[bool]:
    """The condition that a fetch's URL had `failed` when it was last asked for up to a crawl."""
    last = fetches.alias()
    newest = (
        select(func.max(last.c.id))
        .where(last.c.url_id == fetches.c.url_id, last.c.crawl_id <= crawl)
        .where(last.c.outcome != Outcome.SKIPPED)
        .correlate(fetches)
        .scalar_subquery()
    )
    known = fetches.alias()
    return select(known.c.id).where(known.c.id == newest, failed(known)).correlate(fetches).exists()


def _was_silent(connection: Connection, source: int, crawl: int) -> bool:
    """Say whether the last finished crawl before this one got no answer at all."""
    before = (
        select(crawls.c.id)
        .where(crawls.c.source_id == source, crawls.c.kind == CrawlKind.CRAWL, crawls.c.reason == "finished")
        .where(crawls.c.id < crawl)
        .order_by(crawls.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    missed = select(missed_expectations.c.id).where(
        missed_expectations.c.crawl_id == before, missed_expectations.c.expectation == "answered"
    )
    return connection.scalar(missed) is not None


def _unanswered(table: FromClause = fetches) -> ColumnElement[bool]:
    """The condition that a request failed without an answer; a 5xx counts as none."""
    no_response = table.c.status.is_(None) & table.c.reason.in_(_SILENT)
    return (table.c.outcome == Outcome.FAILED) & or_(no_response, func.coalesce(table.c.status, 0) >= 500)


def _refused(table: FromClause = fetches) -> ColumnElement[bool]:
    """The condition that the host refused a page."""
    return (table.c.outcome == Outcome.FAILED) & func.coalesce(table.c.status, 0).in_(_REFUSING)


def _how() -> ColumnElement[str]:
    """How the host met a request: `silent`, `closed`, `put off` (it asked to be left alone) or `answered`.

    Of what was skipped only what is closed tells something.
    """
    put_off = (fetches.c.outcome == Outcome.FAILED) & (fetches.c.reason == Postponement.HOST_BLOCKED)
    return case((_unanswered(), "silent"), (_closed(), "closed"), (put_off, "put off"), else_="answered")


def _shown_before() -> ColumnElement[bool]:
    """The condition that a fetch's URL was shown before."""
    before = fetches.alias()
    return (
        select(before.c.id)
        .where(before.c.url_id == fetches.c.url_id, before.c.id < fetches.c.id)
        .where(before.c.outcome.not_in((Outcome.FAILED, Outcome.SKIPPED)))
        .correlate(fetches)
        .exists()
    )


def _closed() -> ColumnElement[bool]:
    """The condition that the host kept a URL from us: it refused its page, or robots.txt forbids it."""
    return or_(_refused(), (fetches.c.outcome == Outcome.SKIPPED) & fetches.c.reason.in_(_KEPT_OUT))


def _reachability(crawled: list[tuple[int, int]]) -> Reachability:
    """`crawled` has for each crawl, newest first, the numbers of requests and of unanswered ones."""
    if not crawled:
        return Reachability()
    (asked, unanswered), in_a_row = crawled[0], 0
    for of, silent in crawled:
        if of > silent:
            break
        in_a_row += silent
    before = any(of > silent for of, silent in crawled[1:])
    return Reachability(
        answered=asked - unanswered, unanswered=unanswered, in_a_row=in_a_row, ever_answered=before
    )


def _until_enough(parts: list[Proportion]) -> Proportion:
    """Add up the parts, newest first; of the last one needed, only as much as is missing counts."""
    count, of = 0.0, 0
    for number, part in enumerate(parts):
        missing = SAMPLE_SIZE - of
        if missing <= 0:
            break
        counted = part.of if number == 0 else min(part.of, missing)
        count += part.share * counted
        of += counted
    return Proportion(round(count), of)
