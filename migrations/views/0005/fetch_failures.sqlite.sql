CREATE VIEW fetch_failures AS
SELECT
    f.url AS url,
    s.name AS source,
    f.fetched_at AS at,
    f.status AS status,
    coalesce(f.reason, f.outcome) AS reason
FROM fetches AS f
JOIN sources AS s ON s.id = f.source_id
WHERE f.outcome IN ('failed', 'gone', 'redirected', 'skipped')
