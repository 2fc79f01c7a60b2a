CREATE VIEW article_tags AS
SELECT
    a.id AS article_id,
    t.tag AS tag
FROM tags AS t
JOIN revisions AS r ON r.id = t.revision_id
JOIN articles AS a ON a.id = r.article_id AND a.latest_number = r.number
