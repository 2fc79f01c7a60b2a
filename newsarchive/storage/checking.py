"""Whether the schema is what this code expects: tables compared by Alembic, views by their frozen SQL."""

from __future__ import annotations

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from newsarchive.storage.engine import WAIT, make_engine, reading
from newsarchive.storage.folders import require_file
from newsarchive.storage.frozen_views import view_differences
from newsarchive.storage.location import parsed
from newsarchive.storage.migration_environment import settings
from newsarchive.storage.schema import metadata
from newsarchive.storage.schema_revision import current_revision, head_revision
from newsarchive.storage.translation import translated


def differences(url: str) -> list[str]:
    """Return what in the archive's schema is not as it should be, a line each; empty when clean."""
    address = parsed(url)
    require_file(address)
    engine = reading(make_engine(address, wait=WAIT, pooled=False))
    with translated(address), engine.connect() as connection:
        found = [*_not_at_head(connection), *view_differences(connection)]
        context = MigrationContext.configure(connection, opts=settings())
        return found + [line for change in compare_metadata(context, metadata) for line in _lines(change)]


def _not_at_head(connection: Connection) -> list[str]:
    current, head = current_revision(connection), head_revision()
    return [] if current == head else [f"schema is at {current or 'nothing'}, head is {head}"]


def _lines(change: Any) -> list[str]:
    if isinstance(change, list):
        return [line for part in change for line in _lines(part)]
    verb, *parts = change
    return [f"{verb.replace('_', ' ')}: {' '.join(_name(part) for part in parts if _name(part))}"]


def _name(part: Any) -> str:
    if part is None or isinstance(part, dict):
        return ""
    if getattr(part, "table", None) is not None:
        return f"{part.table.name}.{part.name}"
    return str(getattr(part, "name", part))
