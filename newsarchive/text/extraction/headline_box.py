"""The box of the headline: where the text of short news stands, whatever else the reading took with it.

The judges of blocks know articles of many paragraphs. Of a page whose article is one sentence everything
looks alike: menus, labels, the footer. What stands below the headline and in its box is the article's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from newsarchive.text.extraction.page_blocks import TAG_BIT, Block, Box, PageBlocks, hint_kinds
from newsarchive.text.letters import count_letters, letters_only

# Letters below which a text is short news; longer ones the judges of blocks are right about.
LONG = 600
# Characters of a reading that is a short text and the menus of its page; what has more is an article.
MOST_FOUND = 5 * LONG
# Letters from which sentences outside of the box are prose that nobody may drop; letters of a sentence, and
# characters of one in Chinese, Japanese or Korean.
PROSE, SAYS, SAYS_DENSE = 60, 25, 10
# Letters of a page's footer, and the share of the page's blocks that a reading of everything loses here.
FOOTER, MOST = 300, 0.5
# Letters of labels that may be lost from any reading: a day, a switch, crumbs.
LABELS = 40
# Letters of a headline, and how many boxes above it may be the one that holds its text.
SHORTEST_HEADLINE, HIGHEST = 4, 5
# Share of a line that stands in links when it says nothing else ("27 October - Another story").
LINKED = 0.5
SENTENCE_END = re.compile(r"[.!?。！？…।؟။។][\"”»\')’」』）]*$")
# Thai, Lao, Tibetan, Burmese, Khmer.
_UNSTOPPED = re.compile("[\u0e00-\u109f\u1780-\u17ff]")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NO_TEXT = sum(TAG_BIT[tag] for tag in ("footer", "nav", "aside", "form", "button"))
_HEADING = sum(TAG_BIT[tag] for tag in ("h1", "h2", "h3", "h4"))


def headed_lines(page: PageBlocks, title: str, found: Sequence[str]) -> tuple[str, ...] | None:
    """Return the lines that stand below the headline, in its box, of what was `found`, where they are few.

    Where only the page's furniture was found, its footer or menu, they are returned all the same.
    `title` is the page's title tag. None where the page has no such headline, nothing below it says anything,
    the text is long, or prose was found elsewhere too.
    """
    if not found or sum(map(len, found)) > MOST_FOUND:
        return None
    places = _headlines(page.blocks, letters_only(title))
    boxes = ((place, box) for place in places if (box := _box_of(page.blocks, place)))
    place, box = next(boxes, (0, None))
    if box is None:
        return None
    below = [block for block in _under(page.blocks[place + 1 : box.end]) if not _is_furniture(block)]
    known = {block.text for block in page.blocks}
    kept = _found_among(below, found, known)
    inside = {block.text for block in below}
    lost = [block for block in page.blocks if block.text in found and block.text not in inside]
    if not kept and lost and all(map(_is_furniture, lost)) and known.issuperset(found):
        kept = tuple(block.text for block in below if says_something(block.text))
    if not any(map(says_something, kept)) or sum(map(count_letters, kept)) >= LONG:
        return None
    return kept if _may_be_lost(page, lost, box) else None


def _may_be_lost(page: PageBlocks, lost: Sequence[Block], box: Box) -> bool:
    """Whether nothing that was written for readers of the article is among blocks that were found.

    A few labels are lost, more only from a reading of most of the page; sentences hardly, none of the box.
    """
    others = [block for block in lost if not _is_furniture(block) and not block.box.tag & _HEADING]
    if len(lost) < MOST * len(page.blocks) and sum(count_letters(block.text) for block in others) > LABELS:
        return False
    prose = [block for block in others if _is_prose(block)]
    if any(box.first <= at < box.end for at, block in enumerate(page.blocks) if block in prose):
        return False
    footers = sum(count_letters(block.text) for block in lost if _is_named_footer(block))
    return footers < FOOTER and sum(count_letters(block.text) for block in prose) < PROSE


def _found_among(below: Sequence[Block], found: Sequence[str], known: set[str]) -> tuple[str, ...]:
    """The blocks that were found: as lines, or in a line that a reading made of several blocks."""
    lines = set(found)
    joined = "".join(letters_only(line) for line in found if line not in known)
    return tuple(
        block.text
        for block in below
        if block.text in lines or (count_letters(block.text) >= SAYS and letters_only(block.text) in joined)
    )


def says_something(line: str) -> bool:
    """Whether a line is a sentence: closed by a stop, or of some length in a script that writes none."""
    long = len(line) >= SAYS_DENSE if _DENSE.search(line) else count_letters(line) >= SAYS
    return long and bool(SENTENCE_END.search(line) or not is_spaced(line))


def is_spaced(line: str) -> bool:
    """Say whether a line has letters of a script that ends sentences with a stop."""
    return any(letter.isalpha() and not _UNSTOPPED.match(letter) for letter in line)


def _headlines(blocks: Sequence[Block], title: str) -> list[int]:
    """The places of the heading that is the largest part of the page's title; the site's name is one too."""
    headings = {
        place: letters
        for place, block in enumerate(blocks)
        if block.box.tag & _HEADING
        and len(letters := letters_only(block.text)) >= SHORTEST_HEADLINE
        and letters in title
    }
    longest = max(map(len, headings.values()), default=0)
    return [place for place, letters in headings.items() if len(letters) == longest]


def _box_of(blocks: Sequence[Block], place: int) -> Box | None:
    """The innermost box around the headline in which something that says something stands below it."""
    for box in islice(_above(blocks[place].box), HIGHEST):
        below = _under(blocks[place + 1 : box.end])
        if any(says_something(block.text) and not _is_furniture(block) for block in below):
            return box
    return None


def _under(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks before the next heading that is a link: there other stories begin."""
    ends = (place for place, block in enumerate(blocks) if block.box.tag & _HEADING and _is_furniture(block))
    return blocks[: next(ends, len(blocks))]


def _above(box: Box) -> Sequence[Box]:
    found = []
    outer = box.parent
    while outer is not None:
        found.append(outer)
        outer = outer.parent
    return found


def _is_furniture(block: Block) -> bool:
    if block.box.tags & _NO_TEXT or block.linked >= LINKED * len(block.text):
        return True
    return _is_named_footer(block)


def _is_named_footer(block: Block) -> bool:
    """Whether the box of a block or the one around it is called a footer; whole articles stand in some."""
    above = block.box.parent
    hints = block.box.hints | (above.hints if above else 0)
    return bool(hints >> hint_kinds().index("footer") & 1)


def _is_prose(block: Block) -> bool:
    return says_something(block.text) and not block.box.tag & _HEADING and not _is_furniture(block)
