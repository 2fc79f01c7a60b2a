"""What is known of a page beforehand: its source's declaration, and what pages of its host share.

Only a crawl, an import and a reprocess have any; `extract` and `decode` answer from the page alone.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """CSS selectors a source declares; None and () mean the general way."""

    body: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHints:
    """`timezone` is the IANA zone of times the page prints without an offset."""

    selectors: Selectors = Selectors()
    timezone: str | None = None


NO_HINTS = PageHints()
