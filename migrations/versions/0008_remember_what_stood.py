"""Remember when each answer was recorded, what an article's row said before, and what each edit changed.

Why: the archive can be asked as it stood at a moment (`--as-of`), and edits can be searched by what they
changed (`article_changes`). The time older answers were recorded is not known: it is set to that of the
revision they made, else to the later of the fetch and the begin of its crawl. What older edits changed is
computed by `newsarchive db upgrade` afterwards.

A downgrade loses the former addresses and withdrawals of articles, so that the archive can no longer be asked
as it stood; the rest is had again by an upgrade.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0008_remember_what_stood"
down_revision = "0007_group_copies"
branch_labels = None
depends_on = None

LOSES: str | None = "how the archive stood at earlier moments: when answers were recorded, former states"

NUMBER = revision[:4]
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FLAGS = ("changed_title", "changed_text", "changed_authors", "stealth")
COUNTS = ("chars_added", "chars_removed")
UNCOMPARED = sa.text("number > 1 AND changed_text IS NULL")
OF_ARTICLES = sa.text("article_id IS NOT NULL")

RECORDED = """
UPDATE fetches SET recorded_at = coalesce(
    (SELECT r.recorded_at FROM revisions AS r WHERE r.id = fetches.revision_id AND r.fetch_id = fetches.id),
    (SELECT CASE WHEN c.started_at > fetches.fetched_at THEN c.started_at ELSE fetches.fetched_at END
     FROM crawls AS c WHERE c.id = fetches.crawl_id)
)
"""
WHOSE = """
UPDATE url_events SET article_id = (SELECT u.article_id FROM urls AS u WHERE u.id = url_events.url_id)
WHERE event IN ('withdrawn', 'returned')
"""


def upgrade() -> None:
    _create_article_pasts()
    views = _take_views()
    op.add_column("fetches", sa.Column("recorded_at", sa.DateTime()))
    op.execute(RECORDED)
    with op.batch_alter_table("fetches") as batch:
        batch.alter_column("recorded_at", existing_type=sa.DateTime(), nullable=False)
    with op.batch_alter_table("url_events") as batch:
        batch.add_column(sa.Column("article_id", sa.BigInteger()))
        batch.create_foreign_key("fk_url_events_article_id_articles", "articles", ["article_id"], ["id"])
    op.execute(WHOSE)
    _add_index("ix_url_events_article_id", "url_events", "article_id", OF_ARTICLES)
    for name in FLAGS:
        op.add_column("revisions", sa.Column(name, sa.Boolean()))
    for name in COUNTS:
        op.add_column("revisions", sa.Column(name, sa.BigInteger()))
    _add_index("ix_revisions_uncompared", "revisions", "id", UNCOMPARED)
    _put_back(views)
    op.execute(_frozen("article_changes"))


def downgrade() -> None:
    op.execute("DROP VIEW article_changes")
    views = _take_views()
    op.drop_index("ix_revisions_uncompared", "revisions")
    for name in (*COUNTS, *FLAGS):
        op.drop_column("revisions", name)
    op.drop_index("ix_url_events_article_id", "url_events")
    with op.batch_alter_table("url_events") as batch:
        batch.drop_constraint("fk_url_events_article_id_articles", type_="foreignkey")
        batch.drop_column("article_id")
    op.drop_column("fetches", "recorded_at")
    op.drop_table("article_pasts")
    _put_back(views)


def _create_article_pasts() -> None:
    op.create_table(
        "article_pasts",
        sa.Column("id", BIG_ID, sa.Identity(always=False), nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(), nullable=False),
        sa.Column("url", WORDS, nullable=False),
        sa.Column("first_seen_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_article_pasts"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_article_pasts_article_id_articles"),
        sa.UniqueConstraint("article_id", "number", name="uq_article_pasts_article_id_number"),
    )


def _add_index(name: str, table: str, column: str, condition: sa.TextClause) -> None:
    op.create_index(name, table, [column], sqlite_where=condition, postgresql_where=condition)


def _frozen(view: str) -> str:
    dialect = op.get_context().dialect.name
    folder = Path(__file__).parents[1] / "views" / NUMBER
    return (folder / f"{view}.{dialect}.sql").read_text(encoding="utf-8")


def _take_views() -> list[str]:
    """Drop the views on SQLite, which makes tables anew under them; return the SQL that made them."""
    if op.get_context().dialect.name != "sqlite":
        return []
    views = op.get_bind().execute(
        sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid")
    )
    kept = views.all()
    for name, _sql in reversed(kept):
        op.execute(f"DROP VIEW {name}")
    return [sql for _name, sql in kept]


def _put_back(views: list[str]) -> None:
    for sql in views:
        op.execute(sa.text(sql.replace(":", "\\:")))
