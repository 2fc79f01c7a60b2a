CREATE VIEW article_restatements AS
SELECT
    t.article_id AS article_id,
    f.url AS url,
    s.name AS source,
    f.fetched_at AS seen_at,
    r.number AS revision,
    t.fact AS fact,
    t.said_before AS said_before,
    t.said_after AS said_after,
    t.stated_in AS stated_in
FROM restatements AS t
JOIN fetches AS f ON f.id = t.fetch_id
JOIN sources AS s ON s.id = f.source_id
LEFT JOIN revisions AS r ON r.id = f.revision_id
WHERE r.incident_id IS NULL OR EXISTS (
    SELECT 1 FROM source_incidents AS i WHERE i.state = 'accepted' AND i.id = r.incident_id
)
