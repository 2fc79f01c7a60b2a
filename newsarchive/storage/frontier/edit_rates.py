"""How often a source edits, by the age of its articles: read, and learned from the looks of a crawl."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from newsarchive.lifecycle import SHOWN, Outcome
from newsarchive.planning.rechecking import NO_CHECKS, REPORTED, Rate, age_class
from newsarchive.storage.frontier.article_rechecks import age_reference, edited_at
from newsarchive.storage.schema import articles, edit_rates, fetches, revisions, urls

LOOKS = tuple(outcome for outcome in SHOWN if outcome != Outcome.NEW)
DAY = 86_400.0


def rates_of(connection: Connection, source: int) -> dict[int, Rate]:
    """Return what rechecks of the source found, by age class."""
    query = select(edit_rates).where(edit_rates.c.source_id == source)
    return {row.age_class: Rate(row.checks, row.edits, row.days) for row in connection.execute(query)}


def learn_rates(
    connection: Connection, crawl: int, source: int, rates: Mapping[int, Rate], called: Collection[str]
) -> dict[int, Rate]:
    """Return the rates with the looks of the crawl, written; `called`: keys of addresses a list called for.

    Those tell of the list, and nothing of how often one has to look unasked.
    """
    learned = dict(rates)
    for number, (checks, edits, days) in _looks(connection, crawl, called).items():
        learned[number] = learned.get(number, NO_CHECKS).observed(checks, edits, days)
    if learned != rates:
        connection.execute(delete(edit_rates).where(edit_rates.c.source_id == source))
        rows = [
            {
                "source_id": source,
                "age_class": number,
                "checks": rate.checks,
                "edits": rate.edits,
                "days": rate.days,
            }
            for number, rate in sorted(learned.items())
        ]
        connection.execute(insert(edit_rates), rows)
    return learned


def _looks(connection: Connection, crawl: int, called: Collection[str]) -> dict[int, tuple[int, int, float]]:
    """Looks, edits found and days watched of each age class; the class is that of the middle of the wait."""
    before = fetches.alias("before")
    previous = (
        select(func.max(before.c.fetched_at))
        .where(
            before.c.url_id == fetches.c.url_id,
            before.c.id < fetches.c.id,
            before.c.outcome.in_(SHOWN),
        )
        .correlate(fetches)
        .scalar_subquery()
    )
    query = (
        select(
            fetches.c.fetched_at,
            fetches.c.outcome,
            previous.label("previous"),
            articles.c.first_seen_at,
            revisions.c.published_at,
            urls.c.url_key,
            edited_at(before=fetches.c.fetched_at).label("edited_at"),
        )
        .join(urls, urls.c.id == fetches.c.url_id)
        .join(articles, articles.c.id == urls.c.article_id)
        .join(
            revisions,
            (revisions.c.article_id == articles.c.id) & (revisions.c.number == articles.c.latest_number),
        )
        .where(fetches.c.crawl_id == crawl, fetches.c.outcome.in_(LOOKS))
    )
    sums: dict[int, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for row in connection.execute(query):
        if row.previous is None:
            continue
        since = _seconds(row.previous, row.fetched_at)
        start = age_reference(row.first_seen_at, row.published_at, row.edited_at)
        age = max(0.0, _seconds(start, row.fetched_at) - since / 2)
        was_called = row.url_key in called
        one = sums[REPORTED if was_called else age_class(age, edited=row.edited_at is not None)]
        one[0] += 1
        one[1] += row.outcome == Outcome.CHANGED
        # What was called for is counted by looks; a day for each has them fade like the others.
        one[2] += 1.0 if was_called else since / DAY
    return {number: (int(one[0]), int(one[1]), one[2]) for number, one in sums.items()}


def _seconds(start: datetime, end: datetime) -> float:
    return max(0.0, (end - start).total_seconds())
