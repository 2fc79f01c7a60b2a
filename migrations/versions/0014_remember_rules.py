"""By which declaration the links of each list were chosen.

Why: a list that answers 304 names nothing, so what a source's `[links]` left out stayed unknown when they
were widened. Lists whose links were chosen by another declaration are asked for whole; so are, once, all
those of archives made before.

A downgrade loses nothing but that: lists are asked for whole once more.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014_remember_rules"
down_revision = "0013_sort_the_dictionary"
branch_labels = None
depends_on = None

LOSES: str | None = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("feeds", sa.Column("read_by", WORDS))


def downgrade() -> None:
    op.drop_column("feeds", "read_by")
