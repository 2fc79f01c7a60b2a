"""What is known of a page beforehand: its source's declaration, and what pages of its host share.

Only a crawl, an import and a reprocess have any; `extract` and `decode` answer from the page alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """CSS selectors a source declares; None and () mean the general way."""

    body: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedParts:
    """What many pages of one host share: keys of lines (newsarchive.text.sharing), by where they are cut.

    `head` lines go from before the text, `tail` lines from behind it, `inside` lines from anywhere;
    `spam_hosts` are those that cut spam of this host led to, lower case, without `www.`.
    """

    head: frozenset[str] = frozenset()
    tail: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    spam_hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationPolicy:
    """What is done with a page that says `noarchive`, or reserves text and data mining.

    `keep` and `record` note it and go on; `text_only` keeps the article and not the page's bytes; `refuse`
    keeps neither.
    """

    noarchive: Literal["keep", "text_only", "refuse"] = "keep"
    tdm: Literal["record", "refuse"] = "record"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHints:
    """`timezone` is the IANA zone of times the page prints without an offset."""

    selectors: Selectors = Selectors()
    timezone: str | None = None
    shared: SharedParts = SharedParts()
    rights: ReservationPolicy = ReservationPolicy()


NOTHING_SHARED = SharedParts()
NO_HINTS = PageHints()
