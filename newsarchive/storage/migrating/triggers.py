"""Code that a database runs by itself when the archive is read or written: the migrations make none.

A SQLite file from somebody else can bring triggers that change what a crawl writes, and on PostgreSQL
triggers, rules and row security do so for tables of ours. Alembic compares none of them. Triggers on other
tables are left alone: the job queue (storage.migrating.job_queue) has its own.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from newsarchive.storage.schema import metadata

_ON_SQLITE = "SELECT 'trigger', name, tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
# An ON SELECT rule is what a view is made of; constraints make internal triggers.
_ON_POSTGRESQL = """
SELECT found.kind, found.name, c.relname
FROM (
    SELECT 'trigger' AS kind, tgname::text AS name, tgrelid AS relation FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL
    SELECT 'rule', rulename::text, ev_class FROM pg_rewrite WHERE rulename <> '_RETURN'
    UNION ALL
    SELECT 'row security policy', polname::text, polrelid FROM pg_policy
) AS found
JOIN pg_class AS c ON c.oid = found.relation
WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relname = ANY(:tables)
ORDER BY c.relname, found.kind, found.name
"""


def trigger_differences(connection: Connection) -> list[str]:
    """Return a line for each trigger, rule and row security policy on the archive's tables."""
    if connection.dialect.name == "postgresql":
        found = connection.execute(text(_ON_POSTGRESQL), {"tables": list(metadata.tables)})
    else:
        found = connection.execute(text(_ON_SQLITE))
    return [f"remove {kind}: {table}.{name}" for kind, name, table in found]
