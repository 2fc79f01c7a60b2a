CREATE VIEW incidents AS
SELECT
    i.id AS incident_id,
    s.name AS source,
    i.kind AS kind,
    i.state AS state,
    i.opened_at AS opened_at,
    i.closed_at AS closed_at,
    i.opened_crawl_id AS opened_crawl_id,
    i.last_crawl_id AS last_crawl_id,
    i.closed_crawl_id AS closed_crawl_id,
    i.crawls_seen AS crawls_seen,
    i.affected AS affected,
    i.looked_at AS looked_at,
    (SELECT count(*) FROM revisions AS r WHERE r.incident_id = i.id) AS revisions,
    i.example AS example,
    i.detail AS detail
FROM source_incidents AS i
JOIN sources AS s ON s.id = i.source_id
