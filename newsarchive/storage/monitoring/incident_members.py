"""What the URLs of an incident showed when they were last looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select

from newsarchive.lifecycle import READ, RECHECKED, Outcome
from newsarchive.storage.interfaces.rechecks import NEVER
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.schema import articles, fetches, revisions, urls


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentMember:
    """A URL of an incident, and its newest answer that told of a page.

    crawl_id    the crawl that got it, None if none did
    refused     it was no article
    doubted_by  the incident that puts what it showed in doubt
    missing     the URL is gone since, so that nothing is to be seen there
    """

    url_id: int
    crawl_id: int | None
    refused: bool
    doubted_by: int | None
    missing: bool


def incident_members(connection: Connection, url_ids: Sequence[int]) -> list[IncidentMember]:
    """Return what these URLs showed last."""
    found = []
    for part in chunks(url_ids):
        told = fetches.c.outcome.in_((*READ, Outcome.NOT_MODIFIED))
        newest = (
            select(fetches.c.url_id, func.max(fetches.c.id).label("fetch_id"))
            .where(fetches.c.url_id.in_(part), told)
            .group_by(fetches.c.url_id)
            .subquery()
        )
        query = (
            select(
                urls.c.id,
                urls.c.missing_since,
                fetches.c.crawl_id,
                fetches.c.outcome,
                revisions.c.incident_id,
            )
            .outerjoin(newest, newest.c.url_id == urls.c.id)
            .outerjoin(fetches, fetches.c.id == newest.c.fetch_id)
            .outerjoin(revisions, revisions.c.id == fetches.c.revision_id)
            .where(urls.c.id.in_(part))
            .order_by(urls.c.id)
        )
        found += [
            IncidentMember(
                url_id=row.id,
                crawl_id=row.crawl_id,
                refused=row.outcome == Outcome.REFUSED,
                doubted_by=row.incident_id,
                missing=row.missing_since is not None,
            )
            for row in connection.execute(query)
        ]
    return found


def showing_another(connection: Connection, url_ids: Sequence[int]) -> list[int]:
    """Return which of these URLs last showed another revision than the archive shows of their articles.

    Left out are those that are not fetched any more, and articles that a rule sets aside.
    """
    found: list[int] = []
    for part in chunks(url_ids):
        newest = (
            select(func.max(fetches.c.id))
            .where(fetches.c.url_id.in_(part), fetches.c.revision_id.is_not(None))
            .group_by(fetches.c.url_id)
        )
        query = (
            select(fetches.c.url_id)
            .join(revisions, revisions.c.id == fetches.c.revision_id)
            .join(articles, articles.c.id == revisions.c.article_id)
            .join(urls, (urls.c.id == fetches.c.url_id) & (urls.c.article_id == articles.c.id))
            .where(fetches.c.id.in_(newest), revisions.c.number != articles.c.latest_number)
            .where(articles.c.set_aside_at.is_(None), urls.c.state.in_(RECHECKED))
            .where(or_(urls.c.next_check_at.is_(None), urls.c.next_check_at < NEVER))
        )
        found += connection.scalars(query.order_by(fetches.c.url_id))
    return found
