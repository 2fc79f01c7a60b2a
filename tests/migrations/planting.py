"""Migrations planted beside the real ones, to see what a bad or a dangerous one does."""

from __future__ import annotations

import shutil
from pathlib import Path

from newsarchive.paths import bundled
from newsarchive.storage.migrating.revision import head_revision

FRAME = '''"""Planted."""
import sqlalchemy as sa
from alembic import op
revision = "9000_planted"
down_revision = {down!r}
branch_labels = None
depends_on = None
LOSES = None


def upgrade():
    {up}


def downgrade():
    {back}
'''


def plant(folder: Path, up: str, back: str = "pass") -> Path:
    """Copy the migrations and add one after head; return the folder to give as `scripts`."""
    scripts = folder / "migrations"
    shutil.copytree(bundled("migrations"), scripts, ignore=shutil.ignore_patterns("__pycache__"))
    source = FRAME.format(down=head_revision(), up=up, back=back)
    (scripts / "versions" / "9000_planted.py").write_text(source, encoding="utf-8")
    return scripts
