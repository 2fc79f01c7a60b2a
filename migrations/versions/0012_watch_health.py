"""Watch over sources: rendering they need, expectations they missed, alarms that were sent.

Why: whether a source needs a browser is found out once and remembered; a crawl that brought less than is
expected says so in a row; people are told of trouble when it begins and when it ends, not every time, which
needs a memory (`alarms`). The view `source_health` tells sources below what is expected of them.

A downgrade loses these memories: rendering is tried anew, and open alarms are raised again.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0012_watch_health"
down_revision = "0011_plan_visits"
branch_labels = None
depends_on = None

LOSES: str | None = "which sources need a browser, missed expectations, and alarms"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
STILL_OPEN = sa.text("ended_at IS NULL")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_renderings()
    _create_missed_expectations()
    _create_alarms()
    _show_health("0012")


def downgrade() -> None:
    _show_health("0009")
    for table in ("alarms", "missed_expectations", "renderings"):
        op.drop_table(table)


def _show_health(number: str) -> None:
    """Make the view as the migration of that number has it."""
    op.execute("DROP VIEW source_health")
    file = Path(__file__).parents[1] / "views" / number / f"source_health.{op.get_context().dialect.name}.sql"
    op.execute(file.read_text(encoding="utf-8"))


def _create_renderings() -> None:
    op.create_table(
        "renderings",
        sa.Column("source_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("mode", WORDS, nullable=False),
        sa.Column("tried", sa.Integer(), server_default="0", nullable=False),
        sa.Column("helped", sa.Integer(), server_default="0", nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("mode IN ('plain', 'browser')", name=op.f("ck_renderings_mode")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_renderings_source_id_sources"),
        sa.PrimaryKeyConstraint("source_id", name="pk_renderings"),
        comment="Whether a source needs a browser, as found out by trying",
    )


def _create_missed_expectations() -> None:
    op.create_table(
        "missed_expectations",
        sa.Column("id", BIG_ID, sa.Identity(always=False), nullable=False),
        sa.Column("crawl_id", sa.BigInteger(), nullable=False),
        sa.Column("expectation", WORDS, nullable=False),
        sa.Column("measured", sa.Float(), nullable=False),
        sa.Column("bound", sa.Float(), nullable=False),
        sa.Column("origin", WORDS, nullable=False),
        sa.Column("detail", WORDS, nullable=False),
        sa.CheckConstraint(
            "origin IN ('declared', 'history', 'default')", name=op.f("ck_missed_expectations_origin")
        ),
        sa.ForeignKeyConstraint(["crawl_id"], ["crawls.id"], name="fk_missed_expectations_crawl_id_crawls"),
        sa.PrimaryKeyConstraint("id", name="pk_missed_expectations"),
        sa.UniqueConstraint("crawl_id", "expectation", name="uq_missed_expectations_crawl_id_expectation"),
        comment="What a crawl brought less (or more) of than is expected of its source",
    )


def _create_alarms() -> None:
    op.create_table(
        "alarms",
        sa.Column("id", BIG_ID, sa.Identity(always=False), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("cause", WORDS, nullable=False),
        sa.Column("told_at", sa.DateTime()),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("end_told_at", sa.DateTime()),
        sa.Column("claimed_until", sa.DateTime()),
        sa.CheckConstraint("kind IN ('missed', 'failed', 'blind')", name=op.f("ck_alarms_kind")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_alarms_source_id_sources"),
        sa.PrimaryKeyConstraint("id", name="pk_alarms"),
        comment="Spells of trouble of a source: first failure, recovery, and who was told",
    )
    op.create_index(
        "uq_alarms_open",
        "alarms",
        ["source_id", "kind"],
        unique=True,
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
