"""The box of the headline: where the text of short news stands, whatever else the reading took with it.

The judges of blocks know articles of many paragraphs. Of a page whose article is one sentence everything
looks alike: menus, labels, the footer. What stands below the headline and in its box is the article's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice, pairwise

from newsarchive.text.extraction.linked_paragraphs import linked_sentences
from newsarchive.text.furniture.headline_lines import NO_HEADLINE_BOXES, HeadlineBoxes
from newsarchive.text.letters import count_letters, letters_only
from newsarchive.text.page.page_blocks import NO_TEXT_BITS, TAG_BIT, Block, Box, PageBlocks, kind_bits
from newsarchive.text.sentences import PROSE, SAYS, SENTENCE_END, ends_sentence, says_something

# Letters below which a text is short news; longer ones the judges of blocks are right about.
LONG = 600
# Characters of a reading that is a short text and the menus of its page; what has more is an article.
_MOST_FOUND = 5 * LONG
# Letters of a headline, how many of one text are tried, and how many boxes above one may hold its text.
_SHORTEST_HEADLINE, _MOST_HEADLINES, _HIGHEST = 4, 3, 5
# Share of a line that stands in links when it says nothing else ("27 October - Another story").
_LINKED = 0.5
# Blocks of a box that has a label and its links: a story's box has more.
_MOST_LABELLED = 8
# Letters of a page's footer; of labels that may go from any reading, a day or a switch; and from a reading of
# this share of the page's blocks.
_FOOTER, _LABELS, _ALL_LABELS, _MOST = 300, 40, 200, 0.5
_BUTTON = TAG_BIT["button"]
_HIGHEST_HEADING = TAG_BIT["h1"]
_HEADING = sum(TAG_BIT[tag] for tag in ("h1", "h2", "h3", "h4"))
_ARTICLE = TAG_BIT["article"] | TAG_BIT["main"]
_PARAGRAPH = TAG_BIT["p"]
_ITEM = TAG_BIT["li"] | TAG_BIT["blockquote"]
_DIGIT = re.compile(r"\d")
# The address of the story, with its label or without: "本文链接：https://…".
_ADDRESS = re.compile(r"(?:[^\W\d_][^:：]{0,30}[:：]\s?)?https?://\S{4,300}")
# "© 2026 Harbour Post. Made with a program." closes a page, whatever the box it stands in is called.
# "Copyright claims rose in 2025", "(c) The town pays by 2026" do not: without the sign the year comes next.
_RIGHTS_NOTE = re.compile(
    r"(?:版[权權]所有|著作権)?\W{0,3}(?:(?:copyright\W{0,3})?©.{0,60}?|copyright\W{1,3}(?:\(c\)\W{0,3})?|\(c\)\W{0,3})"
    r"(?<!\d)(?:19|20)\d\d(?!\d)",
    re.IGNORECASE,
)


def headline_boxes(page: PageBlocks | None, titles: Iterable[str]) -> HeadlineBoxes:
    """Return what the `h1`s of a page hold: lines that stand nowhere else, those a title is broken into.

    On what terms a story may be copied names it once more, right above its address.
    """
    if page is None:
        return NO_HEADLINE_BOXES
    whole = set(map(letters_only, titles))
    told = [page.blocks[box.first : box.end] for box in page.boxes if box.tag & _HIGHEST_HEADING]
    told += [
        (block,)
        for block, behind in pairwise(page.blocks)
        if "://" in behind.text and _ADDRESS.fullmatch(behind.text) and letters_only(block.text) in whole
    ]
    places = {id(block) for blocks in told for block in blocks}
    elsewhere = {block.text for block in page.blocks if id(block) not in places}
    broken = (blocks for blocks in told if len(blocks) > 1 and _letters(blocks) in whole)
    return HeadlineBoxes(
        only=frozenset(block.text for blocks in told for block in blocks) - elsewhere,
        broken=frozenset(block.text for blocks in broken for block in blocks),
    )


def _letters(blocks: Sequence[Block]) -> str:
    return "".join(letters_only(block.text) for block in blocks)


def headed_lines(
    page: PageBlocks, title: str, found: Sequence[str], *, is_body: bool = False, url: str = ""
) -> tuple[str, ...] | None:
    """Return the lines that stand below the headline, in its box, of what was `found`, where they are few.

    Where only the page's furniture was found, its footer or menu, they are returned all the same.
    `title` is the page's title tag, `url` its address; `is_body`: what was found stands in what the page
    marks as its body, so it is no reading of the whole page. None where the page has no such headline,
    nothing below it says anything, the text is long, or more stands elsewhere than labels.
    """
    if not found or sum(map(len, found)) > _MOST_FOUND:
        return None
    places = headline_places(page.blocks, letters_only(title))
    read = "".join(map(letters_only, found))
    boxes = ((place, box) for place in places if (box := _box_of(page.blocks, place, read)))
    place, box = next(boxes, (0, None))
    if box is None:
        return None
    notes = [block for block in page.blocks if _is_note_of_link(page.blocks, block)]
    labels = {block.text for block in notes if _is_label(block)}
    under = _under(page.blocks[place + 1 : box.end])
    told = linked_sentences(under, url)
    below = [
        block
        for block in under
        if id(block) in told or (not _is_furniture(block) and block.text not in labels)
    ]
    known = {block.text for block in page.blocks}
    kept = _found_among(below, found, known)
    inside = {block.text for block in below}
    headline = page.blocks[place].text
    others = [
        block
        for block in page.blocks
        if block.text not in inside and block.text != headline and not block.box.tag & _HEADING
    ]
    taken = set(_found_among(others, found, known))
    lost = [(at, block) for at, block in enumerate(page.blocks) if block.text in taken]
    if not kept and lost and all(_is_furniture(block) for _, block in lost) and known.issuperset(found):
        kept = tuple(block.text for block in below if says_something(block.text))
    if any(one.tag & _ARTICLE for one in (box, *_above(box))):
        kept = _with_next_paragraphs(below, kept)
    if not any(map(says_something, kept)) or sum(map(count_letters, kept)) >= LONG:
        return None
    # Many notes on links are an article of links, which is no sentence with labels.
    if sum(block.letters for block in notes if block.text in kept) > _LABELS:
        return None
    whole = len(lost) >= _MOST * len(page.blocks) and not is_body
    return kept if _may_be_lost(lost, _story(page.blocks, place, box), labels, whole=whole) else None


def _may_be_lost(
    lost: Sequence[tuple[int, Block]], story: tuple[int, int], of_links: Collection[str], *, whole: bool
) -> bool:
    """Whether nothing that was written for readers of the article is among blocks that were found.

    Of what follows the headline in its article only links with a few labels `of_links`, forms and footers by
    element may go; elsewhere footers by name, notes of rights and labels, more of these from a reading of the
    `whole` page; never a sentence.
    """
    labels = footers = inside = 0
    for at, block in lost:
        if _is_no_text(block):
            continue
        size = block.letters
        if story[0] < at < story[1]:
            inside += size
            if block.text not in of_links or inside > _LABELS:
                return False
            continue
        if _is_named_footer(block) or _RIGHTS_NOTE.match(block.text):
            footers += size
        elif size >= PROSE or SENTENCE_END.search(block.text):
            return False
        else:
            labels += size
    return footers < _FOOTER and labels <= (_ALL_LABELS if whole else _LABELS)


def _story(blocks: Sequence[Block], place: int, box: Box) -> tuple[int, int]:
    """The places of the headline and of the end of its article: of the element called so, else of its box."""
    named = next((one for one in _above(blocks[place].box) if one.tag & _ARTICLE), box)
    return place, max(named.end, box.end)


def _found_among(blocks: Sequence[Block], found: Sequence[str], known: set[str]) -> tuple[str, ...]:
    """The blocks that were found: as lines, or in a line that a reading made of several blocks."""
    lines = set(found)
    joined = "".join(letters_only(line) for line in found if line not in known)
    return tuple(
        block.text
        for block in blocks
        if block.text in lines or (block.letters >= SAYS and letters_only(block.text) in joined)
    )


def _with_next_paragraphs(below: Sequence[Block], kept: tuple[str, ...]) -> tuple[str, ...]:
    """What is kept, and the paragraphs without a link right before and behind it, in boxes of the same class.

    Where each paragraph has a box of its own, a reading of the densest box has found one of them.
    """
    taken = [block.text in kept for block in below]
    if not any(taken):
        return kept
    for places in (range(1, len(below)), range(len(below) - 2, -1, -1)):
        step = 1 if places.step > 0 else -1
        for place in places:
            block, beside = below[place], below[place - step]
            if taken[place - step] and not taken[place] and _are_alike(block, beside):
                taken[place] = not block.links and says_something(block.text)
    return tuple(block.text for block, yes in zip(below, taken, strict=True) if yes)


def _are_alike(one: Block, other: Block) -> bool:
    """Whether both are paragraphs in boxes of one tag and class."""
    boxes = one.box.parent, other.box.parent
    if not one.box.tag & other.box.tag & _PARAGRAPH or boxes[0] is None or boxes[1] is None:
        return False
    return " " in boxes[0].signature and boxes[0].signature == boxes[1].signature


def headline_places(blocks: Sequence[Block], title: str) -> list[int]:
    """Return where the heading stands that is the largest part of the page's title; a site's name is one."""
    headings = {
        place: letters
        for place, block in enumerate(blocks)
        if block.box.tag & _HEADING
        and len(letters := letters_only(block.text)) >= _SHORTEST_HEADLINE
        and letters in title
    }
    longest = max(map(len, headings.values()), default=0)
    return [place for place, letters in headings.items() if len(letters) == longest][:_MOST_HEADLINES]


def _box_of(blocks: Sequence[Block], place: int, read: str) -> Box | None:
    """The innermost box around the headline in which something that says something stands below it.

    One where something of what was `read` does comes first: a long by-line in Thai looks like a sentence.
    What stands in the header with the headline is a lead, and the text below the header.
    """
    first: Box | None = None
    for box in islice(_distinct(_above(blocks[place].box)), _HIGHEST):
        if box.tag & TAG_BIT["header"]:
            continue
        for block in _under(blocks[place + 1 : box.end]):
            if says_something(block.text) and not _is_furniture(block):
                if letters_only(block.text) in read:
                    return box
                first = first or box
    return first


def _under(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks before the next heading that is a link: there other stories begin. Authors' are by-lines."""
    ends = (
        place
        for place, block in enumerate(blocks)
        if block.box.tag & _HEADING and _is_furniture(block) and not block.box.hints & kind_bits("author")
    )
    return blocks[: next(ends, len(blocks))]


def _above(box: Box) -> Sequence[Box]:
    found = []
    outer = box.parent
    while outer is not None:
        found.append(outer)
        outer = outer.parent
    return found


def _distinct(boxes: Iterable[Box]) -> Iterator[Box]:
    """The boxes, but of those that hold the same blocks the outermost: wrappers are no levels of a page."""
    last: Box | None = None
    for box in boxes:
        if last is not None and (box.first, box.end) != (last.first, last.end):
            yield last
        last = box
    if last is not None:
        yield last


def _is_furniture(block: Block) -> bool:
    return _is_no_text(block) or _is_named_footer(block)


def _is_no_text(block: Block) -> bool:
    """Whether a block is no text by its elements: in a footer or menu, or a link but a sentence's.

    A question that is a heading and a button opens the part of the text below it.
    """
    asks = block.box.tags & _HEADING and SENTENCE_END.search(block.text)
    if block.box.tags & (NO_TEXT_BITS & ~_BUTTON if asks else NO_TEXT_BITS):
        return True
    linked = block.linked >= _LINKED * len(block.text)
    # The headline of another story may be a question.
    says = not block.box.tag & _HEADING and block.letters >= 2 * SAYS
    return linked and not (says and SENTENCE_END.search(block.text))


def _is_note_of_link(blocks: Sequence[Block], block: Block) -> bool:
    """Whether a few words stand in one box with links alone, as "Older" does over a headline."""
    outer = block.box.parent
    if outer is None or block.letters >= PROSE or says_something(block.text) or _is_no_text(block):
        return False
    beside = blocks[outer.first : min(outer.end, outer.first + _MOST_LABELLED)]
    return 1 < len(beside) < _MOST_LABELLED and all(one is block or _is_no_text(one) for one in beside)


def _is_label(note: Block) -> bool:
    """Whether a note on links is no text: no sentence, however short, no item of a list, no score."""
    return not (note.box.tags & _ITEM or ends_sentence(note.text) or _DIGIT.search(note.text))


def _is_named_footer(block: Block) -> bool:
    """Whether the box of a block or the one around it is called a footer; whole articles stand in some."""
    above = block.box.parent
    hints = block.box.hints | (above.hints if above else 0)
    return bool(hints & kind_bits("footer"))
