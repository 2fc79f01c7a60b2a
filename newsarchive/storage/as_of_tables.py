"""Tables as they stood at a moment: SELECTs that give less than is there now, or what was there before.

Plain columns wherever that is possible: only they have a type on SQLite.
"""

from __future__ import annotations

from sqlalchemy import Table

from newsarchive.storage.article_pasts import REMEMBERED
from newsarchive.storage.schema import articles, fetches, removed_blocks, revisions

# {columns} and {moment} (a literal of the database) are filled in below.
RECORDED = "SELECT {columns} FROM {table} AS t\nWHERE t.recorded_at <= {moment}"
OF_REVISIONS = """\
SELECT {columns} FROM {table} AS t
WHERE t.revision_id IS NULL OR EXISTS (
    SELECT 1 FROM revisions AS r WHERE r.id = t.revision_id AND r.recorded_at <= {moment}
)"""
# Articles that have not changed since; then those that have: of the rows replaced later, the first held.
ARTICLES = """\
SELECT {columns} FROM articles AS a
WHERE NOT EXISTS (SELECT 1 FROM article_pasts AS p WHERE p.article_id = a.id AND p.replaced_at > {moment})
UNION ALL
SELECT {past_columns} FROM article_pasts AS p JOIN articles AS a ON a.id = p.article_id
WHERE p.replaced_at > {moment} AND NOT EXISTS (
    SELECT 1 FROM article_pasts AS q
    WHERE q.article_id = p.article_id AND q.number < p.number AND q.replaced_at > {moment}
)"""
# NULL where nothing of the article was recorded by then.
COMPUTED = {
    # Copies are grouped anew whenever a run completes, and how they were grouped before is not kept.
    "syndication_id": "CAST(NULL AS bigint)",
    "latest_number": """(
    SELECT max(r.number) FROM revisions AS r WHERE r.article_id = a.id AND r.recorded_at <= {moment}
)""",
    "published_at": """(
    SELECT r.published_at FROM revisions AS r
    WHERE r.article_id = a.id AND r.recorded_at <= {moment} ORDER BY r.number DESC LIMIT 1
)""",
    "published_on": """(
    SELECT r.published_on FROM revisions AS r
    WHERE r.article_id = a.id AND r.recorded_at <= {moment} ORDER BY r.number DESC LIMIT 1
)""",
    "last_seen_at": """(
    SELECT f.fetched_at FROM revisions AS r JOIN fetches AS f ON f.revision_id = r.id
    WHERE r.article_id = a.id AND f.recorded_at <= {moment} ORDER BY f.fetched_at DESC LIMIT 1
)""",
}
# What an article's row says for good. Other columns (`site`, `day`) are not to be had: a view that
# reads one cannot be asked as it stood until it is remembered or computed here.
LASTING = ("id", "source_id")
# All other tables that views of the past read never change.
TABLES = (articles, revisions, fetches, removed_blocks)
PAST = {table.name: f"as_of_{table.name}" for table in TABLES}


def past_tables(moment: str) -> dict[str, str]:
    """Return SELECTs by the names in PAST; `moment` is a literal of the database asked."""
    selects = {
        "fetches": _filled(RECORDED, fetches, moment),
        "revisions": _filled(RECORDED, revisions, moment),
        "removed_blocks": _filled(OF_REVISIONS, removed_blocks, moment),
        "articles": ARTICLES.format(
            columns=_article_columns("a", moment), past_columns=_article_columns("p", moment), moment=moment
        ),
    }
    return {PAST[name]: select for name, select in selects.items()}


def _filled(template: str, table: Table, moment: str) -> str:
    columns = ", ".join(f"t.{column.name} AS {column.name}" for column in table.columns)
    return template.format(columns=columns, table=table.name, moment=moment)


def _article_columns(past: str, moment: str) -> str:
    special = {name: select.format(moment=moment) for name, select in COMPUTED.items()}
    special |= {name: f"{past}.{name}" for name in REMEMBERED}
    return ", ".join(f"{special.get(name, f'a.{name}')} AS {name}" for name in (*LASTING, *special))
