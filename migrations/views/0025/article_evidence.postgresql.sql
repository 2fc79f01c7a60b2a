CREATE VIEW article_evidence AS
SELECT
    a.id AS article_id,
    a.url AS url,
    'title' COLLATE "C" AS field,
    l.kind AS witness,
    l.url AS listing,
    t.title AS said,
    CASE WHEN EXISTS (
        SELECT 1 FROM votes AS v
        JOIN revisions AS r ON r.id = v.revision_id AND r.article_id = a.id AND r.number = a.latest_number
        WHERE v.field = 'title' AND v.listing = l.url
    ) THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    t.heard_at AS heard_at,
    t.last_heard_at AS last_heard_at,
    t.position AS position
FROM testimonies AS t
JOIN urls AS u ON u.id = t.url_id
JOIN articles AS a ON a.id = u.article_id
JOIN urls AS l ON l.id = t.listing_id
WHERE t.title IS NOT NULL
UNION ALL
SELECT
    a.id AS article_id,
    a.url AS url,
    'published_at' COLLATE "C" AS field,
    l.kind AS witness,
    l.url AS listing,
    t.published_at AS said,
    CASE WHEN EXISTS (
        SELECT 1 FROM votes AS v
        JOIN revisions AS r ON r.id = v.revision_id AND r.article_id = a.id AND r.number = a.latest_number
        WHERE v.field = 'published_at' AND v.listing = l.url
    ) THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    t.heard_at AS heard_at,
    t.last_heard_at AS last_heard_at,
    t.position AS position
FROM testimonies AS t
JOIN urls AS u ON u.id = t.url_id
JOIN articles AS a ON a.id = u.article_id
JOIN urls AS l ON l.id = t.listing_id
WHERE t.published_at IS NOT NULL
UNION ALL
SELECT
    a.id AS article_id,
    a.url AS url,
    'changed_at' COLLATE "C" AS field,
    l.kind AS witness,
    l.url AS listing,
    t.changed_at AS said,
    CASE WHEN EXISTS (
        SELECT 1 FROM votes AS v
        JOIN revisions AS r ON r.id = v.revision_id AND r.article_id = a.id AND r.number = a.latest_number
        WHERE v.field = 'changed_at' AND v.listing = l.url
    ) THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    t.heard_at AS heard_at,
    t.last_heard_at AS last_heard_at,
    t.position AS position
FROM testimonies AS t
JOIN urls AS u ON u.id = t.url_id
JOIN articles AS a ON a.id = u.article_id
JOIN urls AS l ON l.id = t.listing_id
WHERE t.changed_at IS NOT NULL
UNION ALL
SELECT
    a.id AS article_id,
    a.url AS url,
    'authors' COLLATE "C" AS field,
    l.kind AS witness,
    l.url AS listing,
    replace(t.authors, chr(10), '; ') AS said,
    CASE WHEN EXISTS (
        SELECT 1 FROM votes AS v
        JOIN revisions AS r ON r.id = v.revision_id AND r.article_id = a.id AND r.number = a.latest_number
        WHERE v.field = 'authors' AND v.listing = l.url
    ) THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    t.heard_at AS heard_at,
    t.last_heard_at AS last_heard_at,
    t.position AS position
FROM testimonies AS t
JOIN urls AS u ON u.id = t.url_id
JOIN articles AS a ON a.id = u.article_id
JOIN urls AS l ON l.id = t.listing_id
WHERE t.authors IS NOT NULL
UNION ALL
SELECT
    a.id AS article_id,
    a.url AS url,
    'tags' COLLATE "C" AS field,
    l.kind AS witness,
    l.url AS listing,
    replace(t.categories, chr(10), '; ') AS said,
    CASE WHEN EXISTS (
        SELECT 1 FROM votes AS v
        JOIN revisions AS r ON r.id = v.revision_id AND r.article_id = a.id AND r.number = a.latest_number
        WHERE v.field = 'tags' AND v.listing = l.url
    ) THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    t.heard_at AS heard_at,
    t.last_heard_at AS last_heard_at,
    t.position AS position
FROM testimonies AS t
JOIN urls AS u ON u.id = t.url_id
JOIN articles AS a ON a.id = u.article_id
JOIN urls AS l ON l.id = t.listing_id
WHERE t.categories IS NOT NULL
UNION ALL
SELECT
    a.id AS article_id,
    a.url AS url,
    'guid' COLLATE "C" AS field,
    l.kind AS witness,
    l.url AS listing,
    t.guid AS said,
    CASE WHEN EXISTS (
        SELECT 1 FROM votes AS v
        JOIN revisions AS r ON r.id = v.revision_id AND r.article_id = a.id AND r.number = a.latest_number
        WHERE v.field = 'guid' AND v.listing = l.url
    ) THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    t.heard_at AS heard_at,
    t.last_heard_at AS last_heard_at,
    t.position AS position
FROM testimonies AS t
JOIN urls AS u ON u.id = t.url_id
JOIN articles AS a ON a.id = u.article_id
JOIN urls AS l ON l.id = t.listing_id
WHERE t.guid IS NOT NULL
UNION ALL
SELECT
    a.id AS article_id,
    a.url AS url,
    'language' COLLATE "C" AS field,
    l.kind AS witness,
    l.url AS listing,
    t.language AS said,
    CASE WHEN EXISTS (
        SELECT 1 FROM votes AS v
        JOIN revisions AS r ON r.id = v.revision_id AND r.article_id = a.id AND r.number = a.latest_number
        WHERE v.field = 'language' AND v.listing = l.url
    ) THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    t.heard_at AS heard_at,
    t.last_heard_at AS last_heard_at,
    t.position AS position
FROM testimonies AS t
JOIN urls AS u ON u.id = t.url_id
JOIN articles AS a ON a.id = u.article_id
JOIN urls AS l ON l.id = t.listing_id
WHERE t.language IS NOT NULL
UNION ALL
SELECT
    a.id AS article_id,
    a.url AS url,
    'summary' COLLATE "C" AS field,
    l.kind AS witness,
    l.url AS listing,
    t.summary AS said,
    CASE WHEN EXISTS (
        SELECT 1 FROM votes AS v
        JOIN revisions AS r ON r.id = v.revision_id AND r.article_id = a.id AND r.number = a.latest_number
        WHERE v.field = 'summary' AND v.listing = l.url
    ) THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    t.heard_at AS heard_at,
    t.last_heard_at AS last_heard_at,
    t.position AS position
FROM testimonies AS t
JOIN urls AS u ON u.id = t.url_id
JOIN articles AS a ON a.id = u.article_id
JOIN urls AS l ON l.id = t.listing_id
WHERE t.summary IS NOT NULL
UNION ALL
SELECT
    a.id AS article_id,
    a.url AS url,
    'text' COLLATE "C" AS field,
    l.kind AS witness,
    l.url AS listing,
    t.content_sha256 AS said,
    CASE WHEN EXISTS (
        SELECT 1 FROM votes AS v
        JOIN revisions AS r ON r.id = v.revision_id AND r.article_id = a.id AND r.number = a.latest_number
        WHERE v.field = 'text' AND v.listing = l.url
    ) THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    t.heard_at AS heard_at,
    t.last_heard_at AS last_heard_at,
    t.position AS position
FROM testimonies AS t
JOIN urls AS u ON u.id = t.url_id
JOIN articles AS a ON a.id = u.article_id
JOIN urls AS l ON l.id = t.listing_id
WHERE t.content_sha256 IS NOT NULL
UNION ALL
SELECT
    a.id AS article_id,
    a.url AS url,
    'image' COLLATE "C" AS field,
    l.kind AS witness,
    l.url AS listing,
    t.image AS said,
    CASE WHEN EXISTS (
        SELECT 1 FROM votes AS v
        JOIN revisions AS r ON r.id = v.revision_id AND r.article_id = a.id AND r.number = a.latest_number
        WHERE v.field = 'image' AND v.listing = l.url
    ) THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    t.heard_at AS heard_at,
    t.last_heard_at AS last_heard_at,
    t.position AS position
FROM testimonies AS t
JOIN urls AS u ON u.id = t.url_id
JOIN articles AS a ON a.id = u.article_id
JOIN urls AS l ON l.id = t.listing_id
WHERE t.image IS NOT NULL
UNION ALL
SELECT
    a.id AS article_id,
    a.url AS url,
    'title' COLLATE "C" AS field,
    'page' COLLATE "C" AS witness,
    CAST(NULL AS text) AS listing,
    CASE WHEN v.id IS NULL THEN r.title ELSE v.page_said END AS said,
    CASE WHEN v.id IS NULL THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    f.fetched_at AS heard_at,
    f.fetched_at AS last_heard_at,
    CAST(NULL AS integer) AS position
FROM articles AS a
JOIN revisions AS r ON r.article_id = a.id AND r.number = a.latest_number
JOIN fetches AS f ON f.id = r.fetch_id
LEFT JOIN votes AS v ON v.revision_id = r.id AND v.field = 'title'
WHERE CASE WHEN v.id IS NULL THEN r.title ELSE v.page_said END IS NOT NULL
UNION ALL
SELECT
    a.id AS article_id,
    a.url AS url,
    'published_at' COLLATE "C" AS field,
    'page' COLLATE "C" AS witness,
    CAST(NULL AS text) AS listing,
    CASE WHEN v.id IS NULL THEN CAST(r.published_at AS text) ELSE v.page_said END AS said,
    CASE WHEN v.id IS NULL THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    f.fetched_at AS heard_at,
    f.fetched_at AS last_heard_at,
    CAST(NULL AS integer) AS position
FROM articles AS a
JOIN revisions AS r ON r.article_id = a.id AND r.number = a.latest_number
JOIN fetches AS f ON f.id = r.fetch_id
LEFT JOIN votes AS v ON v.revision_id = r.id AND v.field = 'published_at'
WHERE CASE WHEN v.id IS NULL THEN CAST(r.published_at AS text) ELSE v.page_said END IS NOT NULL
UNION ALL
SELECT
    a.id AS article_id,
    a.url AS url,
    'authors' COLLATE "C" AS field,
    'page' COLLATE "C" AS witness,
    CAST(NULL AS text) AS listing,
    CASE WHEN v.id IS NULL THEN (
        SELECT string_agg(p.name, '; ' ORDER BY p.position)
        FROM people AS p
        WHERE p.revision_id = r.id AND p.role = 'author'
    ) ELSE v.page_said END AS said,
    CASE WHEN v.id IS NULL THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    f.fetched_at AS heard_at,
    f.fetched_at AS last_heard_at,
    CAST(NULL AS integer) AS position
FROM articles AS a
JOIN revisions AS r ON r.article_id = a.id AND r.number = a.latest_number
JOIN fetches AS f ON f.id = r.fetch_id
LEFT JOIN votes AS v ON v.revision_id = r.id AND v.field = 'authors'
WHERE CASE WHEN v.id IS NULL THEN (
        SELECT string_agg(p.name, '; ' ORDER BY p.position)
        FROM people AS p
        WHERE p.revision_id = r.id AND p.role = 'author'
    ) ELSE v.page_said END IS NOT NULL
UNION ALL
SELECT
    a.id AS article_id,
    a.url AS url,
    'tags' COLLATE "C" AS field,
    'page' COLLATE "C" AS witness,
    CAST(NULL AS text) AS listing,
    CASE WHEN v.id IS NULL THEN (
        SELECT string_agg(t.tag, '; ' ORDER BY t.position)
        FROM tags AS t
        WHERE t.revision_id = r.id
    ) ELSE v.page_said END AS said,
    CASE WHEN v.id IS NULL THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    f.fetched_at AS heard_at,
    f.fetched_at AS last_heard_at,
    CAST(NULL AS integer) AS position
FROM articles AS a
JOIN revisions AS r ON r.article_id = a.id AND r.number = a.latest_number
JOIN fetches AS f ON f.id = r.fetch_id
LEFT JOIN votes AS v ON v.revision_id = r.id AND v.field = 'tags'
WHERE CASE WHEN v.id IS NULL THEN (
        SELECT string_agg(t.tag, '; ' ORDER BY t.position)
        FROM tags AS t
        WHERE t.revision_id = r.id
    ) ELSE v.page_said END IS NOT NULL
UNION ALL
SELECT
    a.id AS article_id,
    a.url AS url,
    'section' COLLATE "C" AS field,
    'page' COLLATE "C" AS witness,
    CAST(NULL AS text) AS listing,
    CASE WHEN v.id IS NULL THEN r.section ELSE v.page_said END AS said,
    CASE WHEN v.id IS NULL THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    f.fetched_at AS heard_at,
    f.fetched_at AS last_heard_at,
    CAST(NULL AS integer) AS position
FROM articles AS a
JOIN revisions AS r ON r.article_id = a.id AND r.number = a.latest_number
JOIN fetches AS f ON f.id = r.fetch_id
LEFT JOIN votes AS v ON v.revision_id = r.id AND v.field = 'section'
WHERE CASE WHEN v.id IS NULL THEN r.section ELSE v.page_said END IS NOT NULL
UNION ALL
SELECT
    a.id AS article_id,
    a.url AS url,
    'language' COLLATE "C" AS field,
    'page' COLLATE "C" AS witness,
    CAST(NULL AS text) AS listing,
    CASE WHEN v.id IS NULL THEN r.language ELSE v.page_said END AS said,
    CASE WHEN v.id IS NULL THEN 'decided' ELSE 'heard' END COLLATE "C" AS standing,
    f.fetched_at AS heard_at,
    f.fetched_at AS last_heard_at,
    CAST(NULL AS integer) AS position
FROM articles AS a
JOIN revisions AS r ON r.article_id = a.id AND r.number = a.latest_number
JOIN fetches AS f ON f.id = r.fetch_id
LEFT JOIN votes AS v ON v.revision_id = r.id AND v.field = 'language'
WHERE CASE WHEN v.id IS NULL THEN r.language ELSE v.page_said END IS NOT NULL
