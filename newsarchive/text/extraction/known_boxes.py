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
from newsarchive.text.extraction.headline_box import says_something
from newsarchive.text.extraction.page_blocks import Block, PageBlocks
from newsarchive.text.letters import count_letters

# Letters below which a text is short news, to which sentences may be added that other pages tell to be text.
LONG = 600
# A reading that is so sure by itself does not shrink below this share: then the page is made otherwise.
SURE_ALONE, LEAST_KEPT = 0.957, 0.5
# Share of a block that stands in links when it leads elsewhere.
LINKED = 0.5

Role = Literal["text", "apart"]


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

    role: Role | None
    own: bool


def fit_boxes(
    page: PageBlocks, found: tuple[str, ...], confidence: float | None, known: HostBoxes
) -> FittedText:
    """Return the reading `found` of a page, as the boxes `known` of its host have it; total.

    A sentence goes only where its very box is known to stand apart. A page whose text is to be found nowhere,
    or would be much less than a sure reading has, is made otherwise: its reading stays.
    """
    if not known.text or not page.blocks or confidence is None:
        return FittedText(None, found)
    places = _places(page, known)
    holds = [place.role == "text" for place in places]
    if not any(map(_is_prose, compress(page.blocks, holds))):
        return FittedText("unfit", found)
    taken = read_blocks(page, found)
    kept = [
        one and not _goes(block, place) for one, block, place in zip(taken, page.blocks, places, strict=True)
    ]
    if _size(compress(page.blocks, kept)) < LONG:
        kept = [
            one or (held and _is_prose(block))
            for one, held, block in zip(kept, holds, page.blocks, strict=True)
        ]
    inside = all(compress(holds, kept))
    if kept == taken:
        return FittedText("kept", found, inside=inside)
    if _is_made_otherwise(page.blocks, taken, kept, confidence):
        return FittedText("unfit", found)
    return FittedText(
        "used",
        tuple(block.text for block in compress(page.blocks, kept)),
        cut=tuple(_cut(page.blocks, taken, kept)),
        added=sum(now and not one for one, now in zip(taken, kept, strict=True)),
        inside=inside,
    )


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
        role: Role | None = "text" if key in known.text else "apart" if key in known.apart else None
        if role is not None:
            places[box.number] = _Place(role, own=True)
        elif outer is not None:
            places[box.number] = _Place(places[outer].role, own=False)
    return [places[block.box.number] for block in page.blocks]


def _goes(block: Block, place: _Place) -> bool:
    return place.role == "apart" and (place.own or not says_something(block.text))


def _is_prose(block: Block) -> bool:
    return block.linked < LINKED * len(block.text) and says_something(block.text)


def _is_made_otherwise(
    blocks: Sequence[Block], taken: Sequence[bool], kept: Sequence[bool], confidence: float
) -> bool:
    if not any(kept):
        return True
    now, before = _size(compress(blocks, kept)), _size(compress(blocks, taken))
    return confidence >= SURE_ALONE and now < LEAST_KEPT * before


def _cut(blocks: Sequence[Block], taken: Sequence[bool], kept: Sequence[bool]) -> list[RemovedBlock]:
    first = kept.index(True)
    last = len(kept) - 1 - kept[::-1].index(True)
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
