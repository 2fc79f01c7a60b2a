"""Weigh days by themselves, and find a source's newest crawls by an index.

Why: `source_days` grouped every article and fetch of the archive for whatever was asked of it, so that the
health of sources over 219,000 crawls did not end within a minute. It now looks up the days before each day
that is asked for, by the indexes of articles and fetches; its rows are the same. `source_health` sorted all
crawls of a source to find the newest one, several times.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op
from alembic.util import load_python_file

revision = "0027_weigh_days"
down_revision = "0026_watch_stories"
branch_labels = None
depends_on = None

LOSES: str | None = None

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")
ABOVE = ("coverage_gaps", "source_health")


def upgrade() -> None:
    op.create_index(
        op.f("ix_crawls_source_id_kind_started_at"), "crawls", ["source_id", "kind", "started_at"]
    )
    op.create_index(
        op.f("ix_crawls_source_id_kind_reason_id"), "crawls", ["source_id", "kind", "reason", "id"]
    )
    v1.drop_views((*ABOVE, "source_days"))
    v1.create_views(("source_days",), "0027")
    v1.create_views(("coverage_gaps",), "0015")
    v1.create_views(("source_health",), "0027")


def downgrade() -> None:
    v1.drop_views((*ABOVE, "source_days"))
    v1.create_views(("source_days",), "0024")
    v1.create_views(("coverage_gaps",), "0015")
    v1.create_views(("source_health",), "0022")
    op.drop_index(op.f("ix_crawls_source_id_kind_reason_id"), table_name="crawls")
    op.drop_index(op.f("ix_crawls_source_id_kind_started_at"), table_name="crawls")
