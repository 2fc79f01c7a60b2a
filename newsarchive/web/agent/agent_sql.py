"""SQL of agents: the guards of `newsarchive query`, fewer rows, shorter texts, and how to go on."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from newsarchive.errors import SqlError, UsageError
from newsarchive.web.agent.agent_answers import AgentAnswer, quoting, shown_rows
from newsarchive.web.agent.agent_parameters import Statement
from newsarchive.web.agent.agent_tools import AgentArchive, AgentTool
from newsarchive.web.answers.archive_reader import shown_value
from newsarchive.web.answers.records import Record
from newsarchive.web.answers.sql_answers import SqlTask, ask_sql
from newsarchive.web.display.quoted_text import QuotedValues

# PostgreSQL cuts names to 63 bytes, SQLite not at all.
_LONGEST_NAME = 200


class QueryRows(Record):
    """The answer of a statement."""

    columns: list[str]
    rows: list[list[bool | int | float | str | None]] = Field(description="Values in the columns' order.")


def query_tool(archive: AgentArchive, asked: Statement) -> dict[str, Any]:
    """Answer `query`."""
    reader = archive.reader
    task = SqlTask(
        url=reader.url,
        sql=asked.sql,
        timeout=reader.timeout,
        most=asked.skip + asked.limit,
        as_of=asked.as_of,
    )
    try:
        found = ask_sql(archive.calls, task)
    except SqlError as error:
        told = "`dictionary` tells the views, the columns of each, and which database this is."
        raise SqlError(error.message, hint=f"{error.hint}\n{told}" if error.hint else told) from error
    rows = [[shown_value(value) for value in row] for row in found.rows[asked.skip :]]
    if found.cut and not rows:
        raise UsageError(
            f"The first {asked.skip:,} rows are too long to be skipped.",
            hint="Let SQL leave them out: OFFSET.",
        )
    shown, left_out = shown_rows(
        rows,
        asked.value_characters,
        "For longer texts raise `value_characters`, for room name fewer columns; `article` has whole texts.",
    )
    more = found.cut or len(rows) > len(shown)
    if more:
        left_out.append(
            f"There are more rows than these {len(shown)}: go on with `skip`, or let SQL count and group."
        )
    return quoting(
        f"Rows: {len(shown)}{f', after the first {asked.skip:,}' if asked.skip else ''}.",
        {"columns": QuotedValues(_LONGEST_NAME).quoted(found.columns), "rows": shown},
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
