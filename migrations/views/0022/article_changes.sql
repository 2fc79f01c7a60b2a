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
    r.incident_id AS incident_id
FROM revisions AS r
WHERE r.number > 1
