"""Alembic's entry point to the archive: one explicit transaction, one upgrade at a time, no row lost.

It is run by `newsarchive.storage.migrating.commands`, which passes the engine; there is no alembic.ini.
"""

from __future__ import annotations

from alembic import context

from newsarchive.storage.migrating.migration_environment import run_offline, run_online

if context.is_offline_mode():
    run_offline(context)
else:
    run_online(context)
