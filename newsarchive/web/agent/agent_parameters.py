"""What the tools of agents take, each with its limits: the source of their JSON schemas."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from newsarchive.web.api.parameters import StrictParameters

# How many words, hits and rows an answer may have is bounded twice: by these, and by its characters
# (newsarchive.web.agent.agent_answers).
_Source = Annotated[str | None, Field(min_length=1, max_length=200, description="Name of one source.")]
_AsOf = Annotated[
    date | None, Field(description="What the archive held at the end of that day (UTC), YYYY-MM-DD.")
]


class SearchTerms(StrictParameters):
    """Arguments of `search`."""

    words: Annotated[
        str,
        Field(
            max_length=1_000,
            description='Words that must all occur, "phrases" in quotes, -words that must not occur. No OR:'
            " search twice. Empty: every article.",
        ),
    ] = ""
    source: _Source = None
    language: Annotated[
        str | None, Field(min_length=1, max_length=20, description="Language of the text: en, zh, de …")
    ] = None
    since: Annotated[date | None, Field(description="Published on that day or later, YYYY-MM-DD.")] = None
    until: Annotated[date | None, Field(description="Published on that day or before.")] = None
    as_of: _AsOf = None
    limit: Annotated[int, Field(ge=1, le=50, description="At most so many articles.")] = 10
    cursor: Annotated[
        str | None, Field(min_length=1, max_length=8_000, description="From `go_on` of the answer before.")
    ] = None


class ArticleReference(StrictParameters):
    """An article: exactly one of the two."""

    article_id: Annotated[
        int | None, Field(ge=1, lt=1 << 63, description="As `article_id` in every answer.")
    ] = None
    url: Annotated[
        str | None, Field(min_length=1, max_length=8_000, description="Any URL of the article.")
    ] = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.article_id is None) == (self.url is None):
            raise ValueError("give `article_id` or `url`, one of them")
        return self


class ArticlePart(ArticleReference):
    """Arguments of `article`."""

    revision: Annotated[
        int | None, Field(ge=1, lt=1 << 31, description="Number of a revision, from 1; without, the newest.")
    ] = None
    offset: Annotated[
        int, Field(ge=0, lt=1 << 31, description="Where in the text to begin, in characters.")
    ] = 0
    characters: Annotated[
        int, Field(ge=100, le=20_000, description="How much of the text to return, in characters.")
    ] = 8_000


class HistoryPart(ArticleReference):
    """Arguments of `history`."""

    first: Annotated[int, Field(ge=1, lt=1 << 31, description="Number of the revision to begin with.")] = 1
    limit: Annotated[int, Field(ge=1, le=20, description="At most so many revisions.")] = 10


class UrlQuestion(StrictParameters):
    """Arguments of `why`."""

    url: Annotated[str, Field(min_length=1, max_length=8_000, description="A URL, in any spelling.")]
    limit: Annotated[int, Field(ge=1, le=200, description="At most so many events.")] = 50
    skip: Annotated[int, Field(ge=0, le=1_000_000, description="From `go_on` of the answer before.")] = 0


class GapChoice(StrictParameters):
    """Arguments of `gaps`."""

    source: _Source = None
    since: Annotated[date | None, Field(description="Days from that one on, YYYY-MM-DD.")] = None
    until: Annotated[date | None, Field(description="Days up to that one.")] = None
    limit: Annotated[int, Field(ge=1, le=200, description="At most so many days.")] = 50
    skip: Annotated[int, Field(ge=0, le=1_000_000, description="From `go_on` of the answer before.")] = 0


class SourceChoice(StrictParameters):
    """Arguments of `sources`."""

    source: _Source = None
    limit: Annotated[int, Field(ge=1, le=200, description="At most so many sources.")] = 50
    skip: Annotated[int, Field(ge=0, le=1_000_000, description="From `go_on` of the answer before.")] = 0


class WatchChoice(StrictParameters):
    """Arguments of `watches`."""

    limit: Annotated[int, Field(ge=1, le=200, description="At most so many watches.")] = 50
    skip: Annotated[int, Field(ge=0, le=1_000_000, description="From `go_on` of the answer before.")] = 0


class MatchChoice(StrictParameters):
    """Arguments of `matches`."""

    watch: Annotated[
        str, Field(min_length=1, max_length=200, description="Name of one watch, as `watches` gives it.")
    ]
    limit: Annotated[int, Field(ge=1, le=100, description="At most so many matches.")] = 20
    before: Annotated[
        int | None, Field(ge=1, lt=1 << 62, description="From `go_on` of the answer before.")
    ] = None


class DictionaryChoice(StrictParameters):
    """Arguments of `dictionary`."""

    view: Annotated[
        str | None,
        Field(min_length=1, max_length=100, description="Name of a view; without, the list of all views."),
    ] = None


class Statement(StrictParameters):
    """Arguments of `query`."""

    sql: Annotated[
        str,
        Field(
            min_length=1,
            max_length=20_000,
            description="One SELECT (or WITH, VALUES) over the views; SQL that both SQLite and PostgreSQL"
            " know.",
        ),
    ]
    limit: Annotated[int, Field(ge=1, le=500, description="At most so many rows.")] = 100
    skip: Annotated[
        int,
        Field(ge=0, le=100_000, description="From `go_on` of the answer before; needs an ORDER BY."),
    ] = 0
    value_characters: Annotated[
        int, Field(ge=10, le=20_000, description="Texts longer than this are cut.")
    ] = 500
    as_of: _AsOf = None
