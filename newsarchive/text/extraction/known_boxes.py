"""A reading held against what other pages of the host taught about the boxes of this one.

Short news is where one page alone says too little: a sentence among comments, forms and labels. Long texts of
the same host show which boxes hold the text, and which never do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Literal

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.hints import HostBoxes
from newsarchive.items import BoxFit, RemovedBlock
from newsarchive.text.boilerplate.learning import HOST_BOXES
from newsarchive.text.boilerplate.page_outline import path_key
from newsarchive.text.extraction.box_outline import box_names, read_blocks
from newsarchive.text.letters import count_letters
from newsarchive.text.page.page_blocks import Block, PageBlocks
from newsarchive.text.sentences import says_something

# Letters below which a text is short news, to which sentences may be added that other pages tell to be text.
_LONG = 600
# A reading that is so sure by itself does not shrink below this share: then the page is made otherwise.
_SURE_ALONE, _LEAST_KEPT = 0.957, 0.5
# Share of a block that stands in links when it leads elsewhere.
_LINKED = 0.5

_Role = Literal["text", "apart", "label"]


@dataclass(frozen=True, slots=True)
class FittedText:
    """A reading as the host's boxes have it: what was cut from it, and how many lines were added.

    `inside`: all of it stands in boxes that hold the text.
    """

    fit: BoxFit | None
    paragraphs: tuple[str, ...]
    cut: tuple[RemovedBlock, ...] = ()
    added: int = 0
    inside: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """What the innermost known box around a block holds, and whether it is the block's own."""

    role: _Role | None
    own: bool


def fit_boxes(
    page: PageBlocks, found: tuple[str, ...], confidence: float | None, known: HostBoxes
) -> FittedText:
    """Return the reading `found` of a page, as the boxes `known` of its host have it; total.

    A sentence goes only where its very box is known to stand apart with sentences in it. A page whose text
    is to be found nowhere, or would be much less than a sure reading has, is made otherwise: its reading
    stays. But one that has the box of the text, and nothing in it, has no text: not that of the letters
    below.
    """
    if not known.text or not page.blocks or confidence is None:
        return FittedText(None, found)
    places = _places(page, known)
    taken = read_blocks(page, found)
    kept = [
        one and not _goes(block, place) for one, block, place in zip(taken, page.blocks, places, strict=True)
    ]
    if _size(compress(page.blocks, kept)) < _LONG:
        kept = _with_text(page.blocks, places, kept)
    if _is_made_otherwise(page, places, taken, kept, confidence, known):
        return FittedText("unfit", found)
    inside = any(kept) and all(place.role == "text" for place in compress(places, kept))
    if kept == taken:
        return FittedText("kept", found, inside=inside)
    return FittedText(
        "used",
        tuple(block.text for block in compress(page.blocks, kept)),
        cut=tuple(_cut(page.blocks, taken, kept)),
        added=sum(now and not one for one, now in zip(taken, kept, strict=True)),
        inside=inside,
    )


def _with_text(blocks: Sequence[Block], places: Sequence[_Place], kept: Sequence[bool]) -> list[bool]:
    """`kept`, and the sentences in boxes of the text; in boxes inside them that nobody knows, if in no other.

    Such a box may be a paywall's or a caption.
    """
    for own in (True, False):
        more = [
            one or (place.role == "text" and place.own >= own and _is_prose(block))
            for one, place, block in zip(kept, places, blocks, strict=True)
        ]
        if any(map(_is_prose, compress(blocks, more))):
            return more
    return list(kept)


def _is_made_otherwise(
    page: PageBlocks,
    places: Sequence[_Place],
    taken: Sequence[bool],
    kept: Sequence[bool],
    confidence: float,
    known: HostBoxes,
) -> bool:
    """Whether a page is none of those that the boxes were learned from."""
    if not any(kept):
        every = all(place.own for place in compress(places, taken))
        return confidence >= _SURE_ALONE or not every or not _has_text_box(page, known)
    now, before = _size(compress(page.blocks, kept)), _size(compress(page.blocks, taken))
    much_less = confidence >= _SURE_ALONE and now < _LEAST_KEPT * before
    return much_less or not any(place.role == "text" for place in places)


def _has_text_box(page: PageBlocks, known: HostBoxes) -> bool:
    """Whether the page has a box of the text, empty ones included."""
    keys: list[str] = []
    for box in page.boxes:
        tag, names = box_names(box)
        above = "" if box.parent is None else keys[box.parent.number]
        keys.append(path_key(above, tag, known.names.intersection(names)))
    return not known.text.isdisjoint(keys)


def _places(page: PageBlocks, known: HostBoxes) -> list[_Place]:
    """For each block what the innermost known box around it holds."""
    keys = [""] * len(page.boxes)
    places = [_Place(None, own=False)] * len(page.boxes)
    for box in page.boxes:
        if box.end <= box.first:
            continue
        above, outer = ("", None) if box.parent is None else (keys[box.parent.number], box.parent.number)
        tag, names = box_names(box)
        key = keys[box.number] = path_key(above, tag, known.names.intersection(names))
        role = _role(key, known)
        if role is not None:
            places[box.number] = _Place(role, own=True)
        elif outer is not None:
            places[box.number] = _Place(places[outer].role, own=False)
    return [places[block.box.number] for block in page.blocks]


def _role(key: str, known: HostBoxes) -> _Role | None:
    if key in known.text:
        return "text"
    return "apart" if key in known.apart else "label" if key in known.label else None


def _goes(block: Block, place: _Place) -> bool:
    """Whether a block stands apart; a sentence only where sentences were seen, and in its very box."""
    if place.role is None or place.role == "text":
        return False
    return (place.role == "apart" and place.own) or not says_something(block.text)


def _is_prose(block: Block) -> bool:
    return block.linked < _LINKED * len(block.text) and says_something(block.text)


def _cut(blocks: Sequence[Block], taken: Sequence[bool], kept: Sequence[bool]) -> list[RemovedBlock]:
    first, last = (kept.index(True), len(kept) - 1 - kept[::-1].index(True)) if any(kept) else (len(kept), 0)
    return [
        RemovedBlock(
            place=BlockPlace.HEAD if at < first else BlockPlace.TAIL if at > last else BlockPlace.INSIDE,
            kind=SpamKind.FURNITURE,
            rule=HOST_BOXES,
            score=1.0,
            text=block.text,
        )
        for at, block in enumerate(blocks)
        if taken[at] and not kept[at]
    ]


def _size(blocks: Iterable[Block]) -> int:
    return sum(count_letters(block.text) for block in blocks)
