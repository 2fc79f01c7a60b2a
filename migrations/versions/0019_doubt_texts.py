"""Keep how sure the text of a revision is.

Why: the text is chosen by models, which know how sure they are. `revisions.text_confidence` is the F1 to
expect of the text against what a reader saw; the views `current_articles` and `article_history` show it.
Revisions read before have none.

A downgrade loses it.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from alembic.util import load_python_file

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")

revision = "0019_doubt_texts"
down_revision = "0018_open_kinds"
branch_labels = None
depends_on = None

LOSES: str | None = "how sure the texts of revisions are"

VIEWS = ("current_articles", "article_history")


def upgrade() -> None:
    v1.drop_views(VIEWS)
    op.add_column("revisions", sa.Column("text_confidence", sa.Float()))
    v1.create_views(VIEWS, "0019")


def downgrade() -> None:
    v1.drop_views(VIEWS)
    # Not as a batch: that would copy the table, under all its views.
    op.execute("ALTER TABLE revisions DROP COLUMN text_confidence")
    v1.create_views(("current_articles",), "0007")
    v1.create_views(("article_history",), "0001")
