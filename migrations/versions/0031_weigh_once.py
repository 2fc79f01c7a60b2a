"""Weigh the days before a day once, and count the fetches of a week by their day.

Why: on PostgreSQL `source_days` looked up the same eight days for `expected` and for `busiest`, and asked of
each whether it has articles before it counted them; the gaps of a million articles took twice as long.
`source_health` read the row of every fetch of a week for its time, which only those of the first days need:
a day is a source's own, and at most fourteen hours before that of UTC. The rows of both are the same.
"""

from __future__ import annotations

from pathlib import Path

from alembic.util import load_python_file

revision = "0031_weigh_once"
down_revision = "0030_count_facets"
branch_labels = None
depends_on = None

LOSES: str | None = None

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")
ABOVE = ("coverage_gaps", "source_health")


def upgrade() -> None:
    _make("0031")  # on SQLite source_days stays as it was


def downgrade() -> None:
    _make("0027")


def _make(folder: str) -> None:
    v1.drop_views((*ABOVE, "source_days"))
    v1.create_views(("source_days",), folder)
    v1.create_views(("coverage_gaps",), "0015")
    v1.create_views(("source_health",), folder)
