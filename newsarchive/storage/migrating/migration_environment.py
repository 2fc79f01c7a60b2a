"""The code of migrations/env.py, kept here where types and tests reach it."""

from __future__ import annotations

from typing import Any

from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine

from newsarchive.storage.database.column_values import UtcDateTime, Words
from newsarchive.storage.database.engine import begin_migrating
from newsarchive.storage.migrating.bounded_functions import prepare_bounds
from newsarchive.storage.migrating.reader_roles import ViewGrants, prepare_reader, restore_grants, view_grants
from newsarchive.storage.migrating.views import describe
from newsarchive.storage.schema import VIEWS, metadata
from newsarchive.storage.schema.derived_tables import WORDS_INDEX, WORDS_SHADOWS

# Without this plugin a renamed CHECK goes unnoticed (off by default since Alembic 1.19.2),
# see docs/explanation/storage.md#migrations.
_PLUGINS = ["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"]


class OrphanedRowsError(Exception):
    """A migration left rows whose parent is missing; it was rolled back."""


def settings() -> dict[str, Any]:
    """Return Alembic's options for comparing and for migrating."""
    return {
        "target_metadata": metadata,
        "render_as_batch": True,
        "transactional_ddl": True,
        "compare_type": True,
        "autogenerate_plugins": _PLUGINS,
        "render_item": render_item,
        "include_name": include_name,
    }


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Exclude from the comparison what the metadata cannot express: our views and the search index.

    Each has a check of its own.
    """
    if kind == "index":
        return name != WORDS_INDEX
    return not (kind == "table" and (name in VIEWS or name in WORDS_SHADOWS))


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | bool:
    """Render our column types as plain ones, since a migration imports nothing of ours."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime()"
    if kind == "type" and item is Words:
        return 'sa.Text().with_variant(sa.Text(collation="C"), "postgresql")'
    return False


def run_offline(context: Any) -> None:
    """Write the SQL of a migration instead of running it (PostgreSQL only)."""
    context.configure(dialect_name="postgresql", literal_binds=True, **settings())
    with context.begin_transaction():
        context.run_migrations()


def run_online(context: Any) -> None:
    """Migrate with the engine of `newsarchive.storage.migrating.commands`, all or nothing."""
    engine: Engine = context.config.attributes["engine"]
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            _without_foreign_keys(connection)
        with connection.begin():
            begin_migrating(connection)
            granted = view_grants(connection)
            context.configure(connection=connection, **settings())
            with context.begin_transaction():
                context.run_migrations()
            finish(connection, granted)
            if connection.dialect.name == "sqlite":
                _check_foreign_keys(connection)


def finish(connection: Connection, granted: ViewGrants) -> None:
    """Describe the views as they are now, and restore the grants of those that were created again.

    The reader role of queries gets its rights too (storage.migrating.reader_roles), and its functions
    (newsarchive.storage.migrating.bounded_functions).
    """
    revision = MigrationContext.configure(connection).get_current_revision()
    describe(connection, (revision or "")[:4])
    restore_grants(connection, granted)
    prepare_reader(connection)
    prepare_bounds(connection)


def _without_foreign_keys(connection: Connection) -> None:
    # A batch change drops and re-creates the table: with foreign keys on, ON DELETE CASCADE would delete
    # every child row and report success (docs/explanation/storage.md#batch-changes-on-sqlite). The pragma
    # has no effect inside a transaction.
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys = OFF")


def _check_foreign_keys(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        tables = sorted({f"{row[0]} -> {row[2]}" for row in orphans})
        raise OrphanedRowsError(f"{len(orphans)} rows refer to missing rows: {', '.join(tables)}")
