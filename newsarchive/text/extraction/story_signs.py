"""What says that a page is a story, against rules that know pages of other kinds by what they are built of.

A page states an article, or shows a day where a story does, or says who wrote it together with a day, or is
what somebody thinks of a thing. A wiki states articles, too: there a day at the head of the text counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from newsarchive.text.dates.date_labels import day_of_line
from newsarchive.text.dates.markup_dates import ARTICLE_PUBLISHED_META
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.extraction.declared_kinds import THINGS
from newsarchive.text.extraction.kind_features import PageToSort
from newsarchive.text.extraction.marked_parts import is_of_teaser
from newsarchive.text.extraction.page_blocks import NO_TEXT, TAG_BIT, Block
from newsarchive.text.metadata.printed_bylines import read_byline
from newsarchive.text.metadata.structured_data import MetaTags, Node, node_types, own_nodes

# Types of what tells a story, lower case, in JSON-LD.
STORIES = frozenset(
    {
        "article",
        "newsarticle",
        "blogposting",
        "reportagenewsarticle",
        "opinionnewsarticle",
        "analysisnewsarticle",
        "backgroundnewsarticle",
        "liveblogposting",
        "recipe",
    }
)
_OF_NEWS = frozenset(kind for kind in STORIES if kind.endswith("newsarticle") or kind == "liveblogposting")
_WIKIS = ("mediawiki", "dokuwiki")
# Evidence of days that may be those of what the page is about.
_OF_THINGS = ("title", "json-ld", "script")
# Lines above and below a headline, and above and below where the text begins, among which its day stands.
_ABOVE, _BELOW, _LONGEST_DAY = 4, 6, 80
_MOST_HEADS, _MOST_MARKED, _MOST_UP, _MOST_NODES = 4, 200, 30, 50
_HEADINGS = TAG_BIT["h2"] | TAG_BIT["h3"] | TAG_BIT["h4"]
_NO_HEAD = NO_TEXT | TAG_BIT["table"]
# What stands between a place and the day at the beginning of a report: "FERRYBRIDGE, 12 March 2025 –".
_PLACE = re.compile(r"[^\d.!?。！？]{0,40}[,،、，(（\[–—-]\s{0,3}")


def tells_story(known: PageToSort) -> bool:
    """Whether a page says or shows that it is a story; on what a wiki's program made only what it shows."""
    meta = MetaTags(known.model.tree)
    if (meta.first("generator") or "").lower().startswith(_WIKIS):
        return not _OF_NEWS.isdisjoint(known.stated) or _shows_day(known)
    if not STORIES.isdisjoint(known.stated) or "og:article" in known.stated:
        return True
    if meta.first(*ARTICLE_PUBLISHED_META) is not None or _shows_day(known):
        return True
    nodes = own_nodes(known.model).own
    return bool(known.names and _has_day(known, nodes)) or _is_reviewed(known, nodes)


def _shows_day(known: PageToSort) -> bool:
    """Whether a line about a headline, or where the text begins, is a day, or one begins a paragraph."""
    return any(day_of_line(block.text) for block in _head(known)) or any(
        map(_begins_with_day, known.paragraphs)
    )


def _head(known: PageToSort) -> Iterator[Block]:
    """The short lines about the headings and about where the text begins, none of another story's box."""
    blocks = known.page.blocks
    heads = [place for place, block in enumerate(blocks) if block.box.tags & TAG_BIT["h1"]]
    begins = [place for place, _ in known.inside[:1]]
    for place in (*heads[:_MOST_HEADS], *begins):
        for block in blocks[max(0, place - _ABOVE) : place + _BELOW]:
            # What follows the linked headline of another story is that story's.
            if block.linked and block.box.tags & _HEADINGS:
                break
            is_short = len(block.text) <= _LONGEST_DAY and not block.box.tags & _NO_HEAD
            if is_short and (block.box.element is None or not is_of_teaser(block.box.element)):
                yield block


def _begins_with_day(line: str) -> bool:
    """Whether a paragraph begins with a day or place and day; a day alone may be a listed story's."""
    if day_of_line(line):
        return False
    for one in find_times(line[: 2 * _LONGEST_DAY])[:1]:
        before = line[: one.start]
        return bool(day_of_line(line[: one.end])) or _PLACE.fullmatch(before) is not None
    return False


def _has_day(known: PageToSort, nodes: tuple[Node, ...]) -> bool:
    """Whether a page has a day that is not that of a thing it is about."""
    if known.dated_by is not None and not known.dated_by.startswith(_OF_THINGS):
        return True
    if any(find_times(block.text) for block in _head(known)):
        return True
    return any(
        node.get("datePublished") and THINGS.isdisjoint(map(str.lower, node_types(node)))
        for node in islice(nodes, _MOST_NODES)
    )


def _shows_byline(known: PageToSort) -> bool:
    found = (read_byline(block.text, is_below_headline=True) for block in _head(known))
    return any(one is not None and one.whole for one in found)


def _is_reviewed(known: PageToSort, nodes: tuple[Node, ...]) -> bool:
    """Whether the page is one review of a thing: nested in it, or around its heading."""
    reviews = [node.get("review") for node in islice(nodes, _MOST_NODES)]
    if any(isinstance(one, dict) for one in reviews):
        return True
    # In a list it may be a reader's, but for the one of who signs the page.
    if any(isinstance(one, list) and len(one) == 1 for one in reviews) and _shows_byline(known):
        return True
    heads = islice(known.model.iter("h1"), _MOST_HEADS)
    around = (one for head in heads for one in islice(head.iterancestors(), _MOST_UP))
    return any((one.get("itemtype") or "").lower().endswith("review") for one in around)
