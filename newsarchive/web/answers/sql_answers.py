"""Analysts' SQL over HTTP: the guards of `newsarchive query`, in a process of its own, with fewer rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice

from newsarchive.exports.row_text import Cell
from newsarchive.storage.queries.run_query import run_query
from newsarchive.web.answers.archive_reader import shown_value
from newsarchive.web.answers.bounded_calls import BoundedCalls
from newsarchive.web.answers.records import QueryRecord

# Characters of all values together: the answer is held in memory, here and where it goes.
_MOST_CHARACTERS = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlTask:
    """A statement to run: seconds, rows, and as of which day."""

    url: str
    sql: str
    timeout: float
    most: int
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlRows:
    """Names and rows; `cut` says that there are more."""

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    cut: bool


def run_task(task: SqlTask) -> SqlRows:
    """Run the statement; called in a process of its own. Raises what `run_query` raises."""
    moment = None if task.as_of is None else datetime.combine(task.as_of, time(23, 59, 59), UTC)
    with run_query(task.url, task.sql, timeout=task.timeout, wait=5, as_of=moment) as result:
        rows: list[tuple[Cell, ...]] = []
        size = 0
        for row in islice(result.rows, task.most + 1):
            size += sum(len(value) if isinstance(value, str | bytes) else 8 for value in row)
            if len(rows) == task.most or size > _MOST_CHARACTERS:
                return SqlRows(columns=result.columns, rows=rows, cut=True)
            rows.append(row)
    return SqlRows(columns=result.columns, rows=rows, cut=False)


def ask_sql(calls: BoundedCalls, task: SqlTask) -> SqlRows:
    """Run the statement within its limits; SqlError, EndedEarlyError or ArchiveError."""
    return calls.call(run_task, task)


def query_record(found: SqlRows) -> QueryRecord:
    """Return the rows as JSON can hold them."""
    return QueryRecord(
        columns=list(found.columns),
        rows=[[shown_value(value) for value in row] for row in found.rows],
        cut=found.cut,
    )
