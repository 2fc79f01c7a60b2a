"""Tell in SQL why a page was refused, and which sources were never crawled to the end.

Why: `captures` said that a page was refused, as `not_article`, and not why; the word was in `why` alone. Its
new column `reason` has it. A source whose only crawl died, of a full disk or a cut connection, was called
`healthy` by `source_health`, as nothing was known of it: it is `unfinished` until a crawl has run to its end.

Both are views: nothing is stored anew, and a downgrade loses nothing.
"""

from __future__ import annotations

from pathlib import Path

from alembic.util import load_python_file

revision = "0037_tell_refusals"
down_revision = "0036_fold_arabic"
branch_labels = None
depends_on = None

LOSES: str | None = None

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")


def upgrade() -> None:
    v1.drop_views(("captures", "source_health"))
    v1.create_views(("captures", "source_health"), "0037")


def downgrade() -> None:
    v1.drop_views(("captures", "source_health"))
    v1.create_views(("captures",), "0035")
    v1.create_views(("source_health",), "0031")
