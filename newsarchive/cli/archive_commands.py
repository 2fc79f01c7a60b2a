"""The commands that keep the archive: db, import, export, reprocess and forget.

Each declares its options here and imports its work when it is called: `--help` must not wait for a database.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from newsarchive.cli.gc_tuning import loading
from newsarchive.cli.options import DAYS, EXPORT_FORMS, WARC_BYTES, as_of_option, as_typed

# `newsarchive db`: the archive's schema and its upkeep.


@click.group("db")
def db_group() -> None:
    """The archive's schema and upkeep: upgrade, downgrade, status, check, verify, backup, grant, prune."""


@db_group.command("upgrade")
@click.argument("revision", metavar="[REV]", default="head")
def upgrade_command(revision: str) -> None:
    """Bring the archive up to REV (default: head), making it where there is none.

    At head, what is computed from stored articles (the search index, …) is then made for those that lack it.
    It may be stopped at any time; run it again and it goes on.
    """
    with loading():
        from newsarchive.cli.db import upgrade
    upgrade(revision)


# Without ignore_unknown_options `-1` would be taken for an option.
@db_group.command("downgrade", context_settings={"ignore_unknown_options": True})
@click.argument("revision", metavar="REV")
@click.option(
    "--yes-lose-data", is_flag=True, help="Go down even where that deletes what cannot be had back."
)
def downgrade_command(revision: str, yes_lose_data: bool) -> None:
    """Take the archive down to REV: a revision, -1, or base."""
    with loading():
        from newsarchive.cli.db import downgrade
    downgrade(revision, lose_data=yes_lose_data)


@db_group.command("status")
def status_command() -> None:
    """Print where the archive is, its schema, the newest schema known, and who is at work on it."""
    with loading():
        from newsarchive.cli.db import print_status
    print_status()


@db_group.command("check")
def check_command() -> None:
    """Compare the archive's schema with what this code expects; exit 4 with the differences."""
    with loading():
        from newsarchive.cli.db import check_schema_differences
    check_schema_differences()


@db_group.command("verify")
def verify_command() -> None:
    """Read the whole archive and say what is wrong with its data; exit 4 with the list."""
    with loading():
        from newsarchive.cli.db import verify
    verify()


@db_group.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup_command(file: Path) -> None:
    """Copy the archive to FILE while others may write to it; FILE appears complete or not at all.

    On SQLite FILE is an archive itself; on PostgreSQL it is a dump for pg_restore.
    """
    with loading():
        from newsarchive.cli.db import back_up
    back_up(file)


@db_group.command("grant")
@click.argument("role", metavar="ROLE")
def grant_command(role: str) -> None:
    """Let ROLE read the analysts' views and search, and nothing else (PostgreSQL).

    The role is made where it does not exist, without a password: give it one, or let pg_hba.conf decide. Its
    sessions are read-only and stop a statement after 60 seconds; it keeps its rights when migrations make the
    views anew.
    """
    with loading():
        from newsarchive.cli.db import grant
    grant(role)


@db_group.command("prune")
@click.option("--dry-run", is_flag=True, help="Count only; nothing is removed.")
@click.option(
    "--not-modified-days",
    type=DAYS,
    help="Remove also answers 304 older than so many days that show no article (of feeds, lists, refused"
    " pages); they leave the view captures, also as of a past date.",
)
def prune_command(dry_run: bool, not_modified_days: int | None) -> None:
    """Remove bodies of answers that nothing refers to, and those older than their source keeps them.

    A source keeps bodies for ever unless it declares keep_payload_days; one with noarchive = "text_only"
    keeps none of such pages: payload_kept turns false in the view captures, also as of a past date.
    Articles, revisions, evidence and when articles were seen are never removed.
    """
    with loading():
        from newsarchive.cli.db import prune
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
    """Bring what was saved elsewhere into the archive."""


@import_group.command("pages")
@click.argument("manifest", type=click.Path(path_type=Path), metavar="IN.jsonl")
def import_pages_command(manifest: Path) -> None:
    """Import the saved pages of a manifest.

    Pages are stored in order of fetched_at (those without one last); a page whose url and bytes are in the
    archive already is done. Stopped or killed, the same command goes on where it was.
    """
    with loading():
        from newsarchive.cli.importing import import_pages
    import_pages(manifest)


@import_group.command("warc")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--source", metavar="S", help="Source of all pages (default: the host of each).")
def import_warc_command(files: tuple[Path, ...], source: str | None) -> None:
    """Import what WARC files hold (.warc, .warc.gz, .warc.zst), as a crawl would have stored it.

    Files are taken in the order given and records in the order of the file: give older files first. A capture
    whose url, bytes and WARC-Date are in the archive is passed over, so that the same command goes on where a
    stopped or killed one was. Exits 3 where a file is damaged, so that what follows in it was not read.
    """
    with loading():
        from newsarchive.cli.importing import import_warc
    import_warc(files, source)


# `newsarchive export`: tables for analysts, WARC files for other archives.


@click.group("export")
def export_group() -> None:
    """Write what the archive holds into files."""


@export_group.command("tables")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--format", "form", type=click.Choice(EXPORT_FORMS), default="parquet", show_default=True)
@as_of_option
@click.option("--source", metavar="S", help="Only what is of this source.")
def export_tables_command(folder: Path, form: str, as_of: datetime | None, source: str | None) -> None:
    """Export every view, one file a month of publication, with a manifest of counts and hashes.

    DIR is made, complete or not at all; it may be there when it is empty or an earlier export, which is
    replaced. Rows are of one moment, whatever a crawl writes meanwhile.
    """
    with loading():
        from newsarchive.cli.export import export_tables
    export_tables(folder, form, as_of=as_of, source=source)


@export_group.command("warc")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--source", metavar="S", help="Only what is of this source.")
@click.option("--since", type=click.DateTime(), help="Only what was fetched since then (UTC).")
@click.option(
    "--size", type=click.IntRange(min=1), default=WARC_BYTES, show_default=True, help="Bytes of a file."
)
def export_warc_command(folder: Path, source: str | None, since: datetime | None, size: int) -> None:
    """Export what was fetched as WARC 1.1 files that warcio and pywb read.

    DIR is made as by 'export tables'. Bytes are written once, further captures of them as revisit records;
    where the archive did not keep them a metadata record says so, and the count at the end. Requests are not
    stored, so there are no request records.
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
@click.option("--dry-run", is_flag=True, help="Read everything, say what would change, write nothing.")
@click.option(
    "--metadata", is_flag=True, help="Make revisions also where only dates, tags and the like change."
)
@click.option("--again", is_flag=True, help="Read also what the same code has read before.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True
)
def reprocess_command(
    source: str | None, since: datetime | None, dry_run: bool, metadata: bool, again: bool, form: str
) -> None:
    """Read stored captures again with today's code, and store what it reads otherwise.

    Of each article the capture of its newest revision, and refused pages newer than that. A new revision is
    made where title, text or authors change; it says cause 'reprocess'. An article that today's code would
    refuse stays. One line on stdout for each capture that changes, counts on stderr. Stopped or killed, the
    same command goes on where it was.
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
@click.option("--reason", required=True, help="Why, in your words; kept with the address.")
def forget_command(url: str, reason: str) -> None:
    """Take down the article at URL: every revision, its text, bytes and evidence, under all its addresses.

    What stays is a row for each address that says why and when (view takedowns) and keeps it out of crawls,
    imports and exports. An address the archive has never met is kept out in advance. There is no way back but
    a backup.
    """
    with loading():
        from newsarchive.cli.forget import take_down
    take_down(url, as_typed(reason).strip())
