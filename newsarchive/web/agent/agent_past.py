"""What agents ask about the past: how an article changed, and what happened to a URL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import Field

from newsarchive.errors import UsageError
from newsarchive.text.differences import Piece, Skipped, joined, readable
from newsarchive.web.agent.agent_answers import LONGEST_IN_LIST, AgentAnswer, quoting, shown_rows
from newsarchive.web.agent.agent_parameters import HistoryPart, UrlQuestion
from newsarchive.web.agent.agent_tools import AgentArchive, AgentTool, article_number
from newsarchive.web.answers.article_answers import (
    article_difference,
    article_now,
    article_revisions,
    compared_with,
    why_of,
)
from newsarchive.web.answers.records import DifferencePiece, Record, RevisionLine, WhyEvent, WhyRecord
from newsarchive.web.display.quoted_text import QuotedValues

# A paragraph of a change; longer ones are rare.
_LONGEST_PIECE = 2_000


class RevisionStory(RevisionLine):
    """A revision, and what changed since the one before it."""

    title_changes: list[DifferencePiece]
    in_doubt: bool = Field(
        description="The site as a whole answered oddly then: this may be no edit of the publisher's."
    )
    text_changes: list[list[DifferencePiece]] = Field(
        description="The paragraphs that changed, each as pieces in order; what stayed is shortened."
    )


class ArticlePast(Record):
    """Revisions of one article, oldest first."""

    article_id: int
    source: str
    url: str
    withdrawn_at: str | None
    newest_revision: int
    revisions: list[RevisionStory]


def history_tool(archive: AgentArchive, asked: HistoryPart) -> dict[str, Any]:
    """Answer `history`."""
    with archive.reader.reading() as reading:
        article = article_now(reading, article_number(reading, asked))
        if asked.first > article.revision:
            raise UsageError(
                f"first={asked.first}: article {article.article_id} has no such revision.",
                hint=f"It has those from 1 to {article.revision}.",
            )
        revisions = article_revisions(reading, article.article_id).revisions
        wanted = [one for one in revisions if one.revision >= asked.first][: asked.limit]
        stories = []
        for one in wanted:
            title, text = [], []
            if one.revision > 1:
                before = compared_with(revisions, one.revision)
                found = article_difference(reading, article.article_id, before, one.revision)
                title, text = _changed_title(found.title), _changed_paragraphs(found.text)
            changes = {"in_doubt": one.is_doubted, "title_changes": title, "text_changes": text}
            stories.append({**one.model_dump(), **changes})
    shown, left_out = shown_rows(stories, _LONGEST_PIECE, "`article` has each revision whole.")
    following = asked.first + len(shown)
    more = following <= article.revision
    return quoting(
        f"Revisions {asked.first} to {following - 1} of {article.revision} of article {article.article_id}"
        f"{', which is withdrawn' if article.withdrawn_at else ''}.",
        {
            **QuotedValues(LONGEST_IN_LIST).quoted(
                {
                    "article_id": article.article_id,
                    "source": article.source,
                    "url": article.url,
                    "withdrawn_at": article.withdrawn_at,
                    "newest_revision": article.revision,
                }
            ),
            "revisions": shown,
        },
        left_out=left_out,
        go_on={"first": following} if more else None,
    )


def _pieces(found: Iterable[DifferencePiece]) -> list[Piece]:
    return [Piece(piece.kind, piece.text) for piece in found]


def _changed_title(found: list[DifferencePiece]) -> list[dict[str, str]]:
    if all(piece.kind == "same" for piece in found):
        return []
    return [{"kind": piece.kind, "text": piece.text} for piece in joined(_pieces(found))]


def _changed_paragraphs(found: list[DifferencePiece]) -> list[list[dict[str, str]]]:
    return [
        [{"kind": piece.kind, "text": piece.text} for piece in part]
        for part in readable(_pieces(found))
        if not isinstance(part, Skipped) and part
    ]


class UrlPast(Record):
    """What is known of a URL; `facts` without its events, which are newest first."""

    facts: dict[str, str | int | None]
    events: list[WhyEvent]


def why_tool(archive: AgentArchive, asked: UrlQuestion) -> dict[str, Any]:
    """Answer `why`."""
    known: WhyRecord = why_of(archive.reader, asked.url)
    events = [event.model_dump() for event in reversed(known.events)]
    wanted = events[asked.skip : asked.skip + asked.limit]
    shown, left_out = shown_rows(wanted, LONGEST_IN_LIST, "`query` has the whole.")
    more = asked.skip + len(shown) < len(events)
    return quoting(
        f"What happened to this URL, newest first: {len(shown)} of {len(events)} events.",
        {
            "facts": QuotedValues(LONGEST_IN_LIST).quoted(known.model_dump(exclude={"events"})),
            "events": shown,
        },
        left_out=left_out,
        go_on={"skip": asked.skip + len(shown)} if more else None,
    )


PAST_TOOLS: tuple[AgentTool, ...] = (
    AgentTool(
        name="history",
        title="What changed in an article",
        description=(
            "List the revisions of one article, oldest first: when each was seen, what was removed and added"
            " by word, whether the edit was announced (`stealth`), whether the publisher made it (`cause`)."
        ),
        parameters=HistoryPart,
        answers=AgentAnswer[ArticlePast],
        answer=history_tool,
    ),
    AgentTool(
        name="why",
        title="What happened to a URL",
        description=(
            "Tell why a URL is in the archive or not: who named it, every fetch with its status, every"
            " refusal with its reason, redirects, withdrawals, take-downs."
        ),
        parameters=UrlQuestion,
        answers=AgentAnswer[UrlPast],
        answer=why_tool,
    ),
)
