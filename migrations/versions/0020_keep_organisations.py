"""Keep the organisations that a by-line names.

Why: an agency, a desk or an office that signs an article is no person. It was lost, or stood among the
authors; now it has a role of its own in `people`.

A downgrade loses them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from alembic import op
from alembic.util import load_python_file

revision = "0020_keep_organisations"
down_revision = "0019_doubt_texts"
branch_labels = None
depends_on = None

LOSES: str | None = "organisations that by-lines name"

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")
BEFORE = "Authors and editors a revision names"
AFTER = "Authors, editors and organisations that a revision names"


def upgrade() -> None:
    _set_roles(("author", "editor", "organisation"), BEFORE, AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM people WHERE role = 'organisation'")
    _set_roles(("author", "editor"), AFTER, BEFORE)


def _set_roles(roles: Iterable[str], before: str, after: str) -> None:
    views = v1.take_views()
    v1.allow("people", "role", roles)
    if op.get_context().dialect.name == "postgresql":  # SQLite has no comments
        op.create_table_comment("people", after, existing_comment=before)
    v1.put_back(views)
