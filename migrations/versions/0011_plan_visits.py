"""Plan visits: when each feed is polled, each article rechecked, and how often a source edits.

Why: a source asked by one clock for everything is asked too often for what never changes and too seldom for
what does. `feeds` and `urls.next_check_at` say when, `edit_rates` what rechecks of a source found, by age;
`urls.seen_key` tells a page that says what it said before, so that it need not be read again.

A downgrade loses the plan and what it was learned from; crawls then ask for everything each time, as before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011_plan_visits"
down_revision = "0010_remember_hosts"
branch_labels = None
depends_on = None

LOSES: str | None = "when feeds and articles are due, and how often sources edit"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_feeds()
    _create_edit_rates()
    op.add_column("urls", sa.Column("next_check_at", sa.DateTime()))
    op.add_column("urls", sa.Column("seen_key", WORDS))
    op.create_index("ix_urls_source_id_next_check_at", "urls", ["source_id", "next_check_at"])


def downgrade() -> None:
    op.drop_index("ix_urls_source_id_next_check_at", "urls")
    # Not as a batch: that would copy the table, under all its views.
    op.execute("ALTER TABLE urls DROP COLUMN seen_key")
    op.execute("ALTER TABLE urls DROP COLUMN next_check_at")
    op.drop_table("edit_rates")
    op.drop_table("feeds")


def _create_feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", BIG_ID, sa.Identity(always=False), nullable=False),
        sa.Column("url_id", sa.BigInteger(), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("interval", sa.Float(), nullable=False),
        sa.Column("next_poll_at", sa.DateTime(), nullable=False),
        sa.Column("last_polled_at", sa.DateTime()),
        sa.Column("last_new_at", sa.DateTime()),
        sa.Column("polls", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("last_entries", sa.Integer()),
        sa.Column("last_new", sa.Integer()),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_full_at", sa.DateTime()),
        sa.Column("rhythm", WORDS),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_feeds_source_id_sources"),
        sa.ForeignKeyConstraint(["url_id"], ["urls.id"], name="fk_feeds_url_id_urls"),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("url_id", name="uq_feeds_url_id"),
        comment="When each feed, sitemap and section is polled, and what its polls brought",
    )
    op.create_index("ix_feeds_source_id_next_poll_at", "feeds", ["source_id", "next_poll_at"])


def _create_edit_rates() -> None:
    op.create_table(
        "edit_rates",
        sa.Column("id", BIG_ID, sa.Identity(always=False), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("age_class", sa.Integer(), nullable=False),
        sa.Column("checks", sa.Float(), nullable=False),
        sa.Column("edits", sa.Float(), nullable=False),
        sa.Column("days", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_edit_rates_source_id_sources"),
        sa.PrimaryKeyConstraint("id", name="pk_edit_rates"),
        sa.UniqueConstraint("source_id", "age_class", name="uq_edit_rates_source_id_age_class"),
        comment="How often articles of a source are edited, by age",
    )
