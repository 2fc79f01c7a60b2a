"""`newsarchive reprocess`: reads stored captures again with today's code."""

from __future__ import annotations

import sys
from datetime import datetime

from newsarchive.cli.declared_hints import hints_of_all, undeclared_hints
from newsarchive.cli.options import refuse_unknown_source
from newsarchive.cli.output import WRITERS
from newsarchive.cli.progress import ProgressReport
from newsarchive.cli.stopping import StopRequest, demand_all_read
from newsarchive.cli.tables import print_table
from newsarchive.environment import channels_file, metrics_folder, watches_folder
from newsarchive.errors import EndedEarlyError
from newsarchive.reprocess.run import Reprocess
from newsarchive.stages import run_line
from newsarchive.storage import database_url, open_archive
from newsarchive.storage.interfaces.reprocessing import Difference
from newsarchive.watches.watch_run import tell_watchers
from newsarchive.workers import open_pool

_COLUMNS = ("change", "source", "url", "fields", "chars_added", "chars_removed", "rules", "reason", "read_by")


def reprocess(
    source: str | None, since: datetime | None, *, dry: bool, metadata: bool, again: bool, form: str
) -> None:
    """Read the selected captures again, store what changes, and write the changes in the form.

    With `dry` nothing is stored. Raises UsageError for an unknown source, EndedEarlyError after a signal.
    """
    archive = open_archive(database_url())
    try:
        refuse_unknown_source(source, archive.sources())
        with StopRequest() as stop:
            captures = archive.reprocessing.wanted(source, since)
            found: list[Difference] = []
            with (
                open_pool(run_line) as pool,
                ProgressReport("reprocess", len(captures)) as progress,
            ):
                tally = Reprocess(
                    archive,
                    pool,
                    declared=hints_of_all(),
                    undeclared=undeclared_hints(),
                    dry=dry,
                    again=again,
                    metadata=metadata,
                ).run(
                    captures,
                    report=found.append,
                    step=progress.step,
                    stopping=lambda: stop.received is not None,
                )
        if tally.complete and not dry:
            tell_watchers(archive, watches_folder(), channels_file(), metrics_folder)
        WRITERS[form](sys.stdout.buffer, _COLUMNS, [_row(each) for each in found])
        sys.stdout.flush()
        without = archive.reprocessing.without_capture(source)
        counts = [("captures", tally.captures), ("articles whose capture was not kept", without)]
        print_table([*tally.rows(), *counts], err=True)
    finally:
        archive.close()
    demand_all_read(tally.not_read)
    if stop.received and not tally.complete:
        raise EndedEarlyError(
            f"Stopped by {stop.received.name}; {tally.accounted:,} of {tally.captures:,} captures are done.",
            hint="The same command goes on from here.",
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
