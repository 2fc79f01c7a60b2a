CREATE VIEW article_people AS
SELECT
    a.id AS article_id,
    p.role AS role,
    p.position + 1 AS position,
    p.name AS name
FROM people AS p
JOIN revisions AS r ON r.id = p.revision_id
JOIN articles AS a ON a.id = r.article_id AND a.latest_number = r.number
