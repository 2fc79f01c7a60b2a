"""Keep the organisations that a by-line names.

Why: an agency, a desk or an office that signs an article is no person. It was lost, or stood among the
authors; now it has a role of its own in `people`.

A downgrade loses them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0020_keep_organisations"
down_revision = "0019_doubt_texts"
branch_labels = None
depends_on = None

LOSES: str | None = "organisations that by-lines name"

CHECK = "ck_people_role"
BEFORE = "Authors and editors a revision names"
AFTER = "Authors, editors and organisations that a revision names"


def upgrade() -> None:
    _set_roles("'author', 'editor', 'organisation'", BEFORE, AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM people WHERE role = 'organisation'")
    _set_roles("'author', 'editor'", AFTER, BEFORE)


def _set_roles(roles: str, before: str, after: str) -> None:
    with _without_views(), op.batch_alter_table("people") as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.create_check_constraint(op.f(CHECK), f"role IN ({roles})")
        batch.create_table_comment(after, existing_comment=before)


@contextmanager
def _without_views() -> Iterator[None]:
    """SQLite copies the table to change it, and refuses that under views; they are made again as before."""
    if op.get_context().dialect.name != "sqlite":
        yield
        return
    views = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid")
    there = [(row.name, row.sql) for row in op.get_bind().execute(views)]
    for name, _ in there:
        op.execute(f"DROP VIEW {name}")
    yield
    for _, made in there:
        op.get_bind().exec_driver_sql(made)
