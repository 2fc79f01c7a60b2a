"""Rows of the tables of upkeep, for the tests that take the schema down and up again."""

from __future__ import annotations

from sqlalchemy import Connection, text

STATEMENTS = """
INSERT INTO rereads (fetch_id, crawl_id, reader, outcome, reread_at)
SELECT min(id), min(crawl_id), 'code and hints', 'revised', '2026-03-14 12:00:00' FROM fetches
WHERE id NOT IN (SELECT fetch_id FROM rereads);

INSERT INTO forgotten (url_key, url, reason, forgotten_at)
SELECT 'key of ' || count(*), 'https://lantern.example/asked', 'court order', '2026-03-14 12:00:00'
FROM forgotten;

INSERT INTO capture_rights (fetch_id, kind, origin, value) SELECT min(id), 'tdm', 'meta', '1' FROM fetches;

INSERT INTO url_events (url_id, crawl_id, event, at)
SELECT min(url_id), min(crawl_id), 'reread', '2026-03-14 12:00:00' FROM fetches;

INSERT INTO crawls (kind, started_at, heartbeat_at, host, pid)
SELECT 'reprocess', '2026-03-14 12:00:00', '2026-03-14 12:00:00', 'here', 1;
"""


def fill_upkeep(connection: Connection) -> None:
    """Put a row into each table, and one of each word that the columns allow since they are there."""
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            connection.execute(text(statement))
