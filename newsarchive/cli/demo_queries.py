"""The SQL of the demonstration: what became of the last crawl, and three questions an analyst may ask."""

from __future__ import annotations

from dataclasses import dataclass

# Feeds, sitemaps and sections are answers too, but no pages: only articles' addresses are counted as stored.
OUTCOMES = """
WITH latest AS (
    SELECT c.id FROM crawls AS c JOIN sources AS s ON s.id = c.source_id
    WHERE s.name = {source} AND c.kind = 'crawl' ORDER BY c.started_at DESC, c.id DESC LIMIT 1
), answers AS (
    SELECT f.id, f.url, f.final_url, f.outcome, f.verdict, f.reason, f.status, u.kind
    FROM fetches AS f JOIN urls AS u ON u.id = f.url_id WHERE f.crawl_id IN (SELECT id FROM latest)
)
SELECT 1 AS part, outcome AS name, NULL AS reason, count(*) AS pages, NULL AS number, NULL AS example
FROM answers WHERE kind = 'article' AND outcome IN ('new', 'changed', 'unchanged', 'not_modified')
GROUP BY outcome
UNION ALL
SELECT 2, r.kind, NULL, count(DISTINCT a.id), CAST(sum(r.count) AS bigint), min(a.url)
FROM answers AS a JOIN repairs AS r ON r.fetch_id = a.id GROUP BY r.kind
UNION ALL
SELECT 3, b.kind, b.place, count(DISTINCT a.id), count(*), min(a.url)
FROM answers AS a JOIN removed_blocks AS b ON b.fetch_id = a.id GROUP BY b.kind, b.place
UNION ALL
SELECT 4, coalesce(verdict, outcome), reason, 1, NULL, url
FROM answers WHERE outcome IN ('refused', 'skipped')
UNION ALL
SELECT 5, outcome, reason, 1, status, url FROM answers WHERE outcome IN ('failed', 'gone')
UNION ALL
SELECT 6, 'redirected', NULL, 1, NULL, url || ' -> ' || final_url
FROM answers WHERE final_url <> url
ORDER BY 1, 2, 3, 6
"""

LATEST = """
SELECT title, language, charset, published_at
FROM current_articles
WHERE source = {source}
ORDER BY published_at DESC NULLS LAST, url
LIMIT 5
"""

SPAM = """
SELECT kind, place, count(*) AS blocks, count(DISTINCT url) AS pages
FROM removed_text
WHERE source = {source} AND kind <> 'furniture'
GROUP BY kind, place
ORDER BY kind, place
"""

HISTORY = """
SELECT revision, recorded_at, title
FROM article_history
WHERE source = {source} AND url IN (SELECT url FROM article_history WHERE revision > 1)
ORDER BY url, revision
LIMIT 10
"""

EDITED_PAGE = """
SELECT revision, recorded_at, modified_at, title
FROM article_history
WHERE url = 'http://news.example/2025/1103/ferry.html'
ORDER BY revision
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A question in words and in SQL."""

    words: str
    sql: str


def outcomes_of(source: str) -> str:
    """The SQL that counts what became of the source's last crawl."""
    return OUTCOMES.format(source=quoted(source))


def questions_about(source: str) -> list[Question]:
    """Three questions; the newsroom's third is about the page it edits."""
    name = quoted(source)
    edited = EDITED_PAGE if source == "newsroom" else HISTORY
    return [
        Question("The latest articles", LATEST.format(source=name).strip()),
        Question("What spam was cut out, by kind and place", SPAM.format(source=name).strip()),
        Question("How edited pages changed from revision to revision", edited.format(source=name).strip()),
    ]


def quoted(text: str) -> str:
    """An SQL string."""
    return "'" + text.replace("'", "''") + "'"
