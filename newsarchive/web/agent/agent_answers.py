"""What a tool answers an agent: the result, what was left out of it, and how to go on."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import Field

from newsarchive.errors import UsageError
from newsarchive.web.answers.records import Record
from newsarchive.web.display.quoted_text import WARNING, QuotedValues, compact_json, fenced, fitting_rows

# Characters of one answer. Clients warn of answers above 10,000 tokens and cut at 25,000 (Claude Code's
# MAX_MCP_OUTPUT_TOKENS); a token is some four letters, or one or two Chinese characters.
MOST_CHARACTERS = 30_000
# A text in a list: a title, a snippet, an URL. Longer ones are rare and mostly not meant well.
LONGEST_IN_LIST = 1_000

_Q = TypeVar("_Q")


class AgentAnswer(Record, Generic[_Q]):
    """An answer. `result` is null in none; errors are no answers."""

    about: str = Field(description="What this is, in newsarchive's words.")
    left_out: list[str] = Field(description="What was cut or is missing, and why; empty if nothing.")
    go_on: dict[str, Any] | None = Field(
        description="Arguments to add to these for what follows; null if this is all."
    )
    warning: str | None = Field(description="Whose words `result` has; null where they are newsarchive's.")
    result: _Q


def quoting(
    about: str, result: Any, *, left_out: list[str] | None = None, go_on: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return the answer with a result that others wrote."""
    return _answer(about, result, left_out, go_on, WARNING)


def stating(about: str, result: Any, *, left_out: list[str] | None = None) -> dict[str, Any]:
    """Return the answer with a result in our own words."""
    return _answer(about, result, left_out, None, None)


def _answer(
    about: str,
    result: Any,
    left_out: list[str] | None,
    go_on: dict[str, Any] | None,
    warning: str | None,
) -> dict[str, Any]:
    return {
        "about": about,
        "left_out": left_out or [],
        "go_on": go_on,
        "warning": warning,
        "result": result,
    }


def shown_rows(rows: list[Any], longest: int, advice: str) -> tuple[list[Any], list[str]]:
    """Return as many of the rows as fit, made fit to be quoted, and what was cut of their texts.

    UsageError with the advice if not even one row fits.
    """
    values = QuotedValues(longest)
    shown = [values.quoted(row) for row in rows]
    count = fitting_rows(shown, MOST_CHARACTERS)
    if rows and not count:
        raise UsageError(
            f"The first row alone has more than the {MOST_CHARACTERS:,} characters of an answer.", hint=advice
        )
    cut = [f"Texts were cut to {longest:,} characters where they end in …[cut]. {advice}"]
    return shown[:count], cut if values.cut else []


def answer_text(answer: dict[str, Any]) -> str:
    """Return the answer as a text for agents that read no structured content."""
    lines = [answer["about"], *answer["left_out"]]
    if answer["go_on"] is not None:
        lines.append(f"More: the same tool with {compact_json(answer['go_on'])} added.")
    result = compact_json(answer["result"])
    lines += [result] if answer["warning"] is None else [answer["warning"], *fenced(result)]
    return "\n".join(lines)
