CREATE VIEW article_history AS
SELECT
    r.article_id AS article_id,
    r.number AS revision,
    r.id AS revision_id,
    s.name AS source,
    a.url AS url,
    r.recorded_at AS recorded_at,
    f.fetched_at AS fetched_at,
    r.title AS title,
    r.text AS text,
    (
        SELECT string_agg(p.name, '; ' ORDER BY p.position)
        FROM people AS p
        WHERE p.revision_id = r.id AND p.role = 'author'
    ) AS authors,
    r.published_at AS published_at,
    r.modified_at AS modified_at,
    r.cause AS cause,
    r.extractor AS extractor,
    r.text_confidence AS text_confidence,
    r.incident_id AS incident_id,
    r.stands_in_for AS stands_in_for,
    r.came_late AS came_late,
    r.shows_part AS shows_part
FROM revisions AS r
JOIN articles AS a ON a.id = r.article_id
JOIN fetches AS f ON f.id = r.fetch_id
JOIN sources AS s ON s.id = a.source_id
