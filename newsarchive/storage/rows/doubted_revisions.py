"""Which revisions say what their article said: none that an incident puts in doubt, or that came late."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, FromClause, or_, select

from newsarchive.incident_states import STILL_DOUBTED, IncidentState
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.schema import revisions, source_incidents


def is_undoubted(of: FromClause = revisions) -> ColumnElement[bool]:
    """The condition that no incident puts a revision in doubt, or that the incident was accepted."""
    accepted = select(source_incidents.c.id).where(source_incidents.c.state == IncidentState.ACCEPTED)
    return or_(of.c.incident_id.is_(None), of.c.incident_id.in_(accepted))


def is_ordinary(of: FromClause = revisions) -> ColumnElement[bool]:
    """The condition that a revision is in no doubt, and was not older, when it came, than what was known."""
    return is_undoubted(of) & of.c.came_late.is_not(True)


def doubted_keys(connection: Connection, article_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """Return the revisions that a page may show again without being edited, by article and revision key.

    They are in doubt by an incident that goes on, or that an operator dismissed.
    """
    doubting = select(source_incidents.c.id).where(source_incidents.c.state.in_(STILL_DOUBTED))
    found: dict[tuple[int, str], int] = {}
    for part in chunks(sorted(set(article_ids))):
        query = select(revisions.c.article_id, revisions.c.revision_key, revisions.c.id).where(
            revisions.c.article_id.in_(part), revisions.c.incident_id.in_(doubting)
        )
        found |= {(row.article_id, row.revision_key): row.id for row in connection.execute(query)}
    return found
