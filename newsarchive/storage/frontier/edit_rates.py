"""How often a source edits its articles, by their age: stored rates, updated from a crawl's rechecks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, case, delete, func, insert, select, text

from newsarchive.durations import DAY
from newsarchive.lifecycle import SHOWN, Outcome
from newsarchive.planning.rechecking import NO_CHECKS, REPORTED_CLASS, Rate, age_class
from newsarchive.storage.frontier.article_rechecks import age_reference, edited_at
from newsarchive.storage.rows.publisher_edits import edit_condition
from newsarchive.storage.schema import articles, edit_rates, fetches, revisions, urls

_RECHECK_OUTCOMES = tuple(outcome for outcome in SHOWN if outcome != Outcome.NEW)


def rates_of(connection: Connection, source: int) -> dict[int, Rate]:
    """Return the source's edit rates by age class."""
    query = select(edit_rates).where(edit_rates.c.source_id == source)
    return {row.age_class: Rate(row.checks, row.edits, row.days) for row in connection.execute(query)}


def learn_rates(
    connection: Connection, crawl: int, source: int, rates: Mapping[int, Rate], reported: Collection[str]
) -> dict[int, Rate]:
    """Add the crawl's rechecks to the rates, store and return them.

    `reported` are the keys of URLs whose listing reported a change. Their rechecks count for the listings and
    say nothing about how often the source edits.
    """
    learned = dict(rates)
    for number, (checks, edits, days) in _rechecks(connection, crawl, reported).items():
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


def _rechecks(
    connection: Connection, crawl: int, reported: Collection[str]
) -> dict[int, tuple[int, int, float]]:
    """Return rechecks, edits found and days watched by age class: that of the middle of the wait."""
    before = fetches.alias("before")
    shown = revisions.alias("shown")
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
            case((text(edit_condition("shown")), 1), else_=0).label("is_edit"),
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
        .outerjoin(shown, shown.c.id == fetches.c.revision_id)
        .where(fetches.c.crawl_id == crawl, fetches.c.outcome.in_(_RECHECK_OUTCOMES))
    )
    sums: dict[int, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for row in connection.execute(query):
        if row.previous is None:
            continue
        since = _seconds(row.previous, row.fetched_at)
        start = age_reference(row.first_seen_at, row.published_at, row.edited_at)
        age = max(0.0, _seconds(start, row.fetched_at) - since / 2)
        was_reported = row.url_key in reported
        totals = sums[REPORTED_CLASS if was_reported else age_class(age, edited=row.edited_at is not None)]
        totals[0] += 1
        totals[1] += row.outcome == Outcome.CHANGED and row.is_edit
        # Rechecks of reported URLs are counted one by one; a day for each lets them fade like the others.
        totals[2] += 1.0 if was_reported else since / DAY
    return {number: (int(totals[0]), int(totals[1]), totals[2]) for number, totals in sums.items()}


def _seconds(start: datetime, end: datetime) -> float:
    return max(0.0, (end - start).total_seconds())
