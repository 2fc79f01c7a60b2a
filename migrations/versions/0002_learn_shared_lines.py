"""Learn what pages of one host share: lines by how many stories they stand on, hosts that cut spam led to.

Why: footers and notices that no general rule knows show only by their repetition
(docs/explanation/boilerplate.md). Nothing here is an original: the next crawl or import that completes learns
it again from the revisions, so a downgrade loses nothing that cannot be had back.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0002_learn_shared_lines"
down_revision = "0001_create_archive"
branch_labels = None
depends_on = None

LOSES: str | None = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "learnings",
        *_key("learnings"),
        *_ref("learnings", "crawl_id", "crawls"),
        sa.Column("learned_at", sa.DateTime(), nullable=False),
        sa.Column("last_revision", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_learnings_crawl_id", "learnings", ["crawl_id"])
    op.create_table(
        "host_lines",
        *_key("host_lines"),
        *_ref("host_lines", "source_id", "sources"),
        *_needed("host", "place", "line_key", "line"),
        *_counts(),
        sa.CheckConstraint("place IN ('head', 'inside', 'tail')", name=op.f("ck_host_lines_place")),
        sa.UniqueConstraint(
            "source_id", "host", "place", "line_key", name="uq_host_lines_source_id_host_place_line_key"
        ),
    )
    op.create_table(
        "spam_hosts",
        *_key("spam_hosts"),
        *_ref("spam_hosts", "source_id", "sources"),
        *_needed("host", "spam_host"),
        *_counts(),
        sa.UniqueConstraint("source_id", "host", "spam_host", name="uq_spam_hosts_source_id_host_spam_host"),
    )


def downgrade() -> None:
    for table in ("spam_hosts", "host_lines", "learnings"):
        op.drop_table(table)


def _key(table: str) -> list[SchemaItem]:
    column = sa.Column("id", BIG_ID, sa.Identity(always=False), nullable=False)
    return [column, sa.PrimaryKeyConstraint("id", name=f"pk_{table}")]


def _ref(table: str, column: str, target: str) -> list[SchemaItem]:
    name = f"fk_{table}_{column}_{target}"
    return [
        sa.Column(column, sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name),
    ]


def _needed(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, WORDS, nullable=False) for name in names]


def _counts() -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in ("stories", "stories_seen")]
