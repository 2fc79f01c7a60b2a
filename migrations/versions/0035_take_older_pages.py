"""Keep pages that come late from standing for what an article says now, and tell redirects.

Why: an import may bring a page older than the last capture of its article. It was stored as an edit, even as
one in silence, and was shown as what the article says. The new column `revisions.came_late` marks such a
revision: it is kept, never shown, and no edit. `article_history` has the column; `captures` says in
`answered_url` which URL answered, so that a redirect shows, and an answer that two URLs led to can be counted
once.

Revisions stored before stay as they are: each was shown as the newest, and later ones were compared with it.
A downgrade loses the marks, and what came late after the revision shown looks like a newer one again:
`db verify` of the version before says so.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from alembic.util import load_python_file

revision = "0035_take_older_pages"
down_revision = "0034_count_edits"
branch_labels = None
depends_on = None

LOSES: str | None = "which revisions came late"

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")


def upgrade() -> None:
    v1.drop_views(("article_history", "captures"))
    op.add_column("revisions", sa.Column("came_late", sa.Boolean()))
    v1.create_views(("article_history", "captures"), "0035")


def downgrade() -> None:
    v1.drop_views(("article_history", "captures"))
    # Not as a batch: that would copy the table, under all its views.
    op.execute("ALTER TABLE revisions DROP COLUMN came_late")
    v1.create_views(("article_history",), "0025")
    v1.create_views(("captures",), "0021")
