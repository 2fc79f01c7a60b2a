CREATE VIEW syndicated_stories AS
SELECT
    a.syndication_id AS syndication_id,
    a.id AS article_id,
    s.name AS source,
    a.url AS url,
    r.published_at AS published_at,
    a.is_origin AS is_origin,
    f.points_to AS canonical_host
FROM articles AS a
JOIN revisions AS r ON r.article_id = a.id AND r.number = a.latest_number
JOIN sources AS s ON s.id = a.source_id
LEFT JOIN fingerprints AS f ON f.revision_id = r.id
WHERE a.syndication_id IS NOT NULL
