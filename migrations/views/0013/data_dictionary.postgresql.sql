CREATE VIEW data_dictionary AS
SELECT
    d.view_name AS view,
    coalesce(d.column_name, '') COLLATE "C" AS "column",
    d.type AS type,
    d.explanation AS explanation
FROM dictionary AS d
