"""Say "URL" in the data dictionary wherever it said "address".

Why: one word for one thing; all else that a person reads says "URL". No table and no view changes.
"""

from __future__ import annotations

revision = "0033_say_url"
down_revision = "0032_name_date_sources"
branch_labels = None
depends_on = None

LOSES: str | None = None


def upgrade() -> None:
    """The descriptions are read anew whenever migrations have run (newsarchive.storage.migrating.views)."""


def downgrade() -> None:
    """As above."""
