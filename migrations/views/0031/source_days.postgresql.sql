CREATE VIEW source_days AS
WITH spans AS MATERIALIZED (
    SELECT
        s.id AS source_id,
        s.name AS source,
        (SELECT min(f.day) FROM fetches AS f WHERE f.source_id = s.id) AS first_day,
        (SELECT CAST(min(c.started_at) + INTERVAL '14 hours' AS date) FROM crawls AS c WHERE c.source_id = s.id AND c.kind = 'crawl') AS began,
        CASE
            WHEN NOT s.declared THEN least((SELECT max(f.day) FROM fetches AS f WHERE f.source_id = s.id), CAST((CURRENT_TIMESTAMP AT TIME ZONE 'UTC') - INTERVAL '36 hours' AS date))
            WHEN s.retired_at IS NOT NULL THEN least(CAST(s.retired_at AS date), CAST((CURRENT_TIMESTAMP AT TIME ZONE 'UTC') - INTERVAL '36 hours' AS date))
            ELSE CAST((CURRENT_TIMESTAMP AT TIME ZONE 'UTC') - INTERVAL '36 hours' AS date)
        END AS last_day
    FROM sources AS s
)
SELECT
    l.source AS source,
    l.day AS day,
    w.expected AS expected,
    (
        SELECT count(*) FROM articles AS a
        WHERE a.source_id = l.source_id AND a.day = l.day AND a.latest_number > 0
    ) AS stored,
    (
        SELECT count(*) FROM fetches AS f
        WHERE f.source_id = l.source_id AND f.day = l.day AND f.outcome NOT IN ('failed', 'skipped')
    ) AS answered,
    (
        SELECT count(*) FROM fetches AS f
        WHERE f.source_id = l.source_id AND f.day = l.day AND f.outcome = 'failed'
    ) AS failed,
    (
        SELECT count(*) FROM fetches AS f
        WHERE f.source_id = l.source_id AND f.day = l.day AND f.outcome = 'skipped'
    ) AS skipped,
    (
        SELECT count(*) FROM fetches AS f
        WHERE f.source_id = l.source_id AND f.day = l.day AND f.outcome = 'refused'
    ) AS refused,
    w.busiest AS busiest
FROM (
    SELECT p.*, c.day AS day, c.weekday AS weekday, CASE WHEN c.day > p.began THEN 1 ELSE 0 END AS watched
    FROM spans AS p
    JOIN calendar AS c ON c.day >= p.first_day AND c.day <= p.last_day
) AS l
LEFT JOIN LATERAL (
    SELECT
        max(ranked.stored) AS busiest,
        CAST(avg(ranked.stored) FILTER (WHERE ranked.place IN ((ranked.known + 1) / 2, (ranked.known + 2) / 2)) AS double precision) AS expected
    FROM (
        SELECT
            heard.stored AS stored,
            row_number() OVER (ORDER BY heard.stored) AS place,
            count(*) OVER () AS known
        FROM (
            SELECT o.stored AS stored
            FROM calendar AS e
            CROSS JOIN LATERAL (
                SELECT count(*) AS stored FROM articles AS a
                WHERE a.source_id = l.source_id AND a.day = e.day AND a.latest_number > 0
            ) AS o
            WHERE e.weekday = l.weekday AND e.day < l.day AND e.day >= l.first_day AND (
                o.stored > 0 OR EXISTS (
                    SELECT 1 FROM fetches AS f
                    WHERE f.source_id = l.source_id AND f.day = e.day AND f.outcome NOT IN ('failed', 'skipped')
                )
            )
            ORDER BY e.day DESC
            LIMIT 8
        ) AS heard
    ) AS ranked
    WHERE ranked.known >= 4
) AS w ON l.watched = 1
