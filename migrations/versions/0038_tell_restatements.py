"""Tell what the pages of articles state anew: another day of publication, section or tags.

Why: when a publisher moved the day of an article, or filed it under another section or other tags, and left
its text, nothing told of it. `restatements` has a row for each such move that a capture shows from now on,
and the view `article_restatements` shows them. What moved before is not known: those captures were not kept.
A downgrade loses the rows; the bodies of their captures stay.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from alembic.util import load_python_file

revision = "0038_tell_restatements"
down_revision = "0037_tell_refusals"
branch_labels = None
depends_on = None

LOSES: str | None = "what pages stated anew of articles whose text stayed: day, section, tags"

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "restatements",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("fetch_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        *(
            sa.Column(name, WORDS, nullable=False)
            for name in ("fact", "said_before", "said_after", "stated_in")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restatements")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_restatements_article_id_articles")
        ),
        sa.ForeignKeyConstraint(["fetch_id"], ["fetches.id"], name=op.f("fk_restatements_fetch_id_fetches")),
        sa.UniqueConstraint("fetch_id", "fact", name=op.f("uq_restatements_fetch_id_fact")),
        sa.CheckConstraint("fact IN ('published', 'section', 'tags')", name=op.f("ck_restatements_fact")),
        comment="What pages of articles state otherwise than before: day, section, tags",
    )
    op.create_index(op.f("ix_restatements_article_id"), "restatements", ["article_id"])
    v1.create_views(("article_restatements",), "0038")


def downgrade() -> None:
    v1.drop_views(("article_restatements",))
    op.drop_table("restatements")
