"""Keep what kind of page a capture is, and how sure that is.

Why: shops, forums, manuals and home pages are refused by what they are, not for a want of text. Which kind
a page was taken for, and how surely, stands with its capture, whether it was refused or not. The view
`captures` shows both.

A downgrade loses the kinds.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from alembic.util import load_python_file

revision = "0021_tell_kinds"
down_revision = "0020_keep_organisations"
branch_labels = None
depends_on = None

LOSES: str | None = "the kinds of pages"

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    v1.drop_views(["captures"])
    op.add_column("fetches", sa.Column("kind", WORDS))
    op.add_column("fetches", sa.Column("kind_confidence", sa.Float()))
    v1.create_views(["captures"], "0021")


def downgrade() -> None:
    v1.drop_views(["captures"])
    # Not as a batch: that would copy the table, under all its views.
    op.execute("ALTER TABLE fetches DROP COLUMN kind_confidence")
    op.execute("ALTER TABLE fetches DROP COLUMN kind")
    v1.create_views(["captures"], "0005")
