"""What a source is expected to bring: bounds that a crawl is judged by when it ends."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from newsarchive.sources.intervals import parse_interval

Share = Annotated[float, Field(ge=0, le=1)]
Silence = Annotated[float, BeforeValidator(parse_interval)]


class Expect(BaseModel):
    """Bounds of a healthy source. What is not declared is compared with the source's own history.

    Set a minimum at about 80 % of what a healthy week or crawl brings, a maximum at about twice that, and
    never fit a bound around a crawl that went wrong. 0 for a minimum, and 1 for a maximum, switch the
    comparison off. Shares are of one crawl, or where that has fewer than fifty, of the last fifty.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    articles_per_week: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    """Minimum of new articles in the last seven days, once the source is that old."""
    silent_for: Silence | None = None
    """Longest time without a new article (`2d`)."""
    with_title: Share | None = None
    """Minimum share of articles that have a title."""
    with_date: Share | None = None
    """Minimum share of articles that have a date."""
    refused: Share | None = None
    """Maximum share of fetched pages that are refused."""
    failed: Share | None = None
    """Maximum share of requests that fail; pages that are gone (404, 410) count too."""
    selectors: Share | None = None
    """Maximum share of pages on which a selector of `[extraction]` finds nothing; without a value, half."""
    vanished: Share | None = None
    """Maximum share of known articles, of those fetched last, whose pages are gone; without a value, a
    quarter."""
