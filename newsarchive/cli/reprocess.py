"""`newsarchive reprocess`: today's code over stored captures."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

from newsarchive.cli.declared_hints import hints_of_all, undeclared_hints
from newsarchive.cli.output import FORMATS
from newsarchive.cli.progress import ProgressReport
from newsarchive.cli.stopping import StopRequest, demand_all_read
from newsarchive.errors import EndedEarlyError, UsageError
from newsarchive.logs.speaking import echo
from newsarchive.reprocess.run import Reprocess, ReprocessTally, read_again, refuse_reading
from newsarchive.storage import Archive, database_url, open_archive
from newsarchive.storage.interfaces.reprocessing import Difference
from newsarchive.workers import open_pool

COLUMNS = ("change", "source", "url", "fields", "chars_added", "chars_removed", "rules", "reason", "read_by")
DAYS = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S")


@click.command()
@click.option("--source", help="Only captures of this source.")
@click.option("--since", type=click.DateTime(DAYS), help="Only captures fetched since (UTC).")
@click.option("--dry-run", is_flag=True, help="Read everything, say what would change, write nothing.")
@click.option(
    "--metadata", is_flag=True, help="Make revisions also where only dates, tags and the like change."
)
@click.option("--again", is_flag=True, help="Read also what the same code has read before.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True
)
def command(
    source: str | None, since: datetime | None, dry_run: bool, metadata: bool, again: bool, form: str
) -> None:
    """Read stored captures again with today's code, and store what it reads otherwise.

    Of each article the capture of its newest revision, and refused pages newer than that. A new revision is
    made where title, text or authors change; it says cause 'reprocess'. An article that today's code would
    refuse stays. One line on stdout for each capture that changes, counts on stderr. Stopped or killed, the
    same command goes on where it was.
    """
    archive = open_archive(database_url())
    try:
        _demand_source(archive, source)
        with StopRequest() as stop:
            captures = archive.reprocessing.wanted(source, since.replace(tzinfo=UTC) if since else None)
            found: list[Difference] = []
            with (
                open_pool(read_again, refuse=refuse_reading) as pool,
                ProgressReport("reprocess", len(captures)) as progress,
            ):
                tally = Reprocess(
                    archive,
                    pool,
                    declared=hints_of_all(),
                    undeclared=undeclared_hints(),
                    dry=dry_run,
                    again=again,
                    metadata=metadata,
                ).run(
                    captures,
                    report=found.append,
                    step=progress.step,
                    stopping=lambda: stop.received is not None,
                )
        FORMATS[form](sys.stdout.buffer, COLUMNS, [_row(each) for each in found])
        sys.stdout.flush()
        _print_table(tally, archive.reprocessing.without_capture(source))
    finally:
        archive.close()
    demand_all_read(tally.not_read)
    if stop.received and not tally.complete:
        raise EndedEarlyError(
            f"Stopped by {stop.received.name}; {tally.accounted:,} of {tally.captures:,} captures are done.",
            hint="The same command goes on from here.",
        )


def _demand_source(archive: Archive, source: str | None) -> None:
    known = archive.reprocessing.sources()
    if source is not None and source not in known:
        raise UsageError(
            f"The archive has no source {source!r}.", hint=f"It has {', '.join(sorted(known)) or 'none yet'}."
        )


def _row(each: Difference) -> tuple[str | int | None, ...]:
    return (
        each.kind,
        each.source,
        each.url,
        ", ".join(each.fields),
        each.added,
        each.removed,
        " ".join(each.rules),
        each.reason,
        each.extractor,
    )


def _print_table(tally: ReprocessTally, without: int) -> None:
    rows = [*tally.rows(), ("captures", tally.captures), ("articles whose capture was not kept", without)]
    width = max(len(name) for name, _ in rows)
    for name, count in rows:
        echo(f"{name:<{width}}  {count:>9,}", err=True)
