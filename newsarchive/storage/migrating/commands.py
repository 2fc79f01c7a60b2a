"""What `db upgrade`, `downgrade`, `check` and `migration` do, with Alembic configured in code.

`check` compares tables by Alembic and views by their frozen SQL, and looks for triggers.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from newsarchive.compat.alembic_private import downgrade_steps
from newsarchive.errors import ArchiveLockedError, UsageError
from newsarchive.logs.formats import spelled_name
from newsarchive.paths import bundled
from newsarchive.storage.database.database import translated
from newsarchive.storage.database.engine import LOCK_WAIT, make_engine, reading_engine, writing_engine
from newsarchive.storage.database.location import masked, parsed, require_file, require_folder, sqlite_file
from newsarchive.storage.migrating.migration_environment import settings
from newsarchive.storage.migrating.revision import (
    current_revision,
    demand_head,
    demand_known,
    head_revision,
    known_revisions,
)
from newsarchive.storage.migrating.triggers import trigger_differences
from newsarchive.storage.migrating.views import view_differences
from newsarchive.storage.schema import metadata

# Tables stay locked until a transaction ends: one left open in a console blocks every change of the schema.
_IDLE_TRANSACTIONS = """
SELECT pid, usename AS who, application_name AS program, xact_start AS since
FROM pg_stat_activity
WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()
ORDER BY xact_start, pid LIMIT 5
"""


def idle_sessions(location: URL) -> str:
    """Return a sentence that names the longest idle transactions, for a hint; empty if there are none.

    PostgreSQL shows the sessions of others only to a superuser or a member of pg_read_all_stats.
    """
    if sqlite_file(location):
        return ""
    try:
        with make_engine(location, wait=1.0, pooled=False).connect() as connection:
            rows = connection.execute(text(_IDLE_TRANSACTIONS)).all()
    except SQLAlchemyError:  # this only adds to an error that is reported anyway
        return ""
    if not rows:
        return ""
    sessions = ", ".join(
        f"{row.pid} ({row.who or 'unknown'} {row.program}, since {row.since:%Y-%m-%d %H:%M:%S} UTC)"
        for row in rows
    )
    return f"\n  Idle in a transaction: {sessions}; SELECT pg_terminate_backend(pid) ends one."


class LossyDowngradeError(UsageError):
    """A downgrade would delete data that cannot be restored."""

    default_hint = "Make a backup, then repeat with --yes-lose-data if that is what you want."


def configuration(scripts: Path | None = None) -> Config:
    """Return Alembic's configuration; `scripts` is another folder of migrations (tests)."""
    config = Config()
    config.set_main_option("script_location", str(scripts or bundled("migrations")).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s")
    config.set_main_option("path_separator", "newline")
    return config


def upgrade_schema(url: str, revision: str = "head", *, scripts: Path | None = None) -> None:
    """Upgrade the schema to `revision`, creating the archive if there is none.

    The default folder `var/` is created; any other missing folder raises ArchiveUnavailableError.
    """
    location = parsed(url)
    require_folder(location)
    _run(location, "upgrade", revision, scripts)


def downgrade_schema(
    url: str, revision: str, *, lose_data: bool = False, scripts: Path | None = None
) -> None:
    """Downgrade the schema to `revision`; LossyDowngradeError if that loses data and not `lose_data`."""
    location = parsed(url)
    require_file(location)
    losses = [f"{loss} ({script.revision})" for script, loss in _losses(location, revision, scripts)]
    if losses and not lose_data:
        raise LossyDowngradeError(
            f"The downgrade of {masked(location)} to {revision} loses data: {'; '.join(losses)}."
        )
    _run(location, "downgrade", revision, scripts)


def _run(location: URL, name: str, revision: str, scripts: Path | None) -> None:
    config = configuration(scripts)
    engine = make_engine(location, wait=LOCK_WAIT, pooled=False)
    config.attributes["engine"] = writing_engine(engine)
    known = known_revisions(scripts)
    with _nothing_changed(location), translated(location):
        with engine.connect() as connection:
            demand_known(location, current_revision(connection), known)
        if sqlite_file(location):
            with engine.connect() as connection:
                _use_wal(connection)
        try:
            getattr(command, name)(config, revision)
        except (CommandError, RevisionError) as error:
            raise _no_step(revision, known) from error


def _no_step(revision: str, known: Sequence[str]) -> UsageError:
    return UsageError(
        f"No such step: {revision!r} is no revision, or leads past the first or the last.",
        hint=f"Give a revision from {known[0]} to {known[-1]} (the files in migrations/versions), head, base,"
        " or a number of steps, such as +1 or -1.",
    )


@contextmanager
def _nothing_changed(location: URL) -> Iterator[None]:
    """After a wait without success, say that the schema was not changed and who holds it."""
    try:
        yield
    except ArchiveLockedError as error:
        raise ArchiveLockedError(
            f"The schema of {masked(location)} was not changed: "
            f"others have used it for longer than the wait of {LOCK_WAIT:g} s.",
            hint=f"Wait for them or end them, then run the command again.{idle_sessions(location)}",
        ) from error


def _use_wal(connection: Connection) -> None:
    # In WAL mode readers and the writer do not block each other. It is a property of the file, so it is set
    # once, outside of any transaction.
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA journal_mode = WAL")


def _losses(location: URL, revision: str, scripts: Path | None) -> list[tuple[Script, str]]:
    directory = ScriptDirectory.from_config(configuration(scripts))
    engine = make_engine(location, wait=LOCK_WAIT, pooled=False)
    with translated(location), engine.connect() as connection:
        current = current_revision(connection)
    if current is None:
        return []
    demand_known(location, current, known_revisions(scripts))
    try:
        steps = downgrade_steps(directory, revision, current)
    except (CommandError, RevisionError) as error:
        raise _no_step(revision, known_revisions(scripts)) from error
    found = [(step, getattr(step.module, "LOSES", None)) for step in steps]
    return [(script, loss) for script, loss in found if loss]


def write_migration(message: str, *, scripts: Path | None = None) -> Path:
    """Compare the models with a scratch database at head, write the difference, return the new file."""
    name = f"{len(known_revisions(scripts)) + 1:04d}_{_slug(message)}"
    config = configuration(scripts)
    config.cmd_opts = Namespace(quiet=True)  # stdout is for the result
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/scratch.db"
        upgrade_schema(url, scripts=scripts)
        config.attributes["engine"] = writing_engine(make_engine(parsed(url), wait=LOCK_WAIT, pooled=False))
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
        raise UsageError("Describe what the migration does in ASCII letters, such as 'add feeds'.")
    return slug


def schema_differences(url: str) -> list[str]:
    """Return a line for each difference between the archive's schema and this code's; empty if none."""
    location = parsed(url)
    require_file(location)
    engine = reading_engine(make_engine(location, wait=LOCK_WAIT, pooled=False))
    with translated(location), engine.connect() as connection:
        current = current_revision(connection)
        if current is None:
            demand_head(location, current)
        found = [*_not_at_head(current), *trigger_differences(connection), *view_differences(connection)]
        context = MigrationContext.configure(connection, opts=settings())
        found += [line for change in compare_metadata(context, metadata) for line in _lines(change)]
        return [spelled_name(line) for line in found]  # whoever made the file chose the names in it


def _not_at_head(current: str | None) -> list[str]:
    head = head_revision()
    return [] if current == head else [f"schema is at {current or 'nothing'}, head is {head}"]


def _lines(change: Any) -> list[str]:
    if isinstance(change, list):
        return [line for part in change for line in _lines(part)]
    verb, *parts = change
    return [f"{verb.replace('_', ' ')}: {' '.join(_name(part) for part in parts if _name(part))}"]


def _name(part: Any) -> str:
    if part is None or isinstance(part, dict):
        return ""
    if getattr(part, "table", None) is not None:
        return f"{part.table.name}.{part.name}"
    return str(getattr(part, "name", part))
