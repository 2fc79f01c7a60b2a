"""The answers of the core: what the API sends as JSON, and the pages show."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Moment = Annotated[str, Field(pattern=r"^\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d$", examples=["2026-11-24 08:00:00"])]
Day = Annotated[str, Field(pattern=r"^\d{4,}-\d\d-\d\d$", examples=["2026-11-24"])]


class Record(BaseModel):
    """A value of the API; unknown fields are errors, so that none gets lost between the core and a face."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ArticleLine(Record):
    """An article in a list."""

    article_id: int
    source: str
    url: str
    title: str | None
    language: str | None
    published_at: Moment | None = Field(description="As in `current_articles`.")
    revision: int = Field(description="Number of the newest revision, from 1.")
    withdrawn_at: Moment | None
    snippet: str | None = Field(description="The passage around the first hit; null where no word was given.")


class ArticlePage(Record):
    """One page of a list of articles, newest first."""

    articles: list[ArticleLine]
    next_cursor: str | None = Field(description="Gives the next page as `cursor`; null on the last one.")
    whole: bool = Field(description="False while older articles are not in the search index yet.")


class ArticleRecord(Record):
    """An article as its newest revision has it: the columns of `current_articles`."""

    article_id: int
    revision_id: int
    source: str
    url: str
    canonical_url: str | None
    title: str | None
    text: str
    authors: str | None
    editor: str | None
    outlet: str | None
    dateline: str | None
    section: str | None
    language: str | None
    script: str | None
    published_at: Moment | None
    published_on: Day | None
    published_offset: str | None
    modified_at: Moment | None
    date_source: str | None
    first_seen_at: Moment
    last_seen_at: Moment
    revision: int
    withdrawn_at: Moment | None
    charset: str | None
    mirror: bool
    repairs: int
    removed_blocks: int
    word_count: int
    syndication_id: int | None
    text_confidence: float | None
