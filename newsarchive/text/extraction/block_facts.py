"""What one block says of itself: its length, sentences, links, and whether it repeats title or summary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from newsarchive.text.extraction.boxes import Block

Array = NDArray[np.float64]

CLOSED = re.compile(r"[.。!！?？…\"”»）)’\'」』।؟:：;]$")
SENTENCE_CLOSED = re.compile(r"[.!?。！？।][\"”»\')’」]?$")
SENTENCE_END = re.compile(r"[.!?。！？…।](?:\s|$|[\"”»])")
FOLD = re.compile(r"[\W_]+")
SUMMARIES = frozenset({"description", "og:description", "twitter:description"})
# Only blocks up to this length are compared with title and summary.
LONGEST_FOLDED = 400
NAMES = [
    "length",
    "sentences",
    "words",
    "letters_a_word",
    "link_share",
    "links",
    "bold_share",
    "closed",
    "sentence_closed",
    "marks",
    "at",
    "web",
    "commas",
    "copies",
    "in_title",
    "in_summary",
]


@dataclass(frozen=True, slots=True)
class PageWords:
    """The page's title and summary, letters only."""

    title: str
    summary: str


def page_words(tree: HtmlElement) -> PageWords:
    """Read title and longest description from the head of the page."""
    summary = ""
    for meta in tree.iter("meta"):
        if (meta.get("name") or meta.get("property") or "").lower() in SUMMARIES:
            summary = max(summary, _fold(meta.get("content") or ""), key=len)
    return PageWords(_fold(tree.findtext(".//title") or ""), summary)


def squeeze(text: str) -> str:
    """Return `text` without white space; a third of the time a pattern takes."""
    return "".join(text.split())


def block_facts(blocks: Sequence[Block], squeezed: Sequence[str], words: PageWords) -> Array:
    """Return one row of `NAMES` a block."""
    copies = Counter(squeezed)
    rows = [
        _row(block, letters, copies[letters], words) for block, letters in zip(blocks, squeezed, strict=True)
    ]
    return np.array(rows, dtype=np.float64)


def _row(block: Block, letters: str, copies: int, words: PageWords) -> tuple[float, ...]:
    text, size = block.text, len(letters)
    spaces = text.count(" ") + 1
    folded = _fold(text) if 10 < size < LONGEST_FOLDED else ""
    summary = words.summary
    return (
        log1p(size),
        log1p(len(SENTENCE_END.findall(text))) if size > 30 else 0.0,
        log1p(spaces),
        size / spaces,
        block.linked / len(text),
        min(block.links, 5),
        block.bold / len(text),
        CLOSED.search(text, len(text) - 2) is not None,
        SENTENCE_CLOSED.search(text, len(text) - 2) is not None,
        text.count("|") + text.count("•") + text.count("/") + text.count("·"),
        "@" in text,
        "http" in text or "www." in text,
        text.count(",") + text.count("，") + text.count("、"),
        min(copies, 5),
        len(folded) > 10 and folded in words.title,
        len(folded) > 20 and (folded in summary or (len(summary) > 30 and summary[:30] in folded)),
    )


def _fold(text: str) -> str:
    return FOLD.sub("", text[:1000].lower())
