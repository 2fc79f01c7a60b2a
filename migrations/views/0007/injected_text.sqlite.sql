CREATE VIEW injected_text AS
SELECT
    a.syndication_id AS syndication_id,
    a.id AS article_id,
    s.name AS source,
    a.url AS url,
    i.position AS position,
    i.text AS text,
    i.kind AS kind,
    i.rule AS rule,
    i.score AS score,
    i.also_in AS also_in
FROM injected_paragraphs AS i
JOIN articles AS a ON a.id = i.article_id
JOIN sources AS s ON s.id = a.source_id
