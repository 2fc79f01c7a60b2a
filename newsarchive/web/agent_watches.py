"""What agents ask about watches: which there are, and what each found."""

from __future__ import annotations

from typing import Any

from newsarchive.web.agent_answers import LONGEST_IN_LIST, AgentAnswer, quoting, shown_rows
from newsarchive.web.agent_parameters import MatchChoice, WatchChoice
from newsarchive.web.agent_tools import AgentArchive, AgentTool
from newsarchive.web.article_answers import NotStoredError
from newsarchive.web.watch_answers import WatchDesk


def watches_tool(archive: AgentArchive, asked: WatchChoice) -> dict[str, Any]:
    """Answer `watches`."""
    desk = WatchDesk(archive.reader, archive.watches)
    loaded = desk.loaded()
    lines, declared = desk.lines(loaded), loaded.watches
    rows = []
    for line in lines[asked.skip : asked.skip + asked.limit]:
        watch = declared.get(line.watch)
        rows.append(line.model_dump() | {"words": None if watch is None else watch.words})
    shown, left_out = shown_rows(rows, LONGEST_IN_LIST, "The files of the watches have the whole.")
    end = asked.skip + len(shown)
    return quoting(
        f"Watches {asked.skip + 1 if shown else 0} to {end} of {len(lines)}, by name.",
        shown,
        left_out=left_out,
        go_on={"skip": end} if end < len(lines) and shown else None,
    )


def matches_tool(archive: AgentArchive, asked: MatchChoice) -> dict[str, Any]:
    """Answer `matches`."""
    answer = WatchDesk(archive.reader, archive.watches).found(asked.watch, asked.before, asked.limit)
    if answer is None:
        raise NotStoredError(f"There is no watch {asked.watch!r}.", hint="`watches` lists their names.")
    found, more = answer
    rows = [one.model_dump() for one in found]
    shown, left_out = shown_rows(rows, LONGEST_IN_LIST, "`article` has the whole.")
    if len(shown) < len(found):
        more = found[len(shown) - 1].match_id
    return quoting(
        f"What the watch found, newest first: {len(shown)}{'' if more is None else ', and there are more'}.",
        shown,
        left_out=left_out,
        go_on=None if more is None else {"before": more},
    )


WATCH_TOOLS: tuple[AgentTool, ...] = (
    AgentTool(
        name="watches",
        title="What people follow",
        description=(
            "List the watches by name: standing questions that people have put to the archive, each with its"
            " words, what it asks to be told of, how much it found, and whether its messages get out. Start"
            " here for 'what do we follow' or 'are we told of X'."
        ),
        parameters=WatchChoice,
        answers=AgentAnswer[list[dict[str, Any]]],
        answer=watches_tool,
    ),
    AgentTool(
        name="matches",
        title="What a watch found",
        description=(
            "List what one watch found, newest first: articles that are new, edited, had text added or their"
            " headline changed, were withdrawn or came back (`kind`), each with number, revision and URL."
            " Edits that are in doubt are left out. Read on with `article` or `history`."
        ),
        parameters=MatchChoice,
        answers=AgentAnswer[list[dict[str, Any]]],
        answer=matches_tool,
    ),
)
