CREATE VIEW reservations AS
SELECT
    u.article_id AS article_id,
    s.name AS source,
    f.url AS url,
    c.kind AS kind,
    c.origin AS origin,
    c.value AS value,
    f.fetched_at AS seen_at
FROM capture_rights AS c
JOIN fetches AS f ON f.id = c.fetch_id
JOIN urls AS u ON u.id = f.url_id
JOIN sources AS s ON s.id = u.source_id
