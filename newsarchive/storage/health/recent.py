"""The newest articles and answers of a source: what shares are measured of."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import Connection, case, func, select

from newsarchive.storage.health.values import Part
from newsarchive.storage.health.weeks import failed_of, refused_of
from newsarchive.storage.schema import articles, crawls, fetches, revisions

# Fewer than fifty say little of a share: 80 % of them is 40 give or take 3 (standard error of a binomial).
ENOUGH = 50
# Crawls looked at to find that many: two days of one every hour.
CRAWLS = 50
# Articles before the newest ones, which those are compared with.
BEFORE = 400


def titled_and_dated(
    connection: Connection, source: int, until: datetime, *, skip: int, count: int
) -> tuple[Part, Part]:
    """Return how many of `count` articles, counted back from the newest but `skip`, have title and date."""
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
    return Part(int(titled or 0), total), Part(int(dated or 0), total)


def refused_and_failed(connection: Connection, source: int, crawl: int) -> tuple[Part, Part]:
    """Return the refused pages and failed requests of a crawl and, until there are fifty, of those before."""
    newest = (
        select(crawls.c.id)
        .where(crawls.c.source_id == source, crawls.c.kind == "crawl", crawls.c.id <= crawl)
        .order_by(crawls.c.id.desc())
        .limit(CRAWLS)
    )
    numbers = list(connection.scalars(newest))
    query = (
        select(fetches.c.crawl_id, fetches.c.outcome, func.count())
        .where(fetches.c.crawl_id.in_(numbers))
        .group_by(fetches.c.crawl_id, fetches.c.outcome)
    )
    outcomes: dict[int, Counter[str]] = {number: Counter() for number in numbers}
    for number, outcome, count in connection.execute(query):
        outcomes[number][outcome] += count
    crawled = [outcomes[number] for number in numbers]
    return _until_enough([*map(refused_of, crawled)]), _until_enough([*map(failed_of, crawled)])


def _until_enough(parts: list[Part]) -> Part:
    """Add parts up, newest first; of the one that makes it enough, only as much as is lacking."""
    count, of = 0.0, 0
    for number, part in enumerate(parts):
        lacking = ENOUGH - of
        if lacking <= 0:
            break
        taken = part.of if number == 0 else min(part.of, lacking)
        count += part.share * taken
        of += taken
    return Part(round(count), of)
