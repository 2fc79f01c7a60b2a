"""What a source is expected to bring: bounds that a crawl is judged by when it ends."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from newsarchive.sources.intervals import parse_interval

Share = Annotated[float, Field(ge=0, le=1)]
Silence = Annotated[float, BeforeValidator(parse_interval)]


class Expect(BaseModel):
    """Bounds of a healthy source. What is not declared is compared with the source's own history.

    Set a minimum at about 80 % of what a healthy week or crawl brings, a maximum at about twice that (the
    rule of OpenSanctions for its own sources), and never around a crawl that went wrong. 0 for a minimum, and
    1 for a maximum, switch the comparison off.

    articles_per_week      minimum of new articles in the last seven days
    silent_for             longest time without a new article (`2d`)
    with_title, with_date  minimum share of articles that have one
    refused                maximum share of fetched pages that are refused
    failed                 maximum share of requests that fail (pages that are gone, 404 or 410, too)
    selectors              maximum share of pages on which a selector of `extraction` finds nothing
    vanished               maximum share of known articles, of those asked last, whose pages are gone

    Shares are of one crawl, or where that is fewer than fifty, of the last fifty.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    articles_per_week: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    silent_for: Silence | None = None
    with_title: Share | None = None
    with_date: Share | None = None
    refused: Share | None = None
    failed: Share | None = None
    selectors: Share | None = None
    vanished: Share | None = None
