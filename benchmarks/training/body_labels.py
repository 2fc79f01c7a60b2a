"""Which blocks of a page the gold answer of the corpora calls the article's, and how much each matters."""

from __future__ import annotations

import runpy
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.training.layout_pages import LayoutPage
from newsarchive.text.letters import letters_only
from newsarchive.text.page.page_blocks import TAG_BIT, PageBlocks

# A block counts as the article's by the share of its four-word pieces that stand in the gold text; one of
# fewer words is right when it is a line of the gold, in doubt when its words stand in it somewhere.
IN_DOUBT = 0.45
# A wanted or unwanted passage of the sets that have no text weighs as much of its page as this.
PASSAGE_WEIGHT = 0.15
REACH = 6
# Of pages whose lines are known: letters of a part of a line that can stand nowhere else, and of a word that
# is called optional; share of a block that is text where the block holds more; characters any block may
# weigh.
LINE, SHORTEST_OPTIONAL, LEAST_SHARE, LEAST_OF_PAGE = 12, 4, 0.2, 60


class Labeller:
    """Labels (0 to 1) and weights (share of the page's text) for blocks, with the scorer's own tokens."""

    def __init__(self, corpora: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            warnings.simplefilter("ignore", DeprecationWarning)
            score = runpy.run_path(str(corpora / "score.py"), run_name="score")
        self._tokens, self._ngrams, self._spaced = score["MIXED"], score["ngrams"], score["ws"]

    def labels(self, texts: Sequence[str], gold: Mapping[str, Any]) -> tuple[list[float], list[float]]:
        """Return labels and weights of the blocks `texts`; weight 0 where the gold says nothing."""
        if gold.get("text") is not None:
            return self._by_text(texts, gold["text"])
        return self._by_passages(texts, gold)

    def _by_text(self, texts: Sequence[str], gold: str) -> tuple[list[float], list[float]]:
        words = self._tokens.findall(gold)
        pieces, spoken = set(self._ngrams(words)), f" {' '.join(words)} "
        lines = {tuple(self._tokens.findall(line)) for line in gold.split("\n")}
        blocks = [tuple(self._tokens.findall(text)) for text in texts]
        raw = [self._share(block, pieces, lines, spoken) for block in blocks]
        labels = _one_copy(blocks, raw, spoken)
        total = max(len(words), 1)
        weights = [min(len(block), 0.5 * total + 10) / total for block in blocks]
        return labels, weights

    def _share(
        self, block: tuple[str, ...], pieces: set[Any], lines: set[tuple[str, ...]], spoken: str
    ) -> float:
        if not block:
            return 0.0
        if len(block) < 4:
            return 1.0 if block in lines else IN_DOUBT if f" {' '.join(block)} " in spoken else 0.0
        own = self._ngrams(list(block))
        return sum(piece in pieces for piece in own) / len(own)

    def _by_passages(self, texts: Sequence[str], gold: Mapping[str, Any]) -> tuple[list[float], list[float]]:
        wanted = [self._spaced(passage) for passage in gold.get("with") or []]
        unwanted = [self._spaced(passage) for passage in gold.get("without") or []]
        if beginning := gold.get("text_prefix") or gold.get("excerpt"):
            wanted.append(self._spaced(beginning)[:60])
        labels, weights = [0.0] * len(texts), [0.0] * len(texts)
        for number, text in enumerate(map(self._spaced, texts)):
            if any(passage in text for passage in wanted):
                labels[number], weights[number] = 1.0, PASSAGE_WEIGHT
            elif any(passage in text for passage in unwanted):
                weights[number] = PASSAGE_WEIGHT
        return labels, weights


def layout_labels(page: PageBlocks, known: LayoutPage) -> tuple[list[float], list[float]]:
    """Return labels and weights of a page's blocks, as `Labeller` does, by lines known letter by letter.

    What some would call part of the article says nothing, but for cells of tables: corpora call them text.
    """
    lines = frozenset(map(letters_only, known.text))
    story, optional = letters_only("".join(known.text)), letters_only("".join(known.optional))
    standfirst, title = letters_only(known.standfirst or ""), letters_only(known.title)
    apart = frozenset(map(letters_only, known.not_text))
    total = max(1, sum(map(len, known.text)))
    labels, weights = [], []
    for block in page.blocks:
        text = letters_only(block.text)
        label, weight = 0.0, min(len(block.text), total / 2 + LEAST_OF_PAGE) / total
        if not text:
            weight = 0.0
        elif text in lines or (len(text) >= LINE and text in story):
            label = 1.0
        elif len(text) >= LINE and standfirst and (text in standfirst or standfirst in text):
            label, weight = 1.0, weight / 2
        elif text not in apart and text != title:
            if len(text) >= SHORTEST_OPTIONAL and text in optional:
                label, weight = (1.0, weight) if block.box.tags & TAG_BIT["table"] else (0.0, 0.0)
            else:
                share = sum(len(line) for line in lines if line in text) / len(text)
                label = min(1.0, share) if share > LEAST_SHARE else 0.0
        labels.append(label)
        weights.append(weight)
    return labels, weights


def _one_copy(blocks: Sequence[tuple[str, ...]], raw: Sequence[float], spoken: str) -> list[float]:
    """Of blocks of the same words as many as the gold has stay right: those with most gold around them."""
    labels = list(raw)
    copies: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        if block and raw[number] >= IN_DOUBT:
            copies[block].append(number)
    for block, numbers in copies.items():
        if len(numbers) < 2:
            continue
        needed = max(1, spoken.count(f" {' '.join(block)} "))
        ranked = sorted(numbers, key=lambda number: -_around(blocks, raw, number, numbers))
        for number in ranked[needed:]:
            labels[number] = 0.0
    return labels


def _around(
    blocks: Sequence[tuple[str, ...]], raw: Sequence[float], place: int, copies: Sequence[int]
) -> float:
    near = range(max(0, place - REACH), min(len(blocks), place + REACH + 1))
    return sum(raw[number] * len(blocks[number]) for number in near if number not in copies)
