"""Paragraphs without spam, and what was cut from them, with the place where it stood."""

from __future__ import annotations

from collections import Counter

from newsarchive.items import Place, RemovedBlock
from newsarchive.text.spam import Judgement, may_hold_spam, suspects, trim_runs
from newsarchive.text.spam.blocks import spam_blocks

Cut = tuple[int, str, Judgement]
# Rounds of trimming a paragraph may take, each up to 24 pieces an end; injected runs seen need one or two.
_MOST_TRIMS = 6


def clean_paragraphs(paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[RemovedBlock, ...]]:
    """Return the paragraphs to keep and the removed blocks, both in order; a second pass removes nothing.

    Cutting can bring lines together that then show as a list, so it is done again until nothing goes; each
    round removes something or is the last.
    """
    # Beside what the whole says: a line unlike its article is asked for less than any line by itself.
    if not (may_hold_spam("\n".join(paragraphs)) or any(suspects(paragraphs))):
        return paragraphs, ()
    kept = list(enumerate(paragraphs))
    cut: list[Cut] = []
    trims: Counter[int] = Counter()
    while True:
        found = _one_round(kept, trims)
        if not found:
            break
        cut += found
    alive = [index for index, _ in kept]
    order = sorted(range(len(cut)), key=lambda number: (cut[number][0], number))
    return tuple(text for _, text in kept), tuple(_block(cut[number], alive) for number in order)


def _one_round(kept: list[tuple[int, str]], trims: Counter[int]) -> list[Cut]:
    """Cut blocks out of `kept`, then runs out of its lines; return what went.

    `trims` counts how often each paragraph was trimmed: one that never ends being trimmed goes whole.
    """
    cut: list[Cut] = []
    texts = tuple(text for _, text in kept)
    for block in reversed(spam_blocks(texts)):
        cut.append((kept[block.start][0], "\n".join(texts[block.start : block.end]), block.judgement))
        del kept[block.start : block.end]
    doubted = suspects([text for _, text in kept])
    for position in (position for position, doubt in enumerate(doubted) if doubt):
        index, text = kept[position]
        trimmed = trim_runs(text)
        if trimmed.cut and trimmed.text:
            trims[index] += 1
            if trims[index] > _MOST_TRIMS:
                cut.append((index, text, trimmed.cut[0][1]))
                kept[position] = (index, "")
                continue
            cut += [(index, piece, judgement) for piece, judgement in trimmed.cut]
            kept[position] = (index, trimmed.text)
    kept[:] = [(index, text) for index, text in kept if text]
    return cut


def _block(cut: Cut, alive: list[int]) -> RemovedBlock:
    index, text, judgement = cut
    return RemovedBlock(
        place=_place(index, alive),
        kind=judgement.kind,
        rule=judgement.rule,
        score=round(judgement.score, 3),
        text=text,
    )


def _place(index: int, alive: list[int]) -> Place:
    """Before the first kept paragraph (or all of it) is head, after the last tail."""
    if not alive or index < alive[0]:
        return "head"
    return "tail" if index > alive[-1] else "inside"
