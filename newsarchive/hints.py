"""What is known of a page beforehand: its source's declaration, and what pages of its host share.

Only a crawl, an import and a reprocess have any; `extract` and `decode` answer from the page alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """CSS selectors a source declares; None and () mean the general way."""

    body: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerSelectors:
    """Selectors that held until a redesign: for pages fetched on the day `until` (of UTC) or before."""

    until: date
    selectors: Selectors


@dataclass(frozen=True, slots=True, kw_only=True)
class PageToParse:
    """What a source's own code sees of a page: markup with its damage undone, and when it was fetched."""

    url: str
    html: str
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFacts:
    """What a source's own code found; each wins over selectors and markup, None and () leave it to them.

    `date` is a time as people or machines write it, weighed like that of a selector; `body` has the
    paragraphs of the text.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    body: tuple[str, ...] = ()


class PageParser(Protocol):
    """A source's own code, as the stages may call it."""

    def parse(self, page: PageToParse) -> ParsedFacts | str | None:
        """Return the facts, the name of the error that the code raised, or None where it has no say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostBoxes:
    """What the boxes of a host's pages hold, learned from many (newsarchive.text.boilerplate.box_learning).

    `text`, `apart` and `label` are keys of the paths of boxes: what stands in the first is the article's;
    what stands in the second never is, sentences such as comments among it; the third hold labels that are
    not, and no sentences were seen there. `names` are the classes and ids by which the host's boxes are told
    from each other.
    """

    names: frozenset[str] = frozenset()
    text: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    label: frozenset[str] = frozenset()


NOTHING_KNOWN = HostBoxes()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedParts:
    """What many pages of one host share: keys of lines (newsarchive.text.boilerplate), by where they are cut.

    `head` lines go from before the text, `tail` lines from behind it, `inside` lines from anywhere;
    `spam_hosts` are those that cut spam of this host led to, lower case, without `www.`; `boxes` say where
    the text of a page stands.
    """

    head: frozenset[str] = frozenset()
    tail: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    spam_hosts: frozenset[str] = frozenset()
    boxes: HostBoxes = NOTHING_KNOWN


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
    """`timezone` is the IANA zone of times the page prints without an offset.

    `former` are selectors of the past, the oldest first, `parser` the code of the source.
    """

    selectors: Selectors = Selectors()
    former: tuple[FormerSelectors, ...] = ()
    parser: PageParser | None = None
    timezone: str | None = None
    shared: SharedParts = SharedParts()
    rights: ReservationPolicy = ReservationPolicy()

    def selectors_on(self, day: date | None) -> Selectors:
        """Return the selectors for a page fetched on that day; None is today."""
        held = (rule.selectors for rule in self.former if day is not None and day <= rule.until)
        return next(held, self.selectors)


NOTHING_SHARED = SharedParts()
NO_HINTS = PageHints()
