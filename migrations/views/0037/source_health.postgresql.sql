CREATE VIEW source_health AS
WITH known AS MATERIALIZED (
    SELECT
        s.name AS source,
        s.id AS source_id,
        s.retired_at AS retired_at,
        (
            SELECT c.started_at
            FROM crawls AS c
            WHERE c.source_id = s.id AND c.kind = 'crawl'
            ORDER BY c.started_at DESC
            LIMIT 1
        ) AS last_crawl_at,
        (
            SELECT a.first_seen_at
            FROM articles AS a
            WHERE a.source_id = s.id
            ORDER BY a.first_seen_at DESC
            LIMIT 1
        ) AS last_new_at,
        (
            SELECT count(*)
            FROM articles AS a
            WHERE a.source_id = s.id AND a.day >= CAST((CURRENT_TIMESTAMP AT TIME ZONE 'UTC') - INTERVAL '180 hours' AS date) AND a.day <= CAST((CURRENT_TIMESTAMP AT TIME ZONE 'UTC') - INTERVAL '36 hours' AS date)
        ) AS articles_7d,
        w.expected AS expected_7d,
        (
            SELECT count(*)
            FROM fetches AS f
            WHERE f.source_id = s.id
                AND f.outcome IN ('failed', 'gone', 'redirected')
                AND f.day >= CAST((CURRENT_TIMESTAMP AT TIME ZONE 'UTC') - INTERVAL '192 hours' AS date)
                AND f.fetched_at >= (CURRENT_TIMESTAMP AT TIME ZONE 'UTC') - INTERVAL '168 hours'
        ) AS fetch_errors_7d,
        (
            SELECT count(*)
            FROM fetches AS f
            WHERE f.source_id = s.id AND f.day >= CAST((CURRENT_TIMESTAMP AT TIME ZONE 'UTC') - INTERVAL '120 hours' AS date)
        ) + (
            SELECT count(*)
            FROM fetches AS f
            WHERE f.source_id = s.id
                AND f.day >= CAST((CURRENT_TIMESTAMP AT TIME ZONE 'UTC') - INTERVAL '192 hours' AS date)
                AND f.day < CAST((CURRENT_TIMESTAMP AT TIME ZONE 'UTC') - INTERVAL '120 hours' AS date)
                AND f.fetched_at >= (CURRENT_TIMESTAMP AT TIME ZONE 'UTC') - INTERVAL '168 hours'
        ) AS asked_7d,
        (
            SELECT c.id
            FROM crawls AS c
            WHERE c.source_id = s.id AND c.kind = 'crawl' AND c.reason = 'finished'
            ORDER BY c.id DESC
            LIMIT 1
        ) AS finished
    FROM sources AS s
    LEFT JOIN (
        SELECT d.source AS source, sum(d.expected) AS expected
        FROM source_days AS d
        WHERE d.day >= CAST((CURRENT_TIMESTAMP AT TIME ZONE 'UTC') - INTERVAL '180 hours' AS date) AND d.day <= CAST((CURRENT_TIMESTAMP AT TIME ZONE 'UTC') - INTERVAL '36 hours' AS date)
        GROUP BY d.source
    ) AS w ON w.source = s.name
)
SELECT
    k.source AS source,
    k.last_crawl_at AS last_crawl_at,
    k.last_new_at AS last_new_at,
    k.articles_7d AS articles_7d,
    k.expected_7d AS expected_7d,
    k.fetch_errors_7d AS fetch_errors_7d,
    CASE
        WHEN k.retired_at IS NOT NULL THEN 'retired'
        WHEN k.last_crawl_at IS NULL THEN 'never_crawled'
        WHEN k.last_crawl_at < (CURRENT_TIMESTAMP AT TIME ZONE 'UTC') - INTERVAL '48 hours' THEN 'blind'
        WHEN EXISTS (SELECT 1 FROM missed_expectations AS m WHERE m.crawl_id = k.finished AND m.expectation = 'answered') THEN 'unanswered'
        WHEN EXISTS (SELECT 1 FROM missed_expectations AS m WHERE m.crawl_id = k.finished AND m.expectation = 'vanished') THEN 'vanished'
        WHEN EXISTS (SELECT 1 FROM source_incidents AS i WHERE i.source_id = k.source_id AND i.state = 'open' AND i.kind NOT IN ('vanished', 'unanswered')) THEN 'incident'
        WHEN 2 * k.fetch_errors_7d > k.asked_7d THEN 'failing'
        WHEN 4 * k.articles_7d < k.expected_7d THEN 'quiet'
        WHEN EXISTS (SELECT 1 FROM missed_expectations AS m WHERE m.crawl_id = k.finished) THEN 'below_expectations'
        WHEN k.finished IS NULL THEN 'unfinished'
        ELSE 'healthy'
    END COLLATE "C" AS state
FROM known AS k
