"""The tools that agents have: what each is for, what it takes, and how the core answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field

from newsarchive.storage.queries.article_history import article_at
from newsarchive.web.agent.agent_answers import (
    LONGEST_IN_LIST,
    AgentAnswer,
    quoting,
    shown_rows,
    stating,
)
from newsarchive.web.agent.agent_parameters import (
    ArticlePart,
    ArticleReference,
    DictionaryChoice,
    GapChoice,
    MatchChoice,
    SearchTerms,
    SourceChoice,
    WatchChoice,
)
from newsarchive.web.answers.archive_reader import ArchiveReader, ArchiveReading, ShownRecord
from newsarchive.web.answers.article_answers import NotStoredError, article_now
from newsarchive.web.answers.bounded_calls import BoundedCalls
from newsarchive.web.answers.records import ArticleLine, ArticleRecord, Record
from newsarchive.web.answers.search_answers import ArticleChoice, demand_order, find_articles
from newsarchive.web.answers.source_answers import newest_gaps
from newsarchive.web.answers.watch_answers import WatchDesk
from newsarchive.web.display.quoted_text import QuotedValues


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentArchive:
    """What the tools ask: short questions in threads, SQL of others in processes that can be ended.

    `watches` is the folder of their files; without it they are known from the archive alone.
    """

    reader: ArchiveReader
    calls: BoundedCalls
    watches: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentTool:
    """A tool; `answer` gets the checked arguments and returns an AgentAnswer as JSON."""

    name: str
    title: str
    description: str
    parameters: type[BaseModel]
    answers: type[BaseModel]
    answer: Callable[[AgentArchive, Any], dict[str, Any]]


class QuotedArticle(Record):
    """An article, and which part of its text this is."""

    article: ArticleRecord
    text_from: int = Field(description="Where this part begins, in characters of the whole text.")
    text_to: int
    text_characters: int = Field(description="Length of the whole text.")


class ViewColumn(Record):
    """A column of a view."""

    column: str
    type: str
    explanation: str


class ViewMeaning(Record):
    """A view: what one row of it is; `columns` only of the view that was asked for."""

    view: str
    one_row_is: str
    columns: list[ViewColumn]


def search_tool(archive: AgentArchive, asked: SearchTerms) -> dict[str, Any]:
    """Answer `search`."""
    choice = ArticleChoice(
        words=asked.words,
        source=asked.source,
        language=asked.language,
        since=asked.since,
        until=asked.until,
        as_of=asked.as_of,
    )
    if asked.source is not None:
        with archive.reader.reading() as reading:
            _demand_source(reading, asked.source)
    found = find_articles(archive.reader, choice, limit=asked.limit, cursor=asked.cursor)
    # At most 50 lines of at most 1,000 characters a text; nearly always far fewer.
    rows, left_out = shown_rows(
        [one.model_dump() for one in found.articles], LONGEST_IN_LIST, "`article` has the whole."
    )
    if len(rows) < len(found.articles):
        left_out.append(
            f"{len(found.articles) - len(rows)} of the hits did not fit: give a smaller `limit`, then go on"
            " with the cursor of that answer."
        )
    if asked.words and not rows and asked.cursor is None:
        left_out.append(
            "Words are found as they are spelt, without other forms: try the plural or another form of a"
            " word, a synonym, the article's own language, or fewer words."
        )
    if not found.whole:
        left_out.append("Older articles are missing: the search index is still being filled.")
    more = found.next_cursor if len(rows) == len(found.articles) else None
    return quoting(
        f"Articles, newest first: {len(rows)}{'' if more is None else ', and there are more'}.",
        rows,
        left_out=left_out,
        go_on=None if more is None else {"cursor": more},
    )


def article_number(reading: ArchiveReading, asked: ArticleReference) -> int:
    """Return the number of the article that is meant; NotStoredError if its URL leads to none."""
    if asked.article_id is not None:
        return asked.article_id
    number = article_at(reading.index, str(asked.url))
    if number is None:
        raise NotStoredError(
            f"The archive has no article under {str(asked.url)[:500]!r}.",
            hint="`why` tells what is known of that URL; `search` finds articles by words.",
        )
    return number


_OF_REVISION = ("title", "text", "authors", "published_at", "modified_at", "text_confidence", "shows_part")


def article_tool(archive: AgentArchive, asked: ArticlePart) -> dict[str, Any]:
    """Answer `article`."""
    left_out = []
    with archive.reader.reading() as reading:
        facts = article_now(reading, article_number(reading, asked)).model_dump()
        newest = facts["revision"]
        if asked.revision not in {None, newest}:
            facts |= _revision(reading, facts["article_id"], int(asked.revision or 0), newest)
            left_out.append(
                f"This is revision {asked.revision} of {newest}: {', '.join(_OF_REVISION)} are as they were"
                " then, all other facts as they are now."
            )
    text = str(facts["text"])
    start, end = min(asked.offset, len(text)), min(asked.offset + asked.characters, len(text))
    values = QuotedValues(LONGEST_IN_LIST)
    facts = values.quoted(facts | {"text": ""})
    facts["text"] = QuotedValues(len(text)).quoted(text[start:end])
    if values.cut:
        left_out.append(
            f"Cut to {LONGEST_IN_LIST:,} characters: {', '.join(sorted(values.cut))}; `query` has the whole."
        )
    if end < len(text):
        left_out.append(f"The text goes on: {len(text) - end:,} of {len(text):,} characters follow.")
    return quoting(
        f"Article {facts['article_id']}, revision {facts['revision']} of {newest}, characters {start:,} to"
        f" {end:,} of {len(text):,}.",
        {"article": facts, "text_from": start, "text_to": end, "text_characters": len(text)},
        left_out=left_out,
        go_on={"offset": end} if end < len(text) else None,
    )


def _revision(reading: ArchiveReading, article_id: int, number: int, newest: int) -> ShownRecord:
    rows = reading.records(
        ("revision", *_OF_REVISION),
        "FROM article_history WHERE article_id = ? AND revision = ?",
        article_id,
        number,
    )
    if not rows:
        raise NotStoredError(
            f"Article {article_id} has no revision {number}.", hint=f"It has those from 1 to {newest}."
        )
    return rows[0]


def gap_tool(archive: AgentArchive, asked: GapChoice) -> dict[str, Any]:
    """Answer `gaps`."""
    demand_order(asked.since, asked.until)
    with archive.reader.reading() as reading:
        _demand_source(reading, asked.source)
        found = newest_gaps(
            reading,
            source=asked.source,
            since=None if asked.since is None else asked.since.isoformat(),
            until=asked.until,
            wanted=asked.skip + asked.limit + 1,
        )
    rows = [one.model_dump() for one in found[asked.skip : asked.skip + asked.limit + 1]]
    about = "Days with far fewer articles than usual, newest first"
    answer = _listed(rows, asked.limit, asked.skip, about)
    if not rows and not asked.skip and not _judged(archive, asked.source):
        answer["left_out"].append(
            f"Whether days are missing cannot be known: of {'any' if asked.source is None else 'this'} source"
            " nothing is expected (`expected_7d` is null in `sources`). That none was found does not mean"
            " that nothing is missing."
        )
    return answer


def _judged(archive: AgentArchive, source: str | None) -> bool:
    """Say whether anything is expected of the source, or of any."""
    of_source = "" if source is None else " AND source = ?"
    with archive.reader.reading() as reading:
        found = reading.records(
            ("source",),
            f"FROM source_health WHERE expected_7d IS NOT NULL{of_source} LIMIT 1",
            *([] if source is None else [source]),
        )
    return bool(found)


def source_tool(archive: AgentArchive, asked: SourceChoice) -> dict[str, Any]:
    """Answer `sources`."""
    columns = (
        "source",
        "last_crawl_at",
        "last_new_at",
        "articles_7d",
        "expected_7d",
        "fetch_errors_7d",
        "state",
    )
    where = "" if asked.source is None else " WHERE source = ?"
    values = () if asked.source is None else (asked.source,)
    rest = f"FROM source_health{where} ORDER BY source LIMIT ? OFFSET ?"
    with archive.reader.reading() as reading:
        _demand_source(reading, asked.source)
        rows = reading.records(columns, rest, *values, asked.limit + 1, asked.skip)
    return _listed(rows, asked.limit, asked.skip, "Sources and how they are, by name")


def _demand_source(reading: ArchiveReading, name: str | None) -> None:
    if name is not None and reading.index.source_id(name) is None:
        raise NotStoredError(
            f"The archive has no source {name!r}.", hint="`sources` without arguments lists their names."
        )


def _listed(rows: list[ShownRecord], limit: int, skip: int, about: str) -> dict[str, Any]:
    shown, left_out = shown_rows(list(rows[:limit]), LONGEST_IN_LIST, "`query` has the whole.")
    more = len(rows) > len(shown)
    return quoting(
        f"{about}: {len(shown)}{', and there are more' if more else ''}.",
        shown,
        left_out=left_out,
        go_on={"skip": skip + len(shown)} if more else None,
    )


def dictionary_tool(archive: AgentArchive, asked: DictionaryChoice) -> dict[str, Any]:
    """Answer `dictionary`."""
    with archive.reader.reading() as reading:
        rows = reading.records(("view", '"column" AS name', "type", "explanation"), "FROM data_dictionary")
    views = {str(row["view"]): str(row["explanation"]) for row in rows if row["type"] == "view"}
    if asked.view is not None and asked.view not in views:
        raise NotStoredError(
            f"There is no view {asked.view!r}.", hint=f"There are: {', '.join(sorted(views))}."
        )
    meanings = [
        {
            "view": view,
            "one_row_is": explanation,
            "columns": list(_columns(rows, view)) if view == asked.view else [],
        }
        for view, explanation in sorted(views.items())
        if asked.view in {None, view}
    ]
    about = "What SQL may read." if asked.view is None else f"The view {asked.view}."
    dialect = "PostgreSQL" if archive.reader.url.startswith("postgres") else "SQLite"
    return stating(
        f"{about} The database is {dialect}. {_SQL_ADVICE}",
        meanings,
        left_out=["Columns are told of one view at a time: give `view`."] if asked.view is None else [],
    )


def _columns(rows: list[ShownRecord], view: str) -> Iterator[dict[str, Any]]:
    for row in rows:
        if row["view"] == view and row["name"]:
            yield {"column": row["name"], "type": row["type"], "explanation": row["explanation"]}


_SQL_ADVICE = (
    "Times are UTC text, YYYY-MM-DD HH:MM:SS; group by published_on, the publisher's own day. Withdrawn"
    " articles are in current_articles (withdrawn_at). Revisions of cause 'reprocess' are no edits of the"
    " publisher's. Count stories by syndication_id where copies must count once. Look at coverage_gaps before"
    " you explain a dip. FROM article_search('words') AS s JOIN current_articles USING (article_id) searches"
    ' (columns article_id, score, snippet). State the order; put "column" in double quotes.'
)
TOOLS: tuple[AgentTool, ...] = (
    AgentTool(
        name="search",
        title="Search articles",
        description=(
            "Find news articles by words, source, language or day, newest first; each with number, URL,"
            " title, date and a snippet. Start here for 'what was written about X'. Words are found as they"
            " are spelt: 'bakery' does not find 'bakeries', nor a text in another language. Chinese words are"
            " found in either script. To count, use `query`."
        ),
        parameters=SearchTerms,
        answers=AgentAnswer[list[ArticleLine]],
        answer=search_tool,
    ),
    AgentTool(
        name="article",
        title="Read an article",
        description=(
            "Read one article, by number or by any of its URLs: clean text (a part at a time) and all"
            " facts about it; any of its revisions."
        ),
        parameters=ArticlePart,
        answers=AgentAnswer[QuotedArticle],
        answer=article_tool,
    ),
    AgentTool(
        name="gaps",
        title="Days on which something is missing",
        description=(
            "List days on which a source has far fewer articles than usual, and why: nobody crawled, the"
            " site failed, it published little. Ask it before you say that nothing happened. A source with"
            " too little history (`expected_7d` is null in `sources`) has no such days, whatever is missing."
        ),
        parameters=GapChoice,
        answers=AgentAnswer[list[dict[str, Any]]],
        answer=gap_tool,
    ),
    AgentTool(
        name="sources",
        title="Sources and their health",
        description=(
            "List the sources of the archive by name, with the last crawl, the last new article, articles of"
            " the last seven days against what is usual (null: too little history to say), requests of seven"
            " days that brought no page, and the state of each."
        ),
        parameters=SourceChoice,
        answers=AgentAnswer[list[dict[str, Any]]],
        answer=source_tool,
    ),
    AgentTool(
        name="dictionary",
        title="What SQL may read",
        description=(
            "Tell which views `query` can read and what their columns mean. Call it without arguments, then"
            " for each view you use, before you write SQL."
        ),
        parameters=DictionaryChoice,
        answers=AgentAnswer[list[ViewMeaning]],
        answer=dictionary_tool,
    ),
)


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
