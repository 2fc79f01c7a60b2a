"""Tell which texts are parts, by what the page itself says.

Why: a page may say that scripts bring more of its text, or that it has more words than stand in it. Where no
browser brought them, the beginning stood in the archive like a whole article, and SQL had no word for it.
`revisions.shows_part` marks such texts; `current_articles` and `article_history` have the column. It is NULL
for revisions stored before; `reprocess` marks those it reads anew. A downgrade loses the marks.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from alembic.util import load_python_file

revision = "0039_tell_parts"
down_revision = "0038_tell_restatements"
branch_labels = None
depends_on = None

LOSES: str | None = "which texts are parts by what their pages say"

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")
VIEWS = ("current_articles", "article_history")


def upgrade() -> None:
    v1.drop_views(VIEWS)
    op.add_column("revisions", sa.Column("shows_part", sa.Boolean()))
    v1.create_views(VIEWS, "0039")


def downgrade() -> None:
    v1.drop_views(VIEWS)
    # Not as a batch: that would copy the table, under all its views.
    op.execute("ALTER TABLE revisions DROP COLUMN shows_part")
    v1.create_views(("current_articles",), "0025")
    v1.create_views(("article_history",), "0035")
