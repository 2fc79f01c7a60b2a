"""The commands that keep the archive: db, import, export, reprocess and forget.

Each command declares its options here and imports its implementation when it runs, so that `--help` is quick.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from newsarchive.cli.options import DAY_COUNT, EXPORT_FORMS, WARC_BYTES, as_of_option, as_typed
from newsarchive.gc_tuning import loading

# `newsarchive db`: the archive's schema and its upkeep.


@click.group("db")
def db_group() -> None:
    """Create, upgrade and maintain the archive."""


@db_group.command("upgrade")
@click.argument("revision", metavar="[REV]", default="head")
def upgrade_command(revision: str) -> None:
    """Upgrade the archive's schema to REV (default: head); creates the archive if there is none.

    Then data derived from stored articles, such as the search index, is computed where it is missing. That
    may be stopped at any time; run the command again to go on.
    """
    with loading():
        from newsarchive.cli.db import upgrade
    upgrade(revision)


# Without ignore_unknown_options `-1` would be taken for an option.
@db_group.command("downgrade", context_settings={"ignore_unknown_options": True})
@click.argument("revision", metavar="REV")
@click.option(
    "--yes-lose-data", is_flag=True, help="Downgrade even if that deletes data that cannot be restored."
)
def downgrade_command(revision: str, yes_lose_data: bool) -> None:
    """Downgrade the archive's schema to REV: a revision, -1, or base."""
    with loading():
        from newsarchive.cli.db import downgrade
    downgrade(revision, lose_data=yes_lose_data)


@db_group.command("status")
def status_command() -> None:
    """Print where the archive is, its schema, the newest schema, and which processes use it."""
    with loading():
        from newsarchive.cli.db import print_status
    print_status()


@db_group.command("check")
def check_command() -> None:
    """Compare the archive's schema with what this version expects; print the differences and exit with 4.

    It compares tables, indexes, views and constraints, and names triggers, rules and row security policies,
    of which an archive has none.
    """
    with loading():
        from newsarchive.cli.db import check_schema_differences
    check_schema_differences()


@db_group.command("verify")
def verify_command() -> None:
    """Read the whole archive and check its data; print the faults and exit with 4."""
    with loading():
        from newsarchive.cli.upkeep import verify
    verify()


@db_group.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup_command(file: Path) -> None:
    """Copy the archive to FILE, as it is at one moment; others may write to it meanwhile.

    FILE appears complete or not at all. With SQLite it is an archive itself, with PostgreSQL a dump for
    pg_restore. An earlier backup of that name is replaced; any other file stays, and the command exits with
    2.
    """
    with loading():
        from newsarchive.cli.upkeep import back_up
    back_up(file)


@db_group.command("grant")
@click.argument("role", metavar="ROLE")
def grant_command(role: str) -> None:
    """Let ROLE read the analysts' views and search, and nothing else (PostgreSQL).

    The role is created if it does not exist, without a password: set one, or let pg_hba.conf decide. Its
    sessions begin read-only and with 60 seconds for a statement; other clients than newsarchive can change
    that for themselves, but not write in the archive. It keeps its rights when migrations recreate the views.
    """
    with loading():
        from newsarchive.cli.db import grant
    grant(role)


@db_group.command("prune")
@click.option("--dry-run", is_flag=True, help="Only count; remove nothing.")
@click.option(
    "--not-modified-days",
    type=DAY_COUNT,
    help="Also remove responses 304 older than this many days that are of no article (of feeds, other"
    " listings, refused pages); they disappear from the view captures, also as of a past date.",
)
def prune_command(dry_run: bool, not_modified_days: int | None) -> None:
    """Remove stored bodies that nothing refers to, and those older than their source keeps them.

    A source keeps bodies for ever unless it declares keep_payload_days. A source with noarchive = "text_only"
    keeps no bodies of pages that say noarchive. payload_kept turns false in the view captures, also as of a
    past date. Articles, revisions, evidence and the times at which articles were seen are never removed.
    """
    with loading():
        from newsarchive.cli.upkeep import prune
    prune(dry=dry_run, not_modified_days=not_modified_days)


@db_group.command("migration")
@click.argument("message")
def migration_command(message: str) -> None:
    """Write the next migration from the models (developers)."""
    with loading():
        from newsarchive.cli.db import print_new_migration
    print_new_migration(message)


# `newsarchive import`: what was saved elsewhere.


@click.group("import")
def import_group() -> None:
    """Import saved pages and WARC files into the archive."""


@import_group.command("pages")
@click.argument("manifest", type=click.Path(path_type=Path), metavar="IN.jsonl")
def import_pages_command(manifest: Path) -> None:
    """Import the saved pages that a manifest lists.

    Pages are stored in the order of fetched_at; those without one come last. A page whose url and bytes are
    already in the archive is skipped. After a stop or a crash, the same command goes on where it stopped.
    """
    with loading():
        from newsarchive.cli.importing import import_pages
    import_pages(manifest)


@import_group.command("warc")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--source", metavar="S", help="The source of all pages (default: each page's host).")
def import_warc_command(files: tuple[Path, ...], source: str | None) -> None:
    """Import WARC files (.warc, .warc.gz, .warc.zst), as a crawl would have stored their records.

    Files are read in the order of their first captures, records in the order of the file. A capture whose
    url, bytes and WARC-Date are already in the archive is skipped, so after a stop or a crash the same
    command goes on where it stopped. Exits with 3 if a file is damaged, so that its rest could not be
    read.
    """
    with loading():
        from newsarchive.cli.importing import import_warc
    import_warc(files, source)


# `newsarchive export`: tables for analysts, WARC files for other archives.


@click.group("export")
def export_group() -> None:
    """Export the archive as tables or WARC files."""


@export_group.command("tables")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--format", "form", type=click.Choice(EXPORT_FORMS), default="parquet", show_default=True)
@as_of_option
@click.option("--source", metavar="S", help="Only what is of this source.")
def export_tables_command(folder: Path, form: str, as_of: datetime | None, source: str | None) -> None:
    """Export every view, one file a month of publication, with a manifest of counts and hashes.

    DIR appears complete or not at all. It may exist if it is empty or an earlier export, which is then
    replaced. All rows show the archive at one moment, whatever a crawl writes meanwhile.
    """
    with loading():
        from newsarchive.cli.export import export_tables
    export_tables(folder, form, as_of=as_of, source=source)


@export_group.command("warc")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--source", metavar="S", help="Only what is of this source.")
@click.option("--since", type=click.DateTime(), help="Only captures fetched since then (UTC).")
@click.option(
    "--size", type=click.IntRange(min=1), default=WARC_BYTES, show_default=True, help="Bytes for each file."
)
def export_warc_command(folder: Path, source: str | None, since: datetime | None, size: int) -> None:
    """Export what was fetched as WARC 1.1 files that warcio and pywb read.

    DIR is written as by 'export tables'. A body is written once; further captures of it become revisit
    records. If the archive did not keep a body, a metadata record says so; the counts at the end include
    those. There are no request records, since requests are not stored.
    """
    with loading():
        from newsarchive.cli.export import export_warc
    export_warc(folder, source=source, since=since.replace(tzinfo=UTC) if since else None, size=size)


# `newsarchive reprocess` and `newsarchive forget`: texts read anew, texts taken away.


@click.command("reprocess")
@click.option("--source", help="Only captures of this source.")
@click.option(
    "--since",
    type=click.DateTime(("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S")),
    help="Only captures fetched since (UTC).",
)
@click.option("--dry-run", is_flag=True, help="Read everything, print what would change, write nothing.")
@click.option("--metadata", is_flag=True, help="Also make revisions if only dates, tags and the like change.")
@click.option("--again", is_flag=True, help="Also read captures that the same code has read before.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True
)
def reprocess_command(
    source: str | None, since: datetime | None, dry_run: bool, metadata: bool, again: bool, form: str
) -> None:
    """Read stored captures again with today's code, and store what changes.

    For each article the capture of its newest revision is read, and refused pages newer than that. If title,
    text or authors change, or a list dates an article without a date, a new revision with the cause
    'reprocess' is made. An article that today's code
    would refuse is kept. Prints a line on stdout for each capture that changes, and counts on stderr. After a
    stop or a crash, the same command goes on where it stopped.
    """
    with loading():
        from newsarchive.cli.reprocess import reprocess
    reprocess(
        source,
        since.replace(tzinfo=UTC) if since else None,
        dry=dry_run,
        metadata=metadata,
        again=again,
        form=form,
    )


@click.command("forget")
@click.argument("url", metavar="URL")
@click.option("--reason", required=True, help="Why, in your words; stored with the URL.")
@click.option("--dry-run", is_flag=True, help="Print what would be removed and kept out; write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask on a terminal whether it is meant.")
def forget_command(url: str, reason: str, dry_run: bool, yes: bool) -> None:
    """Take down the article at URL: every revision, its text, bodies and evidence, under all its URLs.

    A row for each URL stays (view takedowns): it says why and when, and keeps the URL out of crawls, imports
    and exports. A URL that the archive does not have is kept out in advance. Only a backup can undo this:
    on a terminal it asks before, in a script it does not.
    """
    with loading():
        from newsarchive.cli.forget import take_down
    take_down(url, as_typed(reason).strip(), dry=dry_run, confirmed=yes)
