CREATE VIEW source_days AS
WITH spans AS (
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
),
volumes AS (
    SELECT a.source_id AS source_id, a.day AS day, count(*) AS stored
    FROM articles AS a
    WHERE a.latest_number > 0
    GROUP BY a.source_id, a.day
),
answers AS (
    SELECT
        f.source_id AS source_id,
        f.day AS day,
        sum(CASE WHEN f.outcome IN ('failed', 'skipped') THEN 0 ELSE 1 END) AS answered,
        sum(CASE WHEN f.outcome = 'failed' THEN 1 ELSE 0 END) AS failed,
        sum(CASE WHEN f.outcome = 'skipped' THEN 1 ELSE 0 END) AS skipped,
        sum(CASE WHEN f.outcome = 'refused' THEN 1 ELSE 0 END) AS refused
    FROM fetches AS f
    GROUP BY f.source_id, f.day
),
ledger AS (
    SELECT
        p.source_id AS source_id,
        p.source AS source,
        c.day AS day,
        c.week AS week,
        c.weekday AS weekday,
        coalesce(v.stored, 0) AS stored,
        coalesce(w.answered, 0) AS answered,
        coalesce(w.failed, 0) AS failed,
        coalesce(w.skipped, 0) AS skipped,
        coalesce(w.refused, 0) AS refused,
        CASE WHEN v.stored > 0 OR w.answered > 0 THEN 1 ELSE 0 END AS heard,
        CASE WHEN c.day > p.began THEN 1 ELSE 0 END AS watched
    FROM spans AS p
    JOIN calendar AS c ON c.day >= p.first_day AND c.day <= p.last_day
    LEFT JOIN volumes AS v ON v.source_id = p.source_id AND v.day = c.day
    LEFT JOIN answers AS w ON w.source_id = p.source_id AND w.day = c.day
),
numbered AS (
    SELECT
        l.*,
        sum(l.heard) OVER (PARTITION BY l.source_id, l.weekday ORDER BY l.week) - l.heard AS heard_before
    FROM ledger AS l
),
history AS (
    SELECT
        n.source_id AS source_id,
        n.weekday AS weekday,
        n.heard_before + 1 AS heard,
        n.stored AS x1,
        lag(n.stored, 1) OVER same AS x2,
        lag(n.stored, 2) OVER same AS x3,
        lag(n.stored, 3) OVER same AS x4,
        lag(n.stored, 4) OVER same AS x5,
        lag(n.stored, 5) OVER same AS x6,
        lag(n.stored, 6) OVER same AS x7,
        lag(n.stored, 7) OVER same AS x8
    FROM numbered AS n
    WHERE n.heard = 1
    WINDOW same AS (PARTITION BY n.source_id, n.weekday ORDER BY n.week)
)
SELECT
    n.source AS source,
    n.day AS day,
    CASE WHEN n.watched = 1 THEN (
        SELECT avg(ranked.x)
        FROM (
            SELECT eight.x AS x, row_number() OVER (ORDER BY eight.x) AS place, count(*) OVER () AS known
            FROM (
            SELECT h.x1 AS x
            UNION ALL SELECT h.x2
            UNION ALL SELECT h.x3
            UNION ALL SELECT h.x4
            UNION ALL SELECT h.x5
            UNION ALL SELECT h.x6
            UNION ALL SELECT h.x7
            UNION ALL SELECT h.x8
            ) AS eight
            WHERE eight.x IS NOT NULL
        ) AS ranked
        WHERE ranked.place IN ((ranked.known + 1) / 2, (ranked.known + 2) / 2)
    ) END AS expected,
    n.stored AS stored,
    n.answered AS answered,
    n.failed AS failed,
    n.skipped AS skipped,
    n.refused AS refused,
    CASE WHEN n.watched = 1 AND h.x1 IS NOT NULL THEN max(h.x1, coalesce(h.x2, 0), coalesce(h.x3, 0), coalesce(h.x4, 0), coalesce(h.x5, 0), coalesce(h.x6, 0), coalesce(h.x7, 0), coalesce(h.x8, 0)) END AS busiest
FROM numbered AS n
LEFT JOIN history AS h
    ON h.source_id = n.source_id AND h.weekday = n.weekday AND h.heard = n.heard_before AND h.x4 IS NOT NULL
