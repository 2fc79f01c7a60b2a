"""The values of reprocessing: stored captures with their bytes, and what a new reading changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from newsarchive.items import FetchedPage
from newsarchive.lifecycle import RereadOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReading:
    """The newest revision of an article, with its columns by name.

    `held` has the rows of the fields an article holds many of (storage.articles.revision_rows.held_rows).
    """

    revision_id: int
    article_id: int
    number: int
    key: str
    canonical_url: str
    extractor: str
    values: Mapping[str, Any]
    authors: tuple[str, ...]
    organisations: tuple[str, ...]
    held: Mapping[str, Counter[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCapture:
    """A stored capture. `reading` is the article's newest revision made from it, None if it was refused.

    `reader` names the code and hints that reprocessed it last.
    """

    fetch_id: int
    page: FetchedPage = field(repr=False)
    reading: StoredReading | None = field(repr=False)
    reader: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a new reading changes, in characters; `rules` has `+rule` or `-rule` for each removal."""

    url: str
    source: str
    kind: RereadOutcome
    fields: tuple[str, ...] = ()
    added: int = 0
    removed: int = 0
    rules: tuple[str, ...] = ()
    reason: str | None = None
    extractor: str | None = None
