"""`newsarchive db prune`: removes bodies and responses whose time, as declared, is over."""

from __future__ import annotations

from newsarchive import clock
from newsarchive.cli.declared_hints import hints_of_all
from newsarchive.cli.project import project_sources_folder
from newsarchive.environment import database_url
from newsarchive.logs.console import echo
from newsarchive.sources import load_sources
from newsarchive.storage.maintenance.pruning import Retention, prune_archive


def prune(*, dry: bool, not_modified_days: int | None) -> None:
    """Remove bodies and responses that are no longer needed, and print how much that was."""
    folder = project_sources_folder()
    declared = load_sources(folder) if folder.is_dir() else {}
    days = {name: source.keep_payload_days for name, source in declared.items()}
    hints = hints_of_all()
    retention = Retention(
        payload_days={name: count for name, count in days.items() if count is not None},
        text_only=tuple(name for name, hint in hints.items() if hint.rights.noarchive != "keep"),
        not_modified_days=not_modified_days,
    )
    done = prune_archive(database_url(), retention, clock.now(), dry=dry)
    echo(f"{'Would remove' if dry else 'Removed'}:", err=True)
    echo(f"  {done.expired:,} captures lose their body, by their source's declaration", err=True)
    echo(f"  {done.bodies:,} bodies, {done.bytes:,} bytes as stored", err=True)
    echo(f"  {done.fetches:,} responses 304", err=True)
