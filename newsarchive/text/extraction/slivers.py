"""Prose that a reading leaves out though it stands in the middle of what it keeps, or is made like it.

trafilatura takes the first box of some pages for all, where that has 250 characters, and the judge of blocks
finds half of the rest from so little. It is asked again, with what it found and what stands between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import RemovedBlock
from newsarchive.text.extraction.block_features import EDGE, makes, membership
from newsarchive.text.letters import HAN_COUNTS, count_letters
from newsarchive.text.page.block_facts import squeeze
from newsarchive.text.page.page_blocks import NO_TEXT_BITS, TAG_BIT, Block, PageBlocks
from newsarchive.text.sentences import FULL_STOP, says_something

# Letters from which a block is a paragraph, and the share of it that may stand in links.
_PARAGRAPH, _MOSTLY_LINKS = 60, 0.5
# A reading is asked for again where of the paragraphs between its first and last line these are left out; or
# less, where the judge had to find nearly all of it itself. Measured on the Universal Declaration of Human
# Rights in 178 languages, a box for each article (2026-11): of 17 .16 to .54 was left out, of 13 to 30 times
# what trafilatura gave. Of 420 news and blog pages none has so much; the next .26, or 4 times as much.
_MOST_LEFT_OUT, _SOME_LEFT_OUT, _MUCH_MORE = 0.3, 0.1, 8
# Where more is left out the reading has no gaps: a story with a line or two of forty comments below it.
_NEARLY_ALL = 0.75
# Share of what is left out from which it is more of the same, if so made as a good part of what is kept. Of
# 1,681 pages of unseen sites one F1 changed, from .05 to .89 (2026-11).
_MADE_ALIKE, _GOOD_PART = 0.5, 0.3
_MOST_ROUNDS = 3
# What is left out whole, or item by item, beside what is read.
_TABLE = TAG_BIT["table"]
_LISTS = _TABLE | TAG_BIT["ul"] | TAG_BIT["ol"]
_PARAGRAPH_TAG = TAG_BIT["p"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The numbers of the blocks of prose left out: `inside` between the first and last kept, `alike` outside.

    `share` is what `inside` is of the prose there, `made_alike` what of `inside` is made like the kept.
    """

    inside: tuple[int, ...]
    alike: tuple[int, ...]
    share: float
    made_alike: float


def left_out(page: PageBlocks, lines: Sequence[str]) -> LeftOut:
    """Return the paragraphs of `page` that `lines`, a reading of it, lacks."""
    sizes = {number: size for number, block in enumerate(page.blocks) if (size := _prose(block))}
    lost = _missing(page, sizes, lines)
    anchors = [number for number in sizes if number not in lost]
    if not anchors or not lost:
        return LeftOut((), (), 0.0, 0.0)
    span = range(anchors[0], anchors[-1] + 1)
    inside = tuple(number for number in sizes if number in lost and number in span)
    chains = makes(page.blocks)[1]
    known = {chains[number] for number in anchors}
    alike = tuple(
        number for number in sizes if number in lost and number not in span and chains[number] in known
    )
    whole = sum(size for number, size in sizes.items() if number in span)
    lost_inside = sum(sizes[number] for number in inside)
    most = _most_made(sizes, anchors, chains)
    made_alike = sum(sizes[number] for number in inside if chains[number] in most)
    return LeftOut(inside, alike, lost_inside / whole, made_alike / lost_inside if inside else 0.0)


def _most_made(
    sizes: Mapping[int, int], anchors: Sequence[int], chains: Sequence[Hashable]
) -> frozenset[Hashable]:
    """What a good part of the kept prose is made of: not a comment or two below a story."""
    kept: Counter[Hashable] = Counter()
    for number in anchors:
        kept[chains[number]] += sizes[number]
    return frozenset(chain for chain, size in kept.items() if size >= _GOOD_PART * kept.total())


def _missing(page: PageBlocks, numbers: Iterable[int], lines: Sequence[str]) -> set[int]:
    """The blocks among `numbers` that are no line of `lines` and no part of one."""
    known = set(lines)
    doubtful = [number for number in numbers if page.blocks[number].text not in known]
    if not doubtful:
        return set()
    found = membership([squeeze(page.blocks[number].text) for number in doubtful], lines)
    return {number for number, member in zip(doubtful, found, strict=True) if member <= EDGE}


def ask_again(
    page: PageBlocks,
    usual: tuple[str, ...],
    likely: tuple[str, ...],
    judge: Callable[[Sequence[str]], tuple[str, ...]],
) -> tuple[str, ...]:
    """Return `likely`, what `judge` made of `usual`; or what it makes of more, where much was left out."""
    if not _has_gaps(page, likely):
        return likely
    lost = left_out(page, likely)
    if not _is_doubtful(lost, _size(likely), _size(usual)):
        return likely
    for _ in range(_MOST_ROUNDS):
        every = range(len(page.blocks))
        taken = {*every}.difference(_missing(page, every, likely)) | {*lost.inside, *lost.alike}
        again = judge(tuple(page.blocks[number].text for number in sorted(taken)))
        if _size(again) <= _size(likely):
            break
        likely = again
        lost = left_out(page, likely)
    return likely


def _has_gaps(page: PageBlocks, likely: tuple[str, ...]) -> bool:
    """Whether more than little may be left out between the lines of `likely`: by lengths, which is quick."""
    known = set(likely)
    marks = [number for number, block in enumerate(page.blocks) if block.text in known]
    span = page.blocks[marks[0] : marks[-1] + 1] if marks else ()
    missed = sum(len(block.text) for block in span if block.text not in known and _may_be_prose(block))
    # Half of what would count: labels, which are no prose, make `likely` longer.
    return missed >= _SOME_LEFT_OUT / 2 * sum(map(len, likely))


def _is_doubtful(lost: LeftOut, size: int, usual: int) -> bool:
    """Whether a reading with so much left out is a sliver.

    It is where what is left out is made like what is kept: the places of a list, but for the first. Of others
    it is none that has less than trafilatura's.
    """
    share = lost.share
    if share >= _MOST_LEFT_OUT and lost.made_alike >= _MADE_ALIKE:
        return True
    if share > _NEARLY_ALL:
        return False
    return (share >= _MOST_LEFT_OUT and size >= usual) or (
        share >= _SOME_LEFT_OUT and size >= _MUCH_MORE * usual
    )


def evidence(page: PageBlocks, lines: Sequence[str]) -> tuple[RemovedBlock, ...]:
    """Return the paragraphs `lines`, a reading of `page`, leaves out: captions and boxes, mostly.

    On news pages they have four letters for a hundred that are read (2026-11). With them stand tables,
    sentences of lists, and sentences that are links, left out beside lines of the reading, in the same box.
    """
    lost = left_out(page, lines)
    known = set(lines)
    read = [number for number, block in enumerate(page.blocks) if block.text in known]
    first, last = (read[0], read[-1]) if read else (0, 0)
    found = {number: page.blocks[number].text for number in (*lost.inside, *lost.alike)}
    inside = {*lost.inside}
    for numbers in (*_lists_beside(page, lines), *_links_beside(page, lines)):
        found.setdefault(numbers[0], "\n".join(page.blocks[number].text for number in numbers))
        inside.update(numbers[:1] if first < numbers[0] < last else ())
    return tuple(
        RemovedBlock(
            place=_place(number, first, inside),
            kind=SpamKind.FURNITURE,
            rule="left_out",
            score=1.0,
            text=text,
        )
        for number, text in sorted(found.items())
    )


def _place(number: int, first: int, inside: set[int]) -> BlockPlace:
    if number in inside:
        return BlockPlace.INSIDE
    return BlockPlace.HEAD if number < first else BlockPlace.TAIL


def _lists_beside(page: PageBlocks, lines: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Yield what is left out beside lines of the reading: all of a table, sentences of lists one by one."""
    known, homes = set(lines), _homes(page, lines)
    end = 0
    beside: list[tuple[bool, list[int]]] = []
    for box in page.boxes:
        if not box.tag & _LISTS or box.first < end or box.parent is None or box.parent.number not in homes:
            continue
        end = box.end
        numbers = [*range(box.first, box.end)]
        if box.tags & NO_TEXT_BITS or any(page.blocks[number].text in known for number in numbers):
            continue
        is_table = bool(box.tag & _TABLE)
        told = [number for number in numbers if is_table or says_something(page.blocks[number].text)]
        beside.append((is_table, told))
    lost = _missing(page, (number for _, numbers in beside for number in numbers), lines)
    for is_table, numbers in beside:
        left = tuple(number for number in numbers if number in lost)
        if is_table and left:
            yield left
        elif not is_table:
            yield from ((number,) for number in left)


def _links_beside(page: PageBlocks, lines: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Yield paragraphs that are links and say something: "This article was first published by …"."""
    linked = [
        number
        for number, block in enumerate(page.blocks)
        if block.linked and block.box.tag & _PARAGRAPH_TAG and not _may_be_prose(block)
    ]
    homes = _homes(page, lines) if linked else frozenset()
    told = [
        number
        for number in linked
        if (box := page.blocks[number].box.parent) is not None
        and box.number in homes
        and _may_be_told(page.blocks[number].text)
    ]
    yield from ((number,) for number in sorted(_missing(page, told, lines)))


def _may_be_told(line: str) -> bool:
    """Whether a line is a sentence, however short: "He later apologized."."""
    return FULL_STOP.search(line) is not None or says_something(line)


def _homes(page: PageBlocks, lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the boxes in which lines of the reading stand."""
    known = set(lines)
    return frozenset(
        block.box.parent.number
        for block in page.blocks
        if block.text in known and block.box.parent is not None
    )


def _prose(block: Block) -> int:
    """The letters of a block that is a paragraph, 0 of any other."""
    size = block.letters if _may_be_prose(block) else 0
    return size if size >= _PARAGRAPH else 0


def _may_be_prose(block: Block) -> bool:
    return HAN_COUNTS * len(block.text) >= _PARAGRAPH and block.linked < _MOSTLY_LINKS * len(block.text)


def _size(lines: Sequence[str]) -> int:
    return sum(map(count_letters, lines))
