CREATE VIEW coverage_gaps AS
SELECT
    g.source AS source,
    g.day AS day,
    g.expected AS expected,
    g.stored AS stored,
    CASE
        WHEN g.asked = 0 THEN 'no_crawl'
        WHEN g.failed > 0 AND (
            g.failed = g.answered + g.failed + g.skipped
            OR (
                2 * g.failed >= g.expected - g.stored
                AND g.failed >= g.refused
                AND g.failed >= g.skipped
            )
            OR EXISTS (
                SELECT 1
                FROM fetches AS f
                JOIN urls AS u ON u.id = f.url_id AND u.kind <> 'article'
                JOIN sources AS s ON s.id = f.source_id
                WHERE s.name = g.source AND f.day = g.day AND f.outcome = 'failed' AND NOT EXISTS (
                    SELECT 1
                    FROM fetches AS better
                    WHERE better.url_id = f.url_id
                        AND better.source_id = f.source_id
                        AND better.day = f.day
                        AND better.outcome NOT IN ('failed', 'skipped')
                )
            )
        ) THEN 'fetch_errors'
        WHEN g.skipped > 0 AND (
            g.answered = 0 OR (2 * g.skipped >= g.expected - g.stored AND g.skipped >= g.refused)
        ) THEN CASE
            WHEN EXISTS (
                SELECT 1
                FROM fetches AS f
                JOIN sources AS s ON s.id = f.source_id
                WHERE s.name = g.source AND f.day = g.day AND f.outcome = 'skipped' AND f.reason = 'robots'
            ) THEN 'robots'
            ELSE 'skipped'
        END
        WHEN g.refused > 0 AND 2 * g.refused >= g.expected - g.stored THEN 'refused'
        ELSE 'nothing_found'
    END COLLATE "C" AS cause
FROM (
    SELECT
        d.*,
        CASE WHEN EXISTS (
            SELECT 1
            FROM fetches AS f
            JOIN sources AS s ON s.id = f.source_id
            JOIN crawls AS c ON c.id = f.crawl_id AND c.kind = 'crawl'
            WHERE s.name = d.source AND f.day = d.day
        ) THEN 1 ELSE 0 END AS asked
    FROM source_days AS d
    WHERE 4 * d.stored < d.busiest AND 4 * d.stored < d.expected
) AS g
WHERE g.asked = 1 OR NOT EXISTS (
    SELECT 1
    FROM articles AS a
    JOIN sources AS s ON s.id = a.source_id
    JOIN revisions AS r ON r.article_id = a.id AND r.number = 1
    JOIN fetches AS f ON f.id = r.fetch_id
    JOIN crawls AS c ON c.id = f.crawl_id AND c.kind = 'import'
    WHERE s.name = g.source AND a.day = g.day
)
