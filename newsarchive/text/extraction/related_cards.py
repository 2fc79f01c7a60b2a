"""Cards of other stories amid a text or below it: a headline that leads there, and how that story begins.

Such a beginning is written as the article is, so that a judge of blocks takes it for a paragraph of it; the
headlines above, which are links, it leaves out. A list of ten books is built alike: what tells it apart is
that no label over it says whose stories these are, and that its paragraphs are no cut-off beginnings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.dates.other_stories import OtherStories, is_headline_long
from newsarchive.text.extraction.page_blocks import TAG_BIT, Block, Box, PageBlocks
from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.furniture.see_also import is_lone_label
from newsarchive.text.letters import count_letters
from newsarchive.text.sentences import says_something

_CARDS = sum(TAG_BIT[tag] for tag in ("div", "li", "article", "section", "td"))
_HEADINGS = sum(TAG_BIT[tag] for tag in ("h2", "h3", "h4"))
_HEADLINE = TAG_BIT["h1"]
# Cards in one row below a label, and below none. Lines of a card: section, headline, beginning, author, day.
FEWEST, FEWEST_UNNAMED, MOST_CARDS, LINES = 2, 3, 40, range(2, 8)
# Of these lines one is the headline; how that story begins has so many letters and sentences, no more.
MOST_HEADS, MOST_SAID, MOST_SENTENCES, MOST_LINKS = 3, 300, 2, 10
# Share of a line in links that is a link; characters of a line that says who wrote it, and in which section.
LINKED, LONGEST_BESIDE = 0.9, 60
# Letters and sentences of the text outside of the cards, and how many times the cards it is: a round-up of
# the week is mostly such entries. Twice as long where no label is over them.
TOLD, FEWEST_SENTENCES, TIMES, TIMES_UNNAMED = 200, 2, 1, 2
# Steps from a card up to the box that holds the label too.
HIGHEST_LABEL = 3
CUT_OFF = ("…", "...", "[…]", "[...]")


def related_cards(
    page: PageBlocks, paragraphs: Sequence[str], title: str, others: Callable[[], OtherStories]
) -> tuple[HtmlElement, ...]:
    """Return the boxes of cards of other stories that `paragraphs`, a reading of the page, took lines from.

    And the label over them. Two such boxes stand side by side, made alike; each leads to one story of the
    site by its headline, and says little more. A label of such links is over them; or, where none is, three
    break off one and all, and the text beside them is much longer. The page's title stands in none.
    """
    lines = frozenset(paragraphs)
    found: list[Box] = []
    for row in _rows(page, lines):
        label = _label_over(page.blocks, row)
        if len(row) < (FEWEST_UNNAMED if label is None else FEWEST):
            continue
        if label is None and not _may_be_unnamed(page.blocks, row, title):
            continue
        if _is_beside_text(page.blocks, row, lines, title, is_named=label is not None) and _are_cards(
            page.blocks, row, others()
        ):
            found += row
            if label is not None and label.box.end - label.box.first == 1:
                found.append(label.box)
    return tuple(box.element for box in found if box.element is not None)


def _rows(page: PageBlocks, lines: frozenset[str]) -> Iterator[list[Box]]:
    """Yield the boxes side by side, made alike, that may be cards; of one a line was read that is no link."""
    groups: defaultdict[tuple[int, str], list[Box]] = defaultdict(list)
    for box in page.boxes:
        if box.tag & _CARDS and box.end - box.first in LINES and box.parent is not None:
            told = page.blocks[box.first : box.end]
            if _headline(told) is not None:
                groups[box.parent.number, box.signature.partition(" ")[0]].append(box)
    for group in groups.values():
        row: list[Box] = []
        for at, box in enumerate(group, 1):
            row.append(box)
            if at == len(group) or group[at].first != box.end:
                told = page.blocks[row[0].first : box.end]
                own = (one.text in lines for one in told if one.linked < LINKED * len(one.text))
                if FEWEST <= len(row) <= MOST_CARDS and any(own):
                    yield row
                row = []


def _headline(told: Sequence[Block]) -> int | None:
    """The place of the headline among the lines of a card: one of the first, all of it a link."""
    for at, block in enumerate(told[:MOST_HEADS]):
        if block.linked >= LINKED * len(block.text) and (
            block.box.tag & _HEADINGS or is_headline_long(block.text)
        ):
            return at
        if says_something(block.text):
            return None
    return None


def _label_over(blocks: Sequence[Block], row: Sequence[Box]) -> Block | None:
    """The line above a row that says whose stories these are; None where another stands there."""
    at = row[0].first - 1
    if at < 0 or blocks[at].linked or blocks[at].box.tags & _HEADLINE:
        return None
    box = row[0].parent
    for _ in range(HIGHEST_LABEL):
        if box is None or box.first <= at:
            break
        box = box.parent
    if box is None or box.first > at:
        return None
    text = blocks[at].text
    return blocks[at] if is_lone_label(text) or furniture_kind(text) == "related_heading" else None


def _may_be_unnamed(blocks: Sequence[Block], row: Sequence[Box], title: str) -> bool:
    """Whether cards that no label heads may be of other stories: what each says of its own breaks off.

    A title with a number, or a line that ends with a colon, announces them: "Ten books", "These are ours:".
    """
    if any(map(str.isdigit, title)) or blocks[max(row[0].first - 1, 0)].text.endswith((":", "：")):
        return False
    cards = (blocks[box.first : box.end] for box in row)
    return all(any(block.text.endswith(CUT_OFF) for block in told) for told in cards)


def _is_beside_text(
    blocks: Sequence[Block], row: Sequence[Box], lines: frozenset[str], title: str, *, is_named: bool
) -> bool:
    """Whether the text goes on without a row of cards, and the page's headline stands in none of them."""
    first, end = row[0].first, row[-1].end
    inside = blocks[first:end]
    if any(is_headline_long(block.text) and block.text in title for block in inside):
        return False
    outside = [block for block in (*blocks[:first], *blocks[end:]) if block.text in lines]
    told = [block.letters for block in outside if says_something(block.text)]
    times = TIMES if is_named else TIMES_UNNAMED
    least = max(TOLD, times * sum(block.letters for block in inside))
    return len(told) >= FEWEST_SENTENCES and sum(told) >= least


def _are_cards(blocks: Sequence[Block], row: Sequence[Box], others: OtherStories) -> bool:
    """Whether each box of a row leads to one story of the site, another each, and says little more."""
    led = [_story_of(blocks[box.first : box.end], box, others) for box in row]
    return None not in led and len({*led}) == len(led)


def _story_of(told: Sequence[Block], card: Box, others: OtherStories) -> str | None:
    if card.element is None or (at := _headline(told)) is None:
        return None
    rest = [block for number, block in enumerate(told) if number != at]
    said = [block.text for block in rest if says_something(block.text) or len(block.text) > LONGEST_BESIDE]
    if len(said) > MOST_SENTENCES or sum(map(count_letters, said)) > MOST_SAID:
        return None
    led = [others.story(link) for link in islice(card.element.iter("a"), MOST_LINKS)]
    places = {*led} - {None}
    place = next(iter(places), None)
    # A paragraph that links a word leads there alone, by its "…"; what else it would link it tells of.
    is_prose = (
        0 < block.linked < LINKED * len(block.text) and len(block.text) > LONGEST_BESIDE for block in rest
    )
    if None in led and any(is_prose):
        return None
    if len(places) != 1 or place is None or others.is_own((place,)) or not others.is_on_site(place):
        return None
    return place
