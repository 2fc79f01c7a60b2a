CREATE VIEW current_articles AS
SELECT
    a.id AS article_id,
    r.id AS revision_id,
    s.name AS source,
    a.url AS url,
    r.canonical_url AS canonical_url,
    r.title AS title,
    r.text AS text,
    (
        SELECT group_concat(p.name, '; ')
        FROM (
            SELECT name FROM people WHERE revision_id = r.id AND role = 'author' ORDER BY position
        ) AS p
    ) AS authors,
    r.editor AS editor,
    r.outlet AS outlet,
    r.dateline AS dateline,
    r.section AS section,
    r.language AS language,
    r.script AS script,
    a.published_at AS published_at,
    a.published_on AS published_on,
    r.published_offset AS published_offset,
    r.modified_at AS modified_at,
    r.date_source AS date_source,
    a.first_seen_at AS first_seen_at,
    a.last_seen_at AS last_seen_at,
    r.number AS revision,
    a.withdrawn_at AS withdrawn_at,
    r.charset AS charset,
    r.mirror AS mirror,
    (SELECT count(*) FROM repairs AS x WHERE x.revision_id = r.id) AS repairs,
    (SELECT count(*) FROM removed_blocks AS x WHERE x.revision_id = r.id) AS removed_blocks,
    r.word_count AS word_count,
    a.syndication_id AS syndication_id,
    r.text_confidence AS text_confidence,
    r.stands_in_for AS stands_in_for,
    r.shows_part AS shows_part
FROM articles AS a
JOIN revisions AS r ON r.article_id = a.id AND r.number = a.latest_number
JOIN sources AS s ON s.id = a.source_id
