"""`newsarchive query`: one reading SQL statement over the analysts' views."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import datetime
from itertools import islice
from pathlib import Path

import click

from newsarchive.cli.options import ROWS, TIMEOUT, as_of_option, as_typed
from newsarchive.cli.output import FORMATS, result_stream
from newsarchive.cli.stopping import StopAtOnce
from newsarchive.cli.watchdog import Watchdog
from newsarchive.errors import UsageError
from newsarchive.storage.database.location import database_url
from newsarchive.storage.queries.run_query import run_query


@click.command()
@click.argument("sql", metavar="SQL")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="A file instead of stdout.")
@click.option("--limit", type=ROWS, help="At most so many rows (default: all).")
@click.option(
    "--timeout",
    type=TIMEOUT,
    default=60.0,
    show_default=True,
    help="Seconds; a result cut short says so and exits 3.",
)
@as_of_option
def command(
    sql: str, form: str, output: Path | None, limit: int | None, timeout: float, as_of: datetime | None
) -> None:
    """Ask the archive: SQL over current_articles, article_history, removed_text and the tables behind.

    Read-only on either database; the exit code is 2 for SQL that is wrong or would write. On SQLite a
    condition you compute yourself (a > b) is 0 or 1, since SQLite has no booleans; columns of the views
    are true or false on both.
    """
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise UsageError(
            "Parquet is not for a terminal.", hint="Give --output FILE, or send stdout to a file."
        )
    with StopAtOnce(), Watchdog(timeout) as watch, ExitStack() as stack:
        asked = run_query(database_url(), as_typed(sql), timeout=timeout, as_of=as_of)
        with watch.calling():
            result = stack.enter_context(asked)
        stream = stack.enter_context(result_stream(output))
        FORMATS[form](stream, result.columns, islice(watch.rows(result.rows), limit))
