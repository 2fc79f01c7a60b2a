CREATE VIEW source_days AS
WITH spans AS MATERIALIZED (
    SELECT
        s.id AS source_id,
        s.name AS source,
        (SELECT min(f.day) FROM fetches AS f WHERE f.source_id = s.id) AS first_day,
        (SELECT date(min(c.started_at), '+14 hours') FROM crawls AS c WHERE c.source_id = s.id AND c.kind = 'crawl') AS began,
        CASE
            WHEN NOT s.declared THEN min((SELECT max(f.day) FROM fetches AS f WHERE f.source_id = s.id), date('now', '-36 hours'))
            WHEN s.retired_at IS NOT NULL THEN min(date(s.retired_at), date('now', '-36 hours'))
            ELSE date('now', '-36 hours')
        END AS last_day
    FROM sources AS s
)
SELECT
    l.source AS source,
    l.day AS day,
    CASE WHEN l.watched = 1 THEN (
        SELECT avg(ranked.stored)
        FROM (
            SELECT
                heard.stored AS stored,
                row_number() OVER (ORDER BY heard.stored) AS place,
                count(*) OVER () AS known
            FROM (
                SELECT (
                    SELECT count(*) FROM articles AS a
                    WHERE a.source_id = l.source_id AND a.day = e.day AND a.latest_number > 0
                ) AS stored
                FROM calendar AS e
                WHERE e.weekday = l.weekday AND e.day < l.day AND e.day >= l.first_day AND (
                    EXISTS (
                        SELECT 1 FROM articles AS a
                        WHERE a.source_id = l.source_id AND a.day = e.day AND a.latest_number > 0
                    ) OR EXISTS (
                        SELECT 1 FROM fetches AS f
                        WHERE f.source_id = l.source_id AND f.day = e.day AND f.outcome NOT IN ('failed', 'skipped')
                    )
                )
                ORDER BY e.day DESC
                LIMIT 8
            ) AS heard
        ) AS ranked
        WHERE ranked.known >= 4 AND ranked.place IN ((ranked.known + 1) / 2, (ranked.known + 2) / 2)
    ) END AS expected,
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
    CASE WHEN l.watched = 1 THEN (
        SELECT CASE WHEN count(*) >= 4 THEN max(heard.stored) END
        FROM (
                SELECT (
                    SELECT count(*) FROM articles AS a
                    WHERE a.source_id = l.source_id AND a.day = e.day AND a.latest_number > 0
                ) AS stored
                FROM calendar AS e
                WHERE e.weekday = l.weekday AND e.day < l.day AND e.day >= l.first_day AND (
                    EXISTS (
                        SELECT 1 FROM articles AS a
                        WHERE a.source_id = l.source_id AND a.day = e.day AND a.latest_number > 0
                    ) OR EXISTS (
                        SELECT 1 FROM fetches AS f
                        WHERE f.source_id = l.source_id AND f.day = e.day AND f.outcome NOT IN ('failed', 'skipped')
                    )
                )
                ORDER BY e.day DESC
                LIMIT 8
        ) AS heard
    ) END AS busiest
FROM (
    SELECT p.*, c.day AS day, c.weekday AS weekday, CASE WHEN c.day > p.began THEN 1 ELSE 0 END AS watched
    FROM spans AS p
    JOIN calendar AS c ON c.day >= p.first_day AND c.day <= p.last_day
) AS l
