"""`newsarchive query`: runs one read-only SQL statement."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from itertools import islice
from pathlib import Path

from newsarchive.cli.output import WRITERS, result_stream
from newsarchive.cli.stopping import StopAtOnce
from newsarchive.cli.watchdog import Watchdog
from newsarchive.environment import database_url
from newsarchive.storage.queries.run_query import run_query


def answer_sql(
    sql: str, form: str, output: Path | None, *, limit: int | None, timeout: float, as_of: datetime | None
) -> None:
    """Write the rows of the statement in the form, to stdout or a file.

    Raises SqlError if it is invalid or would write, EndedEarlyError after `timeout` seconds.
    """
    with StopAtOnce(), Watchdog(timeout) as watch, ExitStack() as stack:
        asked = run_query(database_url(), sql, timeout=timeout, as_of=as_of)
        with watch.calling():
            result = stack.enter_context(asked)
        stream = stack.enter_context(result_stream(output))
        WRITERS[form](stream, result.columns, islice(watch.rows(result.rows), limit))
