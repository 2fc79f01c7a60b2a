"""Let listings be of kinds that other distributions bring.

Why: a kind of listing is found by its entry point, and its name stands in `urls.kind`. The program that
writes them knows which names there are, and lets none in that is not installed; the table no longer does.

A downgrade loses the names: listings of other kinds than feeds, sitemaps and sections count as feeds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0018_open_kinds"
down_revision = "0017_name_the_reader"
branch_labels = None
depends_on = None

LOSES: str | None = "of which kind listings are that are no feeds, sitemaps or sections"

KINDS = "'article', 'feed', 'sitemap', 'section'"
CHECK = "ck_urls_kind"


def upgrade() -> None:
    with _without_views(), op.batch_alter_table("urls") as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")


def downgrade() -> None:
    op.execute(f"UPDATE urls SET kind = 'feed' WHERE kind NOT IN ({KINDS})")  # noqa: S608 - words above
    with _without_views(), op.batch_alter_table("urls") as batch:
        batch.create_check_constraint(op.f(CHECK), f"kind IN ({KINDS})")


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
