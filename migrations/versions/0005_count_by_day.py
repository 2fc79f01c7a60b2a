"""Count by day: whose day an article is of, which source an answer is of and on which day it came.

Why: days are the publisher's (docs/explanation/dates.md), and SQLite knows no time zones, so the day is
worked out when a row is written. `articles` gets a copy of its newest revision's day beside that of its time,
since an index cannot span two tables and one month of one source must not cost a look at every article of it;
`fetches` gets the source of its address, which never changes. `articles.day` and `fetches.day` of older rows
need our code: `db upgrade` fills them.

All of it follows from other columns: a downgrade loses nothing.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0005_count_by_day"
down_revision = "0004_hold_a_million"
branch_labels = None
depends_on = None

LOSES: str | None = None

NUMBER = revision[:4]
CHANGED = ("current_articles",)
ADDED = ("article_people", "article_tags", "article_urls", "captures", "fetch_failures", "daily_volume")
KEPT = "ck_fetches_payload_kept"
INDEXES = {
    "ix_articles_source_id_day_latest_number": ["source_id", "day", "latest_number"],
    "ix_articles_source_id_published_on": ["source_id", "published_on"],
    "ix_articles_source_id_first_seen_at": ["source_id", "first_seen_at"],
}


def upgrade() -> None:
    taken = _take_views()
    _widen_articles()
    _widen_fetches()
    _put_back(taken)
    for view in (*CHANGED, *ADDED):
        op.execute(_frozen(view, NUMBER))


def downgrade() -> None:
    for view in reversed(ADDED):
        op.execute(f"DROP VIEW {view}")
    taken = _take_views()
    _narrow_fetches()
    _narrow_articles()
    _put_back(taken)
    for view in CHANGED:
        op.execute(_frozen(view, "0001"))


def _widen_articles() -> None:
    op.add_column("articles", sa.Column("published_on", sa.Date()))
    op.add_column("articles", sa.Column("day", sa.Date()))
    op.execute(
        "UPDATE articles SET published_on = (SELECT r.published_on FROM revisions AS r"
        " WHERE r.article_id = articles.id AND r.number = articles.latest_number)"
    )
    op.execute("UPDATE articles SET day = published_on WHERE published_on IS NOT NULL")
    for name, columns in INDEXES.items():
        op.create_index(name, "articles", columns)


def _narrow_articles() -> None:
    for name in INDEXES:
        op.drop_index(name, "articles")
    for column in ("day", "published_on"):
        op.drop_column("articles", column)


def _widen_fetches() -> None:
    op.add_column("fetches", sa.Column("source_id", sa.BigInteger()))
    op.add_column("fetches", sa.Column("day", sa.Date()))
    op.add_column(
        "fetches", sa.Column("payload_kept", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.execute(
        "UPDATE fetches SET payload_kept = (payload_sha256 IS NOT NULL),"
        " source_id = (SELECT u.source_id FROM urls AS u WHERE u.id = fetches.url_id)"
    )
    with op.batch_alter_table("fetches") as batch:
        batch.alter_column("source_id", existing_type=sa.BigInteger(), nullable=False)
        batch.create_foreign_key("fk_fetches_source_id_sources", "sources", ["source_id"], ["id"])
        batch.create_check_constraint(op.f(KEPT), "payload_kept = (payload_sha256 IS NOT NULL)")
        batch.create_index("ix_fetches_source_id_day_outcome", ["source_id", "day", "outcome"])


def _narrow_fetches() -> None:
    with op.batch_alter_table("fetches") as batch:
        batch.drop_index("ix_fetches_source_id_day_outcome")
        batch.drop_constraint(op.f(KEPT), type_="check")
        batch.drop_constraint("fk_fetches_source_id_sources", type_="foreignkey")
        for name in ("payload_kept", "day", "source_id"):
            batch.drop_column(name)


def _frozen(view: str, number: str) -> str:
    folder = Path(__file__).parents[1] / "views" / number
    return (folder / f"{view}.{op.get_context().dialect.name}.sql").read_text(encoding="utf-8")


def _take_views() -> list[str]:
    """Drop the views that stand in the way; return the SQL that made those this migration leaves alone.

    On PostgreSQL only the changed ones do; SQLite, which makes tables anew, wants all of them gone.
    """
    if op.get_context().dialect.name != "sqlite":
        for view in CHANGED:
            op.execute(f"DROP VIEW {view}")
        return []
    made = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid")
    views = op.get_bind().execute(made).all()
    for name, _sql in reversed(views):
        op.execute(f"DROP VIEW {name}")
    return [sql for name, sql in views if name not in CHANGED]


def _put_back(views: list[str]) -> None:
    for sql in views:
        op.execute(sa.text(sql.replace(":", "\\:")))
