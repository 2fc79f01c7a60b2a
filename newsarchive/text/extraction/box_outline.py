"""The boxes of one page: its outline, to be learned from, and what is known of them from other pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from newsarchive.text.boilerplate.learning import letters_key
from newsarchive.text.boilerplate.page_outline import (
    LONGEST_BOX_NAME,
    MOST_NAMES,
    MOST_OUTLINED,
    OutlinedBox,
    PageOutline,
)
from newsarchive.text.extraction.block_features import EDGE, membership
from newsarchive.text.letters import letters_only
from newsarchive.text.page.block_facts import squeeze
from newsarchive.text.page.page_blocks import Box, PageBlocks
from newsarchive.text.sentences import says_something


def box_names(box: Box) -> tuple[str, tuple[str, ...]]:
    """Return the tag of a box, and its classes and its id (`#main`), each once and in order."""
    return _names(box.signature, box.ident)


@lru_cache(maxsize=4_096)
def _names(signature: str, ident: str) -> tuple[str, tuple[str, ...]]:
    tag, *classes = signature.split()[: MOST_NAMES + 1] or [""]
    called = {one for one in classes if len(one) <= LONGEST_BOX_NAME}
    if ident and len(ident) <= LONGEST_BOX_NAME:
        called.add(f"#{ident.strip()}")
    return tag, tuple(sorted(called))


def read_blocks(page: PageBlocks, found: Sequence[str]) -> list[bool]:
    """Return for each block whether it is a line of `found`, or most of one."""
    lines = set(found)
    taken = [block.text in lines for block in page.blocks]
    if sum(taken) < len(lines):
        rest = [number for number, one in enumerate(taken) if not one]
        held = membership([squeeze(page.blocks[number].text) for number in rest], found)
        for number, member in zip(rest, held, strict=True):
            taken[number] = bool(member > EDGE)
    return taken


def outline_page(page: PageBlocks, found: Sequence[str], confidence: float | None) -> PageOutline | None:
    """Return the outline of a page of which `found` was read; None where nobody judged, or it has no text."""
    if confidence is None or not page.blocks:
        return None
    numbers = [-1] * len(page.boxes)
    known: dict[tuple[int, str, tuple[str, ...]], int] = {}
    alike: dict[tuple[int, str, str], int] = {}  # by what the page writes: most boxes are items of a list
    for box in page.boxes:
        if box.end <= box.first:
            continue
        above = -1 if box.parent is None else numbers[box.parent.number]
        written = (above, box.signature, box.ident)
        number = alike.get(written)
        if number is None:
            key = (above, *box_names(box))
            if key not in known and len(known) >= MOST_OUTLINED:
                number = above
            else:
                number = known.setdefault(key, len(known))
            alike[written] = number
        numbers[box.number] = number
    count, letters, read, linked, prose = ([0] * len(known) for _ in range(5))
    texts: list[list[str]] = [[] for _ in known]
    for box in page.boxes:
        if box.end > box.first:
            count[numbers[box.number]] += 1
    for block, taken in zip(page.blocks, read_blocks(page, found), strict=True):
        number = numbers[block.box.number]
        size = block.letters
        letters[number] += size
        read[number] += size if taken else 0
        linked[number] += min(size, block.linked)
        prose[number] += size if not taken and says_something(block.text) else 0
        texts[number].append(block.text)
    boxes = tuple(
        OutlinedBox(
            above,
            tag,
            names,
            count[number],
            letters[number],
            read[number],
            linked[number],
            prose[number],
            # Letters line by line: most lines are ASCII, which is quick, and hardly a box is.
            (letters_key("".join(map(letters_only, texts[number]))) or "")[:8] if texts[number] else "",
        )
        for (above, tag, names), number in known.items()
    )
    return PageOutline(boxes, confidence)
