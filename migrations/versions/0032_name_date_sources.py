"""Say in the data dictionary what `date_source` really holds.

Why: it named `jsonld`, `meta` and `visible`, which stand in no row; a question that asked for one of them
found nothing. No table and no view changes.
"""

from __future__ import annotations

revision = "0032_name_date_sources"
down_revision = "0031_weigh_once"
branch_labels = None
depends_on = None

LOSES: str | None = None


def upgrade() -> None:
    """The descriptions are read anew whenever migrations have run (newsarchive.storage.migrating.views)."""


def downgrade() -> None:
    """As above."""
