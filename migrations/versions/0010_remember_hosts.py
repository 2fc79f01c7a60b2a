"""Remember how each host wants to be asked.

Why: robots.txt, a Retry-After of 88 hours and the number of requests of a day hold for the host, whichever
process asks, and must outlive the process that learned them.

A downgrade loses what hosts asked for; the next crawl asks for robots.txt anew and knows of no block.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010_remember_hosts"
down_revision = "0009_tell_coverage"
branch_labels = None
depends_on = None

LOSES: str | None = "how long hosts asked to be left alone"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "hosts",
        sa.Column("id", BIG_ID, sa.Identity(always=False), nullable=False),
        sa.Column("host", WORDS, nullable=False),
        sa.Column("robots_state", WORDS),
        sa.Column("robots_status", sa.Integer()),
        sa.Column("robots_text", WORDS),
        sa.Column("robots_fetched_at", sa.DateTime()),
        sa.Column("robots_tried_at", sa.DateTime()),
        sa.Column("robots_away_since", sa.DateTime()),
        sa.Column("crawl_delay", sa.Float()),
        sa.Column("blocked_until", sa.DateTime()),
        sa.Column("blocked_reason", WORDS),
        sa.Column("backoff", sa.Float()),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_failed_at", sa.DateTime()),
        sa.Column("last_asked_at", sa.DateTime()),
        sa.Column("counted_on", sa.Date()),
        sa.Column("asked_that_day", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "robots_state IN ('rules', 'none', 'refused')", name=op.f("ck_hosts_robots_state")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_hosts"),
        sa.UniqueConstraint("host", name="uq_hosts_host"),
        comment="How each host wants to be asked: robots.txt, delays, blocks, requests of the day",
    )


def downgrade() -> None:
    op.drop_table("hosts")
