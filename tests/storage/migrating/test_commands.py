"""`db migration` writes a file fit to be committed: numbered, named, formatted, and it does what it says."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Column, Table, Text

from newsarchive.errors import UsageError
from newsarchive.paths import bundled
from newsarchive.storage.migrating.commands import downgrade_schema, upgrade_schema, write_migration
from newsarchive.storage.migrating.revision import head_revision, known_revisions, stored_revision
from newsarchive.storage.schema import metadata


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A copy of the migrations to write into."""
    folder = tmp_path / "migrations"
    shutil.copytree(bundled("migrations"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_a_new_table_becomes_a_migration_that_runs(
    scripts: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    table = Table("lanterns", metadata, Column("name", Text, primary_key=True))
    try:
        file = write_migration("Add lanterns!", scripts=scripts)
        name = f"{len(known_revisions()) + 1:04d}_add_lanterns"
    finally:
        metadata.remove(table)
    assert capfd.readouterr().out == ""
    assert file == scripts / "versions" / f"{name}.py"
    source = file.read_text(encoding="utf-8")
    assert f'down_revision = "{head_revision()}"' in source
    assert 'name=op.f("pk_lanterns")' in source
    assert "newsarchive" not in source.partition('"""\n\n')[2]
    command = [sys.executable, "-m", "ruff", "check", "--quiet", str(file)]
    assert subprocess.run(command, check=False).returncode == 0
    assert (
        subprocess.run([*command[:3], "format", "--check", "--quiet", str(file)], check=False).returncode == 0
    )
    url = f"sqlite:///{tmp_path}/archive.db"
    upgrade_schema(url, scripts=scripts)
    assert stored_revision(url) == name
    downgrade_schema(url, "-1", scripts=scripts)
    assert stored_revision(url) == head_revision()


def test_a_name_of_no_letters_is_refused(scripts: Path) -> None:
    with pytest.raises(UsageError, match="ASCII letters"):
        write_migration("新表", scripts=scripts)
    assert len(list((scripts / "versions").glob("0*.py"))) == len(known_revisions())
