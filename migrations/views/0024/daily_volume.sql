CREATE VIEW daily_volume AS
SELECT
    s.name AS source,
    v.day AS day,
    sum(v.articles) AS articles,
    sum(v.revisions) AS revisions,
    sum(v.refused) AS refused
FROM (
    SELECT a.source_id AS source_id, a.day AS day, count(*) AS articles, sum(a.latest_number) AS revisions, 0 AS refused
    FROM articles AS a
    WHERE a.latest_number > 0
    GROUP BY a.source_id, a.day
    UNION ALL
    SELECT f.source_id, f.day, 0, 0, count(*)
    FROM fetches AS f
    WHERE f.outcome = 'refused'
    GROUP BY f.source_id, f.day
) AS v
JOIN sources AS s ON s.id = v.source_id
GROUP BY s.name, v.day
