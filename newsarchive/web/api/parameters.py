"""What may stand in the query of an address: each page and each route takes these names and no others."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from newsarchive.web.answers.records import CountUnit

MOST_ROWS = 100


def _none_if_empty(value: Any) -> Any:
    """A form sends each of its fields, the empty ones too."""
    return None if isinstance(value, str) and not value.strip() else value


_Word = Annotated[Annotated[str, Field(max_length=200)] | None, BeforeValidator(_none_if_empty)]
_Day = Annotated[date | None, BeforeValidator(_none_if_empty)]
Tongue = Annotated[Literal["en", "zh"] | None, BeforeValidator(_none_if_empty)]
_Number = Annotated[int, Field(ge=1, lt=1 << 31)] | None
_Limit = Annotated[int, Field(ge=1, le=MOST_ROWS, description="At most so many rows.")]


class StrictParameters(BaseModel):
    """A name that means nothing is an error: a typing mistake must not mean "all"."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ArticleParameters(StrictParameters):
    """Which articles: all conditions must hold."""

    source: _Word = Field(None, description="Name of the source.")
    language: _Word = Field(None, description="Language of the text, as in `current_articles`: `en`, `zh` …")
    since: _Day = Field(None, description="Published on that day or later; leaves out those without a date.")
    until: _Day = Field(None, description="Published on that day or before; leaves out those without a date.")


class WordParameters(ArticleParameters):
    """Which articles, and the words that they contain."""

    q: Annotated[str, Field(max_length=1_000)] = Field(
        "",
        description='Words that must all occur, "phrases" in quotes, -words that must not occur, as'
        " `newsarchive search` takes them; without any, every article.",
    )


class PagedParameters(StrictParameters):
    """One page of a long answer."""

    limit: _Limit = 20
    cursor: Annotated[Annotated[str, Field(max_length=8_000)] | None, BeforeValidator(_none_if_empty)] = (
        Field(None, description="`next_cursor` of the page before.")
    )


class MatchParameters(StrictParameters):
    """One page of what a watch found."""

    limit: _Limit = 20
    before: Annotated[int | None, Field(ge=1, lt=1 << 63)] = Field(
        None, description="`next_before` of the page before."
    )


class WatchParameters(StrictParameters):
    """One page of the watches; without a limit the rest of them, as before there were pages."""

    limit: Annotated[int | None, Field(ge=1, le=MOST_ROWS), BeforeValidator(_none_if_empty)] = Field(
        None, description="At most so many rows; without it, all."
    )
    cursor: Annotated[Annotated[str, Field(max_length=8_000)] | None, BeforeValidator(_none_if_empty)] = (
        Field(None, description="`next_cursor` of the page before.")
    )


class ListParameters(ArticleParameters, PagedParameters):
    """Articles, newest first."""


class SearchParameters(WordParameters, PagedParameters):
    """Articles with words, newest first unless asked otherwise."""

    sort: Annotated[Literal["date", "relevance"], BeforeValidator(lambda value: value or "date")] = Field(
        "date", description="`relevance`: those that say most of the words first, of the newest 2,000."
    )
    as_of: _Day = Field(None, description="Search what the archive held at the end of that day (UTC).")


class SearchPageParameters(SearchParameters):
    """The page of the search."""

    lang: Tongue = None


class PlainPageParameters(StrictParameters):
    """A page without choices of its own."""

    lang: Tongue = None


class DifferenceParameters(StrictParameters):
    """Two revisions; without any the newest and the one before it."""

    before: Annotated[_Number, BeforeValidator(_none_if_empty)] = Field(
        None, description="Number of the older revision."
    )
    after: Annotated[_Number, BeforeValidator(_none_if_empty)] = Field(
        None, description="Number of the newer revision."
    )


class DifferencePageParameters(DifferenceParameters):
    """The page of the changes."""

    lang: Tongue = None
    view: Annotated[Literal["inline", "side"], BeforeValidator(lambda value: value or "inline")] = "inline"


class NoParameters(StrictParameters):
    """A route that takes none."""


class WhyParameters(StrictParameters):
    """A URL, in any of its spellings."""

    url: Annotated[str, Field(min_length=1, max_length=8_000)]


class WhyPageParameters(WhyParameters):
    """The page of one URL."""

    lang: Tongue = None


class GapParameters(StrictParameters):
    """Which gaps."""

    source: _Word = Field(None, description="Name of the source.")
    since: _Day = Field(None, description="Gaps on that day or later.")


class CountParameters(WordParameters):
    """Which articles, and by which period."""

    unit: Annotated[CountUnit | None, BeforeValidator(_none_if_empty)] = Field(
        None, description="Without any the smallest of day, week, month, year that gives 60 or fewer."
    )


class QueryParameters(StrictParameters):
    """A statement, as `newsarchive query` takes it."""

    sql: Annotated[str, Field(min_length=1, max_length=50_000)]
    limit: Annotated[int, Field(ge=1, le=100_000)] = Field(1_000, description="At most so many rows.")
    as_of: _Day = Field(None, description="Ask what the archive held at the end of that day (UTC).")


class QueryPageParameters(StrictParameters):
    """The page of SQL; a form may send it empty."""

    sql: Annotated[str, Field(max_length=50_000)] = ""
    as_of: _Day = None
    chart: Annotated[
        Literal["auto", "bar", "line", "heat", "none"], BeforeValidator(lambda value: value or "auto")
    ] = "auto"
    lang: Tongue = None


class DownloadParameters(QueryParameters):
    """A statement whose rows are saved as a file."""

    limit: Annotated[int, Field(ge=1, le=100_000)] = Field(100_000, description="At most so many rows.")


class SearchCopyParameters(WordParameters):
    """A search whose hits are saved as a file."""

    as_of: _Day = None
