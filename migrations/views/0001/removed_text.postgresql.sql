CREATE VIEW removed_text AS
SELECT
    r.article_id AS article_id,
    r.number AS revision,
    s.name AS source,
    coalesce(a.url, f.url) AS url,
    b.place AS place,
    b.kind AS kind,
    b.rule AS rule,
    b.score AS score,
    b.text AS text,
    b.hosts AS hosts
FROM removed_blocks AS b
JOIN fetches AS f ON f.id = b.fetch_id
JOIN urls AS u ON u.id = f.url_id
JOIN sources AS s ON s.id = u.source_id
LEFT JOIN revisions AS r ON r.id = b.revision_id
LEFT JOIN articles AS a ON a.id = r.article_id
