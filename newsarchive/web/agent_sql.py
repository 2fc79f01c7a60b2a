"""SQL of agents: the guards of `newsarchive query`, fewer rows, shorter texts, and how to go on."""

from __future__ import annotations

from datetime import UTC, datetime, time
from itertools import islice
from typing import Any

from pydantic import Field

from newsarchive.storage.queries.run_query import run_query
from newsarchive.web.agent_answers import AgentAnswer, quoting, shown_rows
from newsarchive.web.agent_parameters import Statement
from newsarchive.web.agent_tools import AgentTool
from newsarchive.web.archive_reader import ArchiveReader, shown_value
from newsarchive.web.quoted_text import QuotedValues
from newsarchive.web.records import Record

# PostgreSQL cuts names to 63 bytes, SQLite not at all.
_LONGEST_NAME = 200


class QueryRows(Record):
    """The answer of a statement."""

    columns: list[str]
    rows: list[list[bool | int | float | str | None]] = Field(description="Values in the columns' order.")


def query_tool(reader: ArchiveReader, asked: Statement) -> dict[str, Any]:
    """Answer `query`."""
    moment = None if asked.as_of is None else datetime.combine(asked.as_of, time(23, 59, 59), UTC)
    with run_query(reader.url, asked.sql, timeout=reader.timeout, wait=reader.wait, as_of=moment) as result:
        rows = [
            [shown_value(value) for value in row]
            for row in islice(result.rows, asked.skip, asked.skip + asked.limit + 1)
        ]
    return query_answer(result.columns, rows, asked)


def query_answer(columns: tuple[str, ...], rows: list[list[Any]], asked: Statement) -> dict[str, Any]:
    """Return the answer; `rows` begin behind those that were skipped, and may be one more than asked for."""
    shown, left_out = shown_rows(
        rows[: asked.limit],
        asked.value_characters,
        "For longer texts raise `value_characters`, for room name fewer columns; `article` has whole texts.",
    )
    more = len(rows) > len(shown)
    if more:
        left_out.append(
            f"There are more rows than these {len(shown)}: go on with `skip`, or let SQL count and group."
        )
    return quoting(
        f"Rows: {len(shown)}{f', after the first {asked.skip:,}' if asked.skip else ''}.",
        {"columns": QuotedValues(_LONGEST_NAME).quoted(columns), "rows": shown},
        left_out=left_out,
        go_on={"skip": asked.skip + len(shown)} if more else None,
    )


QUERY_TOOL = AgentTool(
    name="query",
    title="Ask by SQL",
    description=(
        "Answer any question of counting, comparing or following by one read-only SELECT over the views that"
        " `dictionary` describes: articles by day, language or author, edits and withdrawals, text reuse,"
        " removed spam. Nothing can be changed by it."
    ),
    parameters=Statement,
    answers=AgentAnswer[QueryRows],
    answer=query_tool,
)
