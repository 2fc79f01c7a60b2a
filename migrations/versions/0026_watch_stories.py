"""Keep what watches found, and the messages about it.

Why: a watch tells of new, edited and withdrawn articles, each once, also when its process is killed. So how
far it has read (`watch_positions`), what it found (`watch_matches`) and what became of each message
(`watch_deliveries`) stand in the archive, and are written in one transaction.

A downgrade loses all of it: after another upgrade, watches tell from then on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026_watch_stories"
down_revision = "0025_hear_lists"
branch_labels = None
depends_on = None

LOSES: str | None = "what watches found, and which messages were sent"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = "('new', 'edited', 'added', 'headline', 'withdrawn', 'returned', 'undone')"
STATES = "('waiting', 'sending', 'sent', 'failed', 'dropped')"
UNSETTLED = "state IN ('waiting', 'sending')"


def upgrade() -> None:
    op.create_table(
        "watches",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("registered_at", sa.DateTime(), nullable=False),
        sa.Column("told_since", sa.DateTime(), nullable=False),
        sa.Column("after_revision", sa.BigInteger(), nullable=False),
        sa.Column("after_event", sa.BigInteger(), nullable=False),
        sa.Column("history_read", sa.BigInteger(), nullable=False),
        sa.Column("history_until", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watches")),
        sa.UniqueConstraint("name", name=op.f("uq_watches_name")),
        comment="Watches that were declared, and since when",
    )
    op.create_table(
        "watch_positions",
        sa.Column("crawl_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("crawl_id", name=op.f("pk_watch_positions")),
        comment="How far watches have read the archive",
    )
    op.create_table(
        "watch_runs",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("heartbeat_at", sa.DateTime(), nullable=False),
        sa.Column("host", WORDS, nullable=False),
        sa.Column("pid", sa.BigInteger(), nullable=False),
        sa.Column("process_started", WORDS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_runs")),
        comment="The process that delivers the messages of watches now",
    )
    op.create_table(
        "watch_matches",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("watch_id", sa.BigInteger(), nullable=False),
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("matched_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(f"kind IN {KINDS}", name=op.f("ck_watch_matches_kind")),
        sa.ForeignKeyConstraint(["watch_id"], ["watches.id"], name=op.f("fk_watch_matches_watch_id_watches")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_watch_matches_revision_id_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_matches")),
        sa.UniqueConstraint(
            "watch_id",
            "revision_id",
            "kind",
            "event_id",
            name=op.f("uq_watch_matches_watch_id_revision_id_kind_event_id"),
        ),
        comment="Revisions, withdrawals and returns that watches asked for",
    )
    op.create_index(op.f("ix_watch_matches_revision_id"), "watch_matches", ["revision_id"])
    op.create_table(
        "watch_deliveries",
        sa.Column("id", BIG_ID, sa.Identity(), nullable=False),
        sa.Column("match_id", sa.BigInteger(), nullable=False),
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.Column("message_key", WORDS),
        sa.Column("reason", WORDS),
        sa.Column("settled_at", sa.DateTime()),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_watch_deliveries_state")),
        sa.ForeignKeyConstraint(
            ["match_id"], ["watch_matches.id"], name=op.f("fk_watch_deliveries_match_id_watch_matches")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_watch_deliveries_revision_id_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_deliveries")),
        sa.UniqueConstraint("match_id", "channel", name=op.f("uq_watch_deliveries_match_id_channel")),
        comment="Messages to channels: which match goes where, and what became of it",
    )
    op.create_index(op.f("ix_watch_deliveries_revision_id"), "watch_deliveries", ["revision_id"])
    op.create_index(op.f("ix_watch_deliveries_message_key"), "watch_deliveries", ["message_key"])
    op.create_index(
        "ix_watch_deliveries_unsettled",
        "watch_deliveries",
        ["due_at"],
        sqlite_where=sa.text(UNSETTLED),
        postgresql_where=sa.text(UNSETTLED),
    )


def downgrade() -> None:
    for table in ("watch_deliveries", "watch_matches", "watch_runs", "watch_positions", "watches"):
        op.drop_table(table)
