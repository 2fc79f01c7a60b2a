"""Alembic, told everything in code: upgrade, downgrade, and where the schema stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.engine import URL

from newsarchive.errors import ArchiveLockedError, UsageError
from newsarchive.paths import bundled
from newsarchive.storage.engine import WAIT, make_engine, writing
from newsarchive.storage.folders import require_file, require_folder
from newsarchive.storage.idle_sessions import idle_sessions
from newsarchive.storage.location import parsed, shown, sqlite_file
from newsarchive.storage.schema_revision import current_revision, known_revisions
from newsarchive.storage.translation import translated


class LossyDowngradeError(UsageError):
    """A downgrade would delete what cannot be had back."""

    default_hint = "Make a backup; then give --yes-lose-data if that is what you want."


def configuration(scripts: Path | None = None) -> Config:
    """Return Alembic's configuration; `scripts` is another folder of migrations (tests)."""
    config = Config()
    config.set_main_option("script_location", str(scripts or bundled("migrations")).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s")
    config.set_main_option("path_separator", "newline")
    return config


def upgrade(url: str, revision: str = "head", *, scripts: Path | None = None) -> None:
    """Bring the schema up to `revision`, making the archive where there is none.

    The default folder `var/` is made; any other missing folder is an ArchiveUnavailableError.
    """
    address = parsed(url)
    require_folder(address)
    _run(address, "upgrade", revision, scripts)


def downgrade(url: str, revision: str, *, lose_data: bool = False, scripts: Path | None = None) -> None:
    """Take the schema down to `revision`; LossyDowngradeError when data would go and `lose_data` is false."""
    address = parsed(url)
    require_file(address)
    losses = [f"{script.revision} {loss}" for script, loss in _losses(address, revision, scripts)]
    if losses and not lose_data:
        raise LossyDowngradeError(
            f"The downgrade of {shown(address)} to {revision} loses data: {'; '.join(losses)}."
        )
    _run(address, "downgrade", revision, scripts)


def _run(address: URL, name: str, revision: str, scripts: Path | None) -> None:
    config = configuration(scripts)
    engine = make_engine(address, wait=WAIT, pooled=False)
    config.attributes["engine"] = writing(engine)
    with _nothing_changed(address), translated(address):
        if sqlite_file(address):
            with engine.connect() as connection:
                _use_wal(connection)
        try:
            getattr(command, name)(config, revision)
        except (CommandError, RevisionError) as error:
            raise UsageError(
                f"No such step: {error}", hint=f"Known are {', '.join(known_revisions(scripts))}."
            ) from error


@contextmanager
def _nothing_changed(address: URL) -> Iterator[None]:
    """Say of a wait in vain that the schema is as it was, and who held it."""
    try:
        yield
    except ArchiveLockedError as error:
        raise ArchiveLockedError(
            f"The schema of {shown(address)} was not changed: "
            f"others use it for longer than the wait of {WAIT:g} s.",
            hint=f"Wait for them or end them, then run the command again.{idle_sessions(address)}",
        ) from error


def _use_wal(connection: Connection) -> None:
    # Readers and the writer do not block each other; a property of the file, so set once, outside of any
    # transaction.
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA journal_mode = WAL")


def _losses(address: URL, revision: str, scripts: Path | None) -> list[tuple[Script, str]]:
    directory = ScriptDirectory.from_config(configuration(scripts))
    engine = make_engine(address, wait=WAIT, pooled=False)
    with translated(address), engine.connect() as connection:
        current = current_revision(connection)
    if current is None:
        return []
    try:
        steps = directory._downgrade_revs(revision, current)
    except (CommandError, RevisionError) as error:
        raise UsageError(f"No such step: {error}", hint=f"The archive stands at {current}.") from error
    found = [(step.revision, getattr(step.revision.module, "LOSES", None)) for step in steps]
    return [(script, loss) for script, loss in found if loss]
