"""What the markup of a page states otherwise than that of an earlier capture, found as it is saved.

It is no revision: the words of the article may have stayed. The page is compared with the last capture, kept
for its body, that told something of the article at the same address, or was the first there: two addresses
may have two templates (docs/explanation/revisions.md#what-a-page-states-anew).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, func, or_, select

from newsarchive.evidence import StatedFact
from newsarchive.items import FetchedPage
from newsarchive.lifecycle import Outcome
from newsarchive.storage.articles.save_plan import SavePlan
from newsarchive.storage.database.bulk import insert_rows
from newsarchive.storage.database.column_values import coerced_text
from newsarchive.storage.rows.doubted_revisions import is_ordinary
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.local_days import published_time
from newsarchive.storage.rows.payloads import read_payload
from newsarchive.storage.schema import fetches, restatements, revisions, tags
from newsarchive.text.metadata.stated_facts import (
    Restated,
    SeenStatement,
    is_stated_date,
    restated,
    stated_facts,
)

# What the markup of a page that states a day holds; where it holds none, nothing is compared.
_DATING = (b"datePublished", b"published", b"datepublished", b"pubdate", b"<time")


def find_restatements(connection: Connection, group: Sequence[SavePlan]) -> None:
    """Note in each plan what its page states otherwise than before; one that came late says nothing new."""
    compared = [one for one in group if _is_comparable(one)]
    of_revision = _tags_of(connection, {one.stored.revision_id for one in compared if one.stored})
    once_restated = _once_restated(connection, {one.article_id for one in compared})
    for one in compared:
        if one.article_id in once_restated or _may_differ(one, of_revision):
            one.restated = tuple(_restated(connection, one))


def write_restatements(connection: Connection, group: Sequence[SavePlan], now: datetime) -> None:
    """Store what the pages state otherwise; each plan has its fetch and article by now."""
    rows = [
        {
            "article_id": one.article_id,
            "fetch_id": one.fetch_id,
            "recorded_at": now,
            "fact": told.fact,
            "said_before": coerced_text(told.before),
            "said_after": coerced_text(told.after),
            "stated_in": coerced_text(told.place),
        }
        for one in group
        for told in one.restated
    ]
    insert_rows(connection, restatements, rows)


def _is_comparable(one: SavePlan) -> bool:
    """Say whether a page is one of a known article, shows it by itself, and is not in doubt."""
    if one.stored is None or one.outcome == Outcome.REFUSED or one.is_late:
        return False
    stands_in = one.page.article.facts.stands_in_for or one.stored.stands_in_for
    return stands_in is None and one.doubted_revision is None


def _tags_of(connection: Connection, numbers: Collection[int]) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for part in chunks(sorted(numbers)):
        query = select(tags.c.revision_id, tags.c.tag).where(tags.c.revision_id.in_(part))
        for revision, tag in connection.execute(query):
            found[revision].add(tag)
    return found


def _once_restated(connection: Connection, numbers: Collection[int]) -> set[int]:
    """Return the articles that say something else by now than their revision does."""
    found: set[int] = set()
    for part in chunks(sorted(numbers)):
        query = select(restatements.c.article_id).where(restatements.c.article_id.in_(part))
        found |= set(connection.scalars(query))
    return found


def _may_differ(one: SavePlan, of_revision: Mapping[int, set[str]]) -> bool:
    """Say whether it is worth reading both pages for what they state: that takes some milliseconds.

    The day that is stored may be another one than the markup states, as that in the URL.
    """
    article, stored = one.page.article, one.stored
    if stored is None:
        return False
    facts = article.facts
    dated = (published_time(facts.published_at).at, facts.date_source)
    if dated != (stored.published_at, stored.date_source) or facts.section != stored.section:
        return True
    if set(article.tags) != of_revision.get(stored.revision_id, set()):
        return True
    return not is_stated_date(facts.date_source) and any(mark in article.page.body for mark in _DATING)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The capture that a page is compared with."""

    url: str
    final_url: str | None
    content_type: str | None
    at: datetime
    payload: str
    is_redated: bool


def _restated(connection: Connection, one: SavePlan) -> list[Restated]:
    last = _last_told(connection, one)
    if last is None or last.payload == one.page.body_sha256:
        return []
    body = read_payload(connection, last.payload)
    if body is None:
        return []
    page = FetchedPage(
        url=last.url, final_url=last.final_url, content_type=last.content_type, body=body, fetched_at=last.at
    )
    before = SeenStatement(facts=stated_facts(page), at=last.at, is_restated=last.is_redated)
    now = SeenStatement(facts=stated_facts(one.page.article.page), at=one.page.at)
    # A page that goes to and fro, as two servers answer, tells each way once.
    told = _moves_told(connection, one.article_id)
    return [move for move in restated(before, now) if (move.fact, move.before, move.after) not in told]


def _last_told(connection: Connection, one: SavePlan) -> _Told | None:
    """Return the last capture before the page that told something of its article, if its body is kept."""
    shown = select(revisions.c.id).where(revisions.c.article_id == one.article_id, is_ordinary())
    of_url = (fetches.c.url_id == one.asked.id, fetches.c.revision_id.in_(shown))
    first = select(func.min(fetches.c.id)).where(*of_url, fetches.c.payload_sha256.is_not(None))
    told = exists().where(restatements.c.fetch_id == fetches.c.id)
    redated = told.where(restatements.c.fact == StatedFact.PUBLISHED)
    query = (
        select(
            fetches.c.url,
            fetches.c.final_url,
            fetches.c.content_type,
            fetches.c.fetched_at.label("at"),
            fetches.c.payload_sha256.label("payload"),
            redated.label("is_redated"),
        )
        .where(*of_url, fetches.c.payload_sha256.is_not(None))
        .where(
            or_(
                exists().where(revisions.c.fetch_id == fetches.c.id),
                told,
                fetches.c.id == first.scalar_subquery(),
            )
        )
        .order_by(fetches.c.fetched_at.desc(), fetches.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None or row.at >= one.page.at:
        return None
    return _Told(**row._mapping)


def _moves_told(connection: Connection, number: int) -> set[tuple[str, str, str]]:
    table = restatements.c
    query = select(table.fact, table.said_before, table.said_after).where(table.article_id == number)
    return {(row.fact, row.said_before, row.said_after) for row in connection.execute(query)}
