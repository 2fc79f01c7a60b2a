"""Which revisions say what their article said: none that an incident puts in doubt, or that came late."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, FromClause, func, or_, select

from newsarchive.incident_states import STILL_DOUBTED, IncidentState
from newsarchive.storage.schema import revisions, source_incidents


def is_undoubted(of: FromClause = revisions) -> ColumnElement[bool]:
    """The condition that no incident puts a revision in doubt, or that the incident was accepted."""
    accepted = select(source_incidents.c.id).where(source_incidents.c.state == IncidentState.ACCEPTED)
    return or_(of.c.incident_id.is_(None), of.c.incident_id.in_(accepted))


def is_ordinary(of: FromClause = revisions) -> ColumnElement[bool]:
    """The condition that a revision is in no doubt, and was not older, when it came, than what was known."""
    return is_undoubted(of) & of.c.came_late.is_not(True)


def doubted_revision(connection: Connection, article: int, key: str, after: int) -> int | None:
    """Return the revision with a key that a page may show again without being edited, None if there is none.

    It is in doubt by an incident that goes on, or was dismissed, and newer than the one shown, of number
    `after`: of an older one the article was edited since.
    """
    doubting = select(source_incidents.c.id).where(source_incidents.c.state.in_(STILL_DOUBTED))
    query = select(func.max(revisions.c.id)).where(
        revisions.c.article_id == article,
        revisions.c.revision_key == key,
        revisions.c.number > after,
        revisions.c.incident_id.in_(doubting),
    )
    found: int | None = connection.scalar(query)
    return found
