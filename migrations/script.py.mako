"""${message}.

Why: say here what needs the change. Downgrade: say here what it loses, and in LOSES for the command line.

Rules of this folder, for the reasons in docs/explanation/storage.md#migrations: import nothing of
newsarchive; name every constraint; drop the views that stand on a changed table before, re-create them after,
from frozen SQL in views/<number>/; add rows of this era to fill() of tests/migrations/test_upgrade.py; take
out `info=`, which is not the database's; a released file is never edited.
helpers_v1.py says how views are dropped, created and put back.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}

# What a downgrade loses, in words, or None: `db downgrade` asks for --yes-lose-data where there is something.
LOSES: str | None = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
