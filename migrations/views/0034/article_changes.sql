CREATE VIEW article_changes AS
SELECT
    r.article_id AS article_id,
    r.number AS revision,
    r.changed_title AS changed_title,
    r.changed_text AS changed_text,
    r.changed_authors AS changed_authors,
    r.chars_added AS chars_added,
    r.chars_removed AS chars_removed,
    r.stealth AS stealth,
    r.incident_id AS incident_id,
    CASE
        WHEN r.cause <> 'publisher' THEN 0
        WHEN NOT (r.changed_title IS NULL OR r.changed_title OR r.changed_text OR r.changed_authors) THEN 0
        WHEN r.incident_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM source_incidents AS i WHERE i.state = 'accepted' AND i.id = r.incident_id
        ) THEN 0
        WHEN r.stands_in_for IS NULL AND (
            SELECT former.stands_in_for
            FROM revisions AS former
            WHERE former.article_id = r.article_id AND former.number < r.number
            ORDER BY
                CASE
                    WHEN former.incident_id IS NULL OR EXISTS (
                        SELECT 1 FROM source_incidents AS i WHERE i.state = 'accepted' AND i.id = former.incident_id
                    ) THEN 0
                    ELSE 1
                END,
                former.number DESC
            LIMIT 1
        ) IS NOT NULL THEN 0
        ELSE 1
    END AS edits
FROM revisions AS r
WHERE r.number > 1
