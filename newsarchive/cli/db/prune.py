"""`newsarchive db prune`: take away what nothing needs any more."""

from __future__ import annotations

import click

from newsarchive import clock
from newsarchive.cli.bounds import DAYS
from newsarchive.cli.declared_hints import hints_of_all
from newsarchive.cli.project import sources_folder
from newsarchive.logs.speaking import echo
from newsarchive.sources import load_sources
from newsarchive.storage.location import database_url
from newsarchive.storage.pruning import Retention
from newsarchive.storage.pruning import prune as take_away


@click.command()
@click.option("--dry-run", is_flag=True, help="Count only; nothing is removed.")
@click.option(
    "--not-modified-days",
    type=DAYS,
    help="Remove also answers 304 older than so many days that show no article (of feeds, lists, refused"
    " pages); they leave the view captures, also as of a past date.",
)
def prune(dry_run: bool, not_modified_days: int | None) -> None:
    """Remove bodies of answers that nothing refers to, and those older than their source keeps them.

    A source keeps bodies for ever unless it declares keep_payload_days; one with noarchive = "text_only"
    keeps none of such pages: payload_kept turns false in the view captures, also as of a past date.
    Articles, revisions, evidence and when articles were seen are never removed.
    """
    folder = sources_folder()
    declared = load_sources(folder) if folder.is_dir() else {}
    days = {name: source.keep_payload_days for name, source in declared.items()}
    hints = hints_of_all()
    retention = Retention(
        payload_days={name: count for name, count in days.items() if count is not None},
        text_only=tuple(name for name, hint in hints.items() if hint.rights.noarchive != "keep"),
        not_modified_days=not_modified_days,
    )
    done = take_away(database_url(), retention, clock.now(), dry=dry_run)
    echo(f"{'Would remove' if dry_run else 'Removed'}:", err=True)
    echo(f"  {done.expired:,} captures lose their body by their source's setting", err=True)
    echo(f"  {done.bodies:,} bodies, {done.bytes:,} bytes as stored", err=True)
    echo(f"  {done.fetches:,} answers 304", err=True)
