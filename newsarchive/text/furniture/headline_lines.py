"""The lines of a text that only repeat its headline, told from sentences that are worded like it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from newsarchive.text.letters import letters_only
from newsarchive.text.sentences import says_something

# Letters of a headline that is no word of a text; lines that one is broken into.
_SHORTEST_HEAD, _MOST_BROKEN = 4, 4
# Characters of a paragraph without a stop; lines above a headline that is repeated: kickers, labels, a lead.
_FULL, _MOST_ABOVE = 60, 4


@dataclass(frozen=True, slots=True)
class HeadlineBoxes:
    """What boxes that are marked as the page's headline hold: lines that stand nowhere else, broken ones."""

    only: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()


NO_HEADLINE_BOXES = HeadlineBoxes()


def headline_lines(
    paragraphs: Sequence[str],
    titles: Collection[str],
    boxes: HeadlineBoxes,
    is_furniture: Callable[[str], bool],
) -> frozenset[int]:
    """Return the positions of the lines that repeat one of `titles`, whole or broken into a few.

    `is_furniture` is asked for lines above the first paragraph: those that are no part of the story.

    They stand above the first paragraph. Further down the article says it, in a sentence or a quotation,
    unless the line stands in a box of the headline and nowhere else.
    """
    heads = {letters for title in titles if len(letters := letters_only(title)) >= _SHORTEST_HEAD}
    if not heads:
        return frozenset()
    found = {*_above_text(paragraphs, heads, boxes.broken, is_furniture)}
    shown = (at for at, line in enumerate(paragraphs) if line in boxes.only and letters_only(line) in heads)
    return frozenset((*found, *shown))


def _above_text(
    paragraphs: Sequence[str],
    heads: Collection[str],
    broken: Collection[str],
    is_furniture: Callable[[str], bool],
) -> Iterator[int]:
    at = others = 0
    while at < len(paragraphs):
        line = paragraphs[at]
        if count := _repeated(paragraphs[at : at + _MOST_BROKEN], heads):
            yield from range(at, at + count)
            at += count
            continue
        if line in broken:
            yield at
        elif not is_furniture(line):
            others += 1
            if others > _MOST_ABOVE or says_something(line) or len(line) >= _FULL:
                return
        at += 1


def _repeated(lines: Sequence[str], heads: Collection[str]) -> int:
    """How many of the lines, from the first on, are a headline together; 0 for none."""
    joined = ""
    for count, line in enumerate(lines, 1):
        joined += letters_only(line)
        if joined in heads:
            return count
    return 0
