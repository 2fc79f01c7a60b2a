CREATE VIEW captures AS
SELECT
    f.url AS url,
    s.name AS source,
    r.article_id AS article_id,
    r.number AS revision,
    f.fetched_at AS fetched_at,
    f.status AS status,
    f.verdict AS verdict,
    f.body_sha256 AS content_hash,
    f.payload_kept AS payload_kept,
    f.kind AS kind,
    f.kind_confidence AS kind_confidence,
    coalesce(f.final_url, f.url) AS answered_url,
    CASE WHEN f.outcome = 'refused' THEN f.reason END AS reason
FROM fetches AS f
JOIN sources AS s ON s.id = f.source_id
LEFT JOIN revisions AS r ON r.id = f.revision_id
WHERE f.outcome IN ('new', 'changed', 'unchanged', 'refused', 'not_modified', 'fetched')
