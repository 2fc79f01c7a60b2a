"""Say of each later revision whether the publisher edited it.

Why: an article that moved without a redirect has a revision for each of its URLs, in which nothing changed;
those who counted the rows of `article_changes`, or numbers of revisions above 1, counted it as edited. The
new column `edits` counts none of these, no text read anew, no page that came in place of a list's text, and
none that an incident puts in doubt. The rows are the same. `source_health` says what `unanswered` includes.

A downgrade drops the column; it holds nothing that is not told by others.
"""

from __future__ import annotations

from pathlib import Path

from alembic.util import load_python_file

revision = "0034_count_edits"
down_revision = "0033_say_url"
branch_labels = None
depends_on = None

LOSES: str | None = None

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")


def upgrade() -> None:
    _make("0034")


def downgrade() -> None:
    _make("0022")


def _make(folder: str) -> None:
    v1.drop_views(("article_changes",))
    v1.create_views(("article_changes",), folder)
