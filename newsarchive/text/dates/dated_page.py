"""What the reading of a page's times starts from."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from newsarchive.text.dates.evidence import Claim
from newsarchive.text.dates.other_stories import OtherStories


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPage:
    """What is known of a page when its times are read.

    `lines` are those around the text on pages (East Asian ones) that print their time in a line under the
    headline, else none; `tree` is None for plain text; `zone` is the one the source declares.
    """

    url: str
    tree: HtmlElement | None = field(repr=False)
    published: tuple[Claim, ...] = ()
    modified: tuple[Claim, ...] = ()
    image: str | None = None
    paragraphs: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    language: str | None = None
    zone: str | None = None
    mainland: bool = False
    listed: str | None = None
    others: OtherStories | None = field(default=None, repr=False)
