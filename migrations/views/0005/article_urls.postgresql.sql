CREATE VIEW article_urls AS
SELECT
    a.id AS article_id,
    u.url AS url,
    CAST('canonical' AS text) COLLATE "C" AS relation,
    u.first_seen_at AS first_seen_at,
    u.last_seen_at AS last_seen_at
FROM articles AS a
JOIN urls AS u ON u.id = a.url_id
UNION ALL
SELECT
    u.article_id AS article_id,
    u.url AS url,
    u.relation AS relation,
    u.first_seen_at AS first_seen_at,
    u.last_seen_at AS last_seen_at
FROM urls AS u
JOIN articles AS a ON a.id = u.article_id
WHERE a.url_id <> u.id
