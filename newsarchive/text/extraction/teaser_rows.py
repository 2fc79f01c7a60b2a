"""Rows of teasers beside a story: headlines that lead to other stories, each with how that one begins.

Of short news there is less than of such a list, so that a judge of blocks takes the list for the article. A
round-up and a list of ten books are built alike: their entries stand in the box of the story. What tells
teasers is that the story, its headline and its text, stands whole in a box of its own, and they outside.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice, takewhile

from lxml.html import HtmlElement

from newsarchive.text.dates.other_stories import OtherStories, is_headline_long
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.extraction.headline_box import headline_places
from newsarchive.text.letters import letters_only
from newsarchive.text.page.page_blocks import NO_TEXT_BITS, TAG_BIT, Block, Box, PageBlocks
from newsarchive.text.sentences import says_something

_CARDS = sum(TAG_BIT[tag] for tag in ("div", "li", "article", "section", "tr", "td", "p", "a"))
_HEADINGS = sum(TAG_BIT[tag] for tag in ("h2", "h3", "h4"))
_ARTICLE = TAG_BIT["article"]
_HEADER = TAG_BIT["header"]
# Teasers of a page, and lines of one: section, headline, beginning, author, day.
_FEWEST, _MOST, _LINES = 3, 60, range(2, 8)
# Of a teaser's lines one of the first is its headline; a story's beginning has few lines and characters.
_MOST_HEADS, _MOST_SAID, _LONGEST_SAID, _MOST_LINKS = 3, 2, 600, 10
# Share of a line in links that is a link; letters of a line from which it may be a story, and lines of text
# that are more than the introduction of a list.
_LINKED, _SHORTEST_TOLD, _FEWEST_TOLD = 0.9, 40, 2
# Characters of a line that says who wrote a story, and when.
_LONGEST_DATED = 100
# Words of a class or id that say that the box holds the story's own entries, and that it heads a story.
_OWN = re.compile(
    r"(?<![a-z])(?:article-?body|body|text|content|copy|prose|live(?:-?blog)?|updates?|ticker|timeline|gallery"
    r"|slides?(?:how)?|steps?|listicle|round-?up|briefs?|faq|recipe|chapters?)(?![a-z])",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?<![a-z])(?:head(?:er|line|ing)?|intro(?:duction)?|hero|masthead|top|title|lead|deck|standfirst)(?![a-z])",
    re.IGNORECASE,
)
# Words of one that say that it holds other stories.
_OTHERS = re.compile(
    r"(?<![a-z])(?:latest|teasers?|related|recommend(?:ed|ations?)|recent|popular|trending|most-?read|more|other"
    r"|side(?:bar)?|aside|rail|widget|promo|also|next)(?![a-z])",
    re.IGNORECASE,
)
# Boxes in which lists of stories are set; a round-up has headings and paragraphs.
_LISTED = sum(TAG_BIT[tag] for tag in ("li", "tr", "td", "article", "a"))
# A class of a box that is the story, whatever it holds.
_STORY = re.compile(r"(?<![\w-])(?:article|story|post|hentry|h-entry|entry)(?![\w-])", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_NUMBERED = re.compile(r"\W{0,2}\d{1,3}\b")
_CLOCK = re.compile(r"\W{0,2}\d{1,2}[:.h]\d\d(?:\W{0,2}[ap]\.?m\.?)?\W{0,2}", re.IGNORECASE)
_OPENS = (":", "：")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|mp4|pdf)\?", re.IGNORECASE)


def teaser_rows(
    page: PageBlocks, paragraphs: Sequence[str], title: str, others: Callable[[], OtherStories]
) -> tuple[HtmlElement, ...]:
    """Return the teasers of other stories that `paragraphs`, a reading of the page, took lines from.

    Three at least stand side by side, made alike; each leads to one story of the site by its headline, and
    says little more. None is in the box of the story, an `article` or one that states its day, in which a
    sentence stands below the page's headline; no name says that they are its own entries. Below one sentence
    that is no article by its element, which may introduce them, they are a list by element or by name.
    """
    lines = frozenset(paragraphs)
    rows = [*_rows(page)]
    if sum(map(len, rows)) < _FEWEST or not any(_is_read(page, row, lines) for row in rows):
        return ()
    headlines = headline_places(page.blocks, letters_only(title))
    known = cache(others)
    found: list[Box] = []
    for row in rows:
        story = next((one for at in headlines if (one := _story_beside(page.blocks, at, row))), None)
        if story is None or _are_entries(page.blocks, story, row):
            continue
        if _are_teasers(page.blocks, row, known()):
            found += row
    if not _FEWEST <= len(found) <= _MOST or not _is_read(page, found, lines):
        return ()
    return tuple(box.element for box in found if box.element is not None)


def _is_read(page: PageBlocks, row: Sequence[Box], lines: frozenset[str]) -> bool:
    """Whether something of a row was read that is no link, or a sentence; headlines may be of any list."""
    told = (block for box in row for block in page.blocks[box.first : box.end])
    return any(
        block.text in lines and (block.linked < _LINKED * len(block.text) or says_something(block.text))
        for block in told
        if not block.box.tag & _HEADINGS
    )


def _rows(page: PageBlocks) -> Iterator[list[Box]]:
    """Yield the boxes of one kind in one box that may be teasers, two at least."""
    groups: defaultdict[tuple[int, str], list[Box]] = defaultdict(list)
    for box in page.boxes:
        if not box.tag & _CARDS or box.end - box.first not in _LINES or box.parent is None:
            continue
        if _headline(page.blocks[box.first : box.end]) is not None:
            groups[box.parent.number, box.signature.partition(" ")[0]].append(box)
    yield from (group for group in groups.values() if len(group) > 1)


def _headline(told: Sequence[Block]) -> int | None:
    """The place of the headline among the lines of a teaser: one of the first, all of it a link."""
    for at, block in enumerate(told[:_MOST_HEADS]):
        is_link = block.linked >= _LINKED * len(block.text)
        if is_link and (block.box.tag & _HEADINGS or is_headline_long(block.text)):
            return at
        if says_something(block.text):
            return None
    return None


def _story_beside(blocks: Sequence[Block], place: int, row: Sequence[Box]) -> Box | None:
    """The largest box with the headline at `place` and without the row, if a story stands in it."""
    first, end = row[0].first, row[-1].end
    story: Box | None = None
    box: Box | None = blocks[place].box
    while box is not None and not (box.first < end and first < box.end):
        story, box = box, box.parent
    if story is None or story.tag & _HEADER or _is_called(_HEAD, story):
        return None
    while box is not None:
        if box.tag & _ARTICLE or _is_called(_STORY, box):
            return None
        box = box.parent
    below = blocks[place + 1 : story.end]
    told = [block for block in below if _tells(block)]
    last = next((block.text for block in reversed(below) if not block.linked), "")
    if not told or last.endswith(_OPENS):
        return None
    if any(one.tag & _ARTICLE for one in _up_to(blocks[place].box, story)):
        return story
    if len(told) < _FEWEST_TOLD and not (row[0].tag & _LISTED or _is_around(_OTHERS, row, story)):
        return None
    return story if _is_dated(blocks[story.first : story.end], told[0]) else None


def _tells(block: Block) -> bool:
    """Whether a line is a sentence of a story, by its length and place."""
    is_text = not block.box.tags & NO_TEXT_BITS and 2 * block.linked < len(block.text)
    return is_text and block.letters >= _SHORTEST_TOLD and says_something(block.text)


def _is_dated(story: Sequence[Block], first: Block) -> bool:
    """Whether a day stands above the first sentence of a story."""
    head = takewhile(lambda block: block is not first, story)
    return any(len(block.text) <= _LONGEST_DATED and bool(find_times(block.text)) for block in head)


def _is_around(names: re.Pattern[str], row: Sequence[Box], story: Box) -> bool:
    """Whether a box around a row, and not around the story, is called so."""
    box: Box | None = row[0].parent
    while box is not None and not (box.first <= story.first and story.end <= box.end):
        if _is_called(names, box):
            return True
        box = box.parent
    return False


def _up_to(box: Box | None, last: Box) -> Iterator[Box]:
    while box is not None:
        yield box
        box = None if box is last else box.parent


def _are_entries(blocks: Sequence[Block], story: Box, row: Sequence[Box]) -> bool:
    """Whether a row is the story's own: by a name around it, or its number in the headline.

    So is one of which each entry has its number or its hour.
    """
    if _is_around(_OWN, row, story):
        return True
    headings = (block.text for block in blocks[story.first : story.end] if not says_something(block.text))
    if any(str(len(row)) in _NUMBER.findall(text) for text in headings if not find_times(text)):
        return True
    told = [blocks[one.first : one.end] for one in row]
    if all(_NUMBERED.match(card[_headline(card) or 0].text) for card in told):
        return True
    return all(any(_CLOCK.fullmatch(block.text) for block in card) for card in told)


def _is_called(names: re.Pattern[str], box: Box) -> bool:
    called = box.signature.partition(" ")[2]
    return names.search(called) is not None or names.search(box.ident) is not None


def _are_teasers(blocks: Sequence[Block], row: Sequence[Box], others: OtherStories) -> bool:
    """Whether each box of a row leads to one story of the site, another each, and says little more."""
    led = [_story_of(blocks[box.first : box.end], box, others) for box in row]
    return None not in led and len({*led}) == len(led)


def _story_of(told: Sequence[Block], card: Box, others: OtherStories) -> str | None:
    at = _headline(told)
    rest = [block for number, block in enumerate(told) if number != at]
    said = [block.text for block in rest if says_something(block.text)]
    if card.element is None or len(said) > _MOST_SAID or sum(map(len, said)) > _LONGEST_SAID:
        return None
    links = [*islice(card.element.iter("a"), _MOST_LINKS)] or [*islice(card.element.iterancestors("a"), 1)]
    led = [others.story(link) for link in links]
    places = {*led} - {None}
    place = next(iter(places), None)
    # A sentence that links a word of it tells of what it links.
    is_prose = (0 < block.linked < _LINKED * len(block.text) and says_something(block.text) for block in rest)
    if None in led and any(is_prose):
        return None
    if len(places) != 1 or place is None or others.is_own((place,)) or not others.is_on_site(place):
        return None
    return None if _PICTURE.search(place) else place
