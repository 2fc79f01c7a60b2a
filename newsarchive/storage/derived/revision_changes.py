"""What each revision changed against the one before, stored with it so that a million can be queried fast."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, func, select, update

from newsarchive.lifecycle import RevisionCause
from newsarchive.storage.rows.doubted_revisions import is_ordinary
from newsarchive.storage.schema import people, revisions
from newsarchive.storage.schema.article_tables import UNCOMPARED
from newsarchive.text.correction_notes import has_new_note
from newsarchive.text.differences import Changes, ComparedRevision, compare_revisions

_NOTHING_CHANGED = {
    **dict.fromkeys(("changed_title", "changed_text", "changed_authors", "stealth"), False),
    **dict.fromkeys(("chars_added", "chars_removed"), 0),
}


class ChangesStep:
    """Compares revisions stored before changes were (see newsarchive.storage.derived.completion)."""

    name = "differences between revisions"

    def missing(self, connection: Connection) -> int:
        """Return how many revisions are not compared yet."""
        return int(connection.scalar(select(func.count()).select_from(revisions).where(UNCOMPARED)) or 0)

    def fill(self, connection: Connection, limit: int) -> int:
        """Compare up to `limit` revisions; return how many."""
        found = select(revisions.c.id).where(UNCOMPARED).order_by(revisions.c.id).limit(limit)
        wanted = list(connection.scalars(found))
        for revision in wanted:
            write_changes(connection, revision)
        return len(wanted)


def write_changes(connection: Connection, revision: int) -> None:
    """Compare a revision, not the first of its article, with the one before, and store the changes.

    Revisions that an incident put in doubt, or that came late, are passed over, unless there is no other. A
    revision that came late itself changed nothing.
    """
    now = _row(connection, revisions.c.id == revision)
    if now.came_late:  # it was not what the article said before that was changed into this
        connection.execute(update(revisions).where(revisions.c.id == revision).values(_NOTHING_CHANGED))
        return
    before = _row(connection, revisions.c.id == _before(connection, now))
    changes = compare_revisions(_reading(connection, before), _reading(connection, now))
    values = {name: getattr(changes, name) for name in Changes.__slots__}
    # A page that comes where a list's text stood in for it was not edited.
    stood_in = before.stands_in_for is not None and now.stands_in_for is None
    values["stealth"] = (
        not stood_in
        and is_stealth(changes, now.cause, before.modified_at, now.modified_at)
        and not has_new_note(before.text, now.text)
    )
    connection.execute(update(revisions).where(revisions.c.id == revision).values(values))


def _before(connection: Connection, now: Row[Any]) -> int | None:
    doubted = case((is_ordinary(), 0), else_=1)
    earlier = (revisions.c.article_id == now.article_id) & (revisions.c.number < now.number)
    query = select(revisions.c.id).where(earlier).order_by(doubted, revisions.c.number.desc()).limit(1)
    return connection.scalar(query)


def is_stealth(changes: Changes, cause: str, before: datetime | None, now: datetime | None) -> bool:
    """Say whether the publisher edited title or text without a newer modified date on the page.

    A modified date that first appears with the edit counts as newer. What the text says of the edit is asked
    elsewhere (newsarchive.text.correction_notes).
    """
    if cause != RevisionCause.PUBLISHER or not (changes.changed_title or changes.changed_text):
        return False
    return now is None or (before is not None and now <= before)


def _row(connection: Connection, condition: Any) -> Row[Any]:
    names = (
        *("id", "article_id", "number", "cause", "title", "text", "modified_at", "stands_in_for"),
        "came_late",
    )
    return connection.execute(select(*(revisions.c[name] for name in names)).where(condition)).one()


def _reading(connection: Connection, row: Row[Any]) -> ComparedRevision:
    return ComparedRevision(row.title, row.text, _authors(connection, row.id))


def _authors(connection: Connection, revision: int) -> Sequence[str]:
    named = select(people.c.name).where(people.c.revision_id == revision, people.c.role == "author")
    return list(connection.scalars(named.order_by(people.c.position)))
