"""Who keeps a PostgreSQL archive locked without doing anything."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from newsarchive.storage.engine import make_engine
from newsarchive.storage.location import sqlite_file

# Tables stay locked until a transaction ends: one that a console left open blocks all changes of the schema.
IDLE = """
SELECT pid, usename AS who, application_name AS program, xact_start AS since
FROM pg_stat_activity
WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()
ORDER BY xact_start, pid LIMIT 5
"""


def idle_sessions(address: URL) -> str:
    """Return a sentence that names the longest idle transactions, to end a hint; empty where there are none.

    Sessions of others are only shown to a superuser or a member of pg_read_all_stats.
    """
    if sqlite_file(address):
        return ""
    try:
        with make_engine(address, wait=1.0, pooled=False).connect() as connection:
            rows = connection.execute(text(IDLE)).all()
    except SQLAlchemyError:  # it only adds to an error that is told anyway
        return ""
    if not rows:
        return ""
    named = ", ".join(
        f"{row.pid} ({row.who or 'unknown'} {row.program}, since {row.since:%Y-%m-%d %H:%M:%S} UTC)"
        for row in rows
    )
    return f"\n  Idle in a transaction: {named}; SELECT pg_terminate_backend(pid) ends one."
