"""The fingerprints that nobody has looked at yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, literal_column, select

from newsarchive.storage.schema import fingerprints


def waiting(connection: Connection, limit: int, only: Sequence[int] | None = None) -> Sequence[Row[Any]]:
    """Return up to `limit` of them in the order of saving, `only` of these articles."""
    # As the partial index has it.
    state: ColumnElement[bool] = literal_column("fingerprints.state <> 'grouped'")
    query = select(fingerprints).where(state).order_by(fingerprints.c.revision_id).limit(limit)
    if only is not None:
        query = query.where(fingerprints.c.article_id.in_(only))
    return connection.execute(query).all()
