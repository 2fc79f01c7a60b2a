"""Learn where the text of a host's pages stands: an outline of each of its newest pages, and known boxes.

Why: of short news one page alone says too little, and comments or other stories were taken for its text
(docs/explanation/boilerplate.md#boxes). An outline is kept of the newest pages of each host; from them a
completed run learns which boxes hold the text and which never do.

Nothing here is an original: pages that are read again give their outlines again, so a downgrade loses nothing
that `reprocess` cannot bring back.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0023_outline_pages"
down_revision = "0022_doubt_incidents"
branch_labels = None
depends_on = None

LOSES: str | None = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("learnings", sa.Column("last_outline", sa.BigInteger()))
    op.create_table(
        "page_outlines",
        *_key("page_outlines"),
        *_ref("page_outlines", "article_id", "articles"),
        *_ref("page_outlines", "source_id", "sources"),
        sa.Column("host", WORDS, nullable=False),
        sa.Column("fetched_at", sa.DateTime(), nullable=False),
        sa.Column("outline", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("article_id", name="uq_page_outlines_article_id"),
        comment="Which boxes the text of a page stands in, for the newest pages of each host",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_page_outlines_source_id_host", "page_outlines", ["source_id", "host"])
    op.create_table(
        "host_boxes",
        *_key("host_boxes"),
        *_ref("host_boxes", "source_id", "sources"),
        *(sa.Column(name, WORDS, nullable=False) for name in ("host", "role", "box_key", "path")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("pages", "pages_seen")),
        sa.CheckConstraint("role IN ('apart', 'label', 'name', 'text')", name=op.f("ck_host_boxes_role")),
        sa.UniqueConstraint(
            "source_id", "host", "role", "box_key", name="uq_host_boxes_source_id_host_role_box_key"
        ),
        comment="Boxes of a host's pages that hold the text, and those that never do",
    )


def downgrade() -> None:
    op.drop_table("host_boxes")
    op.drop_table("page_outlines")
    # Not as a batch: that would copy the table.
    op.execute("ALTER TABLE learnings DROP COLUMN last_outline")


def _key(table: str) -> list[SchemaItem]:
    column = sa.Column("id", BIG_ID, sa.Identity(always=False), nullable=False)
    return [column, sa.PrimaryKeyConstraint("id", name=f"pk_{table}")]


def _ref(table: str, column: str, target: str) -> list[SchemaItem]:
    name = f"fk_{table}_{column}_{target}"
    return [
        sa.Column(column, sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name),
    ]
