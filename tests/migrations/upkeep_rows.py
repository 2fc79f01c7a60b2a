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

INSERT INTO restatements (article_id, fetch_id, recorded_at, fact, said_before, said_after, stated_in)
SELECT (SELECT min(id) FROM articles), min(id), '2026-03-14 12:00:00', 'section', 'News', 'Opinion', 'json-ld'
FROM fetches WHERE id NOT IN (SELECT fetch_id FROM restatements);

INSERT INTO capture_rights (fetch_id, kind, origin, value) SELECT min(id), 'tdm', 'meta', '1' FROM fetches;

INSERT INTO url_events (url_id, crawl_id, event, at)
SELECT min(url_id), min(crawl_id), 'reread', '2026-03-14 12:00:00' FROM fetches;

INSERT INTO url_events (url_id, crawl_id, event, at, reason, detail)
SELECT min(url_id), min(crawl_id), 'contradicted', '2026-03-14 12:00:00', 'listed', 'https://lantern.example/feed'
FROM fetches;

UPDATE urls SET missing_since = '2026-03-14 12:00:00' WHERE id = (SELECT min(id) FROM urls);

INSERT INTO crawls (kind, started_at, heartbeat_at, host, pid)
SELECT 'reprocess', '2026-03-14 12:00:00', '2026-03-14 12:00:00', 'here', 1;

INSERT INTO hosts (host, robots_state, blocked_until)
SELECT 'lantern' || count(*) || '.example', 'rules', '2026-03-18 04:00:00' FROM hosts;

INSERT INTO feeds (url_id, source_id, "interval", next_poll_at, read_by)
SELECT id, source_id, 900, '2026-03-14 12:15:00', 'key of the rules' FROM urls
WHERE id = (SELECT min(id) FROM urls WHERE id NOT IN (SELECT url_id FROM feeds));

INSERT INTO edit_rates (source_id, age_class, checks, edits, days)
SELECT min(id), (SELECT count(*) FROM edit_rates), 12, 1, 3.5 FROM sources;

INSERT INTO renderings (source_id, mode, decided_at)
SELECT min(id), 'browser', '2026-03-14 12:00:00' FROM sources
WHERE id NOT IN (SELECT source_id FROM renderings) HAVING min(id) IS NOT NULL;

INSERT INTO missed_expectations (crawl_id, expectation, measured, bound, origin, detail)
SELECT min(id), 'articles ' || (SELECT count(*) FROM missed_expectations), 2, 10, 'declared', 'few'
FROM crawls;

INSERT INTO reader_logins (role, password)
SELECT 'planted', 'secret' WHERE NOT EXISTS (SELECT 1 FROM reader_logins);

INSERT INTO alarms (source_id, kind, raised_at, cause, ended_at)
SELECT min(id), 'missed', '2026-03-14 12:00:00', 'articles', '2026-03-15 12:00:00' FROM sources;

INSERT INTO alarms (source_id, kind, raised_at, cause, ended_at)
SELECT min(id), 'vanished', '2026-03-14 12:00:00', 'articles', '2026-03-15 12:00:00' FROM sources;

INSERT INTO alarms (source_id, kind, raised_at, cause, ended_at)
SELECT min(id), 'unanswered', '2026-03-14 12:00:00', 'no answer', '2026-03-15 12:00:00' FROM sources;

INSERT INTO alarms (source_id, kind, raised_at, cause, ended_at)
SELECT min(id), 'incident', '2026-03-14 12:00:00', 'a login wall', '2026-03-15 12:00:00' FROM sources;

INSERT INTO source_incidents (source_id, kind, state, opened_at, opened_crawl_id, last_crawl_id, crawls_seen,
    closed_at, affected, looked_at, detail)
SELECT min(source_id), 'login_wall', 'over', '2026-03-14 12:00:00', min(id), min(id), 1,
    '2026-03-15 12:00:00', 8, 9, 'a form' FROM crawls WHERE source_id IS NOT NULL;

INSERT INTO url_events (url_id, crawl_id, event, at, reason, detail)
SELECT min(url_id), min(crawl_id), 'doubted', '2026-03-14 12:00:00', 'login_wall', 'incident 1' FROM fetches;

INSERT INTO url_events (url_id, crawl_id, event, at, reason, detail)
SELECT min(url_id), min(crawl_id), 'settled', '2026-03-14 12:00:00', 'over', 'incident 1' FROM fetches;

INSERT INTO url_events (url_id, crawl_id, event, at)
SELECT min(url_id), min(crawl_id), 'admitted', '2026-03-14 12:00:00' FROM fetches;

INSERT INTO watches (name, registered_at, told_since, after_revision, after_event, history_read,
    history_until)
VALUES ('planted', '2026-03-14 12:00:00', '2026-03-14 12:00:00', 0, 0, 0, 0);

INSERT INTO watch_positions (crawl_id, revision_id, event_id) VALUES (0, 1, 1);

INSERT INTO watch_runs (heartbeat_at, host, pid) VALUES ('2026-03-14 12:00:00', 'here', 1);

INSERT INTO watch_matches (watch_id, revision_id, event_id, kind, matched_at)
SELECT watches.id, revisions.id, 0, 'new', '2026-03-14 12:00:00' FROM watches, revisions
WHERE revisions.id = (SELECT min(id) FROM revisions);

INSERT INTO watch_deliveries (match_id, revision_id, channel, state, due_at, attempts, repeats)
SELECT id, revision_id, 'desk', 'waiting', '2026-03-14 12:00:00', 0, 0 FROM watch_matches;

UPDATE sources SET rules_key = 'key of the rules' WHERE id = (SELECT min(id) FROM sources);
"""


def fill_upkeep(connection: Connection) -> None:
    """Put a row into each table, and one of each word that the columns allow since they are there."""
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            connection.execute(text(statement))
