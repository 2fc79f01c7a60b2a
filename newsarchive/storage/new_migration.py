"""Writes the next migration from the models: numbered, named after what it does, formatted."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from argparse import Namespace
from pathlib import Path

from alembic import command

from newsarchive.errors import UsageError
from newsarchive.storage.engine import WAIT, make_engine, writing
from newsarchive.storage.location import parsed
from newsarchive.storage.migrating import configuration, upgrade
from newsarchive.storage.schema_revision import known_revisions


def write_migration(message: str, *, scripts: Path | None = None) -> Path:
    """Compare the models with a scratch database at head and write the difference; return the new file."""
    name = f"{len(known_revisions(scripts)) + 1:04d}_{_slug(message)}"
    config = configuration(scripts)
    config.cmd_opts = Namespace(quiet=True)  # stdout is for the result
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/scratch.db"
        upgrade(url, scripts=scripts)
        config.attributes["engine"] = writing(make_engine(parsed(url), wait=WAIT, pooled=False))
        script = command.revision(config, message, autogenerate=True, rev_id=name)
    assert script is not None
    assert not isinstance(script, list)
    file = Path(script.path)
    for tidy in (["check", "--fix"], ["format"]):
        subprocess.run([sys.executable, "-m", "ruff", *tidy, "--quiet", str(file)], check=False)  # noqa: S603
    return file


def _slug(message: str) -> str:
    slug = "_".join(re.findall(r"[a-z0-9]+", message.lower()))
    if not slug:
        raise UsageError("A migration is named after what it does, in ASCII letters: 'add feeds'.")
    return slug
