"""What markup and plain text alike tell of a page before its facts are put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from newsarchive.items import NO_BOXES, DecodedPage, PageBoxes, RemovedBlock, Repair
from newsarchive.text.dates.other_stories import OtherStories
from newsarchive.text.metadata.page_facts import PageFacts
from newsarchive.text.page.marked_parts import NO_PARTS, MarkedParts
from newsarchive.text.page.page_blocks import PageBlocks
from newsarchive.text.page.page_model import PageModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The main text as found, furniture and all, the visible lines (if needed), what markup states."""

    page: DecodedPage
    paragraphs: tuple[str, ...]
    lines: tuple[str, ...]
    # Lines of other stories that the page tells in full: no part of the text, but they say what page it is.
    other_stories: tuple[str, ...] = ()
    # Lines that only lead to other stories.
    references: frozenset[str] = frozenset()
    # What the page's buttons say.
    controls: frozenset[str] = frozenset()
    # Lines between the headline and the text that are the story's, with labels above and below them.
    decks: frozenset[str] = frozenset()
    facts: PageFacts = field(default_factory=PageFacts)
    repairs: tuple[Repair, ...] = ()
    removed: tuple[RemovedBlock, ...] = ()
    is_mirror: bool = False
    tree: HtmlElement | None = field(default=None, repr=False)
    model: PageModel | None = field(default=None, repr=False)
    parts: MarkedParts = field(default=NO_PARTS, repr=False)
    # Whether the text stands in what the page marks as its body, or, short, in the box of its headline.
    is_marked: bool = False
    # Whether a box that asks to subscribe stands among what a reader sees.
    is_walled: bool = False
    # Lines that only offer a text's rest to those who join or log in: of such a box, or the last ones of the
    # text of a page that says it is not free.
    offers: frozenset[str] = frozenset()
    blocks: PageBlocks | None = field(default=None, repr=False)
    others: OtherStories | None = field(default=None, repr=False)
    # The F1, over letters, to expect of the paragraphs against what a reader would call the article. None
    # where no judge chose them: a source's selector did, the page is plain text, or its data held them.
    confidence: float | None = None
    # Whether the page says by its structure that more of the text comes.
    shows_part: bool = False
    # By the source's selectors: authors that win over any other, and the fields nothing was found for.
    chosen_authors: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    boxes: PageBoxes = NO_BOXES
