"""Allow the incident of a template that writes the same lines into most texts of a source.

Why: where a theme put one sentence into every article, each was told as edited, though nobody edited one.
Such a change is an incident of its own kind, `same_lines`. Nothing that is stored changes. A downgrade tells
these incidents as others of pages: as `fields_lost`, or, where one of that kind is open, as another that is
not.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from alembic.util import load_python_file

revision = "0040_tell_same_lines"
down_revision = "0039_tell_parts"
branch_labels = None
depends_on = None

LOSES: str | None = "which incidents were of the same lines: they are told as other kinds"

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")
BEFORE = ("vanished", "unanswered", "login_wall", "error_page", "same_text", "fields_lost")
NEW = "same_lines"
# A source has one open incident of a kind, and of the last two one at most.
INSTEAD = ("fields_lost", "same_text", "login_wall")


def upgrade() -> None:
    views = v1.take_views()
    v1.allow("source_incidents", "kind", (*BEFORE, NEW))
    v1.put_back(views)


def downgrade() -> None:
    views = v1.take_views()
    for kind in INSTEAD:
        op.execute(
            sa.text(
                "UPDATE source_incidents SET kind = :kind WHERE kind = :new AND NOT (state = 'open' AND "
                "EXISTS (SELECT 1 FROM source_incidents AS other WHERE other.state = 'open' AND "
                "other.kind = :kind AND other.source_id = source_incidents.source_id))"
            ).bindparams(kind=kind, new=NEW)
        )
    v1.allow("source_incidents", "kind", BEFORE)
    v1.put_back(views)
