CREATE VIEW takedowns AS
SELECT
    g.article_id AS article_id,
    g.url AS url,
    g.reason AS reason,
    g.forgotten_at AS taken_down_at
FROM forgotten AS g
